package dev.kechuang.programme.web.decision;

import dev.kechuang.programme.internal.decision.DecisionBoard.Row;
import dev.kechuang.programme.internal.decision.DecisionChangeStore;
import dev.kechuang.programme.internal.decision.DecisionChangeStore.Change;
import dev.kechuang.programme.internal.decision.DecisionService;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where a leader puts an application above or below the line, or changes its sum, with a reason. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class DecisionChangeController {

    private final DecisionService service;
    private final DecisionChangeStore changes;
    private final DecisionWords words;

    DecisionChangeController(DecisionService service, DecisionChangeStore changes, DecisionWords words) {
        this.service = service;
        this.changes = changes;
        this.words = words;
    }

    /** @param history what was changed before, newest first */
    public record ChangePage(
            Row row, UUID call, Form form, List<Option> choices, boolean money, List<TimelineEntry> history) {}

    @GetMapping("/decisions/{call}/applications/{application}")
    String change(@PathVariable UUID call, @PathVariable UUID application, Viewer viewer, Locale locale, Model model) {
        Row row = row(viewer, call, application);
        var form = new HashMap<String, String>();
        form.put("approve", row.approve() ? "yes" : "no");
        form.put("amount", DecisionWords.typed(row.amountFen()));
        return change(viewer, call, row, Form.of(form), locale, model);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/decisions/{call}/applications/{application}")
    String change(
            @PathVariable UUID call,
            @PathVariable UUID application,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            RedirectAttributes redirect,
            HttpServletResponse response) {
        Row row = row(viewer, call, application);
        var errors = new ArrayList<FieldError>();
        Long fen = DecisionWords.fen(posted.getOrDefault("amount", ""), "amount", errors);
        String choice = posted.getOrDefault("approve", "");
        if (errors.isEmpty()) {
            var outcome = service.change(
                    viewer,
                    call,
                    application,
                    choice.equals("ranking") ? null : Boolean.valueOf(choice.equals("yes")),
                    choice.equals("ranking")
                                    || fen == null
                                    || fen == row.candidate().fen()
                            ? null
                            : fen,
                    posted.getOrDefault("reason", ""));
            if (outcome instanceof Outcome.Done<Change>) {
                redirect.addFlashAttribute(
                        Notice.FLASH,
                        Notice.done("decision.changed", row.candidate().title()));
                return "redirect:/decisions/" + call;
            }
            if (outcome instanceof Outcome.Refused<Change>(var refusals)) errors.addAll(refusals);
        }
        response.setStatus(422);
        return change(viewer, call, row, Form.of(posted).with(errors), locale, model);
    }

    private Row row(Viewer viewer, UUID call, UUID application) {
        return service.board(viewer, call, null)
                .flatMap(board -> board.rows().stream()
                        .filter(row -> row.candidate().application().equals(application))
                        .findFirst())
                .orElseThrow(() -> new NotFound("application"));
    }

    private String change(Viewer viewer, UUID call, Row row, Form form, Locale locale, Model model) {
        boolean money = service.board(viewer, call, null).orElseThrow().budgetFen() != null;
        var choices = List.of("yes", "no", "ranking").stream()
                .map(choice -> new Option(choice, words.text(locale, "decision.choice." + choice)))
                .toList();
        var history = changes.of(row.candidate().application()).stream()
                .map(each -> new TimelineEntry(
                        DecisionWords.minute(each.at()),
                        each.actor(),
                        what(locale, each),
                        each.reason(),
                        Tone.RETURNED))
                .toList();
        model.addAttribute("model", new ChangePage(row, call, form, choices, money, history));
        return "programme/decisionChange";
    }

    private String what(Locale locale, Change change) {
        Boolean approve = change.approve();
        Long fen = change.amountFen();
        String choice = approve == null ? "ranking" : approve ? "yes" : "no";
        String text = words.text(locale, "decision.choice." + choice);
        return fen == null ? text : text + " · " + Figures.wan(new Money(fen)) + " " + words.text(locale, "shared.wan");
    }
}
