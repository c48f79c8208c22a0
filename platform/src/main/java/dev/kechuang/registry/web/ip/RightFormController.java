package dev.kechuang.registry.web.ip;

import dev.kechuang.registry.Organisations;
import dev.kechuang.registry.internal.ip.EntryService;
import dev.kechuang.registry.internal.ip.Right;
import dev.kechuang.registry.internal.ip.Right.Owner;
import dev.kechuang.registry.internal.ip.RightService;
import dev.kechuang.registry.internal.ip.RightStore;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Entering and changing a right: at once by officers, until it is confirmed by people of an organisation. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.APPLICANT})
class RightFormController {

    private final RightService rights;
    private final RightStore store;
    private final EntryService entries;
    private final Organisations organisations;
    private final RightForms forms;

    RightFormController(
            RightService rights,
            RightStore store,
            EntryService entries,
            Organisations organisations,
            RightForms forms) {
        this.rights = rights;
        this.store = store;
        this.entries = entries;
        this.organisations = organisations;
        this.forms = forms;
    }

    @GetMapping("/ip/new")
    String start(
            @RequestParam(required = false) @Nullable UUID organisation, Viewer viewer, Locale locale, Model model) {
        entering(viewer);
        var values = new LinkedHashMap<String, String>();
        values.put("obtained", "self");
        if (organisation != null) {
            organisations.find(viewer, organisation).ifPresent(o -> values.put("owners", o.name()));
        }
        return RightController.form(forms.entering(Form.of(values), viewer, locale), model);
    }

    private static void entering(Viewer viewer) {
        if (!viewer.isOfficer() && viewer.organisation() == null) throw new NotFound("organisation");
    }

    @PostMapping("/ip/new")
    String enter(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        entering(viewer);
        if (viewer.isOfficer()) {
            switch (rights.create(viewer, posted)) {
                case Outcome.Done<Right>(var right) -> {
                    return RightController.saved(right.id(), redirect);
                }
                case Outcome.Refused<Right>(var errors) -> {
                    response.setStatus(422);
                    return RightController.form(forms.entering(Form.of(posted).with(errors), viewer, locale), model);
                }
            }
        }
        return switch (entries.enter(viewer, posted)) {
            case Outcome.Done<UUID>(var id) -> stated(id, redirect);
            case Outcome.Refused<UUID>(var errors) -> {
                response.setStatus(422);
                yield RightController.form(forms.entering(Form.of(posted).with(errors), viewer, locale), model);
            }
        };
    }

    static String stated(UUID entry, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Notice.FLASH, Notice.done("ip.done.stated"));
        return "redirect:/ip/entries/" + entry;
    }

    @GetMapping("/ip/{id}/edit")
    String edit(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Right right = changeable(viewer, id);
        var form = Form.of(RightForms.texts(right, owner(right, viewer)));
        return RightController.form(forms.editing(right, wholly(right, viewer), form, viewer, locale), model);
    }

    /** One of several owners says how it has the right, its first owner and officers what it is. */
    private static boolean wholly(Right right, Viewer viewer) {
        return viewer.isOfficer() || right.cell().organisation().equals(viewer.organisation());
    }

    private @Nullable Owner owner(Right right, Viewer viewer) {
        UUID whose = viewer.isOfficer() ? right.cell().organisation() : viewer.organisation();
        return store.owners(List.of(right.id())).getOrDefault(right.id(), List.of()).stream()
                .filter(owner -> owner.until() == null && owner.organisation().equals(whose))
                .findFirst()
                .orElse(null);
    }

    private Right changeable(Viewer viewer, UUID id) {
        Right right = rights.find(viewer, id).orElseThrow(() -> new NotFound("right"));
        boolean may = viewer.isOfficer() ? RightService.mayKeep(viewer, right.cell()) : owner(right, viewer) != null;
        if (!may || right.withdrawn()) throw new NotFound("right");
        return right;
    }

    @PostMapping("/ip/{id}/edit")
    String change(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Right right = changeable(viewer, id);
        int version = RightController.version(posted);
        if (viewer.isOfficer()) {
            switch (rights.change(viewer, id, version, posted, "")) {
                case Outcome.Done<Right> done -> {
                    return RightController.saved(id, redirect);
                }
                case Outcome.Refused<Right>(var errors) -> {
                    response.setStatus(422);
                    return RightController.form(
                            forms.editing(right, true, Form.of(posted).with(errors), viewer, locale), model);
                }
            }
        }
        return switch (entries.change(viewer, id, version, posted)) {
            case Outcome.Done<UUID>(var entry) -> stated(entry, redirect);
            case Outcome.Refused<UUID>(var errors) -> {
                response.setStatus(422);
                yield RightController.form(
                        forms.editing(
                                right, wholly(right, viewer), Form.of(posted).with(errors), viewer, locale),
                        model);
            }
        };
    }
}
