package dev.kechuang.engine.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The names of several words known at a place in the text; the longest that fits wins. */
final class NameScope {
    private final Deque<List<List<String>>> frames = new ArrayDeque<>();
    /** Keys of contexts stay known as properties after their context has closed. */
    private final List<List<String>> properties = new ArrayList<>();

    private final Set<List<String>> seen = new HashSet<>();

    /** Names known everywhere, by their first word; the same few sets are asked for again and again. */
    private static final Map<Collection<String>, Map<String, List<List<String>>>> KNOWN = new ConcurrentHashMap<>();

    private static final int MAX_KNOWN = 50;

    private final Map<String, List<List<String>>> known;

    NameScope(Collection<String> names) {
        frames.push(new ArrayList<>());
        if (KNOWN.size() > MAX_KNOWN) {
            KNOWN.clear();
        }
        known = KNOWN.computeIfAbsent(names, NameScope::index);
    }

    private static Map<String, List<List<String>>> index(Collection<String> names) {
        Map<String, List<List<String>>> index = new HashMap<>();
        for (String name : names) {
            List<String> words = words(name);
            if (words.size() > 1) {
                index.computeIfAbsent(words.getFirst(), w -> new ArrayList<>()).add(words);
            }
        }
        return index;
    }

    void enter() {
        frames.push(new ArrayList<>());
    }

    void leave() {
        frames.pop();
    }

    void add(String name) {
        List<String> words = words(name);
        if (words.size() > 1) {
            frames.element().add(words);
        }
    }

    void remember(String name) {
        List<String> words = words(name);
        if (words.size() > 1 && seen.add(words)) {
            properties.add(words);
        }
    }

    private static List<String> words(String name) {
        try {
            return new Lexer(name, false)
                    .tokens().stream()
                            .filter(t -> t.kind() != Token.Kind.END)
                            .map(Token::text)
                            .toList();
        } catch (SyntaxException notReferable) {
            return List.of(name);
        }
    }

    /** Takes the longest known name at the cursor; null, and nothing taken, when there is none. */
    @Nullable String match(Cursor cursor) {
        List<String> best = List.of();
        for (List<List<String>> frame : frames) {
            best = longest(cursor, frame, best);
        }
        best = longest(cursor, properties, best);
        best = longest(cursor, known.getOrDefault(cursor.current().text(), List.of()), best);
        if (best.isEmpty()) {
            return null;
        }
        return cursor.takeName(best.size());
    }

    private static List<String> longest(Cursor cursor, List<List<String>> names, List<String> before) {
        List<String> best = before;
        for (List<String> words : names) {
            if (words.size() > best.size() && fits(cursor, words)) {
                best = words;
            }
        }
        return best;
    }

    private static boolean fits(Cursor cursor, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (!cursor.peekIs(i, words.get(i))) {
                return false;
            }
        }
        return true;
    }
}
