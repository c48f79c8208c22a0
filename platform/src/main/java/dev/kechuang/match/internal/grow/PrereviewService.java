package dev.kechuang.match.internal.grow;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Decision.Met;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.match.internal.grow.StageStore.Reach;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.Recheck;
import dev.kechuang.policy.SavedDecision;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Pre-reviews firms of the store by their ladder's policy (预评审). What is decided is frozen by the module {@code policy};
 * where nothing changed since the last pre-review there is no second one.
 */
@Service
public class PrereviewService {

    /** More firms than this are pre-reviewed in several runs. */
    public static final int MOST = 10_000;

    private final PrereviewStore store;
    private final EntryStore entries;
    private final StageStore stages;
    private final Ladders ladders;
    private final Decisions decisions;
    private final SheetMaker sheets;
    private final Texts texts;
    private final GrowDesk desk;

    public PrereviewService(
            PrereviewStore store,
            EntryStore entries,
            StageStore stages,
            Ladders ladders,
            Decisions decisions,
            SheetMaker sheets,
            Texts texts,
            GrowDesk desk) {
        this.store = store;
        this.entries = entries;
        this.stages = stages;
        this.ladders = ladders;
        this.decisions = decisions;
        this.sheets = sheets;
        this.texts = texts;
        this.desk = desk;
    }

    private static <T> Outcome<T> refused(String key, Object... args) {
        return Outcome.refused(FieldError.of("", key, args));
    }

    /** @param fresh false when nothing changed since the last one, which it then is */
    public record Result(Prereview prereview, boolean fresh) {}

    /** Pre-reviews one firm today. */
    public Outcome<Result> review(Viewer officer, UUID entry) {
        return desk.run(() -> {
            if (!GrowDesk.acts(officer)) return refused("matchGrow.error.notYours");
            var found = entries.lock(officer, entry);
            if (found.isEmpty()) return refused("matchGrow.error.gone");
            return reviewed(officer, found.get());
        });
    }

    private Outcome<Result> reviewed(Viewer by, Entry entry) {
        if (!entry.inStore()) return refused("matchGrow.error.left");
        Ladder ladder = ladders.get(entry.ladder());
        if (decisions.find(ladder.policy()).isEmpty()) return refused("matchGrow.error.policy", ladder.policy());
        Decided decided = decisions.decide(ladder.policy(), entry.organisation(), desk.today());
        Decision decision = decided.decision();
        String fingerprint = Fingerprint.of(decision);
        var latest = store.latest(entry.id());
        if (latest.isPresent() && latest.get().fingerprint().equals(fingerprint)) {
            // Counted again where it was taken out as a mistake and came back.
            reached(entry, latest.get().id());
            return Outcome.done(new Result(latest.get(), false));
        }
        UUID id = desk.id();
        SavedDecision saved = decisions.save(by, decided, Prereview.SUBJECT + id);
        Sheet sheet = sheets.sheet(ladder, entry.name(), entry.creditCode(), decided, Locale.SIMPLIFIED_CHINESE);
        var score = decision.scores().stream().findFirst().map(Decision.ScoreResult::points);
        var made = new Prereview(
                id,
                entry.id(),
                saved.id(),
                ladder.policy(),
                decision.verdict(),
                fingerprint,
                (int) sheet.count(Met.NOT_MET),
                (int) sheet.count(Met.UNKNOWN),
                sheet.risks().size(),
                score.map(points -> bound(points, true)).orElse(null),
                score.map(points -> bound(points, false)).orElse(null),
                desk.today(),
                desk.now(),
                by.name());
        store.insert(made, entry.organisation(), by);
        reached(entry, id);
        desk.happened(entry.id(), "prereviewed", "", by);
        desk.log(
                by,
                "match.cultivationPrereviewed",
                entry.id(),
                entry.name(),
                Map.of("verdict", decision.verdict().name()));
        return Outcome.done(new Result(made, true));
    }

    private void reached(Entry entry, UUID prereview) {
        stages.reach(
                List.of(new Reach(stages.counted(entry.id()), desk.today(), Prereview.SUBJECT + prereview)),
                GrowStage.PREREVIEWED,
                desk.now());
    }

