package dev.kechuang.engine.cli;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Engine;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.NearestWay;
import dev.kechuang.engine.Policies;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.engine.render.Language;
import dev.kechuang.engine.render.Render;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy decide ID --facts FILE.json [--on DATE] [--json]}. */
@Command(name = "decide", description = "对一个组织作判定 / decide for one organisation")
final class DecideCommand implements Callable<Integer> {
    @Spec
    @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "政策编号 / policy id")
    String id = "";

    @Option(names = "--facts", required = true, paramLabel = "FILE.json", description = "事实 / facts, JSON or YAML")
    Path facts = Path.of("");

    @Option(names = "--on", paramLabel = "DATE", description = "申请日 / day of application")
    @Nullable LocalDate on;

    @Option(names = "--json", description = "JSON")
    boolean json;

    @Option(names = "--html", description = "HTML")
    boolean html;

    @Option(names = "--english", description = "English")
    boolean english;

    @Option(names = "--packs", defaultValue = "packs", description = "packs")
    Path packs = Path.of("packs");

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Policies policies = Policies.load(packs);
        Policy policy = Common.policy(policies, id);
        LocalDate day = on == null ? LocalDate.now(Clock.system(ZoneId.of("Asia/Shanghai"))) : on;
        Facts known = Documents.organisation(
                facts.toString(),
                Files.readString(Common.readable(facts)),
                policies.dictionary(),
                policy.baseYear(day));
        Decision decision = Engine.decide(policy, known, day);
        NearestWay.Result way =
                decision.verdict() == Decision.Verdict.NOT_ELIGIBLE ? NearestWay.find(policy, known, day) : null;
        Language language = english ? Language.ENGLISH : Language.CHINESE;
        out.println(
                json
                        ? Render.json(decision, way)
                        : html ? Render.html(decision, way, language) : Render.text(decision, way, language));
        return 0;
    }
}
