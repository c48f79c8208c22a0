package dev.kechuang.report.web;

import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.util.List;
import java.util.Locale;

/** Mistakes in tokens come in both languages; the reader gets one. */
final class TokenErrors {

    private TokenErrors() {}

    static <T> Outcome<T> in(Locale locale, Outcome<T> outcome) {
        return outcome.fold(Outcome::done, errors -> Outcome.refused(in(locale, errors)));
    }

    static List<FieldError> in(Locale locale, List<FieldError> errors) {
        int language = ReportWords.english(locale) ? 3 : 2;
        return errors.stream()
                .map(error -> error.key().equals("report.error.token")
                        ? FieldError.of(
                                error.field(),
                                error.key(),
                                error.args().get(0),
                                error.args().get(1),
                                error.args().get(language))
                        : error)
                .toList();
    }
}
