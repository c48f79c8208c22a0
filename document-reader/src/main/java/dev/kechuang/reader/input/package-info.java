/** From a file's bytes to plain text: charset, HTML, Word and PDF. Private to the library. */
@NullMarked
package dev.kechuang.reader.input;

import org.jspecify.annotations.NullMarked;
