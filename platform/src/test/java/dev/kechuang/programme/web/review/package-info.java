/** Tests of the pages of review. */
@NullMarked
package dev.kechuang.programme.web.review;

import org.jspecify.annotations.NullMarked;
