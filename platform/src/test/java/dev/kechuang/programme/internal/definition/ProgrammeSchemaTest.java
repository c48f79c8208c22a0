package dev.kechuang.programme.internal.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.pack.PackDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema that editors use says yes to every programme, and no to a key nobody knows. */
class ProgrammeSchemaTest {

    private final Map<?, ?> definitions = map(ProgrammeSchema.schema().get("$defs"));

    @Test
    void everyProgrammeOfThePacksFits() {
        for (PackDocument document : Programmes.packs().documents(ProgrammeReader.FOLDER)) {
            assertThat(wrong(document.text())).as(document.place()).isEmpty();
        }
    }

    @Test
    void whatTheReaderRefusesTheSchemaRefuses() {
        String text = Programmes.document("talent").text();
        assertThat(wrong(text.replace("mode: online", "mode: on-line"))).hasSize(1);
        assertThat(wrong(text.replace("reviewers: 5", "reviewer: 5"))).hasSize(1);
        assertThat(wrong(text.replace("gives: talent\n", ""))).hasSize(1);
    }

    private List<String> wrong(String text) {
        var wrong = new ArrayList<String>();
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(text);
        check(map(definitions.get("programme")), tree, "", wrong);
        return wrong;
    }

    private void check(Map<?, ?> schema, Object value, String path, List<String> wrong) {
        if (schema.get("$ref") instanceof String ref) {
            check(map(definitions.get(ref.substring("#/$defs/".length()))), value, path, wrong);
        } else if (schema.get("enum") instanceof List<?> words) {
            if (!words.contains(value)) wrong.add(path + ": " + value);
        } else if ("array".equals(schema.get("type"))) {
            for (Object item : (List<?>) value) check(map(schema.get("items")), item, path + "[]", wrong);
        } else if ("object".equals(schema.get("type"))) {
            Map<?, ?> properties = map(schema.get("properties"));
            Map<?, ?> given = map(value);
            for (Object required : (List<?>) Objects.requireNonNull(schema.get("required"))) {
                if (!given.containsKey(required)) wrong.add(path + "." + required + " is missing");
            }
            given.forEach((key, each) -> {
                if (!properties.containsKey(key)) wrong.add(path + "." + key + " is not known");
                else check(map(properties.get(key)), each, path + "." + key, wrong);
            });
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }
}
