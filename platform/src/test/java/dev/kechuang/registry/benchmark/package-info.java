/** Measurements of the registry; run by hand, never by the build. */
@NullMarked
package dev.kechuang.registry.benchmark;

import org.jspecify.annotations.NullMarked;
