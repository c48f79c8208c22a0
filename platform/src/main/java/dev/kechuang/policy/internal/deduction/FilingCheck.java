package dev.kechuang.policy.internal.deduction;

import dev.kechuang.engine.Decision.Met;
import dev.kechuang.engine.Fact;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.internal.deduction.DeductionPolicy.Figures;
import dev.kechuang.policy.internal.deduction.Finding.Rule;
import dev.kechuang.registry.FactStatements;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.shared.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks a filing by every rule and computes what it saves: the same for who fills it in and who confirms it. */
@Component
public class FilingCheck {

    /** Tobacco, retail and wholesale, hotels and catering, real estate, leasing and business services, entertainment. */
    private static final List<String> EXCLUDED = List.of("C16", "F", "H", "K", "L", "R90");

    private static final int EXCLUDED_SINCE = 2016;
    private static final List<String> BY_PROJECTS =
            List.of("rd-expense-deduction", "rd-other-costs", "rd-commissioned-domestic", "rd-commissioned-foreign");

    private final ProjectRules projects;
    private final DeductionPolicy policies;
    private final OrganisationFacts facts;
    private final FactStatements statements;

    public FilingCheck(
            ProjectRules projects, DeductionPolicy policies, OrganisationFacts facts, FactStatements statements) {
        this.projects = projects;
        this.policies = policies;
        this.facts = facts;
        this.statements = statements;
    }

    /**
     * @param read the projects, one for one; null where one can't be read
     * @param values every fact the filing states, by code
     * @param decided null when no pack has a policy for the year, or no project can be read
     */
    public record Checked(
            List<Finding> findings,
            List<Project.@Nullable Data> read,
            Sums sums,
            Map<String, Value> values,
            @Nullable Decided decided,
            @Nullable Figures figures) {

        public List<FieldError> errors() {
            return findings.stream().filter(Finding::stops).map(Finding::error).toList();
        }

        public boolean right() {
            return findings.stream().noneMatch(Finding::stops);
        }
    }

    public Checked check(Filing filing, List<Project> rows, Organisation organisation) {
        var findings = new ArrayList<Finding>();
        var read = new ArrayList<Project.@Nullable Data>();
        for (Project row : rows) {
            var reading = projects.read(row, filing.year());
            findings.addAll(reading.findings());
            read.add(reading.data());
        }
        numbers(read, rows, findings);
        var sums = Sums.of(read);
        if (rows.isEmpty()) findings.add(Finding.wrong(Rule.FILLED_IN, 0, "", "deduction.error.noProjects"));
        ledger(filing, sums, findings);
        var version = policies.of(filing.year());
        if (version.isEmpty()) {
            findings.add(
                    Finding.wrong(Rule.CONDITIONS, 0, "", "deduction.error.noPolicy", String.valueOf(filing.year())));
            return new Checked(findings, read, sums, Map.of(), null, null);
        }
        var statement = policies.read(version.get().policy(), filing.typed());
        findings.addAll(statement.findings());
        var values = new LinkedHashMap<>(statement.values());
        values.putAll(policies.answered(filing.year(), sums));
        statements
                .check(filing.organisation(), filing.year(), values)
                .forEach(error -> findings.add(new Finding(
                        Rule.FACTS_DIFFER, true, 0, asked(version.get(), error.field()), error.key(), error.args())));
        confirmedBefore(filing, values, findings);
        var decided = policies.decide(version.get(), filing.organisation(), filing.year(), values);
        var figures = DeductionPolicy.figures(decided, sums.foreign());
        limits(sums, figures, findings);
        industry(filing, organisation, values, findings);
        conditions(version.get(), decided, filing, findings);
        return new Checked(findings, read, sums, values, decided, figures);
    }

    /** The field of the form where there is one. */
    private String asked(PolicyVersion version, String code) {
        return policies.asked(version.policy()).stream()
                        .anyMatch(fact -> fact.code().equals(code))
                ? code
                : "";
    }

    private static void numbers(List<Project.@Nullable Data> read, List<Project> rows, List<Finding> findings) {
        var first = new HashMap<String, Integer>();
        for (int i = 0; i < read.size(); i++) {
            var data = read.get(i);
            if (data == null || data.number().isEmpty()) continue;
            Integer before = first.putIfAbsent(data.number(), rows.get(i).position());
            if (before == null) continue;
            findings.add(Finding.wrong(
                    Rule.NUMBERED_ONCE, rows.get(i).position(), "number", "deduction.error.twice", before));
        }
    }

