package dev.kechuang.reader.render;

import java.math.BigDecimal;
import java.util.List;

/** Writes one flat JSON object; all this library needs of JSON. */
public final class Json {
    private final StringBuilder out;
    private boolean first = true;

    public Json(StringBuilder out) {
        this.out = out;
    }

    public Json open() {
        out.append('{');
        first = true;
        return this;
    }

    public Json close() {
        out.append('}');
        return this;
    }

    public Json put(String name, String value) {
        key(name);
        string(value);
        return this;
    }

    public Json put(String name, int value) {
        key(name);
        out.append(value);
        return this;
    }

    public Json put(String name, BigDecimal value) {
        key(name);
        out.append(plain(value));
        return this;
    }

    public Json put(String name, List<String> values) {
        key(name);
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) out.append(", ");
            string(values.get(i));
        }
        out.append(']');
        return this;
    }

    /** A name whose value the caller writes itself. */
    public Json key(String name) {
        if (!first) out.append(", ");
        first = false;
        string(name);
        out.append(": ");
        return this;
    }

    /** A number without exponent and trailing zeros. */
    public static String plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0).toPlainString() : stripped.toPlainString();
    }

    private void string(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x2028 || c == 0x2029 || Character.isSurrogate(c) && !paired(value, i))
                        out.append(String.format("\\u%04x", (int) c));
                    else out.append(c);
                }
            }
        }
        out.append('"');
    }

    private static boolean paired(String value, int i) {
        return Character.isHighSurrogate(value.charAt(i))
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }
}
