package dev.kechuang.match.internal.push;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.match.internal.push.WishStore.Wishes;
import dev.kechuang.policy.Decisions;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A firm chooses what it wants to be told of (推送设置、退订). */
@Service
public class WishService {

    private final WishStore store;
    private final Organisations organisations;
    private final Decisions decisions;
    private final AuditLog audit;
    private final Clock clock;

    public WishService(WishStore store, Organisations organisations, Decisions decisions, AuditLog audit, Clock clock) {
        this.store = store;
        this.organisations = organisations;
        this.decisions = decisions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Of the viewer's own organisation; what it names and nobody knows is left out. */
    @Transactional
    public Outcome<Wishes> choose(Viewer viewer, UUID organisation, Wishes wanted) {
        Organisation own = organisations.find(viewer, organisation).orElse(null);
        if (own == null || !viewer.is(Role.APPLICANT) || !Objects.equals(viewer.organisation(), organisation)) {
            return Outcome.refused(FieldError.of("", "matchPush.error.own"));
        }
        var policies = decisions.all().stream().map(version -> version.id()).collect(Collectors.toSet());
        var packs = decisions.all().stream()
                .map(version -> version.policy().region())
                .collect(Collectors.toSet());
        var wishes = new Wishes(
                wanted.near(),
                wanted.open(),
                wanted.nothing(),
                wanted.groups().stream().filter(packs::contains).collect(Collectors.toSet()),
                wanted.policies().stream().filter(policies::contains).collect(Collectors.toSet()));
        Wishes before = store.of(organisation);
        if (same(before, wishes)) return Outcome.done(before);
        store.set(organisation, wishes, viewer.name(), clock.instant());
        audit.append(
                viewer,
                AuditEvent.of("match.pushChosen", "organisation", organisation, own.name())
                        .with(Map.of(
                                "near", wishes.near(),
                                "open", wishes.open(),
                                "nothing", wishes.nothing(),
                                "groups", String.join(",", wishes.groups()),
                                "policies", String.join(",", wishes.policies()))));
        return Outcome.done(wishes);
    }

    private static boolean same(Wishes one, Wishes other) {
        return one.near() == other.near()
                && one.open() == other.open()
                && one.nothing() == other.nothing()
                && one.groups().equals(other.groups())
                && one.policies().equals(other.policies());
    }
}
