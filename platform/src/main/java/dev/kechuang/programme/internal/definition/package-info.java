/**
 * What a programme's text says, typed: stages, form, sheets, money, effects. Immutable; of the database only
 * StoredDefinitions knows.
 */
@NullMarked
package dev.kechuang.programme.internal.definition;

import org.jspecify.annotations.NullMarked;
