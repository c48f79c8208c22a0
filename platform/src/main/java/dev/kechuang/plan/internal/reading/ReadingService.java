package dev.kechuang.plan.internal.reading;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.indicator.SourceDocument;
import dev.kechuang.indicator.SourceDocuments;
import dev.kechuang.pack.Regions;
import dev.kechuang.plan.internal.plan.Changes;
import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.Dictionary;
import dev.kechuang.plan.internal.plan.Duty;
import dev.kechuang.plan.internal.plan.DutyReader;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanForm;
import dev.kechuang.plan.internal.plan.PlanScope;
import dev.kechuang.plan.internal.plan.PlanService;
import dev.kechuang.plan.internal.plan.PlanUnits;
import dev.kechuang.plan.internal.plan.Target;
import dev.kechuang.plan.internal.plan.TargetForm;
import dev.kechuang.plan.internal.plan.Task;
import dev.kechuang.plan.internal.plan.TaskForm;
import dev.kechuang.plan.internal.reading.ReadingStore.Import;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Takes a document, proposes what it says, keeps every decision, and makes the plan of what was accepted. */
@Service
public class ReadingService {

    private final ReadingStore store;
    private final SourceDocuments documents;
    private final PlanService plans;
    private final PlanUnits units;
    private final Dictionary dictionary;
    private final Regions regions;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public ReadingService(
            ReadingStore store,
            SourceDocuments documents,
            PlanService plans,
            PlanUnits units,
            Dictionary dictionary,
            Regions regions,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.documents = documents;
        this.plans = plans;
        this.units = units;
        this.dictionary = dictionary;
        this.regions = regions;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Reads a document; what the head leaves open is taken from the document itself. */
    public Outcome<Import> take(Viewer viewer, String name, byte[] content, Map<String, String> typed) {
        var taken = documents.take(viewer, name, content);
        if (taken instanceof Outcome.Refused<SourceDocument>(var errors)) return Outcome.refused(errors);
        SourceDocument document = ((Outcome.Done<SourceDocument>) taken).value();
        return PlanService.run(transactions, () -> {
            var head = ReadingHead.of(document, typed);
            var read = new PlanForm(regions, units).read(viewer, head, document.id(), clock.instant());
            if (read instanceof Outcome.Refused<Plan>(var errors)) return Outcome.refused(errors);
            Plan plan = ((Outcome.Done<Plan>) read).value();
            if (!PlanScope.makes(viewer, plan.region()))
                return Outcome.refused(FieldError.of("region", "plan.error.notYours"));
            var candidates = Proposals.of(document.reading(), plan, dictionary, regions, units.reader());
            if (candidates.isEmpty()) return Outcome.refused(FieldError.of("file", "reading.error.nothing"));
            UUID id = store.insert(document.id(), document.name(), plan.region(), head, viewer, clock.instant());
            for (Candidate candidate : candidates) store.insert(id, candidate);
            audit.append(viewer, AuditEvent.of("plan.read", "planReading", id, document.name()));
            return Outcome.done(store.find(viewer, id).orElseThrow());
        });
    }

    /** Whether each name of the candidate's units is known; what is wrong with its fields, none when it may be taken. */
    public List<FieldError> problems(Import reading, Candidate candidate) {
        return check(plan(reading), candidate, units.reader());
    }

    /** For all at once. */
    public Map<UUID, List<FieldError>> problems(Import reading, List<Candidate> candidates) {
        Plan plan = plan(reading);
        var reader = units.reader();
        var problems = new LinkedHashMap<UUID, List<FieldError>>();
        for (Candidate candidate : candidates) problems.put(candidate.id(), check(plan, candidate, reader));
        return problems;
    }

    private List<FieldError> check(Plan plan, Candidate candidate, PlanUnits.Reader reader) {
        return candidate.target()
                ? new TargetForm(plan, Content.EMPTY, dictionary, regions, reader)
                        .read(candidate.fields(), candidate.id(), 1, candidate.span(), 0)
                        .fold(target -> led(target.lead()), errors -> errors)
                : new TaskForm(plan, reader)
                        .read(candidate.fields(), candidate.id(), 1, candidate.span(), 0)
                        .fold(task -> led(task.lead()), errors -> errors);
    }

    private static List<FieldError> led(Optional<Duty> lead) {
        if (lead.isEmpty()) return List.of(FieldError.of("lead", "plan.check.noLead"));
        return lead.get().unit() == null
                ? List.of(FieldError.of(
                        "lead", "plan.check.leadUnknown", lead.get().name()))
                : List.of();
    }

    /** Names of a candidate that are no known unit. */
    public List<String> unknown(Candidate candidate, PlanUnits.Reader reader) {
        var names = new ArrayList<>(DutyReader.names(candidate.field("lead")));
        names.addAll(DutyReader.names(candidate.field("support")));
        return names.stream()
                .filter(name -> reader.read(name).units().isEmpty())
                .toList();
    }

    /** The plan that would come of the reading, not stored. */
    public Plan plan(Import reading) {
        var viewer = new Viewer(new UUID(0, 0), "", java.util.Set.of(), null, null, "", List.of());
        return new PlanForm(regions, units)
                .read(viewer, reading.head(), reading.document(), reading.madeAt())
                .fold(plan -> plan, errors -> {
                    throw new IllegalStateException("the head of reading " + reading.id() + ": " + errors);
                });
    }

    /** Accepts one; refused with what is wrong with it. */
    public Outcome<Candidate> accept(Viewer viewer, UUID reading, UUID candidate) {
        return one(viewer, reading, candidate, (found, one) -> {
            var problems = problems(found, one);
            if (!problems.isEmpty()) return Outcome.refused(problems);
            store.decide(candidate, Candidate.State.ACCEPTED, null, viewer.name(), clock.instant());
            return Outcome.done(store.candidate(reading, candidate).orElseThrow());
        });
    }

    /** Accepts every open one that is sure; answers how many. */
    public Outcome<Integer> acceptSure(Viewer viewer, UUID reading) {
        return command(viewer, reading, found -> {
            Plan plan = plan(found);
            var reader = units.reader();
            int accepted = 0;
            for (Candidate candidate : store.candidates(reading)) {
                if (!candidate.open() || !candidate.sure()) continue;
                if (!check(plan, candidate, reader).isEmpty()) continue;
                store.decide(candidate.id(), Candidate.State.ACCEPTED, null, viewer.name(), clock.instant());
                accepted++;
            }
            return Outcome.done(accepted);
        });
    }

    /** Leaves one out; it stays to be taken back. */
    public Outcome<Candidate> reject(Viewer viewer, UUID reading, UUID candidate) {
        return one(viewer, reading, candidate, (found, one) -> {
            store.decide(candidate, Candidate.State.REJECTED, null, viewer.name(), clock.instant());
            return Outcome.done(store.candidate(reading, candidate).orElseThrow());
        });
    }

    /** Undoes a decision. */
    public Outcome<Candidate> reopen(Viewer viewer, UUID reading, UUID candidate) {
        return one(viewer, reading, candidate, (found, one) -> {
            store.decide(candidate, Candidate.State.OPEN, null, viewer.name(), clock.instant());
            return Outcome.done(store.candidate(reading, candidate).orElseThrow());
        });
    }

    /**
     * Corrects the fields and accepts.
     *
     * @param edits of the candidate that was looked at
     */
    public Outcome<Candidate> correct(
            Viewer viewer, UUID reading, UUID candidate, int edits, Map<String, String> fields) {
        return one(viewer, reading, candidate, (found, one) -> {
            if (one.edits() != edits) return Outcome.refused(FieldError.of("", "plan.error.changed"));
            var kept = new LinkedHashMap<>(one.fields());
            for (String name : one.fields().keySet()) if (fields.containsKey(name)) kept.put(name, fields.get(name));
            for (String name : List.of("valueTo", "baseline", "gapReason"))
                if (fields.containsKey(name)) kept.put(name, fields.get(name));
            var changed = new Candidate(
                    one.id(),
                    one.target(),
                    one.place(),
                    kept,
                    one.mark(),
                    one.span(),
                    one.task(),
                    true,
                    one.why(),
                    one.state(),
                    one.edits());
            var problems = problems(found, changed);
            if (!problems.isEmpty()) return Outcome.refused(problems);
            store.change(candidate, kept, true, "由" + viewer.name() + "修改");
            store.decide(candidate, Candidate.State.ACCEPTED, null, viewer.name(), clock.instant());
            return Outcome.done(store.candidate(reading, candidate).orElseThrow());
        });
    }

    /**
     * Puts one into the one of its kind before it that is not itself in another: texts and supporting units are joined, of targets
     * the first stays.
     */
    public Outcome<Candidate> merge(Viewer viewer, UUID reading, UUID candidate) {
        return one(viewer, reading, candidate, (found, one) -> {
            Candidate before = null;
            for (Candidate other : store.candidates(reading)) {
                if (other.id().equals(candidate)) break;
                boolean stands = other.state() != Candidate.State.REJECTED && other.state() != Candidate.State.MERGED;
                if (other.target() == one.target() && stands) before = other;
            }
            if (before == null) return Outcome.refused(FieldError.of("", "reading.error.nothingBefore"));
            var fields = Reshaping.joined(before, one);
            store.change(before.id(), fields, before.sure(), before.why() + "；并入“" + one.title() + "”");
            store.decide(candidate, Candidate.State.MERGED, before.id(), viewer.name(), clock.instant());
            return Outcome.done(store.candidate(reading, before.id()).orElseThrow());
        });
    }

    /** Makes several of one: a task by its points 一是、二是; anything else is doubled to be corrected. */
    public Outcome<Candidate> split(Viewer viewer, UUID reading, UUID candidate) {
        return one(viewer, reading, candidate, (found, one) -> {
            var parts = Reshaping.parts(one);
            BigDecimal place = one.place();
            for (int i = 1; i < parts.size(); i++) {
                place = place.add(new BigDecimal("0.001"));
                store.insert(
                        reading,
                        new Candidate(
                                UUID.randomUUID(),
                                one.target(),
                                place,
                                parts.get(i),
                                one.mark(),
                                one.span(),
                                one.task(),
                                false,
                                "从“" + one.title() + "”拆出",
                                Candidate.State.OPEN,
                                0));
            }
            store.change(candidate, parts.getFirst(), false, "已拆分为 " + parts.size() + " 项，请核对");
            store.decide(candidate, Candidate.State.OPEN, null, viewer.name(), clock.instant());
            return Outcome.done(store.candidate(reading, candidate).orElseThrow());
        });
    }

    /** Makes the plan of what was accepted; what is still open is left out. Refused at each candidate that is wrong. */
    public Outcome<Plan> apply(Viewer viewer, UUID reading) {
        return command(viewer, reading, found -> {
            var accepted = store.candidates(reading).stream()
                    .filter(Candidate::accepted)
                    .toList();
            if (accepted.isEmpty()) return Outcome.refused(FieldError.of("", "reading.error.noneAccepted"));
            Plan plan = new PlanForm(regions, units)
                    .read(viewer, found.head(), found.document(), clock.instant())
                    .fold(value -> value, errors -> {
                        throw new IllegalStateException(String.valueOf(errors));
                    });
            var reader = units.reader();
            var errors = new ArrayList<FieldError>();
            var tasks = new ArrayList<Task>();
            for (Candidate one : accepted) {
                if (!one.target())
                    new TaskForm(plan, reader)
                            .read(one.fields(), one.id(), tasks.size() + 1, one.span(), 0)
                            .fold(tasks::add, wrong -> errors.addAll(at(one, wrong)));
            }
            var targets = new ArrayList<Target>();
            for (Candidate one : accepted) {
                if (one.target())
                    new TargetForm(plan, Content.EMPTY, dictionary, regions, reader)
                            .read(one.fields(), one.id(), targets.size() + 1, one.span(), 0)
                            .fold(
                                    target -> targets.add(Changes.target(target)
                                            .task(in(tasks, one))
                                            .make()),
                                    wrong -> errors.addAll(at(one, wrong)));
            }
            if (!errors.isEmpty()) return Outcome.refused(errors);
            Plan made = plans.insert(viewer, plan, new Content(targets, tasks));
            store.finish(reading, "applied", made.id());
            return Outcome.done(made);
        });
    }

    private static java.util.@org.jspecify.annotations.Nullable UUID in(List<Task> tasks, Candidate target) {
        return tasks.stream()
                .map(Task::item)
                .filter(item -> item.equals(target.task()))
                .findFirst()
                .orElse(null);
    }

    private static List<FieldError> at(Candidate one, List<FieldError> errors) {
        return TargetForm.at("candidate-" + one.id(), errors);
    }

    /** Gives the reading up; the document stays a source. */
    public Outcome<Import> drop(Viewer viewer, UUID reading) {
        return command(viewer, reading, found -> {
            store.finish(reading, "dropped", null);
            audit.append(viewer, AuditEvent.of("plan.readDropped", "planReading", reading, found.name()));
            return Outcome.done(store.find(viewer, reading).orElseThrow());
        });
    }

    /** The document with its marks. */
    public Optional<SourceDocument> document(Viewer viewer, Import reading) {
        return documents.find(viewer, reading.document());
    }

    private interface Work {
        Outcome<Candidate> on(Import reading, Candidate candidate);
    }

    private Outcome<Candidate> one(Viewer viewer, UUID reading, UUID candidate, Work work) {
        return command(viewer, reading, found -> {
            Candidate one = store.candidate(reading, candidate).orElseThrow(() -> new NotFound("candidate"));
            if (one.state() == Candidate.State.MERGED)
                return Outcome.refused(FieldError.of("", "reading.error.merged"));
            return work.on(found, one);
        });
    }

    /** On a reading that is open and that nobody else works on in this moment. */
    private <T> Outcome<T> command(Viewer viewer, UUID reading, Function<Import, Outcome<T>> work) {
        return PlanService.run(transactions, () -> {
            Import found = store.lock(viewer, reading).orElseThrow(() -> new NotFound("reading"));
            if (!PlanScope.makes(viewer, found.region()))
                return Outcome.refused(FieldError.of("", "plan.error.notYours"));
            if (!found.open()) return Outcome.refused(FieldError.of("", "reading.error.finished"));
            return work.apply(found);
        });
    }
}
