/**
 * Blind review (匿名评审): what tells who applies, where it stands in a text or in an attachment, and how it is put out of
 * sight. Reads and compares only; who decides about a leak lives with the review.
 */
@NullMarked
package dev.kechuang.programme.internal.blind;

import org.jspecify.annotations.NullMarked;
