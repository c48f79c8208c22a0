/** Pages and JSON of the filings of the R&amp;D super-deduction. */
@NullMarked
package dev.kechuang.policy.web.deduction;

import org.jspecify.annotations.NullMarked;
