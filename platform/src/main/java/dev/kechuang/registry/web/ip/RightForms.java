package dev.kechuang.registry.web.ip;

import dev.kechuang.registry.internal.ip.IpCase;
import dev.kechuang.registry.internal.ip.Right;
import dev.kechuang.registry.internal.ip.Right.Owner;
import dev.kechuang.registry.internal.ip.RightData;
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

/** The forms of rights and cases: what they ask for, in order. */
@Component
public class RightForms {

    private final RightLabels labels;

    RightForms(RightLabels labels) {
        this.labels = labels;
    }

    enum Kind {
        LINE,
        LINES,
        DATE,
        CHOICE
    }

    /** @param options of a choice, empty otherwise */
    public record Field(Kind kind, String name, String label, boolean required, String hint, List<Option> options) {
        public boolean lines() {
            return kind == Kind.LINES;
        }

        public boolean date() {
            return kind == Kind.DATE;
        }

        public boolean choice() {
            return kind == Kind.CHOICE;
        }
    }

    public record Section(String heading, String hint, List<Field> fields) {}

    /** @param hidden fields posted along */
    public record FormPage(
            String heading,
            String note,
            String action,
            String submit,
            String cancel,
            List<Crumb> crumbs,
            Map<String, String> hidden,
            Form form,
            List<Section> sections) {}

    /** What the form of a right shows of it, and of how one owner has it. */
    static Map<String, String> texts(Right right, @Nullable Owner owner) {
        var texts = new LinkedHashMap<>(RightData.of(right).texts());
        texts.put("version", String.valueOf(right.version()));
        if (owner != null) {
            texts.put("share", owner.shown());
            texts.put("obtained", owner.obtained().code());
            texts.put("supportsProduct", owner.supportsProduct() == null ? "" : owner.supportsProduct() ? "yes" : "no");
        }
        return texts;
    }

    List<Crumb> crumbs(Viewer viewer, Locale locale) {
        return viewer.isOfficer()
                ? List.of(new Crumb(labels.text(locale, "ip.rights"), "/ip"))
                : List.of(new Crumb(labels.text(locale, "ip.own"), "/my/ip"));
    }

    /** A new right: officers name its owners, people of an organisation enter their own. */
    FormPage entering(Form form, Viewer viewer, Locale locale) {
        boolean officer = viewer.isOfficer();
        return new FormPage(
                labels.text(locale, officer ? "ip.new" : "ip.state.new"),
                officer ? "" : labels.text(locale, "ip.state.note"),
                "/ip/new",
                labels.text(locale, officer ? "ip.new.submit" : "ip.state.submit"),
                officer ? "/ip" : "/my/ip",
                crumbs(viewer, locale),
                Map.of(),
                form,
                sections(officer, true, true, locale));
    }

    /** @param data whether what is stated of the right itself can be changed: not by one of its further owners */
    FormPage editing(Right right, boolean data, Form form, Viewer viewer, Locale locale) {
        boolean officer = viewer.isOfficer();
        return new FormPage(
                labels.text(locale, "ip.editing", right.title()),
                officer ? "" : labels.text(locale, data ? "ip.state.note" : "ip.state.holding"),
                "/ip/" + right.id() + "/edit",
                labels.text(locale, officer ? "registry.save" : "ip.state.submit"),
                "/ip/" + right.id(),
                crumbs(viewer, locale),
                Map.of("version", form.value("version")),
                form,
                sections(officer, data, false, locale));
    }

    FormPage correcting(String id, boolean data, Form form, Viewer viewer, Locale locale) {
        return new FormPage(
                labels.text(locale, "ip.entry.correct"),
                labels.text(locale, "ip.state.note"),
                "/ip/entries/" + id + "/edit",
                labels.text(locale, "ip.state.submit"),
                "/ip/entries/" + id,
                crumbs(viewer, locale),
                Map.of("version", form.value("version")),
                form,
                sections(false, data, true, locale));
    }

    FormPage ending(Right right, Form form, Viewer viewer, Locale locale) {
        return one(
                right,
                "end",
                form,
                viewer,
                locale,
                List.of(
                        date("endedOn", true, locale),
                        choice("endReason", true, labels.ends(locale), locale),
                        line("reason", false, locale)));
    }

    FormPage transferring(Right right, Form form, Viewer viewer, Locale locale) {
        return one(
                right,
                "transfer",
                form,
                viewer,
                locale,
                List.of(
                        lines("owners", true, locale),
                        new Field(
                                Kind.DATE,
                                "since",
                                labels.text(locale, "ip.transfer.since"),
                                true,
                                labels.text(locale, "ip.transfer.since.hint"),
                                List.of()),
                        choice("obtained", true, labels.obtained(locale), locale),
                        choice("supportsProduct", false, labels.yesNo(locale), locale),
                        line("reason", false, locale)));
    }

    private FormPage one(Right right, String verb, Form form, Viewer viewer, Locale locale, List<Field> fields) {
        return new FormPage(
                labels.text(locale, "ip.do." + verb) + "：" + right.title(),
                labels.text(locale, "ip.note." + verb),
                "/ip/" + right.id() + "/" + verb,
                labels.text(locale, "ip.do." + verb),
                "/ip/" + right.id(),
                crumbs(viewer, locale),
                Map.of("version", form.value("version")),
                form,
                List.of(new Section(labels.text(locale, "ip.do." + verb), "", fields)));
    }

