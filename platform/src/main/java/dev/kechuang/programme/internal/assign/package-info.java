/**
 * Who reviews what (评审指派), solved as one flow of least cost. Plain Java: knows no database, no clock and no page, so
 * that anybody can repeat a draw from its published seed.
 */
@NullMarked
package dev.kechuang.programme.internal.assign;

import org.jspecify.annotations.NullMarked;
