/** Frozen versions (定稿), and the proof that they read as they did. */
@NullMarked
package dev.kechuang.report.internal.freeze;

import org.jspecify.annotations.NullMarked;
