package dev.kechuang.registry.internal.expert;

import dev.kechuang.registry.Experts.Status;
import dev.kechuang.registry.internal.expert.AssignmentStore.NewAssignment;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes invented people with their history, for the demonstration city; records are the caller's. */
@Component
public class ExpertRows {

    private final ExpertStore store;
    private final TieStore ties;
    private final AssignmentStore assignments;
    private final Clock clock;

    public ExpertRows(ExpertStore store, TieStore ties, AssignmentStore assignments, Clock clock) {
        this.store = store;
        this.ties = ties;
        this.assignments = assignments;
        this.clock = clock;
    }

    /** @param status as the database writes it; a suspended one is so because the unit asked */
    public UUID person(ExpertData data, String status, LocalDate joined) {
        var now = clock.instant();
        Status wanted = Status.of(status).orElseThrow();
        Status first = wanted == Status.SUSPENDED ? Status.ACTIVE : wanted;
        UUID id = store.insert(data, first, first == Status.CANDIDATE ? null : joined, now)
                .orElseThrow(() -> new IllegalStateException("twice: " + data.name()));
        var all = new LinkedHashMap<String, List<String>>();
        data.texts().forEach((field, value) -> {
            if (!value.isEmpty()) all.put(field, List.of("", value));
        });
        store.change(id, 1, "registry.expertImported", DEMONSTRATION, "", all, now);
        if (wanted == Status.SUSPENDED) {
            store.move(id, wanted, "本人出国访学", joined, null, now);
            store.change(
                    id,
                    2,
                    "registry.expertSuspended",
                    DEMONSTRATION,
                    "本人出国访学",
                    java.util.Map.of("status", List.of("active", "suspended")),
                    now);
        }
        return id;
    }

    private static final Viewer DEMONSTRATION = new Viewer(null, "演示数据", java.util.Set.of(), null, null, "", List.of());

    public void account(UUID expert, UUID account) {
        var now = clock.instant();
        store.link(expert, account, now);
        store.change(
                expert,
                2,
                "registry.expertInvited",
                DEMONSTRATION,
                "",
                java.util.Map.of("account", List.of("", "✓")),
                now);
    }

    public void tie(
            UUID expert,
            String kind,
            @Nullable UUID organisation,
            String unit,
            LocalDate since,
            @Nullable LocalDate until,
            String note) {
        ties.add(
                expert,
                new TieStore.NewTie(kind, organisation, unit, "", since, until, note),
                DEMONSTRATION.name(),
                clock.instant());
    }

    public UUID assignment(UUID expert, NewAssignment assignment) {
        return assignments
                .add(expert, assignment, clock.instant())
                .orElseThrow(() -> new IllegalStateException("serves there already"));
    }
}
