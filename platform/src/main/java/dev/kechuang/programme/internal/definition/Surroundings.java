package dev.kechuang.programme.internal.definition;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.FactDictionary;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.pack.yaml.Row;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the packs know that a programme may name.
 *
 * @param policies ids of policies, with whether they compute a sum
 */
record Surroundings(Map<String, Boolean> policies, FactDictionary facts, CodeLists lists, TitleKinds titles) {

    static Surroundings of(Packs packs) {
        var policies = new LinkedHashMap<String, Boolean>();
        for (PackDocument document : packs.documents("policies")) {
            // What is wrong in a policy is told by the module that reads policies.
            Row policy = Row.top(document.place(), document.text(), new ProblemList());
            if (policy == null) continue;
            boolean sum = policy.optionalRows("benefits").stream().anyMatch(benefit -> benefit.has("amount"));
            policies.put(policy.optionalText("id"), sum);
        }
        return new Surroundings(policies, packs.facts(), packs.codeLists(), packs.titleKinds());
    }
}
