package dev.kechuang.report.web;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.report.internal.draft.Report;
import dev.kechuang.report.internal.draft.ReportService;
import dev.kechuang.report.internal.draft.ReportStore;
import dev.kechuang.report.internal.text.Token;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Writes a section: text with tokens, kept while it is typed. */
@Controller
@RequestMapping("/reports/{id}/sections/{section}")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class SectionController {

    private final ReportStore store;
    private final ReportService service;
    private final Indicators indicators;

    SectionController(ReportStore store, ReportService service, Indicators indicators) {
        this.store = store;
        this.service = service;
        this.indicators = indicators;
    }

    /**
     * @param base revision that is written on
     * @param unsaved whether what is shown was typed before and not saved
     * @param theirs what another saved meanwhile, where it has to be brought together by hand; null otherwise
     * @param others who types in this section at the moment
     * @param codes indicators to choose from, with their names
     * @param phrases what may stand behind the bar
     */
    public record SectionPage(
            Report report,
            Report.Section section,
            int base,
            boolean unsaved,
            @Nullable String theirs,
            List<String> others,
            Form form,
            List<Option> codes,
            List<String> phrases) {}

    @GetMapping
    String edit(@PathVariable UUID id, @PathVariable String section, Viewer viewer, Model model) {
        Report report = report(viewer, id);
        Report.Section now = section(id, section);
        var mine = store.typing(id).stream()
                .filter(one ->
                        one.section().equals(section) && one.typing().account().equals(viewer.account()))
                .map(ReportStore.Typing::typing)
                .findFirst()
                .orElse(null);
        var form = Form.of(
                mine == null
                        ? Map.of("heading", now.heading(), "text", now.text())
                        : Map.of("heading", mine.heading(), "text", mine.text()));
        model.addAttribute(
                "model",
                page(report, now, mine == null ? now.revision() : mine.base(), mine != null, null, form, viewer));
        return "report/section";
    }

    private SectionPage page(
            Report report,
            Report.Section section,
            int base,
            boolean unsaved,
            @Nullable String theirs,
            Form form,
            Viewer viewer) {
        var others = store.typing(report.id()).stream()
                .filter(one -> one.section().equals(section.id())
                        && !one.typing().account().equals(viewer.account()))
                .map(one -> one.typing().name() + " "
                        + ReportWords.minute(one.typing().at()))
                .toList();
        return new SectionPage(
                report,
                section,
                base,
                unsaved,
                theirs,
                others,
                form,
                indicators.all().stream()
                        .map(one -> new Option(one.code(), one.name() + "（" + unit(one) + "）"))
                        .toList(),
                Arrays.stream(Token.Phrase.values()).map(Token.Phrase::word).toList());
    }

    private static String unit(Indicator indicator) {
        return indicator.unit();
    }

    /** Kept as it is typed; nothing is checked yet. */
    @PostMapping("/typing")
    ResponseEntity<Void> typing(
            @PathVariable UUID id,
            @PathVariable String section,
            @RequestParam Map<String, String> posted,
            Viewer viewer) {
        var form = Form.of(posted);
        boolean kept = service.keepTyping(viewer, id, section, base(form), form.value("heading"), form.value("text"));
        return ResponseEntity.status(kept ? HttpStatus.NO_CONTENT : HttpStatus.NOT_FOUND)
                .build();
    }

    @PostMapping("/discard")
    String discard(@PathVariable UUID id, @PathVariable String section, Viewer viewer, RedirectAttributes redirect) {
        report(viewer, id);
        var ignored = service.discardTyping(viewer, id, section);
        redirect.addFlashAttribute(Notice.FLASH, Notice.done("report.done.discarded"));
        return "redirect:/reports/" + id + "/sections/" + section;
    }

    @PostMapping
    String save(
            @PathVariable UUID id,
            @PathVariable String section,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var form = Form.of(posted);
        Report report = report(viewer, id);
        return service.save(viewer, id, section, base(form), form.value("heading"), form.value("text"))
                .fold(
                        saved -> {
                            redirect.addFlashAttribute(
                                    Notice.FLASH,
                                    Notice.done(saved.merged() ? "report.done.merged" : "report.done.saved"));
                            return "redirect:/reports/" + id + "#" + section;
                        },
                        errors -> {
                            response.setStatus(422);
                            Report.Section now = section(id, section);
                            boolean conflict = errors.stream()
                                    .anyMatch(error -> error.key().equals("report.error.conflict"));
                            // Whoever has looked at what the other wrote saves on top of it.
                            int base = conflict ? now.revision() : base(form);
                            model.addAttribute(
                                    "model",
                                    page(
                                            report,
                                            now,
                                            base,
                                            true,
                                            conflict ? now.text() : null,
                                            form.with(TokenErrors.in(locale, errors)),
                                            viewer));
                            return "report/section";
                        });
    }

    private static int base(Form form) {
        String base = form.value("base");
        return base.matches("[0-9]{1,6}") ? Integer.parseInt(base) : 0;
    }

    private Report report(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("report"));
    }

    private Report.Section section(UUID id, String section) {
        return store.section(id, section).orElseThrow(() -> new NotFound("section"));
    }
}
