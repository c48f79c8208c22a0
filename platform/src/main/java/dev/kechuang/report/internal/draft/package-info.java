/** Reports while they are written: sections, revisions, review. */
@NullMarked
package dev.kechuang.report.internal.draft;

import org.jspecify.annotations.NullMarked;
