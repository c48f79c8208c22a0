package dev.kechuang.plan.internal.supervise;

import static dev.kechuang.shared.desk.Sql.day;
import static dev.kechuang.shared.desk.Sql.dayOrNull;
import static dev.kechuang.shared.desk.Sql.id;
import static dev.kechuang.shared.desk.Sql.idOrNull;
import static dev.kechuang.shared.desk.Sql.text;

import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Coded;
import dev.kechuang.shared.desk.Typed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Notes on accountability (过错责任追究): written by a leader of the bureau, read by leaders and the person concerned, who may
 * state a view. Each transaction says who looks, and a row policy of the database lets nobody else's query see a row; the
 * audit log holds that there is a note and nothing of whom or what.
 */
@Service
public class Accountability {

    /** What was decided. */
    public enum Measure implements Coded {
        /** 谈话提醒. */
        REMINDER,
        /** 书面检查. */
        SELF_CRITICISM,
        /** 通报批评. */
        CRITICISM,
        /** 移送有权机关. */
        TRANSFER
    }

    /**
     * @param statement of the person concerned, empty while there is none
     * @param liftedOn day on which it was lifted, null while it stands
     */
    public record Note(
            UUID id,
            int version,
            @Nullable UUID supervision,
            UUID person,
            String personName,
            String unitName,
            Measure measure,
            String grounds,
            LocalDate decidedOn,
            String authorName,
            String statement,
            @Nullable LocalDate statedOn,
            @Nullable LocalDate liftedOn,
            String liftedNote) {}

    private static final String SELECT = """
            SELECT n.id, n.version, n.supervision, n.person, p.name AS person_name, coalesce(p.unit_name, '') AS unit_name,
                   n.measure, n.grounds, n.decided_on, n.author_name, n.statement, n.stated_on, n.lifted_on, n.lifted_note
            FROM plan.accountability n JOIN identity.published_person p ON p.account = n.person
            WHERE (:leader OR n.person = :account)
            """;

    private final JdbcClient jdbc;
    private final Desk desk;
    private final Units units;

    public Accountability(JdbcClient jdbc, Desk desk, Units units) {
        this.jdbc = jdbc;
        this.desk = desk;
        this.units = units;
    }

    private static boolean leader(Viewer viewer) {
        return viewer.is(Role.BUREAU_LEADER);
    }

    /** Tells the database who looks, until the transaction ends. */
    private void look(Viewer viewer) {
        jdbc.sql("SELECT set_config('kc.person', :person, true), set_config('kc.leader', :leader, true)")
                .param("person", String.valueOf(viewer.account()))
                .param("leader", leader(viewer) ? "yes" : "no")
                .query((rows, number) -> 1)
                .single();
    }

    private <T> T looking(Viewer viewer, java.util.function.Supplier<T> work) {
        return desk.run(() -> {
                    look(viewer);
                    return Outcome.done(work.get());
                })
                .fold(value -> value, errors -> {
                    throw new IllegalStateException(errors.toString());
                });
    }

    /** Those the viewer is entitled to, newest first. */
    public List<Note> all(Viewer viewer) {
        UUID account = viewer.account();
        if (account == null) return List.of();
        return looking(
                viewer,
                () -> jdbc.sql(SELECT + " ORDER BY n.id DESC LIMIT 500")
                        .param("leader", leader(viewer))
                        .param("account", account)
                        .query(Accountability::row)
                        .list());
    }

    private Optional<Note> read(Viewer viewer, UUID id) {
        return jdbc.sql(SELECT + " AND n.id = :id")
                .param("leader", leader(viewer))
                .param("account", viewer.requireAccount())
                .param("id", id)
                .query(Accountability::row)
                .optional();
    }

    /** Opens a note; that it was opened is written down. */
    public Optional<Note> open(Viewer viewer, UUID id) {
        if (viewer.isPublic()) return Optional.empty();
        return looking(viewer, () -> {
            var note = read(viewer, id);
            if (note.isPresent()) {
                jdbc.sql("INSERT INTO plan.accountability_reading (note, account, read_at) VALUES (:id, :account, :at)")
                        .param("id", id)
                        .param("account", viewer.requireAccount())
                        .param("at", Timestamp.from(desk.now()))
                        .update();
            }
            return note;
        });
    }

    private static <T> Outcome<T> refused(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }

