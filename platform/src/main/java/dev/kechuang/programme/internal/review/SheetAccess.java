package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.registry.Experts;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Who may work on which sheet: the expert on the own ones, the secretary on those of a panel. */
@Component
public class SheetAccess {

    private final ReviewStore reviews;
    private final SheetStore store;
    private final ReviewDesk desk;
    private final ApplicationStore applications;
    private final Definitions definitions;
    private final Experts experts;

    public SheetAccess(
            ReviewStore reviews,
            SheetStore store,
            ReviewDesk desk,
            ApplicationStore applications,
            Definitions definitions,
            Experts experts) {
        this.reviews = reviews;
        this.store = store;
        this.desk = desk;
        this.applications = applications;
        this.definitions = definitions;
        this.experts = experts;
    }

    /** A review as its page needs it. */
    public record Work(Assignment assignment, Round round, Application application, Review review, Sheet sheet) {

        /** Nothing of the application is shown before the expert has accepted, nor after the round has ended. */
        public boolean readable() {
            return !assignment.state().equals("invited") && !round.closed();
        }
    }

    public List<Assignment> of(Viewer viewer) {
        return expert(viewer).map(store::of).orElse(List.of());
    }

    /** What is assigned to the expert who asks, with what its page needs: as many statements for forty as for one. */
    public List<Work> works(Viewer viewer) {
        var mine = of(viewer);
        var rounds = new HashMap<UUID, Round>();
        var all = applications.find(
                mine.stream().map(Assignment::application).distinct().toList());
        var works = new ArrayList<Work>();
        for (Assignment assignment : mine) {
            var round = rounds.computeIfAbsent(
                    assignment.round(), id -> reviews.round(id).orElseThrow());
            Application application = java.util.Objects.requireNonNull(all.get(assignment.application()));
            var definition = definitions.of(application.version());
            if (definition.stage(round.stage()) instanceof Review review) {
                works.add(new Work(assignment, round, application, review, definition.sheet(review.sheet())));
            }
        }
        return works;
    }

    private Optional<UUID> expert(Viewer viewer) {
        return viewer.account() == null || !viewer.is(Role.EXPERT)
                ? Optional.empty()
                : experts.ofAccount(viewer.account()).map(Experts.Expert::id);
    }

    /** The review if the viewer may work on it: the expert's own, or one of a panel that the officer keeps. */
    public Optional<Work> find(Viewer viewer, UUID assignment) {
        return work(viewer, assignment, false);
    }

    Optional<Work> work(Viewer viewer, UUID id, boolean lock) {
        return any(id, lock)
                .filter(work ->
                        own(viewer, work) || work.review().mode() != Review.Mode.ONLINE && runs(viewer, work.round()));
    }

    /** The review if the officer runs its round, in whatever way it is held. */
    Optional<Work> run(Viewer officer, UUID id, boolean lock) {
        return any(id, lock).filter(work -> runs(officer, work.round()));
    }

    private boolean own(Viewer viewer, Work work) {
        return viewer.is(Role.EXPERT)
                && viewer.account() != null
                && viewer.account().equals(work.assignment().account());
    }

    private boolean runs(Viewer viewer, Round round) {
        return desk.run(viewer, round.call(), round.stage()).isPresent();
    }

    private Optional<Work> any(UUID id, boolean lock) {
        var found = store.assignment(id, lock);
        if (found.isEmpty() || !found.get().active()) return Optional.empty();
        var round = reviews.round(found.get().round()).orElseThrow();
        var application = applications.find(found.get().application()).orElseThrow();
        var definition = definitions.of(application.version());
        if (!(definition.stage(round.stage()) instanceof Review review)) return Optional.empty();
        return Optional.of(new Work(found.get(), round, application, review, definition.sheet(review.sheet())));
    }

    /** The review for the officer who runs its round and may take it away. */
    public Optional<Work> findToRelease(Viewer officer, UUID assignment) {
        return run(officer, assignment, false);
    }

    /** As it stands now; what the viewer may do was seen before. */
    Optional<Work> again(Work work, Round round, boolean lock) {
        return store.assignment(work.assignment().id(), lock)
                .filter(Assignment::active)
                .map(now -> new Work(
                        now, round, applications.find(now.application()).orElseThrow(), work.review(), work.sheet()));
    }

    /** The same review after its sheet was changed. */
    Work changed(Work work) {
        var now = store.assignment(work.assignment().id(), false).orElseThrow();
        return new Work(now, work.round(), work.application(), work.review(), work.sheet());
    }

    /** Locked, the round before the row. */
    Optional<Work> held(Viewer viewer, UUID id) {
        reviews.holdOf(id);
        return work(viewer, id, true);
    }
}
