/** Characters folded one by one, positions kept. Private to the library. */
@NullMarked
package dev.kechuang.reader.text;

import org.jspecify.annotations.NullMarked;
