package dev.kechuang.programme.internal.decision;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definition.Grant;

/** What an application gets by the programme's rule on money, before anybody changes it. */
final class Sums {

    private Sums() {}

    /**
     * In fen; zero where the programme gives no money, and where the place in the ranking decides. A sum found by a policy
     * was applied for as such.
     */
    static long granted(Definition definition, String track, long requestedFen) {
        Grant grant = definition.money();
        if (grant == null) return 0;
        long sum = switch (grant.mode()) {
            case REQUESTED, POLICY -> requestedFen;
            case FIXED ->
                grant.byTrack().stream()
                        .filter(each -> each.track().equals(track))
                        .mapToLong(Grant.TrackSum::fen)
                        .findFirst()
                        .orElse(grant.fixedFen());
            case RANK -> 0;
        };
        return grant.mostFen() > 0 ? Math.min(sum, grant.mostFen()) : sum;
    }

    /** What the place in the ranking gives, from 1; zero behind the last that is named. */
    static long byPlace(Grant grant, int place) {
        return grant.byRank().stream()
                .filter(each -> place <= each.to())
                .mapToLong(Grant.RankSum::fen)
                .findFirst()
                .orElse(0);
    }
}
