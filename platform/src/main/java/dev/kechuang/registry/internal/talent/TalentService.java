package dev.kechuang.registry.internal.talent;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.OrganisationData;
import dev.kechuang.registry.internal.OrganisationFollower;
import dev.kechuang.registry.internal.talent.TalentRecords.Life;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** The commands on talents: officers keep those of their regions. They move with the organisation they work for. */
@Service
public class TalentService implements OrganisationFollower {

    private final TalentStore store;
    private final TalentRules rules;
    private final TalentRecords records;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public TalentService(
            TalentStore store,
            TalentRules rules,
            TalentRecords records,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.rules = rules;
        this.records = records;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    static boolean mayKeep(Viewer viewer, String region) {
        return viewer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER)
                && viewer.regions().contains(region);
    }

    /** A new person with the first award. */
    public Outcome<Talent> create(Viewer officer, Map<String, String> typed) {
        var person = rules.read(typed);
        if (person instanceof Outcome.Refused<Talent.Data>(var errors)) {
            var award = rules.readAward(typed, null);
            var all = new java.util.ArrayList<>(errors);
            award.fold(done -> false, all::addAll);
            return Outcome.refused(all);
        }
        Talent.Data data = person.fold(done -> done, errors -> {
            throw new IllegalStateException();
        });
        return switch (rules.readAward(typed, data.organisation())) {
            case Outcome.Refused<Talent.NewAward>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<Talent.NewAward>(var award) -> {
                if (!mayKeep(officer, data.region())) {
                    yield Outcome.refused(FieldError.of("region", "talent.error.notYours"));
                }
                yield transactions.execute(status -> {
                    var outcome = created(officer, data, award, "registry.talentEntered");
                    if (outcome instanceof Outcome.Refused) status.setRollbackOnly();
                    return outcome;
                });
            }
        };
    }

    /** Joins the running transaction, which a refusal has to undo. */
    Outcome<Talent> created(Viewer officer, Talent.Data data, Talent.NewAward award, String action) {
        Instant now = clock.instant();
        if (store.same(data.identity(), data.name(), data.unitName()).isPresent()) {
            return Outcome.refused(
                    FieldError.of(data.identity().isEmpty() ? "name" : "identity", "talent.error.twice", data.name()));
        }
        UUID id = store.insert(data, now);
        if (!data.identity().isEmpty() && !store.keepIdentity(id, data.identity(), now)) {
            return Outcome.refused(FieldError.of("identity", "talent.error.twice", data.name()));
        }
        store.addAward(id, award);
        Talent talent = store.locked(id).orElseThrow();
        var changes = new LinkedHashMap<String, List<String>>();
        data.texts().forEach((field, value) -> {
            if (!value.isEmpty()) changes.put(field, List.of("", value));
        });
        changes.put("award", List.of("", said(award)));
        records.changed(id, 1, Life.NONE, life(talent));
        store.note(id, 1, action, officer, "", changes, now);
        audit.append(officer, event(action, talent).with(Map.of("award", said(award))));
        return Outcome.done(talent);
    }

    private static String said(Talent.NewAward award) {
        return award.plan() + " " + award.level().code() + " " + award.awardedOn();
    }

    private Life life(Talent talent) {
        return new Life(talent.awards(), store.places(talent.id()));
    }

    /** Changes what is entered about the person; an empty identity number leaves the one that is kept. */
    public Outcome<Talent> change(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return switch (rules.read(typed)) {
            case Outcome.Refused<Talent.Data>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<Talent.Data>(var data) -> {
                if (!mayKeep(officer, data.region())) {
                    yield Outcome.refused(FieldError.of("region", "talent.error.notYours"));
                }
                yield changed(officer, id, version, "registry.talentChanged", "", before -> {
                    Instant now = clock.instant();
                    store.update(id, data, now);
                    if (!data.identity().isEmpty() && !store.keepIdentity(id, data.identity(), now)) {
                        return Outcome.refused(FieldError.of("identity", "talent.error.twice", data.name()));
                    }
                    if (!before.region().equals(data.region())) {
                        store.place(id, LocalDate.now(clock), data.region());
                    }
                    var changes = new LinkedHashMap<String, List<String>>();
                    var old = before.texts();
                    data.texts().forEach((field, value) -> {
                        String was = old.getOrDefault(field, "");
                        if (!was.equals(value)) changes.put(field, List.of(was, value));
                    });
                    if (!data.identity().isEmpty()) changes.put("identity", List.of("", "****"));
                    return Outcome.done(changes);
                });
            }
        };
    }

    public Outcome<Talent> award(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return changed(officer, id, version, "registry.talentAwarded", "", before -> {
            var read = rules.readAward(typed, before.organisation());
            if (read instanceof Outcome.Refused<Talent.NewAward>(var errors)) return Outcome.refused(errors);
            Talent.NewAward award = read.fold(done -> done, errors -> {
                throw new IllegalStateException();
            });
            if (!store.addAward(id, award)) return Outcome.refused(FieldError.of("plan", "talent.error.awardTwice"));
            store.touch(id, clock.instant());
            return Outcome.done(Map.of("award", List.of("", said(award))));
        });
    }

    /** Joins the running transaction. */
    Outcome<Talent> awarded(Viewer officer, Talent before, Talent.NewAward award) {
        Instant now = clock.instant();
        Life life = life(before);
        if (!store.addAward(before.id(), award)) {
            return Outcome.refused(FieldError.of("plan", "talent.error.awardTwice"));
        }
        store.touch(before.id(), now);
        return noted(
                officer, before, life, "registry.talentAwarded", "", Map.of("award", List.of("", said(award))), now);
    }

