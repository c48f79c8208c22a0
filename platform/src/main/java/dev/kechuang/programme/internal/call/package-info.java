/** Calls: drafted, published, corrected; what an applicant may still do by the clock. */
@NullMarked
package dev.kechuang.programme.internal.call;

import org.jspecify.annotations.NullMarked;
