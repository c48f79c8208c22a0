/** Numbers with their units: what is printed, before anybody asks what it measures. Private to the library. */
@NullMarked
package dev.kechuang.reader.quantity;

import org.jspecify.annotations.NullMarked;
