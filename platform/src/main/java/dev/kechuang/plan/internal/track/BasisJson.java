package dev.kechuang.plan.internal.track;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A basis as JSON, with its kind. */
final class BasisJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private BasisJson() {}

    static String write(Basis basis) {
        return JSON.writeValueAsString(Map.of(basis instanceof Basis.OfTask ? "task" : "target", basis));
    }

    static Basis read(String json) {
        var tree = JSON.readTree(json);
        return tree.has("task")
                ? JSON.treeToValue(tree.get("task"), Basis.OfTask.class)
                : JSON.treeToValue(tree.get("target"), Basis.OfTarget.class);
    }
}
