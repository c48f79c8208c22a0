package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.UnitStore;
import dev.kechuang.identity.internal.UnitStore.Kind;
import dev.kechuang.identity.internal.UnitStore.Unit;
import dev.kechuang.identity.internal.Units;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tree of units (机构). */
@Controller
@RequestMapping("/identity/units")
@Allow({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
class UnitsController {

    private final UnitStore store;
    private final Units units;
    private final Regions regions;
    private final Words words;

    UnitsController(UnitStore store, Units units, Regions regions, Words words) {
        this.store = store;
        this.units = units;
        this.regions = regions;
        this.words = words;
    }

    @GetMapping
    String tree(Viewer viewer, Locale locale, Model model) {
        boolean may = viewer.is(Role.SYSTEM_ADMIN);
        var table = Table.of(
                words.t(locale, "identity.unit.title"),
                List.<Column<Unit>>of(
                        Column.title(
                                words.t(locale, "identity.unit.name"),
                                u -> may
                                        ? Cell.link(indent(u) + name(locale, u), "/identity/units/" + u.id())
                                        : Cell.text(indent(u) + name(locale, u))),
                        Column.text(
                                words.t(locale, "identity.unit.kind"),
                                u -> Cell.text(words.t(locale, "identity.unit.kind." + u.kind()))),
                        Column.text(words.t(locale, "identity.unit.region"), u -> Cell.text(region(locale, u))),
                        Column.text(words.t(locale, "identity.unit.code"), u -> Cell.text(u.code())),
                        Column.figure(
                                words.t(locale, "identity.unit.people"),
                                "",
                                u -> Cell.count(u.people()).linked("/identity/accounts?unit=" + u.id())),
                        Column.text(
                                words.t(locale, "identity.person.status"),
                                u -> new Tag(
                                        words.t(
                                                locale,
                                                u.active() ? "identity.unit.active" : "identity.unit.dissolved"),
                                        u.active() ? Tone.PASSED : Tone.DRAFT))),
                store.all());
        model.addAttribute("page", new Pages.UnitTree(table, may));
        return "identity/units";
    }

    private static String indent(Unit unit) {
        return unit.parent() == null ? "" : "　";
    }

    private static String name(Locale locale, Unit unit) {
        return locale.getLanguage().equals("en") && !unit.en().isEmpty() ? unit.en() : unit.name();
    }

    private String region(Locale locale, Unit unit) {
        return regions.find(unit.region()).map(region -> name(locale, region)).orElse(unit.region());
    }

    private static String name(Locale locale, Region region) {
        return locale.getLanguage().equals("en") && !region.en().isEmpty() ? region.en() : region.name();
    }

    @GetMapping("/new")
    @Allow(Role.SYSTEM_ADMIN)
    String fresh(Locale locale, Model model) {
        return form(Form.of(Map.of("kind", Kind.DIVISION.name())), null, locale, model);
    }

    @GetMapping("/{id}")
    @Allow(Role.SYSTEM_ADMIN)
    String edit(@PathVariable UUID id, Locale locale, Model model) {
        Unit unit = store.find(id).orElseThrow(() -> new NotFound("unit"));
        var form = Form.of(Map.of("name", unit.name(), "en", unit.en(), "active", unit.active() ? "true" : ""));
        return form(form, unit, locale, model);
    }

    private String form(Form form, @Nullable Unit unit, Locale locale, Model model) {
        var kinds = List.of(Kind.DIVISION, Kind.REGION_BUREAU).stream()
                .map(kind -> new Option(kind.name(), words.t(locale, "identity.unit.kind." + kind)))
                .toList();
        var parents = store.all().stream()
                .filter(one -> one.active() && one.kind() != Kind.DIVISION)
                .map(one -> new Option(one.id().toString(), name(locale, one)))
                .toList();
        var all = regions.subtree(regions.city().code()).stream()
                .flatMap(code -> regions.find(code).stream())
                .filter(region -> region.validUntil() == null)
                .map(region -> new Option(region.code(), name(locale, region)))
                .toList();
        model.addAttribute("page", new Pages.UnitForm(form, unit, kinds, parents, all));
        return "identity/unitForm";
    }

    @PostMapping
    @Allow(Role.SYSTEM_ADMIN)
    String create(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String en,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String parent,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        Outcome<UUID> outcome = units.create(
                viewer,
                new Units.NewUnit(
                        code,
                        name,
                        en,
                        kind.equals(Kind.REGION_BUREAU.name()) ? Kind.REGION_BUREAU : Kind.DIVISION,
                        region,
                        AccountsController.uuid(parent)));
        return finish(
                outcome,
                Form.of(Map.of("code", code, "name", name, "en", en, "kind", kind, "region", region, "parent", parent)),
                null,
                locale,
                response,
                model,
                redirect);
    }

    @PostMapping("/{id}")
    @Allow(Role.SYSTEM_ADMIN)
    String update(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String en,
            @RequestParam(defaultValue = "") String active,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        Unit unit = store.find(id).orElseThrow(() -> new NotFound("unit"));
        return finish(
                units.update(viewer, id, name, en, !active.isEmpty()),
                Form.of(Map.of("name", name, "en", en, "active", active)),
                unit,
                locale,
                response,
                model,
                redirect);
    }

    private String finish(
            Outcome<UUID> outcome,
            Form form,
            @Nullable Unit unit,
            Locale locale,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        return switch (outcome) {
            case Outcome.Done<UUID> _ -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("identity.unit.saved"));
                yield "redirect:/identity/units";
            }
            case Outcome.Refused<UUID>(var errors) -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                yield form(form.with(errors), unit, locale, model);
            }
        };
    }
}
