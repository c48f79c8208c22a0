package dev.kechuang.reader;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The test sentences of {@code sentences.txt} and what each states. */
final class SentenceBook {
    private SentenceBook() {}

    record Expected(
            String text,
            String measure,
            BigDecimal value,
            @Nullable BigDecimal valueTo,
            String unit,
            String bound,
            String role,
            String time,
            String period,
            String per) {}

    /** @param context the title and headings before the paragraph */
    record Entry(String context, String sentence, List<Expected> figures) {
        @Override
        public String toString() {
            return sentence;
        }
    }

    static List<Entry> read(String resource) {
        InputStream in = Objects.requireNonNull(SentenceBook.class.getResourceAsStream(resource), resource);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<Entry> entries = new ArrayList<>();
            String context = "";
            String before = "";
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("@ ")) {
                    context = line.substring(2) + "\n";
                    before = "";
                } else if (line.startsWith("> ")) {
                    entries.add(new Entry(context + before, line.substring(2), new ArrayList<>()));
                    if (line.matches("> [一二三四五六七八九]、[^。]*")) before = line.substring(2) + "\n";
                } else if (line.startsWith("= ")) {
                    entries.getLast().figures().add(expected(line.substring(2)));
                }
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Expected expected(String line) {
        String[] c = (line + " |").split("\\|", -1);
        String[] value = c[2].strip().split("\\.\\.");
        return new Expected(
                c[0].strip(),
                c[1].strip(),
                new BigDecimal(value[0]),
                value.length > 1 ? new BigDecimal(value[1]) : null,
                c[3].strip(),
                c[4].strip(),
                c[5].strip(),
                c[6].strip(),
                c[7].strip(),
                c[8].strip());
    }
}
