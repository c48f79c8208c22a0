package dev.kechuang.policy.internal;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Problem;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.PackProblem;
import dev.kechuang.pack.PackProblems;
import dev.kechuang.pack.Packs;
import dev.kechuang.policy.PolicyVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The policies of the packs that concern the city, read once at start; immutable and shared between threads. */
public final class PolicyBook {

    /** A policy with the texts it was read from, its own first. */
    public record Entry(PolicyVersion version, List<PackDocument> sources) {}

    private final FactDictionary dictionary;
    private final Map<String, Fact> byCode = new HashMap<>();
    private final Map<String, Entry> entries;

    private PolicyBook(FactDictionary dictionary, Map<String, Entry> entries) {
        this.dictionary = dictionary;
        this.entries = entries;
        dictionary.facts().forEach(fact -> byCode.put(fact.code(), fact));
    }

    /** Reads everything; {@link PackProblems} lists all that is wrong. */
    public static PolicyBook of(Packs packs) {
        return of(packs.documents("facts.yaml"), packs.documents("policies"));
    }

    static PolicyBook of(List<PackDocument> dictionaries, List<PackDocument> policies) {
        var problems = new ArrayList<Problem>();
        var facts = new ArrayList<Fact>();
        dictionaries.forEach(text -> facts.addAll(Documents.facts(text.place(), text.text(), problems)));
        var dictionary = new FactDictionary(facts);
        var entries = new LinkedHashMap<String, Entry>();
        for (PackDocument text : policies) {
            Policy policy = Documents.policy(text.place(), text.text(), dictionary, problems);
            if (policy == null) continue;
            var sources = new ArrayList<>(List.of(text));
            sources.addAll(dictionaries);
            String digest =
                    Digests.of(sources.stream().map(PackDocument::digest).toList());
            Entry before = entries.put(
                    policy.id(), new Entry(new PolicyVersion(digest, text.region(), policy), List.copyOf(sources)));
            if (before != null) problems.add(twice(policy, text, before));
            if (!policy.region().equals(text.pack())) problems.add(elsewhere(policy, text));
        }
        var errors = problems.stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .map(p -> new PackProblem(p.file(), p.line(), p.column(), p.chinese(), p.english()))
                .sorted(Comparator.comparing(PackProblem::file).thenComparing(PackProblem::line))
                .toList();
        if (!errors.isEmpty()) throw new PackProblems(errors);
        return new PolicyBook(dictionary, entries);
    }

    private static Problem twice(Policy policy, PackDocument text, Entry before) {
        String place = before.sources().getFirst().place();
        return new Problem(
                Problem.Severity.ERROR,
                text.place(),
                1,
                1,
                "政策编号“" + policy.id() + "”已在" + place + "中使用",
                "the policy '" + policy.id() + "' is already defined in " + place);
    }

    private static Problem elsewhere(Policy policy, PackDocument text) {
        return new Problem(
                Problem.Severity.ERROR,
                text.place(),
                1,
                1,
                "region 写的是“" + policy.region() + "”，应为所在定义包“" + text.pack() + "”",
                "region is '" + policy.region() + "', expected the pack it lies in, '" + text.pack() + "'");
    }

    public List<PolicyVersion> all() {
        return entries.values().stream().map(Entry::version).toList();
    }

    public Optional<PolicyVersion> find(String policy) {
        return Optional.ofNullable(entries.get(policy)).map(Entry::version);
    }

    /** With its texts; an {@link IllegalArgumentException} for an unknown id. */
    public Entry entry(String policy) {
        Entry entry = entries.get(policy);
        if (entry == null) throw new IllegalArgumentException("there is no policy " + policy);
        return entry;
    }

    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    public FactDictionary dictionary() {
        return dictionary;
    }

    @Nullable Fact fact(String code) {
        return byCode.get(code);
    }
}
