/** A reading as JSON lines, annotated HTML and table. Private to the library. */
@NullMarked
package dev.kechuang.reader.render;

import org.jspecify.annotations.NullMarked;
