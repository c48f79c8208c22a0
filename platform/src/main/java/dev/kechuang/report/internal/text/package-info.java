/** The language of report texts: prose with tokens that stand for figures, tables, charts and lists, and the phrases they read as. */
@NullMarked
package dev.kechuang.report.internal.text;

import org.jspecify.annotations.NullMarked;
