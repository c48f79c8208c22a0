package dev.kechuang.programme.internal.check;

import dev.kechuang.engine.Decision;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.programme.internal.check.ComparisonStore.Candidate;
import dev.kechuang.programme.internal.check.ComparisonStore.Running;
import dev.kechuang.programme.internal.check.Finding.Kind;
import dev.kechuang.programme.internal.check.Finding.Severity;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.FormDefinition.NumberField;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.registry.OrganisationFacts.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is compared by itself before an officer looks (自动比对). */
@Configuration(proxyBeanMethods = false)
public class Finders {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int MOST = 10;

    /**
     * Texts that share half of their trigrams or have the same title. What the same organisation withdrew or was refused
     * earlier may be applied for again and is only noted.
     */
    @Bean
    public CheckFinder duplicates(ComparisonStore store) {
        return subject -> {
            String title = subject.application().title();
            int[] shingles =
                    Similarity.shingles(title + "\n" + subject.answers().text(Meaning.SUMMARY));
            record Like(Candidate candidate, double share) {}
            return store.candidates(subject.application(), Similarity.bands(shingles, title)).stream()
                    .map(candidate -> new Like(candidate, share(title, shingles, candidate)))
                    .filter(like -> like.share() >= Similarity.NOTABLE)
                    .sorted((one, other) -> Double.compare(other.share(), one.share()))
                    .limit(MOST)
                    .map(like -> {
                        Candidate other = like.candidate();
                        boolean own = other.organisation()
                                .equals(subject.application().organisation());
                        boolean over = other.status() == Status.REFUSED || other.status() == Status.WITHDRAWN;
                        return new Finding(
                                Kind.DUPLICATE,
                                other.id().toString(),
                                own && over ? Severity.NOTE : Severity.WARNING,
                                other.id(),
                                Map.of(
                                        "percent",
                                        Math.round(like.share() * 100),
                                        "number",
                                        other.number(),
                                        "year",
                                        other.year(),
                                        "title",
                                        other.title(),
                                        "organisation",
                                        other.organisationName(),
                                        "status",
                                        other.status().code()));
                    })
                    .toList();
        };
    }

    private static double share(String title, int[] shingles, Candidate candidate) {
        if (Similarity.plain(title).length() >= 8
                && Similarity.plain(title).equals(Similarity.plain(candidate.title()))) return 1;
        return Similarity.jaccard(shingles, candidate.shingles());
    }

    /** People on more running projects than the programme allows, this one counted. */
    @Bean
    public CheckFinder people(ComparisonStore store) {
        return subject -> {
            Definition.Limits limits = subject.definition().limits();
            if (limits.runningPerLeader() == 0 && limits.runningPerMember() == 0) return List.of();
            var leaders = subject.answers().people().stream()
                    .filter(SubmittedAnswers.Person::leader)
                    .map(person ->
                            ComparisonStore.key(person, subject.application().organisation()))
                    .toList();
            var byPerson = new LinkedHashMap<String, List<Running>>();
            for (Running project : store.running(subject.application().id())) {
                byPerson.computeIfAbsent(project.key(), key -> new ArrayList<>())
                        .add(project);
            }
            var findings = new ArrayList<Finding>();
            byPerson.forEach((key, projects) -> {
                long leads = projects.stream()
                                .filter(Running::leads)
                                .map(Running::application)
                                .distinct()
                                .count()
                        + (leaders.contains(key) ? 1 : 0);
                long takesPart =
                        projects.stream().map(Running::application).distinct().count() + 1;
                if (leaders.contains(key) && limits.runningPerLeader() > 0 && leads > limits.runningPerLeader()) {
                    findings.add(person(key, projects, "leader", leads, limits.runningPerLeader()));
                } else if (limits.runningPerMember() > 0 && takesPart > limits.runningPerMember()) {
                    findings.add(person(key, projects, "member", takesPart, limits.runningPerMember()));
                }
            });
            return findings;
        };
    }

    private static Finding person(String key, List<Running> projects, String role, long has, int limit) {
        return new Finding(
                Kind.PEOPLE,
                key,
                Severity.WARNING,
                projects.getFirst().application(),
                Map.of(
                        "name",
                        projects.getFirst().name(),
                        "role",
                        role,
                        "has",
                        has,
                        "limit",
                        limit,
                        "projects",
                        projects.stream().map(Running::number).distinct().toList()));
    }

