/** Report templates (报告模板) of the packs, read and checked at start. */
@NullMarked
package dev.kechuang.report.internal.template;

import org.jspecify.annotations.NullMarked;
