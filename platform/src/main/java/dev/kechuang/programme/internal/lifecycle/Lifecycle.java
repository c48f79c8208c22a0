package dev.kechuang.programme.internal.lifecycle;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.pack.WorkingDays;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one writer of events. A command of any stage ends here: the event, its audit entry, its records, its messages and
 * what the handlers of the stages left and entered do, in the caller's transaction.
 *
 * <p>Whether the viewer may give the command, the caller has checked; whether the application stands where the command
 * can be given, and nobody was faster, is checked here.
 */
@Service
public class Lifecycle {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ApplicationStore applications;
    private final Definitions definitions;
    private final ObjectProvider<StageHandler> handlers;
    private final LifecycleRecords records;
    private final LifecycleMessages messages;
    private final AuditLog audit;
    private final WorkingDays workingDays;
    private final Clock clock;
    private volatile @Nullable Map<Stage.Kind, List<StageHandler>> byKind;

    public Lifecycle(
            ApplicationStore applications,
            Definitions definitions,
            ObjectProvider<StageHandler> handlers,
            LifecycleRecords records,
            LifecycleMessages messages,
            AuditLog audit,
            WorkingDays workingDays,
            Clock clock) {
        this.applications = applications;
        this.definitions = definitions;
        this.handlers = handlers;
        this.records = records;
        this.messages = messages;
        this.audit = audit;
        this.workingDays = workingDays;
        this.clock = clock;
    }