    /** Writes a note and tells the person; fields: person, measure, grounds, decidedOn, supervision. */
    public Outcome<UUID> write(Viewer leader, Map<String, String> typed) {
        return desk.run(() -> {
            if (!leader(leader)) return refused("", "supervise.error.leaderOnly");
            look(leader);
            var read = new Typed(typed);
            var person = read.optionalId("person");
            var known = units.everybody().stream()
                    .map(Units.Person::account)
                    .filter(account -> person.isPresent() && account.equals(person.get()))
                    .findFirst();
            if (known.isEmpty()) read.wrong("person", "supervise.error.person");
            else if (known.get().equals(leader.requireAccount())) read.wrong("person", "supervise.error.oneself");
            Measure measure = read.choice("measure", Measure.class, Measure.REMINDER);
            String grounds = read.text("grounds", 10, 4000);
            LocalDate decided = read.day("decidedOn");
            if (read.clean() && decided.isAfter(desk.today())) read.wrong("decidedOn", "supervise.error.decidedOn");
            var item = read.optionalId("supervision");
            if (!read.clean()) return read.refused();
            UUID id = desk.id();
            jdbc.sql("""
                            INSERT INTO plan.accountability (id, supervision, person, measure, grounds, decided_on, author,
                                author_name, created_at)
                            VALUES (:id, :item, :person, :measure, :grounds, :day, :author, :name, :at)""")
                    .param("id", id)
                    .param("item", item.orElse(null), Types.OTHER)
                    .param("person", known.orElseThrow())
                    .param("measure", measure.code())
                    .param("grounds", grounds)
                    .param("day", decided)
                    .param("author", leader.requireAccount())
                    .param("name", leader.name())
                    .param("at", Timestamp.from(desk.now()))
                    .update();
            // The log says that there is one, not whom it concerns or why.
            desk.log(leader, "plan.accountabilityWritten", "accountability", id, "", Map.of());
            desk.tell(
                    List.of(known.get()),
                    "plan.accountability/" + id,
                    "supervise.message.note.",
                    "/accountability/" + id);
            return Outcome.done(id);
        });
    }

    /** The person concerned states a view, once; field: statement. */
    public Outcome<UUID> state(Viewer person, UUID id, int version, Map<String, String> typed) {
        return change(person, id, version, note -> {
            if (!note.person().equals(person.account())) return refused("", "supervise.error.notYours");
            if (!note.statement().isEmpty()) return refused("", "supervise.error.stated");
            var read = new Typed(typed);
            String statement = read.text("statement", 4, 4000);
            if (!read.clean()) return read.refused();
            jdbc.sql("""
                            UPDATE plan.accountability SET version = version + 1, statement = :text, stated_on = :day
                            WHERE id = :id""")
                    .param("id", id)
                    .param("text", statement)
                    .param("day", desk.today())
                    .update();
            // Not under the person's name: that would say whom the note concerns.
            desk.logUnnamed("plan.accountabilityStated", "accountability", id);
            return Outcome.done(id);
        });
    }

    /** Lifts a note; field: liftedNote. */
    public Outcome<UUID> lift(Viewer leader, UUID id, int version, Map<String, String> typed) {
        return change(leader, id, version, note -> {
            if (!leader(leader) || note.person().equals(leader.account()))
                return refused("", "supervise.error.leaderOnly");
            if (note.liftedOn() != null) return refused("", "supervise.error.lifted");
            var read = new Typed(typed);
            String reason = read.text("liftedNote", 4, 1000);
            if (!read.clean()) return read.refused();
            jdbc.sql("""
                            UPDATE plan.accountability SET version = version + 1, lifted_note = :text, lifted_on = :day
                            WHERE id = :id""")
                    .param("id", id)
                    .param("text", reason)
                    .param("day", desk.today())
                    .update();
            desk.log(leader, "plan.accountabilityLifted", "accountability", id, "", Map.of());
            desk.tell(
                    List.of(note.person()),
                    "plan.accountabilityLifted/" + id,
                    "supervise.message.lifted.",
                    "/accountability/" + id);
            return Outcome.done(id);
        });
    }

    private interface Step {
        Outcome<UUID> take(Note note);
    }

    private Outcome<UUID> change(Viewer viewer, UUID id, int version, Step step) {
        return desk.run(() -> {
            look(viewer);
            jdbc.sql("SELECT 1 FROM plan.accountability WHERE id = :id FOR UPDATE")
                    .param("id", id)
                    .query(Integer.class)
                    .optional();
            var note = read(viewer, id);
            if (note.isEmpty()) return refused("", "supervise.error.gone");
            if (note.get().version() != version) return refused("", "desk.error.changed");
            return step.take(note.get());
        });
    }

    private static Note row(ResultSet rows, int number) throws SQLException {
        return new Note(
                id(rows, "id"),
                rows.getInt("version"),
                idOrNull(rows, "supervision"),
                id(rows, "person"),
                text(rows, "person_name"),
                text(rows, "unit_name"),
                Coded.of(Measure.class, text(rows, "measure")),
                text(rows, "grounds"),
                day(rows, "decided_on"),
                text(rows, "author_name"),
                text(rows, "statement"),
                dayOrNull(rows, "stated_on"),
                dayOrNull(rows, "lifted_on"),
                text(rows, "lifted_note"));
    }
}
