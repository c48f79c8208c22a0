package dev.kechuang.programme.internal.review;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.SheetAccess.Work;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.record.Records;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** What an expert does with a sheet: accepts it, fills it in, signs it. A panel's secretary enters sheets for its experts. */
@Service
public class SheetService {

    /** Characters of an opinion. */
    private static final int COMMENT_MOST = 4_000;

    /** Characters of points as typed, right or wrong. */
    private static final int POINTS_MOST = 20;

    /** There is no such review, or not for who asks. */
    public static final FieldError GONE = FieldError.of("", "review.error.gone");

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final ReviewStore reviews;
    private final SheetStore store;
    private final DrawService draws;
    private final SheetAccess access;
    private final Records records;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public SheetService(
            ReviewStore reviews,
            SheetStore store,
            DrawService draws,
            SheetAccess access,
            Records records,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.reviews = reviews;
        this.store = store;
        this.draws = draws;
        this.access = access;
        this.records = records;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Accepts every invitation of the expert that still stands.
     *
     * @return how many
     */
    public Outcome<Integer> acceptAll(Viewer viewer) {
        return transactions.execute(status -> {
            int accepted = 0;
            for (Assignment each : access.of(viewer)) {
                var work = access.held(viewer, each.id());
                if (work.isEmpty() || !work.get().assignment().state().equals("invited")) continue;
                if (work.get().round().closed()) continue;
                store.accept(each.id(), clock.instant());
                audit(viewer, "programme.reviewAccepted", work.get(), "");
                accepted++;
            }
            return Outcome.done(accepted);
        });
    }

    public Outcome<Work> accept(Viewer viewer, UUID id) {
        return transactions.execute(status -> {
            var work = access.held(viewer, id);
            if (work.isEmpty()) return gone();
            if (work.get().assignment().state().equals("invited")) {
                store.accept(id, clock.instant());
                audit(viewer, "programme.reviewAccepted", work.get(), "");
            }
            return Outcome.done(access.changed(work.get()));
        });
    }

    /** Keeps what is typed, right or wrong, so that nothing is lost; what is too long to keep whole is refused. */
    public Outcome<Work> save(Viewer viewer, UUID id, Map<String, String> typed) {
        return transactions.execute(status -> {
            var work = access.held(viewer, id);
            if (work.isEmpty()) return gone();
            if (work.get().assignment().signed()) return signed(work.get().assignment());
            if (work.get().round().closed()) return Outcome.refused(FieldError.of("", "review.error.closed"));
            var points = points(work.get().sheet(), typed);
            String comment = comment(typed);
            var errors = tooLong(work.get().sheet(), points, comment);
            if (!errors.isEmpty()) return Outcome.refused(errors);
            store.save(id, points, comment, viewer.requireAccount(), clock.instant());
            return Outcome.done(access.changed(work.get()));
        });
    }

    private static List<FieldError> tooLong(Sheet sheet, Map<String, String> points, String comment) {
        return errors(sheet, points, comment).stream()
                .filter(error -> error.field().equals("comment")
                        ? comment.length() > COMMENT_MOST
                        : points.getOrDefault(error.field().substring("points-".length()), "")
                                        .length()
                                > POINTS_MOST)
                .toList();
    }

    static Map<String, String> points(Sheet sheet, Map<String, String> typed) {
        var points = new LinkedHashMap<String, String>();
        for (var item : sheet.items()) {
            points.put(item.id(), typed.getOrDefault("points-" + item.id(), "").strip());
        }
        return points;
    }

    static String comment(Map<String, String> typed) {
        return typed.getOrDefault("comment", "").strip().replace("\r\n", "\n");
    }

    /** Checks the sheet and signs it; from then on nobody changes it. */
    public Outcome<Work> sign(Viewer viewer, UUID id, Map<String, String> typed) {
        return transactions.execute(status -> {
            var first = access.work(viewer, id, false);
            if (first.isEmpty()) return gone();
            if (first.get().assignment().signed()) return signed(first.get().assignment());
            var round = lock(first.get(), typed);
            var work = access.again(first.get(), round, true);
            if (work.isEmpty()) return gone();
            if (work.get().assignment().signed()) return signed(work.get().assignment());
            if (round.closed()) return Outcome.refused(FieldError.of("", "review.error.closed"));
            if (work.get().application().status() == Status.RETURNED) {
                return Outcome.refused(ReviewReturn.out(work.get().application()));
            }
            if (work.get().application().status() != Status.OPEN
                    || !work.get().application().stage().equals(round.stage())) {
                return Outcome.refused(FieldError.of("", "review.error.moved"));
            }
            var points = points(work.get().sheet(), typed);
            String comment = comment(typed);
            var errors = errors(work.get().sheet(), points, comment);
            if (!errors.isEmpty()) return Outcome.refused(errors);
            BigDecimal total = total(points);
            if (work.get().assignment().state().equals("invited")) store.accept(id, clock.instant());
            store.sign(id, points, comment, total, viewer.requireAccount(), clock.instant());
            audit(viewer, "programme.reviewSigned", work.get(), total.toPlainString());
            records.append(ReviewRecords.signed(work.get(), LocalDate.now(clock)));
            disagreement(viewer, round, work.get(), total);
            return Outcome.done(access.again(work.get(), round, false).orElseThrow());
        });
    }

    /**
     * Signers stand side by side, but for those of one application, who wait for each other, and for who calls one more
     * reviewer in: that is a draw and needs the round alone. The round before the row, as every draw does.
     */
    private Round lock(Work work, Map<String, String> typed) {
        Round round = work.round();
        reviews.oneAfterAnother(round.id(), work.application().id());
        var points = points(work.sheet(), typed);
        boolean draws = errors(work.sheet(), points, comment(typed)).isEmpty()
                && disagreeBy(work, total(points)).isPresent();
        if (draws) return reviews.round(round.call(), round.stage(), true).orElseThrow();
        reviews.hold(round.id());
        return reviews.round(round.id()).orElseThrow();
    }

    private static BigDecimal total(Map<String, String> points) {
        return points.values().stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static List<FieldError> errors(Sheet sheet, Map<String, String> points, String comment) {
        var errors = new ArrayList<FieldError>();
        for (var item : sheet.items()) {
            String field = "points-" + item.id();
            String text = points.getOrDefault(item.id(), "");
            if (!text.matches("[0-9]{1,4}(\\.[0-9]{1,2})?")) {
                errors.add(
                        FieldError.of(field, "review.error.points", item.most().toPlainString()));
                continue;
            }
            var value = new BigDecimal(text);
            if (value.compareTo(item.most()) > 0) {
                errors.add(
                        FieldError.of(field, "review.error.points", item.most().toPlainString()));
            } else if (item.step().signum() > 0 && value.remainder(item.step()).signum() != 0) {
                errors.add(FieldError.of(field, "review.error.step", item.step().toPlainString()));
            }
        }
        if (sheet.comment() && comment.isEmpty()) errors.add(FieldError.of("comment", "review.error.comment"));
        if (comment.length() > COMMENT_MOST) errors.add(FieldError.of("comment", "review.error.long", COMMENT_MOST));
        return errors;
    }

    /** Where all have signed and lie too far apart, one more is asked, once. */
    private void disagreement(Viewer viewer, Round round, Work work, BigDecimal total) {
        disagreeBy(work, total)
                .ifPresent(spread -> draws.further(
                        viewer,
                        round,
                        work.application(),
                        work.review().reviewers() + 1,
                        "最高分与最低分相差 " + spread.toPlainString() + "，超过 "
                                + work.review().disagreement().toPlainString()));
    }

    /** How far apart all sheets of the application lie once this one says the total; empty for within the bound. */
    private Optional<BigDecimal> disagreeBy(Work work, BigDecimal total) {
        var bound = work.review().disagreement();
        if (bound.signum() == 0) return Optional.empty();
        var others = store.active(work.round().id(), work.application().id()).stream()
                .filter(each -> !each.id().equals(work.assignment().id()))
                .toList();
        if (others.size() + 1 != work.review().reviewers() || !others.stream().allMatch(Assignment::signed))
            return Optional.empty();
        var totals = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(total),
                        others.stream().map(Assignment::total).filter(java.util.Objects::nonNull))
                .sorted()
                .toList();
        var spread = totals.getLast().subtract(totals.getFirst());
        return spread.compareTo(bound) > 0 ? Optional.of(spread) : Optional.empty();
    }

    static AuditEvent event(String action, Work work, String note) {
        var event = AuditEvent.of(
                action,
                "application",
                work.application().id(),
                work.application().label());
        return event.with(Map.of("expert", work.assignment().expertName(), "note", note));
    }

    private void audit(Viewer viewer, String action, Work work, String note) {
        audit.append(viewer, event(action, work, note));
    }

    static <T> Outcome<T> gone() {
        return Outcome.refused(GONE);
    }

    /** Whether it was refused because there is no such review, or not for the viewer. */
    public static boolean gone(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?>(var errors) && errors.contains(GONE);
    }

    static <T> Outcome<T> signed(Assignment assignment) {
        var at = assignment.signedAt();
        return Outcome.refused(FieldError.of("", "review.error.signed", at == null ? "" : MINUTE.format(at)));
    }
}
