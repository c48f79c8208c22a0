/** Reads pack files with positions, checks and inherits them, keeps their versions, answers from memory. */
@NullMarked
package dev.kechuang.pack.internal;

import org.jspecify.annotations.NullMarked;
