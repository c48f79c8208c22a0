package dev.kechuang.shared.web;

import dev.kechuang.shared.FieldError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** What a refusal says to whoever is refused, in Chinese. */
public final class Sentences {

    private static final Texts TEXTS = texts();

    private Sentences() {}

    private static Texts texts() {
        try {
            return new Texts(WebConfiguration.messageSource());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String of(FieldError error) {
        return TEXTS.text(Locale.SIMPLIFIED_CHINESE, error.key(), error.args().toArray());
    }

    public static List<String> of(List<FieldError> errors) {
        return errors.stream().map(Sentences::of).toList();
    }
}
