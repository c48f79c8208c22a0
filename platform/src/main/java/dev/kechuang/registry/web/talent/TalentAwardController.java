package dev.kechuang.registry.web.talent;

import dev.kechuang.registry.internal.talent.Talent;
import dev.kechuang.registry.internal.talent.TalentService;
import dev.kechuang.registry.internal.talent.TalentStore;
import dev.kechuang.registry.web.expert.FormPage.Field;
import dev.kechuang.registry.web.expert.FormPage.Kind;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
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

/** The forms that add, end and take back an award. */
@Controller
@RequestMapping("/talents")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class TalentAwardController {

    private final TalentStore store;
    private final TalentService service;
    private final TalentForms forms;
    private final TalentLabels labels;

    TalentAwardController(TalentStore store, TalentService service, TalentForms forms, TalentLabels labels) {
        this.store = store;
        this.service = service;
        this.forms = forms;
        this.labels = labels;
    }

    private Talent talent(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("talent"));
    }

    @GetMapping("/{id}/awards/new")
    String newAward(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Talent talent = talent(viewer, id);
        return awardForm(talent, Form.EMPTY, talent.version(), locale, model);
    }

    private String awardForm(Talent talent, Form form, int version, Locale locale, Model model) {
        String own = "/talents/" + talent.id();
        return forms.form(
                locale,
                labels.text(locale, "talent.award.new", talent.name()),
                own + "/awards",
                own,
                form,
                Map.of("version", String.valueOf(version)),
                forms.awardFields(locale),
                model);
    }

    @PostMapping("/{id}/awards")
    String award(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Talent before = talent(viewer, id);
        int version = TalentForms.version(posted);
        return switch (service.award(viewer, id, version, posted)) {
            case Outcome.Done<Talent> done -> TalentForms.done(id, "talent.done.awarded", redirect);
            case Outcome.Refused<Talent>(var errors) -> {
                response.setStatus(422);
                yield awardForm(before, Form.of(posted).with(errors), version, locale, model);
            }
        };
    }

    @GetMapping("/{id}/awards/{award}/end")
    String askEnd(@PathVariable UUID id, @PathVariable UUID award, Viewer viewer, Locale locale, Model model) {
        Talent talent = talent(viewer, id);
        return endForm(
                talent,
                award,
                Form.of(Map.of("until", labels.today().toString())),
                true,
                talent.version(),
                locale,
                model);
    }

    @GetMapping("/{id}/awards/{award}/take-back")
    String askTakeBack(@PathVariable UUID id, @PathVariable UUID award, Viewer viewer, Locale locale, Model model) {
        Talent talent = talent(viewer, id);
        return endForm(talent, award, Form.EMPTY, false, talent.version(), locale, model);
    }

    private String endForm(
            Talent talent, UUID award, Form form, boolean ends, int version, Locale locale, Model model) {
        var plan = talent.awards().stream()
                .filter(one -> one.id().equals(award))
                .findFirst()
                .orElseThrow(() -> new NotFound("award"))
                .plan();
        String own = "/talents/" + talent.id();
        var fields = new ArrayList<Field>();
        if (ends) fields.add(forms.field(locale, Kind.DATE, "until", true, "", List.of()));
        fields.add(forms.field(
                locale,
                Kind.LINES,
                "reason",
                true,
                labels.text(locale, ends ? "talent.end.hint" : "talent.takeBack.hint"),
                List.of()));
        return forms.form(
                locale,
                labels.text(locale, ends ? "talent.end" : "talent.takeBack") + "：" + plan,
                own + "/awards/" + award + (ends ? "/end" : "/take-back"),
                own,
                form,
                Map.of("version", String.valueOf(version)),
                fields,
                model);
    }

    @PostMapping("/{id}/awards/{award}/end")
    String end(
            @PathVariable UUID id,
            @PathVariable UUID award,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Talent before = talent(viewer, id);
        int version = TalentForms.version(posted);
        var outcome = service.end(
                viewer, id, version, award, posted.getOrDefault("until", ""), posted.getOrDefault("reason", ""));
        return switch (outcome) {
            case Outcome.Done<Talent> done -> TalentForms.done(id, "talent.done.ended", redirect);
            case Outcome.Refused<Talent>(var errors) -> {
                response.setStatus(422);
                yield endForm(before, award, Form.of(posted).with(errors), true, version, locale, model);
            }
        };
    }

    @PostMapping("/{id}/awards/{award}/take-back")
    String takeBack(
            @PathVariable UUID id,
            @PathVariable UUID award,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Talent before = talent(viewer, id);
        int version = TalentForms.version(posted);
        return switch (service.takeBack(viewer, id, version, award, posted.getOrDefault("reason", ""))) {
            case Outcome.Done<Talent> done -> TalentForms.done(id, "talent.done.takenBack", redirect);
            case Outcome.Refused<Talent>(var errors) -> {
                response.setStatus(422);
                yield endForm(before, award, Form.of(posted).with(errors), false, version, locale, model);
            }
        };
    }
}
