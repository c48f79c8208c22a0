package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.definition.FormDefinition;
import dev.kechuang.programme.internal.definition.FormDefinition.ChoiceField;
import dev.kechuang.programme.internal.definition.FormDefinition.Field;
import dev.kechuang.programme.internal.definition.FormDefinition.FileField;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.FormDefinition.OrganisationsField;
import dev.kechuang.programme.internal.definition.FormDefinition.TableField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was handed in, as a reviewer reads it: in a blind round without what says who applies. */
public final class Answers {

    /** Stands where a name stood. */
    public static final String HIDDEN = "〔隐去〕";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FormDefinition form;
    private final TreeMap<String, String> values = new TreeMap<>();

    /** @param submission JSON object by path */
    public Answers(FormDefinition form, String submission) {
        this.form = form;
        flatten("", JSON.readTree(submission));
    }

    private void flatten(String path, JsonNode node) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry ->
                            flatten(path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue()));
        } else if (node.isArray()) {
            var parts = new ArrayList<String>();
            node.forEach(each -> parts.add(each.isObject() ? each.path("name").asString("") : each.asString("")));
            values.put(path, String.join("、", parts));
        } else if (!node.isNull()) {
            values.put(path, node.asString().strip());
        }
    }

    /** @param lines of a table, or the one text */
    public record Entry(String label, List<String> lines) {}

    public record Section(String name, List<Entry> entries) {}

    /** Names of the people the form names: leader and members. */
    public Set<String> people() {
        var people = new TreeSet<String>();
        form.pathOf(Meaning.LEADER).map(path -> values.getOrDefault(path, "")).ifPresent(people::add);
        for (var section : form.sections()) {
            for (Field field : section.fields()) {
                if (!(field instanceof TableField table) || table.meaning() != Meaning.PEOPLE) continue;
                for (Field column : table.columns()) {
                    if (column.meaning() != Meaning.MEMBER_NAME) continue;
                    String path = section.id() + "." + table.id();
                    for (String row : rows(path))
                        people.add(values.getOrDefault(path + "." + row + "." + column.id(), ""));
                }
            }
        }
        people.remove("");
        return people;
    }

    /** Names of the units that take part, as the form names them. */
    public Set<String> units() {
        var units = new TreeSet<String>();
        for (var section : form.sections()) {
            for (Field field : section.fields()) {
                if (field instanceof OrganisationsField) {
                    for (String name : values.getOrDefault(section.id() + "." + field.id(), "")
                            .split("、")) {
                        if (!name.isBlank()) units.add(name.strip());
                    }
                }
            }
        }
        return units;
    }

    /**
     * Texts that name who applies though the round is blind: label of the field and the name found.
     *
     * @param names of units and people, at least two characters each
     */
    public List<String> leaks(Collection<String> names, Locale locale) {
        var found = new ArrayList<String>();
        for (var section : form.sections()) {
            for (Field field : section.fields()) {
                if (identifies(field)) continue;
                String path = section.id() + "." + field.id();
                for (String name : names) {
                    if (name.length() < 2) continue;
                    boolean there = values.subMap(path, true, path + "/", false).values().stream()
                            .anyMatch(value -> value.contains(name));
                    if (there) {
                        found.add(
                                section.name().in(locale) + " · " + field.name().in(locale) + "：" + name);
                    }
                }
            }
        }
        return found;
    }

    /**
     * The form, section by section, without what is empty.
     *
     * @param hide names that are put out of sight, for a blind round; empty otherwise
     */
    public List<Section> sections(boolean blind, Collection<String> hide, Locale locale) {
        var sections = new ArrayList<Section>();
        for (var section : form.sections()) {
            var entries = new ArrayList<Entry>();
            for (Field field : section.fields()) {
                if (field instanceof FileField || blind && identifies(field)) continue;
                var lines = lines(section.id() + "." + field.id(), field, locale).stream()
                        .map(line -> hidden(line, blind ? hide : List.of()))
                        .filter(line -> !line.isBlank())
                        .toList();
                if (!lines.isEmpty()) entries.add(new Entry(field.name().in(locale), lines));
            }
            if (!entries.isEmpty()) sections.add(new Section(section.name().in(locale), entries));
        }
        return sections;
    }

    private static boolean identifies(Field field) {
        if (field instanceof OrganisationsField) return true;
        Meaning meaning = field.meaning();
        return meaning == Meaning.LEADER
                || meaning == Meaning.LEADER_ID_NUMBER
                || meaning == Meaning.PEOPLE
                || meaning == Meaning.CO_APPLICANTS;
    }

    private List<String> lines(String path, Field field, Locale locale) {
        if (!(field instanceof TableField table)) {
            String value = values.getOrDefault(path, "");
            return value.isEmpty() ? List.of() : List.of(shown(field, value, locale));
        }
        var lines = new ArrayList<String>();
        for (String row : rows(path)) {
            var cells = new ArrayList<String>();
            for (Field column : table.columns()) {
                String value = values.getOrDefault(path + "." + row + "." + column.id(), "");
                if (!value.isEmpty() && !identifies(column)) {
                    cells.add(column.name().in(locale) + " " + shown(column, value, locale));
                }
            }
            lines.add(String.join("；", cells));
        }
        return lines;
    }

    private static String shown(Field field, String value, Locale locale) {
        if (field instanceof ChoiceField choice) {
            var names = new ArrayList<String>();
            for (String code : value.split("、")) {
                names.add(choice.options().stream()
                        .filter(option -> option.code().equals(code))
                        .map(option -> option.name().in(locale))
                        .findFirst()
                        .orElse(code));
            }
            return String.join("、", names);
        }
        return value;
    }

    private static String hidden(String text, Collection<String> names) {
        String shown = text;
        for (String name : names) if (name.length() >= 2) shown = shown.replace(name, HIDDEN);
        return shown;
    }

    private LinkedHashSet<String> rows(String table) {
        var rows = new LinkedHashSet<String>();
        for (String path : values.tailMap(table + ".").keySet()) {
            if (!path.startsWith(table + ".")) break;
            String rest = path.substring(table.length() + 1);
            int dot = rest.indexOf('.');
            if (dot > 0) rows.add(rest.substring(0, dot));
        }
        return rows;
    }
}
