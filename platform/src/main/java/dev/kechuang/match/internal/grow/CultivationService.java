package dev.kechuang.match.internal.grow;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.identity.Accounts;
import dev.kechuang.match.internal.grow.CandidateStore.Firm;
import dev.kechuang.match.internal.grow.StageStore.Counted;
import dev.kechuang.match.internal.grow.StageStore.Reach;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Firms come into the store and leave it, and somebody counsels them. */
@Service
public class CultivationService {

    /** More firms than this are entered or assigned in several goes. */
    public static final int MOST = 5_000;

    private final EntryStore entries;
    private final CandidateStore candidates;
    private final StageStore stages;
    private final Organisations organisations;
    private final GrowDesk desk;

    public CultivationService(
            EntryStore entries,
            CandidateStore candidates,
            StageStore stages,
            Organisations organisations,
            GrowDesk desk) {
        this.entries = entries;
        this.candidates = candidates;
        this.stages = stages;
        this.organisations = organisations;
        this.desk = desk;
    }

    private static <T> Outcome<T> refused(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }

    /**
     * Enters firms in the store of a year. Those that are in it already are left as they are.
     *
     * @param chosen organisations; ignored when {@code whole} is given
     * @param whole the filter whose every firm is entered; empty for those chosen
     * @return how many were entered
     */
    public Outcome<Integer> enter(
            Viewer officer,
            Ladder ladder,
            int year,
            List<UUID> chosen,
            Optional<CandidateStore.Query> whole,
            Map<String, String> typed) {
        return desk.run(() -> {
            if (!GrowDesk.acts(officer)) return refused("", "matchGrow.error.notYours");
            LocalDate today = desk.today();
            var read = new Typed(typed);
            String why = read.text("why", 2, 500);
            read.unless(Math.abs(year - today.getYear()) <= 1, "year", "matchGrow.error.year");
            if (!read.clean()) return read.refused();
            List<UUID> ids = whole.map(query -> candidates.all(officer, ladder, query, today, MOST + 1))
                    .orElse(chosen);
            if (ids.isEmpty()) return refused("", "matchGrow.error.none");
            if (ids.size() > MOST) return refused("", "matchGrow.error.many", MOST);
            var firms = candidates.firms(officer, ladder, ids, today);
            if (firms.size() < ids.stream().distinct().count()) return refused("", "matchGrow.error.gone");
            var holding = firms.stream().filter(Firm::holds).map(Firm::name).toList();
            if (!holding.isEmpty()) return refused("", "matchGrow.error.holds", shortened(holding));
            return Outcome.done(entered(officer, ladder, year, firms, why));
        });
    }

    /** Enters one firm by its credit code, whatever is stored about it; fields: creditCode, why. */
    public Outcome<UUID> enterOne(Viewer officer, Ladder ladder, int year, Map<String, String> typed) {
        return desk.run(() -> {
            if (!GrowDesk.acts(officer)) return refused("", "matchGrow.error.notYours");
            var read = new Typed(typed);
            String why = read.text("why", 2, 500);
            String code = read.text("creditCode", 18, 18).toUpperCase(Locale.ROOT);
            read.unless(Math.abs(year - desk.today().getYear()) <= 1, "year", "matchGrow.error.year");
            if (!read.clean()) return read.refused();
            var firms = organisations
                    .live(code)
                    .map(found -> candidates.firms(officer, ladder, List.of(found.id()), desk.today()))
                    .orElse(List.of());
            if (firms.isEmpty()) return refused("creditCode", "matchGrow.error.firm");
            Firm firm = firms.getFirst();
            if (firm.holds()) return refused("creditCode", "matchGrow.error.holds", firm.name());
            if (entered(officer, ladder, year, firms, why) == 0)
                return refused("creditCode", "matchGrow.error.stored", firm.name());
            return Outcome.done(entries.of(firm.id()).stream()
                    .filter(entry -> entry.ladder().equals(ladder.id()) && entry.year() == year)
                    .findFirst()
                    .orElseThrow()
                    .id());
        });
    }

    private static String shortened(List<String> names) {
        return String.join("、", names.subList(0, Math.min(3, names.size()))) + (names.size() > 3 ? "…" : "");
    }

    private int entered(Viewer officer, Ladder ladder, int year, List<Firm> firms, String why) {
        LocalDate today = desk.today();
        var names = firms.stream().collect(Collectors.toMap(Firm::id, Firm::name));
        var made = entries.enter(ladder, year, firms, why, today, desk.now(), officer);
        var reached = new ArrayList<Reach>();
        var events = new ArrayList<AuditEvent>();
        for (var one : made) {
            reached.add(new Reach(
                    new Counted(one.id(), one.organisation(), one.region(), one.zone(), ladder.id(), year), today, ""));
            desk.happened(one.id(), "entered", why, officer);
            String name = names.getOrDefault(one.organisation(), "");
            events.add(AuditEvent.of("match.cultivationEntered", "cultivation", one.id(), name)
                    .with(Map.of("ladder", ladder.name(), "year", year)));
        }
        stages.reach(reached, GrowStage.STORED, desk.now());
        desk.logAll(officer, events);
        return made.size();
    }

    private Outcome<UUID> step(Viewer officer, UUID id, int version, Function<Entry, Outcome<UUID>> step) {
        return desk.run(() -> {
            if (!GrowDesk.acts(officer)) return refused("", "matchGrow.error.notYours");
            var found = entries.lock(officer, id);
            if (found.isEmpty()) return refused("", "matchGrow.error.gone");
            if (found.get().version() != version) return refused("", "desk.error.changed");
            if (!found.get().inStore()) return refused("", "matchGrow.error.left");
            return step.apply(found.get());
        });
    }

