package dev.kechuang.plan.web.scheme;

import dev.kechuang.plan.internal.scheme.Media;
import dev.kechuang.plan.internal.scheme.Media.Line;
import dev.kechuang.plan.internal.scheme.Media.Report;
import dev.kechuang.plan.internal.scheme.MediaWorkbook;
import dev.kechuang.plan.internal.scheme.Scheme.Level;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.desk.Part.Button;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Media reports: list with its figures, entry, Excel in and out. */
@Controller
@RequestMapping("/media-reports")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class MediaController {

    private final Media media;
    private final MediaWorkbook workbook;
    private final Labels labels;
    private final Sheets sheets;

    MediaController(Media media, MediaWorkbook workbook, Labels labels, Sheets sheets) {
        this.media = media;
        this.workbook = workbook;
        this.labels = labels;
        this.sheets = sheets;
    }

    private String t(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    static Media.Query query(Map<String, String> asked) {
        String year = asked.getOrDefault("year", "").strip();
        return new Media.Query(
                asked.getOrDefault("q", "").strip(),
                asked.getOrDefault("level", ""),
                year.matches("[0-9]{4}") ? Integer.parseInt(year) : 0);
    }

    @GetMapping
    String list(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        var query = query(asked);
        var page = media.page(viewer, query, KeyPage.At.of(asked.get("after"), asked.get("before")), 50);
        String unit = t(locale, "scheme.media.unit");
        String span = query.year() == 0 ? "" : "&from=" + query.year() + "-01-01&until=" + query.year() + "-12-31";
        var kpis = new ArrayList<Kpi>();
        for (Line line :
                media.statistics(viewer, query.year()).stream().limit(4).toList()) {
            boolean all = line.level().equals("*");
            kpis.add(Kpi.of(
                    all ? t(locale, "scheme.media") : t(locale, "scheme.level." + line.level()),
                    line.reports(),
                    unit,
                    t(locale, "scheme.media.of", line.media()),
                    "/records?kind=" + Media.RECORD + span + (all ? "" : "&dimension=level:" + line.level())));
        }
        var buttons = new ArrayList<Button>();
        if (!viewer.is(Role.BUREAU_LEADER)) {
            buttons.add(new Button(t(locale, "scheme.media.new"), "/media-reports/new", true));
            buttons.add(new Button(t(locale, "scheme.media.import"), "/media-reports/import", false));
        }
        buttons.add(new Button(t(locale, "desk.export"), "/media-reports/export", false));
        List<Column<Report>> columns = List.of(
                Column.title(
                        t(locale, "scheme.media.title"),
                        r -> new Cell.Lines(r.title(), "/media-reports/" + r.id(), r.createdName())),
                Column.text(t(locale, "scheme.media.medium"), r -> Cell.text(r.medium())),
                Column.text(
                        t(locale, "scheme.media.level"),
                        r -> Cell.text(t(locale, "scheme.level." + r.level().code()))),
                Column.text(t(locale, "scheme.media.publishedOn"), r -> Labels.day(r.publishedOn())));
        model.addAttribute(
                "model",
                Page.of(t(locale, "scheme.media"))
                        .add(new Part.Query(
                                "/media-reports",
                                Form.of(asked),
                                List.of(
                                        Field.line("q", t(locale, "scheme.media.q"), 60),
                                        Field.line("year", t(locale, "scheme.year"), 4),
                                        Field.select(
                                                "level",
                                                t(locale, "scheme.media.level"),
                                                labels.options(locale, Level.class, "scheme.level."))),
                                List.of()))
                        .add(new Part.Figures(kpis))
                        .add(new Part.Listing(
                                "",
                                buttons,
                                Table.of(t(locale, "scheme.media"), columns, page.items()),
                                page,
                                t(locale, "scheme.media.none"),
                                t(locale, "scheme.media.none.hint"))));
        return Page.VIEW;
    }

    private Crumb home(Locale locale) {
        return new Crumb(t(locale, "scheme.media"), "/media-reports");
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/new")
    String enter(Locale locale, Model model) {
        return enter(Form.of(Map.of("publishedOn", labels.today().toString())), locale, model);
    }

    private String enter(Form form, Locale locale, Model model) {
        var fields = List.of(
                Field.line("title", t(locale, "scheme.media.title"), 120).must(),
                Field.line("medium", t(locale, "scheme.media.medium"), 60).must(),
                Field.select(
                                "level",
                                t(locale, "scheme.media.level"),
                                labels.options(locale, Level.class, "scheme.level."))
                        .must(),
                Field.day("publishedOn", t(locale, "scheme.media.publishedOn")).must(),
                Field.line("link", t(locale, "scheme.media.link"), 500));
        model.addAttribute(
                "model",
                Page.of(t(locale, "scheme.media.new"), home(locale))
                        .add(new Part.Command(
                                "",
                                "",
                                "/media-reports/new",
                                form,
                                fields,
                                t(locale, "desk.save"),
                                "/media-reports",
                                false,
                                false)));
        return Page.VIEW;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/new")
    String entered(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                media.enter(viewer, posted),
                Notice.done("scheme.done.saved"),
                id -> "/media-reports",
                errors -> enter(Form.of(posted).with(errors), locale, model),
                response,
                redirect);
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return one(id, Form.EMPTY, viewer, locale, model);
    }

    private String one(UUID id, Form form, Viewer viewer, Locale locale, Model model) {
        Report r = media.find(viewer, id).orElseThrow(() -> new NotFound("media report"));
        var page = Page.of(r.title(), home(locale))
                .add(new Part.Facts(
                        "",
                        List.of(
                                Detail.of(t(locale, "scheme.media.medium"), r.medium()),
                                Detail.of(
                                        t(locale, "scheme.media.level"),
                                        t(locale, "scheme.level." + r.level().code())),
                                Detail.of(t(locale, "scheme.media.publishedOn"), Labels.day(r.publishedOn())),
                                Detail.of(
                                        t(locale, "scheme.media.link"),
                                        r.link().isEmpty() ? Cell.NONE : Cell.link(r.link(), r.link())),
                                Detail.of(t(locale, "scheme.media.by"), r.createdName()))));
        if (!viewer.is(Role.BUREAU_LEADER)) {
            page.add(new Part.Command(
                    t(locale, "scheme.media.withdraw"),
                    t(locale, "scheme.media.withdraw.hint"),
                    "/media-reports/" + id + "/withdraw",
                    form,
                    List.of(Field.line("reason", t(locale, "scheme.media.reason"), 500)
                            .must()),
                    t(locale, "scheme.media.withdraw"),
                    "",
                    true,
                    true));
        }
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/withdraw")
    String withdraw(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                media.withdraw(viewer, id, posted.getOrDefault("reason", "")),
                Notice.done("scheme.done.withdrawn"),
                done -> "/media-reports",
                errors -> one(id, Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/import")
    String upload(Locale locale, Model model) {
        return upload(Form.EMPTY, locale, model);
    }

    private String upload(Form form, Locale locale, Model model) {
        model.addAttribute(
                "model",
                Page.of(t(locale, "scheme.media.import"), home(locale))
                        .add(new Part.Buttons(List.of(
                                new Button(t(locale, "scheme.excel.template"), "/media-reports/template", false))))
                        .add(new Part.Command(
                                "",
                                "",
                                "/media-reports/import",
                                form,
                                List.of(Field.sheet(
                                        "file", t(locale, "scheme.excel.file"), t(locale, "scheme.excel.hint"))),
                                t(locale, "scheme.media.import"),
                                "/media-reports",
                                false,
                                false)));
        return Page.VIEW;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/import")
    String uploaded(
            @RequestParam(required = false) @Nullable MultipartFile file,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        Outcome<Media.Imported> outcome;
        if (file == null || file.isEmpty()) {
            outcome = Outcome.refused(FieldError.of("file", "scheme.excel.none"));
        } else if (file.getSize() > 20_000_000) {
            outcome = Outcome.refused(FieldError.of("file", "scheme.excel.unreadable"));
        } else {
            try (var in = file.getInputStream()) {
                outcome = workbook.read(in).fold(rows -> media.load(viewer, rows), Outcome::refused);
            }
        }
        var counted = outcome.fold(done -> done, errors -> new Media.Imported(0, 0));
        return Answer.of(
                outcome,
                Notice.done("scheme.done.imported", counted.created(), counted.known()),
                done -> "/media-reports",
                errors -> upload(Form.EMPTY.with(errors), locale, model),
                response,
                redirect);
    }

    private List<Sheets.Column<Report>> columns() {
        return List.of(
                Sheets.Column.named(workbook.label("title") + "*", Report::title),
                Sheets.Column.named(workbook.label("medium") + "*", Report::medium),
                Sheets.Column.named(
                        workbook.label("level") + "*",
                        r -> t(
                                Locale.SIMPLIFIED_CHINESE,
                                "scheme.level." + r.level().code())),
                Sheets.Column.named(workbook.label("publishedOn") + "*", Report::publishedOn),
                Sheets.Column.named(workbook.label("link"), Report::link));
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/template")
    void template(Locale locale, HttpServletResponse response) {
        String title = t(locale, "scheme.excel.template");
        sheets.write(response, locale, title, List.of(new Sheets.Part<>(title, columns(), List.of())));
    }

    @GetMapping("/export")
    void export(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, HttpServletResponse response) {
        sheets.write(
                response,
                viewer,
                locale,
                t(locale, "scheme.media"),
                asked,
                columns(),
                at -> media.page(viewer, query(asked), at, 500));
    }
}
