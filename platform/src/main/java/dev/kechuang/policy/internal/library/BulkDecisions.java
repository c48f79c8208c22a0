package dev.kechuang.policy.internal.library;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Engine;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.render.Language;
import dev.kechuang.engine.render.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Decides every firm of a file for several policies and writes the answer while it goes: verdict, sum, what is missing
 * and why, four columns a policy. Blocks of rows are decided on all cores and written in their order.
 */
public final class BulkDecisions {

    private static final int BLOCK = 512;
    private static final Rational HUNDRED = Rational.of(100);

    private final List<Policy> policies;
    private final LocalDate day;
    private final Language language;

    public BulkDecisions(List<Policy> policies, LocalDate day, Language language) {
        this.policies = List.copyOf(policies);
        this.day = day;
        this.language = language;
    }

    /** Writes a heading and one row a firm. */
    public void write(BulkFile file, Writer out) throws IOException {
        out.write(heading(file.names()));
        var block = new ArrayList<BulkFile.Firm>(BLOCK);
        try {
            file.each(firm -> {
                block.add(firm);
                if (block.size() == BLOCK) flush(block, out);
            });
            flush(block, out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void flush(List<BulkFile.Firm> block, Writer out) {
        String text = block.parallelStream().map(this::row).collect(Collectors.joining());
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        block.clear();
    }

    private String of(String chinese, String english) {
        return language == Language.CHINESE ? chinese : english;
    }

    private String heading(List<String> names) {
        var line = new StringBuilder();
        CsvRows.write(line, of("行", "row"));
        for (String name : names) cell(line, name);
        for (Policy policy : policies) {
            String name = of(policy.name(), policy.english());
            cell(line, name + of("：结论", ": verdict"));
            cell(line, name + of("：金额（元）", ": sum (yuan)"));
            cell(line, name + of("：缺少", ": missing"));
            cell(line, name + of("：理由", ": reasons"));
        }
        return line.append("\r\n").toString();
    }

    private static void cell(StringBuilder line, String text) {
        line.append(',');
        CsvRows.write(line, text);
    }

    private String row(BulkFile.Firm firm) {
        var line = new StringBuilder();
        line.append(firm.row());
        for (String name : firm.names()) cell(line, name);
        for (Policy policy : policies) {
            Decision decision = Engine.decide(policy, firm.facts(), day);
            cell(line, verdict(policy, decision));
            cell(line, sum(decision));
            cell(line, Words.missing(decision.missing(), language));
            cell(line, reasons(decision));
        }
        return line.append("\r\n").toString();
    }

    private String verdict(Policy policy, Decision decision) {
        String verdict = Words.verdict(decision.verdict(), language);
        return policy.inForce(day) ? verdict : verdict + of("（政策在该日无效）", " (not in force on the day)");
    }

    /** All sums of an eligible firm together, in yuan; empty while one is open. */
    private static String sum(Decision decision) {
        if (decision.verdict() != Decision.Verdict.ELIGIBLE) return "";
        Rational sum = null;
        for (Decision.BenefitResult benefit : decision.benefits()) {
            if (benefit.benefit().amount() == null) continue;
            if (!(benefit.amount() instanceof Val.Num(Rational fen))) return "";
            sum = sum == null ? fen : sum.add(fen);
        }
        if (sum == null) return "";
        BigDecimal yuan = sum.divide(HUNDRED).toDecimal().setScale(2, RoundingMode.UNNECESSARY);
        return yuan.toPlainString();
    }

    /** Conditions that fail, with how far they are missed; else those still open. */
    private String reasons(Decision decision) {
        Decision.Met told =
                decision.verdict() == Decision.Verdict.NOT_ELIGIBLE ? Decision.Met.NOT_MET : Decision.Met.UNKNOWN;
        return decision.conditions().stream()
                .filter(c -> c.met() == told)
                .map(this::reason)
                .collect(Collectors.joining(of("；", "; ")));
    }

    private String reason(Decision.ConditionResult c) {
        String name = of(c.condition().name(), c.condition().english());
        String tests = c.met() == Decision.Met.UNKNOWN
                ? ""
                : c.tests().stream()
                        .filter(test -> test.met() == Decision.Met.NOT_MET && test.margin() != null)
                        .map(test -> Words.value(test.value(), test.type(), language) + " "
                                + Words.operator(test.operator()) + " "
                                + Words.value(test.threshold(), test.type(), language) + of("不成立", " does not hold"))
                        .collect(Collectors.joining(of("，", ", ")));
        return tests.isEmpty() ? name : name + of("（", " (") + tests + of("）", ")");
    }
}
