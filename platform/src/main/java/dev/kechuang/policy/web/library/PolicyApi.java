package dev.kechuang.policy.web.library;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.render.Explain;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.Recheck;
import dev.kechuang.policy.SavedDecision;
import dev.kechuang.policy.internal.library.AskedFacts;
import dev.kechuang.policy.internal.library.AskedFacts.Asked;
import dev.kechuang.policy.internal.library.BulkFile;
import dev.kechuang.policy.internal.library.PlainWords;
import dev.kechuang.policy.internal.library.PolicyKind;
import dev.kechuang.policy.web.PolicyWords;
import dev.kechuang.policy.web.SaveDecision;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Policies and decisions for programs: list, one policy, decide on given facts or for an organisation, whole files. */
@RestController
@RequestMapping("/api/policy")
class PolicyApi {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Decisions decisions;
    private final Organisations organisations;
    private final SaveDecision saving;
    private final Filter filter;
    private final Bulk bulk;
    private final ApiProblems problems;
    private final PolicyWords words;
    private final Clock clock;

    PolicyApi(
            Decisions decisions,
            Organisations organisations,
            SaveDecision saving,
            Filter filter,
            Bulk bulk,
            ApiProblems problems,
            PolicyWords words,
            Clock clock) {
        this.decisions = decisions;
        this.organisations = organisations;
        this.saving = saving;
        this.filter = filter;
        this.bulk = bulk;
        this.problems = problems;
        this.words = words;
        this.clock = clock;
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
        LocalDate on = on(day, errors);
        if (!errors.isEmpty()) return refused(errors, locale);
        var found = filter.find(new Filter.Query(on, q.strip(), level, kind, region, state.equals("all")));
        int from = after.matches("[0-9]{1,6}") ? Integer.parseInt(after) + 1 : 0;
        var items = found.stream().skip(from).limit(PAGE).map(this::entry).toList();
        boolean more = from + items.size() < found.size();
        return ResponseEntity.ok(new KeyPage<>(
                items, more ? Integer.toString(from + items.size() - 1) : null, null, KeyPage.Total.of(found.size())));
    }

    private static final int PAGE = 100;

    private LocalDate on(String day, List<FieldError> errors) {
        if (day.isBlank()) return LocalDate.now(clock);
        LocalDate on = PolicyWords.dayOrNull(day);
        if (on != null) return on;
        errors.add(FieldError.of("day", "library.error.day"));
        return LocalDate.now(clock);
    }

    private ResponseEntity<?> refused(List<FieldError> errors, Locale locale) {
        return ResponseEntity.of(problems.refusal(errors, locale)).build();
    }

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
        LocalDate on = on(day, errors);
        if (!errors.isEmpty()) return refused(errors, locale);
        PolicyVersion version = version(id, on);
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

    /**
     * @param organisation whose confirmed facts are used; none to decide on the given ones alone
     * @param day day of application, today when not given
     * @param facts facts given or tried out over the confirmed ones, as {@link FactsJson} reads them
     */
    record Question(
            @Nullable UUID organisation,
            @Nullable LocalDate day,
            @Nullable JsonNode facts) {}

    /** @param decision as the engine gives it, every condition with its reasons */
    record Answer(
            String policy,
            String version,
            boolean eligible,
            List<Decided.Limit> limits,
            Set<String> stated,
            JsonNode decision) {
        static Answer of(Decided d) {
            return new Answer(
                    d.version().id(),
                    d.version().digest(),
                    d.eligible(),
                    d.limits(),
                    d.stated(),
                    JSON.readTree(d.json()));
        }
    }

