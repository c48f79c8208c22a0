package dev.kechuang.match.internal.run;

import dev.kechuang.engine.Survey;
import dev.kechuang.match.internal.run.RuleSet.Rule;
import dev.kechuang.match.internal.sheet.ChunkFiller;
import dev.kechuang.match.internal.sheet.Sheet;
import dev.kechuang.match.internal.sheet.Sheets;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides by the engine's survey over columns that are filled straight from the sheets. */
@Component
public class SurveyDecider implements Decider {

    /** Rows that are decided at once; their columns take some 20 MB. */
    private static final int CHUNK = 16_384;

    private final Sheets sheets;

    /** For today's rules and, while a run is over some policies, for these; the last used first. */
    private List<Compiled> compiled = List.of();

    public SurveyDecider(Sheets sheets) {
        this.sheets = sheets;
    }

    /** A survey with the chunks that nobody fills just now. */
    private record Compiled(RuleSet rules, Survey survey, Queue<ChunkFiller> free) {}

    private synchronized Compiled compiled(RuleSet rules) {
        Compiled known = compiled.stream()
                .filter(one -> one.rules() == rules)
                .findFirst()
                .orElse(null);
        if (known == null) {
            known = new Compiled(
                    rules,
                    new Survey(
                            rules.rules().stream()
                                    .map(rule -> rule.version().policy())
                                    .toList(),
                            rules.day(),
                            Survey.Limits.USUAL,
                            List.of()),
                    new ConcurrentLinkedQueue<>());
            compiled = compiled.isEmpty() ? List.of(known) : List.of(known, compiled.getFirst());
        } else if (known != compiled.getFirst()) {
            compiled = List.of(known, compiled.getFirst());
        }
        return known;
    }

    @Override
    public MatchRows decide(RuleSet rules, List<Sheet> all) {
        var found = new MatchRows(all);
        if (rules.rules().isEmpty() || all.isEmpty()) return found;
        Compiled compiled = compiled(rules);
        for (int from = 0; from < all.size(); from += CHUNK) {
            decide(compiled, all.subList(from, Math.min(all.size(), from + CHUNK)), from, found);
        }
        return found;
    }

    private void decide(Compiled compiled, List<Sheet> some, int first, MatchRows found) {
        boolean whole = some.size() > CHUNK / 2;
        ChunkFiller filler = whole ? compiled.free().poll() : null;
        if (filler == null) filler = sheets.filler(compiled.survey().layout().chunk(whole ? CHUNK : some.size()));
        filler.clear();
        for (Sheet sheet : some) filler.add(Objects.requireNonNull(sheet.facts()));
        var rules = compiled.rules().rules();
        compiled.survey().decide(filler.chunk(), scope(rules, some)).each((row, policy, kind, value) -> {
            short rule = rules.get(policy).code();
            switch (kind) {
                case ELIGIBLE -> found.add(first + row, rule, 1, 0, 0, value);
                case NEAR -> found.add(first + row, rule, 2, (int) value, 0, MatchRows.NONE);
                case OPEN -> found.add(first + row, rule, 3, 0, (int) value, MatchRows.NONE);
            }
        });
        if (whole) compiled.free().add(filler);
    }

    private record Place(String region, @Nullable String zone) {}

    /** For each rule of some regions only the rows that lie there. */
    private static long @Nullable [][] scope(List<Rule> rules, List<Sheet> some) {
        var places = new HashMap<Place, Integer>();
        int[] at = new int[some.size()];
        for (int row = 0; row < at.length; row++) {
            Sheet sheet = some.get(row);
            at[row] = places.computeIfAbsent(new Place(sheet.region(), sheet.zone()), of -> places.size());
        }
        long @Nullable [][] scope = new long[rules.size()][];
        for (int policy = 0; policy < scope.length; policy++) {
            Rule rule = rules.get(policy);
            if (rule.regions() == null) continue;
            boolean[] covered = new boolean[places.size()];
            places.forEach((place, number) -> covered[number] = rule.covers(place.region(), place.zone()));
            long[] bits = new long[(some.size() + 63) / 64];
            for (int row = 0; row < at.length; row++) {
                if (covered[at[row]]) bits[row >> 6] |= 1L << row;
            }
            scope[policy] = bits;
        }
        return scope;
    }
}
