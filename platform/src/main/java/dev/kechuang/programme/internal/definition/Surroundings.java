package dev.kechuang.programme.internal.definition;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.FactDictionary;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.pack.yaml.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the packs know that a programme may name.
 *
 * @param policies ids of policies, with whether they compute a sum
 * @param creditEvents codes of the events that count in the credit record
 */
record Surroundings(
        Map<String, Boolean> policies,
        FactDictionary facts,
        CodeLists lists,
        TitleKinds titles,
        List<String> creditEvents) {

    static Surroundings of(Packs packs) {
        var policies = new LinkedHashMap<String, Boolean>();
        for (PackDocument document : packs.documents("policies")) {
            // What is wrong in a policy is told by the module that reads policies.
            Row policy = Row.top(document.place(), document.text(), new ProblemList());
            if (policy == null) continue;
            boolean sum = policy.optionalRows("benefits").stream().anyMatch(benefit -> benefit.has("amount"));
            policies.put(policy.optionalText("id"), sum);
        }
        return new Surroundings(policies, packs.facts(), packs.codeLists(), packs.titleKinds(), creditEvents(packs));
    }

    /** The lowest pack's file replaces those above as a whole. */
    private static List<String> creditEvents(Packs packs) {
        var documents = packs.documents("credit.yaml");
        if (documents.isEmpty()) return List.of();
        PackDocument last = documents.getLast();
        Row credit = Row.top(last.place(), last.text(), new ProblemList());
        if (credit == null) return List.of();
        return credit.optionalRows("events").stream()
                .map(event -> event.optionalText("code"))
                .toList();
    }
}
