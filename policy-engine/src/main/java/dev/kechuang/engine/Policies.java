package dev.kechuang.engine;

import dev.kechuang.engine.document.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The policies of a folder of packs: {@code <pack>/facts.yaml} and {@code <pack>/policies/*.yaml}. Immutable.
 *
 * @param problems warnings; with {@link #check} errors too
 */
public record Policies(FactDictionary dictionary, List<Policy> all, List<Problem> problems) {

    /**
     * Loads everything.
     *
     * @throws PolicyException when any document has an error, naming file, line and column
     */
    public static Policies load(Path packs) {
        Policies policies = check(packs);
        List<Problem> errors = policies.problems().stream()
                .filter(p -> p.severity() == Problem.Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new PolicyException(errors);
        }
        return policies;
    }

    /** Loads what can be loaded and lists what is wrong with the rest. */
    public static Policies check(Path packs) {
        List<Problem> problems = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        for (Path file : files(packs, "facts.yaml")) {
            facts.addAll(Documents.facts(name(packs, file), read(file), problems));
        }
        FactDictionary dictionary = new FactDictionary(facts);
        List<Policy> policies = new ArrayList<>();
        Map<String, String> ids = new HashMap<>();
        for (Path file : files(packs, "policies")) {
            Policy policy = Documents.policy(name(packs, file), read(file), dictionary, problems);
            if (policy != null) {
                String before = ids.put(policy.id(), policy.file());
                if (before != null) {
                    problems.add(new Problem(
                            Problem.Severity.ERROR,
                            policy.file(),
                            1,
                            1,
                            "政策编号“" + policy.id() + "”已在" + before + "中使用",
                            "the policy '" + policy.id() + "' is already defined in " + before));
                }
                policies.add(policy);
            }
        }
        return new Policies(dictionary, List.copyOf(policies), List.copyOf(problems));
    }

    public Optional<Policy> find(String id) {
        return all.stream().filter(p -> p.id().equals(id)).findFirst();
    }

    private static String name(Path packs, Path file) {
        Path parent = packs.toAbsolutePath().getParent();
        return parent == null
                ? file.toString()
                : parent.relativize(file.toAbsolutePath()).toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }

    private static List<Path> files(Path packs, String kind) {
        if (!Files.isDirectory(packs)) {
            throw new IllegalArgumentException("there is no folder of packs at " + packs);
        }
        try (Stream<Path> paths = Files.walk(packs.toRealPath(), 3)) {
            return paths.filter(Files::isRegularFile)
                    .filter(p -> kind.equals("facts.yaml")
                            ? p.endsWith("facts.yaml")
                            : p.toString().endsWith(".yaml")
                                    && p.getParent() != null
                                    && p.getParent().endsWith("policies"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + packs, e);
        }
    }
}
