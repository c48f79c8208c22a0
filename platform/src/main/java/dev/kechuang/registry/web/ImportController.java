package dev.kechuang.registry.web;

import dev.kechuang.registry.internal.OrganisationImport;
import dev.kechuang.registry.internal.OrganisationQuery;
import dev.kechuang.registry.internal.OrganisationSearch;
import dev.kechuang.registry.internal.OrganisationWorkbook;
import dev.kechuang.registry.internal.OrganisationWorkbook.Line;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Excel in and out: template, upload, preview, error list, confirmation, export of a list. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
public class ImportController {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final int MOST_EXPORTED = 100_000;
    private static final int SHOWN = 20;

    private final OrganisationImport imports;
    private final OrganisationWorkbook workbook;
    private final OrganisationSearch search;
    private final TransactionOperations transactions;
    private final Labels labels;
    private final Clock clock;

    ImportController(
            OrganisationImport imports,
            OrganisationWorkbook workbook,
            OrganisationSearch search,
            TransactionOperations transactions,
            Labels labels,
            Clock clock) {
        this.imports = imports;
        this.workbook = workbook;
        this.search = search;
        this.transactions = transactions;
        this.labels = labels;
        this.clock = clock;
    }

    public record UploadPage(Form form) {}

    @GetMapping("/organisations/import")
    String start(Model model) {
        model.addAttribute("model", new UploadPage(Form.EMPTY));
        return "registry/import";
    }

    @GetMapping("/organisations/import/template")
    void template(Locale locale, HttpServletResponse response) throws IOException {
        download(response, labels.text(locale, "registry.excel.template") + ".xlsx");
        workbook.template(response.getOutputStream());
    }

    @PostMapping("/organisations/import")
    String upload(
            @RequestParam(required = false) MultipartFile file,
            Viewer viewer,
            Model model,
            HttpServletResponse response)
            throws IOException {
        Outcome<UUID> outcome = file == null || file.isEmpty()
                ? Outcome.refused(FieldError.of("file", "registry.excel.error.none"))
                : imports.upload(
                        viewer,
                        file.getOriginalFilename() == null ? "import.xlsx" : file.getOriginalFilename(),
                        file.getInputStream());
        return switch (outcome) {
            case Outcome.Done<UUID>(var id) -> "redirect:/organisations/import/" + id;
            case Outcome.Refused<UUID>(var errors) -> {
                response.setStatus(422);
                model.addAttribute("model", new UploadPage(Form.EMPTY.with(errors)));
                yield "registry/import";
            }
        };
    }

    /** @param wrong wrong cells, the first rows of them */
    public record PreviewPage(
            UUID id,
            boolean done,
            int rows,
            int created,
            int changed,
            int unchanged,
            int wrong,
            Table errors,
            Table first) {}

    private record Wrong(int row, FieldError error) {}

    @GetMapping("/organisations/import/{id}")
    String preview(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        var preview = imports.preview(viewer, id).orElseThrow(() -> new NotFound("import"));
        var wrong = new ArrayList<Wrong>();
        preview.wrong().forEach((row, errors) -> errors.forEach(error -> wrong.add(new Wrong(row, error))));
        var errors = Table.of(
                labels.text(locale, "registry.excel.errors"),
                List.of(
                        Column.<Wrong>figure(
                                labels.text(locale, "registry.excel.row"), "", each -> Cell.count(each.row())),
                        Column.text(
                                labels.text(locale, "registry.excel.column"),
                                each -> Cell.text(
                                        each.error().field().isEmpty()
                                                ? ""
                                                : labels.text(
                                                        locale,
                                                        "registry.field."
                                                                + each.error().field()))),
                        Column.title(
                                labels.text(locale, "registry.excel.wrong"),
                                each -> Cell.text(labels.text(
                                        locale,
                                        each.error().key(),
                                        each.error().args().toArray())))),
                wrong.subList(0, Math.min(SHOWN, wrong.size())));
        var first = Table.of(
                labels.text(locale, "registry.excel.first"),
                List.of(
                        Column.<Line>figure(
                                labels.text(locale, "registry.excel.row"), "", line -> Cell.count(line.number())),
                        Column.title(labels.text(locale, "registry.field.name"), line -> text(line, "name")),
                        Column.text(labels.text(locale, "registry.field.creditCode"), line -> text(line, "creditCode")),
                        Column.text(labels.text(locale, "registry.field.kind"), line -> text(line, "kind")),
                        Column.text(labels.text(locale, "registry.field.region"), line -> text(line, "region")),
                        Column.text(labels.text(locale, "registry.field.industry"), line -> text(line, "industry"))),
                preview.lines().subList(0, Math.min(SHOWN, preview.lines().size())));
        model.addAttribute(
                "model",
                new PreviewPage(
                        id,
                        preview.done(),
                        preview.lines().size(),
                        preview.created(),
                        preview.changed(),
                        preview.unchanged(),
                        preview.wrong().size(),
                        errors,
                        first));
        return "registry/importPreview";
    }

