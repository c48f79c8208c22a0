/** Arithmetic between figures: totals, growth, parts, ratios, repetitions. Private to the library. */
@NullMarked
package dev.kechuang.reader.audit;

import org.jspecify.annotations.NullMarked;
