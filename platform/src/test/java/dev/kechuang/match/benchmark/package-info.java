/** {@code ./kc bench match}: a city of a million firms decided, and what changes in it. */
@NullMarked
package dev.kechuang.match.benchmark;

import org.jspecify.annotations.NullMarked;
