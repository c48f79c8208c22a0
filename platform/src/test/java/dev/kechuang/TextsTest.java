package dev.kechuang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every text that pages ask for is there in both languages, and none is kept that nobody asks for. */
class TextsTest {

    private static final String KEY = "\"([a-z]\\w*(?:\\.\\w+)+)\"";

    /** Where a key is asked for by name; the last group is the key. */
    private static final Pattern ASKED =
            Pattern.compile("(?:\\.t\\(|\\btext\\(\\s*\\w+,|FieldError\\.of\\(\\s*\"[^\"]*\","
                    + "|Notice\\.(?:done|info|warning|error)\\()\\s*" + KEY);

    private static final Pattern LITERAL = Pattern.compile("\"([a-z]\\w*(?:\\.\\w+)*\\.?)\"");

    /** {@code AuditEvent.of("action", "subject", …} with an action that is named there or passed on. */
    private static final Pattern AUDITED =
            Pattern.compile("AuditEvent\\.of\\(\\s*(?:\"([^\"]+)\"|\\w+),\\s*\"([^\"]+)\"");

    /** Names that every module gives to its own actions and kinds, where the audit log and the records look for them. */
    private static final Pattern OFFERED =
            Pattern.compile("audit\\.(action|subject|field)\\..+|record\\.(kind|dimension|value)\\..+");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)");

    private final Map<String, Properties> bundles = bundles();
    private final Map<Path, String> sources = sources();

    private static Map<String, Properties> bundles() {
        var bundles = new HashMap<String, Properties>();
        SourceFiles.below(SourceFiles.TEXTS, ".properties").forEach((file, text) -> {
            var entries = new Properties();
            try {
                entries.load(new StringReader(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            bundles.put(file.getFileName().toString().replace(".properties", ""), entries);
        });
        return bundles;
    }

    private static Map<Path, String> sources() {
        var sources = new HashMap<>(SourceFiles.below(SourceFiles.JAVA, ".java"));
        sources.putAll(SourceFiles.below(SourceFiles.TEMPLATES, ".jte"));
        return sources;
    }

    private Set<String> keys() {
        return bundles.values().stream()
                .flatMap(bundle -> bundle.stringPropertyNames().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void bothLanguagesHaveTheSameKeysWithTheSamePlaceholders() {
        var problems = new TreeSet<String>();
        bundles.forEach((name, chinese) -> {
            if (name.endsWith("_en")) return;
            var english = bundles.get(name + "_en");
            if (english == null) {
                problems.add(name + "_en.properties is missing");
                return;
            }
            var all = new TreeSet<>(chinese.stringPropertyNames());
            all.addAll(english.stringPropertyNames());
            for (String key : all) {
                String one = chinese.getProperty(key);
                String other = english.getProperty(key);
                if (one == null || other == null) problems.add(key + " is in one language only");
                else if (!placeholders(one).equals(placeholders(other))) problems.add(key + " has other placeholders");
                // A large module keeps the texts of a part in a file of its own: registry-expert holds expert.….
                String part = name.substring(name.lastIndexOf('-') + 1);
                if (!key.startsWith(part + ".") && !OFFERED.matcher(key).matches())
                    problems.add(key + " does not begin with its file's name " + name);
            }
        });
        assertThat(problems).isEmpty();
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    @Test
    void everyTextIsAMessageFormat() {
        var problems = new TreeSet<String>();
        bundles.forEach((name, entries) -> entries.forEach((key, text) -> {
            try {
                String shown =
                        new MessageFormat(text.toString(), Locale.ENGLISH).format(new Object[] {1, 2, 3, 4, 5, 6});
                if (text.toString().chars().filter(c -> c == '\'').count() % 2 == 1)
                    problems.add(name + ": " + key + " has a single quote that is not doubled: " + shown);
            } catch (IllegalArgumentException e) {
                problems.add(name + ": " + key + ": " + e.getMessage());
            }
        }));
        assertThat(problems).isEmpty();
    }

    @Test
    void everyKeyThatIsAskedForIsThere() {
        var keys = keys();
        var missing = new TreeSet<String>();
        sources.forEach((file, text) -> ASKED.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(key -> !keys.contains(key))
                .forEach(key -> missing.add(key + " in " + file)));
        assertThat(missing).isEmpty();
    }

    /** What the audit page shows: words, not codes. */
    @Test
    void everyAuditedActionAndSubjectHasAName() {
        var keys = keys();
        var missing = new TreeSet<String>();
        sources.forEach((file, text) -> {
            if (!text.contains("AuditEvent") && !text.contains("AuditLog")) return;
            AUDITED.matcher(text).results().forEach(found -> {
                if (found.group(1) != null) missing.add("audit.action." + found.group(1));
                missing.add("audit.subject." + found.group(2));
            });
            // Actions that are handed on to a method of the class, by the module's own name in front.
            String module = SourceFiles.JAVA.relativize(file).getName(2).toString();
            Pattern.compile("\"(" + module + "\\.[a-z]\\w*)\"")
                    .matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .filter(literal -> !keys.contains(literal))
                    .forEach(action -> missing.add("audit.action." + action));
        });
        assertThat(missing).contains("audit.action.identity.roleGranted", "audit.subject.account");
        missing.removeAll(keys);
        assertThat(missing).isEmpty();
    }

    @Test
    void noKeyIsKeptThatNobodyAsksFor() {
        // A literal that ends with a point is the beginning of keys that are put together while the page is made.
        var literals = sources.values().stream()
                .flatMap(text -> LITERAL.matcher(text).results().map(found -> found.group(1)))
                .collect(Collectors.toSet());
        var unused = keys().stream()
                .filter(key -> !literals.contains(key)
                        && Arrays.stream(beginnings(key)).noneMatch(literals::contains))
                .toList();
        assertThat(unused).isEmpty();
    }

    /** For {@code a.b.c}: {@code a.b.} — a whole module as a beginning would hide everything. */
    private static String[] beginnings(String key) {
        var parts = key.split("\\.");
        var found = new String[Math.max(0, parts.length - 2)];
        for (int i = 2; i < parts.length; i++) found[i - 2] = String.join(".", Arrays.copyOf(parts, i)) + ".";
        return found;
    }
}
