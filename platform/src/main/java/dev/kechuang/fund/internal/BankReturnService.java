package dev.kechuang.fund.internal;

import static dev.kechuang.fund.internal.Commands.refused;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.fund.InstalmentPaid;
import dev.kechuang.fund.InstalmentReturned;
import dev.kechuang.fund.internal.Ledger.Kind;
import dev.kechuang.fund.internal.PaymentOrder.State;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Figures;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * Loads what the bank answers: each line settles a payment or sends it back. A file is taken whole or not at all, and
 * every line that is wrong is named.
 */
@Service
public class BankReturnService {

    private static final int ERRORS_SHOWN = 200;

    private final BankReturnStore store;
    private final PaymentStore payments;
    private final PaymentService service;
    private final AllocationStore allocations;
    private final BankAccountStore accounts;
    private final LineStore lines;
    private final Commands commands;
    private final FundRecords records;
    private final FundMessages messages;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    public BankReturnService(
            BankReturnStore store,
            PaymentStore payments,
            PaymentService service,
            AllocationStore allocations,
            BankAccountStore accounts,
            LineStore lines,
            Commands commands,
            FundRecords records,
            FundMessages messages,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.payments = payments;
        this.service = service;
        this.allocations = allocations;
        this.accounts = accounts;
        this.lines = lines;
        this.commands = commands;
        this.records = records;
        this.messages = messages;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** A line that can be read. */
    private record Answer(
            int line, String number, Money sum, boolean settled, String reason, LocalDate day, String bankReference) {}

    /** @param name of the file, as the person calls it */
    public Outcome<BankReturn> load(Viewer officer, String name, byte[] content) {
        String text = BankFile.text(content);
        if (text == null) return refused("file", "fund.return.unreadable");
        var rows = BankFile.rows(text);
        if (rows.isEmpty() || !rows.getFirst().values().equals(BankFile.RESULTS)) {
            return refused("file", "fund.return.header", String.join("、", BankFile.RESULTS));
        }
        if (rows.size() < 2) return refused("file", "fund.return.empty");
        if (rows.size() > BankFile.MOST + 1) return refused("file", "fund.return.long", BankFile.MOST);
        String sha256 = Digests.sha256(content);
        var errors = new ArrayList<FieldError>();
        var answers = new ArrayList<Answer>();
        var seen = new HashMap<String, Integer>();
        for (var row : rows.subList(1, rows.size())) {
            Answer answer = read(row, errors);
            if (answer == null) continue;
            Integer before = seen.putIfAbsent(answer.number(), answer.line());
            if (before != null) {
                errors.add(FieldError.of("file", "fund.return.twice", answer.line(), answer.number(), before));
            } else {
                answers.add(answer);
            }
        }
        return commands.run(() -> {
            var earlier = store.byDigest(sha256);
            if (earlier.isPresent()) return loaded(earlier.get());
            var orders = orders(officer, answers);
            String region = orders.values().stream()
                    .map(PaymentOrder::region)
                    .findFirst()
                    .orElse("");
            for (Answer answer : answers) {
                FieldError error = check(answer, orders.get(answer.number()), region);
                if (error != null) errors.add(error);
            }
            if (!errors.isEmpty()) return Outcome.refused(shown(errors));
            BankReturn file = summary(name, region, answers, officer);
            var id = store.insert(file, sha256, officer);
            if (id.isEmpty()) return loaded(store.byDigest(sha256).orElseThrow());
            for (Answer answer : answers) {
                PaymentOrder order = Objects.requireNonNull(orders.get(answer.number()));
                store.insertLine(id.get(), answer.line(), order.id(), answer.settled());
                if (answer.settled()) settle(officer, order, answer);
                else giveBack(officer, order, answer);
            }
            audit.append(
                    officer,
                    AuditEvent.of("fund.returnLoaded", "bankReturn", id.get(), file.name())
                            .with(Map.of("settled", file.settled(), "returned", file.returned())));
            return Outcome.done(store.byDigest(sha256).orElseThrow());
        });
    }

    private static Outcome<BankReturn> loaded(BankReturn before) {
        return refused(
                "file",
                "fund.return.loaded",
                before.name(),
                before.loadedName(),
                LocalDate.ofInstant(before.loadedAt(), java.time.ZoneId.of("Asia/Shanghai"))
                        .toString());
    }

    private static List<FieldError> shown(List<FieldError> errors) {
        if (errors.size() <= ERRORS_SHOWN) return errors;
        var some = new ArrayList<>(errors.subList(0, ERRORS_SHOWN));
        some.add(FieldError.of("file", "fund.return.more", errors.size() - ERRORS_SHOWN));
        return some;
    }

    private @Nullable Answer read(BankFile.Row row, List<FieldError> errors) {
        int line = row.line();
        if (row.values().size() != BankFile.RESULTS.size()) {
            errors.add(FieldError.of(
                    "file",
                    "fund.return.columns",
                    line,
                    BankFile.RESULTS.size(),
                    row.values().size()));
            return null;
        }
        String number = row.values().get(0);
        String result = row.values().get(2);
        String reason = row.values().get(3);
        String bankReference = row.values().get(5);
        int before = errors.size();
        Money sum = sum(row.values().get(1));
        if (sum == null)
            errors.add(
                    FieldError.of("file", "fund.return.sum", line, row.values().get(1)));
        boolean settled = result.equals(BankFile.SUCCESS);
        if (!settled && !result.equals(BankFile.FAILURE)) {
            errors.add(FieldError.of("file", "fund.return.result", line, result));
        }
        if (result.equals(BankFile.FAILURE) && (reason.isEmpty() || reason.length() > 500)) {
            errors.add(FieldError.of("file", "fund.return.reason", line));
        }
        LocalDate day = day(row.values().get(4));
        if (day == null || day.isAfter(LocalDate.now(clock))) {
            errors.add(
                    FieldError.of("file", "fund.return.day", line, row.values().get(4)));
        }
        if (bankReference.length() > 100) errors.add(FieldError.of("file", "fund.return.reference", line));
        if (errors.size() > before || sum == null || day == null) return null;
        return new Answer(line, number, sum, settled, settled ? "" : reason, day, bankReference);
    }

    private static @Nullable Money sum(String text) {
        try {
            var yuan = new BigDecimal(text.replace(",", ""));
            return yuan.signum() > 0 && yuan.precision() < 18 ? Money.yuan(yuan) : null;
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    /** 2026-11-21 or 20261121. */
    private static @Nullable LocalDate day(String text) {
        try {
            return text.matches("[0-9]{8}")
                    ? LocalDate.parse(text, java.time.format.DateTimeFormatter.BASIC_ISO_DATE)
                    : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Locked, by number; what the officer does not work for is not there. */
    private Map<String, PaymentOrder> orders(Viewer officer, List<Answer> answers) {
        var ids = payments.ids(answers.stream().map(Answer::number).toList());
        var orders = new HashMap<String, PaymentOrder>();
        for (PaymentOrder order : payments.lock(officer, ids.values())) {
            if (FundScope.handles(officer, order.region())) orders.put(order.number(), order);
        }
        return orders;
    }

    private static @Nullable FieldError check(Answer answer, @Nullable PaymentOrder order, String region) {
        int line = answer.line();
        if (order == null) return FieldError.of("file", "fund.return.unknown", line, answer.number());
        if (!order.amount().equals(answer.sum())) {
            return FieldError.of(
                    "file",
                    "fund.return.wrongSum",
                    line,
                    answer.number(),
                    Figures.yuan(answer.sum()),
                    Figures.yuan(order.amount()));
        }
        if (!order.region().equals(region)) {
            return FieldError.of("file", "fund.return.regions", line, answer.number());
        }
        return switch (order.state()) {
            case SENT -> null;
            case SETTLED, RETURNED -> FieldError.of("file", "fund.return.answered", line, answer.number());
            case MADE, APPROVED, REFUSED, WITHDRAWN ->
                FieldError.of("file", "fund.return.notSent", line, answer.number());
        };
    }

    private BankReturn summary(String name, String region, List<Answer> answers, Viewer officer) {
        int settled = 0;
        Money paid = Money.ZERO;
        Money back = Money.ZERO;
        for (Answer answer : answers) {
            if (answer.settled()) {
                settled++;
                paid = paid.plus(answer.sum());
            } else {
                back = back.plus(answer.sum());
            }
        }
        String file = name.isBlank() ? "bank.csv" : name.length() > 200 ? name.substring(0, 200) : name;
        return new BankReturn(
                new UUID(0, 0),
                file,
                region,
                answers.size(),
                settled,
                paid,
                answers.size() - settled,
                back,
                clock.instant(),
                officer.name());
    }

    private void settle(Viewer officer, PaymentOrder order, Answer answer) {
        UUID posting = service.move(officer, order, Kind.SETTLE, answer.day(), AccountKind.TRANSIT, AccountKind.PAID);
        payments.close(order.id(), State.SETTLED, "", answer.day(), answer.bankReference(), posting, clock.instant());
        payments.instalment(order.allocation(), order.instalment(), "paid", "", answer.day());
        var allocation = allocations.read(order.allocation());
        var payee = new FundRecords.Payee(allocation.beneficiary(), allocation.region(), allocation.zone());
        records.paid(lines.find(allocation.line()).orElseThrow(), payee, order.amount(), answer.day(), posting);
        note(officer, "fund.paymentSettled", order, answer);
        messages.paid(
                order.id(), order.beneficiary(), order.title(), order.instalmentName(), order.amount(), answer.day());
        boolean last = allocation.committed().plus(allocation.transit()).fen() == 0;
        events.publishEvent(new InstalmentPaid(
                order.allocation(), order.reference(), order.instalment(), order.amount(), answer.day(), last));
    }

    /** The instalment is due again; the account has to be looked at before it is paid to once more. */
    private void giveBack(Viewer officer, PaymentOrder order, Answer answer) {
        UUID posting =
                service.move(officer, order, Kind.RETURN, answer.day(), AccountKind.TRANSIT, AccountKind.COMMITTED);
        payments.close(
                order.id(), State.RETURNED, answer.reason(), null, answer.bankReference(), posting, clock.instant());
        payments.instalment(order.allocation(), order.instalment(), "due", answer.reason(), null);
        accounts.doubt(order.bankAccount(), answer.reason());
        note(officer, "fund.paymentReturned", order, answer);
        messages.returned(
                order.id(), order.beneficiary(), order.madeBy(), order.title(), order.amount(), answer.reason());
        events.publishEvent(new InstalmentReturned(
                order.allocation(), order.reference(), order.instalment(), order.amount(), answer.reason()));
    }

    private void note(Viewer officer, String action, PaymentOrder order, Answer answer) {
        audit.append(
                officer,
                AuditEvent.of(action, "payment", order.id(), order.number() + " " + order.title())
                        .with(Map.of(
                                "amount",
                                BudgetService.yuan(order.amount()),
                                "day",
                                answer.day().toString(),
                                "reason",
                                answer.reason())));
    }
}
