/** Page, Excel file and JSON of the statistics of programmes. */
@NullMarked
package dev.kechuang.programme.web.statistics;

import org.jspecify.annotations.NullMarked;
