package dev.kechuang.policy.web.library;

import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.web.PolicyWords;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What the addresses and bodies of the policies' API ask for: days, policies; and how a refusal is said. */
@Component
class ApiQuestions {

    private final Decisions decisions;
    private final ApiProblems problems;
    private final Clock clock;

    ApiQuestions(Decisions decisions, ApiProblems problems, Clock clock) {
        this.decisions = decisions;
        this.problems = problems;
        this.clock = clock;
    }

    LocalDate orToday(@Nullable LocalDate day) {
        return day == null ? LocalDate.now(clock) : day;
    }

    LocalDate on(String day, List<FieldError> errors) {
        if (day.isBlank()) return LocalDate.now(clock);
        LocalDate on = PolicyWords.dayOrNull(day);
        if (on != null) return on;
        errors.add(FieldError.of("day", "library.error.day"));
        return LocalDate.now(clock);
    }

    ResponseEntity<?> refused(List<FieldError> errors, Locale locale) {
        return ResponseEntity.of(problems.refusal(errors, locale)).build();
    }

    PolicyVersion version(String id, LocalDate day) {
        return decisions.find(id, day).orElseThrow(() -> new NotFound("policy"));
    }
}
