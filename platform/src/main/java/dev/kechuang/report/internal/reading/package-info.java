/** Texts read into what a reader sees: every token replaced by its figure at one state of the evidence. */
@NullMarked
package dev.kechuang.report.internal.reading;

import org.jspecify.annotations.NullMarked;