    private static void ledger(Filing filing, Sums sums, List<Finding> findings) {
        String text = filing.typed().getOrDefault(Filing.LEDGER, "");
        var ledger = Amounts.fen(text);
        if (ledger.isEmpty()) {
            findings.add(Finding.wrong(Rule.SUMS, 0, Filing.LEDGER, "deduction.error.ledger"));
        } else if (ledger.get() != sums.total()) {
            findings.add(Finding.wrong(
                    Rule.SUMS,
                    0,
                    Filing.LEDGER,
                    "deduction.error.ledgerDiffers",
                    Amounts.wan(sums.total()),
                    Amounts.wan(Math.subtractExact(ledger.get(), sums.total()))));
        }
    }

    /** What the year's form or an earlier filing confirmed, and this one states otherwise. */
    private void confirmedBefore(Filing filing, Map<String, Value> values, List<Finding> findings) {
        var before = new HashMap<String, Value>();
        facts.confirmed(filing.organisation(), filing.year(), filing.year())
                .forEach(fact -> before.put(fact.code(), fact.value()));
        values.forEach((code, value) -> {
            Value was = before.get(code);
            Fact fact = policies.fact(code);
            if (was == null || fact == null || text(was).equals(text(value))) return;
            findings.add(Finding.note(
                    Rule.FACTS_DIFFER,
                    0,
                    BY_PROJECTS.contains(code) || code.equals("rd-projects") ? "" : code,
                    "deduction.note.differs",
                    fact.name(),
                    text(was),
                    text(value)));
        });
        long stated = BY_PROJECTS.stream()
                .mapToLong(code -> values.get(code) instanceof Value.Sum(var money) ? money.fen() : 0)
                .sum();
        if (before.get("rd-expense-statistical") instanceof Value.Sum(var statistical) && stated > statistical.fen()) {
            findings.add(Finding.note(
                    Rule.FACTS_DIFFER,
                    0,
                    "",
                    "deduction.note.statistical",
                    Amounts.wan(stated),
                    Amounts.wan(statistical.fen())));
        }
    }

    static String text(Value value) {
        return switch (value) {
            case Value.Sum(var money) -> Amounts.wan(money.fen()) + "万元";
            case Value.Number(var number) -> number.stripTrailingZeros().toPlainString();
            case Value.Text(var text) -> text;
        };
    }

    private static void limits(Sums sums, Figures figures, List<Finding> findings) {
        Long other = figures.otherLimit();
        if (other != null && sums.of(Cost.OTHER) > other) {
            findings.add(Finding.note(
                    Rule.OTHER_LIMIT,
                    0,
                    "",
                    "deduction.note.other",
                    Amounts.wan(sums.of(Cost.OTHER)),
                    Amounts.wan(other),
                    Amounts.wan(sums.of(Cost.OTHER) - other)));
        }
        Long counted = figures.foreign();
        Long share = figures.foreignShare();
        if (sums.foreign() > 0 && counted != null && share != null && counted < share) {
            findings.add(Finding.note(
                    Rule.FOREIGN_LIMIT,
                    0,
                    "",
                    "deduction.note.foreign",
                    Amounts.wan(sums.foreign()),
                    Amounts.wan(counted)));
        }
    }

    private static void industry(
            Filing filing, Organisation organisation, Map<String, Value> values, List<Finding> findings) {
        if (filing.year() < EXCLUDED_SINCE) return;
        boolean listed = EXCLUDED.stream().anyMatch(organisation.industry()::startsWith);
        if (listed && values.get("excluded-industry-income") instanceof Value.Sum(var income) && income.fen() == 0) {
            findings.add(Finding.wrong(
                    Rule.EXCLUDED_INDUSTRY,
                    0,
                    "excluded-industry-income",
                    "deduction.error.industry",
                    organisation.industry()));
        }
    }

    private static void conditions(PolicyVersion version, Decided decided, Filing filing, List<Finding> findings) {
        decided.decision().conditions().stream()
                .filter(result -> result.met() == Met.NOT_MET)
                .forEach(result -> findings.add(Finding.wrong(
                        Rule.CONDITIONS,
                        0,
                        "",
                        "deduction.error.condition",
                        result.condition().name(),
                        result.condition().clause())));
        String year = "@" + filing.year();
        var all = new TreeSet<>(decided.decision().missing());
        decided.decision().benefits().forEach(benefit -> {
            if (benefit.amount() instanceof Val.Unknown(var unknown)) all.addAll(unknown);
            if (benefit.amount() instanceof Val.Interval interval) all.addAll(interval.missing());
        });
        for (String missing : all) {
            String name = missing.endsWith(year) ? missing.substring(0, missing.length() - year.length()) : missing;
            Fact fact = version.policy().dictionary().find(name);
            boolean already = fact != null
                    && findings.stream().anyMatch(finding -> finding.field().equals(fact.code()));
            if (already) continue;
            findings.add(Finding.wrong(
                    Rule.FACTS_MISSING, 0, fact == null ? "" : fact.code(), "deduction.error.missing", name));
        }
    }
}
