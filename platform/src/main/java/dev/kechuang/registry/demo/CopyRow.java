package dev.kechuang.registry.demo;

import org.jspecify.annotations.Nullable;

/** Writes rows in PostgreSQL's COPY text format. */
final class CopyRow {

    private final StringBuilder text = new StringBuilder(1 << 16);
    private boolean first = true;

    CopyRow field(@Nullable Object value) {
        if (!first) text.append('\t');
        first = false;
        if (value == null) {
            text.append("\\N");
            return this;
        }
        String plain = value.toString();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\\' -> text.append("\\\\");
                default -> text.append(c);
            }
        }
        return this;
    }

    CopyRow array(int[] values) {
        if (!first) text.append('\t');
        first = false;
        text.append('{');
        for (int i = 0; i < values.length; i++) {
            if (i > 0) text.append(',');
            text.append(values[i]);
        }
        text.append('}');
        return this;
    }

    void end() {
        text.append('\n');
        first = true;
    }

    int length() {
        return text.length();
    }

    /** What has been written so far; starts again empty. */
    String take() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }
}
