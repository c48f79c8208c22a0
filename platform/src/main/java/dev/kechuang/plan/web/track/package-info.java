/** Pages and JSON of the room {@code track}. */
@NullMarked
package dev.kechuang.plan.web.track;

import org.jspecify.annotations.NullMarked;
