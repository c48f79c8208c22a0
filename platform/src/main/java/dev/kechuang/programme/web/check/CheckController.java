package dev.kechuang.programme.web.check;

import dev.kechuang.programme.internal.check.CheckService;
import dev.kechuang.programme.internal.check.CheckService.Decide;
import dev.kechuang.programme.internal.check.CheckService.Desk;
import dev.kechuang.programme.internal.check.CheckService.Verdict;
import dev.kechuang.programme.internal.check.CheckSheet;
import dev.kechuang.programme.internal.check.CheckSheet.Mark;
import dev.kechuang.programme.internal.form.Correction;
import dev.kechuang.programme.internal.form.Corrections;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.programme.web.form.ApplicationPart;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tag;
import gg.jte.Content;
import gg.jte.TemplateEngine;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The officer's desk of the formal check: one application with its answers beside the check list. */
@Controller
@RequestMapping("/checks")
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
public class CheckController {

    private final CheckService service;
    private final Corrections corrections;
    private final ApplicationLabels labels;
    private final CheckWords words;
    private final Organisations organisations;
    private final ObjectProvider<ApplicationPart> parts;
    private final TemplateEngine templates;

    CheckController(
            CheckService service,
            Corrections corrections,
            ApplicationLabels labels,
            CheckWords words,
            Organisations organisations,
            ObjectProvider<ApplicationPart> parts,
            TemplateEngine templates) {
        this.service = service;
        this.corrections = corrections;
        this.labels = labels;
        this.words = words;
        this.organisations = organisations;
        this.parts = parts;
        this.templates = templates;
    }

    /**
     * @param founded when the applicant was founded, which many conditions ask for; null where the register does not say
     * @param mine whether it is on the viewer's desk
     * @param late whether a correction did not come in time, so that only a refusal is left
     * @param correction what was returned before this round, with the answers; null in the first
     * @param answers the application as its page shows it, null while nothing shows it
     */
    public record DeskPage(
            Application application,
            String title,
            @Nullable LocalDate founded,
            CheckSheet sheet,
            Tag outcome,
            boolean mine,
            boolean open,
            boolean late,
            List<Item> items,
            List<Found> findings,
            List<Option> sections,
            int correctionsLeft,
            @Nullable Correction correction,
            Form form,
            ApplicationPart.@Nullable Panel answers,
            TemplateEngine templates) {

        public Content content(Frame frame) {
            var panel = answers;
            return output -> {
                if (panel != null) {
                    templates.render(panel.view() + ".jte", Map.of("frame", frame, "model", panel.model()), output);
                }
            };
        }
    }

    /** @param before what was asked about it when it was returned, with the applicant's answer; null where nothing was */
    public record Item(String id, String text, String clause, String section, Correction.@Nullable Point before) {}

    public record Found(Tag severity, String sentence, String path) {}

    @GetMapping("/{id}")
    String desk(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Desk desk = found(viewer, id);
        model.addAttribute("model", page(desk, Form.of(typed(desk)), viewer, locale));
        return "programme/check";
    }

    private Desk found(Viewer viewer, UUID id) {
        return service.desk(viewer, id).orElseThrow(() -> new NotFound("check"));
    }

    /** The form as the sheet stands. */
    private static Map<String, String> typed(Desk desk) {
        var typed = new LinkedHashMap<String, String>();
        desk.sheet().marks().forEach((item, mark) -> {
            typed.put("mark." + item, mark.pass() ? "pass" : "fail");
            typed.put("note." + item, mark.note());
        });
        var failed = desk.stage().items().stream()
                .filter(item -> desk.sheet().marks().containsKey(item.id())
                        && !desk.sheet().marks().get(item.id()).pass())
                .toList();
        typed.put("next", "true");
        typed.put(
                "sections",
                String.join(
                        ",",
                        failed.stream()
                                .map(item -> item.section())
                                .filter(s -> !s.isEmpty())
                                .distinct()
                                .toList()));
        return typed;
    }

    private DeskPage page(Desk desk, Form form, Viewer viewer, Locale locale) {
        Application application = desk.application();
        boolean mine = viewer.requireAccount().equals(desk.sheet().officer());
        var due = application.dueOn();
        boolean late = application.status() == Status.RETURNED && due != null && due.isBefore(labels.today());
        var correction = corrections.all(application).stream()
                .filter(one -> one.stage().equals(desk.stage().id()))
                .reduce((one, other) -> other)
                .orElse(null);
        var items = desk.stage().items().stream()
                .map(item -> new Item(
                        item.id(),
                        item.text().in(locale),
                        item.clause(),
                        section(desk, item.section(), locale),
                        correction == null ? null : correction.point(item.id()).orElse(null)))
                .toList();
        var findings = desk.findings().stream()
                .map(one -> new Found(
                        words.severity(locale, one), words.sentence(locale, one), words.path(one, application.id())))
                .toList();
        var sections = desk.definition().form().sections().stream()
                .map(section -> new Option(section.id(), section.name().in(locale)))
                .toList();
        return new DeskPage(
                application,
                labels.title(locale, application),
                organisations
                        .find(viewer, application.organisation())
                        .map(Organisation::founded)
                        .orElse(null),
                desk.sheet(),
                words.outcome(locale, desk.sheet()),
                mine,
                desk.sheet().isOpen(),
                late,
                items,
                findings,
                sections,
                desk.correctionsLeft(),
                correction,
                form,
                answers(viewer, locale, desk),
                templates);
    }

