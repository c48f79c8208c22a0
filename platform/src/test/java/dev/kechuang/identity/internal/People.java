package dev.kechuang.identity.internal;

import dev.kechuang.identity.IdentityTestContext;
import dev.kechuang.identity.internal.UnitStore.Kind;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes people for tests, and lets several of them act at the same moment. */
final class People {

    static final String PASSWORD = "Mohe-7-Qiao!";

    private final IdentityTestContext context;
    private final String hash;
    private int count;

    People(IdentityTestContext context) {
        this.context = context;
        this.hash = context.bean(Passwords.class).hash(PASSWORD.toCharArray());
    }

    UUID person(String login, @Nullable UUID unit, @Nullable UUID organisation, Role... roles) {
        return context.bean(TransactionTemplate.class).execute(status -> {
            var accounts = context.bean(AccountStore.class);
            UUID id = accounts.insert(
                            login, "沈一鸣" + ++count, "", "", unit, organisation, hash, context.clock.instant(), null)
                    .orElseThrow();
            for (Role role : roles) accounts.grant(id, role, "DEMO", null, context.clock.instant());
            return id;
        });
    }

    Viewer viewer(UUID account) {
        return context.bean(ViewerStore.class).load(account).orElseThrow();
    }

    Viewer administrator(String login, Role role) {
        return viewer(person(login, null, null, role));
    }

    UUID bureau() {
        return unit("bureau", Kind.BUREAU, "320500", null);
    }

    UUID unit(String code, Kind kind, String region, @Nullable UUID parent) {
        var units = context.bean(UnitStore.class);
        return units.byCode(code)
                .map(UnitStore.Unit::id)
                .orElseGet(() -> units.insert(code, code, "", kind, region, List.of(), parent, context.clock.instant())
                        .orElseThrow());
    }

    static String error(Outcome<?> outcome) {
        return outcome.fold(done -> "done", errors -> errors.getFirst().key());
    }

    /** Runs all at the same moment, each on a thread of its own. */
    static <T> List<T> together(List<Callable<T>> all) throws Exception {
        var barrier = new CyclicBarrier(all.size());
        try (var threads = Executors.newFixedThreadPool(all.size())) {
            var futures = all.stream()
                    .map(one -> threads.submit(() -> {
                        barrier.await();
                        return one.call();
                    }))
                    .toList();
            var results = new ArrayList<T>();
            for (var future : futures) results.add(future.get());
            return results;
        }
    }
}
