package dev.kechuang.programme.internal.decision;

import dev.kechuang.programme.internal.definition.Stage.Ranking.Quota;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a ranking has to keep.
 *
 * @param budgetFen what may be given, null where no money is given
 * @param quotas least and most numbers of tracks and fields, of the definition
 * @param shares most money of tracks and fields, of the call
 * @param taken what is approved already
 */
public record Bounds(@Nullable Long budgetFen, List<Quota> quotas, List<Share> shares, Taken taken) {

    /**
     * The most money of a track or field (经费限额).
     *
     * @param on {@code track} or {@code field}
     */
    public record Share(String on, String code, long fen) {

        String group() {
            return on + ":" + code;
        }

        boolean holds(Candidate candidate) {
            return code.equals(on.equals("track") ? candidate.track() : candidate.field());
        }
    }

    /**
     * What tracks and fields have, by {@link #group}.
     *
     * @param counts how many
     * @param fen how much, in fen
     */
    public record Taken(Map<String, Integer> counts, Map<String, Long> fen) {

        public static final Taken NOTHING = new Taken(Map.of(), Map.of());

        /** To be added to. */
        Taken copy() {
            return new Taken(new HashMap<>(counts), new HashMap<>(fen));
        }

        void add(String group, long sum) {
            counts.merge(group, 1, Integer::sum);
            fen.merge(group, sum, Math::addExact);
        }

        long fen(Share share) {
            return fen.getOrDefault(share.group(), 0L);
        }
    }

    /** A track or field as {@link Taken} counts it. */
    static String group(String on, String code) {
        return on + ":" + code;
    }
}
