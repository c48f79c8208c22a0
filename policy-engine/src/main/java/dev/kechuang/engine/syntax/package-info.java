/**
 * From text to a syntax tree: the lexer and parser of FEEL (DMN 1.5) and of our unit literals. Nothing here knows
 * what a name means or what a value is.
 */
@NullMarked
package dev.kechuang.engine.syntax;

import org.jspecify.annotations.NullMarked;
