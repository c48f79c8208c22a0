@NullMarked
package dev.kechuang.plan.internal.plan;

import org.jspecify.annotations.NullMarked;
