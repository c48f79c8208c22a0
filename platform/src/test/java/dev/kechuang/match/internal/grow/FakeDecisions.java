package dev.kechuang.match.internal.grow;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Engine;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.NearestWay;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Problem;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.pack.Packs;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.Recheck;
import dev.kechuang.policy.SavedDecision;
import dev.kechuang.shared.access.Viewer;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The packs' own policies, decided on facts that a test states. */
final class FakeDecisions {

    private final Map<String, PolicyVersion> policies = new HashMap<>();
    final Map<UUID, Facts> facts = new HashMap<>();
    final Map<UUID, Decided> saved = new HashMap<>();
    private final Map<UUID, SavedDecision> rows = new HashMap<>();

    /** Only what cultivation asks; anything else fails the test. */
    Decisions decisions() {
        return (Decisions) Proxy.newProxyInstance(
                Decisions.class.getClassLoader(),
                new Class<?>[] {Decisions.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "find" -> find((String) args[0]);
                    case "decide" -> decide((String) args[0], (UUID) args[1], (LocalDate) args[2]);
                    case "save" -> save((Viewer) args[0], (Decided) args[1], (String) args[2]);
                    case "saved" -> saved((UUID) args[0]);
                    case "again" -> again((SavedDecision) args[0]);
                    case "recheck" -> recheck((SavedDecision) args[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    FakeDecisions(Packs packs) {
        var problems = new ArrayList<Problem>();
        var all = new ArrayList<dev.kechuang.engine.Fact>();
        packs.documents("facts.yaml").forEach(text -> all.addAll(Documents.facts(text.place(), text.text(), problems)));
        var dictionary = new FactDictionary(all);
        for (var text : packs.documents("policies")) {
            Policy policy = Documents.policy(text.place(), text.text(), dictionary, problems);
            if (policy != null) policies.put(policy.id(), new PolicyVersion("0".repeat(64), text.region(), policy));
        }
    }

    Optional<PolicyVersion> find(String policy) {
        return Optional.ofNullable(policies.get(policy));
    }

    Decided decide(String policy, UUID organisation, LocalDate day) {
        PolicyVersion version = find(policy).orElseThrow();
        Facts known = facts.getOrDefault(organisation, Facts.builder().build());
        Decision decision = Engine.decide(version.policy(), known, day);
        return new Decided(
                version,
                organisation,
                day,
                known,
                Set.of(),
                List.of(),
                decision,
                decision.verdict() == Decision.Verdict.NOT_ELIGIBLE
                        ? NearestWay.find(version.policy(), known, day)
                        : null);
    }

    synchronized SavedDecision save(Viewer actor, Decided decided, String subject) {
        UUID id = UUID.randomUUID();
        saved.put(id, decided);
        var row = new SavedDecision(
                id,
                decided.version().digest(),
                decided.version().id(),
                Objects.requireNonNull(decided.organisation()),
                decided.on(),
                decided.decision().verdict(),
                "{}",
                Set.of(),
                "{}",
                subject,
                Instant.EPOCH,
                actor.name());
        rows.put(id, row);
        return row;
    }

    Optional<SavedDecision> saved(UUID decision) {
        return Optional.ofNullable(rows.get(decision));
    }

    Decided again(SavedDecision row) {
        return Objects.requireNonNull(saved.get(row.id()));
    }

    Recheck recheck(SavedDecision row) {
        Decided now = decide(row.policy(), row.organisation(), row.on());
        boolean same =
                Fingerprint.of(now.decision()).equals(Fingerprint.of(again(row).decision()));
        return new Recheck(true, false, List.of(), now, same);
    }
}
