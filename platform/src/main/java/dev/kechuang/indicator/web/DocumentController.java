package dev.kechuang.indicator.web;

import dev.kechuang.indicator.SourceDocument;
import dev.kechuang.indicator.internal.consistency.Findings;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.document.DocumentStore;
import dev.kechuang.indicator.internal.document.Documents;
import dev.kechuang.indicator.internal.document.Proposals;
import dev.kechuang.indicator.internal.document.Proposals.Proposal;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Source documents: taken in, shown with every figure marked, and their figures as proposed observations. */
@Controller
@RequestMapping("/indicators/documents")
@Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class DocumentController {

    private static final int PAGE = 40;

    private final Documents documents;
    private final DocumentStore store;
    private final Proposals proposals;
    private final Findings findings;
    private final Dictionary dictionary;
    private final Labels labels;

    DocumentController(
            Documents documents,
            DocumentStore store,
            Proposals proposals,
            Findings findings,
            Dictionary dictionary,
            Labels labels) {
        this.documents = documents;
        this.store = store;
        this.proposals = proposals;
        this.findings = findings;
        this.dictionary = dictionary;
        this.labels = labels;
    }

    public record ListPage(Form form, @Nullable Table table) {}

    @GetMapping
    String list(Locale locale, Model model) {
        return list(Form.EMPTY, locale, model);
    }

    private String list(Form form, Locale locale, Model model) {
        var all = store.all();
        List<Column<DocumentStore.Row>> columns = List.of(
                Column.title(
                        labels.text(locale, "indicator.document"),
                        one -> Cell.link(one.name(), "/indicators/documents/" + one.id())),
                Column.text(
                        labels.text(locale, "indicator.document.takenAt"),
                        one -> Cell.text(Labels.minute(one.takenAt()))),
                Column.text(labels.text(locale, "indicator.document.takenBy"), one -> Cell.text(one.takenBy())),
                Column.text(
                        labels.text(locale, "indicator.document.file"),
                        one -> Cell.link(labels.text(locale, "indicator.document.original"), "/files/" + one.file())));
        model.addAttribute(
                "model",
                new ListPage(
                        form,
                        all.isEmpty() ? null : Table.of(labels.text(locale, "indicator.documents"), columns, all)));
        return "indicator/documents";
    }

    @PostMapping
    String take(
            @RequestParam("file") MultipartFile file,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        String name = file.getOriginalFilename();
        Outcome<SourceDocument> outcome = file.isEmpty() || name == null
                ? Outcome.refused(FieldError.of("file", "indicator.document.error.none"))
                : documents.take(viewer, name, file.getBytes());
        return outcome.fold(
                document -> {
                    var unused = findings.run();
                    redirect.addFlashAttribute(
                            Notice.FLASH,
                            Notice.done(
                                    "indicator.done.taken",
                                    document.reading().figures().size()));
                    return "redirect:/indicators/documents/" + document.id();
                },
                errors -> {
                    response.setStatus(422);
                    return list(Form.EMPTY.with(errors), locale, model);
                });
    }

    /**
     * @param paragraphs of the text, with every figure marked
     * @param page from 0
     */
    public record OnePage(
            SourceDocument document,
            List<List<MarkedText.Run>> paragraphs,
            List<Proposal> rows,
            Form form,
            List<Option> indicators,
            List<Option> places,
            List<Tab> tabs,
            String show,
            int page,
            int pages,
            boolean mayEdit) {}

    @GetMapping("/{id}")
    String one(
            @PathVariable UUID id, @RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        SourceDocument document = documents.find(viewer, id).orElseThrow(() -> new NotFound("document"));
        return one(document, asked, Form.EMPTY, viewer, locale, model);
    }

    private String one(
            SourceDocument document, Map<String, String> asked, Form typed, Viewer viewer, Locale locale, Model model) {
        var all = proposals.of(document.id(), document.reading());
        String show = asked.getOrDefault("show", "open");
        var shown = all.stream().filter(one -> one.state().equals(show)).toList();
        int pages = Math.max(1, (shown.size() + PAGE - 1) / PAGE);
        int page = Math.clamp(Math.max(0, ObservationController.number(asked.getOrDefault("page", "0"))), 0, pages - 1);
        var rows = shown.subList(page * PAGE, Math.min(shown.size(), (page + 1) * PAGE));
        var values = new LinkedHashMap<String, String>();
        for (Proposal one : rows) {
            values.put("indicator-" + one.row(), one.indicator());
            values.put("region-" + one.row(), one.region());
            values.put("period-" + one.row(), one.period());
            values.put("value-" + one.row(), one.value().toPlainString());
            values.put("unit-" + one.row(), one.unit());
        }
        values.putAll(typed.values());
        String base = "/indicators/documents/" + document.id();
        var tabs = Stream.of("open", "taken", "aside", "no")
                .map(state -> new Tab(
                        labels.text(locale, "indicator.proposal." + state),
                        base + "?show=" + state,
                        state.equals(show),
                        all.stream().filter(one -> one.state().equals(state)).count()))
                .toList();
        model.addAttribute(
                "model",
                new OnePage(
                        document,
                        MarkedText.of(document.reading()),
                        rows,
                        Form.of(values).with(typed.errors()),
                        dictionary.all().stream()
                                .map(one -> new Option(one.code(), labels.name(locale, one) + "（" + one.unit() + "）"))
                                .toList(),
                        labels.places(locale),
                        tabs,
                        show,
                        page,
                        pages,
                        viewer.is(Role.BUREAU_OFFICER)));
        return "indicator/document";
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/take")
    String state(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        SourceDocument document = documents.find(viewer, id).orElseThrow(() -> new NotFound("document"));
        var rows = rows(posted);
        var typed = posted.toSingleValueMap();
        return Answer.of(
                proposals.take(viewer, id, rows, typed, typed.getOrDefault("reason", "")),
                taken -> Notice.done("indicator.done.proposals", taken.stated(), taken.same()),
                taken -> "/indicators/documents/" + id,
                errors -> {
                    var values = new HashMap<>(typed);
                    values.put("rows", String.join(",", posted.getOrDefault("rows", List.of())));
                    return one(
                            document,
                            Map.of("page", typed.getOrDefault("page", "0")),
                            Form.of(values).with(errors),
                            viewer,
                            locale,
                            model);
                },
                response,
                redirect);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/aside")
    String aside(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        SourceDocument document = documents.find(viewer, id).orElseThrow(() -> new NotFound("document"));
        boolean back = posted.containsKey("back");
        String reason = posted.getFirst("reason");
        return Answer.of(
                proposals.aside(viewer, id, rows(posted), back ? null : reason == null ? "" : reason),
                count -> Notice.done(back ? "indicator.done.reopened" : "indicator.done.aside", count),
                count -> "/indicators/documents/" + id,
                errors -> one(document, Map.of(), Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    private static List<Integer> rows(MultiValueMap<String, String> posted) {
        return posted.getOrDefault("rows", List.of()).stream()
                .map(ObservationController::number)
                .toList();
    }
}