    /** What the same organisation owes to other projects: acceptance, reports, corrections. */
    @Bean
    public CheckFinder overdueProjects(ComparisonStore store) {
        return subject -> store.overdue(subject.application().organisation(), subject.today()).stream()
                .limit(MOST)
                .map(owed -> new Finding(
                        Kind.OVERDUE,
                        owed.application() + "/" + owed.what(),
                        Severity.WARNING,
                        owed.application(),
                        Map.of(
                                "number",
                                owed.number(),
                                "title",
                                owed.title(),
                                "due",
                                owed.due().toString(),
                                "what",
                                owed.what())))
                .toList();
    }

    /** Numbers in the form that differ from the confirmed fact they stand for. */
    @Bean
    public CheckFinder registryFacts(OrganisationFacts registry) {
        return subject -> {
            var findings = new ArrayList<Finding>();
            for (var section : subject.definition().form().sections()) {
                for (var field : section.fields()) {
                    if (!(field instanceof NumberField number) || number.fact() == null) continue;
                    BigDecimal answered = subject.answers()
                            .number(section.id() + "." + number.id())
                            .orElse(null);
                    int year = subject.application().year() - number.yearsBack();
                    BigDecimal confirmed = confirmed(registry, subject, Objects.requireNonNull(number.fact()), year);
                    if (answered == null || confirmed == null) continue;
                    BigDecimal inUnit = inUnit(number.unit(), confirmed);
                    if (same(answered, inUnit, number.decimals())) continue;
                    findings.add(new Finding(
                            Kind.REGISTRY,
                            section.id() + "." + number.id(),
                            Severity.WARNING,
                            null,
                            Map.of(
                                    "field",
                                    number.name().zh(),
                                    "fieldEn",
                                    number.name().en(),
                                    "year",
                                    year,
                                    "answered",
                                    shown(answered),
                                    "confirmed",
                                    shown(inUnit),
                                    "unit",
                                    number.unit())));
                }
            }
            return findings;
        };
    }

    /** A fact in the unit the form asks in: money is kept in fen, shares as fractions. */
    private static BigDecimal inUnit(String unit, BigDecimal fact) {
        return switch (unit) {
            case "万元" -> fact.movePointLeft(6);
            case "元" -> fact.movePointLeft(2);
            case "%" -> fact.movePointRight(2);
            default -> fact;
        };
    }

    /** The form may round to its decimals. */
    private static boolean same(BigDecimal answered, BigDecimal fact, int decimals) {
        return answered.compareTo(fact) == 0 || answered.compareTo(fact.setScale(decimals, RoundingMode.HALF_UP)) == 0;
    }

    private static @Nullable BigDecimal confirmed(
            OrganisationFacts registry, CheckFinder.Subject subject, String code, int year) {
        var facts = registry.confirmed(List.of(subject.application().organisation()), List.of(code), year, year);
        if (facts.isEmpty()) return null;
        return switch (facts.getFirst().value()) {
            case Value.Sum(var money) -> BigDecimal.valueOf(money.fen());
            case Value.Number(var number) -> number;
            case Value.Text text -> null;
        };
    }

    private static String shown(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** The policy that decides who may apply, on what is confirmed by now. */
    @Bean
    public CheckFinder eligibility(Decisions decisions) {
        return subject -> {
            String policy = subject.definition().eligibility();
            if (policy == null || decisions.find(policy).isEmpty()) return List.of();
            var submitted = subject.application().submittedAt();
            LocalDate day = submitted == null ? subject.today() : LocalDate.ofInstant(submitted, ZONE);
            Decided decided = decisions.decide(policy, subject.application().organisation(), day);
            var failed = decided.decision().conditions().stream()
                    .filter(result -> result.met() == Decision.Met.NOT_MET)
                    .toList();
            if (failed.isEmpty() && decided.limits().isEmpty()) return List.of();
            return List.of(new Finding(
                    Kind.ELIGIBILITY,
                    policy,
                    Severity.BLOCKING,
                    null,
                    Map.of(
                            "policy",
                            policy,
                            "conditions",
                            failed.stream()
                                    .map(result -> result.condition().name() + "〔"
                                            + result.condition().clause() + "〕")
                                    .toList())));
        };
    }
}
