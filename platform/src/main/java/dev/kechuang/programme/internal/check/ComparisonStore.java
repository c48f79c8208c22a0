package dev.kechuang.programme.internal.check;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What applications are compared by: texts and people of everything that was submitted. */
@Component
public class ComparisonStore {

    private final JdbcClient jdbc;
    private final ObjectProvider<Definitions> definitions;

    public ComparisonStore(JdbcClient jdbc, ObjectProvider<Definitions> definitions) {
        this.jdbc = jdbc;
        this.definitions = definitions;
    }

    /** What was handed in last; empty for a draft. */
    public Optional<SubmittedAnswers> answers(UUID application, Definition definition) {
        return jdbc.sql("""
                        SELECT answers::text FROM programme.submission WHERE application = :id
                        ORDER BY number DESC LIMIT 1""")
                .param("id", application)
                .query(String.class)
                .optional()
                .map(json -> new SubmittedAnswers(definition.form(), json));
    }

    /** Keeps what the application is found by. */
    void keep(UUID application, UUID organisation, String title, SubmittedAnswers answers) {
        String summary = answers.text(Meaning.SUMMARY);
        int[] shingles = Similarity.shingles(title + "\n" + summary);
        jdbc.sql("""
                        INSERT INTO programme.check_text (application, title, summary, shingles, bands)
                        VALUES (:id, :title, :summary, :shingles, :bands)
                        ON CONFLICT (application) DO UPDATE SET title = excluded.title, summary = excluded.summary,
                            shingles = excluded.shingles, bands = excluded.bands""")
                .param("id", application)
                .param("title", title)
                .param("summary", summary)
                .param("shingles", boxed(shingles))
                .param("bands", boxed(Similarity.bands(shingles, title)))
                .update();
        jdbc.sql("DELETE FROM programme.check_person WHERE application = :id")
                .param("id", application)
                .update();
        var people = answers.people();
        if (people.isEmpty()) return;
        jdbc.sql("""
                        INSERT INTO programme.check_person (application, key, role, name)
                        SELECT :id, p.key, p.role, p.name FROM unnest(:keys, :roles, :names) AS p (key, role, name)
                        ON CONFLICT DO NOTHING""")
                .param("id", application)
                .param(
                        "keys",
                        people.stream().map(person -> key(person, organisation)).toArray(String[]::new))
                .param(
                        "roles",
                        people.stream()
                                .map(person -> person.leader() ? "leader" : "member")
                                .toArray(String[]::new))
                .param(
                        "names",
                        people.stream().map(SubmittedAnswers.Person::name).toArray(String[]::new))
                .update();
    }

    /** Applications of programmes without a formal check, and those from before, the latest first; a job keeps them. */
    int catchUp(int most) {
        record Missing(UUID id, UUID organisation, UUID version, String title) {}
        var missing = jdbc.sql("""
                        SELECT a.id, a.organisation, a.version, a.title FROM programme.application a
                        WHERE a.number IS NOT NULL
                          AND NOT EXISTS (SELECT FROM programme.check_text t WHERE t.application = a.id)
                        ORDER BY a.submitted_at DESC LIMIT :most""")
                .param("most", most)
                .query((rows, number) -> new Missing(
                        rows.getObject("id", UUID.class),
                        rows.getObject("organisation", UUID.class),
                        rows.getObject("version", UUID.class),
                        rows.getString("title")))
                .list();
        for (Missing one : missing) {
            answers(one.id(), definitions.getObject().of(one.version()))
                    .ifPresent(answers -> keep(one.id(), one.organisation(), one.title(), answers));
        }
        return missing.size();
    }

    /** The number where one is given, so that namesakes stay apart; else the name within its organisation. */
    static String key(SubmittedAnswers.Person person, UUID organisation) {
        return key(person.name(), person.identity(), organisation);
    }

