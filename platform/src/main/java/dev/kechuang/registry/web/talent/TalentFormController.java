package dev.kechuang.registry.web.talent;

import dev.kechuang.registry.internal.talent.Talent;
import dev.kechuang.registry.internal.talent.TalentService;
import dev.kechuang.registry.internal.talent.TalentStore;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The forms that enter and change a talent. */
@Controller
@RequestMapping("/talents")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class TalentFormController {

    private final TalentStore store;
    private final TalentService service;
    private final TalentForms forms;
    private final TalentLabels labels;

    TalentFormController(TalentStore store, TalentService service, TalentForms forms, TalentLabels labels) {
        this.store = store;
        this.service = service;
        this.forms = forms;
        this.labels = labels;
    }

    private Talent talent(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("talent"));
    }

    @GetMapping("/new")
    String fresh(Viewer viewer, Locale locale, Model model) {
        return freshForm(Form.EMPTY, viewer, locale, model);
    }

    private String freshForm(Form form, Viewer viewer, Locale locale, Model model) {
        var fields = new ArrayList<>(forms.personFields(locale, viewer, false));
        fields.addAll(forms.awardFields(locale));
        return forms.form(
                locale, labels.text(locale, "talent.new"), "/talents", "/talents", form, Map.of(), fields, model);
    }

    @PostMapping
    String create(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (service.create(viewer, posted)) {
            case Outcome.Done<Talent>(var talent) -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("talent.done.entered"));
                yield "redirect:/talents/" + talent.id();
            }
            case Outcome.Refused<Talent>(var errors) -> {
                response.setStatus(422);
                yield freshForm(Form.of(posted).with(errors), viewer, locale, model);
            }
        };
    }

    @GetMapping("/{id}/edit")
    String edit(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Talent talent = talent(viewer, id);
        return editForm(talent, Form.of(talent.texts()), talent.version(), viewer, locale, model);
    }

    private String editForm(Talent talent, Form form, int version, Viewer viewer, Locale locale, Model model) {
        String own = "/talents/" + talent.id();
        return forms.form(
                locale,
                talent.name(),
                own + "/edit",
                own,
                form,
                Map.of("version", String.valueOf(version)),
                forms.personFields(locale, viewer, true),
                model);
    }

    @PostMapping("/{id}/edit")
    String change(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Talent before = talent(viewer, id);
        int version = TalentForms.version(posted);
        return switch (service.change(viewer, id, version, posted)) {
            case Outcome.Done<Talent> done -> TalentForms.done(id, "talent.done.changed", redirect);
            case Outcome.Refused<Talent>(var errors) -> {
                response.setStatus(422);
                yield editForm(before, Form.of(posted).with(errors), version, viewer, locale, model);
            }
        };
    }
}
