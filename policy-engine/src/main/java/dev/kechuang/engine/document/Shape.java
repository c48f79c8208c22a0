package dev.kechuang.engine.document;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The shape of a policy document: which keys stand where. The reader checks against it and the JSON Schema is made of it. */
enum Shape {
    POLICY(
            "id! name! en! issuer! region! grants valid:VALID! years sources:SOURCE[]! parameters:PARAMETER[] definitions:DEFINITION[] conditions:CONDITION[]! scores:SCORE[] benefits:BENEFIT[] cases:CASE[]"),
    VALID("from! until"),
    SOURCE("number! title! date url status! note"),
    PARAMETER("name! en! clause! values:DATED[]!"),
    DATED("from! until value! clause"),
    DEFINITION("name! en! is! clause"),
    CONDITION("id! name! en! when! clause!"),
    SCORE("name! en! clause max! sum:SCORE[] best:SCORE[] value points bands:BAND[] cases:BAND[] given"),
    BAND("at when else points!"),
    BENEFIT("name! en! clause! amount caps:CAP[]"),
    CAP("name! amount! clause!"),
    CASE("name! on! facts! expect! failing[] unknown[] scores benefits");

    /** One key: required, a list, and the shape of what stands there, or null for a plain value. */
    record Key(String name, boolean required, boolean list, String shape) {}

    private final List<Key> keys;

    Shape(String text) {
        this.keys = Arrays.stream(text.split(" ")).map(Shape::key).toList();
    }

    private static Key key(String text) {
        boolean required = text.endsWith("!");
        String plain = required ? text.substring(0, text.length() - 1) : text;
        boolean list = plain.endsWith("[]");
        plain = list ? plain.substring(0, plain.length() - 2) : plain;
        int colon = plain.indexOf(':');
        return colon < 0
                ? new Key(plain, required, list, "")
                : new Key(plain.substring(0, colon), required, list, plain.substring(colon + 1));
    }

    Set<String> known() {
        return keys.stream().map(Key::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    Set<String> required() {
        return keys.stream().filter(Key::required).map(Key::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    void check(Yaml.Item item) {
        item.only(known(), required());
    }

    /** The JSON Schema of this shape, as maps and lists. */
    Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Key key : keys) {
            Map<String, Object> value = key.shape().isEmpty()
                    ? Map.of()
                    : Map.of("$ref", "#/$defs/" + key.shape().toLowerCase(Locale.ROOT));
            properties.put(key.name(), key.list() ? Map.of("type", "array", "items", value) : value);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", List.copyOf(required()));
        schema.put("additionalProperties", false);
        return schema;
    }

    /** The JSON Schema of a whole policy document, for editors. */
    static Map<String, Object> document() {
        Map<String, Object> definitions = new LinkedHashMap<>();
        for (Shape shape : values()) {
            definitions.put(shape.name().toLowerCase(Locale.ROOT), shape.schema());
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Kechuang policy (科创政策)");
        schema.put("$ref", "#/$defs/policy");
        schema.put("$defs", definitions);
        return schema;
    }
}