    private static @Nullable BigDecimal bound(Val points, boolean low) {
        Rational number = switch (points) {
            case Val.Num(Rational n) -> n;
            case Val.Interval interval -> low ? interval.low() : interval.high();
            default -> null;
        };
        return number == null ? null : number.round(2, RoundingMode.HALF_UP).toDecimal();
    }

    /** A pre-review with all its words, and whether newer facts or rules would decide otherwise. */
    public record Shown(Prereview prereview, Entry entry, Sheet sheet, SavedDecision saved, Recheck recheck) {}

    /** For those who see the firm's entry. */
    public Optional<Shown> shown(Viewer viewer, UUID id, Locale locale) {
        var prereview = store.find(id);
        if (prereview.isEmpty()) return Optional.empty();
        return entries.find(viewer, prereview.get().entry()).map(entry -> shown(prereview.get(), entry, locale));
    }

    private Shown shown(Prereview prereview, Entry entry, Locale locale) {
        SavedDecision saved = decisions.saved(prereview.decision()).orElseThrow();
        Sheet sheet = sheets.sheet(
                ladders.get(entry.ladder()), entry.name(), entry.creditCode(), decisions.again(saved), locale);
        return new Shown(prereview, entry, sheet, saved, decisions.recheck(saved));
    }

    /** Begins a pre-review of many; {@link #work} does it. */
    public Outcome<UUID> start(
            Viewer officer, Ladder ladder, int year, List<UUID> chosen, Optional<EntryStore.Query> whole) {
        return desk.run(() -> {
            if (!GrowDesk.acts(officer)) return refused("matchGrow.error.notYours");
            List<UUID> ids = whole.map(query -> entries.all(officer, ladder, query, desk.today(), MOST + 1))
                    .orElseGet(() -> entries.seen(officer, ladder, year, chosen));
            if (ids.isEmpty()) return refused("matchGrow.error.none");
            if (ids.size() > MOST) return refused("matchGrow.error.many", MOST);
            if (whole.isEmpty() && ids.size() < chosen.stream().distinct().count())
                return refused("matchGrow.error.gone");
            UUID run = store.start(ladder, year, ids, officer, desk.now());
            desk.log(officer, "match.cultivationRun", run, ladder.name(), Map.of("firms", ids.size()));
            return Outcome.done(run);
        });
    }

    /**
     * Works lines of a run, each in a transaction of its own, until none waits or the time is up. Several may work at the
     * same run, and one that was stopped in the middle loses nothing.
     *
     * @return lines done
     */
    public int work(UUID id, Duration most) {
        var found = store.run(id);
        if (found.isEmpty()) return 0;
        var run = found.get();
        Viewer by = new Viewer(run.startedBy(), run.startedName(), Set.of(), null, null, run.startedUnit(), List.of());
        long end = System.nanoTime() + most.toNanos();
        int done = 0;
        while (System.nanoTime() < end && line(id, by)) done++;
        desk.run(() -> {
            store.finish(id, desk.now());
            return Outcome.done(id);
        });
        return done;
    }

    /** Works what waits in any run: after a restart, and what a page did not wait for. */
    public int workAll(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        int done = 0;
        for (UUID run : store.unfinished()) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (left.isNegative()) break;
            done += work(run, left);
        }
        return done;
    }

    private boolean line(UUID run, Viewer by) {
        var any = new AtomicBoolean();
        desk.run(() -> {
            var taken = store.take(run);
            if (taken.isEmpty()) return Outcome.done(run);
            any.set(true);
            var line = taken.get();
            entries.hold(line.entry());
            var outcome = entries.any(line.entry())
                    .map(entry -> reviewed(by, entry))
                    .orElseGet(() -> refused("matchGrow.error.gone"));
            outcome.fold(
                    result -> {
                        store.done(
                                run,
                                line.number(),
                                result.fresh() ? "made" : "same",
                                result.prereview().id(),
                                "");
                        return run;
                    },
                    errors -> {
                        store.done(run, line.number(), "refused", null, words(errors));
                        return run;
                    });
            return Outcome.done(run);
        });
        return any.get();
    }

    private String words(List<FieldError> errors) {
        return texts.text(
                Locale.SIMPLIFIED_CHINESE,
                errors.getFirst().key(),
                errors.getFirst().args().toArray());
    }
}
