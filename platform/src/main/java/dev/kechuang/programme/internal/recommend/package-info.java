/** Recommendation of applications by the county's bureau or by the applicant's own institution (推荐、提名). */
@NullMarked
package dev.kechuang.programme.internal.recommend;

import org.jspecify.annotations.NullMarked;
