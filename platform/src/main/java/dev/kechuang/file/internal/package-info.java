/** How uploads are checked, kept, cleaned up and who may read them. */
@NullMarked
package dev.kechuang.file.internal;

import org.jspecify.annotations.NullMarked;
