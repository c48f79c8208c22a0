package dev.kechuang.plan.internal.assess;

import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.pack.Regions;
import dev.kechuang.pack.WorkingDays;
import dev.kechuang.plan.internal.assess.Assessment.ObjectionState;
import dev.kechuang.plan.internal.assess.Assessment.State;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Item;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Kind;
import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.desk.History;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** The way of a yearly assessment: opened, tried, published, opened again, made final by a leader. */
@Service
public class AssessmentService {

    private final AssessmentStore store;
    private final AssessmentSchemes schemes;
    private final AssessmentSteps steps;
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
            AssessmentSteps steps,
            Scoring scoring,
            IndicatorFigures figures,
            Desk desk,
            History history,
            Units units,
            Regions regions,
            WorkingDays workingDays) {
        this.store = store;
        this.schemes = schemes;
        this.steps = steps;
        this.scoring = scoring;
        this.figures = figures;
        this.desk = desk;
        this.history = history;
        this.units = units;
        this.regions = regions;
        this.workingDays = workingDays;
    }

    /** The scheme as it was when the assessment was opened. */
    public AssessmentScheme scheme(Assessment one) {
        return steps.scheme(one);
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
            if (store.subjects(id).isEmpty()) return AssessmentSteps.refused("scheme", "assess.error.nobody");
            history.append(id, "opened", String.valueOf(year), officer, desk.now());
            desk.log(officer, "plan.assessmentOpened", "assessment", id, chosen.name() + year, Map.of());
            return Outcome.done(id);
        });
    }

    /** A trial run: everything is read and computed as of now. */
    public Outcome<UUID> run(Viewer officer, UUID id) {
        return steps.step(officer, id, State.OPEN, (one, scheme) -> {
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
        return steps.step(officer, id, version, State.OPEN, (one, scheme) -> {
            long missing = missing(one, scheme);
            if (missing > 0) return AssessmentSteps.refused("", "assess.error.scores", missing);
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

    /** Back to scoring, to correct what an objection showed; field: reopenReason. */
    public Outcome<UUID> reopen(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return steps.step(officer, id, version, State.PUBLISHED, (one, scheme) -> {
            var read = new Typed(typed);
            String reason = read.text("reopenReason", 4, 500);
            if (!read.clean()) return read.refused();
            long open = raised(id);
            if (open > 0) return AssessmentSteps.refused("", "assess.error.objections", open);
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
        return steps.step(leader, id, version, State.PUBLISHED, (one, scheme) -> {
            if (!leader.is(Role.BUREAU_LEADER) || leader.requireAccount().equals(one.publishedBy()))
                return AssessmentSteps.refused("", "assess.error.leader");
            LocalDate until = one.objectionsUntil();
            if (until != null && !desk.today().isAfter(until))
                return AssessmentSteps.refused("", "assess.error.running", until.toString());
            long open = raised(id);
            if (open > 0) return AssessmentSteps.refused("", "assess.error.objections", open);
            store.finish(id, Verification.digest(store.results(id)), leader, desk.now());
            history.append(id, "final", "", leader, desk.now());
            desk.log(leader, "plan.assessmentFinal", "assessment", id, scheme.name() + one.year(), Map.of());
            return Outcome.done(id);
        });
    }
}
