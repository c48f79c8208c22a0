@NullMarked
package dev.kechuang.plan.internal.track;

import org.jspecify.annotations.NullMarked;
