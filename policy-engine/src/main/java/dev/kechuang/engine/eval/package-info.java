/** Evaluates typed trees for one organisation: exact rationals, absent and unknown values, intervals of points. */
@NullMarked
package dev.kechuang.engine.eval;

import org.jspecify.annotations.NullMarked;
