/** Lines, numbered headings, parts and years: the shape of the document. Private to the library. */
@NullMarked
package dev.kechuang.reader.structure;

import org.jspecify.annotations.NullMarked;
