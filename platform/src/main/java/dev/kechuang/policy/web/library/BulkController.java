package dev.kechuang.policy.web.library;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Policy;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.internal.library.AskedFacts;
import dev.kechuang.policy.internal.library.AskedFacts.Asked;
import dev.kechuang.policy.internal.library.BulkFile;
import dev.kechuang.policy.internal.library.BulkFile.Wrong;
import dev.kechuang.policy.web.PolicyWords;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Officers decide a list of firms by hand (批量测算): choose policies, take the template, send it filled in. */
@Controller
@RequestMapping("/policies/bulk")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class BulkController {

    private final Bulk bulk;
    private final Decisions decisions;
    private final PolicyWords words;
    private final Clock clock;

    BulkController(Bulk bulk, Decisions decisions, PolicyWords words, Clock clock) {
        this.bulk = bulk;
        this.decisions = decisions;
        this.words = words;
        this.clock = clock;
    }

    /**
     * @param chosen whether policies are chosen, so that template and upload follow
     * @param template address of the template for them
     * @param columns what the file needs for them
     */
    public record BulkPage(
            Form form,
            List<Option> policies,
            boolean chosen,
            String template,
            Table columns,
            Table wrong,
            int errors,
            boolean more) {}

    @GetMapping
    String choose(
            @RequestParam(name = "policies", required = false) @Nullable List<String> asked,
            @RequestParam(defaultValue = "") String day,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        var errors = new ArrayList<FieldError>();
        LocalDate on = on(day, errors);
        List<String> ids = asked == null ? List.of() : asked;
        List<Policy> policies = List.of();
        if (!ids.isEmpty()) {
            policies = bulk.policies(ids, on).fold(found -> found, refused -> {
                errors.addAll(refused);
                return List.of();
            });
        }
        if (!errors.isEmpty()) response.setStatus(422);
        model.addAttribute("model", page(ids, policies, on, day, errors, List.of(), locale));
        return "policy/library/bulk";
    }

    private LocalDate on(String day, List<FieldError> errors) {
        LocalDate today = LocalDate.now(clock);
        if (day.isBlank()) return today;
        LocalDate on = PolicyWords.dayOrNull(day);
        if (on == null) errors.add(FieldError.of("day", "library.error.day"));
        return on == null ? today : on;
    }

    private BulkPage page(
            List<String> ids,
            List<Policy> policies,
            LocalDate on,
            String day,
            List<FieldError> errors,
            List<Wrong> wrong,
            Locale locale) {
        var typed = Map.of("policies", String.join(",", ids), "day", day.isBlank() ? on.toString() : day);
        var options = decisions.rules(on).inForce().stream()
                .map(v -> new Option(
                        v.id(),
                        words.name(locale, v.policy())
                                + (PolicyWords.english(locale) ? " (" : "（")
                                + words.levelName(locale, v)
                                + (PolicyWords.english(locale) ? ")" : "）")))
                .toList();
        List<Column<Asked>> columns = List.of(
                Column.title(words.text(locale, "library.bulk.column"), a -> Cell.text(heading(a))),
                Column.text(words.text(locale, "library.bulk.code"), a -> Cell.text(code(a))),
                Column.title(words.text(locale, "library.bulk.how"), a -> Cell.text(how(a, locale))));
        List<Column<Wrong>> wrongs = List.of(
                Column.text(
                        words.text(locale, "library.bulk.row"),
                        w -> Cell.text(w.row() == 0 ? "" : Integer.toString(w.row()))),
                Column.title(words.text(locale, "library.bulk.column"), w -> Cell.text(w.column())),
                Column.title(
                        words.text(locale, "library.bulk.wrong"),
                        w -> Cell.text(words.text(locale, w.key(), w.args().toArray()))));
        return new BulkPage(
                Form.of(typed).with(errors),
                options,
                !policies.isEmpty(),
                "/policies/bulk/template?day=" + on
                        + policies.stream().map(p -> "&policies=" + p.id()).collect(Collectors.joining()),
                Table.of(words.text(locale, "library.bulk.columns"), columns, needed(policies, on)),
                Table.of(
                        words.text(locale, "library.bulk.wrong"),
                        wrongs,
                        wrong.subList(0, Math.min(wrong.size(), BulkFile.MOST_ERRORS))),
                Math.min(wrong.size(), BulkFile.MOST_ERRORS),
                wrong.size() > BulkFile.MOST_ERRORS);
    }

    /** Each fact once, those that most policies need first within the order of the policies. */
    private static List<Asked> needed(List<Policy> policies, LocalDate day) {
        var all = new LinkedHashMap<String, Asked>();
        for (Policy policy : policies) {
            AskedFacts.of(policy, day).forEach(asked -> all.putIfAbsent(asked.key(), asked));
        }
        return List.copyOf(all.values());
    }

    private static String heading(Asked asked) {
        String year = asked.year() == 0 ? "" : "@" + asked.year();
        return asked.fact().name() + year + (asked.fact().kind() == Fact.Kind.MONEY ? "（万元）" : "");
    }

    private static String code(Asked asked) {
        return asked.fact().code() + (asked.year() == 0 ? "" : "@" + asked.year());
    }

    private String how(Asked asked, Locale locale) {
        Fact fact = asked.fact();
        return switch (fact.kind()) {
            case MONEY -> words.text(locale, "library.bulk.how.money");
            case INTEGER, DECIMAL -> words.text(locale, "library.bulk.how.number", fact.unit());
            case RATIO -> words.text(locale, "library.bulk.how.ratio");
            case BOOLEAN -> words.text(locale, "library.bulk.how.truth");
            case DATE -> words.text(locale, "library.bulk.how.date");
            case TEXT -> words.text(locale, "library.bulk.how.text");
            case ENUM -> words.text(locale, "library.bulk.how.choice", String.join("、", fact.values()));
            case EVENTS ->
                words.text(
                        locale,
                        "library.bulk.how.entries",
                        asked.fields().stream().map(f -> f.name() + "=…").collect(Collectors.joining(" ")));
        };
    }

    @GetMapping("/template")
    ResponseEntity<?> template(
            @RequestParam(defaultValue = "") List<String> policies, @RequestParam(defaultValue = "") String day) {
        LocalDate on = PolicyWords.day(day, clock);
        List<Policy> chosen = bulk.policies(policies, on).fold(found -> found, refused -> List.of());
        String text = "\ufeff编号,单位名称,统一社会信用代码"
                + needed(chosen, on).stream().map(asked -> "," + heading(asked)).collect(Collectors.joining()) + "\r\n";
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("policies-template-" + on + ".csv")
                                .build()
                                .toString())
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping
    @Nullable String decide(
            @RequestParam(name = "policies", required = false) @Nullable List<String> asked,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Locale locale,
            Model model,
            HttpServletResponse response)
            throws IOException {
        var errors = new ArrayList<FieldError>();
        LocalDate on = on(day, errors);
        List<String> ids = asked == null ? List.of() : asked;
        List<Policy> policies = bulk.policies(ids, on).fold(found -> found, refused -> {
            errors.addAll(refused);
            return List.of();
        });
        List<Wrong> wrong = List.of();
        if (file == null || file.isEmpty()) {
            errors.add(FieldError.of("file", "library.bulk.error.file"));
        } else if (file.getSize() > BulkFile.MOST_BYTES) {
            errors.add(FieldError.of("file", "library.bulk.error.size", BulkFile.MOST_BYTES / 1024 / 1024));
        } else if (errors.isEmpty()) {
            BulkFile read = bulk.read(file.getBytes(), policies, on);
            wrong = read.wrong();
            if (!wrong.isEmpty()) errors.add(FieldError.of("file", "library.bulk.refused"));
            else if (bulk.write(read, policies, on, locale, true, response)) return null;
            else errors.add(FieldError.of("file", "library.bulk.error.busy"));
        }
        response.setStatus(422);
        model.addAttribute("model", page(ids, policies, on, day, errors, wrong, locale));
        return "policy/library/bulk";
    }
}