    /** The award holds to the day and no longer: the person left, or the plan took it away. */
    public Outcome<Talent> end(Viewer officer, UUID id, int version, UUID award, String until, String reason) {
        if (reason.isBlank() || reason.strip().length() > 500) {
            return Outcome.refused(FieldError.of("reason", "talent.error.reason"));
        }
        var day = dev.kechuang.registry.internal.OrganisationRules.day(until);
        if (day.isEmpty()) return Outcome.refused(FieldError.of("until", "talent.error.until"));
        return changed(officer, id, version, "registry.talentAwardEnded", reason.strip(), before -> {
            var there = find(before, award);
            if (there.isEmpty()) return gone();
            if (!store.endAward(id, award, day.get())) {
                return Outcome.refused(FieldError.of("until", "talent.error.until"));
            }
            store.touch(id, clock.instant());
            var was = there.get().until();
            return Outcome.done(Map.of(
                    there.get().plan(),
                    List.of(was == null ? "" : was.toString(), day.get().toString())));
        });
    }

    /** Takes back an award that was entered by mistake: it never counted. */
    public Outcome<Talent> takeBack(Viewer officer, UUID id, int version, UUID award, String reason) {
        if (reason.isBlank() || reason.strip().length() > 500) {
            return Outcome.refused(FieldError.of("reason", "talent.error.reason"));
        }
        return changed(officer, id, version, "registry.talentAwardTakenBack", reason.strip(), before -> {
            var there = find(before, award);
            if (there.isEmpty() || !store.takeBackAward(id, award)) return gone();
            store.touch(id, clock.instant());
            return Outcome.done(Map.of("award", List.of(there.get().plan(), "")));
        });
    }

    private static Optional<Talent.Award> find(Talent talent, UUID award) {
        return talent.awards().stream().filter(one -> one.id().equals(award)).findFirst();
    }

    private static <T> Outcome<T> gone() {
        return Outcome.refused(FieldError.of("", "talent.error.gone"));
    }

    /** @param step changes the person and says what differs; a refusal undoes it */
    private Outcome<Talent> changed(
            Viewer officer,
            UUID id,
            int version,
            String action,
            String reason,
            Function<Talent, Outcome<Map<String, List<String>>>> step) {
        return transactions.execute(status -> {
            var before = store.lock(officer, id);
            if (before.isEmpty()) return gone();
            if (!mayKeep(officer, before.get().region())) {
                return Outcome.refused(FieldError.of("", "talent.error.notYours"));
            }
            if (before.get().version() != version) {
                return Outcome.refused(FieldError.of("", "talent.error.changed"));
            }
            Life life = life(before.get());
            return switch (step.apply(before.get())) {
                case Outcome.Refused<Map<String, List<String>>>(var errors) -> {
                    status.setRollbackOnly();
                    yield Outcome.<Talent>refused(errors);
                }
                case Outcome.Done<Map<String, List<String>>>(var changes) ->
                    noted(officer, before.get(), life, action, reason, changes, clock.instant());
            };
        });
    }

    private Outcome<Talent> noted(
            Viewer actor,
            Talent before,
            Life life,
            String action,
            String reason,
            Map<String, List<String>> changes,
            Instant now) {
        Talent after = store.locked(before.id()).orElseThrow();
        records.changed(after.id(), after.version(), life, life(after));
        store.note(after.id(), after.version(), action, actor, reason, changes, now);
        audit.append(actor, event(action, after).with(Map.of("changes", changes, "reason", reason)));
        return Outcome.done(after);
    }

    private static AuditEvent event(String action, Talent talent) {
        return AuditEvent.of(action, "talent", talent.id(), talent.name());
    }

    // What goes with organisations

    @Override
    public void moved(Viewer actor, Organisation before, OrganisationData after, LocalDate day) {
        if (before.region().equals(after.region())) return;
        for (UUID id : store.at(before.id())) {
            Talent talent = store.locked(id).orElseThrow();
            if (!talent.region().equals(before.region())) continue;
            follow(actor, talent, before.id(), talent.unitName(), after.region(), day);
        }
    }

    /** The awards stay the person's. */
    @Override
    public void closed(Viewer actor, Organisation organisation, LocalDate day, String reason) {}

    @Override
    public void merged(Viewer actor, Organisation leaving, Organisation remaining, LocalDate day) {
        for (UUID id : store.at(leaving.id())) {
            Talent talent = store.locked(id).orElseThrow();
            String region = talent.region().equals(leaving.region()) ? remaining.region() : talent.region();
            follow(actor, talent, remaining.id(), remaining.name(), region, day);
        }
        store.mergeAwards(leaving.id(), remaining.id());
    }

    private void follow(Viewer actor, Talent talent, UUID organisation, String unit, String region, LocalDate day) {
        Instant now = clock.instant();
        Life life = life(talent);
        store.update(
                talent.id(),
                new Talent.Data(
                        talent.name(),
                        "",
                        organisation,
                        unit,
                        region,
                        talent.field(),
                        talent.position(),
                        talent.education()),
                now);
        var changes = new LinkedHashMap<String, List<String>>();
        if (!talent.unitName().equals(unit)) changes.put("unit", List.of(talent.unitName(), unit));
        if (!talent.region().equals(region)) {
            store.place(talent.id(), day, region);
            changes.put("region", List.of(talent.region(), region));
        }
        noted(actor, talent, life, "registry.talentMoved", "", changes, now);
    }
}
