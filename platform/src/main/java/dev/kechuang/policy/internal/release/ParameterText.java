package dev.kechuang.policy.internal.release;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Puts other values of parameters into the text of a policy, in the place of those that hold on a day. All else stays as
 * it was written, comments too.
 *
 * @param text with those that could be put in
 * @param missing names of parameters that have no value on the day
 */
record ParameterText(String text, Set<String> missing) {

    /** @param start first character of the value, {@code end} behind it */
    private record Place(int start, int end, String value) {}

    /**
     * @param text right YAML
     * @param values by name, as a policy has them, e.g. {@code 5%}
     */
    static ParameterText with(String text, Map<String, String> values, LocalDate day) {
        var places = new ArrayList<Place>();
        var missing = new HashSet<>(values.keySet());
        Node root =
                new Compose(LoadSettings.builder().build()).composeString(text).orElseThrow();
        for (Node parameter : items(get(root, "parameters"))) {
            String name = scalar(get(parameter, "name"));
            String value = values.get(name);
            if (value == null) continue;
            for (Node dated : items(get(parameter, "values"))) {
                if (!covers(dated, day) || !(get(dated, "value") instanceof ScalarNode old)) continue;
                places.add(new Place(at(text, old.getStartMark()), at(text, old.getEndMark()), quoted(value)));
                missing.remove(name);
                break;
            }
        }
        places.sort(Comparator.comparing(Place::start).reversed());
        var changed = new StringBuilder(text);
        places.forEach(place -> changed.replace(place.start(), place.end(), place.value()));
        return new ParameterText(changed.toString(), Set.copyOf(missing));
    }

    private static boolean covers(Node dated, LocalDate day) {
        try {
            String until = scalar(get(dated, "until"));
            return !day.isBefore(LocalDate.parse(scalar(get(dated, "from"))))
                    && (until.isEmpty() || !day.isAfter(LocalDate.parse(until)));
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static @Nullable Node get(Node node, String key) {
        if (!(node instanceof MappingNode map)) return null;
        return map.getValue().stream()
                .filter(tuple -> scalar(tuple.getKeyNode()).equals(key))
                .map(tuple -> tuple.getValueNode())
                .findFirst()
                .orElse(null);
    }

    private static List<Node> items(@Nullable Node node) {
        return node instanceof SequenceNode list ? list.getValue() : List.of();
    }

    private static String scalar(@Nullable Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** Marks count code points. */
    private static int at(String text, Optional<Mark> mark) {
        return text.offsetByCodePoints(0, mark.orElseThrow().getIndex());
    }

    /** As it is where that reads the same everywhere in a document, in quotes otherwise. */
    private static String quoted(String value) {
        return value.matches("[\\p{L}\\p{N}.%]+") ? value : "'" + value.replace("'", "''") + "'";
    }
}
