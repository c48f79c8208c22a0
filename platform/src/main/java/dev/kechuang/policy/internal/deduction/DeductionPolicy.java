package dev.kechuang.policy.internal.deduction;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.internal.deduction.Finding.Rule;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.shared.Money;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The policy of the packs that a filing is decided by: which facts it asks the firm for, what the projects answer, and what
 * it computes. Percentages and limits stand in the policy, not here.
 */
@Component
public class DeductionPolicy {

    /** Of these the one in force on the last day of the year. */
    static final List<String> POLICIES = List.of("cn-rd-deduction-2006", "cn-rd-deduction");

    private static final String KEY_FIELD = "project-in-key-field";
    private static final int LAST_KEY_FIELD_YEAR = 2015;

    /** Answered by the projects: nobody is asked for them. */
    private static final Set<String> FROM_PROJECTS = Set.of(
            "rd-expense-deduction",
            "rd-other-costs",
            "rd-commissioned-domestic",
            "rd-commissioned-foreign",
            "rd-projects",
            KEY_FIELD);

    private final Decisions decisions;

    public DeductionPolicy(Decisions decisions) {
        this.decisions = decisions;
    }

    /** Empty when no pack has a policy for the year. */
    public Optional<PolicyVersion> of(int year) {
        LocalDate day = LocalDate.of(year, 12, 31);
        return POLICIES.stream()
                .flatMap(id -> decisions.find(id).stream())
                .filter(version -> version.policy().inForce(day))
                .findFirst();
    }

    /** Yearly facts the policy reads that the projects do not answer, in the policy's order. */
    public List<Fact> asked(Policy policy) {
        var facts = new LinkedHashSet<Fact>();
        policy.conditions().forEach(condition -> condition.uses().forEach(use -> facts.add(use.fact())));
        policy.benefits().forEach(benefit -> benefit.uses().forEach(use -> facts.add(use.fact())));
        return facts.stream()
                .filter(fact -> fact.period() == Fact.Period.YEAR && fact.kind() != Fact.Kind.EVENTS)
                .filter(fact -> !FROM_PROJECTS.contains(fact.code()))
                .toList();
    }

    /** What the firm states about itself, read. */
    record Statement(Map<String, Value> values, List<Finding> findings) {}

    Statement read(Policy policy, Map<String, String> typed) {
        var values = new LinkedHashMap<String, Value>();
        var findings = new ArrayList<Finding>();
        for (Fact fact : asked(policy)) {
            String text = Normalizer.normalize(typed.getOrDefault(fact.code(), ""), Normalizer.Form.NFKC)
                    .strip();
            if (text.isEmpty()) continue;
            Value value = value(fact, text);
            if (value == null) {
                findings.add(Finding.wrong(
                        Rule.FILLED_IN, 0, fact.code(), "deduction.error.fact." + kind(fact), fact.name()));
            } else {
                values.put(fact.code(), value);
            }
        }
        return new Statement(values, findings);
    }

    private static String kind(Fact fact) {
        return switch (fact.kind()) {
            case MONEY -> "money";
            case INTEGER, DECIMAL, RATIO -> "number";
            default -> "choice";
        };
    }

    private static @Nullable Value value(Fact fact, String text) {
        if (fact.kind() == Fact.Kind.MONEY) {
            var fen = Amounts.fen(text);
            boolean fits = fen.isPresent()
                    && (fact.min() == null || Rational.of(fen.get()).compareTo(fact.min()) >= 0)
                    && (fact.max() == null || Rational.of(fen.get()).compareTo(fact.max()) <= 0);
            return fits ? new Value.Sum(new Money(fen.get())) : null;
        }
        String plain = text.replace(",", "");
        if (fact.kind() == Fact.Kind.BOOLEAN) {
            return plain.equals("是") || plain.equals("否") ? new Value.Text(plain) : null;
        }
        Val value = Documents.cell(fact, plain);
        return switch (value) {
            case Val.Num(var number) -> new Value.Number(number.toDecimal());
            case Val.Text(var word) -> new Value.Text(word);
            case Val.Day(var day) -> new Value.Text(day.toString());
            case null, default -> null;
        };
    }

