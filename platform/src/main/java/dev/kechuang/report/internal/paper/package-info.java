/** A report on paper: the official layout with its appendix, charts drawn. */
@NullMarked
package dev.kechuang.report.internal.paper;

import org.jspecify.annotations.NullMarked;
