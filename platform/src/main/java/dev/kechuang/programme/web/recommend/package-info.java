/** Recommendations as pages and JSON. */
@NullMarked
package dev.kechuang.programme.web.recommend;

import org.jspecify.annotations.NullMarked;
