package dev.kechuang.plan.internal.assess;

import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.Regions;
import dev.kechuang.pack.WorkingDays;
import dev.kechuang.plan.internal.assess.Assessment.ObjectionState;
import dev.kechuang.plan.internal.assess.Assessment.Score;
import dev.kechuang.plan.internal.assess.Assessment.State;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Item;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Kind;
import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.desk.History;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** The way of a yearly assessment: opened, scored, tried, published, objected to, made final by a leader. */
@Service
public class AssessmentService {

    private final AssessmentStore store;
    private final AssessmentSchemes schemes;
    private final Scoring scoring;
    private final IndicatorFigures figures;
    private final Desk desk;
    private final History history;
    private final Units units;
    private final Regions regions;
    private final WorkingDays workingDays;

    public AssessmentService(
            AssessmentStore store,
            AssessmentSchemes schemes,
            Scoring scoring,
            IndicatorFigures figures,
            Desk desk,
            History history,
            Units units,
            Regions regions,
            WorkingDays workingDays) {
        this.store = store;
        this.schemes = schemes;
        this.scoring = scoring;
        this.figures = figures;
        this.desk = desk;
        this.history = history;
        this.units = units;
        this.regions = regions;
        this.workingDays = workingDays;
    }

    private static <T> Outcome<T> refused(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }

    /** The scheme as it was when the assessment was opened. */
    public static AssessmentScheme scheme(AssessmentSchemes schemes, Assessment one) {
        String place = one.place();
        int slash = place.indexOf('/', "packs/".length());
        return schemes.reread(new PackDocument(
                place.substring("packs/".length(), slash),
                one.region(),
                place.substring(slash + 1),
                one.digest(),
                one.definition()));
    }

    public AssessmentScheme scheme(Assessment one) {
        return scheme(schemes, one);
    }

    /** Opens the assessment of a year; fields: scheme, year. */
    public Outcome<UUID> open(Viewer officer, Map<String, String> typed) {
        return desk.run(() -> {
            var read = new Typed(typed);
            int year = read.whole("year", 2000, desk.today().getYear());
            var scheme = schemes.find(typed.getOrDefault("scheme", ""));
            if (scheme.isEmpty()) read.wrong("scheme", "assess.error.scheme");
            if (read.clean() && store.exists(scheme.orElseThrow().code(), year))
                read.wrong("year", "assess.error.exists", year);
            if (!read.clean()) return read.refused();
            UUID id = desk.id();
            AssessmentScheme chosen = scheme.orElseThrow();
            store.insert(
                    id, year, chosen.code(), chosen.source(), regions.city().code(), officer, desk.now());
            for (var group : chosen.groups()) for (String unit : group.units()) store.subject(id, unit, group.code());
            if (store.subjects(id).isEmpty()) return refused("scheme", "assess.error.nobody");
            history.append(id, "opened", String.valueOf(year), officer, desk.now());
            desk.log(officer, "plan.assessmentOpened", "assessment", id, chosen.name() + year, Map.of());
            return Outcome.done(id);
        });
    }

    private interface Step {
        Outcome<UUID> take(Assessment one, AssessmentScheme scheme);
    }

    private Outcome<UUID> step(Viewer viewer, UUID id, State state, Step step) {
        return desk.run(() -> {
            var found = store.lock(viewer, id);
            if (found.isEmpty()) return refused("", "assess.error.gone");
            if (found.get().state() != state)
                return refused("", "assess.error.state." + found.get().state().code());
            return step.take(found.get(), scheme(found.get()));
        });
    }

    private Outcome<UUID> step(Viewer viewer, UUID id, int version, State state, Step step) {
        return step(
                viewer,
                id,
                state,
                (one, scheme) -> one.version() == version ? step.take(one, scheme) : refused("", "desk.error.changed"));
    }

    private Optional<Item> item(Assessment one, AssessmentScheme scheme, UUID unit, String code) {
        return store.subjects(one.id()).stream()
                .filter(subject -> subject.unit().equals(unit))
                .findFirst()
                .flatMap(subject -> scheme.items(subject.group()).stream()
                        .filter(item -> item.code().equals(code))
                        .findFirst());
    }

