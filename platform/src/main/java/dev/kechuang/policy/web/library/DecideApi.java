package dev.kechuang.policy.web.library;

import dev.kechuang.engine.Policy;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.Recheck;
import dev.kechuang.policy.SavedDecision;
import dev.kechuang.policy.internal.library.BulkFile;
import dev.kechuang.policy.web.DecisionOwners;
import dev.kechuang.policy.web.PolicyWords;
import dev.kechuang.policy.web.SaveDecision;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
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

/** Decisions for programs: on given facts, for an organisation, of whole files; saved ones decided again. */
@RestController
@RequestMapping("/api/policy")
class DecideApi {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Decisions decisions;
    private final Organisations organisations;
    private final DecisionOwners owners;
    private final SaveDecision saving;
    private final Bulk bulk;
    private final ApiQuestions questions;
    private final ApiProblems problems;
    private final PolicyWords words;

    DecideApi(
            Decisions decisions,
            Organisations organisations,
            DecisionOwners owners,
            SaveDecision saving,
            Bulk bulk,
            ApiQuestions questions,
            ApiProblems problems,
            PolicyWords words) {
        this.decisions = decisions;
        this.organisations = organisations;
        this.owners = owners;
        this.saving = saving;
        this.bulk = bulk;
        this.questions = questions;
        this.problems = problems;
        this.words = words;
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
        LocalDate day = questions.orToday(question.day());
        PolicyVersion version = questions.version(id, day);
        UUID firm = question.organisation() == null ? null : firm(viewer, question.organisation());
        var read = FactsJson.read(
                question.facts(), decisions.dictionary(), version.policy().baseYear(day));
        if (!read.errors().isEmpty()) return questions.refused(read.errors(), locale);
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
        LocalDate on = questions.on(day, errors);
        if (!errors.isEmpty()) return questions.refused(errors, locale);
        var asked = bulk.policies(List.of(policies.split(",")), on);
        if (asked instanceof Outcome.Refused<List<Policy>>(List<FieldError> refusals))
            return questions.refused(refusals, locale);
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
        LocalDate day = questions.orToday(body.day());
        questions.version(id, day);
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
        owners.of(viewer, row);
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

    private UUID firm(Viewer viewer, UUID id) {
        return organisations
                .find(viewer, id)
                .orElseThrow(() -> new NotFound("organisation"))
                .id();
    }
}
