/**
 * Where applications stand and how they move: the one writer of events. What a stage does is written in the sub-package
 * of its kind, which takes part as a {@link dev.kechuang.programme.internal.lifecycle.StageHandler}.
 */
@NullMarked
package dev.kechuang.programme.internal.lifecycle;

import org.jspecify.annotations.NullMarked;
