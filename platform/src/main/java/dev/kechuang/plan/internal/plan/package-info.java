/** Plans (计划), their versions with targets, tasks and responsible units, and what has to hold of them. */
@NullMarked
package dev.kechuang.plan.internal.plan;

import org.jspecify.annotations.NullMarked;
