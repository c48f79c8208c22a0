/** Tests of the document reader: sentences of the genre, the annotated documents, hostile input. */
@NullMarked
package dev.kechuang.reader;

import org.jspecify.annotations.NullMarked;