    private List<Section> sections(boolean officer, boolean data, boolean entering, Locale locale) {
        var sections = new ArrayList<Section>();
        if (data) {
            sections.add(section(
                    "what",
                    locale,
                    choice("kind", true, labels.kinds(locale), locale),
                    line("title", true, locale),
                    line("applicationNumber", false, locale),
                    line("grantNumber", false, locale)));
            sections.add(section(
                    "days",
                    locale,
                    date("applied", false, locale),
                    date("granted", false, locale),
                    date("termUntil", false, locale)));
        }
        var held = new ArrayList<Field>();
        if (officer && entering) held.add(lines("owners", true, locale));
        if (!officer || !entering) held.add(line("share", false, locale));
        held.add(choice("obtained", false, labels.obtained(locale), locale));
        if (entering) held.add(date("since", false, locale));
        held.add(choice("supportsProduct", false, labels.yesNo(locale), locale));
        sections.add(new Section(
                labels.text(locale, officer ? "ip.section.owners" : "ip.section.own"),
                officer && !entering ? labels.text(locale, "ip.section.owners.hint") : "",
                held));
        if (data) {
            sections.add(section(
                    "more",
                    locale,
                    choice("usedForHnte", false, labels.yesNo(locale), locale),
                    line("inventors", false, locale),
                    line("otherOwners", false, locale)));
            sections.add(section(
                    "end",
                    locale,
                    date("endedOn", false, locale),
                    choice("endReason", false, labels.ends(locale), locale)));
        }
        return sections;
    }

    private Section section(String name, Locale locale, Field... fields) {
        return new Section(labels.text(locale, "ip.section." + name), "", List.of(fields));
    }

    FormPage caseForm(@Nullable IpCase known, Form form, Viewer viewer, Locale locale) {
        String path = known == null ? "/ip/cases/new" : "/ip/cases/" + known.id() + "/edit";
        return new FormPage(
                labels.text(
                        locale, known == null ? "ip.case.new" : "ip.case.editing", known == null ? "" : known.number()),
                "",
                path,
                labels.text(locale, "registry.save"),
                known == null ? "/ip/cases" : "/ip/cases/" + known.id(),
                List.of(new Crumb(labels.text(locale, "ip.cases"), "/ip/cases")),
                known == null ? Map.of() : Map.of("version", form.value("version")),
                form,
                List.of(
                        new Section(
                                labels.text(locale, "ip.case.section.what"),
                                "",
                                List.of(
                                        caseField(Kind.LINE, "number", true, List.of(), locale),
                                        caseField(Kind.CHOICE, "kind", true, labels.caseKinds(locale), locale),
                                        caseField(Kind.LINE, "subject", true, List.of(), locale),
                                        caseField(
                                                Kind.CHOICE, "region", true, labels.districts(locale, viewer), locale),
                                        caseField(Kind.CHOICE, "zone", false, labels.zones(locale, viewer), locale),
                                        caseField(Kind.DATE, "filed", true, List.of(), locale))),
                        new Section(
                                labels.text(locale, "ip.case.section.parties"),
                                labels.text(locale, "ip.case.section.parties.hint"),
                                List.of(
                                        caseField(Kind.LINE, "petitioner", false, List.of(), locale),
                                        caseField(Kind.LINE, "respondent", false, List.of(), locale),
                                        caseField(Kind.LINE, "rightNumber", false, List.of(), locale))),
                        new Section(
                                labels.text(locale, "ip.case.section.result"),
                                "",
                                List.of(
                                        caseField(Kind.DATE, "closed", false, List.of(), locale),
                                        caseField(Kind.CHOICE, "result", false, labels.caseResults(locale), locale),
                                        caseField(Kind.LINES, "note", false, List.of(), locale)))));
    }

    private Field caseField(Kind kind, String name, boolean required, List<Option> options, Locale locale) {
        String key = name.equals("region") || name.equals("zone") ? "ip." : "ip.case.";
        return new Field(kind, name, labels.text(locale, key + name), required, "", options);
    }

    private Field line(String name, boolean required, Locale locale) {
        return new Field(Kind.LINE, name, label(name, locale), required, hint(name, locale), List.of());
    }

    private Field lines(String name, boolean required, Locale locale) {
        return new Field(Kind.LINES, name, label(name, locale), required, hint(name, locale), List.of());
    }

    private Field date(String name, boolean required, Locale locale) {
        return new Field(Kind.DATE, name, label(name, locale), required, hint(name, locale), List.of());
    }

    private Field choice(String name, boolean required, List<Option> options, Locale locale) {
        return new Field(Kind.CHOICE, name, label(name, locale), required, hint(name, locale), options);
    }

    private String label(String name, Locale locale) {
        return labels.text(locale, "ip.field." + name);
    }

    private String hint(String name, Locale locale) {
        return switch (name) {
            case "applicationNumber",
                    "grantNumber",
                    "termUntil",
                    "owners",
                    "since",
                    "supportsProduct",
                    "usedForHnte",
                    "inventors",
                    "otherOwners",
                    "endedOn" -> labels.text(locale, "ip.hint." + name);
            default -> "";
        };
    }
}
