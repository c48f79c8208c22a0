package dev.kechuang.programme.internal.decision;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.pack.WorkingDays;
import dev.kechuang.programme.internal.decision.NoticeStore.Notice;
import dev.kechuang.programme.internal.decision.NoticeStore.Ready;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.definition.Words;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Public notice (公示): what is to be approved stands before everybody for the working days the programme asks for. When
 * the days are over, whatever nobody objected to goes on.
 */
@Service
public class NoticeService {

    /** Who ends notices when nobody does. */
    private static final Viewer CLOCK = new Viewer(null, "公示期满", Set.of(), null, null, "", List.of());

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final NoticeStore store;
    private final DecisionStore calls;
    private final ObjectProvider<Definitions> definitions;
    private final ApplicationStore applications;
    private final ObjectProvider<Lifecycle> lifecycle;
    private final WorkingDays workingDays;
    private final DecisionMessages told;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public NoticeService(
            NoticeStore store,
            DecisionStore calls,
            ObjectProvider<Definitions> definitions,
            ApplicationStore applications,
            ObjectProvider<Lifecycle> lifecycle,
            WorkingDays workingDays,
            DecisionMessages told,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.calls = calls;
        this.definitions = definitions;
        this.applications = applications;
        this.lifecycle = lifecycle;
        this.workingDays = workingDays;
        this.told = told;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    /**
     * How a notice is headed in Chinese: 2026年度创新创业大赛拟获奖名单公示, 2025年度孵化器绩效评价结果公示.
     *
     * @param call title of the call
     * @param list as {@link #listed} says it
     */
    public static String heading(String call, String list) {
        String what = call.replaceFirst("申报通知$", "");
        return what + (what.endsWith("评价") && list.startsWith("评价") ? list.substring(2) : list) + "公示";
    }

    /** The list a programme decides on as a notice names it in Chinese: 拟立项名单, 拟获奖名单, 评价结果. */
    public static String listed(String stage) {
        return stage.matches(".*(名单|结果)") ? stage : stage + "名单";
    }

    /** What the programme calls the list it decides on (拟立项、拟获奖名单、评价结果); empty where it decides on none. */
    public Optional<Words> list(CallInfo call) {
        return definitions
                .getObject()
                .of(call.version())
                .first(Stage.Ranking.class)
                .map(Stage::name);
    }

    /** The programme's stage of notice; empty where it has none. */
    public Optional<Stage.PublicNotice> stage(CallInfo call) {
        return definitions.getObject().of(call.version()).first(Stage.PublicNotice.class);
    }

    /** The earliest last day of a notice published today. */
    public LocalDate earliestEnd(Stage.PublicNotice stage) {
        return workingDays.plus(today(), stage.workingDays());
    }

    public Outcome<Notice> publish(Viewer officer, UUID callId, NewNotice wanted) {
        return Commands.run(transactions, () -> {
            CallInfo call = mine(officer, callId);
            if (!Commands.mayPrepare(officer, call))
                return Outcome.refused(FieldError.of("", "decision.error.notYours"));
            Stage.PublicNotice stage = stage(call).orElse(null);
            if (stage == null) return Outcome.refused(FieldError.of("", "decision.error.noNotice"));
            var errors = problems(stage, wanted);
            List<Ready> ready = store.ready(callId);
            if (ready.isEmpty()) errors.add(FieldError.of("", "decision.error.nothingToNotice"));
            if (!errors.isEmpty()) return Outcome.refused(errors);
            UUID id = store.insert(
                    callId,
                    stage.id(),
                    wanted,
                    today(),
                    stage.workingDays(),
                    workingDays.between(today(), wanted.until()),
                    officer,
                    clock.instant());
            int place = 0;
            var shown = new ArrayList<Application>();
            for (Ready each : ready) {
                store.insertEntry(
                        id,
                        ++place,
                        each,
                        stage.shows().contains("leader"),
                        stage.shows().contains("amount"),
                        stage.shows().contains("score"));
                applications.due(each.application(), wanted.until());
                shown.add(applications.find(each.application()).orElseThrow());
            }
            audit.append(
                    officer,
                    AuditEvent.of(
                                    "programme.noticePublished",
                                    "notice",
                                    id,
                                    wanted.title().strip())
                            .with(Map.of(
                                    "entries",
                                    ready.size(),
                                    "until",
                                    wanted.until().toString())));
            Notice published = store.find(id).orElseThrow();
            told.noticePublished(published, shown);
            return Outcome.done(published);
        });
    }

    private List<FieldError> problems(Stage.PublicNotice stage, NewNotice wanted) {
        var errors = new ArrayList<FieldError>();
        if (outside(wanted.title(), 4, 150)) errors.add(FieldError.of("title", "decision.error.length.title", 4, 150));
        if (wanted.body().strip().length() > 4000)
            errors.add(FieldError.of("body", "decision.error.length.body", 0, 4000));
        if (outside(wanted.contact(), 5, 300))
            errors.add(FieldError.of("contact", "decision.error.length.contact", 5, 300));
        int days;
        try {
            days = workingDays.between(today(), wanted.until());
        } catch (IllegalArgumentException e) {
            errors.add(FieldError.of(
                    "until",
                    "decision.error.calendar",
                    String.valueOf(wanted.until().getYear())));
            return errors;
        }
        if (wanted.until().isBefore(today()) || days < stage.workingDays())
            errors.add(FieldError.of(
                    "until",
                    "decision.error.noticeDays",
                    stage.workingDays(),
                    today().toString(),
                    wanted.until().toString(),
                    days,
                    earliestEnd(stage).toString()));
        return errors;
    }

    static boolean outside(String text, int least, int most) {
        int length = text.strip().length();
        return length < least || length > most;
    }

    /** A notice with a mistake in it is taken back; what it showed can be published again. */
    public Outcome<Notice> cancel(Viewer officer, UUID callId, UUID notice, String reason) {
        return Commands.run(transactions, () -> {
            CallInfo call = mine(officer, callId);
            if (!Commands.mayPrepare(officer, call))
                return Outcome.refused(FieldError.of("", "decision.error.notYours"));
            if (reason.isBlank()) return Outcome.refused(FieldError.of("reason", "decision.error.reason"));
            Notice found = store.find(notice)
                    .filter(each -> each.call().equals(callId))
                    .orElseThrow(() -> new NotFound("notice"));
            if (!store.end(notice, "cancelled", officer.name(), clock.instant(), reason.strip()))
                return Outcome.refused(FieldError.of("", "decision.error.noticeEnded"));
            audit.append(
                    officer,
                    AuditEvent.of("programme.noticeCancelled", "notice", notice, found.title())
                            .with(Map.of("reason", reason.strip())));
            Notice cancelled = store.find(notice).orElseThrow();
            var shown = store.entries(notice).stream()
                    .map(entry -> applications.find(entry.application()).orElseThrow())
                    .filter(at ->
                            at.stage().equals(cancelled.stage()) && !at.status().isEnded())
                    .toList();
            told.noticeCancelled(cancelled, shown);
            return Outcome.done(cancelled);
        });
    }

    /** Ends every notice whose last day is over; run each night. Answers how many applications went on. */
    public int endThoseOver() {
        int passed = 0;
        for (UUID notice : store.over(today())) passed += end(notice);
        return passed;
    }

    /** The same of one call alone. */
    public int endThoseOver(UUID call) {
        int passed = 0;
        for (UUID notice : store.over(today())) {
            if (store.find(notice).orElseThrow().call().equals(call)) passed += end(notice);
        }
        return passed;
    }

    /** One transaction for each application, so that one that cannot go on holds up no other. */
    private int end(UUID notice) {
        int counted = 0;
        for (UUID application : store.unopposed(notice)) {
            boolean went = Boolean.TRUE.equals(transactions.execute(status -> {
                Application at = applications.lock(application).orElseThrow();
                Outcome<Application> outcome = lifecycle
                        .getObject()
                        .moveAt(CLOCK, store.find(notice).orElseThrow().stage(), Move.pass(at));
                return outcome instanceof Outcome.Done<Application>;
            }));
            if (went) counted++;
        }
        int passed = counted;
        transactions.executeWithoutResult(status -> {
            Notice found = store.find(notice).orElseThrow();
            if (!store.end(notice, "closed", CLOCK.name(), clock.instant(), "")) return;
            audit.appendSystem(CLOCK.name(), AuditEvent.of("programme.noticeClosed", "notice", notice, found.title()));
            told.noticeOver(found, store.publisher(notice), passed);
        });
        return passed;
    }

    private CallInfo mine(Viewer viewer, UUID call) {
        if (calls.call(viewer, call).isEmpty()) throw new NotFound("call");
        return calls.lock(call);
    }
}
