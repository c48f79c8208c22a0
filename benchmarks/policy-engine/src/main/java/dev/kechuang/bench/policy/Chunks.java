package dev.kechuang.bench.policy;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Matches;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.ReformSurvey;
import dev.kechuang.engine.Survey;
import dev.kechuang.engine.columns.Chunk;
import dev.kechuang.engine.columns.Columns;
import dev.kechuang.engine.columns.Kernel;
import dev.kechuang.engine.columns.Layout;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A survey of a whole population, chunk by chunk over the same arrays: eligible with amounts, near and open matches. */
final class Chunks {
    private static final int CHUNK = 131_072;
    private static final int ROUNDS = 6;

    private Chunks() {}

    static void measure(List<Policy> policies, Columns columns, LocalDate day, LongSupplier cpu) {
        long used = cpu.getAsLong();
        long start = System.nanoTime();
        Survey survey = new Survey(policies, day, Survey.Limits.USUAL, List.of());
        Chunk chunk = survey.layout().chunk(Math.min(CHUNK, columns.rows()));
        System.out.printf(
                "survey: laid out and compiled in %.2f s (%.2f s of processor), %d conditions left to the evaluator%n",
                seconds(start), (cpu.getAsLong() - used) / 1e9, survey.evaluated().stream().mapToInt(List::size).sum());
        for (int round = 0; round < ROUNDS; round++) {
            double filling = 0;
            double deciding = 0;
            double fillingCpu = 0;
            double decidingCpu = 0;
            long[] counts = new long[3];
            long[] fen = new long[1];
            for (int from = 0; from < columns.rows(); from += CHUNK) {
                used = cpu.getAsLong();
                start = System.nanoTime();
                fill(chunk, columns, from, Math.min(columns.rows(), from + CHUNK));
                filling += seconds(start);
                fillingCpu += (cpu.getAsLong() - used) / 1e9;
                used = cpu.getAsLong();
                start = System.nanoTime();
                Matches matches = survey.decide(chunk);
                matches.each((row, policy, kind, value) -> {
                    counts[kind.ordinal()]++;
                    fen[0] += kind == Survey.Kind.ELIGIBLE && value > 0 ? value : 0;
                });
                deciding += seconds(start);
                decidingCpu += (cpu.getAsLong() - used) / 1e9;
            }
            System.out.printf(
                    "survey %d × %d, round %d: deciding %.2f s (%.2f s of processor), filling %.2f s (%.2f); eligible %d, near %d, open %d, %.0f million yuan%n",
                    columns.rows(), policies.size(), round, deciding, decidingCpu, filling, fillingCpu, counts[0], counts[1], counts[2], fen[0] / 1e8);
        }
    }

    /** Winners, losers and cost of one policy in place of another, by a text fact. */
    static void reform(Policy before, Policy after, Fact dimension, Columns columns, LocalDate day, LongSupplier cpu) {
        ReformSurvey survey = new ReformSurvey(before, after, day, dimension);
        Chunk chunk = survey.layout().chunk(Math.min(CHUNK, columns.rows()));
        double deciding = 0;
        double used = 0;
        for (int from = 0; from < columns.rows(); from += CHUNK) {
            fill(chunk, columns, from, Math.min(columns.rows(), from + CHUNK));
            long processor = cpu.getAsLong();
            long start = System.nanoTime();
            survey.add(chunk, null, (row, had, has, fenBefore, fenAfter) -> {});
            deciding += seconds(start);
            used += (cpu.getAsLong() - processor) / 1e9;
        }
        System.out.printf(
                "reform over %d: deciding %.2f s (%.2f s of processor), winners %d, losers %d, cost %.0f million yuan%n",
                columns.rows(), deciding, used, survey.total().winners(), survey.total().losers(), survey.total().cost() / 1e8);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Row by row through the writer, as rows that come from a database are. */
    private static void fill(Chunk chunk, Columns columns, int from, int to) {
        chunk.clear();
        List<Layout.Slot> slots = chunk.layout().slots();
        long[][] source = new long[slots.size()][];
        int[] into = new int[slots.size()];
        boolean[] text = new boolean[slots.size()];
        for (int i = 0; i < into.length; i++) {
            Layout.Slot slot = slots.get(i);
            into[i] = slot.column();
            source[i] = columns.cells(columns.column(slot.fact(), slot.year()));
            text[i] = slot.fact().kind() == Fact.Kind.TEXT || slot.fact().kind() == Fact.Kind.ENUM;
        }
        List<ListCopy> lists = new ArrayList<>();
        chunk.layout().lists().forEach(list -> lists.add(ListCopy.of(list, columns)));
        for (int row = from; row < to; row++) {
            chunk.begin();
            for (int i = 0; i < into.length; i++) {
                long cell = source[i][row];
                if (cell == Kernel.ABSENT) {
                    chunk.absent(into[i]);
                } else if (cell != Kernel.UNKNOWN) {
                    if (text[i]) {
                        chunk.set(into[i], columns.text(cell));
                    } else {
                        chunk.set(into[i], cell);
                    }
                }
            }
            for (ListCopy list : lists) {
                list.copy(chunk, columns, row);
            }
        }
    }

    /** One event list to be copied. */
    private record ListCopy(int list, long[] lengths, long[] starts, int[] into, long[][] source, boolean[] text) {
        static ListCopy of(Layout.EventList list, Columns columns) {
            int n = list.fields().size();
            int[] into = new int[n];
            long[][] source = new long[n][];
            boolean[] text = new boolean[n];
            for (int i = 0; i < n; i++) {
                Layout.Slot field = list.fields().get(i);
                into[i] = field.column();
                source[i] = columns.cells(columns.field(list.fact(), field.fact().name()));
                text[i] = field.fact().kind() == Fact.Kind.TEXT || field.fact().kind() == Fact.Kind.ENUM;
            }
            return new ListCopy(
                    list.column(), columns.cells(columns.column(list.fact(), 0)), columns.cells(columns.starts(list.fact())), into, source, text);
        }

        void copy(Chunk chunk, Columns columns, int row) {
            if (lengths[row] == Kernel.UNKNOWN) {
                return;
            }
            chunk.list(list);
            for (int i = (int) starts[row]; i < starts[row] + lengths[row]; i++) {
                int event = chunk.event(list);
                for (int f = 0; f < into.length; f++) {
                    if (source[f][i] >= Kernel.ABSENT + 1) {
                        if (text[f]) {
                            chunk.field(into[f], event, columns.text(source[f][i]));
                        } else {
                            chunk.field(into[f], event, source[f][i]);
                        }
                    }
                }
            }
        }
    }
}
