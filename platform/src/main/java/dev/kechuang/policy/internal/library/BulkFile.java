package dev.kechuang.policy.internal.library;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.policy.internal.library.AskedFacts.Asked;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of firms (批量测算表), one a row: a column for each fact, by its code or name, a yearly one with {@code @year};
 * further columns say which firm it is and come back in the answer. Money is in yuan unless the heading says （万元）.
 *
 * <p>A list of entries is written as {@code 名称=高新技术企业 生效日期=2024-01-01; …}, {@code *4} behind one that stands
 * for four, {@code 无} for none at all.
 */
public final class BulkFile {

    public static final int MOST_ROWS = 20_000;
    public static final int MOST_BYTES = 10 * 1024 * 1024;
    /** Errors that are told; more only say that there are more. */
    public static final int MOST_ERRORS = 100;

    private static final int MOST_COLUMNS = 300;
    private static final int MOST_CELL = 4_000;
    private static final int MOST_ENTRIES = 500;

    /** Columns that name the firm, in any case. */
    private static final Set<String> NAMES =
            Set.of("编号", "序号", "id", "单位名称", "企业名称", "单位", "name", "统一社会信用代码", "credit-code", "所在地区", "备注");

    private static final Pattern HEADING =
            Pattern.compile("([^@（(]+)(?:@([0-9]{4}))?\\s*(?:[（(]\\s*([^）)]*)\\s*[）)])?");
    private static final Pattern TIMES = Pattern.compile("(.*?)\\s*[*×]\\s*([0-9]{1,3})\\s*");

    /**
     * What is wrong at a place of the file.
     *
     * @param row as a spreadsheet counts, the heading is row 1; 0 for the whole file
     * @param column heading of the column; empty for the whole row
     * @param key message key
     */
    public record Wrong(int row, String column, String key, List<Object> args) {
        static Wrong of(int row, String column, String key, Object... args) {
            return new Wrong(row, column, key, List.of(args));
        }
    }

    /** @param names what the columns that name the firm say, in their order */
    public record Firm(int row, List<String> names, Facts facts) {}

    /** @param fact null for a column that names the firm */
    private record Column(String heading, @Nullable Fact fact, int year, String unit) {
        String key() {
            return fact == null ? "" : year == 0 ? fact.name() : fact.name() + "@" + year;
        }
    }

    private final String text;
    private final Map<String, Set<String>> required = new HashMap<>();
    private final List<Column> columns = new ArrayList<>();
    private final List<Wrong> wrong = new ArrayList<>();
    private int rows;

    private BulkFile(String text) {
        this.text = text;
    }

