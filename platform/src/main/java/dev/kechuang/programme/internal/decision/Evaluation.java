package dev.kechuang.programme.internal.decision;

import dev.kechuang.programme.internal.decision.DecisionListStore.DecisionList;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.effect.Elimination;
import dev.kechuang.programme.internal.effect.Elimination.Verdict;
import dev.kechuang.programme.internal.effect.StandingStore.Standing;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What the results of a call mean for the title its programme is about (评价结论), as it will be done with the approval.
 *
 * @param standings of its applications on the first confirmed list they stood on
 */
public record Evaluation(Definition definition, Map<UUID, Standing> standings) {

    /** Of an entry of a list: by an earlier confirmed list where it stood on one, else by this one. */
    public Optional<Verdict> of(DecisionList list, DecisionListStore.Entry entry) {
        Standing first = standings.get(entry.application());
        if (first == null || first.list() > list.number())
            return Elimination.verdict(definition, entry.score(), entry.place(), list.entries(), entry.approve());
        return of(first, entry.approve());
    }

    /** Of an entry of a notice; nothing is said of one that was struck from the list since. */
    public Optional<Verdict> of(NoticeStore.Entry entry) {
        return of(entry.application());
    }

    /** Of an application that a document of approval names; nothing of one that was struck since. */
    public Optional<Verdict> of(UUID application) {
        return of(application, true);
    }

    /**
     * Of an application; nothing of one that was struck since.
     *
     * @param listed whether it is on the list, or was when the document was issued
     */
    public Optional<Verdict> of(UUID application, boolean listed) {
        return Optional.ofNullable(standings.get(application)).flatMap(first -> of(first, listed));
    }

    private Optional<Verdict> of(Standing first, boolean listed) {
        if (first.struck()) return Optional.empty();
        return Elimination.verdict(definition, first.score(), first.place(), first.ranked(), listed);
    }
}
