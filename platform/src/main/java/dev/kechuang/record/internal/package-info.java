/** How records are appended, sealed, folded and read. */
@NullMarked
package dev.kechuang.record.internal;

import org.jspecify.annotations.NullMarked;
