package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.assign.Solution.Shortage;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What a draw lacked, as it was kept. */
final class Shortages {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Shortages() {}

    static List<Shortage> read(String json) {
        return JSON.readValue(json, new TypeReference<List<Shortage>>() {});
    }
}