    /** Takes a firm out of the store; fields: reason (see {@link LeftFor}, but not recognised), note. */
    public Outcome<UUID> leave(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return step(officer, id, version, entry -> {
            var read = new Typed(typed);
            LeftFor reason = read.choice("reason", LeftFor.class, LeftFor.UNLIKELY);
            read.unless(reasons().contains(reason), "reason", "desk.error.choice");
            String note = read.text("note", 2, 500);
            boolean mistake = reason == LeftFor.MISTAKE;
            read.unless(!mistake || entry.stage().number() < 3, "reason", "matchGrow.error.applied");
            if (!read.clean()) return read.refused();
            entries.leave(id, reason, note, desk.today());
            if (mistake) {
                Counted counted = stages.counted(id);
                stages.undo(counted, GrowStage.PREREVIEWED, desk.now());
                stages.undo(counted, GrowStage.STORED, desk.now());
            }
            desk.happened(id, "left", note, officer);
            desk.log(officer, "match.cultivationLeft", id, entry.name(), Map.of("reason", reason.code()));
            return Outcome.done(id);
        });
    }

    /** Gives a firm to somebody who counsels it; fields: counsellor (account), or counsellorName for somebody without. */
    public Outcome<UUID> assign(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return step(
                officer,
                id,
                version,
                entry -> assigned(officer, List.of(entry), typed).fold(count -> Outcome.done(id), Outcome::refused));
    }

    /** Gives many at once; whatever was given before is given anew. */
    public Outcome<Integer> assignAll(
            Viewer officer,
            Ladder ladder,
            int year,
            List<UUID> chosen,
            Optional<EntryStore.Query> whole,
            Map<String, String> typed) {
        return desk.run(() -> {
            if (!GrowDesk.acts(officer)) return refused("", "matchGrow.error.notYours");
            List<UUID> ids = whole.map(query -> entries.all(officer, ladder, query, desk.today(), MOST + 1))
                    .orElseGet(() -> entries.seen(officer, ladder, year, chosen));
            if (ids.isEmpty()) return refused("", "matchGrow.error.none");
            if (ids.size() > MOST) return refused("", "matchGrow.error.many", MOST);
            if (whole.isEmpty() && ids.size() < chosen.stream().distinct().count())
                return refused("", "matchGrow.error.gone");
            var held = new ArrayList<Entry>();
            // In the order of their ids, so that two who give at once do not wait for each other.
            for (UUID id : ids.stream().sorted().toList())
                entries.lock(officer, id).filter(Entry::inStore).ifPresent(held::add);
            if (held.isEmpty()) return refused("", "matchGrow.error.left");
            return assigned(officer, held, typed);
        });
    }

    private Outcome<Integer> assigned(Viewer officer, List<Entry> all, Map<String, String> typed) {
        var read = new Typed(typed);
        var account = read.optionalId("counsellor");
        String name = read.optional("counsellorName", 60);
        if (account.isEmpty() && name.length() < 2) read.wrong("counsellor", "matchGrow.error.counsellor");
        if (!read.clean()) return read.refused();
        if (account.isPresent()) {
            var known = counsellor(account.get(), all);
            if (known instanceof Outcome.Refused<String>(var errors)) return Outcome.refused(errors);
            name = known.fold(found -> found, errors -> "");
        }
        for (Entry entry : all) {
            entries.assign(entry.id(), account.orElse(null), name);
            desk.happened(entry.id(), "assigned", name, officer);
            desk.log(officer, "match.cultivationAssigned", entry.id(), entry.name(), Map.of("counsellor", name));
        }
        Entry first = all.getFirst();
        boolean outside = account.stream()
                .anyMatch(person -> desk.serviceStaff().stream()
                        .anyMatch(one -> one.account().equals(person)));
        String many = outside ? "/my/cultivation" : storePath(first) + "&filterCounsellor=mine";
        account.ifPresent(person -> desk.tell(
                List.of(person),
                "match.cultivationAssigned/" + first.id() + "/" + first.version(),
                all.size() == 1 ? "matchGrow.message.assigned." : "matchGrow.message.assignedMany.",
                all.size() == 1 ? "/cultivation/entries/" + first.id() : many,
                first.name(),
                all.size()));
        return Outcome.done(all.size());
    }

    /** The name under which somebody counsels: officers of every firm's county, staff of a service organisation anywhere. */
    private Outcome<String> counsellor(UUID account, List<Entry> all) {
        var outside = desk.serviceStaff().stream()
                .filter(one -> one.account().equals(account))
                .findFirst();
        if (outside.isPresent()) {
            boolean own = all.stream()
                    .anyMatch(entry -> entry.organisation().equals(outside.get().organisation()));
            if (own) return refused("counsellor", "matchGrow.error.counsellorOwn");
            return Outcome.done(outside.get().name() + "（" + outside.get().unit() + "）");
        }
        String known = "";
        for (String region : all.stream().map(Entry::region).distinct().toList()) {
            known = desk.counsellors(region).stream()
                    .filter(one -> one.account().equals(account))
                    .map(Accounts.Person::name)
                    .findFirst()
                    .orElse("");
            if (known.isEmpty()) return refused("counsellor", "matchGrow.error.counsellorPlace");
        }
        return Outcome.done(known);
    }

    private static String storePath(Entry entry) {
        return "/cultivation/store?ladder=" + entry.ladder() + "&year=" + entry.year();
    }

    /** What the filters of the choices offer for reasons that a person gives. */
    public static List<LeftFor> reasons() {
        return java.util.Arrays.stream(LeftFor.values())
                .filter(reason -> reason != LeftFor.RECOGNISED && reason != LeftFor.MERGED)
                .toList();
    }
}
