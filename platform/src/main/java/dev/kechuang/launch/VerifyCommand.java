package dev.kechuang.launch;

import dev.kechuang.launch.postgres.HomeLock;
import dev.kechuang.shared.Invariant;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./kc verify}: checks everything that must hold, beside a running instance or on a stopped one. */
@Command(name = "verify", description = "核对 · check everything that must hold", mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private HomeOptions home = new HomeOptions();

    @Override
    public Integer call() throws Exception {
        Home prepared = home.prepare();
        var running = new Running();
        Database database = running.add(open(home, prepared));
        Migrations.mustBeCurrent(database.owner());
        var context = running.add(Application.start(database, prepared.path(), Application.WITHOUT_SERVER));
        List<Invariant> invariants = context.getBeanProvider(Invariant.class).stream()
                .sorted(Comparator.comparing(Invariant::name))
                .toList();
        long broken = invariants.stream().filter(invariant -> !check(invariant)).count();
        Console.line(
                broken == 0
                        ? "全部成立 All " + invariants.size() + " hold"
                        : broken + " 项不成立 of " + invariants.size() + " are broken");
        return broken == 0 ? 0 : 1;
    }

    /** Of a running instance or, where none runs, started for the command. */
    static Database open(HomeOptions home, Home prepared) throws IOException, InterruptedException {
        if (ExternalDatabase.isNamedIn(System.getenv())) return home.open(prepared);
        if (!Files.exists(prepared.path().resolve("pgdata/PG_VERSION"))) {
            throw HomeOptions.noData(prepared);
        }
        return HomeLock.isTaken(prepared.path()) ? EmbeddedDatabase.connect(prepared.path()) : home.open(prepared);
    }

    private static boolean check(Invariant invariant) {
        long began = System.nanoTime();
        Invariant.Result result = invariant.check();
        Console.line("%s  %-32s %s (%,d, %.2f s)"
                .formatted(
                        result.holds() ? "ok    " : "BROKEN",
                        invariant.name(),
                        invariant.claim(),
                        result.checked(),
                        (System.nanoTime() - began) / 1e9));
        result.violations().forEach(violation -> Console.line("          " + violation));
        return result.holds();
    }
}
