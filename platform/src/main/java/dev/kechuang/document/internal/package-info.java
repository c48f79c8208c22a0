/** The writers: one class per kind of file, what they share beside them. */
@NullMarked
package dev.kechuang.document.internal;

import org.jspecify.annotations.NullMarked;
