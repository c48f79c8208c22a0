/** Measurement of figures over many records, started by {@code ./kc bench figures}; not a test. */
@NullMarked
package dev.kechuang.record.benchmark;

import org.jspecify.annotations.NullMarked;
