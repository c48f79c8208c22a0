package dev.kechuang.policy.internal.library;

import dev.kechuang.engine.Policy;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.registry.PinyinInitials;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Finds policies by what people type: name, initials of its pinyin, what it grants, issuer, numbers of its sources,
 * conditions. In memory; a version is read once.
 */
@Component
public final class PolicySearch {

    /** Versions kept; far more than are ever in force at once. */
    private static final int MOST = 5_000;

    /** Place of the whole pinyin of the name among the texts. */
    private static final int WHOLE_PINYIN = 3;

    private static final int LEAST_PINYIN = 4;

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /** Texts of one version by how much a hit in them says, normalised. */
    private record Entry(List<String> texts) {}

    /** The policies in which every word stands, the best first; all in their order when nothing is typed. */
    public List<PolicyVersion> find(List<PolicyVersion> policies, String typed) {
        var words = new ArrayList<String>();
        for (String word : Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .split("[\\s,，、;；]+")) {
            if (!word.isEmpty()) words.add(normal(word));
        }
        if (words.isEmpty()) return policies;
        record Hit(PolicyVersion version, int rank) {}
        return policies.stream()
                .map(version -> new Hit(version, rank(entry(version), words)))
                .filter(hit -> hit.rank() < Integer.MAX_VALUE)
                .sorted(Comparator.comparingInt(Hit::rank)
                        .thenComparingInt(hit -> hit.version().policy().name().length()))
                .map(Hit::version)
                .toList();
    }

    private static int rank(Entry entry, List<String> words) {
        int rank = 0;
        for (String word : words) {
            int at = 0;
            while (at < entry.texts().size() && !found(entry, at, word)) at++;
            if (at == entry.texts().size()) return Integer.MAX_VALUE;
            // What begins with it comes before what contains it.
            rank += at * 2 + (entry.texts().get(at).startsWith(word) ? 0 : 1);
        }
        return rank;
    }

    /** Short letters stand inside nearly every whole pinyin and find nothing there. */
    private static boolean found(Entry entry, int at, String word) {
        return (at != WHOLE_PINYIN || word.length() >= LEAST_PINYIN)
                && entry.texts().get(at).contains(word);
    }

    private Entry entry(PolicyVersion version) {
        if (entries.size() > MOST) entries.clear();
        return entries.computeIfAbsent(version.digest(), digest -> read(version.policy()));
    }

    private static Entry read(Policy policy) {
        var sources = new StringBuilder();
        policy.sources()
                .forEach(source -> sources.append(source.number())
                        .append('\n')
                        .append(source.title())
                        .append('\n'));
        var rules = new StringBuilder();
        policy.conditions()
                .forEach(condition -> rules.append(condition.name())
                        .append('\n')
                        .append(condition.english())
                        .append('\n')
                        .append(condition.text())
                        .append('\n'));
        policy.benefits()
                .forEach(benefit -> rules.append(benefit.name())
                        .append('\n')
                        .append(benefit.english())
                        .append('\n'));
        return new Entry(List.of(
                normal(policy.name()),
                normal(policy.english()),
                String.join("\n", PinyinInitials.of(policy.name())),
                String.join("\n", PinyinInitials.whole(policy.name())),
                normal(policy.grants()) + "\n" + String.join("\n", PinyinInitials.of(policy.grants())),
                normal(policy.issuer()),
                normal(sources.toString()),
                normal(rules.toString())));
    }

    /** Half-width, lower case, brackets alike, without spaces: 国科发火[2016]32号 finds 国科发火〔2016〕32号. */
    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[〔［\\[(（【]", "[")
                .replaceAll("[〕］\\])）】]", "]")
                .replaceAll("[ \\t]+", "");
    }
}
