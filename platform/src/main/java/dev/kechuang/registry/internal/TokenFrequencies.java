package dev.kechuang.registry.internal;

import java.sql.Array;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many organisations hold a token, as the database last sampled them: a guess that only decides which way to count is
 * tried first.
 */
final class TokenFrequencies {

    private static final Duration KEPT = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private volatile @Nullable Sample sample;

    TokenFrequencies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param rows organisations altogether
     * @param shares by token, of those that many organisations hold
     */
    private record Sample(double rows, Map<Integer, Double> shares, long takenNanos) {}

    /** Organisations that hold one token of each array, as if tokens did not depend on one another. */
    double expected(List<int[]> alternatives) {
        Sample known = sample;
        if (known == null || System.nanoTime() - known.takenNanos() > KEPT.toNanos()) sample = known = taken();
        double share = 1;
        for (int[] tokens : alternatives) {
            Map<Integer, Double> shares = known.shares();
            share *= Math.min(
                    1,
                    IntStream.of(tokens)
                            .mapToDouble(token -> shares.getOrDefault(token, 0.0))
                            .sum());
        }
        return known.rows() * share;
    }

    private Sample taken() {
        return jdbc.sql("""
                SELECT c.reltuples, s.most_common_elems::text::int[] AS tokens, s.most_common_elem_freqs AS shares
                FROM pg_class c
                LEFT JOIN pg_stats s
                    ON s.schemaname = 'registry' AND s.tablename = 'organisation' AND s.attname = 'tokens'
                WHERE c.oid = 'registry.organisation'::regclass""")
                .query((row, number) -> {
                    var shares = new HashMap<Integer, Double>();
                    Array tokens = row.getArray("tokens");
                    Array frequencies = row.getArray("shares");
                    if (tokens != null && frequencies != null) {
                        var held = (Integer[]) tokens.getArray();
                        var often = (Float[]) frequencies.getArray();
                        for (int i = 0; i < held.length; i++) {
                            shares.put(held[i], often[i].doubleValue());
                        }
                    }
                    return new Sample(row.getDouble("reltuples"), shares, System.nanoTime());
                })
                .single();
    }
}
