package dev.kechuang.engine.document;

import dev.kechuang.engine.Problem;
import dev.kechuang.engine.syntax.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML (and JSON) as a tree that knows its places, with the problems found while reading it. */
final class Yaml {
    private static final int MAX_SIZE = 4 * 1024 * 1024;

    private final String file;
    private final List<Problem> problems;

    Yaml(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    String file() {
        return file;
    }

    void problem(Position at, String chinese, String english) {
        problems.add(new Problem(Problem.Severity.ERROR, file, at.line(), at.column(), chinese, english));
    }

    void warning(Position at, String chinese, String english) {
        problems.add(new Problem(Problem.Severity.WARNING, file, at.line(), at.column(), chinese, english));
    }

    boolean hasErrors() {
        return problems.stream()
                .anyMatch(
                        p -> p.severity() == Problem.Severity.ERROR && p.file().equals(file));
    }

    /** The root mapping of a document; null, with a problem, when it can't be read. */
    @Nullable Item root(String text) {
        try {
            if (text.length() > MAX_SIZE) {
                problem(Position.START, "文件超过4兆字符", "the file is larger than 4 M characters");
                return null;
            }
            Optional<Node> node = new Compose(LoadSettings.builder()
                            .setMaxAliasesForCollections(20)
                            .build())
                    .composeString(text);
            if (node.isPresent()) {
                return new Item(node.get());
            }
            problem(Position.START, "文件是空的", "the file is empty");
        } catch (MarkedYamlEngineException e) {
            Position at = e.getProblemMark().map(Yaml::position).orElse(Position.START);
            problem(at, "YAML 格式错误：" + e.getProblem(), "not valid YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problem(Position.START, "YAML 格式错误", "not valid YAML: " + e.getMessage());
        }
        return null;
    }

    private static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** One node of the tree. */
    final class Item {
        private final Node node;
        private @Nullable Map<String, Item> entries;

        Item(Node node) {
            this.node = node;
        }

        Position position() {
            return node.getStartMark().map(Yaml::position).orElse(Position.START);
        }

        /** Where the text of a scalar begins. */
        Position textPosition() {
            Position at = position();
            if (node instanceof ScalarNode s) {
                if (s.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED
                        || s.getScalarStyle() == ScalarStyle.SINGLE_QUOTED) {
                    return new Position(at.line(), at.column() + 1);
                }
                if (s.getScalarStyle() == ScalarStyle.LITERAL || s.getScalarStyle() == ScalarStyle.FOLDED) {
                    return new Position(at.line() + 1, 1);
                }
            }
            return at;
        }

        boolean isScalar() {
            return node instanceof ScalarNode;
        }

        boolean isMap() {
            return node instanceof MappingNode;
        }

        boolean isList() {
            return node instanceof SequenceNode;
        }

        boolean isNull() {
            return node.getTag().equals(Tag.NULL);
        }

        boolean isText() {
            return node.getTag().equals(Tag.STR);
        }

        String text() {
            if (node instanceof ScalarNode s) {
                return s.getValue();
            }
            problem(position(), "此处应为一个值", "expected a single value");
            return "";
        }

        List<Item> items() {
            List<Item> items = new ArrayList<>();
            if (node instanceof SequenceNode s) {
                s.getValue().forEach(n -> items.add(new Item(n)));
            } else if (!isNull()) {
                problem(position(), "此处应为列表", "expected a list");
            }
            return items;
        }

        Map<String, Item> entries() {
            Map<String, Item> known = entries;
            if (known == null) {
                known = new LinkedHashMap<>();
                if (node instanceof MappingNode m) {
                    for (NodeTuple tuple : m.getValue()) {
                        Item key = new Item(tuple.getKeyNode());
                        if (known.put(key.text(), new Item(tuple.getValueNode())) != null) {
                            problem(key.position(), "键“" + key.text() + "”重复", "'" + key.text() + "' occurs twice");
                        }
                    }
                } else if (!isNull()) {
                    problem(position(), "此处应为键和值", "expected keys and values");
                }
                entries = known;
            }
            return known;
        }

        /** Reports keys that are not known here, and those that must be there. */
        void only(Set<String> known, Set<String> required) {
            Map<String, Item> entries = entries();
            entries.forEach((key, item) -> {
                if (!known.contains(key)) {
                    problem(
                            item.position(),
                            "未知的键“" + key + "”，可用：" + String.join("、", known),
                            "unknown key '" + key + "', known are " + String.join(", ", known));
                }
            });
            for (String key : required) {
                if (!entries.containsKey(key)) {
                    problem(position(), "缺少“" + key + "”", "'" + key + "' is missing");
                }
            }
        }

        @Nullable Item get(String key) {
            return entries().get(key);
        }

        String text(String key) {
            Item item = get(key);
            return item == null || item.isNull() ? "" : item.text();
        }

        List<Item> list(String key) {
            Item item = get(key);
            return item == null ? List.of() : item.items();
        }
    }
}
