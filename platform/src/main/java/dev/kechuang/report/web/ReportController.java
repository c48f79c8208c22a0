package dev.kechuang.report.web;

import dev.kechuang.document.Documents;
import dev.kechuang.report.internal.draft.Report;
import dev.kechuang.report.internal.draft.ReportService;
import dev.kechuang.report.internal.draft.ReportStore;
import dev.kechuang.report.internal.freeze.FreezeService;
import dev.kechuang.report.internal.freeze.Version;
import dev.kechuang.report.internal.freeze.VersionStore;
import dev.kechuang.report.internal.paper.ReportPaper;
import dev.kechuang.report.internal.reading.Content;
import dev.kechuang.report.internal.reading.ContentJson;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Step;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Reports: the list, the draft as it reads now, and what is done with it. */
@Controller
@RequestMapping("/reports")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ReportController {

    private static final int ROWS = 20;

    private final ReportStore store;
    private final ReportService service;
    private final FreezeService freezing;
    private final VersionStore versions;
    private final Documents documents;
    private final ReportWords words;
    private final Clock clock;

    ReportController(
            ReportStore store,
            ReportService service,
            FreezeService freezing,
            VersionStore versions,
            Documents documents,
            ReportWords words,
            Clock clock) {
        this.store = store;
        this.service = service;
        this.freezing = freezing;
        this.versions = versions;
        this.documents = documents;
        this.words = words;
        this.clock = clock;
    }

    public record ListPage(Form filter, List<Option> states, KeyPage<Report> page, Table table) {}

    @GetMapping
    String list(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var filter = Form.of(parameters);
        String state = words.states(locale).stream().map(Option::value).anyMatch(filter.value("state")::equals)
                ? filter.value("state")
                : "";
        var page = store.page(
                viewer,
                state,
                filter.value("q").strip(),
                KeyPage.At.of(parameters.get("after"), parameters.get("before")),
                ROWS);
        var table = Table.of(
                words.text(locale, "report.list"),
                List.of(
                        Column.<Report>title(
                                words.text(locale, "report.title"),
                                report -> Cell.link(report.title(), "/reports/" + report.id())),
                        Column.text(
                                words.text(locale, "report.template"),
                                report -> Cell.text(words.template(locale, report.template()))),
                        Column.text(
                                words.text(locale, "report.region"),
                                report -> Cell.text(words.region(locale, report.region()))),
                        Column.text(
                                words.text(locale, "report.period"),
                                report -> Cell.text(words.period(locale, report.period()))),
                        Column.text(words.text(locale, "report.state"), report -> words.state(locale, report.state())),
                        Column.figure(
                                words.text(locale, "report.versions"), "", report -> Cell.count(report.version()))),
                page.items());
        model.addAttribute("model", new ListPage(filter, words.states(locale), page, table));
        return "report/list";
    }

    public record NewPage(Form form, List<Option> templates, List<Option> regions) {}

    @GetMapping("/new")
    String make(Viewer viewer, Locale locale, Model model) {
        int year = clock.instant().atZone(clock.getZone()).getYear();
        model.addAttribute(
                "model",
                newPage(
                        viewer,
                        locale,
                        Form.of(Map.of(
                                "period",
                                Integer.toString(year),
                                "region",
                                viewer.regions().getFirst()))));
        return "report/new";
    }

    private NewPage newPage(Viewer viewer, Locale locale, Form form) {
        return new NewPage(form, words.templates(locale), words.regions(locale, viewer));
    }

    @PostMapping
    String create(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var form = Form.of(posted);
        return service.create(viewer, form.value("template"), form.value("region"), form.value("period"))
                .fold(
                        id -> {
                            redirect.addFlashAttribute(Notice.FLASH, Notice.done("report.done.created"));
                            return "redirect:/reports/" + id;
                        },
                        errors -> {
                            response.setStatus(422);
                            model.addAttribute("model", newPage(viewer, locale, form.with(errors)));
                            return "report/new";
                        });
    }

    /**
     * @param compared what the marks are against, e.g. 2026-11-20 09:30 王敏; empty when there is nothing
     * @param mayFreeze whether the viewer may be the second person
     * @param unfinished last day of the period while it is not over, else empty
     */
    public record DraftPage(
            Report report,
            Tag state,
            List<Step> steps,
            ReportView view,
            String compared,
            boolean writes,
            boolean mayFreeze,
            String unfinished,
            Table versions,
            List<TimelineEntry> events,
            Form form) {}

    @GetMapping("/{id}")
    String draft(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", draftPage(find(viewer, id), viewer, locale, Form.EMPTY));
        return "report/draft";
    }

    private Report find(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("report"));
    }

    private DraftPage draftPage(Report report, Viewer viewer, Locale locale, Form form) {
        var sections = store.sections(report.id());
        Content live = service.live(viewer, report, sections);
        var reading = store.lastReading(report.id());
        var typing = new LinkedHashMap<String, List<String>>();
        for (var one : store.typing(report.id())) {
            if (one.typing().account().equals(viewer.account())) continue;
            typing.computeIfAbsent(one.section(), any -> new ArrayList<>())
                    .add(one.typing().name());
        }
        String now = words.text(locale, "report.asOf", ReportWords.minute(clock.instant()));
        var view = ReportView.of(
                live,
                reading.map(ReportStore.Reading::content).map(ContentJson::read).orElse(null),
                typing,
                now,
                words.text(locale, "report.category"),
                null);
        boolean writes = ReportService.writes(viewer);
        return new DraftPage(
                report,
                words.state(locale, report.state()),
                steps(report, locale),
                view,
                reading.map(one -> ReportWords.minute(one.at()) + " " + one.name())
                        .orElse(""),
                writes,
                writes
                        && report.state() == Report.State.REVIEW
                        && !viewer.requireAccount().equals(report.submittedBy()),
                unfinished(report),
                versionTable(report.id(), locale),
                store.events(report.id()).stream()
                        .map(event -> event(event, locale))
                        .toList(),
                form);
    }

    private String unfinished(Report report) {
        var last = report.period().last();
        return last.isBefore(clock.instant().atZone(clock.getZone()).toLocalDate()) ? "" : last.toString();
    }

    private List<Step> steps(Report report, Locale locale) {
        int at = report.state().ordinal();
        String submitted = report.submittedName() == null ? "" : report.submittedName();
        return List.of(
                step(locale, "draft", 0, at, report.createdName()),
                step(locale, "review", 1, at, at >= 1 ? submitted : ""),
                step(locale, "frozen", 2, at, ""));
    }

    private Step step(Locale locale, String code, int place, int at, String note) {
        var state = place < at || at == 2 && place == 2
                ? Step.State.DONE
                : place == at ? Step.State.CURRENT : Step.State.AHEAD;
        return new Step(words.text(locale, "report.state." + code), state, note);
    }

    private Table versionTable(UUID report, Locale locale) {
        return Table.of(
                words.text(locale, "report.versions"),
                List.of(
                        Column.<Version>text(
                                words.text(locale, "report.version"),
                                version -> Cell.link(
                                        words.text(locale, "report.version.number", version.number()),
                                        "/reports/" + report + "/versions/" + version.number())),
                        Column.text(
                                words.text(locale, "report.frozenAt"),
                                version -> Cell.text(ReportWords.minute(version.frozenAt()))),
                        Column.text(words.text(locale, "report.frozenBy"), version -> Cell.text(version.frozenName())),
                        Column.figure(
                                words.text(locale, "report.figures"), "", version -> Cell.count(version.figures())),
                        Column.title(words.text(locale, "report.reason"), version -> Cell.text(version.reason()))),
                versions.of(report));
    }

    private TimelineEntry event(Report.Event event, Locale locale) {
        Tone tone = switch (event.kind()) {
            case "frozen" -> Tone.PASSED;
            case "returned", "reopened" -> Tone.RETURNED;
            case "submitted" -> Tone.IN_PROGRESS;
            default -> Tone.DRAFT;
        };
        return new TimelineEntry(
                ReportWords.minute(event.at()),
                event.name(),
                words.text(locale, "report.event." + event.kind()),
                event.reason(),
                tone);
    }

    @PostMapping("/{id}/read")
    String read(
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return after(
                service.takeReading(viewer, id), "report.done.read", id, viewer, locale, model, response, redirect);
    }

    @PostMapping("/{id}/submit")
    String submit(
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return after(
                service.submit(viewer, id), "report.done.submitted", id, viewer, locale, model, response, redirect);
    }

    @PostMapping("/{id}/freeze")
    String freeze(
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return after(freezing.freeze(viewer, id), "report.done.frozen", id, viewer, locale, model, response, redirect);
    }

    private <T> String after(
            Outcome<T> outcome,
            String done,
            UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return outcome.fold(
                value -> {
                    redirect.addFlashAttribute(Notice.FLASH, Notice.done(done));
                    return "redirect:/reports/" + id;
                },
                errors -> {
                    response.setStatus(422);
                    model.addAttribute("model", draftPage(find(viewer, id), viewer, locale, Form.EMPTY.with(errors)));
                    return "report/draft";
                });
    }

    @GetMapping({"/{id}/draft.docx", "/{id}/draft.pdf"})
    ResponseEntity<byte[]> paper(@PathVariable UUID id, Viewer viewer, HttpServletRequest request) {
        Report report = find(viewer, id);
        Content live = service.live(viewer, report, store.sections(id));
        return Papers.answer(documents, ReportPaper.draft(live, clock.instant()), Papers.format(request));
    }
}
