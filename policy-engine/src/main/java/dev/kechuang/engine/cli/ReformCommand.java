package dev.kechuang.engine.cli;

import dev.kechuang.engine.Policies;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Reform;
import dev.kechuang.engine.columns.Columns;
import dev.kechuang.engine.columns.Csv;
import dev.kechuang.engine.columns.Synthetic;
import dev.kechuang.engine.document.Documents;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy reform ID --patch FILE.yaml (--synthetic N | --facts FILE.csv) [--by FACT]}. */
@Command(name = "reform", description = "政策推演：改动参数或条件后谁受益、谁受损、花多少 / winners, losers and cost of a change")
final class ReformCommand implements Callable<Integer> {
    @Spec
    @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "政策编号 / policy id")
    String id = "";

    @Option(names = "--patch", required = true, paramLabel = "FILE.yaml", description = "改动 / the change")
    Path patch = Path.of("");

    @Option(names = "--synthetic", paramLabel = "N", description = "虚构组织数 / made-up organisations")
    int synthetic;

    @Option(names = "--facts", paramLabel = "FILE.csv", description = "事实 / facts")
    @Nullable Path facts;

    @Option(names = "--on", paramLabel = "DATE", description = "申请日 / day of application")
    @Nullable LocalDate on;

    @Option(names = "--by", paramLabel = "FACT", defaultValue = "行业门类", description = "按此事实分列 / by this fact")
    String by = "行业门类";

    @Option(names = "--packs", defaultValue = "packs", description = "packs")
    Path packs = Path.of("packs");

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Policies policies = Policies.load(packs);
        Policy before = Common.policy(policies, id);
        Policy after = Documents.patched(before, patch.toString(), Files.readString(Common.readable(patch)));
        LocalDate day = on == null ? LocalDate.now(Clock.system(ZoneId.of("Asia/Shanghai"))) : on;
        if ((synthetic <= 0) == (facts == null)) {
            throw new IllegalArgumentException("give --synthetic N or --facts FILE.csv");
        }
        Columns columns = facts == null
                ? Synthetic.population(List.of(before), synthetic, 0.15, day, 42)
                : Csv.read(Common.readable(facts), policies.dictionary(), before.baseYear(day));
        Reform.Effect effect = Reform.compare(before, after, columns, day, by);
        out.printf(
                "原/before %d  后/after %d%n",
                effect.before().countEligible(), effect.after().countEligible());
        line(out, "合计/total", effect.total());
        effect.by().forEach((key, change) -> line(out, key.isEmpty() ? "未知/unknown" : key, change));
        out.println("受益示例/winners, rows " + effect.winners() + "  受损示例/losers, rows " + effect.losers());
        return 0;
    }

    private static void line(PrintWriter out, String name, Reform.Change change) {
        out.printf(
                "  %-24s 受益/winners %d  受损/losers %d  金额/cost %+.2f 元%n",
                name, change.winners(), change.losers(), change.fen() / 100.0);
    }
}
