package dev.kechuang.policy.web.deduction;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.policy.internal.deduction.DeductionService;
import dev.kechuang.policy.internal.deduction.DeductionService.Loaded;
import dev.kechuang.policy.internal.deduction.DeductionService.Looked;
import dev.kechuang.policy.internal.deduction.Project;
import dev.kechuang.policy.internal.deduction.ProjectWorkbook;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.excel.FilledSheet.Line;
import dev.kechuang.shared.excel.FilledSheet.Unreadable;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The projects of a filing: one by one, and the whole table as Excel. */
@Controller
@RequestMapping("/deductions/{id}/projects")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ProjectController {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final DeductionService service;
    private final ProjectWorkbook workbook;
    private final FileStore files;
    private final DeductionWords words;

    ProjectController(DeductionService service, ProjectWorkbook workbook, FileStore files, DeductionWords words) {
        this.service = service;
        this.workbook = workbook;
        this.files = files;
        this.words = words;
    }

    /** @param draft where the form is kept while it is typed; null for a project that is not there yet */
    public record ProjectPage(
            String title,
            String action,
            @Nullable String draft,
            String back,
            List<Crumb> crumbs,
            Form form,
            boolean edits,
            List<Detail> details,
            List<Option> modes,
            List<Option> activities,
            List<Option> fields,
            List<Option> abroad) {}

    @Allow(Role.APPLICANT)
    @GetMapping("/new")
    String fresh(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return page(looked(viewer, id), null, Form.EMPTY, viewer, locale, model);
    }

    @GetMapping("/{project}")
    String one(@PathVariable UUID id, @PathVariable UUID project, Viewer viewer, Locale locale, Model model) {
        var looked = looked(viewer, id);
        Project row = project(looked, project);
        var form = Form.of(row.typed());
        boolean edits = looked.filing().organisation().equals(viewer.organisation())
                && looked.filing().open();
        return page(looked, row, edits ? form.with(errors(looked, row)) : form, viewer, locale, model);
    }

    private Looked looked(Viewer viewer, UUID id) {
        return service.look(viewer, id).orElseThrow(() -> new NotFound("deduction filing"));
    }

    private static Project project(Looked looked, UUID project) {
        return looked.projects().stream()
                .filter(row -> row.id().equals(project))
                .findFirst()
                .orElseThrow(() -> new NotFound("project"));
    }

    /** What the rules find about one row, at its fields. */
    private static List<FieldError> errors(Looked looked, Project row) {
        return looked.checked().findings().stream()
                .filter(finding -> finding.row() == row.position() && finding.stops())
                .map(finding -> new FieldError(finding.field(), finding.key(), finding.args()))
                .toList();
    }

    private String page(Looked looked, @Nullable Project row, Form form, Viewer viewer, Locale locale, Model model) {
        String own = "/deductions/" + looked.filing().id();
        String action = own + "/projects" + (row == null ? "" : "/" + row.id());
        model.addAttribute(
                "model",
                new ProjectPage(
                        row == null
                                ? words.text(locale, "deduction.project.new")
                                : words.text(locale, "deduction.row.of", row.position(), row.label()),
                        action,
                        row == null ? null : action + "/draft",
                        own,
                        List.of(
                                new Crumb(words.text(locale, "deduction.list"), "/deductions"),
                                new Crumb(
                                        words.text(
                                                locale,
                                                "deduction.title.of",
                                                looked.filing().organisationName(),
                                                String.valueOf(looked.filing().year())),
                                        own)),
                        form,
                        looked.filing().organisation().equals(viewer.organisation())
                                && looked.filing().open(),
                        details(form, locale),
                        words.modes(locale),
                        words.activities(locale),
                        words.fields(locale),
                        words.yesNo(locale)));
        return "policy/deduction/project";
    }

    /** The project as read by those who do not change it. */
    private List<Detail> details(Form form, Locale locale) {
        var options = new ArrayList<Option>();
        options.addAll(words.modes(locale));
        options.addAll(words.activities(locale));
        options.addAll(words.fields(locale));
        options.addAll(words.yesNo(locale));
        return Project.FIELDS.stream()
                .map(field -> {
                    String typed = form.value(field);
                    String shown = options.stream()
                            .filter(option -> option.value().equals(typed))
                            .map(option -> option.label().strip())
                            .findFirst()
                            .orElse(typed);
                    boolean money = ProjectWorkbook.MONEY.contains(field);
                    return Detail.of(
                            words.text(locale, "deduction.field." + field),
                            money && !typed.isEmpty() ? shown + " " + words.text(locale, "shared.wan") : shown);
                })
                .toList();
    }

    @Allow(Role.APPLICANT)
    @PostMapping
    String add(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        looked(viewer, id);
        return kept(
                service.addProject(viewer, id, posted), id, null, posted, viewer, locale, model, response, redirect);
    }

    @Allow(Role.APPLICANT)
    @PostMapping("/{project}")
    String change(
            @PathVariable UUID id,
            @PathVariable UUID project,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project row = project(looked(viewer, id), project);
        return kept(
                service.changeProject(viewer, id, project, posted),
                id,
                row,
                posted,
                viewer,
                locale,
                model,
                response,
                redirect);
    }

    /** A project is kept whatever was typed; one with errors comes back with them, at its own address. */
    private String kept(
            Outcome<UUID> outcome,
            UUID id,
            @Nullable Project row,
            Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (outcome) {
            case Outcome.Done<UUID>(var project) -> {
                var looked = looked(viewer, id);
                Project now = project(looked, project);
                var errors = errors(looked, now);
                if (errors.isEmpty()) {
                    redirect.addFlashAttribute(Notice.FLASH, Notice.done("deduction.done.project"));
                    yield "redirect:/deductions/" + id;
                }
                if (row == null) {
                    // The new row is there now; sending the form again must not make another.
                    redirect.addFlashAttribute(Notice.FLASH, Notice.warning("deduction.done.projectWrong"));
                    yield "redirect:/deductions/" + id + "/projects/" + project;
                }
                response.setStatus(422);
                yield page(looked, now, Form.of(posted).with(errors), viewer, locale, model);
            }
            case Outcome.Refused<UUID>(var errors) -> {
                response.setStatus(422);
                yield page(looked(viewer, id), row, Form.of(posted).with(errors), viewer, locale, model);
            }
        };
    }

    /** Keeps the project while it is typed; answers nothing. */
    @Allow(Role.APPLICANT)
    @PostMapping("/{project}/draft")
    ResponseEntity<Void> draft(
            @PathVariable UUID id,
            @PathVariable UUID project,
            @RequestParam Map<String, String> posted,
            Viewer viewer) {
        return service.changeProject(viewer, id, project, posted)
                .fold(
                        done -> ResponseEntity.noContent().build(),
                        errors -> ResponseEntity.status(HttpStatus.CONFLICT).build());
    }

    @Allow(Role.APPLICANT)
    @PostMapping("/{project}/remove")
    String remove(@PathVariable UUID id, @PathVariable UUID project, Viewer viewer, RedirectAttributes redirect) {
        looked(viewer, id);
        redirect.addFlashAttribute(
                Notice.FLASH,
                service.removeProject(viewer, id, project)
                        .fold(
                                done -> Notice.done("deduction.done.removed"),
                                errors -> Notice.error(errors.getFirst().key())));
        return "redirect:/deductions/" + id;
    }

    // Excel

    @GetMapping("/export")
    void export(@PathVariable UUID id, Viewer viewer, Locale locale, HttpServletResponse response) throws IOException {
        var looked = looked(viewer, id);
        download(
                response,
                words.text(
                        locale,
                        "deduction.title.of",
                        looked.filing().organisationName(),
                        String.valueOf(looked.filing().year())));
        workbook.export(response.getOutputStream(), looked.projects());
    }

    @GetMapping("/template")
    void template(@PathVariable UUID id, Viewer viewer, Locale locale, HttpServletResponse response)
            throws IOException {
        looked(viewer, id);
        download(response, words.text(locale, "deduction.excel.template"));
        workbook.template(response.getOutputStream());
    }

    private static void download(HttpServletResponse response, String name) {
        response.setContentType(XLSX);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", " ") + ".xlsx", StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }

    public record ImportPage(String id, String title, List<Crumb> crumbs, Form form) {}

    @Allow(Role.APPLICANT)
    @GetMapping("/import")
    String start(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return importPage(looked(viewer, id), Form.EMPTY, locale, model);
    }

    private String importPage(Looked looked, Form form, Locale locale, Model model) {
        String own = "/deductions/" + looked.filing().id();
        model.addAttribute(
                "model",
                new ImportPage(
                        looked.filing().id().toString(),
                        words.text(locale, "deduction.import"),
                        List.of(
                                new Crumb(words.text(locale, "deduction.list"), "/deductions"),
                                new Crumb(
                                        words.text(
                                                locale,
                                                "deduction.title.of",
                                                looked.filing().organisationName(),
                                                String.valueOf(looked.filing().year())),
                                        own)),
                        form));
        return "policy/deduction/import";
    }

    @Allow(Role.APPLICANT)
    @PostMapping("/import")
    String load(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        var looked = looked(viewer, id);
        return switch (loaded(viewer, id, file)) {
            case Outcome.Done<Loaded>(var did) -> {
                redirect.addFlashAttribute(
                        Notice.FLASH, Notice.done("deduction.done.loaded", did.added(), did.changed()));
                yield "redirect:/deductions/" + id;
            }
            case Outcome.Refused<Loaded>(var errors) -> {
                response.setStatus(422);
                yield importPage(looked, Form.EMPTY.with(errors), locale, model);
            }
        };
    }

    /** Rows are taken over as they are, and what is wrong with them stands on the filing's page: nothing typed is lost. */
    Outcome<Loaded> loaded(Viewer viewer, UUID id, @Nullable MultipartFile file) throws IOException {
        if (file == null || file.isEmpty()) {
            return Outcome.refused(FieldError.of("file", "deduction.error.file"));
        }
        String name = file.getOriginalFilename();
        var stored = files.store(
                viewer, name == null ? "projects.xlsx" : name, FileStore.Kind.SPREADSHEET, file.getInputStream());
        if (stored instanceof Outcome.Refused<StoredFile>(var errors)) {
            return Outcome.refused(errors.stream()
                    .map(error -> new FieldError("file", error.key(), error.args()))
                    .toList());
        }
        var content = stored.fold(done -> done, errors -> {
            throw new IllegalStateException();
        });
        List<Line> lines;
        try (var in = files.open(content)) {
            lines = workbook.read(in);
        } catch (Unreadable e) {
            return Outcome.refused(e.error());
        }
        var formulas = new ArrayList<FieldError>();
        lines.forEach(line -> line.errors()
                .forEach(error -> formulas.add(FieldError.of(
                        "file",
                        "deduction.error.formula",
                        line.number(),
                        words.text(Locale.CHINESE, "deduction.field." + error.field())))));
        if (!formulas.isEmpty()) return Outcome.refused(formulas);
        return service.load(viewer, id, lines.stream().map(Line::fields).toList());
    }
}
