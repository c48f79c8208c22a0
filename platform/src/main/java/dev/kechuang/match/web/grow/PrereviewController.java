package dev.kechuang.match.web.grow;

import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import dev.kechuang.match.internal.grow.Ladders;
import dev.kechuang.match.internal.grow.PrereviewService;
import dev.kechuang.match.internal.grow.PrereviewService.Shown;
import dev.kechuang.match.internal.grow.Sheet;
import dev.kechuang.match.internal.grow.SheetDocument;
import dev.kechuang.policy.Recheck;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The pre-review sheet (预评审表) as a page, as docx and as PDF; also for the staff of a service organisation that counsels the firm. */
@Controller
@RequestMapping("/cultivation/prereviews/{id}")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class PrereviewController {

    private static final MediaType DOCX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private final PrereviewService service;
    private final Ladders ladders;
    private final Documents documents;
    private final GrowWords words;

    PrereviewController(PrereviewService service, Ladders ladders, Documents documents, GrowWords words) {
        this.service = service;
        this.ladders = ladders;
        this.documents = documents;
        this.words = words;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    private Shown found(Viewer viewer, UUID id, Locale locale) {
        return service.shown(viewer, id, locale).orElseThrow(() -> new NotFound("prereview"));
    }

    @GetMapping
    String show(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Shown shown = found(viewer, id, locale);
        var sheet = shown.sheet();
        var page = Page.of(
                t(locale, "matchGrow.sheet", sheet.firm()),
                new Crumb(sheet.firm(), EntryController.PATH + shown.entry().id()));
        String news = news(shown.recheck(), locale);
        if (!news.isEmpty()) page.add(new Part.Note(news, true));
        sheet.limits().forEach(limit -> page.add(new Part.Note(limit, true)));
        page.add(new Part.Buttons(EntryController.papers(
                        "/cultivation/prereviews/" + id, t(locale, "matchGrow.docx"), t(locale, "matchGrow.pdf"))))
                .add(new Part.Facts("", details(shown, viewer, locale)))
                .add(conditions(sheet, locale));
        if (!sheet.scores().isEmpty()) page.add(scores(sheet, locale));
        page.add(lines(t(locale, "matchGrow.risks"), sheet.risks(), t(locale, "matchGrow.risks.none")));
        page.add(mends(sheet, locale)).add(papers(sheet, locale));
        if (!shown.recheck().changes().isEmpty()) page.add(changes(shown.recheck(), locale));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    /** That newer facts or rules would decide otherwise; empty when they would not. */
    private String news(Recheck recheck, Locale locale) {
        if (!recheck.inPacks()) return t(locale, "matchGrow.news.gone");
        var now = recheck.now();
        if (now == null || recheck.same()) return "";
        return t(
                locale,
                recheck.newerRules() ? "matchGrow.news.rules" : "matchGrow.news.facts",
                words.verdict(locale, now.decision().verdict()).label(),
                recheck.changes().size());
    }

    private List<Detail> details(Shown shown, Viewer viewer, Locale locale) {
        var sheet = shown.sheet();
        return List.of(
                Detail.of(t(locale, "matchGrow.verdict"), words.verdict(locale, sheet.verdict())),
                Detail.of(
                        t(locale, "matchGrow.policy"),
                        viewer.isOfficer()
                                ? Cell.link(
                                        sheet.policy(),
                                        "/policy-decisions/" + shown.saved().id())
                                : Cell.text(sheet.policy())),
                Detail.of(
                        t(locale, "matchGrow.column.prereviewedOn"),
                        shown.prereview().day().toString()),
                Detail.of(t(locale, "matchGrow.column.by"), shown.prereview().madeName()),
                Detail.of(t(locale, "matchGrow.creditCode"), sheet.creditCode()),
                Detail.of(
                        t(locale, "matchGrow.column.score"),
                        Cell.text(GrowWords.score(
                                shown.prereview().scoreLow(), shown.prereview().scoreHigh()))));
    }

    private Part conditions(Sheet sheet, Locale locale) {
        List<Column<Sheet.Line>> columns = List.of(
                Column.title(t(locale, "matchGrow.column.condition"), line -> Cell.text(line.name())),
                Column.text(t(locale, "matchGrow.column.met"), line -> words.met(locale, line.met())),
                Column.title(t(locale, "matchGrow.column.said"), line -> Cell.text(String.join("；", line.said()))),
                Column.text(t(locale, "matchGrow.column.clause"), line -> Cell.text(line.clause())));
        String heading = t(locale, "matchGrow.conditions");
        return Part.Listing.of(heading, Table.of(heading, columns, sheet.conditions()), "");
    }

    private Part scores(Sheet sheet, Locale locale) {
        List<Column<Sheet.Points>> columns = List.of(
                Column.title(
                        t(locale, "matchGrow.column.item"), line -> Cell.text("　".repeat(line.level()) + line.name())),
                Column.figure(t(locale, "matchGrow.column.points"), "", line -> new Cell.Figure(line.points(), "", "")),
                Column.figure(t(locale, "matchGrow.column.most"), "", line -> new Cell.Figure(line.most(), "", "")),
                Column.text(t(locale, "matchGrow.column.band"), line -> Cell.text(line.band())));
        String heading = t(locale, "matchGrow.scores");
        return Part.Listing.of(heading, Table.of(heading, columns, sheet.scores()), "");
    }

    private static Part lines(String heading, List<String> lines, String none) {
        return new Part.Prose(heading, lines.isEmpty() ? none : String.join("\n", lines));
    }

    private Part mends(Sheet sheet, Locale locale) {
        if (sheet.mends().isEmpty())
            return new Part.Prose(
                    t(locale, "matchGrow.mends"),
                    sheet.missing().isEmpty()
                            ? t(locale, "matchGrow.mends.none")
                            : t(locale, "matchGrow.mends.missing", String.join("、", sheet.missing())));
        List<Column<Sheet.Mend>> columns = List.of(
                Column.text(t(locale, "matchGrow.column.condition"), mend -> Cell.text(mend.condition())),
                Column.title(t(locale, "matchGrow.column.ways"), mend -> Cell.text(String.join("；", mend.ways()))));
        String heading = t(locale, "matchGrow.mends");
        return Part.Listing.of(heading, Table.of(heading, columns, sheet.mends()), "");
    }

    private Part papers(Sheet sheet, Locale locale) {
        List<Column<Sheet.PaperLine>> columns = List.of(
                Column.title(
                        t(locale, "matchGrow.column.paper"), paper -> new Cell.Lines(paper.name(), "", paper.why())),
                Column.text(t(locale, "matchGrow.column.clause"), paper -> Cell.text(paper.clause())));
        String heading = t(locale, "matchGrow.papers");
        return Part.Listing.of(heading, Table.of(heading, columns, sheet.papers()), "");
    }

    private Part changes(Recheck recheck, Locale locale) {
        List<Column<Recheck.FactChange>> columns = List.of(
                Column.title(
                        t(locale, "matchGrow.column.fact"),
                        c -> Cell.text(c.year() == 0 ? c.fact() : c.fact() + "（" + c.year() + "）")),
                Column.text(t(locale, "matchGrow.column.before"), c -> Cell.text(c.before())),
                Column.text(t(locale, "matchGrow.column.after"), c -> Cell.text(c.after())));
        String heading = t(locale, "matchGrow.changes");
        return Part.Listing.of(heading, Table.of(heading, columns, recheck.changes()), "");
    }

    private Document document(Viewer viewer, UUID id) {
        Shown shown = found(viewer, id, Locale.SIMPLIFIED_CHINESE);
        return SheetDocument.of(
                shown.sheet(),
                ladders.get(shown.entry().ladder()).name(),
                shown.prereview(),
                viewer.unitName(),
                news(shown.recheck(), Locale.SIMPLIFIED_CHINESE));
    }

    @GetMapping("/docx")
    ResponseEntity<byte[]> docx(@PathVariable UUID id, Viewer viewer) {
        Document document = document(viewer, id);
        return file(document, DOCX, ".docx", documents.docx(document));
    }

    @GetMapping("/pdf")
    ResponseEntity<byte[]> pdf(@PathVariable UUID id, Viewer viewer) {
        Document document = document(viewer, id);
        return file(document, MediaType.APPLICATION_PDF, ".pdf", documents.pdf(document));
    }

    private static ResponseEntity<byte[]> file(Document document, MediaType type, String end, byte[] content) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(document.title() + end, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(content);
    }
}
