/**
 * Deciding a city: what changed soon after it changed, everything in a run that fills the slot that is not shown, and the
 * log of differences.
 */
@NullMarked
package dev.kechuang.match.internal.run;

import org.jspecify.annotations.NullMarked;