    private static Cell text(Line line, String field) {
        return Cell.text(line.texts().getOrDefault(field, ""));
    }

    @GetMapping("/organisations/import/{id}/errors")
    void errors(@PathVariable UUID id, Viewer viewer, Locale locale, HttpServletResponse response) throws IOException {
        if (imports.preview(viewer, id).isEmpty()) throw new NotFound("import");
        download(response, labels.text(locale, "registry.excel.errors") + ".xlsx");
        imports.errors(viewer, id, response.getOutputStream());
    }

    @PostMapping("/organisations/import/{id}/confirm")
    String confirm(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        return switch (imports.confirm(viewer, id)) {
            case Outcome.Done<OrganisationImport.Result>(var result) -> {
                redirect.addFlashAttribute(
                        Notice.FLASH,
                        Notice.done("registry.excel.done", result.created(), result.changed(), result.unchanged()));
                yield "redirect:/organisations";
            }
            case Outcome.Refused<OrganisationImport.Result>(var errors) -> {
                var error = errors.getFirst();
                redirect.addFlashAttribute(
                        Notice.FLASH,
                        Notice.error(
                                error.key(),
                                error.args().stream().map(String::valueOf).toArray(String[]::new)));
                yield "redirect:/organisations/import/" + id;
            }
        };
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/organisations/export")
    void export(
            @RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response) {
        var query = OrganisationQuery.of(parameters);
        download(response, labels.text(locale, "registry.organisations") + LocalDate.now(clock) + ".xlsx");
        // One transaction, so that rows arrive by a cursor and not all at once.
        transactions.executeWithoutResult(status -> {
            try (var rows = search.all(viewer, query, MOST_EXPORTED)) {
                workbook.export(response.getOutputStream(), rows, described(parameters, viewer, locale));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private List<String> described(Map<String, String> parameters, Viewer viewer, Locale locale) {
        var lines = new ArrayList<String>();
        lines.add(labels.text(
                locale, "registry.excel.by", viewer.name(), LocalDate.now(clock).toString()));
        lines.add(labels.text(locale, "registry.excel.most", MOST_EXPORTED));
        lines.addAll(parameters.entrySet().stream()
                .filter(entry -> !entry.getValue().isBlank())
                .filter(entry -> !List.of("after", "before", "sort", "_csrf").contains(entry.getKey()))
                .map(entry -> switch (entry.getKey()) {
                    case "q" -> labels.text(locale, "registry.q") + "：" + entry.getValue();
                    case "from" -> labels.text(locale, "registry.foundedFrom") + "：" + entry.getValue();
                    case "to" -> labels.text(locale, "registry.foundedTo") + "：" + entry.getValue();
                    case "field" ->
                        labels.text(locale, "registry.field.technicalField") + "："
                                + labels.value(locale, "technicalField", entry.getValue());
                    case "kind", "region", "zone", "industry", "scale", "status" ->
                        labels.text(locale, "registry.field." + entry.getKey()) + "："
                                + labels.value(locale, entry.getKey(), entry.getValue());
                    default -> "";
                })
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toList()));
        return lines;
    }

    private static void download(HttpServletResponse response, String name) {
        response.setContentType(XLSX);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name, StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }
}
