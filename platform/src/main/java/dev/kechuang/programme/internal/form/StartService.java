package dev.kechuang.programme.internal.form;

import dev.kechuang.pack.Regions;
import dev.kechuang.programme.internal.call.Call;
import dev.kechuang.programme.internal.call.CallStore;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.FormDefinition.ChoiceField;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.Words;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells an organisation whether it may apply before it begins to write, and begins. */
@Service
public class StartService {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZONE);
    private static final UUID NONE = new UUID(0, 0);

    /** Drafts of one organisation in one call, where the programme sets no limit. */
    private static final int MOST_DRAFTS = 20;

    private final FormStore store;
    private final CallStore calls;
    private final Definitions definitions;
    private final Organisations organisations;
    private final Eligibility eligibility;
    private final List<Barrier> barriers;
    private final Lifecycle lifecycle;
    private final Regions regions;
    private final Clock clock;

    public StartService(
            FormStore store,
            CallStore calls,
            Definitions definitions,
            Organisations organisations,
            Eligibility eligibility,
            List<Barrier> barriers,
            Lifecycle lifecycle,
            Regions regions,
            Clock clock) {
        this.store = store;
        this.calls = calls;
        this.definitions = definitions;
        this.organisations = organisations;
        this.eligibility = eligibility;
        this.barriers = List.copyOf(barriers);
        this.lifecycle = lifecycle;
        this.regions = regions;
        this.clock = clock;
    }

    /**
     * What an organisation is told before it begins.
     *
     * @param used its applications in the call
     * @param taken how much of what the call takes in a track or field is handed in
     * @param draft the one begun last, null for none
     * @param bars what keeps it from applying for anything
     * @param reasons why it cannot begin, bars among them; empty when it can
     */
    public record Prospect(
            Call call,
            Definition definition,
            Organisation organisation,
            Eligibility.Answer eligible,
            FormStore.Used used,
            List<Taken> taken,
            @Nullable UUID draft,
            List<Barrier.Bar> bars,
            List<FieldError> reasons) {}

    /**
     * A track or technical field of which the call takes so many.
     *
     * @param submitted of everybody together
     */
    public record Taken(Words name, int most, int submitted) {}

    private List<Taken> taken(Call call, Definition definition) {
        var bounded = call.quotas().stream()
                .filter(quota -> quota.applications() != null)
                .toList();
        if (bounded.isEmpty()) return List.of();
        var form = definition.form();
        var submitted = store.submitted(
                call.id(),
                form.pathOf(Meaning.TRACK).orElse(""),
                form.pathOf(Meaning.FIELD).orElse(""));
        var taken = new ArrayList<Taken>();
        for (Call.Quota quota : bounded) {
            int most = Objects.requireNonNull(quota.applications());
            Meaning meaning = quota.on().equals("track") ? Meaning.TRACK : Meaning.FIELD;
            if (!(form.withMeaning(meaning).orElse(null) instanceof ChoiceField field)) continue;
            field.options().stream()
                    .filter(option -> option.code().equals(quota.code()))
                    .findFirst()
                    .ifPresent(option ->
                            taken.add(new Taken(option.name(), most, submitted.in(quota.on(), quota.code()))));
        }
        return taken;
    }

    /** Empty for a call that is not public and for who acts for no organisation. */
    public Optional<Prospect> prospect(Viewer viewer, UUID call) {
        UUID own = viewer.organisation();
        if (own == null || !viewer.is(Role.APPLICANT)) return Optional.empty();
        Call window = calls.published(call).orElse(null);
        Organisation organisation = organisations.find(viewer, own).orElse(null);
        if (window == null || organisation == null) return Optional.empty();
        Definition definition = definitions.of(window.version());
        Instant now = clock.instant();
        var eligible = eligibility.of(definition, organisation, LocalDate.ofInstant(now, ZONE));
        var used = store.used(call, own, NONE);
        var reasons = new ArrayList<FieldError>();
        if (window.state() != Call.State.PUBLISHED) reasons.add(FieldError.of("", "form.problem.cancelled"));
        else if (now.isBefore(window.opensAt())) {
            reasons.add(FieldError.of("", "form.problem.early", MINUTE.format(window.opensAt())));
        } else if (!window.isOpen(now)) {
            reasons.add(FieldError.of("", "form.problem.closed", MINUTE.format(window.closesAt())));
        }
        var within = regions.subtree(window.region());
        String zone = organisation.zone();
        if (!within.contains(organisation.region()) && (zone == null || !within.contains(zone))) {
            reasons.add(FieldError.of("", "form.problem.elsewhere"));
        }
        LocalDate today = LocalDate.ofInstant(now, ZONE);
        var bars = barriers.stream()
                .flatMap(barrier -> barrier.against(own, List.of(), today).stream())
                .toList();
        bars.forEach(bar -> reasons.add(bar.problem()));
        reasons.addAll(eligible.reasons());
        if (eligible.refuses() && eligible.reasons().isEmpty()) {
            reasons.add(FieldError.of("", "form.problem.notEligible"));
        }
        int most = definition.limits().perApplicant();
        if (most > 0 && used.submitted() >= most) {
            reasons.add(FieldError.of("", "form.problem.perApplicant", most, used.submitted()));
        } else if (used.drafts() >= (most > 0 ? most : MOST_DRAFTS)) {
            reasons.add(FieldError.of("", "form.problem.drafts", used.drafts()));
        }
        return Optional.of(new Prospect(
                window,
                definition,
                organisation,
                eligible,
                used,
                taken(window, definition),
                store.draft(call, own).orElse(null),
                bars,
                List.copyOf(reasons)));
    }

    /** A new draft, unless something stands against it. */
    @Transactional
    public Outcome<Application> start(Viewer viewer, UUID call) {
        UUID own = viewer.organisation();
        if (own != null) store.serialise(List.of(call + " " + own));
        Prospect prospect = prospect(viewer, call).orElse(null);
        if (prospect == null) return Outcome.refused(FieldError.of("call", "form.error.noCall"));
        if (!prospect.reasons().isEmpty()) return Outcome.refused(prospect.reasons());
        Organisation organisation = prospect.organisation();
        return Outcome.done(
                lifecycle.create(viewer, call, organisation.id(), organisation.region(), organisation.zone()));
    }
}
