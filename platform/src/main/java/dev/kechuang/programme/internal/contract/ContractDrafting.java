package dev.kechuang.programme.internal.contract;

import dev.kechuang.programme.internal.contract.ContractText.BudgetItem;
import dev.kechuang.programme.internal.contract.ContractText.Milestone;
import dev.kechuang.programme.internal.contract.ContractText.Part;
import dev.kechuang.programme.internal.contract.ContractText.ReportDue;
import dev.kechuang.programme.internal.contract.ContractText.Target;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.definition.Words;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the first draft of a contract from what was submitted, granted and defined. Milestones and targets come from the
 * tables {@code milestones} and {@code targets} of the form, the budget from the table that means it, cut to the grant.
 */
public final class ContractDrafting {

    private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\s*([^{}]+?)\\s*}}");
    private static final String OPEN = "______";
    private static final long YUAN = 100;

    private ContractDrafting() {}

    /** @param submission answers as JSON */
    public static ContractText draft(Application application, Definition definition, String submission) {
        var answers = new Answers(submission);
        long grant = application.grantedFen() == null ? 0 : application.grantedFen();
        var money = definition.money();
        long self = answers.fen(Meaning.SELF_FUNDS);
        long district = answers.fen(Meaning.DISTRICT_FUNDS);
        if (money != null) {
            self = Math.max(self, share(grant, money.selfShare()));
            district = Math.max(district, share(grant, money.districtShare()));
        }
        String leader = application.leader().isEmpty() ? answers.text(Meaning.LEADER) : application.leader();
        var text = new ContractText(
                application.number() == null ? "" : application.number(),
                application.title(),
                definition.name().zh(),
                definition.issuer(),
                application.organisationName(),
                leader,
                answers.day(Meaning.STARTS).orElse(null),
                answers.day(Meaning.ENDS).orElse(null),
                grant,
                district,
                self,
                milestones(answers),
                targets(answers),
                cut(budget(answers), grant),
                instalments(definition, grant),
                definition
                        .first(Stage.Execution.class)
                        .map(execution -> execution.reports().stream()
                                .map(report -> new ReportDue(
                                        report.id(), report.name().zh(), report.months(), report.midterm()))
                                .toList())
                        .orElse(List.of()),
                List.of());
        return clauses(text, definition, answers);
    }

    /** The clauses with their references filled in from the contract first, then from the submission. */
    public static ContractText clauses(ContractText text, Definition definition, String submission) {
        return clauses(text, definition, new Answers(submission));
    }

    private static ContractText clauses(ContractText text, Definition definition, Answers answers) {
        var clauses = definition
                .first(Stage.Contract.class)
                .map(stage -> stage.clauses().stream()
                        .map(Words::zh)
                        .map(clause -> fill(clause, text, answers))
                        .toList())
                .orElse(List.<String>of());
        return text.withClauses(clauses);
    }

    private static String fill(String clause, ContractText text, Answers answers) {
        return REFERENCE.matcher(clause).replaceAll(match -> {
            String label = match.group(1);
            String value = own(label, text).or(() -> answers.labelled(label)).orElse("");
            return Matcher.quoteReplacement(value.isEmpty() ? OPEN : value);
        });
    }

    private static Optional<String> own(String label, ContractText text) {
        return switch (label) {
            case "编号", "项目编号" -> Optional.of(text.number());
            case "项目名称" -> Optional.of(text.title());
            case "计划名称", "计划类别名称" -> Optional.of(text.programme());
            case "主管部门", "甲方" -> Optional.of(text.principal());
            case "承担单位", "乙方" -> Optional.of(text.contractor());
            case "项目负责人", "负责人" -> Optional.of(text.leader());
            case "开始日期" -> Optional.of(day(text.startsOn()));
            case "完成日期", "结束日期" -> Optional.of(day(text.endsOn()));
            case "批准金额", "资助金额" -> Optional.of(wan(text.grantFen()));
            case "县区配套", "配套金额" -> Optional.of(wan(text.districtFen()));
            case "自筹金额" -> Optional.of(wan(text.selfFen()));
            default -> Optional.empty();
        };
    }

    private static String wan(long fen) {
        return Answers.wan(new Money(fen)) + " 万元";
    }

    static String day(@Nullable LocalDate day) {
        return day == null ? "" : day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    private static long share(long fen, BigDecimal share) {
        return BigDecimal.valueOf(fen)
                .multiply(share)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    private static List<Milestone> milestones(Answers answers) {
        var found = new ArrayList<Milestone>();
        answers.table("milestones").ifPresent(table -> {
            for (int row = 0; row < table.rows(); row++) {
                String text = table.words(row);
                table.day(row).filter(day -> !text.isEmpty()).ifPresent(day -> found.add(new Milestone(day, text)));
            }
        });
        return List.copyOf(found);
    }

    private static List<Target> targets(Answers answers) {
        var found = new ArrayList<Target>();
        var names = new HashSet<String>();
        answers.table("targets").ifPresent(table -> {
            for (int row = 0; row < table.rows(); row++) {
                String name = table.words(row);
                if (name.isEmpty() || !names.add(name)) continue;
                String value = table.value(row, table.number());
                found.add(new Target(
                        name,
                        table.value(row, table.column("unit")),
                        value.isEmpty() ? BigDecimal.ZERO : new BigDecimal(value)));
            }
        });
        return List.copyOf(found);
    }

    private static List<BudgetItem> budget(Answers answers) {
        var found = new ArrayList<BudgetItem>();
        answers.table(Meaning.BUDGET).ifPresent(table -> {
            var sums = table.sums();
            if (sums.isEmpty()) return;
            for (int row = 0; row < table.rows(); row++) {
                String name = table.label(row).isEmpty() ? table.words(row) : table.label(row);
                long grant = table.fen(row, sums.getFirst());
                long own = sums.size() > 1 ? table.fen(row, sums.get(1)) : 0;
                if (!name.isEmpty() && (grant != 0 || own != 0)) found.add(new BudgetItem(name, grant, own));
            }
        });
        return List.copyOf(found);
    }

    /** The grant's column in proportion, in whole yuan, so that it adds up to the grant; the largest takes the rest. */
    static List<BudgetItem> cut(List<BudgetItem> budget, long grant) {
        long asked = budget.stream().mapToLong(BudgetItem::grantFen).sum();
        if (asked == grant || asked == 0) return budget;
        var cut = new ArrayList<BudgetItem>();
        long left = grant;
        int largest = 0;
        for (int i = 0; i < budget.size(); i++) {
            BudgetItem item = budget.get(i);
            long part = BigDecimal.valueOf(item.grantFen())
                            .multiply(BigDecimal.valueOf(grant))
                            .divide(BigDecimal.valueOf(asked), 0, RoundingMode.DOWN)
                            .longValueExact()
                    / YUAN
                    * YUAN;
            left -= part;
            cut.add(new BudgetItem(item.name(), part, item.ownFen()));
            if (item.grantFen() > budget.get(largest).grantFen()) largest = i;
        }
        BudgetItem most = cut.get(largest);
        cut.set(largest, new BudgetItem(most.name(), most.grantFen() + left, most.ownFen()));
        return List.copyOf(cut);
    }

    private static List<Part> instalments(Definition definition, long grant) {
        if (grant == 0) return List.of();
        var planned = definition
                .first(Stage.Execution.class)
                .map(Stage.Execution::instalments)
                .orElse(List.of());
        String contract = definition.first(Stage.Contract.class).map(Stage::id).orElse("");
        if (planned.isEmpty()) {
            return List.of(new Part("all", "一次性拨付", grant, contract, condition(definition, contract)));
        }
        var sums = split(
                grant, planned.stream().map(Stage.Execution.Instalment::share).toList());
        var parts = new ArrayList<Part>();
        for (int i = 0; i < planned.size(); i++) {
            var one = planned.get(i);
            parts.add(
                    new Part(one.id(), one.name().zh(), sums.get(i), one.after(), condition(definition, one.after())));
        }
        return List.copyOf(parts);
    }

    /** Parts of a sum by shares, in whole yuan; the last takes the rest. */
    static List<Long> split(long sum, List<BigDecimal> shares) {
        var parts = new ArrayList<Long>();
        long left = sum;
        for (int i = 0; i < shares.size(); i++) {
            long part = i == shares.size() - 1
                    ? left
                    : BigDecimal.valueOf(sum)
                                    .multiply(shares.get(i))
                                    .setScale(0, RoundingMode.DOWN)
                                    .longValueExact()
                            / YUAN
                            * YUAN;
            parts.add(part);
            left -= part;
        }
        return parts;
    }

    private static String condition(Definition definition, String after) {
        for (Stage stage : definition.stages()) {
            if (stage.id().equals(after)) return stage.name().zh() + "完成";
            if (stage instanceof Stage.Execution execution) {
                for (var report : execution.reports()) {
                    if (report.id().equals(after)) {
                        return report.name().zh() + (report.midterm() ? "通过" : "提交");
                    }
                }
            }
        }
        return "";
    }
}
