package dev.kechuang.registry.demo;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.registry.TitleEvent;
import dev.kechuang.registry.TitleEvent.Cell;
import dev.kechuang.registry.TitleEvent.What;
import dev.kechuang.registry.internal.title.TitleStore.Subject;
import dev.kechuang.registry.internal.title.TitleWriter.Whole;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Invents what happened to one title over the years: granted, renewed or not, re-evaluated, now and then revoked. */
final class DemoTitles {

    /** Enters the document by which a kind and level was granted on a day. */
    @FunctionalInterface
    interface Documents {
        UUID of(TitleKind kind, TitleKind.Level level, LocalDate day);
    }

    private final LocalDate today;
    private final RandomGenerator random;
    private final Documents documents;
    private int number = 100;

    DemoTitles(LocalDate today, RandomGenerator random, Documents documents) {
        this.today = today;
        this.random = random;
        this.documents = documents;
    }

    /**
     * @param name of the institution, product or alliance, else empty
     * @param renewed chance in percent that a certificate is followed by another
     */
    Whole invent(
            UUID id,
            TitleKind kind,
            TitleKind.Level level,
            String name,
            Cell cell,
            LocalDate first,
            int renewed,
            Map<String, String> details) {
        var subject = new Subject(id, kind.code(), level, kind.holder(), name, cell);
        var events = new ArrayList<TitleEvent>();
        LocalDate from = first;
        LocalDate until = kind.until(from);
        events.add(certificate(id, 1, What.GRANTED, kind, level, from, until, cell, details));
        while (until != null && until.isBefore(today)) {
            if (random.nextInt(100) >= renewed) {
                events.add(plain(id, events.size() + 1, What.LAPSED, until.plusDays(1), "有效期届满"));
                // Some come back after a year.
                if (random.nextInt(100) >= 30 || !until.plusMonths(14).isBefore(today)) break;
                from = until.plusMonths(12 + random.nextInt(2));
            } else {
                from = kind.expires() == null
                        ? until.plusDays(1).minusDays(random.nextInt(20))
                        : until.plusDays(30 + random.nextInt(90));
                if (from.isAfter(today)) {
                    events.add(plain(id, events.size() + 1, What.LAPSED, until.plusDays(1), "有效期届满"));
                    break;
                }
            }
            LocalDate old = until;
            until = kind.until(from);
            if (kind.expires() != null && from.isAfter(old.plusDays(1))) {
                events.add(plain(id, events.size() + 1, What.LAPSED, old.plusDays(1), "有效期届满"));
            }
            events.add(certificate(id, events.size() + 1, What.RENEWED, kind, level, from, until, cell, Map.of()));
        }
        if (kind.reevaluationYears() > 0 && kind.validYears() == 0) reevaluated(id, kind, events, first);
        What last = events.getLast().what();
        boolean stands = last == What.GRANTED || last == What.RENEWED;
        if (stands && random.nextInt(100) < 1 && from.plusMonths(4).isBefore(today)) {
            LocalDate on = from.plusMonths(3);
            events.add(plain(id, events.size() + 1, What.REVOKED, on, "经核查申报材料不实，予以撤销"));
        }
        return new Whole(subject, withoutDoubles(events));
    }

    /** A lapse that stands twice in a row is said once, and the events are numbered anew. */
    private static List<TitleEvent> withoutDoubles(List<TitleEvent> events) {
        var result = new ArrayList<TitleEvent>();
        for (TitleEvent event : events) {
            boolean twice = !result.isEmpty()
                    && event.what() == What.LAPSED
                    && result.getLast().what() == What.LAPSED;
            if (twice) continue;
            result.add(new TitleEvent(
                    event.title(),
                    result.size() + 1,
                    event.what(),
                    event.onDay(),
                    event.number(),
                    event.document(),
                    event.documentNumber(),
                    event.grantedBy(),
                    event.validFrom(),
                    event.validUntil(),
                    event.nextEvaluation(),
                    event.cell(),
                    event.details(),
                    event.reason(),
                    event.actor(),
                    event.at()));
        }
        return result;
    }

    private void reevaluated(UUID id, TitleKind kind, List<TitleEvent> events, LocalDate first) {
        LocalDate due = first.plusYears(kind.reevaluationYears());
        while (due.isBefore(today)) {
            int chance = random.nextInt(100);
            // A few are late, a few fail.
            if (chance < 6) break;
            if (chance < 10) {
                events.add(plain(id, events.size() + 1, What.REVOKED, due, "绩效评估不合格"));
                return;
            }
            LocalDate next = due.plusYears(kind.reevaluationYears());
            events.add(new TitleEvent(
                    id,
                    events.size() + 1,
                    What.REEVALUATED,
                    due,
                    "",
                    null,
                    "",
                    "",
                    null,
                    null,
                    next,
                    null,
                    Map.of(),
                    chance < 40 ? "优秀" : "合格",
                    "演示数据",
                    instant(due)));
            due = next;
        }
    }

    private TitleEvent certificate(
            UUID id,
            int seq,
            What what,
            TitleKind kind,
            TitleKind.Level level,
            LocalDate from,
            @Nullable LocalDate until,
            Cell cell,
            Map<String, String> details) {
        LocalDate next = kind.reevaluationYears() == 0 || kind.validYears() > 0
                ? null
                : from.plusYears(kind.reevaluationYears());
        return new TitleEvent(
                id,
                seq,
                what,
                from,
                number(kind, from),
                documents.of(kind, level, from),
                "",
                DemoTitleWords.body(level),
                from,
                until,
                next,
                cell,
                details,
                "",
                "演示数据",
                instant(from));
    }

    private String number(TitleKind kind, LocalDate from) {
        if (!kind.numbered()) return "";
        number++;
        return switch (kind.code()) {
            case "hnte" -> "GR" + from.getYear() + "32" + String.format("%06d", number);
            case "tech-sme" -> from.getYear() + "320500" + String.format("%08d", number);
            default -> "YS" + from.getYear() + String.format("%07d", number);
        };
    }

    private TitleEvent plain(UUID id, int seq, What what, LocalDate on, String reason) {
        return new TitleEvent(
                id, seq, what, on, "", null, "", "", null, null, null, null, Map.of(), reason, "演示数据", instant(on));
    }

    private static java.time.Instant instant(LocalDate day) {
        return day.atTime(10, 0).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    }
}
