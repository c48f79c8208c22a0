/** Rules and stores of reports; each sub-package is one concern. */
@NullMarked
package dev.kechuang.report.internal;

import org.jspecify.annotations.NullMarked;
