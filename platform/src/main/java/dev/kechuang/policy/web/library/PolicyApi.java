package dev.kechuang.policy.web.library;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.render.Explain;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.internal.library.AskedFacts;
import dev.kechuang.policy.internal.library.AskedFacts.Asked;
import dev.kechuang.policy.internal.library.PlainWords;
import dev.kechuang.policy.internal.library.PolicyKind;
import dev.kechuang.policy.web.PolicyWords;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Policies for programs: the list, and one with its rules in plain words and the facts it asks for. */
@RestController
@RequestMapping("/api/policy")
class PolicyApi {

    private final Filter filter;
    private final ApiQuestions questions;
    private final PolicyWords words;

    PolicyApi(Filter filter, ApiQuestions questions, PolicyWords words) {
        this.filter = filter;
        this.questions = questions;
        this.words = words;
    }

    /** @param region region code, empty for a national one */
    record Entry(
            String id,
            String name,
            String en,
            String issuer,
            String region,
            String grants,
            String level,
            List<String> kinds,
            LocalDate validFrom,
            @Nullable LocalDate validUntil,
            String version) {}

    private Entry entry(PolicyVersion version) {
        Policy p = version.policy();
        return new Entry(
                p.id(),
                p.name(),
                p.english(),
                p.issuer(),
                version.region(),
                p.grants(),
                words.level(version),
                PolicyKind.of(p).stream().map(PolicyKind::code).toList(),
                p.validFrom(),
                p.validUntil(),
                version.digest());
    }

    /**
     * Policies in the versions that decide for the day (today when not given), the best first.
     *
     * @param level national, province, city or county
     * @param kind title, tax, finance or money
     * @param region region code: those of its own and of the regions above it
     * @param state {@code all} for those too whose validity does not hold the day
     */
    @Operation(summary = "List policies", description = """
            Found by name, initials of its pinyin, issuer, numbers of its sources, conditions (`q`), by `level`
            (national, province, city, county), `kind` (title, tax, finance, money), `region` (code) and `day`.
            `state=all` adds those that are not in force on the day.""")
    @Allow(everyone = true)
    @GetMapping("/policies")
    ResponseEntity<?> list(
            @Parameter(example = "高企") @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String level,
            @RequestParam(defaultValue = "") String kind,
            @Parameter(example = "320585") @RequestParam(defaultValue = "") String region,
            @Parameter(example = "2026-06-01") @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String after,
            Locale locale) {
        var errors = new ArrayList<FieldError>();
        LocalDate on = questions.on(day, errors);
        if (!errors.isEmpty()) return questions.refused(errors, locale);
        var found = filter.find(new Filter.Query(on, q.strip(), level, kind, region, state.equals("all")));
        int from = after.matches("[0-9]{1,6}") ? Integer.parseInt(after) + 1 : 0;
        var items = found.stream().skip(from).limit(PAGE).map(this::entry).toList();
        boolean more = from + items.size() < found.size();
        return ResponseEntity.ok(new KeyPage<>(
                items, more ? Integer.toString(from + items.size() - 1) : null, null, KeyPage.Total.of(found.size())));
    }

    private static final int PAGE = 100;

    /** @param when the rule in plain words */
    record Rule(String id, String name, String en, String when, String clause) {}

    /** A fact to be given: {@code key} as it stands in the heading of a file. */
    record Needed(
            String key,
            String name,
            String en,
            String code,
            String kind,
            String unit,
            int year,
            List<String> values,
            List<String> fields,
            String note) {
        static Needed of(Asked asked) {
            Fact fact = asked.fact();
            return new Needed(
                    fact.code() + (asked.year() == 0 ? "" : "@" + asked.year()),
                    fact.name(),
                    fact.english(),
                    fact.code(),
                    fact.kind().name(),
                    fact.unit(),
                    asked.year(),
                    fact.values(),
                    asked.fields().stream().map(Fact::name).toList(),
                    fact.note());
        }
    }

    /**
     * @param text conditions, parameters, scores and amounts in words
     * @param facts what a decision for the day reads, in the order that settles most
     */
    record Detail(
            Entry policy,
            List<Policy.Source> sources,
            List<Rule> conditions,
            List<Rule> benefits,
            List<Needed> facts,
            String text) {}

    @Operation(
            summary = "One policy",
            description = "In plain words, with the facts it needs; in the version that decides for `day`.")
    @Allow(everyone = true)
    @GetMapping("/policies/{id}")
    ResponseEntity<?> one(
            @Parameter(example = "cn-hnte") @PathVariable String id,
            @RequestParam(defaultValue = "") String day,
            Locale locale) {
        var errors = new ArrayList<FieldError>();
        LocalDate on = questions.on(day, errors);
        if (!errors.isEmpty()) return questions.refused(errors, locale);
        PolicyVersion version = questions.version(id, on);
        Policy policy = version.policy();
        var plain = new PlainWords(policy, on, Decided.language(locale));
        return ResponseEntity.ok(new Detail(
                entry(version),
                policy.sources(),
                policy.conditions().stream()
                        .map(c -> new Rule(c.id(), c.name(), c.english(), plain.rule(c.expr()), c.clause()))
                        .toList(),
                policy.benefits().stream()
                        .map(b -> new Rule(
                                "", b.name(), b.english(), b.amount() == null ? "" : plain.say(b.amount()), b.clause()))
                        .toList(),
                AskedFacts.of(policy, on).stream().map(Needed::of).toList(),
                Explain.text(policy, Decided.language(locale))));
    }
}
