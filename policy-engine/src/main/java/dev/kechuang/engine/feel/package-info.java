/**
 * FEEL as the standard defines it (DMN 1.5): dynamic values, 34-digit decimals, null for what has no result. It is
 * what the conformance suite measures; policies use the typed subset in {@code types} and {@code eval}.
 */
@NullMarked
package dev.kechuang.engine.feel;

import org.jspecify.annotations.NullMarked;
