package dev.kechuang.shared.web.ui;

import tools.jackson.databind.json.JsonMapper;

/** JSON that may stand inside a {@code <script type="application/json">} element. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** Nothing in the result can end the script element or open a comment. */
    static String write(Object value) {
        return MAPPER.writeValueAsString(value)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }
}
