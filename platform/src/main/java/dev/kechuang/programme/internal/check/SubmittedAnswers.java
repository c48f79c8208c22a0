package dev.kechuang.programme.internal.check;

import dev.kechuang.programme.internal.definition.FormDefinition;
import dev.kechuang.programme.internal.definition.FormDefinition.Field;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.FormDefinition.TableField;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A frozen submission by path: {@code section.field}, {@code section.table.row.column}. */
public final class SubmittedAnswers {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FormDefinition form;
    private final TreeMap<String, JsonNode> values = new TreeMap<>();

    /** @param submission JSON object, by path or nested */
    public SubmittedAnswers(FormDefinition form, String submission) {
        this.form = form;
        flatten("", JSON.readTree(submission));
    }

    private void flatten(String path, JsonNode node) {
        if (!node.isObject()) {
            values.put(path, node);
            return;
        }
        node.properties()
                .forEach(entry ->
                        flatten(path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue()));
    }

    /** The text at a path; empty when there is none. */
    String text(String path) {
        JsonNode value = values.get(path);
        return value == null || value.isNull() || value.isArray()
                ? ""
                : value.asString().strip();
    }

    String text(Meaning meaning) {
        return form.pathOf(meaning).map(this::text).orElse("");
    }

    Optional<BigDecimal> number(String path) {
        JsonNode value = values.get(path);
        if (value == null) return Optional.empty();
        if (value.isNumber()) return Optional.of(value.decimalValue());
        String text = value.isString() ? value.stringValue().strip() : "";
        return text.matches("-?[0-9]+(\\.[0-9]+)?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** A person named in the form; the identity number is empty where none is asked for. */
    record Person(String name, String identity, boolean leader) {}

    List<Person> people() {
        var people = new ArrayList<Person>();
        String leader = text(Meaning.LEADER);
        if (!leader.isEmpty()) people.add(new Person(leader, text(Meaning.LEADER_ID_NUMBER), true));
        for (var section : form.sections()) {
            for (Field field : section.fields()) {
                if (!(field instanceof TableField table) || table.meaning() != Meaning.PEOPLE) continue;
                String path = section.id() + "." + table.id();
                String name = column(table, Meaning.MEMBER_NAME);
                String identity = column(table, Meaning.MEMBER_ID_NUMBER);
                for (String row : rows(path)) {
                    String who = text(path + "." + row + "." + name);
                    if (!who.isEmpty()) {
                        String number = identity.isEmpty() ? "" : text(path + "." + row + "." + identity);
                        people.add(new Person(who, number, false));
                    }
                }
            }
        }
        return people;
    }

    private static String column(TableField table, Meaning meaning) {
        return table.columns().stream()
                .filter(column -> column.meaning() == meaning)
                .map(Field::id)
                .findFirst()
                .orElse("");
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

    FormDefinition form() {
        return form;
    }
}
