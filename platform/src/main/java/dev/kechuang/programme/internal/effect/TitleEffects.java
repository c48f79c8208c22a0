package dev.kechuang.programme.internal.effect;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.TitleKinds;
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
import dev.kechuang.registry.Title;
import dev.kechuang.registry.Titles;
import dev.kechuang.shared.Outcome;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Grants, confirms and takes away titles when a stage is passed, as the definition's effects say. A holder who has the
 * title already gets a further certificate. What cannot be done, since somebody did it by hand meanwhile, is noted with the
 * application and does not stop the others on the same document.
 *
 * <p>Elimination (末位淘汰、摘牌) does not hang on being on the list: whoever is left off it loses the title by the same rule
 * when the document is issued. Where the rule would leave the title, somebody has to look. Whoever ends elsewhere, as by
 * an objection that is upheld, keeps the title until somebody has looked: {@link UndecidedTitles}.
 */
final class TitleEffects implements StageHandler {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Stage.Kind kind;
    private final Titles titles;
    private final TitleKinds kinds;
    private final SubmissionStore submissions;
    private final ByHand byHand;
    private final StandingStore standings;

    TitleEffects(
            Stage.Kind kind,
            Titles titles,
            TitleKinds kinds,
            SubmissionStore submissions,
            ByHand byHand,
            StandingStore standings) {
        this.kind = kind;
        this.titles = titles;
        this.kinds = kinds;
        this.submissions = submissions;
        this.byHand = byHand;
        this.standings = standings;
    }

    @Override
    public Stage.Kind kind() {
        return kind;
    }

    @Override
    public void happened(Passage passage, Event event) {
        LocalDate day = LocalDate.ofInstant(event.at(), ZONE);
        if (event.kind() == EventKind.REFUSED && kind == Stage.Kind.DECISION) {
            leftOff(passage, day);
            return;
        }
        if (event.kind() != EventKind.PASSED) return;
        for (Effect effect : passage.definition().effects()) {
            if (!effect.stage().equals(passage.stage().id())) continue;
            @Nullable Outcome<Title> outcome = switch (effect) {
                case Effect.GrantTitle grant -> grant(passage, grant, day);
                case Effect.RevokeTitle revoke ->
                    holds(passage, revoke.when())
                            ? held(titles, passage, revoke.kind(), revoke.level(), day)
                                    .map(title -> revoke(passage, title, day))
                                    .orElse(null)
                            : null;
                case Effect.ConfirmTitle confirm ->
                    holds(passage, confirm.when())
                            ? held(titles, passage, confirm.kind(), confirm.level(), day)
                                    .<Outcome<Title>>map(title -> titles.reevaluate(
                                            passage.actor(),
                                            title.id(),
                                            title.version(),
                                            day,
                                            null,
                                            Map.of(),
                                            passage.application().callTitle()))
                                    .orElse(null)
                            : null;
                case Effect.AwardTalent ignored -> null;
                case Effect.CreditEntry ignored -> null;
            };
            if (outcome instanceof Outcome.Refused<Title>(var errors))
                byHand.note(passage, effect, "称号未能自动办理，请人工核对", errors);
        }
    }

    private Outcome<Title> revoke(Passage passage, Title title, LocalDate day) {
        String reason = passage.application().callTitle() + "：评价不合格";
        return titles.revoke(passage.actor(), title.id(), title.version(), day, reason);
    }

    private void leftOff(Passage passage, LocalDate day) {
        for (Effect effect : passage.definition().effects()) {
            if (!(effect instanceof Effect.RevokeTitle revoke)) continue;
            var held = held(titles, passage, revoke.kind(), revoke.level(), day);
            if (held.isEmpty()) continue;
            if (!holds(passage, revoke.when())) {
                byHand.note(passage, effect, "未列入名单，但未达到撤销称号的条件，称号是否保留请人工核对", List.of());
            } else if (revoke(passage, held.get(), day) instanceof Outcome.Refused<Title>(var errors)) {
                byHand.note(passage, effect, "称号未能自动办理，请人工核对", errors);
            }
        }
    }

    private Outcome<Title> grant(Passage passage, Effect.GrantTitle effect, LocalDate day) {
        Application application = passage.application();
        TitleKind titleKind = kinds.byCode(effect.kind()).orElseThrow();
        var content = submissions.latest(application.id()).map(Submission::content);
        var details = new LinkedHashMap<String, String>();
        for (var stated : effect.states()) {
            content.flatMap(all -> all.field(stated.path()))
                    .map(Submission.Entry::value)
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> details.put(stated.detail(), value));
        }
        String name = titleKind.holder() == TitleKind.Holder.ORGANISATION
                ? ""
                : content.map(all -> all.text(Meaning.TITLE, Locale.CHINESE)).orElse(application.label());
        String number = application.number();
        var certificate = new Titles.Certificate(
                titleKind.numbered() && number != null ? number : "",
                null,
                passage.definition().issuer(),
                day,
                null,
                details);
        Optional<Title> held = titles.of(application.organisation()).stream()
                .filter(title -> title.kind().equals(effect.kind())
                        && title.level().code().equals(effect.level())
                        && (name.isEmpty() || title.name().equals(name)))
                .filter(title -> title.state() == Title.State.VALID || title.state() == Title.State.LAPSED)
                .findFirst();
        if (held.isPresent()) {
            // The new certificate follows the one that still runs.
            LocalDate until = held.get().validUntil();
            var further = until == null || until.isBefore(day)
                    ? certificate
                    : new Titles.Certificate(
                            certificate.number(),
                            null,
                            certificate.grantedBy(),
                            until.plusDays(1),
                            null,
                            certificate.details());
            return titles.renew(passage.actor(), held.get().id(), held.get().version(), further);
        }
        return titles.grant(
                passage.actor(),
                new Titles.Grant(effect.kind(), effect.level(), application.organisation(), "", name, certificate));
    }

    /** The title of the applicant that counts on a day. */
    static Optional<Title> held(Titles titles, Passage passage, String titleKind, String level, LocalDate day) {
        return titles.validOn(passage.application().organisation(), day).stream()
                .filter(title ->
                        title.kind().equals(titleKind) && title.level().code().equals(level))
                .findFirst();
    }

    /** Whether the effect's condition holds for the result the decision was made on. */
    private boolean holds(Passage passage, String when) {
        if (when.isEmpty()) return true;
        return standings
                .of(passage.application())
                .filter(at -> Elimination.holds(when, at.score(), at.place(), at.ranked()))
                .isPresent();
    }
}
