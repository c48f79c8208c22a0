package dev.kechuang.registry.web.expert;

import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.internal.expert.ExpertData;
import dev.kechuang.registry.web.expert.FormPage.Field;
import dev.kechuang.registry.web.expert.FormPage.Kind;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/** The forms of the pool. */
@Component
class ExpertForms {

    /** So many fields have a place of their own in the form; who has more keeps the others. */
    private static final int FIELDS = 3;

    private final ExpertLabels labels;

    ExpertForms(ExpertLabels labels) {
        this.labels = labels;
    }

    /** As posted: the fields, which have a select each, in one list with the main one first. */
    static Map<String, String> typed(MultiValueMap<String, String> posted) {
        var values = new LinkedHashMap<>(Form.of(posted).values());
        if (values.containsKey("field1")) {
            var fields = new ArrayList<String>();
            for (int i = 1; i <= FIELDS; i++) fields.add(values.getOrDefault("field" + i, ""));
            fields.add(values.getOrDefault("fieldsMore", ""));
            values.put("fields", String.join(",", fields));
        }
        return values;
    }

    /** The person's data as the form shows them. */
    static Form filled(Expert expert) {
        var values = new LinkedHashMap<>(ExpertData.of(expert).texts());
        for (int i = 1; i <= FIELDS; i++) {
            values.put(
                    "field" + i, expert.fields().size() >= i ? expert.fields().get(i - 1) : "");
        }
        values.put(
                "fieldsMore",
                expert.fields().size() > FIELDS
                        ? String.join(
                                ",",
                                expert.fields().subList(FIELDS, expert.fields().size()))
                        : "");
        values.put("version", Integer.toString(expert.version()));
        return Form.of(values);
    }

    /** Errors of the list of fields stand at the first of them. */
    static Form wrong(Map<String, String> values, List<dev.kechuang.shared.FieldError> errors) {
        return Form.of(values)
                .with(errors.stream()
                        .map(error -> error.field().equals("fields")
                                ? new dev.kechuang.shared.FieldError("field1", error.key(), error.args())
                                : error)
                        .toList());
    }

    /** @param own whether it is the expert oneself */
    FormPage person(@Nullable Expert expert, Form form, boolean own, Viewer viewer, Locale locale) {
        var fields = new ArrayList<Field>();
        if (!own) {
            fields.add(line("name", true, locale));
            fields.add(several("serves", labels.services(locale), locale));
        }
        fields.add(line("unit", true, locale));
        if (!own) {
            fields.add(choice("region", true, labels.places(locale, viewer), locale));
            fields.add(choice("title", false, labels.titles(locale), locale));
        }
        fields.add(line("position", false, locale));
        if (!own) {
            fields.add(choice("education", false, labels.educations(locale), locale));
            fields.add(line("birthYear", false, locale));
        }
        var all = labels.allFields(locale);
        for (int i = 1; i <= FIELDS; i++) {
            fields.add(new Field(
                    Kind.CHOICE,
                    "field" + i,
                    labels.text(locale, i == 1 ? "expert.field.main" : "expert.field.further"),
                    false,
                    "",
                    all));
        }
        fields.add(line("specialty", false, locale));
        fields.add(new Field(Kind.TELEPHONE, "phone", label(locale, "phone"), false, "", List.of()));
        fields.add(new Field(Kind.MAIL, "email", label(locale, "email"), false, "", List.of()));
        if (!own)
            fields.add(new Field(
                    Kind.NUMBER, "loadLimit", label(locale, "loadLimit"), false, hint(locale, "loadLimit"), List.of()));
        if (expert != null && !own) fields.add(line("reason", false, locale));
        var hidden = new LinkedHashMap<String, String>();
        if (expert != null) hidden.put("version", form.value("version"));
        hidden.put("fieldsMore", form.value("fieldsMore"));
        return new FormPage(
                labels.text(
                        locale, expert == null ? "expert.new" : "expert.editing", expert == null ? "" : expert.name()),
                "",
                expert == null ? "/experts/new" : path(expert) + "/edit",
                expert == null ? "/experts" : path(expert),
                labels.text(locale, "registry.save"),
                form,
                crumbs(expert, own, locale),
                hidden,
                fields);
    }

