package dev.kechuang.indicator.internal.dictionary;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.indicator.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The indicators of the packs in force, held in memory; immutable. */
public final class Dictionary implements Indicators {

    private final List<Indicator> all;
    private final Map<String, Indicator> byCode = new LinkedHashMap<>();
    private final List<Group> groups;
    private final Map<String, Duty> duties;
    private final List<Rule> rules;
    private final Suggester suggester;

    Dictionary(List<Group> groups, List<Indicator> all, Map<String, Duty> duties, List<Rule> rules) {
        this.groups = List.copyOf(groups);
        this.all = List.copyOf(all);
        this.duties = Map.copyOf(duties);
        this.rules = List.copyOf(rules);
        all.forEach(indicator -> byCode.put(indicator.code(), indicator));
        this.suggester = new Suggester(this.all);
    }

    /** A heading of the dictionary. */
    public record Group(String code, String name, String en) {}

    /**
     * Who reports (填报): every county and zone directly below the city.
     *
     * @param every period reported for
     * @param days calendar days after its end by which it is due
     */
    public record Duty(Period.Kind every, int days) {}

    @Override
    public List<Indicator> all() {
        return all;
    }

    @Override
    public Optional<Indicator> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** @throws IllegalArgumentException when there is none */
    public Indicator get(String code) {
        Indicator found = byCode.get(code);
        if (found == null) throw new IllegalArgumentException("no indicator " + code);
        return found;
    }

    @Override
    public List<Suggestion> suggest(String measure, String unit, int limit) {
        return suggester.suggest(measure, unit, limit);
    }

    public List<Group> groups() {
        return groups;
    }

    /** Empty for indicators nobody has to report. */
    public Optional<Duty> duty(String code) {
        return Optional.ofNullable(duties.get(code));
    }

    /** Codes of the indicators that are reported, in the packs' order. */
    public List<Indicator> reported() {
        return all.stream().filter(each -> duties.containsKey(each.code())).toList();
    }

    public List<Rule> rules() {
        return rules;
    }

    /** The indicator and what it is computed from, down to the series. */
    public Set<String> closure(String code) {
        var found = new LinkedHashSet<String>();
        var next = new ArrayList<>(List.of(code));
        while (!next.isEmpty()) {
            String one = next.removeLast();
            if (found.add(one)) next.addAll(operands(get(one).source()));
        }
        return found;
    }

    /** Codes of the indicators a source is computed from; empty for series. */
    public static List<String> operands(Source source) {
        return switch (source) {
            case Source.Ratio(var numerator, var denominator, var factor) -> List.of(numerator, denominator);
            case Source.Sum(var plus, var minus) -> {
                var both = new ArrayList<>(plus);
                both.addAll(minus);
                yield both;
            }
            case Source.OfRecords ignored -> List.of();
            case Source.OfFacts ignored -> List.of();
            case Source.Observed ignored -> List.of();
        };
    }
}
