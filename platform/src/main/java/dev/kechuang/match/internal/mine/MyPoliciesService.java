package dev.kechuang.match.internal.mine;

import dev.kechuang.match.internal.mine.MyPolicies.Change;
import dev.kechuang.match.internal.mine.MyPolicies.Comparison;
import dev.kechuang.pack.Regions;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.TriedFacts;
import dev.kechuang.programme.PolicyCalls;
import dev.kechuang.registry.Organisation;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Decides every policy for an organisation when its page is opened: nothing stored is read, so nothing is stale. */
@Service
public class MyPoliciesService {

    private final Decisions decisions;
    private final PolicyCalls calls;
    private final Regions regions;
    private final Clock clock;

    public MyPoliciesService(Decisions decisions, PolicyCalls calls, Regions regions, Clock clock) {
        this.decisions = decisions;
        this.calls = calls;
        this.regions = regions;
        this.clock = clock;
    }

    /** @param tried laid over what is confirmed, and compared with it; nothing is saved */
    @Transactional(readOnly = true)
    public MyPolicies of(Organisation organisation, LocalDate day, TriedFacts tried) {
        List<Decided> known = decisions.decideAll(organisation.id(), day);
        List<Decided> coming = decisions.coming(organisation.id(), day);
        var open = openFor(organisation);
        List<Match> before = matches(known, coming, open);
        List<Match> matches = before;
        Comparison comparison = null;
        if (tried.any()) {
            matches = matches(tried(known, tried), tried(coming, tried), open);
            comparison = comparison(before, matches);
        }
        var decided = new HashSet<String>();
        matches.forEach(match -> decided.add(match.policy()));
        return new MyPolicies(
                organisation,
                day,
                matches,
                open.stream()
                        .filter(call -> call.policy() == null || !decided.contains(call.policy()))
                        .toList(),
                Questions.of(matches, decisions.dictionary()),
                !known.isEmpty() && known.getFirst().facts().yearly().isEmpty(),
                comparison);
    }

    /** Calls that are open for an organisation of this kind and place. */
    private List<PolicyCalls.Open> openFor(Organisation organisation) {
        var within = new HashMap<String, Set<String>>();
        return calls.open(clock.instant()).stream()
                .filter(call -> call.applicants().isEmpty()
                        || call.applicants().contains(organisation.kind().code()))
                .filter(call -> {
                    var subtree = within.computeIfAbsent(call.region(), code -> Set.copyOf(regions.subtree(code)));
                    String zone = organisation.zone();
                    return subtree.contains(organisation.region()) || (zone != null && subtree.contains(zone));
                })
                .toList();
    }

    private static List<Decided> tried(List<Decided> known, TriedFacts tried) {
        return known.stream().map(decided -> decided.tried(tried.facts())).toList();
    }

    private static List<Match> matches(List<Decided> known, List<Decided> coming, List<PolicyCalls.Open> open) {
        var now = new LinkedHashMap<String, @Nullable Decided>();
        known.forEach(decided -> now.put(decided.version().id(), decided));
        var later = new HashMap<String, List<Decided>>();
        for (Decided decided : coming) {
            String policy = decided.version().id();
            now.putIfAbsent(policy, null);
            later.computeIfAbsent(policy, id -> new ArrayList<>()).add(decided);
        }
        var matches = new ArrayList<Match>(now.size());
        now.forEach((policy, decided) -> {
            @Nullable Match match = Grouping.of(
                    decided,
                    later.getOrDefault(policy, List.of()),
                    open.stream().filter(call -> policy.equals(call.policy())).toList());
            if (match != null) matches.add(match);
        });
        matches.sort(Grouping.ORDER);
        return List.copyOf(matches);
    }

    private static Comparison comparison(List<Match> before, List<Match> after) {
        Map<String, Match> earlier = new HashMap<>();
        before.forEach(match -> earlier.put(match.policy(), match));
        var changes = new ArrayList<Change>();
        for (Match match : after) {
            Match was = earlier.get(match.policy());
            if (was == null) continue;
            if (was.group() == match.group()
                    && was.worthFen() == match.worthFen()
                    && Objects.equals(was.later(), match.later())) continue;
            changes.add(new Change(was, match));
        }
        return new Comparison(MyPolicies.worth(before), MyPolicies.worth(after), List.copyOf(changes));
    }
}