    private static String section(Desk desk, String id, Locale locale) {
        return desk.definition().form().sections().stream()
                .filter(section -> section.id().equals(id))
                .map(section -> section.name().in(locale))
                .findFirst()
                .orElse("");
    }

    /** The tab of the application's page that comes first shows what was handed in. */
    private ApplicationPart.@Nullable Panel answers(Viewer viewer, Locale locale, Desk desk) {
        Optional<ApplicationPart> first = parts.stream()
                .filter(part -> part.order() < 200)
                .filter(part -> part.visible(viewer, desk.application(), desk.definition()))
                .min(Comparator.comparingInt(ApplicationPart::order));
        return first.map(part -> part.show(viewer, locale, desk.application(), desk.definition()))
                .orElse(null);
    }

    @PostMapping("/{id}/claim")
    String claim(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int version,
            Viewer viewer,
            RedirectAttributes redirect) {
        found(viewer, id);
        return answered(service.claim(viewer, id, version), "check.done.claimed", id, redirect);
    }

    @PostMapping("/{id}/release")
    String release(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        found(viewer, id);
        return answered(service.release(viewer, id), "check.done.released", id, redirect);
    }

    @PostMapping("/{id}/findings")
    String compareAgain(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        found(viewer, id);
        return answered(service.compare(viewer, id), "check.done.compared", id, redirect);
    }

    private static String answered(
            dev.kechuang.shared.Outcome<?> outcome, String done, UUID id, RedirectAttributes redirect) {
        return outcome.fold(
                value -> {
                    redirect.addFlashAttribute(Notice.FLASH, Notice.done(done));
                    return "redirect:/checks/" + id;
                },
                errors -> {
                    FieldError first = errors.getFirst();
                    redirect.addFlashAttribute(
                            Notice.FLASH,
                            Notice.warning(
                                    first.key(),
                                    first.args().stream().map(String::valueOf).toArray(String[]::new)));
                    return "redirect:/checks/" + id;
                });
    }

    /** What is ticked off is kept with every button; {@code action} says what else. */
    @PostMapping("/{id}")
    String post(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Desk desk = found(viewer, id);
        Form form = Form.of(posted);
        var marks = marks(desk, form);
        String action = form.value("action");
        Optional<Verdict> verdict = Arrays.stream(Verdict.values())
                .filter(one -> one.name().equalsIgnoreCase(action))
                .findFirst();
        if (verdict.isEmpty()) {
            return service.mark(viewer, id, marks)
                    .fold(
                            sheet -> {
                                redirect.addFlashAttribute(Notice.FLASH, Notice.done("check.done.kept"));
                                return "redirect:/checks/" + id;
                            },
                            errors -> refused(desk, form, errors, viewer, locale, model, response));
        }
        var decide = new Decide(
                verdict.get(),
                number(form.value("expected")),
                marks,
                posted.getOrDefault("sections", List.of()),
                form.value("clause"),
                form.value("reason"));
        return service.decide(viewer, id, decide)
                .fold(
                        application -> {
                            redirect.addFlashAttribute(
                                    Notice.FLASH,
                                    Notice.done(
                                            "check.done." + verdict.get().name().toLowerCase(Locale.ROOT),
                                            String.valueOf(application.number())));
                            if (!form.value("next").equals("true")) return "redirect:/checks";
                            return service.next(viewer, null)
                                    .map(next -> "redirect:/checks/" + next)
                                    .orElse("redirect:/checks");
                        },
                        errors -> refused(desk, form, errors, viewer, locale, model, response));
    }

    private String refused(
            Desk desk,
            Form form,
            List<FieldError> errors,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        response.setStatus(422);
        model.addAttribute("model", page(desk, form.with(errors), viewer, locale));
        return "programme/check";
    }

    private static Map<String, Mark> marks(Desk desk, Form form) {
        var marks = new LinkedHashMap<String, Mark>();
        for (var item : desk.stage().items()) {
            String mark = form.value("mark." + item.id());
            String note = form.value("note." + item.id()).strip();
            if (mark.equals("pass") || mark.equals("fail")) marks.put(item.id(), new Mark(mark.equals("pass"), note));
        }
        return marks;
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }
}
