package dev.kechuang.programme.internal.contract;

import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a contract takes over from the frozen submission: fields by meaning or label, and three tables. Reads the content as
 * it is kept, {@code {sections: [{fields: [{path, name, meaning, unit, value, text, table}]}]}}; what is not there is empty.
 */
final class Answers {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<JsonNode> fields = new ArrayList<>();

    Answers(String submission) {
        for (JsonNode section : JSON.readTree(submission).path("sections")) {
            for (JsonNode field : section.path("fields")) fields.add(field);
        }
    }

    private Optional<JsonNode> field(Meaning meaning) {
        String code = meaning.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return fields.stream()
                .filter(field -> field.path("meaning").asString("").equals(code))
                .findFirst();
    }

    /** The answer in words to the field with this label in Chinese, for {@code {{label}}} in a clause. */
    Optional<String> labelled(String label) {
        return fields.stream()
                .filter(field -> zh(field.path("name")).equals(label))
                .map(field -> zh(field.path("text")))
                .findFirst();
    }

    String text(Meaning meaning) {
        return field(meaning).map(field -> zh(field.path("text"))).orElse("");
    }

    long fen(Meaning meaning) {
        return field(meaning)
                .map(field ->
                        fen(field.path("value").asString(""), field.path("unit").asString("")))
                .orElse(0L);
    }

    Optional<LocalDate> day(Meaning meaning) {
        return field(meaning).flatMap(field -> day(field.path("value").asString("")));
    }

    /** The table with this id at the end of its path. */
    Optional<Table> table(String id) {
        return fields.stream()
                .filter(field -> field.path("path").asString("").endsWith("." + id))
                .filter(field -> field.path("table").isObject())
                .map(field -> new Table(field.path("table")))
                .findFirst();
    }

    Optional<Table> table(Meaning meaning) {
        return field(meaning)
                .filter(field -> field.path("table").isObject())
                .map(field -> new Table(field.path("table")));
    }

    /** A table's rows by column. */
    static final class Table {
        private final List<JsonNode> columns = new ArrayList<>();
        private final List<JsonNode> rows = new ArrayList<>();

        private Table(JsonNode table) {
            table.path("columns").forEach(columns::add);
            table.path("rows").forEach(rows::add);
        }

        int rows() {
            return rows.size();
        }

        /** Label of a fixed row; empty for a row of the applicant. */
        String label(int row) {
            return zh(rows.get(row).path("label"));
        }

        /** Places of the columns of numbers in money. */
        List<Integer> sums() {
            var found = new ArrayList<Integer>();
            for (int i = 0; i < columns.size(); i++) if (money(unit(i))) found.add(i);
            return found;
        }

        /** Place of the first column of numbers, −1 for none. */
        int number() {
            for (int i = 0; i < columns.size(); i++)
                if (columns.get(i).path("number").asBoolean(false)) return i;
            return -1;
        }

        int column(String id) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).path("id").asString("").equals(id)) return i;
            }
            return -1;
        }

        /** The first column whose value in the row is a day. */
        Optional<LocalDate> day(int row) {
            for (int i = 0; i < columns.size(); i++) {
                var day = Answers.day(value(row, i));
                if (day.isPresent()) return day;
            }
            return Optional.empty();
        }

        /** Value of the first column that is neither a number nor a day. */
        String words(int row) {
            for (int i = 0; i < columns.size(); i++) {
                String value = value(row, i);
                boolean number = columns.get(i).path("number").asBoolean(false);
                if (!number && !value.isEmpty() && Answers.day(value).isEmpty()) return value;
            }
            return "";
        }

        String value(int row, int column) {
            return column < 0 ? "" : rows.get(row).path("values").path(column).asString("");
        }

        String unit(int column) {
            return columns.get(column).path("unit").asString("");
        }

        long fen(int row, int column) {
            return Answers.fen(value(row, column), unit(column));
        }
    }

    private static String zh(JsonNode words) {
        return words.path("zh").asString("");
    }

    private static Optional<LocalDate> day(String value) {
        if (!value.matches("\\d{4}-\\d{2}-\\d{2}")) return Optional.empty();
        try {
            return Optional.of(LocalDate.parse(value));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static boolean money(String unit) {
        return unit.equals("元") || unit.equals("万元");
    }

    private static long fen(String value, String unit) {
        if (value.isEmpty() || !money(unit)) return 0;
        return new BigDecimal(value)
                .movePointRight(unit.equals("元") ? 2 : 6)
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
    }

    /** In 万元 without rounding, for sentences. */
    static String wan(Money money) {
        BigDecimal wan = BigDecimal.valueOf(money.fen(), 6).stripTrailingZeros();
        return (wan.scale() < 0 ? wan.setScale(0) : wan).toPlainString();
    }
}
