package dev.kechuang.registry.internal.title;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.registry.TitleEvent;
import dev.kechuang.registry.TitleEvent.Cell;
import dev.kechuang.registry.TitleEvent.What;
import dev.kechuang.registry.internal.title.TitleHistory.Span;
import dev.kechuang.registry.internal.title.TitleHistory.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Days and steps that follow from events, and what holds of them whatever happens. */
class TitleHistoryTest {

    private static final UUID TITLE = new UUID(0, 1);
    private static final Cell HERE = new Cell(new UUID(0, 2), "320583", null, "C39");
    private static final Cell THERE = new Cell(new UUID(0, 2), "320585", null, "C39");
    private static final LocalDate START = LocalDate.of(2020, 1, 1);

    private static TitleEvent event(
            int seq,
            What what,
            LocalDate on,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable Cell cell) {
        return new TitleEvent(
                TITLE,
                seq,
                what,
                on,
                from == null ? "" : "N" + seq,
                null,
                "",
                "",
                from,
                until,
                null,
                cell,
                Map.of(),
                "",
                "x",
                Instant.EPOCH);
    }

    private static TitleEvent certificate(int seq, What what, String from, String until, Cell cell) {
        LocalDate first = LocalDate.parse(from);
        return event(seq, what, first, first, LocalDate.parse(until), cell);
    }

    @Test
    void aRenewalThatReachesBackLeavesTheDaysBeforeAMoveWhereTheyCounted() {
        var spans = TitleHistory.spans(List.of(
                certificate(1, What.GRANTED, "2020-01-01", "2022-12-31", HERE),
                event(2, What.MOVED, LocalDate.parse("2022-06-01"), null, null, THERE),
                certificate(3, What.RENEWED, "2022-03-01", "2025-02-28", THERE)));
        assertThat(spans)
                .extracting(span ->
                        span.from() + " " + span.until() + " " + span.cell().region() + " " + span.number())
                .containsExactly(
                        "2020-01-01 2022-03-01 320583 N1",
                        "2022-03-01 2022-06-01 320583 N3",
                        "2022-06-01 2025-03-01 320585 N3");
    }

    @Test
    void neighboursThatDifferInNothingAreOne() {
        var there = TitleHistory.spans(List.of(
                certificate(1, What.GRANTED, "2020-01-01", "2022-12-31", HERE),
                event(2, What.MOVED, LocalDate.parse("2021-01-01"), null, null, THERE),
                event(3, What.MOVED, LocalDate.parse("2021-01-01"), null, null, HERE)));
        assertThat(there).hasSize(1);
        assertThat(TitleHistory.steps(there, there)).isEmpty();
    }

    /** Whatever happens: no two spans overlap, and the steps from event to event sum to where the title counts. */
    @Test
    void theStepsOfEveryHistorySumToItsDays() {
        var random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            var events = history(random);
            var steps = new ArrayList<Step>();
            List<Span> spans = List.of();
            for (TitleEvent event : events) {
                var after = TitleHistory.after(spans, event);
                steps.addAll(TitleHistory.steps(spans, after));
                spans = after;
            }
            assertThat(spans).as(events.toString()).isEqualTo(TitleHistory.spans(events));
            for (int i = 0; i + 1 < spans.size(); i++) {
                assertThat(spans.get(i).until()).as(events.toString()).isNotNull();
                assertThat(spans.get(i + 1).from())
                        .as(events.toString())
                        .isAfterOrEqualTo(spans.get(i).until());
            }
            for (int day = 0; day < 4_000; day += 37) counts(START.plusDays(day), spans, steps, events);
        }
    }

    private static void counts(LocalDate day, List<Span> spans, List<Step> steps, List<TitleEvent> events) {
        var expected = new HashMap<Cell, Integer>();
        for (Span span : spans) {
            boolean holds = !day.isBefore(span.from()) && (span.until() == null || day.isBefore(span.until()));
            if (holds) expected.merge(span.cell(), 1, Integer::sum);
        }
        var summed = new HashMap<Cell, Integer>();
        for (Step step : steps) {
            if (!step.day().isAfter(day)) summed.merge(step.cell(), step.count(), Integer::sum);
        }
        summed.values().removeIf(count -> count == 0);
        assertThat(summed).as(day + " of " + events).isEqualTo(expected);
    }

    private static List<TitleEvent> history(Random random) {
        var events = new ArrayList<TitleEvent>();
        LocalDate at = START.plusDays(random.nextInt(300));
        LocalDate until = random.nextInt(6) == 0 ? null : at.plusDays(200 + random.nextInt(900));
        events.add(event(1, What.GRANTED, at, at, until, HERE));
        Cell cell = HERE;
        int more = random.nextInt(7);
        for (int i = 0; i < more; i++) {
            int seq = events.size() + 1;
            at = at.plusDays(1 + random.nextInt(300));
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    cell = cell.equals(HERE) ? THERE : HERE;
                    events.add(event(seq, What.MOVED, at, null, null, cell));
                }
                case 2, 3 -> {
                    if (until == null) continue;
                    LocalDate from = at.minusDays(random.nextInt(60));
                    until = until.plusDays(100 + random.nextInt(900));
                    if (!until.isAfter(from)) until = from.plusDays(400);
                    events.add(event(seq, What.RENEWED, from, from, until, cell));
                }
                case 4 -> {
                    if (until == null) continue;
                    until = until.plusDays(random.nextInt(200));
                    events.add(event(seq, What.REEVALUATED, at, null, until, null));
                }
                default -> {
                    events.add(event(seq, What.REVOKED, at, null, null, null));
                    return events;
                }
            }
        }
        return events;
    }
}
