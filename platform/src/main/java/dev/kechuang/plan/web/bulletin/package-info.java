/** Pages and JSON of the room {@code bulletin}. */
@NullMarked
package dev.kechuang.plan.web.bulletin;

import org.jspecify.annotations.NullMarked;
