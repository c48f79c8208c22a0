/** Tests of statistics. */
@NullMarked
package dev.kechuang.programme.internal.statistics;

import org.jspecify.annotations.NullMarked;
