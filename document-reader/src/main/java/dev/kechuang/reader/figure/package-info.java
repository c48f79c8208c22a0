/** From a quantity in its sentence to a figure: measure, role, tense, period. Private to the library. */
@NullMarked
package dev.kechuang.reader.figure;

import org.jspecify.annotations.NullMarked;
