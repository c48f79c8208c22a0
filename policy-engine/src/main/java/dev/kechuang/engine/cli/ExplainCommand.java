package dev.kechuang.engine.cli;

import dev.kechuang.engine.Policies;
import dev.kechuang.engine.render.Explain;
import dev.kechuang.engine.render.Language;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy explain ID}: the policy in words, with its sources. */
@Command(name = "explain", description = "用文字说明一项政策 / a policy in words")
final class ExplainCommand implements Callable<Integer> {
    @Spec
    @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "政策编号 / policy id")
    String id = "";

    @Option(names = "--english", description = "English")
    boolean english;

    @Option(names = "--packs", defaultValue = "packs", description = "packs")
    Path packs = Path.of("packs");

    @Override
    public Integer call() {
        Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .println(Explain.text(
                        Common.policy(Policies.load(packs), id), english ? Language.ENGLISH : Language.CHINESE));
        return 0;
    }
}
