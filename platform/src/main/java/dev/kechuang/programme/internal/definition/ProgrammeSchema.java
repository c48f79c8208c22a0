package dev.kechuang.programme.internal.definition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The shape of a programme's text as a JSON Schema, for editors that complete and check while one writes. What the parts
 * say about one another only the reader knows.
 */
public final class ProgrammeSchema {

    /** Keys of each mapping: {@code !} for required, {@code []} for a list, {@code :} for the mapping that stands there. */
    private static final Map<String, String> SHAPES = shapes();

    private ProgrammeSchema() {}

    private static Map<String, String> shapes() {
        var shapes = new LinkedHashMap<String, String>();
        shapes.put(
                "programme",
                "id! name! en gives! issuer! basis:basis[]! tracks:named[] fields[] eligibility applicants[]"
                        + " conditions:text[] limits:limits money:money stages:stage[]! form:section[]! sheets:sheet[]"
                        + " effects:effect[]");
        shapes.put("basis", "number! title! clause");
        shapes.put("named", "code! name! en");
        shapes.put("text", "text! en");
        shapes.put("limits", "per-applicant per-track per-field per-leader running-per-leader running-per-member");
        shapes.put(
                "money",
                "mode! sum by-track:track-sum[] by-rank:rank-sum[] benefit most least self-share district-share");
        shapes.put("track-sum", "track! sum!");
        shapes.put("rank-sum", "to! sum!");
        shapes.put(
                "stage",
                "id! kind! name! en days by items:check-item[] corrections correction-days mode sheet reviewers blind"
                        + " same-unit drop normalise disagreement votes majority passes:passes rank-by:weighted[] ties[]"
                        + " quotas:quota[] shows[] document refused-see[] clauses:text[] reports:report[]"
                        + " instalments:instalment[] outcomes:outcome[] grace-months");
        shapes.put("check-item", "id! text! en clause section");
        shapes.put("passes", "count share score");
        shapes.put("weighted", "review! weight!");
        shapes.put("quota", "track field least most");
        shapes.put("report", "id! name! en months! midterm");
        shapes.put("instalment", "id! name! en share! after!");
        shapes.put("outcome", "code! name! en unit!");
        shapes.put("section", "id! name! en hint hint-en when fields:field[]! rules:rule[]");
        shapes.put("rule", "holds! message! message-en field!");
        shapes.put(
                "field",
                "id! name! en type! hint hint-en optional when means lines most pattern unit decimals least fact"
                        + " years-back several list options:named[] columns:field[] rows:text[] totals[]");
        shapes.put("sheet", "id! name! en comment items:sheet-item[]!");
        shapes.put("sheet-item", "id! name! en hint hint-en most! step least");
        shapes.put(
                "effect",
                "on! grant-title revoke-title confirm-title award-talent level leads[] years when credit"
                        + " states:stated[]");
        shapes.put("stated", "detail! from!");
        return shapes;
    }

    /** The words a key may be; empty for any. */
    private static List<String> words(String shape, String key) {
        return switch (shape + "." + key) {
            case "programme.gives" -> spelled(Definition.Gives.values());
            case "money.mode" -> spelled(Definition.Grant.Mode.values());
            case "stage.kind" -> spelled(Stage.Kind.values());
            case "stage.by" -> spelled(Stage.Recommendation.By.values());
            case "stage.mode" -> spelled(Stage.Review.Mode.values());
            case "field.means" -> spelled(FormDefinition.Meaning.values());
            case "field.type" ->
                List.of("text", "number", "date", "choice", "yes-no", "file", "organisations", "table");
            case "effect.level" -> List.of("national", "provincial", "city", "county");
            default -> List.of();
        };
    }

    private static List<String> spelled(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    /** The schema (draft 2020-12), as maps and lists. */
    public static Map<String, Object> schema() {
        var definitions = new LinkedHashMap<String, Object>();
        SHAPES.forEach((shape, keys) -> definitions.put(shape, object(shape, keys)));
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Kechuang programme (科技计划)");
        schema.put("$ref", "#/$defs/programme");
        schema.put("$defs", definitions);
        return schema;
    }

    private static Map<String, Object> object(String shape, String keys) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (String key : keys.split(" ")) {
            boolean needed = key.endsWith("!");
            String plain = needed ? key.substring(0, key.length() - 1) : key;
            boolean list = plain.endsWith("[]");
            plain = list ? plain.substring(0, plain.length() - 2) : plain;
            int colon = plain.indexOf(':');
            String name = colon < 0 ? plain : plain.substring(0, colon);
            Map<String, Object> value =
                    colon < 0 ? value(shape, name) : Map.of("$ref", "#/$defs/" + plain.substring(colon + 1));
            properties.put(name, list ? Map.of("type", "array", "items", value) : value);
            if (needed) required.add(name);
        }
        var object = new LinkedHashMap<String, Object>();
        object.put("type", "object");
        object.put("properties", properties);
        object.put("required", List.copyOf(required));
        object.put("additionalProperties", false);
        return object;
    }

    private static Map<String, Object> value(String shape, String key) {
        var words = words(shape, key);
        return words.isEmpty() ? Map.of() : Map.of("enum", words);
    }
}