    /** @param identity number of a document, empty for none */
    public static String key(String name, String identity, UUID organisation) {
        String number = identity.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
        String text = number.isEmpty() ? organisation + "/" + name.replace(" ", "") : number;
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Integer[] boxed(int[] values) {
        return Arrays.stream(values).boxed().toArray(Integer[]::new);
    }

    /** An application that may be like another. */
    record Candidate(
            UUID id,
            UUID organisation,
            String organisationName,
            String number,
            int year,
            String title,
            Stage.Kind stage,
            Status status,
            int[] shingles) {}

    /** Submitted ones that share a band. */
    List<Candidate> candidates(Application application, int[] bands) {
        return jdbc.sql("""
                        SELECT a.id, a.organisation, o.name, a.number, c.year, t.title, a.stage_kind, a.status, t.shingles
                        FROM programme.check_text t
                        JOIN programme.application a ON a.id = t.application
                        JOIN programme.call c ON c.id = a.call
                        JOIN registry.published_organisation o ON o.id = a.organisation
                        WHERE t.bands && :bands AND a.id <> :id AND a.number IS NOT NULL
                        LIMIT 500""")
                .param("bands", boxed(bands))
                .param("id", application.id())
                .query((rows, number) -> new Candidate(
                        rows.getObject("id", UUID.class),
                        rows.getObject("organisation", UUID.class),
                        rows.getString("name"),
                        rows.getString("number"),
                        rows.getInt("year"),
                        rows.getString("title"),
                        Stage.Kind.of(rows.getString("stage_kind")),
                        Status.of(rows.getString("status")),
                        Arrays.stream((Integer[]) rows.getArray("shingles").getArray())
                                .mapToInt(Integer::intValue)
                                .toArray()))
                .list();
    }

    /** Title and summary of an application, as compared. */
    public record Text(UUID application, String title, String summary) {}

    public Optional<Text> text(UUID application) {
        return jdbc.sql("SELECT application, title, summary FROM programme.check_text WHERE application = :id")
                .param("id", application)
                .query((rows, number) -> new Text(
                        rows.getObject("application", UUID.class), rows.getString("title"), rows.getString("summary")))
                .optional();
    }

    /**
     * A project somebody works on.
     *
     * @param leads whether as its leader
     */
    record Running(String key, String name, boolean leads, UUID application, String number, String title) {}

    /**
     * Projects not concluded yet of the people of an application, from the contract on, of programmes that give the same;
     * the application itself left out.
     */
    List<Running> running(UUID application) {
        return jdbc.sql("""
                        SELECT DISTINCT p.key, mine.name, p.role, a.id, a.number, a.title
                        FROM programme.check_person mine
                        JOIN programme.check_person p ON p.key = mine.key
                        JOIN programme.application a ON a.id = p.application
                        JOIN programme.version v ON v.id = a.version
                        WHERE mine.application = :id AND a.id <> :id
                          AND v.gives = (SELECT o.gives FROM programme.application x
                                         JOIN programme.version o ON o.id = x.version WHERE x.id = :id)
                          AND a.stage_kind IN ('contract', 'execution', 'acceptance')
                          AND a.status IN ('open', 'returned', 'held')
                        ORDER BY a.number""")
                .param("id", application)
                .query((rows, number) -> new Running(
                        rows.getString("key"),
                        rows.getString("name"),
                        rows.getString("role").equals("leader"),
                        rows.getObject("id", UUID.class),
                        rows.getString("number"),
                        rows.getString("title")))
                .list();
    }

    /**
     * Something an organisation owes to a project that runs.
     *
     * @param what {@code acceptance} or {@code correction}, else the name of a report
     */
    record Overdue(UUID application, String number, String title, LocalDate due, String what) {}

    /**
     * What an organisation should have handed in before the day: acceptance, within the months of grace after the
     * contract's end; reports; corrections. What waits for the office is not its fault.
     */
    List<Overdue> overdue(UUID organisation, LocalDate day) {
        var found = new ArrayList<Overdue>();
        jdbc.sql("""
                        SELECT a.id, a.number, a.title, a.version, k.ends_on FROM programme.application a
                        JOIN programme.contract k ON k.application = a.id
                        WHERE a.organisation = :organisation AND a.stage_kind = 'execution'
                          AND a.status IN ('open', 'returned') AND k.concluded_on IS NULL AND k.ends_on < :day""")
                .param("organisation", organisation)
                .param("day", day)
                .query((rows, number) -> {
                    LocalDate ends = rows.getObject("ends_on", LocalDate.class);
                    var last = definitions
                            .getObject()
                            .of(rows.getObject("version", UUID.class))
                            .first(Stage.Acceptance.class)
                            .map(stage -> ends.plusMonths(stage.graceMonths()));
                    return last.isPresent()
                            && last.get().isBefore(day)
                            && found.add(overdue(rows, last.get(), "acceptance"));
                })
                .list();
        jdbc.sql("""
                        SELECT a.id, a.number, a.title, r.name, r.due_on FROM programme.application a
                        JOIN programme.contract_report r ON r.application = a.id
                        WHERE a.organisation = :organisation AND a.stage_kind = 'execution'
                          AND a.status IN ('open', 'returned') AND r.state IN ('due', 'returned') AND r.due_on < :day""")
                .param("organisation", organisation)
                .param("day", day)
                .query((rows, number) ->
                        found.add(overdue(rows, rows.getObject("due_on", LocalDate.class), rows.getString("name"))))
                .list();
        jdbc.sql("""
                        SELECT a.id, a.number, a.title, a.due_on FROM programme.application a
                        WHERE a.organisation = :organisation AND a.stage_kind IN ('contract', 'execution', 'acceptance')
                          AND a.status = 'returned' AND a.due_on < :day""")
                .param("organisation", organisation)
                .param("day", day)
                .query((rows, number) ->
                        found.add(overdue(rows, rows.getObject("due_on", LocalDate.class), "correction")))
                .list();
        found.sort(Comparator.comparing(Overdue::due).thenComparing(Overdue::number));
        return found;
    }

    private static Overdue overdue(ResultSet rows, LocalDate due, String what) throws SQLException {
        return new Overdue(
                rows.getObject("id", UUID.class), rows.getString("number"), rows.getString("title"), due, what);
    }
}