    /** What the projects answer, by code of the fact. */
    Map<String, Value> answered(int year, Sums sums) {
        var values = new LinkedHashMap<String, Value>();
        values.put("rd-expense-deduction", sum(sums.five()));
        values.put("rd-other-costs", sum(sums.of(Cost.OTHER)));
        values.put("rd-commissioned-domestic", sum(sums.domestic()));
        values.put("rd-commissioned-foreign", sum(sums.foreign()));
        values.put("rd-projects", new Value.Number(java.math.BigDecimal.valueOf(sums.projects())));
        if (year <= LAST_KEY_FIELD_YEAR) values.put(KEY_FIELD, new Value.Text(sums.allHaveField() ? "是" : "否"));
        values.keySet().removeIf(code -> fact(code) == null);
        return values;
    }

    private static Value sum(long fen) {
        return new Value.Sum(new Money(fen));
    }

    @Nullable Fact fact(String code) {
        return decisions.dictionary().facts().stream()
                .filter(fact -> fact.code().equals(code))
                .findFirst()
                .orElse(null);
    }

    /** Decides with what a filing states over what is confirmed. */
    Decided decide(PolicyVersion version, UUID organisation, int year, Map<String, Value> values) {
        var facts = Facts.builder();
        values.forEach((code, value) -> {
            Fact fact = fact(code);
            if (fact != null) facts.set(fact, year, val(fact, value));
        });
        return decisions.decide(version.id(), organisation, LocalDate.of(year, 12, 31), facts.build());
    }

    private static Val val(Fact fact, Value value) {
        return switch (value) {
            case Value.Sum(var money) -> Val.of(money.fen());
            case Value.Number(var number) -> new Val.Num(Rational.of(number));
            case Value.Text(var text) ->
                switch (fact.kind()) {
                    case BOOLEAN -> Val.of(text.equals("是"));
                    case DATE -> new Val.Day(LocalDate.parse(text));
                    default -> new Val.Text(text);
                };
        };
    }

    /**
     * What the policy computed, in fen; null where it has no such step or facts are missing.
     *
     * @param deduction the extra deduction (加计扣除额)
     * @param saved tax saved in the year (当年节税)
     * @param otherLimit most other costs that count (其他费用限额)
     * @param foreign foreign commissions that count (境外可加计额)
     * @param foreignShare the same before the limit of two thirds
     */
    public record Figures(
            @Nullable Long deduction,
            @Nullable Long saved,
            @Nullable Long otherLimit,
            @Nullable Long foreign,
            @Nullable Long foreignShare) {}

    static Figures figures(Decided decided, long foreignPaid) {
        var policy = decided.version().policy();
        var benefit = decided.decision().benefits().getFirst();
        Long share = null;
        for (Policy.Parameter parameter : policy.parameters()) {
            if (parameter.name().equals("委托计入比例") && parameter.on(decided.on()) instanceof Val.Num(var number)) {
                share = fen(number.multiply(Rational.of(foreignPaid)));
            }
        }
        return new Figures(
                step(benefit, "加计扣除额"), fen(benefit.amount()), step(benefit, "其他费用限额"), step(benefit, "境外可加计额"), share);
    }

    private static @Nullable Long step(Decision.BenefitResult benefit, String name) {
        for (Decision.Step step : benefit.steps()) {
            if (step.definition().name().equals(name)) return fen(step.value());
        }
        return null;
    }

    private static @Nullable Long fen(Val value) {
        return value instanceof Val.Num(var number) ? fen(number) : null;
    }

    /** Whole fen, rounded down as amounts of policies are. */
    private static Long fen(Rational number) {
        return number.round(0, RoundingMode.FLOOR).numerator().longValueExact();
    }
}
