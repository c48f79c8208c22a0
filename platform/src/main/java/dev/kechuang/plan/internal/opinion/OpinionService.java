package dev.kechuang.plan.internal.opinion;

import dev.kechuang.pack.WorkingDays;
import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.desk.History;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.plan.internal.opinion.Opinion.Satisfaction;
import dev.kechuang.plan.internal.opinion.Opinion.State;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Follows an opinion up: sorted and assigned, answered, rated by the firm, answered anew where it is not satisfied. */
@Service
public class OpinionService {

    /** Working days for a new answer after the firm was not satisfied. */
    private static final int ANEW = 10;

    /** Days after which an answer nobody rated is taken as it is. */
    static final int SILENT = 15;

    private final OpinionStore store;
    private final MeetingStore meetings;
    private final OpinionRecords records;
    private final Topics topics;
    private final Desk desk;
    private final History history;
    private final Units units;
    private final WorkingDays workingDays;

    OpinionService(
            OpinionStore store,
            MeetingStore meetings,
            OpinionRecords records,
            Topics topics,
            Desk desk,
            History history,
            Units units,
            WorkingDays workingDays) {
        this.store = store;
        this.meetings = meetings;
        this.records = records;
        this.topics = topics;
        this.desk = desk;
        this.history = history;
        this.units = units;
        this.workingDays = workingDays;
    }

    private static <T> Outcome<T> refused(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }

    private interface Step {
        Outcome<UUID> take(Opinion opinion);
    }

    /** Holds the opinion, and refuses where somebody was faster. */
    private Outcome<UUID> step(Viewer viewer, UUID id, int version, Step step) {
        return desk.run(() -> {
            var found = store.lock(viewer, id);
            if (found.isEmpty()) return refused("", "opinion.error.gone");
            if (found.get().version() != version) return refused("", "desk.error.changed");
            return step.take(found.get());
        });
    }

