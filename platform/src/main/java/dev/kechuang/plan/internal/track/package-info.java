/** Tracking (跟踪) through the year: progress by period, lights by rule, reminders, who is late. */
@NullMarked
package dev.kechuang.plan.internal.track;

import org.jspecify.annotations.NullMarked;
