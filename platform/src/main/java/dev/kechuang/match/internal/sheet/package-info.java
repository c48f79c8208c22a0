/**
 * Fact sheets (事实页): the confirmed facts of an organisation packed into a few hundred bytes, so that a city is read in
 * one scan.
 */
@NullMarked
package dev.kechuang.match.internal.sheet;

import org.jspecify.annotations.NullMarked;
