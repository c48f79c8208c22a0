/** Pages of the workbench put together from parts: facts, lists, forms, timelines; shown by {@code shared/desk}. */
@NullMarked
package dev.kechuang.shared.web.desk;

import org.jspecify.annotations.NullMarked;
