package dev.kechuang.shared.web;

import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Turns outcomes into answers of the JSON interface: the value, or an RFC 9457 problem that names every field. */
@Component
public final class ApiProblems {

    private final MessageSource messages;

    ApiProblems(MessageSource messages) {
        this.messages = messages;
    }

    /** 200 with the value, or 422 with {@code errors: [{field, code, message}]}. */
    public <T> ResponseEntity<?> answer(Outcome<T> outcome, Locale locale) {
        return outcome.fold(
                value -> ResponseEntity.ok(value),
                errors -> ResponseEntity.of(refusal(errors, locale)).build());
    }

    public ProblemDetail refusal(List<FieldError> errors, Locale locale) {
        var problem = ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        problem.setTitle(messages.getMessage("shared.refused", null, locale));
        problem.setProperty(
                "errors",
                errors.stream()
                        .map(error -> Map.of(
                                "field", error.field(),
                                "code", error.key(),
                                "message",
                                        messages.getMessage(
                                                error.key(), error.args().toArray(), locale)))
                        .toList());
        return problem;
    }
}
