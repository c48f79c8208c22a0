/** What a programme's text says, typed: stages, form, sheets, money, effects. Immutable; knows no database. */
@NullMarked
package dev.kechuang.programme.internal.definition;

import org.jspecify.annotations.NullMarked;
