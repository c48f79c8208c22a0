package dev.kechuang.programme.internal.check;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The sections a return opened, as its event keeps them. */
final class Sections {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Sections() {}

    static List<String> of(String data) {
        var sections = new ArrayList<String>();
        JSON.readTree(data).path("sections").forEach(section -> sections.add(section.asString()));
        return sections;
    }
}
