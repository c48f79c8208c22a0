/** Pages and JSON of reports and yearbook. */
@NullMarked
package dev.kechuang.report.web;

import org.jspecify.annotations.NullMarked;
