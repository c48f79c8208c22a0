/**
 * Yearly assessment of units (目标责任制考核): schemes of the packs, points from targets, tasks, reports, figures and two scorers
 * with every step shown, trial runs, objections, ranking, and a final that verifies for ever.
 */
@NullMarked
package dev.kechuang.plan.internal.assess;

import org.jspecify.annotations.NullMarked;
