package dev.kechuang.match.internal.whatif;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Survey;
import dev.kechuang.match.internal.sheet.SheetReader;
import dev.kechuang.match.internal.sheet.Sheets;
import dev.kechuang.match.internal.whatif.Effect.Affected;
import dev.kechuang.match.internal.whatif.Effect.Change;
import dev.kechuang.match.internal.whatif.Effect.Sums;
import dev.kechuang.pack.Regions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Decides two versions of a policy for every organisation on the facts as they are now, and tells the difference. One at a
 * time, as each takes every processor.
 */
@Service
public class WhatIf {

    /** Most organisations that are listed by name. */
    public static final int LISTED = 100_000;

    private static final UUID FIRST = new UUID(0, 0);
    /** A city of fewer is read by one. */
    private static final int SHARED = 20_000;

    private final SheetReader reader;
    private final Sheets sheets;
    private final Regions regions;
    private final JdbcClient jdbc;
    private final ReentrantLock one = new ReentrantLock(true);
    private final int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

    public WhatIf(SheetReader reader, Sheets sheets, Regions regions, JdbcClient jdbc) {
        this.reader = reader;
        this.sheets = sheets;
        this.regions = regions;
        this.jdbc = jdbc;
    }

    /**
     * @param before null where there is no policy yet
     * @param after of the same dictionary of facts, and of the same region
     */
    public Effect of(Viewer viewer, @Nullable PolicyVersion before, PolicyVersion after, LocalDate day) {
        one.lock();
        try {
            return compared(viewer, before, after, day);
        } finally {
            one.unlock();
        }
    }

    private Effect compared(Viewer viewer, @Nullable PolicyVersion before, PolicyVersion after, LocalDate day) {
        var policies = new ArrayList<Policy>();
        if (before != null) policies.add(before.policy());
        policies.add(after.policy());
        var survey = new Survey(policies, day, new Survey.Limits(List.of(), Integer.MAX_VALUE), List.of());
        Set<String> mine = Set.copyOf(viewer.regions());
        Set<String> holds = after.region().isEmpty() ? mine : Set.copyOf(regions.subtree(after.region()));
        var bounds = bounds();
        var parts = new ArrayList<Future<Compared>>();
        int layout = sheets.layout();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i <= bounds.size(); i++) {
                UUID from = i == 0 ? FIRST : bounds.get(i - 1);
                UUID until = i == bounds.size() ? null : bounds.get(i);
                parts.add(pool.submit(() -> {
                    var part = new Compared(sheets, survey, before != null, day);
                    reader.read(layout, from, until, sheet -> {
                        if (in(mine, sheet.region(), sheet.zone()) && in(holds, sheet.region(), sheet.zone())) {
                            part.add(sheet);
                        }
                    });
                    part.decide();
                    return part;
                }));
            }
            return effect(parts, day);
        }
    }

    private static boolean in(Set<String> regions, String region, @Nullable String zone) {
        return regions.contains(region) || zone != null && regions.contains(zone);
    }

    private static Effect effect(List<Future<Compared>> parts, LocalDate day) {
        long organisations = 0;
        Sums before = Sums.NONE;
        Sums after = Sums.NONE;
        Map<String, Change> byRegion = new TreeMap<>();
        long affected = 0;
        var firms = new ArrayList<Affected>();
        for (Future<Compared> future : parts) {
            Compared part = result(future);
            organisations += part.organisations();
            before = before.plus(part.before());
            after = after.plus(part.after());
            part.byRegion().forEach((region, change) -> byRegion.merge(region, change, Change::plus));
            affected += part.affected();
            firms.addAll(part.firms());
        }
        firms.sort(Comparator.comparing(Affected::kind)
                .thenComparing(firm -> -Math.abs(firm.more()))
                .thenComparing(Affected::organisation));
        return new Effect(
                day,
                organisations,
                before,
                after,
                byRegion,
                affected,
                List.copyOf(firms.subList(0, Math.min(LISTED, firms.size()))));
    }

    private static Compared result(Future<Compared> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Organisations that part the city into about equal shares, from a sample; none for a small one. */
    private List<UUID> bounds() {
        var sample = jdbc.sql("SELECT organisation FROM match.sheet TABLESAMPLE SYSTEM (1) ORDER BY organisation")
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
        if (threads == 1 || sample.size() * 100L < SHARED) return List.of();
        var bounds = new ArrayList<UUID>();
        for (int i = 1; i < threads; i++) bounds.add(sample.get(sample.size() * i / threads));
        return bounds;
    }
}
