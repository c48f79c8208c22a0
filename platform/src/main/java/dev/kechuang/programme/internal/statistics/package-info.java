/**
 * Statistics of programmes (统计) as a yearly report counts them, from the records alone: so each figure opens what it is
 * made of.
 */
@NullMarked
package dev.kechuang.programme.internal.statistics;

import org.jspecify.annotations.NullMarked;