    /**
     * Reads and checks all of it; nothing is decided when anything is wrong.
     *
     * @param policies that are asked: what an entry must say, so that what it leaves out counts as not known
     */
    public static BulkFile read(byte[] content, FactDictionary dictionary, Collection<Policy> policies, LocalDate day) {
        var file = new BulkFile(decode(content));
        if (content.length > MOST_BYTES) {
            file.wrong.add(Wrong.of(0, "", "library.bulk.error.size", MOST_BYTES / 1024 / 1024));
            return file;
        }
        for (Policy policy : policies) {
            for (Asked asked : AskedFacts.of(policy, day)) {
                var fields = file.required.computeIfAbsent(asked.fact().name(), name -> new HashSet<>());
                asked.fields().stream()
                        .map(Fact::name)
                        .filter(name -> !asked.optional().contains(name))
                        .forEach(fields::add);
            }
        }
        try {
            var reader = new CsvRows(file.reader());
            CsvRows.Row heading = reader.next();
            if (heading == null || heading.blank()) {
                file.wrong.add(Wrong.of(0, "", "library.bulk.error.empty"));
                return file;
            }
            file.heading(heading.cells(), dictionary, day);
            if (!file.wrong.isEmpty()) return file;
            int number = 1;
            for (CsvRows.Row row = reader.next(); row != null; row = reader.next()) {
                number++;
                if (row.blank()) continue;
                file.rows++;
                if (file.rows > MOST_ROWS) {
                    file.wrong.add(Wrong.of(number, "", "library.bulk.error.rows", MOST_ROWS));
                    return file;
                }
                file.firm(number, row.cells(), file.wrong);
                if (file.wrong.size() > MOST_ERRORS) return file;
            }
            if (file.rows == 0) file.wrong.add(Wrong.of(0, "", "library.bulk.error.noRows"));
        } catch (CsvRows.Broken broken) {
            file.wrong.add(Wrong.of(broken.line(), "", "library.bulk.error.quote"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** UTF-8 if it is that, else GB 18030, as spreadsheets on Chinese computers save it. */
    private static String decode(byte[] content) {
        int from = content.length >= 3
                        && (content[0] & 0xff) == 0xef
                        && (content[1] & 0xff) == 0xbb
                        && (content[2] & 0xff) == 0xbf
                ? 3
                : 0;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content, from, content.length - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(content, from, content.length - from, Charset.forName("GB18030"));
        }
    }

    private BufferedReader reader() {
        return new BufferedReader(new java.io.StringReader(text));
    }

    /** Empty when all can be decided; in the order of the file, at most {@link #MOST_ERRORS} and one more. */
    public List<Wrong> wrong() {
        return List.copyOf(wrong);
    }

    public int rows() {
        return rows;
    }

    /** Headings of the columns that name the firm. */
    public List<String> names() {
        return columns.stream()
                .filter(c -> c.fact() == null)
                .map(Column::heading)
                .toList();
    }

    /** Every firm in the order of the file. */
    public void each(Consumer<Firm> use) {
        if (!wrong.isEmpty()) throw new IllegalStateException("the file has errors");
        try {
            var reader = new CsvRows(reader());
            reader.next();
            int number = 1;
            for (CsvRows.Row row = reader.next(); row != null; row = reader.next()) {
                number++;
                if (!row.blank()) use.accept(firm(number, row.cells(), new ArrayList<>()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void heading(List<String> cells, FactDictionary dictionary, LocalDate day) {
        if (cells.size() > MOST_COLUMNS) {
            wrong.add(Wrong.of(1, "", "library.bulk.error.columns", MOST_COLUMNS));
            return;
        }
        var byCode = new LinkedHashMap<String, Fact>();
        dictionary.facts().forEach(fact -> byCode.put(fact.code(), fact));
        var seen = new HashSet<String>();
        for (int i = 0; i < cells.size(); i++) {
            String heading = cells.get(i).strip();
            Column column = column(heading, i, dictionary, byCode, day);
            if (column == null) continue;
            columns.add(column);
            String key = column.fact() == null ? heading : column.key();
            if (!seen.add(key)) wrong.add(Wrong.of(1, heading, "library.bulk.error.twice"));
        }
        if (wrong.isEmpty() && columns.stream().allMatch(c -> c.fact() == null)) {
            wrong.add(Wrong.of(1, "", "library.bulk.error.noFacts"));
        }
    }

    private @Nullable Column column(
            String heading, int place, FactDictionary dictionary, Map<String, Fact> byCode, LocalDate day) {
        if (heading.isEmpty()) {
            wrong.add(Wrong.of(1, "", "library.bulk.error.noHeading", place + 1));
            return null;
        }
        var matcher = HEADING.matcher(heading);
        String name = matcher.matches() ? matcher.group(1).strip() : heading;
        Fact fact = dictionary.find(name);
        if (fact == null) fact = byCode.get(name);
        if (fact == null && NAMES.contains(name.toLowerCase(java.util.Locale.ROOT)))
            return new Column(heading, null, 0, "");
        if (fact == null || !matcher.matches()) {
            wrong.add(Wrong.of(1, heading, "library.bulk.error.column"));
            return null;
        }
        String year = matcher.group(2);
        boolean yearly = fact.period() == Fact.Period.YEAR;
        if (!yearly && year != null) {
            wrong.add(Wrong.of(1, heading, "library.bulk.error.year"));
            return null;
        }
        String unit = matcher.group(3);
        boolean tenThousand = unit != null && unit.contains("万元");
        int of = !yearly ? 0 : year == null ? day.getYear() - 1 : Integer.parseInt(year);
        return new Column(heading, fact, of, tenThousand ? "万元" : "元");
    }

    private Firm firm(int number, List<String> cells, List<Wrong> found) {
        if (cells.size() > columns.size()) {
            boolean blank = cells.subList(columns.size(), cells.size()).stream().allMatch(String::isBlank);
            if (!blank) found.add(Wrong.of(number, "", "library.bulk.error.cells", cells.size(), columns.size()));
        }
        var names = new ArrayList<String>();
        var facts = Facts.builder();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            String cell = i < cells.size() ? cells.get(i).strip() : "";
            if (cell.length() > MOST_CELL) {
                found.add(Wrong.of(number, column.heading(), "library.bulk.error.long", MOST_CELL));
                cell = "";
            } else if (CsvRows.formula(cell)) {
                found.add(Wrong.of(number, column.heading(), "library.bulk.error.formula", cell));
                cell = "";
            }
            Fact fact = column.fact();
            if (fact == null) names.add(cell);
            else if (!cell.isEmpty()) {
                Val value = fact.kind() == Fact.Kind.EVENTS
                        ? entries(fact, cell, number, column, found)
                        : FactText.read(fact, cell, column.unit(), column.key());
                if (value != null) facts.set(fact, column.year(), value);
                else if (fact.kind() != Fact.Kind.EVENTS) found.add(misfit(number, column, fact, cell));
            }
        }
        return new Firm(number, names, facts.build());
    }

    private static Wrong misfit(int number, Column column, Fact fact, String cell) {
        String key = switch (fact.kind()) {
            case MONEY -> "library.bulk.error.money";
            case INTEGER -> "library.bulk.error.whole";
            case DECIMAL, RATIO -> "library.bulk.error.number";
            case DATE -> "library.bulk.error.date";
            case BOOLEAN -> "library.bulk.error.truth";
            case ENUM, TEXT, EVENTS -> "library.bulk.error.choice";
        };
        String shown = cell.length() > 40 ? cell.substring(0, 40) + "…" : cell;
        return Wrong.of(number, column.heading(), key, shown, column.unit(), String.join("、", fact.values()));
    }

    /** Null when it cannot be read; what is wrong is added. */
    private @Nullable Val entries(Fact fact, String cell, int number, Column column, List<Wrong> found) {
        if (cell.equals("无") || cell.equals("-") || cell.equalsIgnoreCase("none")) return new Val.Items(List.of());
        var entries = new ArrayList<Val>();
        for (String part : cell.split("[;；\\n]")) {
            if (part.isBlank()) continue;
            int times = 1;
            var many = TIMES.matcher(part.strip());
            if (many.matches()) {
                times = Math.max(1, Integer.parseInt(many.group(2)));
                part = many.group(1);
            }
            var fields = new LinkedHashMap<String, Val>();
            for (String pair : part.strip().split("[\\s,，]+")) {
                int sign = pair.replace('＝', '=').indexOf('=');
                Fact field = sign < 0 ? null : field(fact, pair.substring(0, sign));
                Val value = field == null ? null : FactText.read(field, pair.substring(sign + 1), "元", fact.name());
                if (field == null || value == null) {
                    found.add(Wrong.of(number, column.heading(), "library.bulk.error.entry", pair, names(fact)));
                    return null;
                }
                if (!(value instanceof Val.Absent)) fields.put(field.name(), value);
            }
            for (String name : required.getOrDefault(fact.name(), Set.of())) {
                fields.putIfAbsent(name, Val.unknown(fact.name()));
            }
            for (int i = 0; i < times; i++) entries.add(new Val.Event(Map.copyOf(fields)));
            if (entries.size() > MOST_ENTRIES) {
                found.add(Wrong.of(number, column.heading(), "library.bulk.error.entries", MOST_ENTRIES));
                return null;
            }
        }
        return new Val.Items(List.copyOf(entries));
    }

    private static @Nullable Fact field(Fact fact, String name) {
        return fact.fields().stream()
                .filter(f -> f.name().equals(name) || f.code().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String names(Fact fact) {
        return String.join("、", fact.fields().stream().map(Fact::name).toList());
    }
}
