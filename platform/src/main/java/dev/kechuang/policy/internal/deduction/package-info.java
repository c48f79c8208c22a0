/**
 * Filings of the R&amp;D super-deduction (研发费用加计扣除备案): what firms state by project, the rules it is checked by, and
 * what a confirmed one writes. What is saved the policy of the packs computes.
 */
@NullMarked
package dev.kechuang.policy.internal.deduction;

import org.jspecify.annotations.NullMarked;
