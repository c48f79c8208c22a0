package dev.kechuang.registry.internal.title;

import dev.kechuang.registry.TitleEvent;
import dev.kechuang.registry.TitleEvent.Cell;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What follows from the events of a title: the days on which it is valid, and how its records change. Pure. */
final class TitleHistory {

    private TitleHistory() {}

    /**
     * Days on which a title is valid with one number in one cell.
     *
     * @param until first day after, null for no end
     */
    record Span(
            LocalDate from,
            @Nullable LocalDate until,
            Cell cell,
            String number,
            @Nullable UUID document) {

        private boolean holds(LocalDate day) {
            return !day.isBefore(from) && (until == null || day.isBefore(until));
        }

        private Span to(@Nullable LocalDate end) {
            return new Span(from, end, cell, number, document);
        }

        private Span since(LocalDate begin) {
            return new Span(begin, until, cell, number, document);
        }

        private Span in(Cell other) {
            return new Span(from, until, other, number, document);
        }
    }

    /** In order of their days, none overlapping. */
    static List<Span> spans(List<TitleEvent> events) {
        List<Span> spans = List.of();
        for (TitleEvent event : events) spans = after(spans, event);
        return spans;
    }

    static List<Span> after(List<Span> spans, TitleEvent event) {
        return joined(
                switch (event.what()) {
                    case GRANTED, RENEWED -> certified(spans, event);
                    case REEVALUATED -> extended(spans, event.validUntil());
                    case LAPSED, REVOKED, ENDED -> before(spans, event.onDay());
                    case TRANSFERRED, MOVED -> elsewhere(spans, event.onDay(), Objects.requireNonNull(event.cell()));
                    case WITHDRAWN -> List.of();
                });
    }

    /** A new certificate takes the place of the old one from its first day; where the title counted then, it still counts. */
    private static List<Span> certified(List<Span> spans, TitleEvent event) {
        LocalDate from = Objects.requireNonNull(event.validFrom());
        LocalDate end = event.validUntil() == null ? null : event.validUntil().plusDays(1);
        Cell cell = Objects.requireNonNull(event.cell());
        var result = new ArrayList<>(before(spans, from));
        LocalDate reached = from;
        for (Span old : spans) {
            if (old.until() != null && !old.until().isAfter(reached)) continue;
            if (end != null && !reached.isBefore(end)) break;
            if (old.cell().equals(cell) || old.until() == null) continue;
            LocalDate begin = latest(old.from(), reached);
            if (end != null && !begin.isBefore(end)) break;
            if (begin.isAfter(reached)) result.add(new Span(reached, begin, cell, event.number(), event.document()));
            LocalDate stop = end == null || old.until().isBefore(end) ? old.until() : end;
            result.add(new Span(begin, stop, old.cell(), event.number(), event.document()));
            reached = stop;
        }
        if (end == null || reached.isBefore(end)) {
            result.add(new Span(reached, end, cell, event.number(), event.document()));
        }
        return result;
    }

    private static LocalDate latest(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static List<Span> extended(List<Span> spans, @Nullable LocalDate until) {
        if (until == null || spans.isEmpty()) return spans;
        var result = new ArrayList<>(spans);
        result.set(result.size() - 1, result.getLast().to(until.plusDays(1)));
        return result;
    }

    private static List<Span> before(List<Span> spans, LocalDate day) {
        var result = new ArrayList<Span>();
        for (Span span : spans) {
            if (!span.from().isBefore(day)) continue;
            result.add(span.holds(day) ? span.to(day) : span);
        }
        return result;
    }

    private static List<Span> elsewhere(List<Span> spans, LocalDate day, Cell cell) {
        var result = new ArrayList<>(before(spans, day));
        for (Span span : spans) {
            if (span.until() != null && !span.until().isAfter(day)) continue;
            result.add(span.since(latest(span.from(), day)).in(cell));
        }
        return result;
    }

    /** Neighbours that differ in nothing are one. */
    private static List<Span> joined(List<Span> spans) {
        var result = new ArrayList<Span>();
        for (Span span : spans) {
            Span last = result.isEmpty() ? null : result.getLast();
            if (last != null
                    && span.from().equals(last.until())
                    && last.cell().equals(span.cell())
                    && last.number().equals(span.number())
                    && Objects.equals(last.document(), span.document())) {
                result.set(result.size() - 1, last.to(span.until()));
            } else {
                result.add(span);
            }
        }
        return List.copyOf(result);
    }

    /** A change of the count in a cell on a day. */
    record Step(LocalDate day, Cell cell, int count) {}

    /** What turns the records of some spans into those of others, by day; a stock is the sum to its date. */
    static List<Step> steps(List<Span> before, List<Span> after) {
        var sums = new TreeMap<LocalDate, Map<Cell, Integer>>();
        add(sums, before, -1);
        add(sums, after, 1);
        var steps = new ArrayList<Step>();
        sums.forEach((day, cells) -> cells.entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .sorted(Map.Entry.<Cell, Integer>comparingByValue()
                        .thenComparing(entry -> entry.getKey().toString(), Comparator.naturalOrder()))
                .forEach(entry -> steps.add(new Step(day, entry.getKey(), entry.getValue()))));
        return steps;
    }

    private static void add(TreeMap<LocalDate, Map<Cell, Integer>> sums, List<Span> spans, int sign) {
        for (Span span : spans) {
            count(sums, span.from(), span.cell(), sign);
            if (span.until() != null) count(sums, span.until(), span.cell(), -sign);
        }
    }

    private static void count(TreeMap<LocalDate, Map<Cell, Integer>> sums, LocalDate day, Cell cell, int count) {
        sums.computeIfAbsent(day, key -> new java.util.LinkedHashMap<>()).merge(cell, count, Integer::sum);
    }
}
