/** Gazetteers: words in resource files beside the class. Private to the library. */
@NullMarked
package dev.kechuang.reader.words;

import org.jspecify.annotations.NullMarked;
