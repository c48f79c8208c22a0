/** Pages and JSON of titles. */
@NullMarked
package dev.kechuang.registry.web.title;

import org.jspecify.annotations.NullMarked;
