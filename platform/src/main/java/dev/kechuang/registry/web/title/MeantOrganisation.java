package dev.kechuang.registry.web.title;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.registry.internal.title.OrganisationMatcher;
import dev.kechuang.shared.CreditCode;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Option;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the organisation that a typed name or credit code means. */
@Component
class MeantOrganisation {

    private final Organisations organisations;
    private final OrganisationMatcher matcher;
    private final TitleLabels labels;

    MeantOrganisation(Organisations organisations, OrganisationMatcher matcher, TitleLabels labels) {
        this.organisations = organisations;
        this.matcher = matcher;
        this.labels = labels;
    }

    /** The organisation that is meant, or whom the name may mean. */
    record Meant(@Nullable Organisation organisation, List<Option> candidates, List<FieldError> errors) {}

    Meant find(Map<String, String> posted, Viewer viewer, Locale locale) {
        String typed = posted.getOrDefault("organisation", "").strip();
        UUID chosen = TitleFormController.uuid(posted.getOrDefault("organisationId", ""));
        if (chosen != null) {
            var found = organisations.find(viewer, chosen);
            // A name typed anew wins over what stood in the form before.
            if (found.isPresent()
                    && (posted.containsKey("choose")
                            || typed.isEmpty()
                            || found.get().name().equals(typed))) {
                return new Meant(found.get(), List.of(), List.of());
            }
        }
        if (typed.isEmpty()) {
            return new Meant(null, List.of(), List.of(FieldError.of("organisation", "title.error.organisation")));
        }
        String code = CreditCode.normalise(typed);
        boolean coded = CreditCode.problem(code).isEmpty();
        var sought = new OrganisationMatcher.Sought(coded ? "" : typed, coded ? code : "");
        var match = matcher.match(viewer, List.of(sought)).getOrDefault(sought, null);
        if (match == null || match.candidates().isEmpty()) {
            return new Meant(null, List.of(), List.of(FieldError.of("organisation", "title.error.unknown", typed)));
        }
        if (match.certain()) {
            var found = organisations.find(viewer, match.candidates().getFirst().id());
            if (found.isPresent()) return new Meant(found.get(), List.of(), List.of());
        }
        var candidates = match.candidates().stream()
                .map(each -> new Option(
                        each.id().toString(),
                        each.name() + " · " + each.creditCode() + " · " + labels.region(locale, each.region())))
                .toList();
        return new Meant(null, candidates, List.of(FieldError.of("organisationId", "title.error.which", typed)));
    }
}
