package dev.kechuang.programme.web.call;

import dev.kechuang.fund.Budgets;
import dev.kechuang.programme.internal.call.Call;
import dev.kechuang.programme.internal.call.CallRules;
import dev.kechuang.programme.internal.call.CallService;
import dev.kechuang.programme.internal.call.CallStore;
import dev.kechuang.programme.internal.call.CallTexts;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Drafting, publishing, correcting and cancelling calls. */
@Controller
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
public class CallEditController {

    private final CallStore calls;
    private final CallService service;
    private final CallRules rules;
    private final Definitions definitions;
    private final Budgets budgets;
    private final CallLabels labels;
    private final Clock clock;

    CallEditController(
            CallStore calls,
            CallService service,
            CallRules rules,
            Definitions definitions,
            Budgets budgets,
            CallLabels labels,
            Clock clock) {
        this.calls = calls;
        this.service = service;
        this.rules = rules;
        this.definitions = definitions;
        this.budgets = budgets;
        this.labels = labels;
        this.clock = clock;
    }

    /**
     * @param call null for a new one
     * @param correcting whether it is public, so that only what a correction may change is asked for
     * @param quotas a track or field each
     */
    public record EditPage(
            @Nullable Call call,
            String title,
            String action,
            Form form,
            List<Option> programmes,
            List<Option> lines,
            List<Quota> quotas,
            boolean correcting) {}

    /** @param name prefix of the two fields */
    public record Quota(String name, String label) {}

    @GetMapping("/calls/new")
    String create(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var values = new LinkedHashMap<String, String>();
        LocalDate today = LocalDate.now(clock);
        values.put("year", String.valueOf(today.getYear()));
        values.put("opensTime", "09:00");
        values.put("closesTime", "17:00");
        values.put("grace", "30");
        values.putAll(parameters);
        return page(null, "/calls/new", false, Form.of(values), viewer, locale, model);
    }

