/** Pages put together from parts, and the words they share. */
@NullMarked
package dev.kechuang.plan.web.desk;

import org.jspecify.annotations.NullMarked;
