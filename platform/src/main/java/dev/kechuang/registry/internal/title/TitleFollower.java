package dev.kechuang.registry.internal.title;

import dev.kechuang.audit.AuditLog;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.TitleEvent.Cell;
import dev.kechuang.registry.TitleEvent.What;
import dev.kechuang.registry.internal.OrganisationData;
import dev.kechuang.registry.internal.OrganisationFollower;
import dev.kechuang.registry.internal.title.TitleStore.Subject;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Titles go with their organisations: they count where it counts, end with it, and move when it becomes another's. */
@Component
public class TitleFollower implements OrganisationFollower {

    private final TitleService titles;
    private final TitleStore store;
    private final AllianceStore alliances;
    private final TitleMessages messages;
    private final TitleKinds kinds;
    private final AuditLog audit;

    public TitleFollower(
            TitleService titles,
            TitleStore store,
            AllianceStore alliances,
            TitleMessages messages,
            TitleKinds kinds,
            AuditLog audit) {
        this.titles = titles;
        this.store = store;
        this.alliances = alliances;
        this.messages = messages;
        this.kinds = kinds;
        this.audit = audit;
    }

    @Override
    public void moved(Viewer actor, Organisation before, OrganisationData after, LocalDate day) {
        boolean same = before.region().equals(after.region())
                && Objects.equals(before.zone(), after.zone())
                && before.industry().equals(after.industry());
        if (same) return;
        var cell = new Cell(before.id(), after.region(), after.zone(), after.industry());
        for (Title title : store.standing(before.id(), day)) {
            happened(actor, title, What.MOVED, day, "", cell, "registry.titleMoved");
        }
    }

    @Override
    public void closed(Viewer actor, Organisation organisation, LocalDate day, String reason) {
        for (Title title : store.standing(organisation.id(), day)) {
            happened(actor, title, What.ENDED, day, "单位注销：" + reason, null, "registry.titleEnded");
        }
        alliances.leaveAll(organisation.id(), day);
    }

    @Override
    public void merged(Viewer actor, Organisation leaving, Organisation remaining, LocalDate day) {
        var cell = new Cell(remaining.id(), remaining.region(), remaining.zone(), remaining.industry());
        for (Title title : store.standing(leaving.id(), day)) {
            String key = Subject.key(title.holder(), title.name(), cell);
            LocalDate from = title.validFrom().isAfter(day) ? title.validFrom() : day;
            // An alliance is one thing whoever leads it: its name stays taken by itself.
            boolean held = store.overlapping(title.kind(), title.level(), key, from, title.validUntil())
                    .filter(other -> !other.id().equals(title.id()))
                    .isPresent();
            if (held) {
                String reason = "并入的单位已持有同类称号：" + remaining.name();
                happened(actor, title, What.ENDED, day, reason, null, "registry.titleEnded");
            } else {
                happened(actor, title, What.TRANSFERRED, day, leaving.name(), cell, "registry.titleTransferred");
            }
        }
        alliances.moveAll(leaving.id(), remaining.id(), day);
    }

    private void happened(
            Viewer actor, Title title, What what, LocalDate day, String reason, @Nullable Cell cell, String action) {
        String shortened = reason.length() > 500 ? reason.substring(0, 500) : reason;
        Title after =
                titles.applied(actor, title, titles.plain(title, title.version(), what, day, shortened, actor, cell));
        audit.append(actor, TitleEvents.audited(action, after).with(Map.of("reason", shortened)));
        if (what != What.MOVED) {
            kinds.byCode(title.kind()).ifPresent(kind -> messages.tell(after, kind, what, shortened));
        }
    }
}
