/**
 * Formal check (形式审查): the desk on which an officer ticks off the check list, what a comparison finds by itself, and
 * passing, returning and refusing. Where the application then stands, the lifecycle writes.
 */
@NullMarked
package dev.kechuang.programme.internal.check;

import org.jspecify.annotations.NullMarked;
