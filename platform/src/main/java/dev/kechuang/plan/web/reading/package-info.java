/** Pages and JSON of the room {@code reading}. */
@NullMarked
package dev.kechuang.plan.web.reading;

import org.jspecify.annotations.NullMarked;
