package dev.kechuang.policy.web.library;

import dev.kechuang.engine.Policy;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.internal.library.AskedFacts;
import dev.kechuang.policy.internal.library.AskedFacts.Asked;
import dev.kechuang.policy.web.PolicyWords;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The calculator (测算器) of a policy for everybody: what is typed is decided on and forgotten. It travels in the body of
 * a request, never in an address, so that no log keeps the figures of a firm; only answers of the six questions come in
 * by the address.
 */
@Controller
@RequestMapping("/policies/{id}/calculator")
@Allow(everyone = true)
public class CalculatorController {

    private final Decisions decisions;
    private final PolicyWords words;
    private final Clock clock;

    CalculatorController(Decisions decisions, PolicyWords words, Clock clock) {
        this.decisions = decisions;
        this.words = words;
        this.clock = clock;
    }

    /**
     * @param day as typed
     * @param whole whether the fields come anew, because the day moved the years
     * @param changed the field that was changed, for the part of a page; null for a whole page
     * @param own path to the decision on confirmed facts; empty for those who have none
     */
    public record CalculatorPage(
            String id,
            String name,
            String day,
            CalculatorForm form,
            ResultSheet result,
            boolean typed,
            boolean whole,
            CalculatorForm.@Nullable Field changed,
            String own) {}

    @GetMapping
    String open(
            @PathVariable String id,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        return answer(id, asked, null, viewer, locale, model, response);
    }

    @PostMapping
    String calculate(
            @PathVariable String id,
            @RequestParam Map<String, String> posted,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
            @RequestHeader(name = "HX-Trigger", required = false) @Nullable String trigger,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        // The element that was left is w-<field>; the form itself, when its button was pressed, has no id.
        String changed = part == null ? null : trigger == null ? "" : trigger.replaceFirst("^w-", "");
        return answer(id, posted, changed, viewer, locale, model, response);
    }

    private String answer(
            String id,
            Map<String, String> posted,
            @Nullable String trigger,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        String typedDay = posted.getOrDefault("day", "").strip();
        LocalDate asked = typedDay.isEmpty() ? LocalDate.now(clock) : PolicyWords.dayOrNull(typedDay);
        LocalDate day = asked == null ? LocalDate.now(clock) : asked;
        Policy policy = decisions
                .find(id, day)
                .orElseThrow(() -> new NotFound("policy"))
                .policy();
        List<Asked> all = AskedFacts.of(policy, day);
        String add = posted.getOrDefault("add", "");
        var reading = CalculatorForm.read(all, posted, add, locale);
        var errors = new ArrayList<FieldError>();
        if (asked == null) errors.add(FieldError.of("day", "library.error.day"));
        errors.addAll(reading.form().errors());
        var values = new LinkedHashMap<>(reading.form().values());
        values.put("day", typedDay.isEmpty() ? day.toString() : typedDay);
        reading = new CalculatorForm.Reading(reading.facts(), Form.of(values).with(errors), reading.rows());
        Decided decided = decisions.decide(id, null, day, reading.facts());
        var open = AskedFacts.open(all, decided.decision().missing());
        var form = CalculatorForm.of(all, reading, open, words, locale);
        boolean own = viewer.is(Role.APPLICANT) && viewer.organisation() != null;
        boolean fragment = trigger != null;
        // A part of a page is swapped in as it is; the field says what is wrong with it.
        if (!errors.isEmpty() && !fragment) response.setStatus(422);
        model.addAttribute(
                "model",
                new CalculatorPage(
                        id,
                        words.name(locale, policy),
                        day.toString(),
                        form,
                        ResultSheet.of(decided, all, words, locale),
                        !reading.facts().asOf().isEmpty()
                                || !reading.facts().yearly().isEmpty(),
                        "day".equals(trigger) || "".equals(trigger) && add.isEmpty(),
                        trigger == null ? null : changed(form, trigger, add),
                        own ? "/policies/" + id + "/organisations/" + viewer.organisation() : ""));
        return fragment ? "policy/library/calculated" : "policy/library/calculator";
    }

    /** The field to show anew: the one just left, or the list that got a row. */
    private static CalculatorForm.@Nullable Field changed(CalculatorForm form, String trigger, String add) {
        String name = add.isEmpty() ? trigger : CalculatorForm.PREFIX + add;
        for (var group : form.groups()) {
            for (var field : group.fields()) {
                if (field.name().equals(name)) return field;
                // A cell alone: whoever left it may be typing in the next one already.
                for (var row : field.rows()) {
                    for (var cell : row) if (cell.name().equals(name)) return cell;
                }
            }
        }
        return null;
    }
}
