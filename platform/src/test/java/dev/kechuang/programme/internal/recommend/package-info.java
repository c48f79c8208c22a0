/** Tests of recommendations. */
@NullMarked
package dev.kechuang.programme.internal.recommend;

import org.jspecify.annotations.NullMarked;
