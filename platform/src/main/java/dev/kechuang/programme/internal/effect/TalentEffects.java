package dev.kechuang.programme.internal.effect;

import dev.kechuang.programme.internal.definition.Definition.Effect;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.form.Submission;
import dev.kechuang.programme.internal.form.SubmissionStore;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Event;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Passage;
import dev.kechuang.programme.internal.lifecycle.StageHandler;
import dev.kechuang.registry.TalentAwards;
import dev.kechuang.shared.Outcome;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/**
 * Registers the talent of an application (人才入选登记) when a stage is passed, as the definition's effects say. The award
 * bears the application's number, so that it stands there once. What the register refuses is noted with the application.
 */
final class TalentEffects implements StageHandler {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Stage.Kind kind;
    private final TalentAwards awards;
    private final SubmissionStore submissions;
    private final ByHand byHand;

    TalentEffects(Stage.Kind kind, TalentAwards awards, SubmissionStore submissions, ByHand byHand) {
        this.kind = kind;
        this.awards = awards;
        this.submissions = submissions;
        this.byHand = byHand;
    }

    @Override
    public Stage.Kind kind() {
        return kind;
    }

    @Override
    public void happened(Passage passage, Event event) {
        if (event.kind() != EventKind.PASSED) return;
        LocalDate day = LocalDate.ofInstant(event.at(), ZONE);
        for (Effect effect : passage.definition().effects()) {
            if (!(effect instanceof Effect.AwardTalent award)) continue;
            if (!award.stage().equals(passage.stage().id())) continue;
            if (awards.register(passage.actor(), award(passage, award, day))
                    instanceof Outcome.Refused<UUID>(var errors)) {
                byHand.note(passage, effect, "人才入选未能自动登记，请人工核对", errors);
            }
        }
    }

    private TalentAwards.Award award(Passage passage, Effect.AwardTalent effect, LocalDate day) {
        Application application = passage.application();
        var content = submissions.latest(application.id()).map(Submission::content);
        String number = application.number();
        return new TalentAwards.Award(
                application.leader(),
                content.flatMap(all -> all.field(Meaning.LEADER_ID_NUMBER))
                        .map(Submission.Entry::value)
                        .orElse(""),
                application.organisation(),
                application.field(),
                stated(content, effect, "position"),
                stated(content, effect, "education"),
                effect.plan(),
                effect.level(),
                day,
                effect.years() == 0 ? null : day.plusYears(effect.years()).minusDays(1),
                number == null ? "" : number,
                effect.leads().contains(application.track()));
    }

    private static String stated(Optional<Submission.Content> content, Effect.AwardTalent effect, String detail) {
        return effect.states().stream()
                .filter(stated -> stated.detail().equals(detail))
                .findFirst()
                .flatMap(stated -> content.flatMap(all -> all.field(stated.path())))
                .map(Submission.Entry::value)
                .orElse("");
    }
}
