package dev.kechuang.plan.internal.plan;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Makes plans and their versions: typed, copied, split, corrected, proposed by one and released by another. */
@Service
public class PlanService {

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final PlanStore store;
    private final ContentStore contents;
    private final PlanUnits units;
    private final Dictionary dictionary;
    private final Regions regions;
    private final ReleaseEffects effects;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public PlanService(
            PlanStore store,
            ContentStore contents,
            PlanUnits units,
            Dictionary dictionary,
            Regions regions,
            ReleaseEffects effects,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.contents = contents;
        this.units = units;
        this.dictionary = dictionary;
        this.regions = regions;
        this.effects = effects;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    /** A new plan as typed, with an empty first draft. */
    public Outcome<Plan> create(Viewer viewer, Map<String, String> values) {
        return run(() -> {
            var read = new PlanForm(regions, units).read(viewer, values, clock.instant());
            return read.fold(
                    plan -> {
                        if (!PlanScope.makes(viewer, plan.region())) return no("region", "plan.error.notYours");
                        return Outcome.done(insert(viewer, plan, Content.EMPTY));
                    },
                    Outcome::refused);
        });
    }

    /** A new plan with content that was put together elsewhere, items new; joins the running transaction. */
    public Plan insert(Viewer viewer, Plan wanted, Content content) {
        UUID id = store.insert(wanted);
        UUID version = store.insertVersion(id, "", null, viewer, clock.instant());
        fill(id, version, content);
        audit.append(viewer, AuditEvent.of("plan.create", "plan", id, wanted.title()));
        return store.find(id).orElseThrow();
    }

    private void fill(UUID plan, UUID version, Content content) {
        var tasks = new HashMap<UUID, UUID>();
        int place = 0;
        for (Task task : content.tasks()) {
            UUID item = contents.newItem(plan, "task");
            tasks.put(task.item(), item);
            contents.write(
                    version,
                    new Task(
                            item,
                            ++place,
                            task.heading(),
                            task.text(),
                            task.fromOn(),
                            task.dueOn(),
                            task.span(),
                            0,
                            task.duties()));
        }
        place = 0;
        for (Target target : content.targets()) {
            UUID of = target.task();
            contents.write(
                    version,
                    Changes.target(target)
                            .item(contents.newItem(plan, "target"))
                            .place(++place)
                            .task(of == null ? null : tasks.get(of))
                            .edits(0)
                            .make());
        }
    }

    /** Title, number, rhythm, reporting day and source; the rest of a plan does not change. */
    public Outcome<Plan> change(Viewer viewer, UUID plan, Map<String, String> values) {
        return command(viewer, plan, found -> {
            var typed = new Typed(values, new ArrayList<>());
            String title = typed.text("title", 2, 120);
            String number = typed.text("number", 0, 60);
            String source = typed.text("source", 0, 300);
            var rhythm = Plan.Rhythm.of(typed.text("rhythm")).orElse(found.rhythm());
            int day = typed.whole("reportDay", 1, 28, found.reportDay());
            if (!typed.errors().isEmpty()) return Outcome.refused(typed.errors());
            store.change(plan, title, number, rhythm, day, source);
            audit.append(
                    viewer,
                    AuditEvent.of("plan.change", "plan", plan, title)
                            .changed("title", found.title(), title)
                            .changed("number", found.number(), number)
                            .changed("rhythm", found.rhythm().code(), rhythm.code())
                            .changed("reportDay", found.reportDay(), day));
            return Outcome.done(store.find(plan).orElseThrow());
        });
    }

    /**
     * Writes a target into a draft.
     *
     * @param item null for a new one
     * @param edits of the row that was looked at
     */
    public Outcome<Target> putTarget(
            Viewer viewer, UUID version, @Nullable UUID item, int edits, Map<String, String> values) {
        return draft(viewer, version, (plan, content) -> {
            Optional<Target> before = item == null ? Optional.empty() : content.target(item);
            if (item != null && before.isEmpty()) return no("", "plan.error.itemGone");
            if (before.isPresent() && before.get().edits() != edits) return no("", "plan.error.changed");
            var form = new TargetForm(plan, content, dictionary, regions, units.reader());
            return form.read(
                            values,
                            before.map(Target::item).orElseGet(UUID::randomUUID),
                            before.map(Target::place).orElseGet(() -> contents.nextPlace(version, "target")),
                            before.map(Target::span).orElse(null),
                            edits + 1)
                    .fold(
                            read -> {
                                Target target = before.isPresent()
                                        ? read
                                        : Changes.target(read)
                                                .item(contents.newItem(plan.id(), "target"))
                                                .make();
                                contents.write(version, target);
                                audit.append(
                                        viewer,
                                        AuditEvent.of("plan.putTarget", "plan", plan.id(), plan.title())
                                                .with(Map.of(
                                                        "target",
                                                        target.name(),
                                                        "value",
                                                        target.bound().sign()
                                                                + TargetForm.plain(target.value())
                                                                + target.unit())));
                                return Outcome.done(target);
                            },
                            Outcome::refused);
        });
    }

    /** Writes a task into a draft; parameters as of {@link #putTarget}. */
    public Outcome<Task> putTask(
            Viewer viewer, UUID version, @Nullable UUID item, int edits, Map<String, String> values) {
        return draft(viewer, version, (plan, content) -> {
            Optional<Task> before = item == null ? Optional.empty() : content.task(item);
            if (item != null && before.isEmpty()) return no("", "plan.error.itemGone");
            if (before.isPresent() && before.get().edits() != edits) return no("", "plan.error.changed");
            return new TaskForm(plan, units.reader())
                    .read(
                            values,
                            before.map(Task::item).orElseGet(UUID::randomUUID),
                            before.map(Task::place).orElseGet(() -> contents.nextPlace(version, "task")),
                            before.map(Task::span).orElse(null),
                            edits + 1)
                    .fold(
                            read -> {
                                Task task = before.isPresent()
                                        ? read
                                        : new Task(
                                                contents.newItem(plan.id(), "task"),
                                                read.place(),
                                                read.heading(),
                                                read.text(),
                                                read.fromOn(),
                                                read.dueOn(),
                                                null,
                                                0,
                                                read.duties());
                                contents.write(version, task);
                                audit.append(
                                        viewer,
                                        AuditEvent.of("plan.putTask", "plan", plan.id(), plan.title())
                                                .with(Map.of("task", task.heading())));
                                return Outcome.done(task);
                            },
                            Outcome::refused);
        });
    }

    /** Takes a target or task out of a draft; targets of a task stay. */
    public Outcome<UUID> remove(Viewer viewer, UUID version, UUID item) {
        return draft(viewer, version, (plan, content) -> {
            String name = content.target(item)
                    .map(Target::name)
                    .or(() -> content.task(item).map(Task::heading))
                    .orElse("");
            if (name.isEmpty()) return no("", "plan.error.itemGone");
            contents.remove(version, item);
            audit.append(
                    viewer,
                    AuditEvent.of("plan.remove", "plan", plan.id(), plan.title())
                            .with(Map.of("item", name)));
            return Outcome.done(item);
        });
    }

    /** Hands a draft in for release; refused with every problem that forbids it, at its place. */
    public Outcome<Version> propose(Viewer viewer, UUID version) {
        return draft(viewer, version, (plan, content) -> {
            var blocking = PlanCheck.blocking(PlanCheck.of(content));
            if (!blocking.isEmpty()) return Outcome.refused(blocking);
            store.proposed(version, viewer, clock.instant());
            audit.append(viewer, AuditEvent.of("plan.propose", "plan", plan.id(), plan.title()));
            effects.proposed(viewer, plan, store.version(version).orElseThrow());
            return Outcome.done(store.version(version).orElseThrow());
        });
    }

    /** Somebody else than who proposed it puts the version in force. */
    public Outcome<Version> release(Viewer viewer, UUID version) {
        return run(() -> {
            Version found = store.lock(version).orElseThrow(() -> new NotFound("version"));
            Plan plan = store.find(viewer, found.plan()).orElseThrow(() -> new NotFound("plan"));
            if (!PlanScope.releases(viewer, plan.region())) return no("", "plan.error.mayNotRelease");
            if (found.state() != Version.State.PROPOSED) return no("", "plan.error.notProposed");
            if (viewer.requireAccount().equals(found.proposedBy())) return no("", "plan.error.fourEyes");
            Content before =
                    store.inForce(plan.id()).map(one -> contents.of(one.id())).orElse(Content.EMPTY);
            store.decided(version, Version.State.RELEASED, viewer, clock.instant(), "");
            Content now = contents.of(version);
            audit.append(
                    viewer,
                    AuditEvent.of("plan.release", "plan", plan.id(), plan.title())
                            .with(Map.of(
                                    "version",
                                    found.number(),
                                    "targets",
                                    now.targets().size(),
                                    "tasks",
                                    now.tasks().size())));
            effects.released(plan, found, before, now, today());
            return Outcome.done(store.version(version).orElseThrow());
        });
    }

    /** Gives a proposed version back to be worked on. */
    public Outcome<Version> giveBack(Viewer viewer, UUID version, String reason) {
        return run(() -> {
            Version found = store.lock(version).orElseThrow(() -> new NotFound("version"));
            Plan plan = store.find(viewer, found.plan()).orElseThrow(() -> new NotFound("plan"));
            boolean own = viewer.requireAccount().equals(found.proposedBy());
            if (!own && !PlanScope.releases(viewer, plan.region())) return no("", "plan.error.mayNotRelease");
            if (found.state() != Version.State.PROPOSED) return no("", "plan.error.notProposed");
            if (reason.isBlank() || reason.length() > 1000) return no("reason", "plan.error.reason");
            store.decided(version, Version.State.DRAFT, viewer, clock.instant(), reason.strip());
            audit.append(
                    viewer,
                    AuditEvent.of("plan.giveBack", "plan", plan.id(), plan.title())
                            .with(Map.of("reason", reason.strip())));
            effects.returned(viewer, plan, found, reason.strip());
            return Outcome.done(store.version(version).orElseThrow());
        });
    }

    /** A draft that starts from what is in force. */
    public Outcome<Version> revise(Viewer viewer, UUID plan, String reason) {
        return command(viewer, plan, found -> {
            if (reason.isBlank() || reason.length() > 1000) return no("reason", "plan.error.reason");
            var base = store.inForce(plan);
            if (base.isEmpty()) return no("", "plan.error.notReleased");
            if (store.open(plan).isPresent()) return no("", "plan.error.open");
            UUID version = store.insertVersion(plan, reason.strip(), base.get().id(), viewer, clock.instant());
            Content content = contents.of(base.get().id());
            for (Task task : content.tasks()) contents.write(version, task);
            for (Target target : content.targets()) contents.write(version, target);
            audit.append(
                    viewer,
                    AuditEvent.of("plan.revise", "plan", plan, found.title()).with(Map.of("reason", reason.strip())));
            return Outcome.done(store.version(version).orElseThrow());
        });
    }

    /** Gives a draft up; it stays to be read. */
    public Outcome<Version> discard(Viewer viewer, UUID version) {
        return draft(viewer, version, (plan, content) -> {
            store.decided(version, Version.State.DISCARDED, viewer, clock.instant(), "");
            audit.append(viewer, AuditEvent.of("plan.discard", "plan", plan.id(), plan.title()));
            return Outcome.done(store.version(version).orElseThrow());
        });
    }

    interface Work<T> {
        Outcome<T> on(Plan plan, Content content);
    }

    /** On a draft of a plan the viewer makes, which nobody else changes meanwhile. */
    <T> Outcome<T> draft(Viewer viewer, UUID version, Work<T> work) {
        return run(() -> {
            Version found = store.lock(version).orElseThrow(() -> new NotFound("version"));
            Plan plan = store.find(viewer, found.plan()).orElseThrow(() -> new NotFound("plan"));
            if (!PlanScope.makes(viewer, plan.region())) return no("", "plan.error.notYours");
            if (!found.isDraft()) return no("", "plan.error.notDraft");
            return work.on(plan, contents.of(version));
        });
    }

    <T> Outcome<T> command(Viewer viewer, UUID plan, Function<Plan, Outcome<T>> work) {
        return run(() -> {
            Plan found = store.find(viewer, plan).orElseThrow(() -> new NotFound("plan"));
            if (!PlanScope.makes(viewer, found.region())) return no("", "plan.error.notYours");
            store.lockPlan(plan);
            return work.apply(found);
        });
    }

    private static <T> Outcome<T> no(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }

    private <T> Outcome<T> run(Supplier<Outcome<T>> command) {
        return run(transactions, command);
    }

    /** One transaction; a refusal leaves nothing behind. */
    public static <T> Outcome<T> run(TransactionOperations transactions, Supplier<Outcome<T>> command) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Outcome<T> outcome = command.get();
            if (outcome instanceof Outcome.Refused<T>) status.setRollbackOnly();
            return outcome;
        }));
    }
}
