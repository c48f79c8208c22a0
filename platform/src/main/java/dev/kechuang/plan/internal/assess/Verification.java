package dev.kechuang.plan.internal.assess;

import dev.kechuang.indicator.Snapshot;
import dev.kechuang.plan.internal.assess.Result.Scored;
import dev.kechuang.shared.Invariant;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * A final assessment verifies for ever: its figures are read again as of its snapshot, its points computed again from
 * their inputs, its places given again, and its digest compared.
 */
@Component
public class Verification implements Invariant {

    private final AssessmentStore store;
    private final AssessmentSchemes schemes;
    private final Scoring scoring;

    public Verification(AssessmentStore store, AssessmentSchemes schemes, Scoring scoring) {
        this.store = store;
        this.schemes = schemes;
        this.scoring = scoring;
    }

    @Override
    public String name() {
        return "plan.assessments";
    }

    @Override
    public String claim() {
        return "Every final assessment gives the same points, totals and places when it is computed again from its inputs,"
                + " and its figures are what they were at its snapshot.";
    }

    @Override
    public Result check() {
        var broken = new ArrayList<String>();
        long checked = 0;
        for (Assessment one : store.finals()) {
            checked++;
            broken.addAll(problems(one));
        }
        return new Result(checked, broken.stream().limit(20).toList());
    }

    static String digest(List<dev.kechuang.plan.internal.assess.Result> results) {
        try {
            var text = new StringBuilder();
            for (var result : results) {
                text.append(result.unit()).append('|').append(result.group()).append('|');
                text.append(result.total().toPlainString())
                        .append('|')
                        .append(result.rank())
                        .append('\n');
                for (Scored item : result.items()) {
                    text.append(item.item()).append('=').append(item.points().toPlainString());
                    item.inputs()
                            .forEach((name, value) -> text.append(' ')
                                    .append(name)
                                    .append(':')
                                    .append(value.stripTrailingZeros().toPlainString()));
                    text.append('\n');
                }
            }
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What does not hold of an assessment; empty when it verifies. */
    public List<String> problems(Assessment one) {
        var broken = new ArrayList<String>();
        var scheme = AssessmentSteps.scheme(schemes, one);
        var results = store.results(one.id());
        String name = one.scheme() + " " + one.year();
        if (one.resultDigest() != null && !digest(results).equals(one.resultDigest()))
            broken.add(name + ": the results are not those that were made final");
        for (var group : scheme.groups()) {
            var members = results.stream()
                    .filter(result -> result.group().equals(group.code()))
                    .toList();
            for (var result : members) {
                for (Scored scored : result.items()) {
                    var item = scheme.item(scored.item()).orElseThrow();
                    if (Points.of(item, scored.inputs()).compareTo(scored.points()) != 0)
                        broken.add(name + ": " + result.unit() + " " + scored.item() + " gives other points");
                }
                if (Points.total(scheme, result.items()).compareTo(result.total()) != 0)
                    broken.add(name + ": " + result.unit() + " gives another total");
            }
            for (var placed : Points.ranked(scheme, members)) {
                if (members.stream()
                        .noneMatch(kept -> kept.unit().equals(placed.unit()) && kept.rank() == placed.rank()))
                    broken.add(name + ": " + placed.unit() + " has another place");
            }
            broken.addAll(figures(name, scheme, group.code(), one, members));
        }
        return broken;
    }

    private List<String> figures(
            String name,
            AssessmentScheme scheme,
            String group,
            Assessment one,
            List<dev.kechuang.plan.internal.assess.Result> members) {
        Snapshot snapshot = one.snapshot();
        if (snapshot == null) return List.of();
        var broken = new ArrayList<String>();
        var subjects = store.subjects(one.id()).stream()
                .filter(subject -> subject.group().equals(group))
                .toList();
        for (var item : scheme.items(group)) {
            if (item.indicator().isEmpty()) continue;
            var read = scoring.inputs(item, one.year(), subjects, snapshot);
            for (var result : members) {
                var kept = result.items().stream()
                        .filter(scored -> scored.item().equals(item.code()))
                        .findFirst()
                        .map(Scored::inputs)
                        .orElse(Map.of());
                read.getOrDefault(result.unit(), Map.of()).forEach((input, value) -> {
                    BigDecimal was = kept.get(input);
                    if (was == null || was.compareTo(value) != 0)
                        broken.add(name + ": " + result.unit() + " " + item.code() + " was read as " + was + ", is "
                                + value);
                });
            }
        }
        return broken;
    }
}