    /** A new draft of an organisation in a call. Whether the call takes it, the caller has checked. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Application create(Viewer actor, UUID call, UUID organisation, String region, @Nullable String zone) {
        Instant now = clock.instant();
        UUID id = applications.insert(call, organisation, region, zone, actor.account(), now);
        applications.append(id, 1, EventKind.CREATED, actor.account(), name(actor), now, "", "{}");
        Application made = applications.find(id).orElseThrow();
        audit(actor, made, EventKind.CREATED, "", made.stage());
        return made;
    }

    /** Moves an application, or says what stands against it; nothing is written then. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome<Application> move(Viewer actor, Move move) {
        return write(actor, move, null, event -> {});
    }

    /**
     * As {@link #move}, if it still stands at the stage the caller acts for: its id, or null for any.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome<Application> moveAt(Viewer actor, String stage, Move move) {
        return write(actor, move, stage, event -> {});
    }

    /**
     * As {@link #moveAt(Viewer, String, Move)}.
     *
     * @param first done after the event, before any handler hears of it: what belongs to the event itself
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome<Application> moveAt(Viewer actor, String stage, Move move, Consumer<Event> first) {
        return write(actor, move, stage, first);
    }

    /** Keeps something with the application without moving it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Event note(Viewer actor, UUID application, String reason, Map<String, Object> data) {
        Application at = applications.lock(application).orElseThrow();
        Event event = applications.append(
                application,
                null,
                EventKind.NOTED,
                actor.account(),
                name(actor),
                clock.instant(),
                reason,
                JSON.writeValueAsString(data));
        audit(actor, at, EventKind.NOTED, reason, at.stage());
        return event;
    }

    private Outcome<Application> write(Viewer actor, Move move, @Nullable String atStage, Consumer<Event> first) {
        Application before = applications.lock(move.application()).orElseThrow();
        if (before.moves() != move.expected()) return Outcome.refused(stale(before));
        if (atStage != null && !before.stage().equals(atStage)) return Outcome.refused(stale(before));
        Definition definition = definitions.of(before.version());
        Stage stage = definition.stage(before.stage());
        if (!applications.possible(move.kind(), before.status(), before.stageKind())) {
            return Outcome.refused(FieldError.of(
                    "", "programme.error.notPossible", stage.name().zh()));
        }
        if (needsReason(move.kind()) && move.reason().isBlank()) {
            return Outcome.refused(FieldError.of("reason", "programme.error.reason"));
        }
        var passage = new Passage(actor, before, definition, stage);
        if (move.kind() == EventKind.PASSED) {
            var missing = new ArrayList<FieldError>();
            for (StageHandler handler : of(before.stageKind())) missing.addAll(handler.missing(passage));
            if (!missing.isEmpty()) return Outcome.refused(missing);
        }
        UUID returnedBy = move.kind() == EventKind.RESUBMITTED
                ? applications.lastMove(before.id()).map(Event::account).orElse(null)
                : null;
        Event event = applications.append(
                before.id(),
                before.moves() + 1,
                move.kind(),
                actor.account(),
                name(actor),
                clock.instant(),
                move.reason().strip(),
                JSON.writeValueAsString(move.data()));
        first.accept(event);
        Application after = applications.find(before.id()).orElseThrow();
        applications.due(before.id(), due(after, definition, move));
        audit(actor, after, move.kind(), move.reason(), before.stage());
        for (StageHandler handler : of(before.stageKind())) {
            handler.happened(new Passage(actor, after, definition, stage), event);
        }
        // Handlers may have set what was granted.
        after = applications.find(before.id()).orElseThrow();
        records.append(applications, definition, stage, after, event);
        messages.send(definition, stage, after, event);
        if (returnedBy != null) messages.corrected(returnedBy, after, event);
        if (move.kind() == EventKind.PASSED && after.status() == Status.OPEN) {
            Stage next = definition.stage(after.stage());
            for (StageHandler handler : of(after.stageKind())) {
                handler.entered(new Passage(actor, after, definition, next));
            }
        }
        return Outcome.done(applications.find(before.id()).orElseThrow());
    }

    private static boolean needsReason(EventKind kind) {
        return switch (kind) {
            case RETURNED, HELD, REFUSED, TERMINATED -> true;
            case CREATED, PASSED, RESUBMITTED, RELEASED, WITHDRAWN, NOTED -> false;
        };
    }

    private @Nullable LocalDate due(Application after, Definition definition, Move move) {
        if (after.status().isEnded()) return null;
        if (after.status() == Status.HELD) return null;
        Stage stage = definition.stage(after.stage());
        int days = stage.workingDays();
        if (after.status() == Status.RETURNED && stage instanceof Stage.Check check) days = check.correctionDays();
        if (after.status() == Status.RETURNED && move.data().get("days") instanceof Integer given) days = given;
        return days == 0 ? null : workingDays.plus(LocalDate.ofInstant(clock.instant(), ZONE), days);
    }

    private FieldError stale(Application now) {
        return applications
                .lastMove(now.id())
                .map(last -> FieldError.of(
                        "",
                        "programme.error.stale",
                        last.actor(),
                        last.at()
                                .atZone(ZONE)
                                .toLocalDateTime()
                                .withNano(0)
                                .toString()
                                .replace('T', ' ')))
                .orElseThrow();
    }

    private List<StageHandler> of(Stage.Kind kind) {
        var known = byKind;
        if (known == null) {
            known = new EnumMap<>(Stage.Kind.class);
            for (StageHandler handler : handlers.orderedStream().toList()) {
                known.computeIfAbsent(handler.kind(), ignored -> new ArrayList<>())
                        .add(handler);
            }
            byKind = known;
        }
        return known.getOrDefault(kind, List.of());
    }

    private void audit(Viewer actor, Application application, EventKind kind, String reason, String stage) {
        var details = new LinkedHashMap<String, Object>();
        details.put("stage", stage);
        details.put("status", application.status().code());
        if (!reason.isBlank()) details.put("reason", reason.strip());
        var event = AuditEvent.of("programme." + kind.code(), "application", application.id(), label(application))
                .with(details);
        if (actor.account() == null) audit.appendSystem(name(actor), event);
        else audit.append(actor, event);
    }

    private static String label(Application application) {
        return application.number() == null ? application.label() : application.number() + " " + application.label();
    }

    /** Jobs act without an account, under their own name. */
    private static String name(Viewer actor) {
        return actor.name().isEmpty() ? "system" : actor.name();
    }
}
