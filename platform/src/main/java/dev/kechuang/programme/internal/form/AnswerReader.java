package dev.kechuang.programme.internal.form;

import dev.kechuang.programme.internal.definition.FormDefinition.ChoiceField;
import dev.kechuang.programme.internal.definition.FormDefinition.DateField;
import dev.kechuang.programme.internal.definition.FormDefinition.Field;
import dev.kechuang.programme.internal.definition.FormDefinition.FileField;
import dev.kechuang.programme.internal.definition.FormDefinition.NumberField;
import dev.kechuang.programme.internal.definition.FormDefinition.OrganisationsField;
import dev.kechuang.programme.internal.definition.FormDefinition.TableField;
import dev.kechuang.programme.internal.definition.FormDefinition.TextField;
import dev.kechuang.programme.internal.definition.FormDefinition.YesNoField;
import dev.kechuang.shared.FieldError;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what was typed into a field, and says what is wrong with it in the reader's language. */
final class AnswerReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_DIGITS = 15;

    private final Locale locale;
    private final List<FieldError> problems = new ArrayList<>();

    AnswerReader(Locale locale) {
        this.locale = locale;
    }

    /** What was found wrong so far, each at its path. */
    List<FieldError> problems() {
        return problems;
    }

    /** @param values every typed value by path, empty ones left out */
    Answered read(String path, Field field, TreeMap<String, String> values) {
        return switch (field) {
            case TextField ignored -> single(path, field, values);
            case NumberField ignored -> single(path, field, values);
            case DateField ignored -> single(path, field, values);
            case ChoiceField ignored -> single(path, field, values);
            case YesNoField ignored -> single(path, field, values);
            case FileField file -> {
                var files = below(path, values, AnswerReader::file);
                if (files.size() > file.most()) wrong(path, "form.problem.files", name(field), file.most());
                yield new Answered.Files(files);
            }
            case OrganisationsField organisations -> {
                var partners = below(path, values, AnswerReader::partner);
                if (partners.size() > organisations.most()) {
                    wrong(path, "form.problem.organisations", name(field), organisations.most());
                }
                yield new Answered.Organisations(partners);
            }
            case TableField table -> table(path, table, values);
        };
    }

    private Answered single(String path, Field field, Map<String, String> values) {
        return cell(path, field, values.getOrDefault(path, ""), name(field));
    }

    private Answered cell(String path, Field field, String typed, String label) {
        if (typed.isBlank()) return Answered.NOTHING;
        return switch (field) {
            case TextField text -> text(path, text, typed, label);
            case NumberField number -> number(path, number, typed, label);
            case DateField ignored -> {
                try {
                    LocalDate day = LocalDate.parse(typed.strip().replace('/', '-'));
                    if (day.getYear() < 1900 || day.getYear() > 2200) {
                        yield unreadable(path, typed, "form.problem.date", label);
                    }
                    yield new Answered.Day(day);
                } catch (DateTimeException e) {
                    yield unreadable(path, typed, "form.problem.date", label);
                }
            }
            case ChoiceField choice -> {
                List<String> codes = choice.several() ? Arrays.asList(typed.split(",")) : List.of(typed);
                for (String code : codes) {
                    if (choice.options().stream()
                            .noneMatch(option -> option.code().equals(code))) {
                        yield unreadable(path, typed, "form.problem.choice", label);
                    }
                }
                yield new Answered.Choice(codes);
            }
            case YesNoField ignored ->
                switch (typed) {
                    case "yes" -> new Answered.YesNo(true);
                    case "no" -> new Answered.YesNo(false);
                    default -> unreadable(path, typed, "form.problem.choice", label);
                };
            case FileField ignored -> throw new IllegalArgumentException("a file is no single value: " + path);
            case OrganisationsField ignored ->
                throw new IllegalArgumentException("organisations are no single value: " + path);
            case TableField ignored -> throw new IllegalArgumentException("a table is no single value: " + path);
        };
    }

    private Answered text(String path, TextField field, String typed, String label) {
        String text = typed.strip();
        if (text.length() > field.most()) {
            wrong(path, "form.problem.long", label, field.most(), text.length());
        } else if (!field.pattern().isEmpty() && !text.matches(field.pattern())) {
            String hint = field.hint().in(locale);
            if (hint.isEmpty()) wrong(path, "form.problem.pattern", label);
            else wrong(path, "form.problem.patternHint", label, hint);
        }
        return new Answered.Text(text);
    }

    private Answered number(String path, NumberField field, String typed, String label) {
        BigDecimal value;
        try {
            // Digits typed in full width, with separators or with the unit behind, mean what they say.
            String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                    .strip()
                    .replace(",", "")
                    .replace("，", "");
            if (!field.unit().isEmpty() && plain.endsWith(field.unit())) {
                plain = plain.substring(0, plain.length() - field.unit().length())
                        .strip();
            }
            if (plain.length() > 40 || !plain.matches("-?[0-9]+(\\.[0-9]*)?")) throw new NumberFormatException();
            value = new BigDecimal(plain.endsWith(".") ? plain + "0" : plain);
        } catch (NumberFormatException e) {
            return unreadable(path, typed, "form.problem.number", label, typed.strip());
        }
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        if (stripped.precision() - stripped.scale() > MOST_DIGITS) {
            return unreadable(path, typed, "form.problem.number", label, typed.strip());
        }
        if (stripped.scale() > field.decimals()) {
            wrong(path, "form.problem.decimals", label, field.decimals());
        }
        BigDecimal least = field.least();
        BigDecimal most = field.most();
        if (least != null && stripped.compareTo(least) < 0) {
            wrong(path, "form.problem.least", label, least.toPlainString(), field.unit());
        }
        if (most != null && stripped.compareTo(most) > 0) {
            wrong(path, "form.problem.most", label, most.toPlainString(), field.unit());
        }
        return new Answered.Number(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }

    private Answered table(String path, TableField table, TreeMap<String, String> values) {
        var ids = new ArrayList<String>();
        if (table.rows().isEmpty()) {
            String prefix = path + ".";
            for (String key : values.tailMap(prefix, false).keySet()) {
                if (!key.startsWith(prefix)) break;
                String row = key.substring(prefix.length(), key.indexOf('.', prefix.length()));
                if (ids.isEmpty() || !ids.getLast().equals(row)) ids.add(row);
            }
        } else {
            for (int i = 1; i <= table.rows().size(); i++) ids.add(Paths.fixedRow(i));
        }
        var rows = new ArrayList<Answered.Row>();
        var totals = new LinkedHashMap<String, BigDecimal>();
        for (String total : table.totals()) totals.put(total, BigDecimal.ZERO);
        for (int i = 0; i < ids.size(); i++) {
            String row = ids.get(i);
            String label = table.rows().isEmpty() ? "" : table.rows().get(i).in(locale);
            var cells = new LinkedHashMap<String, Answered.Cell>();
            for (Field column : table.columns()) {
                String cell = path + "." + row + "." + column.id();
                Answered answered = cell(
                        cell,
                        column,
                        values.getOrDefault(cell, ""),
                        name(table) + " " + (label.isEmpty() ? Integer.toString(i + 1) : label) + " " + name(column));
                if (answered instanceof Answered.Number(var value)) {
                    totals.computeIfPresent(column.id(), (id, sum) -> sum.add(value));
                }
                cells.put(column.id(), new Answered.Cell(column, cell, answered));
            }
            rows.add(new Answered.Row(row, label, cells));
        }
        return new Answered.Table(rows, totals);
    }

    private static <T> List<T> below(String path, TreeMap<String, String> values, Function<JsonNode, T> read) {
        String prefix = path + ".";
        var found = new ArrayList<T>();
        for (var entry : values.tailMap(prefix, false).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) break;
            found.add(read.apply(JSON.readTree(entry.getValue())));
        }
        return found;
    }

    private static Answered.Attached file(JsonNode node) {
        return new Answered.Attached(
                java.util.UUID.fromString(node.get("id").asString()),
                node.get("name").asString(),
                node.get("sha256").asString(),
                node.get("size").asLong());
    }

    private static Answered.Partner partner(JsonNode node) {
        return new Answered.Partner(
                java.util.UUID.fromString(node.get("id").asString()),
                node.get("name").asString(),
                node.get("creditCode").asString());
    }

    private Answered unreadable(String path, String typed, String key, Object... args) {
        wrong(path, key, args);
        return new Answered.Unreadable(typed);
    }

    private void wrong(String path, String key, Object... args) {
        problems.add(FieldError.of(path, key, args));
    }

    private String name(Field field) {
        return field.name().in(locale);
    }
}
