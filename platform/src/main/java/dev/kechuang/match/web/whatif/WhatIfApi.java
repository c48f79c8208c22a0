package dev.kechuang.match.web.whatif;

import dev.kechuang.match.internal.whatif.Effect;
import dev.kechuang.match.web.whatif.WhatIfQuestion.Question;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a change would mean, as JSON. */
@RestController
@RequestMapping("/api/match/what-if")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class WhatIfApi {

    private static final int LISTED = 1_000;

    private final WhatIfQuestion questions;
    private final ApiProblems problems;

    WhatIfApi(WhatIfQuestion questions, ApiProblems problems) {
        this.questions = questions;
        this.problems = problems;
    }

    /**
     * @param draft id of a draft; or {@code policy}, the id of a policy as it decides
     * @param day decided for, today when not given
     * @param parameters other values, by name, as the policy's text would have them, e.g. {@code 5%}
     */
    record Body(
            @Nullable UUID draft,
            @Nullable String policy,
            @Nullable LocalDate day,
            @Nullable Map<String, String> parameters) {}

    /** At most 1,000 firms are named, those with the largest changes. */
    @PostMapping
    ResponseEntity<?> ask(@RequestBody Body body, Viewer viewer, Locale locale) {
        LocalDate day = Objects.requireNonNullElseGet(body.day(), questions::today);
        Map<String, String> values = Objects.requireNonNullElse(body.parameters(), Map.of());
        Question question;
        if (body.draft() != null) question = questions.ofDraft(viewer, body.draft(), values, day);
        else if (body.policy() != null) question = questions.ofPolicy(body.policy(), values, day);
        else throw new NotFound("policy");
        var errors = question.tried().problems().entrySet().stream()
                .map(wrong -> FieldError.of(
                        "parameters." + wrong.getKey(),
                        "matchWhatIf.error.value",
                        locale.getLanguage().equals("en")
                                ? wrong.getValue().english()
                                : wrong.getValue().chinese()))
                .toList();
        if (!errors.isEmpty())
            return ResponseEntity.of(problems.refusal(errors, locale)).build();
        Effect effect = questions.effect(viewer, question);
        List<Effect.Affected> some =
                effect.firms().subList(0, Math.min(LISTED, effect.firms().size()));
        return ResponseEntity.ok(new Effect(
                effect.day(),
                effect.organisations(),
                effect.before(),
                effect.after(),
                effect.byRegion(),
                effect.affected(),
                some));
    }

    /** @param revision of the draft, on which the parameters were tried */
    record Write(
            @Nullable Integer revision,
            @Nullable LocalDate day,
            @Nullable Map<String, String> parameters) {}

    record Written(int revision) {}

    /** Puts values of parameters into a draft, in the place of those that hold on the day. */
    @PostMapping("/drafts/{draft}")
    ResponseEntity<?> write(@PathVariable UUID draft, @RequestBody Write body, Viewer viewer, Locale locale) {
        return problems.answer(
                questions
                        .write(
                                viewer,
                                draft,
                                Objects.requireNonNullElse(body.revision(), 0),
                                Objects.requireNonNullElse(body.parameters(), Map.of()),
                                Objects.requireNonNullElseGet(body.day(), questions::today))
                        .fold(revision -> Outcome.done(new Written(revision)), Outcome::refused),
                locale);
    }
}
