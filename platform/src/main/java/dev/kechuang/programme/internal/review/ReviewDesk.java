package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.review.ReviewStore.Board;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Who works on which review: the rounds an officer runs, and what their stage says. */
@Component
public class ReviewDesk {

    private final ReviewStore store;
    private final Definitions definitions;

    public ReviewDesk(ReviewStore store, Definitions definitions) {
        this.store = store;
        this.definitions = definitions;
    }

    /** The stage of a call of the viewer's regions. */
    public Optional<Board> board(Viewer viewer, UUID call, String stage) {
        return store.board(call, stage, viewer.regionArray());
    }

    /** Whether the viewer may run reviews at all; which ones {@link #board} says. */
    public static boolean runs(Viewer viewer) {
        return viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER);
    }

    /** The stage if the viewer runs it. */
    Optional<Board> run(Viewer officer, UUID call, String stage) {
        return runs(officer) ? board(officer, call, stage) : Optional.empty();
    }

    public Review review(UUID version, String stage) {
        if (definitions.of(version).stage(stage) instanceof Review review) return review;
        throw new IllegalArgumentException("no review: " + stage);
    }

    public Sheet sheet(UUID version, String stage) {
        return definitions.of(version).sheet(review(version, stage).sheet());
    }
}
