package dev.kechuang.programme.internal.review;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far the entry of a panel's sheets is, and who typed them last. */
@Repository
public class PanelEntryStore {

    private final JdbcClient jdbc;

    public PanelEntryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param by account that typed last, null where nothing was typed */
    record Typed(@Nullable UUID by, @Nullable Instant at) {}

    /** Who typed each sheet of an application last, by assignment, the experts by their names. */
    Map<UUID, Typed> typed(UUID round, UUID application) {
        var typed = new LinkedHashMap<UUID, Typed>();
        jdbc.sql("""
                SELECT s.id, s.saved_by, s.saved_at FROM programme.review_assignment s
                JOIN registry.published_expert e ON e.id = s.expert
                WHERE s.round = :round AND s.application = :application ORDER BY e.name_key, s.id""").param("round", round).param("application", application).query(rows -> {
            var at = rows.getObject("saved_at", OffsetDateTime.class);
            typed.put(
                    rows.getObject("id", UUID.class),
                    new Typed(rows.getObject("saved_by", UUID.class), at == null ? null : at.toInstant()));
        });
        return typed;
    }

    /** @param sheets that count @param signed of them */
    record Progress(int sheets, int signed) {
        static final Progress NONE = new Progress(0, 0);
    }

    /** By application. */
    Map<UUID, Progress> progress(UUID round) {
        var progress = new HashMap<UUID, Progress>();
        jdbc.sql("""
                SELECT application, count(*)::int AS sheets, (count(*) FILTER (WHERE state = 'signed'))::int AS signed
                FROM programme.review_assignment
                WHERE round = :round AND state IN ('invited', 'accepted', 'signed') GROUP BY application""").param("round", round).query(rows -> {
            progress.put(
                    rows.getObject("application", UUID.class),
                    new Progress(rows.getInt("sheets"), rows.getInt("signed")));
        });
        return progress;
    }

    /** A round that runs, in whatever way it is held. */
    record Running(
            UUID round,
            UUID call,
            String title,
            UUID version,
            String stage,
            @Nullable LocalDate dueOn) {}

    List<Running> running(String[] regions) {
        return jdbc.sql("""
                SELECT r.id, r.call, c.title, c.version, r.stage, r.due_on FROM programme.review_round r
                JOIN programme.call c ON c.id = r.call
                WHERE r.state = 'open' AND c.region = ANY(:regions) ORDER BY r.due_on NULLS LAST, r.id LIMIT 200""")
                .param("regions", regions)
                .query((rows, number) -> new Running(
                        rows.getObject("id", UUID.class),
                        rows.getObject("call", UUID.class),
                        rows.getString("title"),
                        rows.getObject("version", UUID.class),
                        rows.getString("stage"),
                        rows.getObject("due_on", LocalDate.class)))
                .list();
    }

    /** @param applications that have experts @param done those whose sheets are all signed */
    record Done(int applications, int done) {}

    /** By round; those in which nobody was drawn are left out. */
    Map<UUID, Done> done(Collection<UUID> rounds) {
        var done = new HashMap<UUID, Done>();
        jdbc.sql("""
                SELECT round, count(*)::int AS applications, (count(*) FILTER (WHERE complete))::int AS done
                FROM (SELECT round, application, bool_and(state = 'signed') AS complete
                      FROM programme.review_assignment
                      WHERE round = ANY(:rounds) AND state IN ('invited', 'accepted', 'signed')
                      GROUP BY round, application) a
                GROUP BY round""").param("rounds", rounds.toArray(UUID[]::new)).query(rows -> {
            done.put(rows.getObject("round", UUID.class), new Done(rows.getInt("applications"), rows.getInt("done")));
        });
        return done;
    }
}
