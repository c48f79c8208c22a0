/**
 * Decision (拟立项), public notice (公示) with objections (异议), and approval (立项): who is taken under the budget, that
 * everybody could object, and the document that says so. Scores come from review; money is set aside in fund.
 */
@NullMarked
package dev.kechuang.programme.internal.decision;

import org.jspecify.annotations.NullMarked;
