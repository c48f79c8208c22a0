/** Tests of review. */
@NullMarked
package dev.kechuang.programme.internal.review;

import org.jspecify.annotations.NullMarked;
