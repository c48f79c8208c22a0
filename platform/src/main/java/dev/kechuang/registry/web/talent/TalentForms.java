package dev.kechuang.registry.web.talent;

import dev.kechuang.registry.web.Pages;
import dev.kechuang.registry.web.expert.FormPage;
import dev.kechuang.registry.web.expert.FormPage.Field;
import dev.kechuang.registry.web.expert.FormPage.Kind;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the forms about a talent ask for, and how they are shown. */
@Component
class TalentForms {

    private final TalentLabels labels;

    TalentForms(TalentLabels labels) {
        this.labels = labels;
    }

    List<Field> personFields(Locale locale, Viewer viewer, boolean known) {
        return List.of(
                field(locale, Kind.LINE, "name", true, "", List.of()),
                field(
                        locale,
                        Kind.LINE,
                        "identity",
                        false,
                        labels.text(locale, known ? "talent.identity.keep" : "talent.identity.hint"),
                        List.of()),
                field(locale, Kind.LINE, "unit", true, labels.text(locale, "talent.unit.hint"), List.of()),
                field(
                        locale,
                        Kind.CHOICE,
                        "region",
                        false,
                        labels.text(locale, "talent.region.hint"),
                        labels.regions(locale, viewer)),
                field(locale, Kind.CHOICE, "field", false, "", labels.fields(locale)),
                field(locale, Kind.LINE, "position", false, "", List.of()),
                field(locale, Kind.CHOICE, "education", false, "", labels.educations(locale)));
    }

    List<Field> awardFields(Locale locale) {
        return List.of(
                field(locale, Kind.LINE, "plan", true, labels.text(locale, "talent.plan.hint"), List.of()),
                field(locale, Kind.CHOICE, "level", true, "", labels.levels(locale)),
                field(locale, Kind.DATE, "awardedOn", true, "", List.of()),
                field(locale, Kind.DATE, "until", false, labels.text(locale, "talent.until.hint"), List.of()),
                field(locale, Kind.LINE, "document", false, "", List.of()),
                field(locale, Kind.CHOICE, "role", true, labels.text(locale, "talent.role.hint"), labels.roles(locale)),
                field(locale, Kind.LINE, "at", false, labels.text(locale, "talent.at.hint"), List.of()));
    }

    Field field(Locale locale, Kind kind, String name, boolean required, String hint, List<Option> options) {
        return new Field(kind, name, labels.text(locale, "talent.field." + name), required, hint, options);
    }

    String form(
            Locale locale,
            String title,
            String action,
            String back,
            Form form,
            Map<String, String> hidden,
            List<Field> fields,
            Model model) {
        model.addAttribute(
                "model",
                new FormPage(
                        title,
                        "",
                        action,
                        back,
                        labels.text(locale, "talent.save"),
                        form,
                        List.of(new Crumb(labels.text(locale, "talent.talents"), "/talents")),
                        hidden,
                        fields));
        return "registry/expert/form";
    }

    static String done(UUID id, String key, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Notice.FLASH, Notice.done(key));
        return "redirect:/talents/" + id;
    }

    static int version(Map<String, String> posted) {
        return Pages.number(posted.getOrDefault("version", ""));
    }
}