    @Operation(
            summary = "Decide",
            description = """
            On given facts alone, by everybody; or with `organisation` on its confirmed facts, by those who may see it.
            Nothing is kept. Facts by name or code, yearly ones by year; money in yuan or as "800万元"; null for what is
            known not to exist; bounds such as "≤500" where that is all that is known.""",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            examples = {
                                                @ExampleObject(name = "given facts", value = EXAMPLE),
                                                @ExampleObject(
                                                        name = "an organisation",
                                                        value =
                                                                "{\"organisation\": \"0198c0de-0000-7000-8000-000000000000\", \"day\": \"2026-06-01\"}")
                                            })))
    @Allow(everyone = true)
    @PostMapping("/policies/{id}/decide")
    ResponseEntity<?> decide(@PathVariable String id, @RequestBody Question question, Viewer viewer, Locale locale) {
        LocalDate day = question.day() == null ? LocalDate.now(clock) : question.day();
        PolicyVersion version = version(id, day);
        UUID firm = question.organisation() == null ? null : firm(viewer, question.organisation());
        var read = FactsJson.read(
                question.facts(), decisions.dictionary(), version.policy().baseYear(day));
        if (!read.errors().isEmpty()) return refused(read.errors(), locale);
        return ResponseEntity.ok(Answer.of(decisions.decide(id, firm, day, read.facts())));
    }

    private static final String EXAMPLE = """
            {
              "day": "2026-06-01",
              "facts": {
                "居民企业": true,
                "revenue@2025": "1800万元",
                "职工总数": {"2025": 62},
                "资质": [{"名称": "高新技术企业", "生效日期": "2024-11-01", "失效日期": "2027-10-31"}]
              }
            }""";

    @Operation(
            summary = "Decide a file",
            description = """
            A CSV (UTF-8 or GB 18030), one firm a row. Columns by code or name of a fact, yearly ones with `@year`; money
            in yuan unless the heading says （万元）; lists as `名称=高新技术企业 生效日期=2024-11-01; …`, `*4` behind one
            that stands for four, `无` for none. Further columns (编号, 单位名称, 统一社会信用代码 …) come back. The answer
            has verdict, sum, what is missing and why for each policy. A file with anything wrong is refused whole, with
            row and column of each error; formulas are refused.""",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            mediaType = "text/csv",
                                            examples =
                                                    @ExampleObject(
                                                            value =
                                                                    "单位名称,staff@2025,营业收入@2025（万元）,资质\n示例公司,62,1800,名称=科技型中小企业 生效日期=2026-01-01 失效日期=2027-03-31"))))
    @Allow(anyRole = true)
    @PostMapping("/bulk")
    @Nullable ResponseEntity<?> bulk(
            @Parameter(example = "cn-tech-sme,cn-hnte") @RequestParam(defaultValue = "") String policies,
            @RequestParam(defaultValue = "") String day,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale)
            throws IOException {
        var errors = new ArrayList<FieldError>();
        LocalDate on = on(day, errors);
        if (!errors.isEmpty()) return refused(errors, locale);
        var asked = bulk.policies(List.of(policies.split(",")), on);
        if (asked instanceof Outcome.Refused<List<Policy>>(List<FieldError> refusals)) return refused(refusals, locale);
        List<Policy> chosen = asked.fold(value -> value, refusals -> List.of());
        byte[] content = request.getInputStream().readNBytes(BulkFile.MOST_BYTES + 1);
        BulkFile file = bulk.read(content, chosen, on);
        if (!file.wrong().isEmpty()) return wrong(file, locale);
        if (bulk.write(file, chosen, on, locale, false, response)) return null;
        ProblemDetail busy = problems.refusal(List.of(FieldError.of("", "library.bulk.error.busy")), locale);
        busy.setStatus(HttpStatus.TOO_MANY_REQUESTS);
        return ResponseEntity.of(busy).header(HttpHeaders.RETRY_AFTER, "10").build();
    }

    /** One error of a file, by the row and column where it stands. */
    record WrongCell(int row, String column, String code, String message) {}

    private ResponseEntity<?> wrong(BulkFile file, Locale locale) {
        ProblemDetail problem = ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        problem.setTitle(words.text(locale, "library.bulk.refused"));
        problem.setProperty(
                "errors",
                file.wrong().stream()
                        .limit(BulkFile.MOST_ERRORS)
                        .map(w -> new WrongCell(
                                w.row(),
                                w.column(),
                                w.key(),
                                words.text(locale, w.key(), w.args().toArray())))
                        .toList());
        problem.setProperty("more", file.wrong().size() > BulkFile.MOST_ERRORS);
        return ResponseEntity.of(problem).build();
    }

    record Saving(UUID organisation, @Nullable LocalDate day) {}

    /** Saves the decision on confirmed facts; the same one a second time is the first. */
    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/policies/{id}/decisions")
    SavedDecision save(@PathVariable String id, @RequestBody Saving body, Viewer viewer) {
        LocalDate day = body.day() == null ? LocalDate.now(clock) : body.day();
        version(id, day);
        return saving.confirmed(viewer, id, firm(viewer, body.organisation()), day);
    }

    /**
     * @param decision decided again on its frozen facts
     * @param now the decision by newer rules and facts; null when the policy is gone
     */
    record Kept(
            SavedDecision saved,
            JsonNode decision,
            boolean inPacks,
            boolean newerRules,
            List<Recheck.FactChange> changes,
            boolean same,
            @Nullable Answer now) {}

    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/decisions/{decision}")
    Kept saved(@PathVariable UUID decision, Viewer viewer) {
        SavedDecision row = decisions.saved(decision).orElseThrow(() -> new NotFound("decision"));
        firm(viewer, row.organisation());
        Recheck recheck = decisions.recheck(row);
        Decided now = recheck.now();
        return new Kept(
                row,
                JSON.readTree(decisions.again(row).json()),
                recheck.inPacks(),
                recheck.newerRules(),
                recheck.changes(),
                recheck.same(),
                now == null ? null : Answer.of(now));
    }

    private PolicyVersion version(String id, LocalDate day) {
        return decisions.find(id, day).orElseThrow(() -> new NotFound("policy"));
    }

    private UUID firm(Viewer viewer, UUID id) {
        return organisations
                .find(viewer, id)
                .orElseThrow(() -> new NotFound("organisation"))
                .id();
    }
}
