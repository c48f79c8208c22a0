package dev.kechuang.pack.yaml;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of a pack file while it is read: every key is asked for by its type, what is wrong is noted at its place,
 * and {@link #end} reports the keys nobody asked for. A wrong value reads as a harmless one, so that reading goes on.
 */
public final class Row {

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

    private final String file;
    private final At at;
    private final ProblemList problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    public Row(String file, MappingNode node, ProblemList problems) {
        this.file = file;
        this.at = at(file, node);
        this.problems = problems;
        for (var tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(at(file, tuple.getKeyNode()), "键应为文字", "a key has to be a text");
                continue;
            }
            if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
                problems.add(
                        at(file, key),
                        "键“" + key.getValue() + "”写了两次，只保留一处",
                        "key \"" + key.getValue() + "\" stands twice; keep one");
            }
            keys.putIfAbsent(key.getValue(), key);
        }
    }

    /** The mapping a text consists of; null, with a problem, when it is something else. */
    public static @Nullable Row top(String file, String text, ProblemList problems) {
        var settings = LoadSettings.builder().setLabel(file).setUseMarks(true).build();
        try {
            var node = new Compose(settings).composeString(text);
            if (node.isPresent() && node.get() instanceof MappingNode mapping) return new Row(file, mapping, problems);
            problems.add(new At(file, 1, 1), "文件应为“键: 值”", "the file has to be \"key: value\"");
        } catch (MarkedYamlEngineException e) {
            At at = e.getProblemMark()
                    .map(mark -> new At(file, mark.getLine() + 1, mark.getColumn() + 1))
                    .orElse(At.whole(file));
            problems.add(at, "不是正确的 YAML：" + e.getProblem(), "not well-formed YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.add(At.whole(file), "不是正确的 YAML：" + e.getMessage(), "not well-formed YAML: " + e.getMessage());
        } catch (StackOverflowError e) {
            problems.add(At.whole(file), "嵌套太深", "nested too deep");
        }
        return null;
    }

    public At at() {
        return at;
    }

    /** Where a key's value stands; the row itself when the key is missing. */
    public At at(String key) {
        Node node = values.get(key);
        return node == null ? at : at(file, node);
    }

    /** Where the text of a value begins: behind its quotation mark, or on the line below {@code |}. */
    public At textAt(String key) {
        Node node = values.get(key);
        At start = at(key);
        if (!(node instanceof ScalarNode scalar)) return start;
        return switch (scalar.getScalarStyle()) {
            case DOUBLE_QUOTED, SINGLE_QUOTED -> new At(file, start.line(), start.column() + 1);
            case LITERAL, FOLDED -> new At(file, start.line() + 1, 1);
            default -> start;
        };
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public String text(String key) {
        Node node = required(key);
        return node == null ? "" : scalar(key, node);
    }

    /** Empty when the key is missing. */
    public String optionalText(String key) {
        asked.add(key);
        Node node = values.get(key);
        return node == null ? "" : scalar(key, node);
    }

    public boolean flag(String key) {
        String text = optionalText(key);
        if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
            problems.add(at(key), "“" + key + "”应为 true 或 false", "\"" + key + "\" has to be true or false");
        }
        return text.equals("true");
    }

    public int whole(String key, int low, int high) {
        String text = text(key);
        if (text.isEmpty()) return low;
        if (WHOLE.matcher(text).matches()) {
            long value = Long.parseLong(text);
            if (value >= low && value <= high) return (int) value;
        }
        problems.add(
                at(key),
                "“" + key + "”应为 " + low + " 至 " + high + " 的整数，现为“" + text + "”",
                "\"" + key + "\" has to be a whole number from " + low + " to " + high + ", not \"" + text + "\"");
        return low;
    }

    /** A decimal as written; empty when the key is missing or wrong. */
    public String decimal(String key) {
        String text = optionalText(key);
        if (text.isEmpty()) return "";
        try {
            return new BigDecimal(text).toPlainString();
        } catch (NumberFormatException e) {
            problems.add(
                    at(key),
                    "“" + key + "”应为数，现为“" + text + "”",
                    "\"" + key + "\" has to be a number, not \"" + text + "\"");
            return "";
        }
    }

    public @Nullable LocalDate date(String key) {
        String text = optionalText(key);
        return text.isEmpty() ? null : date(at(key), text);
    }

    private @Nullable LocalDate date(At where, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            problems.add(
                    where,
                    "“" + text + "”不是日期，应写作 2026-11-21",
                    "\"" + text + "\" is no date; write it like 2026-11-21");
            return null;
        }
    }

    public <E extends Enum<E>> @Nullable E oneOf(String key, Class<E> type) {
        String text = text(key);
        if (text.isEmpty()) return null;
        for (E value : type.getEnumConstants()) if (spelling(value).equals(text)) return value;
        String allowed =
                Arrays.stream(type.getEnumConstants()).map(Row::spelling).collect(Collectors.joining(", "));
        problems.add(
                at(key),
                "“" + key + "”不能为“" + text + "”，应为其一：" + allowed,
                "\"" + key + "\" cannot be \"" + text + "\"; one of: " + allowed);
        return null;
    }

    private static String spelling(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A list of texts; empty when the key is missing. */
    public List<String> texts(String key) {
        asked.add(key);
        var found = new ArrayList<String>();
        for (Node item : items(key)) found.add(scalar(key, item));
        return List.copyOf(found);
    }

    /** A list of texts, each with its place; empty when the key is missing. */
    public List<Placed> placedTexts(String key) {
        asked.add(key);
        var found = new ArrayList<Placed>();
        for (Node item : items(key)) {
            String text = scalar(key, item);
            if (!text.isEmpty()) found.add(new Placed(text, at(file, item)));
        }
        return List.copyOf(found);
    }

    /** A text and where it stands. */
    public record Placed(String text, At at) {}

    /** A list of days, each a date or a span {@code 2026-02-15/2026-02-23} with both ends in. */
    public List<LocalDate> days(String key) {
        asked.add(key);
        var found = new ArrayList<LocalDate>();
        for (Node item : items(key)) {
            String text = scalar(key, item);
            if (text.isEmpty()) continue;
            int slash = text.indexOf('/');
            LocalDate from = date(at(file, item), slash < 0 ? text : text.substring(0, slash));
            LocalDate to = slash < 0 ? from : date(at(file, item), text.substring(slash + 1));
            if (from == null || to == null) continue;
            if (to.isBefore(from) || to.isAfter(from.plusDays(31))) {
                problems.add(
                        at(file, item),
                        "时段“" + text + "”应先早后晚，且不超过一个月",
                        "span \"" + text + "\" has to run forward, a month at most");
                continue;
            }
            from.datesUntil(to.plusDays(1)).forEach(found::add);
        }
        return List.copyOf(found);
    }

    /** The mapping below a key; null when the key is missing. */
    public @Nullable Row optionalRow(String key) {
        asked.add(key);
        Node node = values.get(key);
        if (node == null) return null;
        if (node instanceof MappingNode mapping) return new Row(file, mapping, problems);
        problems.add(at(file, node), "“" + key + "”应为“键: 值”", "\"" + key + "\" has to be \"key: value\"");
        return null;
    }

    /** A list of mappings; a problem when the key is missing. */
    public List<Row> rows(String key) {
        required(key);
        return optionalRows(key);
    }

    public List<Row> optionalRows(String key) {
        asked.add(key);
        var found = new ArrayList<Row>();
        for (Node item : items(key)) {
            if (item instanceof MappingNode mapping) found.add(new Row(file, mapping, problems));
            else problems.add(at(file, item), "应为“键: 值”", "has to be \"key: value\"");
        }
        return found;
    }

    /** Reports every key that was not asked for, with the nearest one that exists. */
    public void end() {
        keys.forEach((key, node) -> {
            if (asked.contains(key)) return;
            String near = Spelling.nearest(key, asked);
            String hintZh = near.isEmpty() ? "可用的键：" + String.join(", ", asked) : "是否应为“" + near + "”";
            String hintEn =
                    near.isEmpty() ? "known keys: " + String.join(", ", asked) : "did you mean \"" + near + "\"";
            problems.add(at(file, node), "未知的键“" + key + "”，" + hintZh, "unknown key \"" + key + "\"; " + hintEn);
        });
    }

    public void problem(String key, String chinese, String english) {
        problems.add(at(key), chinese, english);
    }

    private @Nullable Node required(String key) {
        asked.add(key);
        Node node = values.get(key);
        if (node == null) problems.add(at, "缺少“" + key + "”", "\"" + key + "\" is missing");
        return node;
    }

    private String scalar(String key, Node node) {
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            String text = scalar.getValue().strip();
            if (!text.isEmpty()) return text;
        }
        boolean empty = node instanceof ScalarNode;
        problems.add(
                at(file, node),
                "“" + key + "”" + (empty ? "不能为空" : "应为一个值，不能是列表或映射"),
                "\"" + key + "\" " + (empty ? "is empty" : "has to be one value, not a list or a mapping"));
        return "";
    }

    private List<Node> items(String key) {
        Node node = values.get(key);
        if (node == null) return List.of();
        if (node instanceof SequenceNode sequence) return sequence.getValue();
        problems.add(at(file, node), "“" + key + "”应为列表", "\"" + key + "\" has to be a list");
        return List.of();
    }

    public static At at(String file, Node node) {
        return node.getStartMark()
                .map(mark -> new At(file, mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(At.whole(file));
    }
}
