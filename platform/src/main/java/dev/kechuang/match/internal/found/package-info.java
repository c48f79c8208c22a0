/** Stored matches of the city and what changed in them. */
@NullMarked
package dev.kechuang.match.internal.found;

import org.jspecify.annotations.NullMarked;
