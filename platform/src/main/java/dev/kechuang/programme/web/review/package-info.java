/** Pages and JSON of review: the secretary's rounds, the expert's sheets. */
@NullMarked
package dev.kechuang.programme.web.review;

import org.jspecify.annotations.NullMarked;