    /** One of two scorers scores a unit's item, not of the own unit; fields: item, points, reason. */
    public Outcome<UUID> score(Viewer scorer, UUID id, UUID unit, Map<String, String> typed) {
        return step(scorer, id, State.OPEN, (one, scheme) -> {
            if (!scorer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER) || Units.own(scorer, unit))
                return refused("", "assess.error.own");
            var item = item(one, scheme, unit, typed.getOrDefault("item", ""))
                    .filter(known -> known.kind() == Kind.MANUAL);
            if (item.isEmpty()) return refused("item", "assess.error.item");
            var read = new Typed(typed);
            BigDecimal points =
                    read.decimal("points", BigDecimal.ZERO, item.get().weight(), 2);
            String reason = read.optional("reason", 500);
            var given = store.scores(id).stream()
                    .filter(score -> score.unit().equals(unit)
                            && score.item().equals(item.get().code()))
                    .toList();
            var mine = given.stream()
                    .filter(score -> score.account().equals(scorer.requireAccount()))
                    .findFirst();
            if (mine.isEmpty() && given.size() == 2)
                read.wrong(
                        "item",
                        "assess.error.scored",
                        given.getFirst().name(),
                        given.getLast().name());
            if (!read.clean()) return read.refused();
            int place = mine.map(Score::scorer)
                    .orElseGet(() -> given.stream().anyMatch(score -> score.scorer() == 1) ? 2 : 1);
            store.score(
                    id,
                    new Score(unit, item.get().code(), place, scorer.requireAccount(), scorer.name(), points, reason),
                    desk.now());
            desk.log(
                    scorer,
                    "plan.assessmentScored",
                    "assessment",
                    id,
                    item.get().name(),
                    Map.of("unit", unit.toString(), "points", points));
            return Outcome.done(id);
        });
    }

    /** Enters a bonus, a deduction or a veto; fields: entryItem, entryPoints, entryReason. */
    public Outcome<UUID> enter(Viewer officer, UUID id, UUID unit, Map<String, String> typed) {
        return step(officer, id, State.OPEN, (one, scheme) -> {
            if (!officer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER) || Units.own(officer, unit))
                return refused("", "assess.error.own");
            var item =
                    item(one, scheme, unit, typed.getOrDefault("entryItem", "")).filter(Item::entered);
            if (item.isEmpty()) return refused("entryItem", "assess.error.item");
            var read = new Typed(typed);
            boolean veto = item.get().kind() == Kind.VETO;
            BigDecimal points = veto
                    ? BigDecimal.ZERO
                    : read.decimal(
                            "entryPoints", new BigDecimal("0.01"), item.get().cap(), 2);
            String reason = read.text("entryReason", 4, 500);
            boolean twice = store.entries(id).stream()
                    .anyMatch(entry -> entry.unit().equals(unit)
                            && entry.item().equals(item.get().code())
                            && entry.reason().equals(reason)
                            && entry.withdrawn().isEmpty());
            if (twice) read.wrong("entryReason", "assess.error.twice");
            if (!read.clean()) return read.refused();
            store.enter(id, unit, item.get().code(), points, reason, officer, desk.now());
            desk.log(
                    officer,
                    "plan.assessmentEntered",
                    "assessment",
                    id,
                    item.get().name(),
                    Map.of("unit", unit.toString(), "points", points, "reason", reason));
            return Outcome.done(id);
        });
    }

    /** Takes back an entry; field: withdrawReason. */
    public Outcome<UUID> withdraw(Viewer officer, UUID id, UUID entry, Map<String, String> typed) {
        return step(officer, id, State.OPEN, (one, scheme) -> {
            var read = new Typed(typed);
            String reason = read.text("withdrawReason", 2, 500);
            if (!read.clean()) return read.refused();
            var found = store.entries(id).stream()
                    .filter(known ->
                            known.id().equals(entry) && known.withdrawn().isEmpty())
                    .findFirst();
            if (found.isEmpty()) return refused("", "assess.error.gone");
            store.withdraw(entry, reason);
            desk.log(
                    officer,
                    "plan.assessmentWithdrawn",
                    "assessment",
                    id,
                    found.get().item(),
                    Map.of("reason", reason));
            return Outcome.done(id);
        });
    }

    /** A trial run: everything is read and computed as of now. */
    public Outcome<UUID> run(Viewer officer, UUID id) {
        return step(officer, id, State.OPEN, (one, scheme) -> {
            compute(one, scheme);
            desk.log(officer, "plan.assessmentRun", "assessment", id, scheme.name() + one.year(), Map.of());
            return Outcome.done(id);
        });
    }

    private void compute(Assessment one, AssessmentScheme scheme) {
        var snapshot = figures.snapshot();
        var given = new Scoring.Given(store.scores(one.id()), store.entries(one.id()));
        var results = scoring.run(scheme, one.year(), store.subjects(one.id()), given, snapshot, desk.today());
        store.replace(one.id(), results, snapshot);
    }

    /** Publishes what a last run gives; two have scored everything that is scored by hand. */
    public Outcome<UUID> publish(Viewer officer, UUID id, int version) {
        return step(officer, id, version, State.OPEN, (one, scheme) -> {
            long missing = missing(one, scheme);
            if (missing > 0) return refused("", "assess.error.scores", missing);
            compute(one, scheme);
            LocalDate until = workingDays.plus(desk.today(), scheme.objectionDays());
            store.publish(id, until, officer.requireAccount());
            history.append(id, "published", until.toString(), officer, desk.now());
            desk.log(officer, "plan.assessmentPublished", "assessment", id, scheme.name() + one.year(), Map.of());
            var people = new HashSet<UUID>();
            for (var subject : store.subjects(id)) people.addAll(units.people(subject.unit()));
            desk.tell(
                    people,
                    "plan.assessmentPublished/" + id + "/" + version,
                    "assess.message.published.",
                    "/assessments/" + id,
                    scheme.name(),
                    String.valueOf(one.year()),
                    until.toString());
            return Outcome.done(id);
        });
    }

    /** Scores by hand that are still to be given. */
    public long missing(Assessment one, AssessmentScheme scheme) {
        var scores = store.scores(one.id());
        long missing = 0;
        for (var subject : store.subjects(one.id())) {
            for (Item item : scheme.items(subject.group())) {
                if (item.kind() != Kind.MANUAL) continue;
                missing += 2
                        - scores.stream()
                                .filter(score -> score.unit().equals(subject.unit())
                                        && score.item().equals(item.code()))
                                .count();
            }
        }
        return missing;
    }

    /** A unit objects to an item of its own result; fields: objectionItem, text. */
    public Outcome<UUID> object(Viewer officer, UUID id, UUID unit, Map<String, String> typed) {
        return step(officer, id, State.PUBLISHED, (one, scheme) -> {
            if (!Units.own(officer, unit)) return refused("", "assess.error.notYours");
            var item = item(one, scheme, unit, typed.getOrDefault("objectionItem", ""));
            if (item.isEmpty()) return refused("objectionItem", "assess.error.item");
            LocalDate until = one.objectionsUntil();
            if (until != null && desk.today().isAfter(until)) return refused("", "assess.error.over", until.toString());
            var read = new Typed(typed);
            String text = read.text("text", 10, 2000);
            boolean open = store.objections(id).stream()
                    .anyMatch(other -> other.unit().equals(unit)
                            && other.item().equals(item.get().code())
                            && other.state() == ObjectionState.RAISED);
            if (open) read.wrong("objectionItem", "assess.error.objected");
            if (!read.clean()) return read.refused();
            store.raise(id, unit, item.get().code(), text, officer, desk.now());
            history.append(id, "objected", item.get().name(), officer, desk.now());
            desk.log(
                    officer,
                    "plan.assessmentObjected",
                    "assessment",
                    id,
                    item.get().name(),
                    Map.of());
            return Outcome.done(id);
        });
    }

    /** Handles an objection, not of the own unit; fields: decision (upheld, rejected), answer. */
    public Outcome<UUID> handle(Viewer officer, UUID id, UUID objection, Map<String, String> typed) {
        return step(officer, id, State.PUBLISHED, (one, scheme) -> {
            var found = store.objections(id).stream()
                    .filter(other -> other.id().equals(objection))
                    .findFirst();
            if (found.isEmpty()) return refused("", "assess.error.gone");
            if (found.get().state() != ObjectionState.RAISED) return refused("", "assess.error.handled");
            if (Units.own(officer, found.get().unit())) return refused("", "assess.error.own");
            var read = new Typed(typed);
            String decision = read.oneOf("decision", List.of("upheld", "rejected"));
            String answer = read.text("answer", 4, 2000);
            if (!read.clean()) return read.refused();
            store.handle(
                    objection,
                    decision.equals("upheld") ? ObjectionState.UPHELD : ObjectionState.REJECTED,
                    answer,
                    officer,
                    desk.now());
            history.append(id, decision, found.get().unitName() + " " + answer, officer, desk.now());
            desk.log(
                    officer,
                    "plan.assessmentHandled",
                    "assessment",
                    id,
                    found.get().unitName(),
                    Map.of("decision", decision));
            desk.tell(
                    units.people(found.get().unit()),
                    "plan.assessmentHandled/" + objection,
                    "assess.message.handled.",
                    "/assessments/" + id,
                    answer);
            return Outcome.done(id);
        });
    }

    /** Back to scoring, to correct what an objection showed; field: reopenReason. */
    public Outcome<UUID> reopen(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return step(officer, id, version, State.PUBLISHED, (one, scheme) -> {
            var read = new Typed(typed);
            String reason = read.text("reopenReason", 4, 500);
            if (!read.clean()) return read.refused();
            long open = raised(id);
            if (open > 0) return refused("", "assess.error.objections", open);
            store.reopen(id);
            history.append(id, "reopened", reason, officer, desk.now());
            desk.log(
                    officer,
                    "plan.assessmentReopened",
                    "assessment",
                    id,
                    scheme.name() + one.year(),
                    Map.of("reason", reason));
            return Outcome.done(id);
        });
    }

    private long raised(UUID id) {
        return store.objections(id).stream()
                .filter(one -> one.state() == ObjectionState.RAISED)
                .count();
    }

    /** A leader, not who published, makes the results final; they verify for ever. */
    public Outcome<UUID> finish(Viewer leader, UUID id, int version) {
        return step(leader, id, version, State.PUBLISHED, (one, scheme) -> {
            if (!leader.is(Role.BUREAU_LEADER) || leader.requireAccount().equals(one.publishedBy()))
                return refused("", "assess.error.leader");
            LocalDate until = one.objectionsUntil();
            if (until != null && !desk.today().isAfter(until))
                return refused("", "assess.error.running", until.toString());
            long open = raised(id);
            if (open > 0) return refused("", "assess.error.objections", open);
            store.finish(id, Verification.digest(store.results(id)), leader, desk.now());
            history.append(id, "final", "", leader, desk.now());
            desk.log(leader, "plan.assessmentFinal", "assessment", id, scheme.name() + one.year(), Map.of());
            return Outcome.done(id);
        });
    }
}
