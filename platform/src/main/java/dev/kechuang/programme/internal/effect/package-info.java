/** What passing a stage brings about outside programmes: titles granted, confirmed and taken away, talents
 * registered. */
@NullMarked
package dev.kechuang.programme.internal.effect;

import org.jspecify.annotations.NullMarked;
