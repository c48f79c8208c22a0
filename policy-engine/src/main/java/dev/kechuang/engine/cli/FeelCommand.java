package dev.kechuang.engine.cli;

import dev.kechuang.engine.feel.Conformance;
import dev.kechuang.engine.feel.Feel;
import dev.kechuang.engine.feel.Values;
import dev.kechuang.engine.syntax.SyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code feel EXPR} and {@code feel --cases FILE.tsv}. */
@Command(name = "feel", description = "计算一个 FEEL 表达式，或运行一致性用例 / evaluate FEEL, or run conformance cases")
final class FeelCommand implements Callable<Integer> {
    @Spec
    @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "EXPR", description = "表达式 / the expression")
    @Nullable String expression;

    @Option(names = "--cases", paramLabel = "FILE.tsv", description = "用例文件 / conformance cases")
    @Nullable Path cases;

    @Override
    public Integer call() throws IOException {
        var out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        if (cases != null) {
            if (!Files.isReadable(cases)) {
                throw new IllegalArgumentException("can't read " + cases);
            }
            List<Conformance.Outcome> outcomes = Conformance.run(Files.readAllLines(cases));
            Conformance.report(outcomes).forEach(out::println);
            return 0;
        }
        if (expression == null) {
            throw new IllegalArgumentException("give an expression or --cases FILE.tsv");
        }
        try {
            out.println(Values.text(Feel.evaluate(Feel.parse(expression), Map.of())));
            return 0;
        } catch (SyntaxException e) {
            throw new IllegalArgumentException(e.position() + ": " + e.chinese() + " / " + e.english(), e);
        }
    }
}
