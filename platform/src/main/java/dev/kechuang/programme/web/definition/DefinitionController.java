package dev.kechuang.programme.web.definition;

import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.version.Version;
import dev.kechuang.programme.internal.version.VersionService;
import dev.kechuang.programme.internal.version.VersionStore;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Programmes, their versions and their release. Everybody sees what is released. */
@Controller
@RequestMapping("/programmes/definitions")
class DefinitionController {

    private final VersionStore store;
    private final VersionService service;
    private final Definitions definitions;
    private final Labels labels;
    private final ApplicationLabels words;
    private final Sheets sheets;

    DefinitionController(
            VersionStore store,
            VersionService service,
            Definitions definitions,
            Labels labels,
            ApplicationLabels words,
            Sheets sheets) {
        this.store = store;
        this.service = service;
        this.definitions = definitions;
        this.labels = labels;
        this.words = words;
        this.sheets = sheets;
    }

    @GetMapping
    @Allow(everyone = true)
    String list(Viewer viewer, Model model) {
        model.addAttribute(
                "page",
                DefinitionListPage.of(
                        store.all(viewer), service.inPacks(), viewer.isOfficer(), viewer.isOfficer(), labels));
        return "programme/definition/list";
    }

    @GetMapping("/export")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    void export(Viewer viewer, Locale locale, HttpServletResponse response) {
        var page = DefinitionListPage.of(store.all(viewer), service.inPacks(), true, false, labels);
        sheets.write(
                response,
                viewer,
                locale,
                words.text(locale, "definition.list"),
                Map.of(),
                List.of(
                        new Sheets.Column<DefinitionListPage.Row>(
                                "definition.name", row -> row.shown().name().in(locale)),
                        new Sheets.Column<>(
                                "definition.code", row -> row.shown().programme()),
                        new Sheets.Column<>(
                                "definition.gives",
                                row -> words.text(
                                        locale,
                                        "definition.gives."
                                                + row.shown().gives().name().toLowerCase(Locale.ROOT))),
                        new Sheets.Column<>(
                                "definition.region",
                                row -> words.region(locale, row.shown().region())),
                        new Sheets.Column<>(
                                "definition.released",
                                row -> row.released() == null
                                        ? null
                                        : row.released().number()),
                        new Sheets.Column<>(
                                "definition.releasedBy",
                                row -> row.released() == null
                                        ? null
                                        : row.released().releasedName()),
                        new Sheets.Column<>(
                                "definition.drafts",
                                row -> row.drafts().isEmpty()
                                        ? null
                                        : row.drafts().getFirst().number())),
                page.rows().iterator());
    }

    /** The released version, for officers by {@code ?version=} any other. */
    @GetMapping("/{code}")
    @Allow(everyone = true)
    String show(@PathVariable String code, @RequestParam @Nullable Integer version, Viewer viewer, Model model) {
        List<Version> versions = versions(viewer, code);
        Version shown = version == null
                ? Objects.requireNonNullElse(DefinitionListPage.released(versions), versions.getFirst())
                : numbered(versions, version);
        Version released = DefinitionListPage.released(versions);
        model.addAttribute(
                "page",
                new DefinitionPage(
                        shown,
                        definitions.of(shown.id()),
                        versions,
                        viewer.isOfficer(),
                        VersionService.mayChange(viewer, shown.region()),
                        released != null && DefinitionListPage.differs(released, service.inPacks()),
                        labels));
        return "programme/definition/show";
    }

    @GetMapping("/{code}/versions/{number}")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    String version(@PathVariable String code, @PathVariable int number, Viewer viewer, Model model) {
        model.addAttribute("page", page(viewer, code, number));
        return "programme/definition/version";
    }

    private VersionPage page(Viewer viewer, String code, int number) {
        List<Version> versions = versions(viewer, code);
        Version version = numbered(versions, number);
        Version released = DefinitionListPage.released(versions);
        boolean current = released != null && released.id().equals(version.id());
        String text = store.text(version.id());
        boolean own = Objects.equals(version.draftedBy(), viewer.account());
        boolean mayChange = VersionService.mayChange(viewer, version.region());
        return new VersionPage(
                version,
                text,
                current ? null : released,
                current || released == null ? List.of() : VersionPage.difference(store.text(released.id()), text),
                mayChange && !own && !current,
                mayChange,
                own && version.state() == Version.State.DRAFT,
                Form.EMPTY);
    }

    /** The text as a file, as it goes into a pack. */
    @GetMapping("/{code}/versions/{number}/text")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<byte[]> text(@PathVariable String code, @PathVariable int number, Viewer viewer) {
        Version version = numbered(versions(viewer, code), number);
        return ResponseEntity.ok()
                .contentType(new MediaType("application", "yaml", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(code + ".yaml")
                                .build()
                                .toString())
                .body(store.text(version.id()).getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/{code}/versions/{number}/release")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    String askRelease(@PathVariable String code, @PathVariable int number, Viewer viewer, Model model) {
        model.addAttribute("page", page(viewer, code, number));
        return "programme/definition/askRelease";
    }

    @PostMapping("/{code}/versions/{number}/release")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    String release(
            @PathVariable String code,
            @PathVariable int number,
            @RequestParam int seen,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        VersionPage page = page(viewer, code, number);
        return service.release(viewer, page.version().id(), seen)
                .fold(
                        released -> {
                            redirect.addFlashAttribute(
                                    Notice.FLASH, Notice.done("definition.release.done", released.number()));
                            return "redirect:/programmes/definitions/" + released.programme();
                        },
                        errors -> {
                            // Somebody may have released another one: the page compares with that now.
                            model.addAttribute(
                                    "page", page(viewer, code, number).with(errors));
                            response.setStatus(422);
                            return "programme/definition/version";
                        });
    }

    @GetMapping("/{code}/versions/{number}/discard")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    String askDiscard(@PathVariable String code, @PathVariable int number, Viewer viewer, Model model) {
        model.addAttribute("page", page(viewer, code, number));
        return "programme/definition/askDiscard";
    }

    @PostMapping("/{code}/versions/{number}/discard")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    String discard(
            @PathVariable String code,
            @PathVariable int number,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        VersionPage page = page(viewer, code, number);
        return service.discard(viewer, page.version().id())
                .fold(
                        discarded -> {
                            redirect.addFlashAttribute(
                                    Notice.FLASH, Notice.done("definition.discard.done", discarded.number()));
                            return "redirect:/programmes/definitions";
                        },
                        errors -> {
                            model.addAttribute("page", page.with(errors));
                            response.setStatus(422);
                            return "programme/definition/version";
                        });
    }

    private List<Version> versions(Viewer viewer, String code) {
        List<Version> versions = store.of(viewer, code);
        if (versions.isEmpty()) throw new NotFound("programme");
        return versions;
    }

    private static Version numbered(List<Version> versions, int number) {
        return versions.stream()
                .filter(version -> version.number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFound("version"));
    }
}
