@NullMarked
package dev.kechuang.plan.internal.reading;

import org.jspecify.annotations.NullMarked;
