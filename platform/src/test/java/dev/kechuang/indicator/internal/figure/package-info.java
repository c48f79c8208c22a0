@NullMarked
package dev.kechuang.indicator.internal.figure;

import org.jspecify.annotations.NullMarked;
