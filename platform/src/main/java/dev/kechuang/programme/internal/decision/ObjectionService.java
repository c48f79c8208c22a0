package dev.kechuang.programme.internal.decision;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.programme.internal.decision.NoticeStore.Notice;
import dev.kechuang.programme.internal.decision.ObjectionReceipts.Receipt;
import dev.kechuang.programme.internal.decision.ObjectionStore.Before;
import dev.kechuang.programme.internal.decision.ObjectionStore.Kept;
import dev.kechuang.programme.internal.decision.ObjectionStore.Objection;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Objections against a notice (异议): raised by anybody under a real name, they hold the application until an officer has
 * settled each of them. Anonymous ones are kept as leads (线索) that hold nothing. Who objects, the applicant is not told.
 */
@Service
public class ObjectionService {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Viewer OBJECTOR = new Viewer(null, "公示异议", Set.of(), null, null, "", List.of());

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}·•‧・.'’‘ -]+");

    /** Whatever else stands there, somebody can be called or written to: seven digits at least, or an e-mail address. */
    private static final Pattern CONTACT = Pattern.compile("([0-9][^0-9]*){7}|[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

    private final ObjectionStore store;
    private final NoticeStore notices;
    private final DecisionStore calls;
    private final ApplicationStore applications;
    private final ObjectProvider<Lifecycle> lifecycle;
    private final ObjectProvider<FileStore> files;
    private final Accounts accounts;
    private final Messages messages;
    private final DecisionMessages told;
    private final ObjectionRecords records;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public ObjectionService(
            ObjectionStore store,
            NoticeStore notices,
            DecisionStore calls,
            ApplicationStore applications,
            ObjectProvider<Lifecycle> lifecycle,
            ObjectProvider<FileStore> files,
            Accounts accounts,
            Messages messages,
            DecisionMessages told,
            ObjectionRecords records,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.notices = notices;
        this.calls = calls;
        this.applications = applications;
        this.lifecycle = lifecycle;
        this.files = files;
        this.accounts = accounts;
        this.messages = messages;
        this.told = told;
        this.records = records;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What is wrong with an objection before its evidence is stored; empty when it can be raised. */
    public List<FieldError> problems(UUID notice, NewObjection wanted) {
        var errors = new ArrayList<FieldError>();
        Notice found = notices.find(notice).orElseThrow(() -> new NotFound("notice"));
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
        if (!found.isOpenOn(today))
            errors.add(FieldError.of(
                    "", "decision.error.objectionLate", found.untilOn().toString()));
        if (notices.entries(notice).stream()
                .noneMatch(entry -> entry.application().equals(wanted.application())))
            errors.add(FieldError.of("application", "decision.error.objectionWhat"));
        errors.addAll(whoIsWrong(wanted));
        if (NoticeService.outside(wanted.text(), 10, 4000))
            errors.add(FieldError.of("text", "decision.error.length.text", 10, 4000));
        return errors;
    }

    private static List<FieldError> whoIsWrong(NewObjection wanted) {
        if (wanted.kind() == null) return List.of(FieldError.of("kind", "decision.error.objectionKind"));
        var errors = new ArrayList<FieldError>();
        if (wanted.isAnonymous()) {
            for (var given : List.of(
                    Map.entry("name", wanted.name()),
                    Map.entry("contact", wanted.contact()),
                    Map.entry("organisation", wanted.organisation())))
                if (!given.getValue().isBlank())
                    errors.add(FieldError.of(given.getKey(), "decision.error.anonymousNamed"));
            return errors;
        }
        if (NoticeService.outside(wanted.name(), 2, 50))
            errors.add(FieldError.of("name", "decision.error.length.name", 2, 50));
        else if (!NAME.matcher(folded(wanted.name())).matches())
            errors.add(FieldError.of("name", "decision.error.realName"));
        if (NoticeService.outside(wanted.contact(), 5, 100))
            errors.add(FieldError.of("contact", "decision.error.length.contact", 5, 100));
        else if (!CONTACT.matcher(folded(wanted.contact())).find())
            errors.add(FieldError.of("contact", "decision.error.contactForm"));
        int least = wanted.kind() == ObjectionKind.UNIT ? 2 : 0;
        if (NoticeService.outside(wanted.organisation(), least, 100))
            errors.add(FieldError.of("organisation", "decision.error.length.organisation", least, 100));
        return errors;
    }

    /** In whatever width it was typed. */
    private static String folded(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
    }

    /**
     * Raises an objection, which holds the application, or keeps an anonymous lead, which does not. What one form files
     * twice is filed once.
     */
    public Outcome<Receipt> file(Viewer viewer, UUID notice, NewObjection wanted) {
        return Commands.run(transactions, () -> {
            var errors = problems(notice, wanted);
            if (!errors.isEmpty()) return Outcome.refused(errors);
            // Whoever closes the notice or settles another objection waits, or is waited for.
            Application at = applications.lock(wanted.application()).orElseThrow();
            UUID form = wanted.once();
            UUID once = form == null ? null : ObjectionForm.once(form, notice, wanted, evidence(wanted));
            var before = once == null ? Optional.<Before>empty() : store.filedBy(once);
            if (form != null && before.isPresent())
                return Outcome.done(new Receipt(
                        before.get().number(),
                        ReceiptSecret.of(form, before.get().salt())));
            Notice found = notices.find(notice).orElseThrow();
            if (!at.stage().equals(found.stage()) || at.status().isEnded())
                return Outcome.refused(FieldError.of("application", "decision.error.objectionPast"));
            // An anonymous lead stays so, also of somebody who is logged in.
            Viewer who = wanted.isAnonymous() ? Viewer.PUBLIC : viewer;
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
            String number = "YY" + today.getYear() + String.format("%05d", store.nextNumber());
            UUID salt = UUID.randomUUID();
            String secret = form == null ? ReceiptSecret.make() : ReceiptSecret.of(form, salt);
            UUID id = store.insert(
                    notice,
                    wanted,
                    Objects.requireNonNull(wanted.kind()),
                    number,
                    new Kept(once, salt, ReceiptSecret.digest(secret)),
                    who.account(),
                    clock.instant());
            UUID file = wanted.file();
            if (file != null) files.getObject().attach(file, EvidenceFiles.OWNER, id.toString());
            audit.append(
                    who,
                    AuditEvent.of(
                                    wanted.isAnonymous() ? "programme.leadFiled" : "programme.objectionFiled",
                                    "objection",
                                    id,
                                    number)
                            .with(Map.of("application", at.number() == null ? "" : at.number())));
            if (!wanted.isAnonymous()) {
                if (at.status() == Status.OPEN) {
                    var held = lifecycle
                            .getObject()
                            .moveAt(OBJECTOR, found.stage(), Move.of(at, EventKind.HELD, "公示期间收到异议 " + number));
                    if (held instanceof Outcome.Refused<Application>(var problems)) return Outcome.refused(problems);
                }
                records.append(ObjectionRecords.OBJECTED, at, id, today);
            }
            messages.send(
                    handlers(found.callRegion()),
                    "programme.objection/" + id,
                    (wanted.isAnonymous() ? "收到匿名线索 " : "收到公示异议 ") + number + "：" + shortened(at.label()),
                    found.title(),
                    "/decisions/objections/" + id);
            return Outcome.done(new Receipt(number, secret));
        });
    }

    private String evidence(NewObjection wanted) {
        UUID file = wanted.file();
        return file == null
                ? ""
                : files.getObject().find(file).map(StoredFile::sha256).orElseThrow();
    }

    /** Whoever may settle it, but leaders: officers of the bureau, and of the county where it runs the call itself. */
    private List<UUID> handlers(String region) {
        return Stream.of(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER)
                .flatMap(role -> accounts.officers(role, region).stream())
                .map(Accounts.Person::account)
                .distinct()
                .toList();
    }

    private static String shortened(String text) {
        return text.length() > 120 ? text.substring(0, 120) : text;
    }

    /**
     * Settles an objection: upheld (成立), the application leaves the list and its money goes back, unless a lead proves right
     * only when it has gone past approval: then whoever answers for it is told what is to be done by hand. Dismissed
     * (不成立), it goes on when nothing else stands against it.
     */
    public Outcome<Objection> settle(Viewer officer, UUID id, boolean upheld, String answer) {
        return Commands.run(transactions, () -> {
            Objection objection = store.find(officer, id).orElseThrow(() -> new NotFound("objection"));
            CallInfo call = calls.call(officer, objection.call()).orElseThrow(() -> new NotFound("objection"));
            if (!Commands.mayPrepare(officer, call))
                return Outcome.refused(FieldError.of("", "decision.error.notYours"));
            if (NoticeService.outside(answer, 2, 4000))
                return Outcome.refused(FieldError.of("answer", "decision.error.length.answer", 2, 4000));
            Application at = applications.lock(objection.application()).orElseThrow();
            ObjectionEffect effect = upheld ? ObjectionEffect.on(at) : null;
            if (!store.settle(id, upheld ? "upheld" : "dismissed", effect, answer.strip(), officer, clock.instant()))
                return Outcome.refused(FieldError.of("", "decision.error.settled"));
            audit.append(
                    officer,
                    AuditEvent.of(
                                    upheld ? "programme.objectionUpheld" : "programme.objectionDismissed",
                                    "objection",
                                    id,
                                    objection.number())
                            .with(
                                    effect == null
                                            ? Map.of("answer", answer.strip())
                                            : Map.of("answer", answer.strip(), "effect", effect.code())));
            if (upheld) records.append(ObjectionRecords.UPHELD, at, id, LocalDate.ofInstant(clock.instant(), ZONE));
            var errors = effect != null
                    ? uphold(officer, at, objection, effect)
                    : objection.isLead() ? List.<FieldError>of() : release(officer, at, objection);
            if (!errors.isEmpty()) return Outcome.refused(errors);
            Objection settled = store.find(officer, id).orElseThrow();
            store.objector(id).ifPresent(objector -> told.objectionSettled(settled, objector));
            return Outcome.done(settled);
        });
    }

    /** What it does that an objection is upheld: what it did where it was, what it would do where it is open. */
    public Optional<ObjectionEffect> effect(Objection objection) {
        return objection.isOpen()
                ? applications.find(objection.application()).map(ObjectionEffect::on)
                : Optional.ofNullable(objection.effect());
    }

    private List<FieldError> uphold(Viewer officer, Application at, Objection objection, ObjectionEffect effect) {
        return switch (effect) {
            case LEAVES -> leave(officer, at, objection);
            case GONE -> List.of();
            case BY_HAND -> {
                String region = notices.find(objection.notice()).orElseThrow().callRegion();
                told.objectionByHand(objection, at, region);
                yield List.of();
            }
        };
    }

    private List<FieldError> leave(Viewer officer, Application at, Objection objection) {
        var refused = lifecycle
                .getObject()
                .move(
                        officer,
                        Move.of(
                                at,
                                EventKind.REFUSED,
                                (objection.isLead() ? "公示期间线索查实（" : "公示异议成立（") + objection.number() + "）"));
        return refused.fold(done -> List.of(), errors -> errors);
    }

    private List<FieldError> release(Viewer officer, Application at, Objection objection) {
        if (at.status() != Status.HELD || store.openAgainst(at.id()) > 0) return List.of();
        var released = lifecycle
                .getObject()
                .move(officer, Move.of(at, EventKind.RELEASED, "异议已处理（" + objection.number() + "）"));
        if (released instanceof Outcome.Refused<Application>(var errors)) return errors;
        Application open = applications.find(at.id()).orElseThrow();
        Notice notice = notices.find(objection.notice()).orElseThrow();
        boolean over = notice.untilOn().isBefore(LocalDate.ofInstant(clock.instant(), ZONE));
        if (!over || notice.state().equals("cancelled") || !open.stage().equals(notice.stage())) return List.of();
        var passed = lifecycle.getObject().moveAt(officer, notice.stage(), Move.pass(open));
        return passed.fold(done -> List.of(), errors -> errors);
    }
}
