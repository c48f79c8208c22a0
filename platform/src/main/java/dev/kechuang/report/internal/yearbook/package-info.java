/** Yearbook tables (年鉴): indicators by region and year, as Excel and CSV with metadata. */
@NullMarked
package dev.kechuang.report.internal.yearbook;

import org.jspecify.annotations.NullMarked;
