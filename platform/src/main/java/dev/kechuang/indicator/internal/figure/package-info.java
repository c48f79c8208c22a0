/** Figures computed from their series in few statements, and what must hold for them. */
@NullMarked
package dev.kechuang.indicator.internal.figure;

import org.jspecify.annotations.NullMarked;
