package dev.kechuang.registry.internal.title;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.pack.TitleKind;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.TitleDocument;
import dev.kechuang.registry.Titles;
import dev.kechuang.registry.internal.OrganisationStore;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The commands of pages and of the JSON interface: what an officer may do with titles. The bureau enters those of every
 * level, a county its own.
 */
@Service
public class TitleDesk {

    private final Titles titles;
    private final OrganisationStore organisations;
    private final AllianceStore alliances;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public TitleDesk(
            Titles titles,
            OrganisationStore organisations,
            AllianceStore alliances,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.titles = titles;
        this.organisations = organisations;
        this.alliances = alliances;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether the officer may enter titles of a level. */
    public static boolean mayEnter(Viewer viewer, TitleKind.Level level) {
        return viewer.is(Role.BUREAU_OFFICER) || viewer.is(Role.COUNTY_OFFICER) && level == TitleKind.Level.COUNTY;
    }

    /** Whether the officer may change a title that the officer sees. */
    public static boolean mayChange(Viewer viewer, Title title) {
        return mayEnter(viewer, title.level()) && title.state() != Title.State.WITHDRAWN;
    }

    public Outcome<Title> grant(Viewer officer, Titles.Grant grant) {
        var level = TitleKind.Level.of(grant.level());
        if (level.isPresent() && !mayEnter(officer, level.get())) {
            return Outcome.refused(FieldError.of("level", "title.error.notYours"));
        }
        if (grant.organisation() != null
                && organisations.find(officer, grant.organisation()).isEmpty()) {
            return Outcome.refused(FieldError.of("organisation", "title.error.organisation"));
        }
        if (grant.organisation() == null && !officer.regions().contains(grant.region())) {
            return Outcome.refused(FieldError.of("region", "title.error.region"));
        }
        return titles.grant(officer, grant);
    }

    /** Enters the document, unless there is none, and runs the command with it: both or neither. */
    public Outcome<Title> withDocument(
            Viewer officer, Titles.@Nullable NewDocument document, Function<@Nullable UUID, Outcome<Title>> command) {
        return transactions.execute(status -> {
            var outcome = document == null
                    ? command.apply(null)
                    : switch (titles.document(officer, document)) {
                        case Outcome.Done<TitleDocument>(var entered) -> command.apply(entered.id());
                        case Outcome.Refused<TitleDocument>(var errors) -> Outcome.<Title>refused(errors);
                    };
            if (outcome instanceof Outcome.Refused<Title>) status.setRollbackOnly();
            return outcome;
        });
    }

    public Outcome<Title> renew(Viewer officer, UUID id, int version, Titles.Certificate certificate) {
        return allowed(officer, id, title -> titles.renew(officer, id, version, certificate));
    }

    public Outcome<Title> reevaluate(
            Viewer officer,
            UUID id,
            int version,
            LocalDate on,
            @Nullable LocalDate until,
            Map<String, String> details,
            String note) {
        return allowed(officer, id, title -> titles.reevaluate(officer, id, version, on, until, details, note));
    }

    public Outcome<Title> revoke(Viewer officer, UUID id, int version, LocalDate on, String reason) {
        return allowed(officer, id, title -> titles.revoke(officer, id, version, on, reason));
    }

    public Outcome<Title> lapse(Viewer officer, UUID id, int version, LocalDate on, String reason) {
        return allowed(officer, id, title -> titles.lapse(officer, id, version, on, reason));
    }

    public Outcome<Title> withdraw(Viewer officer, UUID id, int version, String reason) {
        return allowed(officer, id, title -> titles.withdraw(officer, id, version, reason));
    }

    private Outcome<Title> allowed(Viewer officer, UUID id, Function<Title, Outcome<Title>> command) {
        var title = titles.find(officer, id);
        if (title.isEmpty() || !mayChange(officer, title.get())) {
            return Outcome.refused(FieldError.of("", "title.error.gone"));
        }
        return command.apply(title.get());
    }

    /** An organisation joins an alliance. */
    public Outcome<Title> join(Viewer officer, UUID alliance, UUID organisation, String role, LocalDate on) {
        return allowed(officer, alliance, title -> {
            if (title.holder() != TitleKind.Holder.ALLIANCE) {
                return Outcome.refused(FieldError.of("", "title.error.noAlliance"));
            }
            if (!role.matches("leader|director|member")) {
                return Outcome.refused(FieldError.of("role", "title.error.role"));
            }
            if (on.isBefore(LocalDate.of(1980, 1, 1)) || on.isAfter(LocalDate.now(clock))) {
                return Outcome.refused(FieldError.of(
                        "on",
                        "title.error.on",
                        "1980-01-01",
                        LocalDate.now(clock).toString()));
            }
            // Members of an alliance may come from anywhere in the city, whoever keeps the list.
            try {
                return transactions.execute(status -> {
                    alliances.join(alliance, organisation, role, on, null);
                    audit.append(officer, member("registry.allianceJoined", title, organisation, on));
                    return Outcome.done(title);
                });
            } catch (DataIntegrityViolationException e) {
                return Outcome.refused(FieldError.of("organisation", "title.error.memberAlready"));
            }
        });
    }

    public Outcome<Title> leave(Viewer officer, UUID alliance, UUID organisation, LocalDate on) {
        return allowed(
                officer,
                alliance,
                title -> transactions.execute(status -> {
                    if (on.isAfter(LocalDate.now(clock)) || !alliances.leave(alliance, organisation, on)) {
                        return Outcome.refused(FieldError.of("on", "title.error.noMember"));
                    }
                    audit.append(officer, member("registry.allianceLeft", title, organisation, on));
                    return Outcome.done(title);
                }));
    }

    private static AuditEvent member(String action, Title title, UUID organisation, LocalDate on) {
        return AuditEvent.of(action, "title", title.id(), title.name())
                .with(Map.of("organisation", organisation.toString(), "on", on.toString()));
    }
}
