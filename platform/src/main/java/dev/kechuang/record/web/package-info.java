/** The records behind a figure, and the closing of months, as pages and JSON. */
@NullMarked
package dev.kechuang.record.web;

import org.jspecify.annotations.NullMarked;
