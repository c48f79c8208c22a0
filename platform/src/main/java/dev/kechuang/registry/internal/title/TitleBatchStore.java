package dev.kechuang.registry.internal.title;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.TitleEvent;
import dev.kechuang.registry.Titles.NewDocument;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** Lists of granting documents while they are entered, with what was typed and chosen. */
@Repository
public class TitleBatchStore {

    private final JdbcClient jdbc;

    public TitleBatchStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A list that is being entered.
     *
     * @param from first day of every line that names none
     * @param done what it did, once it is granted
     */
    public record Batch(
            UUID id,
            String kind,
            TitleKind.Level level,
            NewDocument document,
            LocalDate from,
            Instant startedAt,
            @Nullable Done done,
            int lines) {}

    /** What granting a list did. */
    public record Done(Instant at, int granted, int renewed, int unchanged, int skipped) {}

    /**
     * A line as typed.
     *
     * @param organisation chosen by hand, null for none
     */
    public record Typed(
            int line, Map<String, String> fields, @Nullable UUID organisation, boolean skipped) {}

    private static final String BATCH = """
            SELECT b.id, b.kind, b.level, b.document_number, b.document_title, b.body, b.issued_on, b.valid_from, b.file,
                   b.started_at, b.done_at, b.granted, b.renewed, b.unchanged, b.skipped,
                   (SELECT count(*) FROM registry.title_batch_line l WHERE l.batch = b.id)::int AS lines
            FROM registry.title_batch b
            WHERE b.account = :account""";

    UUID start(
            Viewer officer,
            String kind,
            TitleKind.Level level,
            NewDocument document,
            LocalDate from,
            List<Map<String, String>> lines,
            Instant now) {
        UUID id = jdbc.sql("""
                INSERT INTO registry.title_batch (account, kind, level, document_number, document_title, body, issued_on,
                    valid_from, file, started_at)
                VALUES (:account, :kind, :level, :number, :title, :body, :issuedOn, :from, :file, :now) RETURNING id""")
                .param("account", officer.requireAccount())
                .param("kind", kind)
                .param("level", level.code())
                .param("number", document.number())
                .param("title", document.title())
                .param("body", document.body())
                .param("issuedOn", document.issuedOn())
                .param("from", from)
                .param("file", document.file(), Types.OTHER)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, number) -> row.getObject("id", UUID.class))
                .single();
        jdbc.sql("""
                INSERT INTO registry.title_batch_line (batch, line, typed)
                SELECT :batch, l.line::int, l.typed
                FROM jsonb_array_elements(:lines::jsonb) WITH ORDINALITY AS l (typed, line)""")
                .param("batch", id)
                .param("lines", TitleRows.JSON.writeValueAsString(lines))
                .update();
        return id;
    }

    /** Those of the officer, newest first. */
    public List<Batch> of(Viewer officer, int limit) {
        return jdbc.sql(BATCH + " ORDER BY b.started_at DESC LIMIT :limit")
                .param("account", officer.requireAccount())
                .param("limit", limit)
                .query(TitleBatchStore::batch)
                .list();
    }

    /** Empty for one of somebody else. */
    Optional<Batch> find(Viewer officer, UUID id, boolean lock) {
        return jdbc.sql(BATCH + " AND b.id = :id" + (lock ? " FOR UPDATE" : ""))
                .param("account", officer.requireAccount())
                .param("id", id)
                .query(TitleBatchStore::batch)
                .optional();
    }

    private static Batch batch(ResultSet row, int number) throws SQLException {
        var doneAt = row.getObject("done_at", OffsetDateTime.class);
        return new Batch(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                TitleKind.Level.of(row.getString("level")).orElseThrow(),
                new NewDocument(
                        row.getString("document_number"),
                        row.getString("document_title"),
                        row.getString("body"),
                        row.getObject("issued_on", LocalDate.class),
                        row.getObject("file", UUID.class)),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                doneAt == null
                        ? null
                        : new Done(
                                doneAt.toInstant(),
                                row.getInt("granted"),
                                row.getInt("renewed"),
                                row.getInt("unchanged"),
                                row.getInt("skipped")),
                row.getInt("lines"));
    }

    List<Typed> lines(UUID batch) {
        return jdbc.sql("""
                SELECT line, typed, organisation, skipped FROM registry.title_batch_line
                WHERE batch = :batch ORDER BY line""")
                .param("batch", batch)
                .query((row, number) -> new Typed(
                        row.getInt("line"),
                        TitleRows.JSON.readValue(
                                row.getString("typed"), new TypeReference<LinkedHashMap<String, String>>() {}),
                        row.getObject("organisation", UUID.class),
                        row.getBoolean("skipped")))
                .list();
    }

    /** What was typed and chosen for some lines; the others stay as they are. */
    void keep(UUID batch, Collection<Typed> lines) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (Typed line : lines) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("line", line.line());
            row.put("typed", line.fields());
            row.put("organisation", line.organisation());
            row.put("skipped", line.skipped());
            rows.add(row);
        }
        jdbc.sql("""
                UPDATE registry.title_batch_line l
                SET typed = l.typed || r.typed, organisation = r.organisation, skipped = r.skipped
                FROM jsonb_to_recordset(:rows::jsonb) AS r (line integer, typed jsonb, organisation uuid, skipped boolean)
                WHERE l.batch = :batch AND l.line = r.line""")
                .param("batch", batch)
                .param("rows", TitleRows.JSON.writeValueAsString(rows))
                .update();
    }

    void done(UUID batch, Done done) {
        jdbc.sql("""
                UPDATE registry.title_batch SET done_at = :at, granted = :granted, renewed = :renewed,
                    unchanged = :unchanged, skipped = :skipped WHERE id = :id""")
                .param("at", done.at().atOffset(ZoneOffset.UTC))
                .param("granted", done.granted())
                .param("renewed", done.renewed())
                .param("unchanged", done.unchanged())
                .param("skipped", done.skipped())
                .param("id", batch)
                .update();
    }

    /** A title of the kind and level with its certificates. */
    record Held(Title title, List<TitleEvent> certificates) {}

    /** What organisations hold or held of a kind and level, by organisation; nothing that was taken back. */
    Map<UUID, List<Held>> held(String kind, TitleKind.Level level, Collection<UUID> organisations) {
        if (organisations.isEmpty()) return Map.of();
        var titles = jdbc.sql("SELECT " + TitleRows.TITLE + " FROM registry.title t" + TitleRows.JOINS + """
                        WHERE t.organisation = ANY(:organisations) AND t.kind = :kind AND t.level = :level
                          AND t.state <> 'withdrawn'
                        ORDER BY t.valid_from DESC""")
                .param("organisations", organisations.toArray(UUID[]::new))
                .param("kind", kind)
                .param("level", level.code())
                .query(TitleRows::title)
                .list();
        var certificates = jdbc
                .sql("SELECT " + TitleRows.EVENT + """
                         FROM registry.title_event e LEFT JOIN registry.granting_document d ON d.id = e.document
                        WHERE e.title = ANY(:titles) AND e.what IN ('granted', 'renewed') ORDER BY e.seq""")
                .param("titles", titles.stream().map(Title::id).toArray(UUID[]::new))
                .query(TitleRows::event)
                .list()
                .stream()
                .collect(Collectors.groupingBy(TitleEvent::title));
        return titles.stream()
                .map(title -> new Held(title, certificates.getOrDefault(title.id(), List.of())))
                .collect(Collectors.groupingBy(
                        held -> java.util.Objects.requireNonNull(held.title().organisation())));
    }
}
