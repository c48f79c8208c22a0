package dev.kechuang.engine.columns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The dictionary of texts of some columns: a text is stored once, and its number in the cells. */
final class Texts {
    private final Map<String, Integer> codes;
    private final List<String> texts;
    /** Texts that stay when the columns are filled anew. */
    private final int kept;

    Texts() {
        this.codes = new HashMap<>();
        this.texts = new ArrayList<>();
        this.kept = 0;
    }

    /** A dictionary of its own that begins with all texts of another. */
    Texts(Texts start) {
        this.codes = new HashMap<>(start.codes);
        this.texts = new ArrayList<>(start.texts);
        this.kept = texts.size();
    }

    int code(String text) {
        Integer known = codes.get(text);
        if (known != null) {
            return known;
        }
        codes.put(text, texts.size());
        texts.add(text);
        return texts.size() - 1;
    }

    String text(long code) {
        return texts.get((int) code);
    }

    /** Forgets every text but those it began with. */
    void reset() {
        List<String> later = texts.subList(kept, texts.size());
        later.forEach(codes::remove);
        later.clear();
    }
}
