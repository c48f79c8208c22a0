/** Pages and JSON of the room {@code plan}. */
@NullMarked
package dev.kechuang.plan.web.plan;

import org.jspecify.annotations.NullMarked;
