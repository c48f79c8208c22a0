/** Measurement of the ledger, started by {@code ./kc bench ledger}; not a test. */
@NullMarked
package dev.kechuang.fund.benchmark;

import org.jspecify.annotations.NullMarked;
