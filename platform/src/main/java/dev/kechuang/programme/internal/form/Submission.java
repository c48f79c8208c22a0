package dev.kechuang.programme.internal.form;

import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was handed in (提交件), frozen: the answers that were asked for, with the texts of what was chosen and the digests of
 * files. Everybody after the applicant reads this, never the answers.
 *
 * @param number 1 for the first, one more for each time it was handed in again
 * @param digest SHA-256 of the content, 64 hexadecimal digits
 */
public record Submission(
        UUID application, int number, Instant submittedAt, String actor, String digest, Content content) {

    /** What the form says, section by section. */
    public record Content(List<Section> sections) {

        public Stream<Entry> entries() {
            return sections.stream().flatMap(section -> section.fields().stream());
        }

        public Optional<Entry> field(Meaning meaning) {
            String code = code(meaning);
            return entries().filter(entry -> entry.meaning().equals(code)).findFirst();
        }

        /** @param path {@code section.field} */
        public Optional<Entry> field(String path) {
            return entries().filter(entry -> entry.path().equals(path)).findFirst();
        }

        /** The field with this Chinese label. */
        public Optional<Entry> labelled(String label) {
            return entries().filter(entry -> entry.name().zh().equals(label)).findFirst();
        }

        /** The answer in words; empty where there is none. */
        public String text(Meaning meaning, Locale locale) {
            return field(meaning).map(entry -> entry.text().in(locale)).orElse("");
        }

        public List<Answered.Attached> files() {
            return entries().flatMap(entry -> entry.files().stream()).toList();
        }

        /** Money of a field in fen; 0 for none. */
        public long fen(Meaning meaning) {
            return field(meaning).map(Entry::fen).orElse(0L);
        }
    }

    public record Section(String id, Words name, List<Entry> fields) {}

    /**
     * One field.
     *
     * @param kind {@code text, number, date, choice, yes-no, file, organisations, table}
     * @param meaning in small letters with hyphens, as definitions write it; empty for none
     * @param unit empty for none
     * @param value plain: a decimal number in the unit, a day as 2026-11-21, codes joined by commas, {@code yes} or
     *     {@code no}, the text; empty for nothing and for files, organisations and tables
     * @param text the same in words
     * @param source where a value filled in from the register comes from, e.g. {@code revenue/2025}; empty for typed ones
     */
    public record Entry(
            String path,
            Words name,
            String kind,
            String meaning,
            String unit,
            String value,
            Words text,
            String source,
            List<Answered.Attached> files,
            List<Answered.Partner> organisations,
            @Nullable Table table) {

        public boolean isEmpty() {
            return value.isEmpty() && files.isEmpty() && organisations.isEmpty() && table == null;
        }

        public long fen() {
            if (!kind.equals("number") || value.isEmpty()) return 0;
            return FilledForm.inBaseUnit(unit, new BigDecimal(value))
                    .movePointRight(2)
                    .setScale(0, RoundingMode.DOWN)
                    .longValueExact();
        }

        /** Whether two entries say the same. */
        boolean says(Entry other) {
            return value.equals(other.value)
                    && files.stream()
                            .map(Answered.Attached::sha256)
                            .toList()
                            .equals(other.files.stream()
                                    .map(Answered.Attached::sha256)
                                    .toList())
                    && organisations.equals(other.organisations)
                    && java.util.Objects.equals(table, other.table);
        }
    }

    /** @param totals one a column; empty where none is summed */
    public record Table(List<Column> columns, List<Row> rows, List<String> totals) {

        /** Values of a column by its meaning, row by row. */
        public List<String> column(Meaning meaning) {
            for (int i = 0; i < columns.size(); i++) {
                int at = i;
                if (columns.get(i).meaning().equals(code(meaning))) {
                    return rows.stream().map(row -> row.values().get(at)).toList();
                }
            }
            return List.of();
        }
    }

    public record Column(String id, Words name, String unit, String meaning, boolean number) {}

    /**
     * @param label of a fixed row; empty texts for a row of the applicant
     * @param values plain, one a column
     * @param texts in words, one a column
     */
    public record Row(Words label, List<String> values, List<Words> texts) {}

    /** What differs between two submissions, field by field. */
    public record Difference(
            Words section,
            Words name,
            String path,
            @Nullable Entry before,
            @Nullable Entry after) {}

    public static List<Difference> differences(Content before, Content after) {
        var found = new java.util.ArrayList<Difference>();
        for (Section section : after.sections) {
            for (Entry entry : section.fields) {
                Entry old = before.field(entry.path).orElse(null);
                if (old == null || !old.says(entry)) {
                    found.add(new Difference(section.name, entry.name, entry.path, old, entry));
                }
            }
        }
        for (Section section : before.sections) {
            for (Entry entry : section.fields) {
                if (after.field(entry.path).isEmpty()) {
                    found.add(new Difference(section.name, entry.name, entry.path, entry, null));
                }
            }
        }
        return found;
    }

    static String code(Meaning meaning) {
        return meaning.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
