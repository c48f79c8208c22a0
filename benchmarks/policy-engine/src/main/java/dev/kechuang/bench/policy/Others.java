package dev.kechuang.bench.policy;

import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.kie.dmn.feel.FEEL;
import org.kie.dmn.feel.lang.CompiledExpression;
import org.kie.dmn.feel.lang.CompilerContext;
import org.kie.dmn.feel.lang.FEELProfile;
import org.kie.dmn.feel.lang.impl.FEELBuilder;
import org.kie.dmn.feel.lang.types.BuiltInType;

/**
 * The first benchmark policy in three other engines, as one expression on rows whose facts are all known. None of them
 * knows unknown facts, exact shares beyond its own numbers, or columns; what is compared is decisions a second.
 */
final class Others {
    /** Facts of a row under ASCII names, since cel-java takes no others. */
    static final String FEEL_TEXT =
            "rd / revenue >= 0.3 and science / staff >= 0.2 and (if rd / costs >= 0.6 then 50 else if rd / costs >= 0.5 then 40 "
                    + "else if rd / costs >= 0.4 then 30 else if rd / costs >= 0.3 then 20 else if rd / costs >= 0.2 then 10 else 0) >= 20 "
                    + "and count(ip[item[1] = 1 and item[2] > 15000]) >= 1 and founded <= 19000 and revenue <= 2000000000 and resident and industry != \"x\"";

    private static final String CEL_TEXT =
            "rd / revenue >= 0.3 && science / staff >= 0.2 && (rd / costs >= 0.6 ? 50.0 : rd / costs >= 0.5 ? 40.0 : rd / costs >= 0.4 ? 30.0 : "
                    + "rd / costs >= 0.3 ? 20.0 : rd / costs >= 0.2 ? 10.0 : 0.0) >= 20.0 && ip.filter(i, i[0] == 1.0 && i[1] > 15000.0).size() >= 1 "
                    + "&& founded <= 19000.0 && revenue <= 2000000000.0 && resident && industry != 'x'";

    private Others() {}

    /** Drools' FEEL, interpreted as in a decision table; its DMN runtime calls this for every cell. */
    static Function<Map<String, Object>, Object> drools() {
        FEEL feel = FEELBuilder.builder().withProfiles(List.<FEELProfile>of()).build();
        CompilerContext context = feel.newCompilerContext();
        for (String number : List.of("rd", "revenue", "costs", "science", "staff", "founded")) {
            context.addInputVariableType(number, BuiltInType.NUMBER);
        }
        context.addInputVariableType("ip", BuiltInType.LIST);
        context.addInputVariableType("resident", BuiltInType.BOOLEAN);
        context.addInputVariableType("industry", BuiltInType.STRING);
        CompiledExpression compiled = feel.compile(FEEL_TEXT, context);
        return row -> feel.evaluate(compiled, row);
    }

    static Function<Map<String, Object>, Object> feelEngine() {
        FeelEngineApi api = FeelEngineBuilder.forJava().build();
        ParseResult parsed = api.parseExpression(FEEL_TEXT);
        return row -> api.evaluate(parsed.parsedExpression(), row).result();
    }

    static Function<Map<String, Object>, Object> cel() {
        try {
            CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
                    .setStandardMacros(dev.cel.parser.CelStandardMacro.STANDARD_MACROS)
                    .addVar("rd", SimpleType.DOUBLE)
                    .addVar("revenue", SimpleType.DOUBLE)
                    .addVar("costs", SimpleType.DOUBLE)
                    .addVar("science", SimpleType.DOUBLE)
                    .addVar("staff", SimpleType.DOUBLE)
                    .addVar("founded", SimpleType.DOUBLE)
                    .addVar("ip", ListType.create(ListType.create(SimpleType.DOUBLE)))
                    .addVar("resident", SimpleType.BOOL)
                    .addVar("industry", SimpleType.STRING)
                    .build();
            CelRuntime runtime = CelRuntimeFactory.standardCelRuntimeBuilder().build();
            CelRuntime.Program program = runtime.createProgram(compiler.compile(CEL_TEXT).getAst());
            return row -> {
                try {
                    return program.eval(row);
                } catch (dev.cel.runtime.CelEvaluationException e) {
                    throw new IllegalStateException(e);
                }
            };
        } catch (dev.cel.common.CelValidationException | dev.cel.runtime.CelEvaluationException e) {
            throw new IllegalStateException(e);
        }
    }
}
