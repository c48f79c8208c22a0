/**
 * Opinions and demands of firms (企业诉求建议): collection forms sent to chosen firms or open to all, meetings with firms, and
 * every opinion as typed, sorted, assigned to a unit with a due date, answered, rated by the firm and counted.
 */
@NullMarked
package dev.kechuang.plan.internal.opinion;

import org.jspecify.annotations.NullMarked;
