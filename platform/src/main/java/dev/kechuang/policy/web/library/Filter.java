package dev.kechuang.policy.web.library;

import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.internal.library.PolicyKind;
import dev.kechuang.policy.internal.library.PolicySearch;
import dev.kechuang.policy.web.PolicyWords;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Which policies somebody looks for, for the page and for programs. */
@Component
class Filter {

    private final Decisions decisions;
    private final PolicySearch search;
    private final PolicyWords words;

    Filter(Decisions decisions, PolicySearch search, PolicyWords words) {
        this.decisions = decisions;
        this.search = search;
        this.words = words;
    }

    /**
     * Empty texts ask for nothing.
     *
     * @param all also those whose validity does not hold the day
     */
    record Query(LocalDate day, String q, String level, String kind, String region, boolean all) {}

    /** National ones first, or by how well they fit what is typed. */
    List<PolicyVersion> find(Query query) {
        Stream<PolicyVersion> found = decisions.rules(query.day()).versions().stream();
        if (!query.region().isEmpty()) {
            var there = decisions.inForce(query.region(), query.day()).stream()
                    .map(PolicyVersion::id)
                    .collect(Collectors.toSet());
            found = found.filter(
                    v -> there.contains(v.id()) || query.all() && !v.policy().inForce(query.day()));
        }
        var filtered = found.filter(v -> query.all() || v.policy().inForce(query.day()))
                .filter(v -> query.level().isEmpty() || words.level(v).equals(query.level()))
                .filter(v -> query.kind().isEmpty()
                        || PolicyKind.of(v.policy()).stream()
                                .anyMatch(one -> one.code().equals(query.kind())))
                .toList();
        return search.find(filtered, query.q());
    }
}