    FormPage tie(Expert expert, Form form, boolean own, Locale locale) {
        return of(
                expert,
                "expert.tie.new",
                "expert.tie.note",
                "/ties/new",
                "?tab=ties",
                form,
                own,
                locale,
                List.of(
                        new Field(
                                Kind.CHOICE,
                                "kind",
                                labels.text(locale, "expert.tie.kind"),
                                true,
                                "",
                                labels.tieKinds(locale)),
                        new Field(
                                Kind.LINE,
                                "unit",
                                labels.text(locale, "expert.tie.unit"),
                                false,
                                labels.text(locale, "expert.tie.unit.hint"),
                                List.of()),
                        new Field(
                                Kind.LINE,
                                "person",
                                labels.text(locale, "expert.tie.person"),
                                false,
                                labels.text(locale, "expert.tie.person.hint"),
                                List.of()),
                        new Field(Kind.DATE, "since", label(locale, "since"), true, "", List.of()),
                        new Field(
                                Kind.DATE,
                                "until",
                                label(locale, "until"),
                                false,
                                labels.text(locale, "expert.tie.until.hint"),
                                List.of()),
                        new Field(
                                Kind.LINE,
                                "note",
                                labels.text(locale, "expert.tie.text"),
                                false,
                                labels.text(locale, "expert.tie.text.hint"),
                                List.of())));
    }

    FormPage bank(Expert expert, Form form, boolean own, Locale locale) {
        return of(
                expert,
                "expert.bank.title",
                "expert.bank.note",
                "/bank",
                "",
                form,
                own,
                locale,
                List.of(
                        new Field(Kind.LINE, "bank", labels.text(locale, "expert.bank.bank"), true, "", List.of()),
                        new Field(
                                Kind.LINE, "number", labels.text(locale, "expert.bank.number"), true, "", List.of())));
    }

    FormPage assignment(Expert expert, Form form, Viewer viewer, Locale locale) {
        return of(
                expert,
                "expert.assignment.new",
                "",
                "/assignments/new",
                "?tab=assignments",
                form,
                false,
                locale,
                List.of(
                        new Field(
                                Kind.CHOICE,
                                "servesAs",
                                label(locale, "servesAs"),
                                true,
                                "",
                                labels.assignable(locale, expert)),
                        new Field(Kind.LINE, "where", label(locale, "where"), true, hint(locale, "where"), List.of()),
                        choice("region", true, labels.places(locale, viewer), locale),
                        new Field(Kind.LINE, "task", label(locale, "task"), false, "", List.of()),
                        new Field(Kind.DATE, "since", label(locale, "since"), true, "", List.of()),
                        new Field(Kind.DATE, "until", label(locale, "until"), false, "", List.of())));
    }

    FormPage ending(Expert expert, String assignment, String where, Form form, Locale locale) {
        return of(
                expert,
                "expert.assignment.end",
                "",
                "/assignments/" + assignment + "/end",
                "?tab=assignments",
                form,
                false,
                locale,
                List.of(
                        new Field(Kind.DATE, "until", label(locale, "until"), true, where, List.of()),
                        new Field(Kind.LINE, "reason", label(locale, "reason"), false, "", List.of())));
    }

    FormPage invitation(Expert expert, Form form, Locale locale) {
        return of(
                expert,
                "expert.invite",
                "expert.invite.note",
                "/invite",
                "",
                form,
                false,
                locale,
                List.of(new Field(
                        Kind.LINE,
                        "login",
                        labels.text(locale, "expert.invite.login"),
                        true,
                        labels.text(locale, "expert.invite.hint"),
                        List.of())));
    }

    private FormPage of(
            Expert expert,
            String title,
            String note,
            String action,
            String back,
            Form form,
            boolean own,
            Locale locale,
            List<Field> fields) {
        return new FormPage(
                labels.text(locale, title),
                note.isEmpty() ? "" : labels.text(locale, note),
                path(expert) + action,
                path(expert) + back,
                labels.text(locale, "registry.save"),
                form,
                crumbs(expert, own, locale),
                Map.of(
                        "version",
                        form.value("version").isEmpty() ? Integer.toString(expert.version()) : form.value("version")),
                fields);
    }

    private List<Crumb> crumbs(@Nullable Expert expert, boolean own, Locale locale) {
        var crumbs = new ArrayList<Crumb>();
        if (!own) crumbs.add(new Crumb(labels.text(locale, "expert.experts"), "/experts"));
        if (expert != null) crumbs.add(new Crumb(expert.name(), path(expert)));
        return crumbs;
    }

    static String path(Expert expert) {
        return "/experts/" + expert.id();
    }

    private Field line(String name, boolean required, Locale locale) {
        String hint = List.of("unit", "reason").contains(name) ? hint(locale, name) : "";
        return new Field(Kind.LINE, name, label(locale, name), required, hint, List.of());
    }

    private Field choice(String name, boolean required, List<Option> options, Locale locale) {
        return new Field(Kind.CHOICE, name, label(locale, name), required, "", options);
    }

    private Field several(String name, List<Option> options, Locale locale) {
        return new Field(Kind.SEVERAL, name, label(locale, name), true, "", options);
    }

    private String label(Locale locale, String name) {
        return labels.text(locale, "expert.field." + name);
    }

    private String hint(Locale locale, String name) {
        return labels.text(locale, "expert.hint." + name);
    }
}