    @PostMapping("/calls/new")
    String created(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                service.draft(viewer, posted),
                Notice.done("call.done.drafted"),
                call -> "/calls/" + call.id(),
                errors -> page(null, "/calls/new", false, Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    @GetMapping("/calls/{id}/edit")
    String edit(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Call call = own(id, viewer);
        boolean correcting = call.state() == Call.State.PUBLISHED;
        return page(call, action(call), correcting, Form.of(values(call)), viewer, locale, model);
    }

    @PostMapping("/calls/{id}/edit")
    String edited(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Call call = own(id, viewer);
        boolean correcting = call.state() == Call.State.PUBLISHED;
        Outcome<Call> outcome = correcting
                ? service.correct(viewer, id, revision(posted), posted)
                : service.update(viewer, id, revision(posted), posted);
        return Answer.of(
                outcome,
                Notice.done(correcting ? "call.done.corrected" : "call.done.saved"),
                saved -> "/calls/" + id,
                errors -> {
                    var form = Form.of(posted).with(errors);
                    return page(call, action(call), correcting, form, viewer, locale, model);
                },
                response,
                redirect);
    }

    @GetMapping("/calls/{id}/publish")
    String askPublish(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Call call = own(id, viewer);
        model.addAttribute("confirm", publishing(call, locale));
        model.addAttribute("form", Form.EMPTY);
        return "shared/confirmPage";
    }

    @PostMapping("/calls/{id}/publish")
    String publish(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Call call = own(id, viewer);
        return done(
                service.publish(viewer, id, revision(posted)),
                publishing(call, locale),
                "call.done.published",
                posted,
                model,
                response,
                redirect);
    }

    @GetMapping("/calls/{id}/cancel")
    String askCancel(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Call call = own(id, viewer);
        model.addAttribute("confirm", cancelling(call, locale));
        model.addAttribute("form", Form.EMPTY);
        return "shared/confirmPage";
    }

    @PostMapping("/calls/{id}/cancel")
    String cancel(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Call call = own(id, viewer);
        return done(
                service.cancel(viewer, id, revision(posted), posted.getOrDefault("reason", "")),
                cancelling(call, locale),
                "call.done.cancelled",
                posted,
                model,
                response,
                redirect);
    }

    private Confirm publishing(Call call, Locale locale) {
        return new Confirm(
                labels.text(locale, "call.publish.title", call.title()),
                labels.text(
                        locale,
                        "call.publish.text",
                        CallTexts.moment(call.opensAt()),
                        CallTexts.moment(call.closesAt())),
                "/calls/" + call.id() + "/publish",
                labels.text(locale, "call.publish"),
                "/calls/" + call.id(),
                false,
                "",
                Map.of("revision", String.valueOf(call.revision())));
    }

    private Confirm cancelling(Call call, Locale locale) {
        return Confirm.of(
                        labels.text(locale, "call.cancel.title", call.title()),
                        labels.text(locale, "call.cancel.text"),
                        "/calls/" + call.id() + "/cancel",
                        labels.text(locale, "call.cancel"),
                        "/calls/" + call.id())
                .withReason(labels.text(locale, "call.cancel.reason"))
                .with(Map.of("revision", String.valueOf(call.revision())));
    }

    private static String done(
            Outcome<Call> outcome,
            Confirm confirm,
            String notice,
            Map<String, String> posted,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                outcome,
                Notice.done(notice),
                call -> "/calls/" + call.id(),
                errors -> {
                    model.addAttribute("confirm", confirm);
                    model.addAttribute("form", Form.of(posted).with(errors));
                    return "shared/confirmPage";
                },
                response,
                redirect);
    }

    private String page(
            @Nullable Call call,
            String action,
            boolean correcting,
            Form form,
            Viewer viewer,
            Locale locale,
            Model model) {
        var programmes = new ArrayList<Option>();
        boolean fixed = call != null && (correcting || call.parent() != null);
        if (!fixed) {
            for (var choice : rules.choices(viewer)) {
                programmes.add(new Option(
                        choice.version().toString(),
                        CallLabels.english(locale) && !choice.english().isEmpty() ? choice.english() : choice.name()));
            }
        }
        String version = call == null ? form.value("version") : call.version().toString();
        Definition definition = programmes.stream().anyMatch(one -> one.value().equals(version)) || call != null
                ? definitions.of(UUID.fromString(version))
                : null;
        var lines = new ArrayList<Option>();
        var quotas = new ArrayList<Quota>();
        if (definition != null) {
            lines.addAll(lines(viewer, year(call, form), definition.code(), "", locale));
            definition
                    .tracks()
                    .forEach(track -> quotas.add(new Quota(
                            "quota-track-" + track.code(), track.name().in(locale))));
            definition
                    .fields()
                    .forEach(field -> quotas.add(new Quota("quota-field-" + field, labels.field(locale, field))));
        }
        if (definition == null) {
            // Before a programme is chosen: the lines of each, by its name; what does not fit is told when it is saved.
            for (var choice : rules.choices(viewer)) {
                String name = programmes.stream()
                        .filter(one -> one.value().equals(choice.version().toString()))
                        .map(one -> one.label() + " · ")
                        .findFirst()
                        .orElse("");
                lines.addAll(lines(viewer, year(call, form), choice.programme(), name, locale));
            }
        }
        String title = call == null
                ? labels.text(locale, "call.new")
                : labels.text(locale, correcting ? "call.correcting" : "call.editing", call.title());
        model.addAttribute("model", new EditPage(call, title, action, form, programmes, lines, quotas, correcting));
        return "programme/callEdit";
    }

    private int year(@Nullable Call call, Form form) {
        if (call != null) return call.year();
        String typed = form.value("year").strip();
        return typed.matches("[0-9]{4}")
                ? Integer.parseInt(typed)
                : LocalDate.now(clock).getYear();
    }

    /** Lines of a programme with what is left of each. */
    private List<Option> lines(Viewer viewer, int year, String programme, String before, Locale locale) {
        return budgets.of(viewer, year, programme).stream()
                .map(line -> new Option(
                        line.id().toString(),
                        before + line.name() + " · " + Figures.wan(line.available()) + " "
                                + labels.text(locale, "shared.wan")))
                .toList();
    }

    private static Map<String, String> values(Call call) {
        var values = new LinkedHashMap<>(CallTexts.typed(call));
        values.put("revision", String.valueOf(call.revision()));
        return values;
    }

    private static String action(Call call) {
        return "/calls/" + call.id() + "/edit";
    }

    private Call own(UUID id, Viewer viewer) {
        return calls.find(viewer, id)
                .filter(call -> service.runs(viewer, call))
                .orElseThrow(() -> new NotFound("call"));
    }

    private static int revision(Map<String, String> posted) {
        String text = posted.getOrDefault("revision", "");
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }
}
