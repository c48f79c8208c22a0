@NullMarked
package dev.kechuang.indicator.internal.observation;

import org.jspecify.annotations.NullMarked;
