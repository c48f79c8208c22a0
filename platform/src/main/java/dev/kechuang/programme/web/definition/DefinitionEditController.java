package dev.kechuang.programme.web.definition;

import dev.kechuang.pack.Region;
import dev.kechuang.programme.internal.version.Version;
import dev.kechuang.programme.internal.version.VersionService;
import dev.kechuang.programme.internal.version.VersionStore;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The editor of programmes: a text that is checked as it is typed and kept as a draft when it is right. */
@Controller
@RequestMapping("/programmes/definitions")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class DefinitionEditController {

    private final VersionStore store;
    private final VersionService service;
    private final Labels labels;

    DefinitionEditController(VersionStore store, VersionService service, Labels labels) {
        this.store = store;
        this.service = service;
        this.labels = labels;
    }

    /** @param from a version to go on from; without one a short programme to begin with */
    @GetMapping("/new")
    String edit(@RequestParam @Nullable UUID from, Viewer viewer, Model model) {
        Version base = base(viewer, from);
        String text = base == null ? skeleton() : store.text(base.id());
        boolean mine = base != null
                && base.state() == Version.State.DRAFT
                && Objects.equals(base.draftedBy(), viewer.account());
        List<Region> regions = base == null ? labels.regions(viewer) : List.of();
        String region = base != null
                ? base.region()
                : regions.isEmpty() ? "" : regions.getFirst().code();
        var form = Form.of(Map.of(
                "text",
                text,
                "region",
                region,
                "from",
                base == null ? "" : base.id().toString(),
                "replaces",
                mine && base != null ? base.id().toString() : ""));
        return page(base, form, regions, model);
    }

    private String page(@Nullable Version base, Form form, List<Region> regions, Model model) {
        String text = form.value("text");
        var check = EditPage.Check.of(text, service.check(form.value("region"), text));
        model.addAttribute("page", new EditPage(base, form, regions, check));
        return "programme/definition/edit";
    }

    /** What is wrong with the text as it stands, for the part of the page beside it. */
    @PostMapping("/check")
    String check(
            @RequestParam(defaultValue = "") String region, @RequestParam(defaultValue = "") String text, Model model) {
        model.addAttribute("check", EditPage.Check.of(text, service.check(region, text)));
        return "programme/definition/check";
    }

    @PostMapping("/new")
    String save(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Version base = base(viewer, id(posted.get("from")));
        String region = base != null ? base.region() : posted.getOrDefault("region", "");
        return Answer.of(
                service.draft(viewer, region, posted.getOrDefault("text", ""), id(posted.get("replaces"))),
                version -> Notice.done("definition.saved", version.number()),
                version -> DefinitionListPage.path(version),
                errors -> page(
                        base, Form.of(posted).with(errors), base == null ? labels.regions(viewer) : List.of(), model),
                response,
                redirect);
    }

    private @Nullable Version base(Viewer viewer, @Nullable UUID from) {
        if (from == null) return null;
        Version asked = store.find(from).orElseThrow(() -> new NotFound("version"));
        return store.of(viewer, asked.programme()).stream()
                .filter(version -> version.id().equals(from))
                .findFirst()
                .orElseThrow(() -> new NotFound("version"));
    }

    private static @Nullable UUID id(@Nullable String text) {
        if (text == null || text.isBlank()) return null;
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFound("version");
        }
    }

    /** A short programme that is right, to begin a new one with. */
    static String skeleton() {
        try {
            return new ClassPathResource("dev/kechuang/programme/skeleton.yaml")
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
