package dev.kechuang.plan.internal.assess;

import dev.kechuang.pack.PackDocument;
import dev.kechuang.plan.internal.assess.Assessment.State;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Item;
import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What every command about an assessment begins with: it is locked, in the state and version that was looked at. */
@Component
class AssessmentSteps {

    private final AssessmentStore store;
    private final AssessmentSchemes schemes;
    private final Desk desk;

    AssessmentSteps(AssessmentStore store, AssessmentSchemes schemes, Desk desk) {
        this.store = store;
        this.schemes = schemes;
        this.desk = desk;
    }

    static <T> Outcome<T> refused(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }

    /** The scheme as it was when the assessment was opened. */
    static AssessmentScheme scheme(AssessmentSchemes schemes, Assessment one) {
        String place = one.place();
        int slash = place.indexOf('/', "packs/".length());
        return schemes.reread(new PackDocument(
                place.substring("packs/".length(), slash),
                one.region(),
                place.substring(slash + 1),
                one.digest(),
                one.definition()));
    }

    AssessmentScheme scheme(Assessment one) {
        return scheme(schemes, one);
    }

    interface Step {
        Outcome<UUID> take(Assessment one, AssessmentScheme scheme);
    }

    Outcome<UUID> step(Viewer viewer, UUID id, State state, Step step) {
        return desk.run(() -> {
            var found = store.lock(viewer, id);
            if (found.isEmpty()) return refused("", "assess.error.gone");
            if (found.get().state() != state)
                return refused("", "assess.error.state." + found.get().state().code());
            return step.take(found.get(), scheme(found.get()));
        });
    }

    Outcome<UUID> step(Viewer viewer, UUID id, int version, State state, Step step) {
        return step(
                viewer,
                id,
                state,
                (one, scheme) -> one.version() == version ? step.take(one, scheme) : refused("", "desk.error.changed"));
    }

    Optional<Item> item(Assessment one, AssessmentScheme scheme, UUID unit, String code) {
        return store.subjects(one.id()).stream()
                .filter(subject -> subject.unit().equals(unit))
                .findFirst()
                .flatMap(subject -> scheme.items(subject.group()).stream()
                        .filter(item -> item.code().equals(code))
                        .findFirst());
    }
}
