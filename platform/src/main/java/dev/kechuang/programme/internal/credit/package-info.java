/**
 * Science credit (科技信用): entries for what applicants did well or badly, by the rules of the packs, with objections; the
 * grade on a day, and what it means for later calls.
 */
@NullMarked
package dev.kechuang.programme.internal.credit;

import org.jspecify.annotations.NullMarked;
