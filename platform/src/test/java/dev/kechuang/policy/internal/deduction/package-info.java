/** Tests of the filings of the R&amp;D super-deduction. */
@NullMarked
package dev.kechuang.policy.internal.deduction;

import org.jspecify.annotations.NullMarked;
