package dev.kechuang.engine.cli;

import dev.kechuang.engine.Policies;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Population;
import dev.kechuang.engine.columns.Columns;
import dev.kechuang.engine.columns.Csv;
import dev.kechuang.engine.columns.Synthetic;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code policy population --synthetic N | --facts FILE.csv [--policy ID…]}. */
@Command(name = "population", description = "对全体组织计算 / decide for a whole population")
final class PopulationCommand implements Callable<Integer> {
    @Spec
    @Nullable CommandSpec spec;

    @Option(names = "--synthetic", paramLabel = "N", description = "虚构组织数 / made-up organisations")
    int synthetic;

    @Option(names = "--facts", paramLabel = "FILE.csv", description = "事实 / facts")
    @Nullable Path facts;

    @Option(names = "--policy", paramLabel = "ID", arity = "1..*", description = "政策 / policies")
    List<String> ids = List.of();

    @Option(names = "--on", paramLabel = "DATE", description = "申请日 / day of application")
    @Nullable LocalDate on;

    @Option(names = "--by", paramLabel = "FACT", description = "按此事实合计 / totals by this fact, e.g. 行业门类")
    @Nullable String by;

    @Option(names = "--packs", defaultValue = "packs", description = "packs")
    Path packs = Path.of("packs");

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Policies policies = Policies.load(packs);
        LocalDate day = on == null ? LocalDate.now(Clock.system(ZoneId.of("Asia/Shanghai"))) : on;
        List<Policy> chosen = ids.isEmpty()
                ? policies.all().stream().filter(p -> p.inForce(day)).toList()
                : ids.stream().map(id -> Common.policy(policies, id)).toList();
        if ((synthetic <= 0) == (facts == null)) {
            throw new IllegalArgumentException("give --synthetic N or --facts FILE.csv");
        }
        Columns columns = facts == null
                ? Synthetic.population(chosen, synthetic, 0.15, day, 42)
                : Csv.read(Common.readable(facts), policies.dictionary(), day.getYear() - 1);
        long start = System.nanoTime();
        List<Population.Result> results = Population.run(chosen, columns, day);
        double seconds = (System.nanoTime() - start) / 1e9;
        for (Population.Result r : results) {
            long eligible = r.countEligible();
            long open = r.countUnknown();
            out.printf(
                    "%-40s 符合/eligible %d  未定/unknown %d  不符合/not %d%n",
                    r.policy().id(), eligible, open, r.rows() - eligible - open);
            if (by != null) {
                Population.totals(r, Population.amounts(r, columns, day), columns, by)
                        .forEach((key, total) ->
                                out.printf("    %-30s %d  %.2f 元%n", key, total.eligible(), total.fen() / 100.0));
            }
        }
        out.printf(
                "%d × %d: %.3f s, %.1f M/s%n",
                columns.rows(), chosen.size(), seconds, columns.rows() * (double) chosen.size() / seconds / 1e6);
        return 0;
    }
}
