/** Workbooks that people fill in: the empty sheet, what they send, and the same with its errors marked at their cells. */
@NullMarked
package dev.kechuang.shared.excel;

import org.jspecify.annotations.NullMarked;
