package dev.kechuang.plan.web.assess;

import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import dev.kechuang.plan.internal.assess.Assessment;
import dev.kechuang.plan.internal.assess.Assessment.Subject;
import dev.kechuang.plan.internal.assess.AssessmentScheme;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Group;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Item;
import dev.kechuang.plan.internal.assess.AssessmentService;
import dev.kechuang.plan.internal.assess.AssessmentStore;
import dev.kechuang.plan.internal.assess.Result;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Results of an assessment as Word, PDF and Excel. */
@Controller
@RequestMapping("/assessments")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class AssessmentFiles {

    private static final MediaType DOCX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private final AssessmentStore store;
    private final AssessmentService service;
    private final AssessmentPaper paper;
    private final Documents documents;
    private final Labels labels;
    private final Sheets sheets;

    AssessmentFiles(
            AssessmentStore store,
            AssessmentService service,
            AssessmentPaper paper,
            Documents documents,
            Labels labels,
            Sheets sheets) {
        this.store = store;
        this.service = service;
        this.paper = paper;
        this.documents = documents;
        this.labels = labels;
        this.sheets = sheets;
    }

    private String t(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    private String title(Locale locale, Assessment one) {
        AssessmentScheme scheme = service.scheme(one);
        return t(
                locale,
                "assess.titleOf",
                String.valueOf(one.year()),
                AssessmentController.pick(locale, scheme.name(), scheme.en()));
    }

    private Assessment found(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("assessment"));
    }

    @GetMapping("/{id}/docx")
    ResponseEntity<byte[]> docx(@PathVariable UUID id, Viewer viewer) {
        Document document = document(viewer, id);
        return file(document, DOCX, ".docx", documents.docx(document));
    }

    @GetMapping("/{id}/pdf")
    ResponseEntity<byte[]> pdf(@PathVariable UUID id, Viewer viewer) {
        Document document = document(viewer, id);
        return file(document, MediaType.APPLICATION_PDF, ".pdf", documents.pdf(document));
    }

    private Document document(Viewer viewer, UUID id) {
        Assessment one = found(viewer, id);
        return paper.of(one, service.scheme(one), store.subjects(id), store.results(id));
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

    @GetMapping("/{id}/export")
    void export(@PathVariable UUID id, Viewer viewer, Locale locale, HttpServletResponse response) {
        Assessment one = found(viewer, id);
        AssessmentScheme scheme = service.scheme(one);
        var names = store.subjects(id).stream().collect(Collectors.toMap(Subject::unit, Subject::name));
        var results = store.results(id);
        var parts = new ArrayList<Sheets.Part<Result>>();
        for (Group group : scheme.groups()) {
            var columns = new ArrayList<Sheets.Column<Result>>();
            columns.add(new Sheets.Column<>("assess.column.rank", Result::rank));
            columns.add(new Sheets.Column<>("assess.column.unit", result -> names.getOrDefault(result.unit(), "")));
            columns.add(new Sheets.Column<>("assess.column.total", Result::total));
            for (Item item : scheme.items(group.code())) {
                columns.add(Sheets.Column.named(
                        AssessmentController.pick(locale, item.name(), item.en()),
                        result -> result.items().stream()
                                .filter(scored -> scored.item().equals(item.code()))
                                .map(Result.Scored::points)
                                .findFirst()
                                .orElse(null)));
            }
            parts.add(new Sheets.Part<>(
                    AssessmentController.pick(locale, group.name(), group.en()),
                    columns,
                    results.stream()
                            .filter(result -> result.group().equals(group.code()))
                            .toList()));
        }
        sheets.write(response, locale, title(locale, one), parts);
    }
}
