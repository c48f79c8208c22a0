@NullMarked
package dev.kechuang.plan.internal.bulletin;

import org.jspecify.annotations.NullMarked;
