/**
 * Filling in and handing in an application (申报): answers by path while the form is open, what of the form is asked, what is
 * wrong or missing, and the frozen submission that everybody after the applicant reads.
 *
 * <p>Answers live at {@code section.field}; a cell at {@code section.table.row.column}; each file and each organisation has
 * a path of its own below its field, so that two people who add one each never collide. An answer once given is never
 * deleted: empty text stands for nothing.
 */
@NullMarked
package dev.kechuang.programme.internal.form;

import org.jspecify.annotations.NullMarked;
