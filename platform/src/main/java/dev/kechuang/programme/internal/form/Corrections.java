package dev.kechuang.programme.internal.form;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.definition.Words;
import dev.kechuang.programme.internal.form.Correction.Point;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.Event;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Status;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Returns for correction as their events tell them, with answers. Without scope: who asks has found the application. */
@Repository
public class Corrections {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final ApplicationStore applications;
    private final Definitions definitions;

    public Corrections(JdbcClient jdbc, ApplicationStore applications, Definitions definitions) {
        this.jdbc = jdbc;
        this.applications = applications;
        this.definitions = definitions;
    }

    /** Whether its applicant is asked to correct what was handed in; contracts and acceptances are returned otherwise. */
    public static boolean awaited(Application application) {
        return application.status() == Status.RETURNED
                && (application.stageKind() == Stage.Kind.CHECK
                        || application.stageKind() == Stage.Kind.RECOMMENDATION
                        || application.stageKind() == Stage.Kind.REVIEW);
    }

    /** What the applicant has to answer now; empty unless the application waits for its correction. */
    public Optional<Correction> open(Application application) {
        return awaited(application) ? Optional.of(all(application).getLast()) : Optional.empty();
    }

    /** Every return for correction, oldest first. Of the last the answers as far as they are typed. */
    public List<Correction> all(Application application) {
        var found = new ArrayList<Correction>();
        var events = applications.events(application.id());
        Definition definition = definitions.of(application.version());
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event.kind() != EventKind.RETURNED) continue;
            Stage stage = definition.stage(event.stage());
            if (!(stage instanceof Stage.Check)
                    && !(stage instanceof Stage.Recommendation)
                    && !(stage instanceof Stage.Review)) continue;
            var handedIn = events.subList(i + 1, events.size()).stream()
                    .filter(later -> later.kind() == EventKind.RESUBMITTED
                            && later.stage().equals(event.stage()))
                    .findFirst();
            var answers = handedIn.map(Corrections::kept).orElseGet(() -> typed(event.id()));
            found.add(of(event, stage, answers));
        }
        return found;
    }

    private record Given(String answer, int version, String by, Instant at) {}

    private static Correction of(Event event, Stage stage, Map<String, Given> answers) {
        var points = new ArrayList<Point>();
        if (stage instanceof Stage.Check check) {
            for (JsonNode node : JSON.readTree(event.data()).path("items")) {
                if (node.path("pass").asBoolean(true)) continue;
                String id = node.path("item").asString();
                check.items().stream()
                        .filter(item -> item.id().equals(id))
                        .forEach(item -> points.add(point(
                                id,
                                item.section(),
                                item.text(),
                                item.clause(),
                                node.path("note").asString(),
                                answers.get(id))));
            }
        }
        if (points.isEmpty()) {
            String clause = JSON.readTree(event.data()).path("clause").asString("");
            points.add(point(
                    Correction.WHOLE, "", new Words(event.reason(), ""), clause, "", answers.get(Correction.WHOLE)));
        }
        return new Correction(event.id(), event.stage(), event.at(), event.actor(), event.reason(), points);
    }

    private static Point point(
            String id,
            String section,
            Words asked,
            String clause,
            String note,
            @org.jspecify.annotations.Nullable Given given) {
        return given == null
                ? new Point(id, section, asked, clause, note, "", 0, "", null)
                : new Point(id, section, asked, clause, note, given.answer(), given.version(), given.by(), given.at());
    }

    private Map<String, Given> typed(UUID event) {
        var answers = new HashMap<String, Given>();
        jdbc.sql("SELECT point, answer, version, actor, at FROM programme.correction_answer WHERE event = :event")
                .param("event", event)
                .query(rows -> {
                    answers.put(
                            rows.getString("point"),
                            new Given(
                                    rows.getString("answer"),
                                    rows.getInt("version"),
                                    rows.getString("actor"),
                                    rows.getObject("at", OffsetDateTime.class).toInstant()));
                });
        return answers;
    }

    private static Map<String, Given> kept(Event event) {
        var answers = new HashMap<String, Given>();
        JSON.readTree(event.data())
                .path("answers")
                .properties()
                .forEach(entry -> answers.put(
                        entry.getKey(), new Given(entry.getValue().asString(), 1, event.actor(), event.at())));
        return answers;
    }

    /** What the event of handing in again keeps. */
    static Map<String, Object> kept(Correction correction) {
        var answers = new LinkedHashMap<String, Object>();
        correction.points().stream()
                .filter(point -> !point.answer().isBlank())
                .forEach(point -> answers.put(point.id(), point.answer()));
        return Map.of("answers", answers);
    }

    /** False when somebody else wrote since the version that was in sight. */
    boolean write(
            UUID application,
            UUID event,
            Point seen,
            int version,
            String answer,
            UUID account,
            String actor,
            Instant at) {
        return jdbc.sql("""
                        INSERT INTO programme.correction_answer AS c (event, point, application, answer, account, actor, at)
                        VALUES (:event, :point, :application, :answer, :account, :actor, :at)
                        ON CONFLICT (event, point) DO UPDATE SET answer = excluded.answer, account = excluded.account,
                            actor = excluded.actor, at = excluded.at, version = c.version + 1
                        WHERE c.version = :version OR c.account = excluded.account OR c.answer = ''""")
                        .param("event", event)
                        .param("point", seen.id())
                        .param("application", application)
                        .param("answer", answer)
                        .param("account", account)
                        .param("actor", actor)
                        .param("at", Timestamp.from(at))
                        .param("version", version)
                        .update()
                == 1;
    }
}
