package dev.kechuang.engine.cli;

import dev.kechuang.engine.Policies;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.PolicyCases;
import dev.kechuang.engine.Problem;
import dev.kechuang.engine.document.Documents;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code policy check [DIR]}: loads and type-checks everything and runs the cases beside the policies. */
@Command(name = "check", description = "检查政策并运行用例 / check policies and run their cases")
final class CheckCommand implements Callable<Integer> {
    @Spec
    @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "DIR", defaultValue = "packs", description = "packs")
    Path dir = Path.of("packs");

    @Option(names = "--schema", description = "打印政策文件的 JSON Schema / print the JSON Schema of policy documents")
    boolean schema;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (schema) {
            out.println(JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(Documents.schema()));
            return 0;
        }
        long start = System.nanoTime();
        Policies policies = Policies.check(dir);
        long millis = (System.nanoTime() - start) / 1_000_000;
        policies.problems().forEach(out::println);
        List<String> failures = new ArrayList<>();
        int cases = 0;
        for (Policy policy : policies.all()) {
            cases += policy.cases().size();
            failures.addAll(PolicyCases.failures(policy));
        }
        failures.forEach(out::println);
        long errors = policies.problems().stream()
                .filter(p -> p.severity() == Problem.Severity.ERROR)
                .count();
        out.printf(
                "%d 项政策 / policies, %d 个事实 / facts, %d 个用例 / cases, %d 个错误 / errors, %d 个用例不符 / failing (%d ms)%n",
                policies.all().size(), policies.dictionary().facts().size(), cases, errors, failures.size(), millis);
        return errors == 0 && failures.isEmpty() ? 0 : 1;
    }
}
