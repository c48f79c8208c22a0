package dev.kechuang.shared;

import java.util.List;
import java.util.function.Function;

/**
 * What came of a command that somebody gave: done, or refused with every reason. Expected refusals are values, not
 * exceptions. Modules with more than these two outcomes define a sealed interface of their own.
 */
public sealed interface Outcome<T> {

    record Done<T>(T value) implements Outcome<T> {}

    record Refused<T>(List<FieldError> errors) implements Outcome<T> {
        public Refused {
            if (errors.isEmpty()) throw new IllegalArgumentException("a refusal needs a reason");
            errors = List.copyOf(errors);
        }
    }

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> refused(FieldError... errors) {
        return new Refused<>(List.of(errors));
    }

    static <T> Outcome<T> refused(List<FieldError> errors) {
        return new Refused<>(errors);
    }

    default <R> R fold(Function<T, R> done, Function<List<FieldError>, R> refused) {
        return switch (this) {
            case Done<T>(var value) -> done.apply(value);
            case Refused<T>(var errors) -> refused.apply(errors);
        };
    }
}