    /** Whether the viewer gives opinions out: the bureau everywhere, a county in its own regions. */
    public static boolean mayAssign(Viewer viewer, Opinion opinion) {
        boolean open = opinion.state() == State.RECEIVED || opinion.state() == State.ASSIGNED;
        boolean inRegion = viewer.regions().contains(opinion.region())
                || opinion.zone() != null && viewer.regions().contains(opinion.zone());
        return open && inRegion && viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER);
    }

    public static boolean mayAnswer(Viewer viewer, Opinion opinion) {
        UUID unit = opinion.unit();
        return opinion.state() == State.ASSIGNED
                && unit != null
                && Units.own(viewer, unit)
                && viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER);
    }

    /** Sorts and assigns, or assigns to another unit; fields: topic, unit, dueOn. */
    public Outcome<UUID> assign(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return step(officer, id, version, opinion -> {
            if (!mayAssign(officer, opinion)) return refused("", "opinion.error.notYours");
            var read = new Typed(typed);
            String topic = read.oneOf("topic", topics.codes());
            var unit = read.optionalId("unit").flatMap(units::find);
            if (unit.isEmpty()) read.wrong("unit", "opinion.error.unit");
            LocalDate due = read.day("dueOn");
            if (read.clean() && due.isBefore(desk.today())) read.wrong("dueOn", "opinion.error.dueOn");
            // A county gives to itself or upward, not to its neighbours.
            if (unit.isPresent()
                    && officer.is(Role.COUNTY_OFFICER)
                    && unit.get().kind().equals("REGION_BUREAU")
                    && !Units.own(officer, unit.get().id())) read.wrong("unit", "opinion.error.neighbour");
            if (!read.clean()) return read.refused();
            UUID record = store.record(id);
            if (!topic.equals(opinion.topic())) {
                var firm = meetings.firm(opinion.organisation());
                if (firm.isEmpty()) return refused("", "opinion.error.firmGone");
                record = records.sorted(record, opinion, firm.get(), topic);
            }
            UUID to = unit.orElseThrow().id();
            store.assign(id, topic, to, due, record);
            String note = unit.get().name() + " " + due;
            history.append(
                    id, opinion.state() == State.RECEIVED ? "assigned" : "reassigned", note, officer, desk.now());
            desk.log(
                    officer,
                    "plan.opinionAssigned",
                    "opinion",
                    id,
                    opinion.number(),
                    Map.of("unit", unit.get().name()));
            desk.tell(
                    units.people(to),
                    "plan.opinion/" + id + "/" + version,
                    "opinion.message.assigned.",
                    "/opinions/" + id,
                    opinion.number(),
                    opinion.organisationName(),
                    due.toString());
            return Outcome.done(id);
        });
    }

    /** The unit answers; of two who answer at once the second is told. Field: answer. */
    public Outcome<UUID> answer(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return step(officer, id, version, opinion -> {
            if (opinion.state() != State.ASSIGNED) return refused("", "opinion.error.notAssigned");
            if (!mayAnswer(officer, opinion)) return refused("", "opinion.error.otherUnit", opinion.unitName());
            var read = new Typed(typed);
            String answer = read.text("answer", 10, 4000);
            if (!read.clean()) return read.refused();
            store.answer(id, answer, desk.today(), officer.name());
            history.append(id, "answered", answer, officer, desk.now());
            desk.log(officer, "plan.opinionAnswered", "opinion", id, opinion.number(), Map.of());
            desk.tell(
                    desk.peopleOf(opinion.organisation()),
                    "plan.opinionAnswered/" + id + "/" + version,
                    "opinion.message.answered.",
                    "/my/opinions/" + id,
                    opinion.number());
            return Outcome.done(id);
        });
    }

    /** The firm says whether it is satisfied; fields: satisfaction, comment. */
    public Outcome<UUID> rate(Viewer applicant, UUID id, int version, Map<String, String> typed) {
        return step(applicant, id, version, opinion -> {
            if (!applicant.is(Role.APPLICANT) || opinion.state() != State.ANSWERED)
                return refused("", "opinion.error.notAnswered");
            var read = new Typed(typed);
            var satisfaction = read.choice("satisfaction", Satisfaction.class, Satisfaction.FAIR);
            String comment = read.optional("comment", 500);
            if (satisfaction == Satisfaction.UNSATISFIED && comment.length() < 4)
                read.wrong("comment", "opinion.error.comment");
            if (!read.clean()) return read.refused();
            boolean anew = satisfaction == Satisfaction.UNSATISFIED && opinion.reopened() == 0;
            if (anew) {
                LocalDate due = workingDays.plus(desk.today(), ANEW);
                store.reopen(id, due, comment);
                UUID unit = opinion.unit();
                desk.tell(
                        unit == null ? java.util.List.of() : units.people(unit),
                        "plan.opinionAnew/" + id + "/" + version,
                        "opinion.message.anew.",
                        "/opinions/" + id,
                        opinion.number(),
                        comment,
                        due.toString());
            } else {
                store.close(id, satisfaction.code(), comment);
            }
            history.append(id, satisfaction.code(), comment, applicant, desk.now());
            desk.log(
                    applicant,
                    "plan.opinionRated",
                    "opinion",
                    id,
                    opinion.number(),
                    Map.of("satisfaction", satisfaction.code()));
            return Outcome.done(id);
        });
    }

    /** Closes an answered one that the firm did not rate in time. */
    public Outcome<UUID> close(Viewer officer, UUID id, int version) {
        return step(officer, id, version, opinion -> {
            LocalDate answered = opinion.answeredOn();
            if (opinion.state() != State.ANSWERED || answered == null) return refused("", "opinion.error.notAnswered");
            if (!officer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER)) return refused("", "opinion.error.notYours");
            if (ChronoUnit.DAYS.between(answered, desk.today()) < SILENT)
                return refused("", "opinion.error.early", SILENT);
            store.close(id, "", "");
            history.append(id, "closed", "", officer, desk.now());
            desk.log(officer, "plan.opinionClosed", "opinion", id, opinion.number(), Map.of());
            return Outcome.done(id);
        });
    }
}
