package dev.kechuang.match.internal.mine;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Fact;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.registry.OrganisationFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to ask first: the facts that settle most of what is still open. */
public final class Questions {

    /** So many at once. */
    public static final int FEW = 3;

    private static final String EXPERTS = "专家评分";

    private Questions() {}

    /** Whether the firm itself can state it in a year's form; of a list, that it has no entry. */
    public static boolean canBeStated(Fact fact) {
        return !fact.group().equals(EXPERTS) && !kept(fact);
    }

    private static boolean kept(Fact fact) {
        return fact.kind() == Fact.Kind.EVENTS && OrganisationFacts.LISTS_KEPT.contains(fact.code());
    }

    /**
     * Over all undecided policies: each open condition shares its weight among the facts it waits for, and a policy weighs
     * the more, the more of its conditions are met and the fewer facts it waits for.
     */
    static List<Question> of(List<Match> matches, FactDictionary dictionary) {
        var weights = new HashMap<String, Double>();
        var policies = new HashMap<String, Integer>();
        for (Match match : matches) {
            if (match.group() != Match.Group.OPEN) continue;
            Decision decision = match.decided().decision();
            long met = decision.conditions().stream()
                    .filter(result -> result.met() == Decision.Met.MET)
                    .count();
            // What little is known of speaks less for a policy than what much is known of and fits.
            double weight = (met + 0.5)
                    / decision.conditions().size()
                    / decision.missing().size();
            if (decision.missing().stream().anyMatch(key -> !stated(key, dictionary))) weight /= 2;
            for (String key : decision.missing()) policies.merge(key, 1, Integer::sum);
            for (Decision.ConditionResult open : match.open()) {
                double share = weight / open.missing().size();
                for (String key : open.missing()) weights.merge(key, share, Double::sum);
            }
        }
        return weights.entrySet().stream()
                .filter(entry -> stated(entry.getKey(), dictionary))
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(FEW)
                .map(entry -> question(entry.getKey(), dictionary, policies.getOrDefault(entry.getKey(), 1)))
                .toList();
    }

    /** Facts one decision waits for that can be typed, the one to ask next first. */
    public static List<Question> of(Decision decision, FactDictionary dictionary) {
        var keys = new ArrayList<>(decision.missing());
        String first = decision.askNext();
        if (first != null && keys.remove(first)) keys.addFirst(first);
        return keys.stream()
                .filter(key -> stated(key, dictionary))
                .map(key -> question(key, dictionary, 1))
                .toList();
    }

    /** Lists that the register keeps and nobody types, by name. */
    public static List<String> lists(Collection<String> missing, FactDictionary dictionary) {
        return missing.stream()
                .map(Questions::name)
                .distinct()
                .filter(name -> {
                    Fact fact = dictionary.find(name);
                    return fact != null && kept(fact);
                })
                .toList();
    }

    /** Those of the missing facts that experts give. */
    public static List<String> expertKeys(Collection<String> missing, FactDictionary dictionary) {
        return missing.stream()
                .filter(key -> {
                    Fact fact = dictionary.find(name(key));
                    return fact != null && fact.group().equals(EXPERTS);
                })
                .toList();
    }

    private static boolean stated(String key, FactDictionary dictionary) {
        Fact fact = dictionary.find(name(key));
        return fact != null && canBeStated(fact);
    }

    private static Question question(String key, FactDictionary dictionary, int policies) {
        @Nullable Fact fact = dictionary.find(name(key));
        if (fact == null) throw new IllegalArgumentException("no fact " + key);
        return new Question(fact, year(key), policies);
    }

    private static String name(String key) {
        int at = key.indexOf('@');
        return at < 0 ? key : key.substring(0, at);
    }

    private static int year(String key) {
        int at = key.indexOf('@');
        return at < 0 ? 0 : Integer.parseInt(key.substring(at + 1));
    }
}
