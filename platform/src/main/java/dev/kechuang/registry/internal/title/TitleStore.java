package dev.kechuang.registry.internal.title;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.TitleDocument;
import dev.kechuang.registry.TitleEvent;
import dev.kechuang.registry.Titles;
import dev.kechuang.registry.internal.Scope;
import dev.kechuang.registry.internal.title.TitleHistory.Span;
import dev.kechuang.shared.access.Viewer;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
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

/** Reads and writes titles, their events and their days. Writes are sets: one title or a document of a thousand. */
@Repository
public class TitleStore {

    private final JdbcClient jdbc;

    public TitleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The organisation a title is to be given to, held against changes until the transaction ends. */
    record Holder(UUID id, String name, String status, TitleEvent.Cell cell) {
        boolean stands() {
            return status.equals("confirmed");
        }
    }

    Optional<Holder> holder(UUID organisation) {
        return jdbc.sql("""
                SELECT id, name, status, region, zone, industry FROM registry.organisation WHERE id = :id FOR SHARE""")
                .param("id", organisation)
                .query((row, number) -> new Holder(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("status"),
                        new TitleEvent.Cell(
                                row.getObject("id", UUID.class),
                                row.getString("region"),
                                row.getString("zone"),
                                row.getString("industry"))))
                .optional();
    }

    List<UUID> ids(int count) {
        return jdbc.sql("SELECT uuidv7() AS id FROM generate_series(1, :count)")
                .param("count", count)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    /** What a title is, before anything happened to it. */
    public record Subject(
            UUID id, String kind, TitleKind.Level level, TitleKind.Holder holder, String name, TitleEvent.Cell cell) {

        /** Whom no second title of the kind and level may be given to on the same day. */
        static String key(TitleKind.Holder holder, String name, TitleEvent.Cell cell) {
            String own = TitleNames.comparable(name);
            return switch (holder) {
                case ORGANISATION -> String.valueOf(cell.organisation());
                case INSTITUTION, PRODUCT -> cell.organisation() + "/" + own;
                case ALLIANCE -> own;
                case REGION -> cell.region();
            };
        }
    }

    void insert(List<Subject> subjects) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (Subject subject : subjects) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("id", subject.id());
            row.put("kind", subject.kind());
            row.put("level", subject.level().code());
            row.put("holder", code(subject.holder()));
            row.put("name", subject.name());
            cell(row, subject.cell());
            rows.add(row);
        }
        jdbc.sql("""
                INSERT INTO registry.title (id, kind, level, holder, name, organisation, region, zone, industry)
                SELECT id, kind, level, holder, name, organisation, region, zone, industry
                FROM jsonb_to_recordset(:rows::jsonb) AS r (id uuid, kind text, level text, holder text, name text,
                    organisation uuid, region text, zone text, industry text)""").param("rows", TitleRows.JSON.writeValueAsString(rows)).update();
    }

    static String code(TitleKind.Holder holder) {
        return holder.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static void cell(Map<String, @Nullable Object> row, TitleEvent.@Nullable Cell cell) {
        row.put("organisation", cell == null ? null : cell.organisation());
        row.put("region", cell == null ? null : cell.region());
        row.put("zone", cell == null ? null : cell.zone());
        row.put("industry", cell == null ? null : cell.industry());
    }

    /** An event of a title that stands. */
    public record Entry(
            String kind,
            TitleKind.Level level,
            TitleEvent event,
            @Nullable UUID account) {}

    void append(List<Entry> entries) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (Entry entry : entries) {
            TitleEvent event = entry.event();
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("title", event.title());
            row.put("seq", event.seq());
            row.put("kind", entry.kind());
            row.put("level", entry.level().code());
            row.put("what", event.what().code());
            row.put("on_day", event.onDay().toString());
            row.put("number", event.number());
            row.put("document", event.document());
            row.put("granted_by", event.grantedBy());
            row.put("valid_from", text(event.validFrom()));
            row.put("valid_until", text(event.validUntil()));
            row.put("next_evaluation", text(event.nextEvaluation()));
            cell(row, event.cell());
            row.put("details", event.details());
            row.put("reason", event.reason());
            row.put("account", entry.account());
            row.put("actor", event.actor());
            row.put("at", event.at().toString());
            rows.add(row);
        }
        jdbc.sql("""
                INSERT INTO registry.title_event (title, seq, kind, level, what, on_day, number, document, granted_by,
                    valid_from, valid_until, next_evaluation, organisation, region, zone, industry, details, reason,
                    account, actor, at)
                SELECT title, seq, kind, level, what, on_day, number, document, granted_by, valid_from, valid_until,
                    next_evaluation, organisation, region, zone, industry, details, reason, account, actor, at
                FROM jsonb_to_recordset(:rows::jsonb) AS r (title uuid, seq integer, kind text, level text, what text,
                    on_day date, number text, document uuid, granted_by text, valid_from date, valid_until date,
                    next_evaluation date, organisation uuid, region text, zone text, industry text, details jsonb,
                    reason text, account uuid, actor text, at timestamptz)
                ORDER BY title, seq""").param("rows", TitleRows.JSON.writeValueAsString(rows)).update();
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    void replaceSpans(Subject subject, List<Span> spans) {
        jdbc.sql("DELETE FROM registry.title_span WHERE title = :title")
                .param("title", subject.id())
                .update();
        insertSpans(Map.of(subject, spans));
    }

    void insertSpans(Map<Subject, List<Span>> all) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        all.forEach((subject, spans) -> {
            for (int part = 0; part < spans.size(); part++) {
                Span span = spans.get(part);
                var row = new LinkedHashMap<String, @Nullable Object>();
                row.put("title", subject.id());
                row.put("part", part);
                row.put("kind", subject.kind());
                row.put("level", subject.level().code());
                row.put("holder_key", Subject.key(subject.holder(), subject.name(), span.cell()));
                cell(row, span.cell());
                row.put("number", span.number());
                row.put("document", span.document());
                row.put("from", span.from().toString());
                row.put("until", text(span.until()));
                rows.add(row);
            }
        });
        if (rows.isEmpty()) return;
        jdbc.sql("""
                INSERT INTO registry.title_span (title, part, kind, level, holder_key, organisation, region, zone,
                    industry, number, document, valid)
                SELECT title, part, kind, level, holder_key, organisation, region, zone, industry, number, document,
                    daterange("from", until)
                FROM jsonb_to_recordset(:rows::jsonb) AS r (title uuid, part smallint, kind text, level text,
                    holder_key text, organisation uuid, region text, zone text, industry text, number text,
                    document uuid, "from" date, until date)""").param("rows", TitleRows.JSON.writeValueAsString(rows)).update();
    }

    Optional<Title> find(UUID id) {
        return jdbc.sql("SELECT " + TitleRows.TITLE + " FROM registry.title t" + TitleRows.JOINS + "WHERE t.id = :id")
                .param("id", id)
                .query(TitleRows::title)
                .optional();
    }

    public Optional<Title> find(Viewer viewer, UUID id) {
        var scope = Scope.ofTitles(viewer);
        return jdbc.sql("SELECT " + TitleRows.TITLE + " FROM registry.title t" + TitleRows.JOINS
                        + "WHERE t.id = :id AND " + scope.sql())
                .param("id", id)
                .params(scope.parameters())
                .query(TitleRows::title)
                .optional();
    }

    public List<TitleEvent> events(UUID title) {
        return jdbc.sql("SELECT " + TitleRows.EVENT + """
                         FROM registry.title_event e LEFT JOIN registry.granting_document d ON d.id = e.document
                        WHERE e.title = :title ORDER BY e.seq""")
                .param("title", title)
                .query(TitleRows::event)
                .list();
    }

    public Map<UUID, List<TitleEvent>> events(Collection<UUID> titles) {
        return jdbc
                .sql("SELECT " + TitleRows.EVENT + """
                         FROM registry.title_event e LEFT JOIN registry.granting_document d ON d.id = e.document
                        WHERE e.title = ANY(:titles) ORDER BY e.title, e.seq""")
                .param("titles", titles.toArray(UUID[]::new))
                .query(TitleRows::event)
                .list()
                .stream()
                .collect(Collectors.groupingBy(TitleEvent::title));
    }

    Map<UUID, List<Span>> spans(Collection<UUID> titles) {
        var found = new LinkedHashMap<UUID, List<Span>>();
        jdbc.sql("""
                SELECT title, organisation, region, zone, industry, number, document, lower(valid) AS from,
                       upper(valid) AS until
                FROM registry.title_span WHERE title = ANY(:titles) ORDER BY title, part""").param("titles", titles.toArray(UUID[]::new)).query(row -> {
            found.computeIfAbsent(row.getObject("title", UUID.class), id -> new ArrayList<>())
                    .add(new Span(
                            row.getObject("from", LocalDate.class),
                            row.getObject("until", LocalDate.class),
                            new TitleEvent.Cell(
                                    row.getObject("organisation", UUID.class),
                                    row.getString("region"),
                                    row.getString("zone"),
                                    row.getString("industry")),
                            row.getString("number"),
                            row.getObject("document", UUID.class)));
        });
        return found;
    }

    /** All titles, by id. */
    List<Title> after(@Nullable UUID id, int limit) {
        return jdbc.sql("SELECT " + TitleRows.TITLE + " FROM registry.title t" + TitleRows.JOINS + """
                        WHERE :after::uuid IS NULL OR t.id > :after::uuid ORDER BY t.id LIMIT :limit""")
                .param("after", id, Types.OTHER)
                .param("limit", limit)
                .query(TitleRows::title)
                .list();
    }

    /** Every title of an organisation and of those merged into it, newest certificate first. */
    public List<Title> of(UUID organisation) {
        return jdbc.sql("SELECT " + TitleRows.TITLE + " FROM registry.title t" + TitleRows.JOINS + """
                        WHERE t.organisation IN (
                            WITH RECURSIVE own (id) AS (
                                SELECT :organisation::uuid
                                UNION SELECT m.id FROM own JOIN registry.organisation m ON m.merged_into = own.id)
                            SELECT id FROM own)
                        ORDER BY t.valid_from DESC, t.id""")
                .param("organisation", organisation)
                .query(TitleRows::title)
                .list();
    }

    List<Title> validOn(UUID organisation, LocalDate day) {
        return jdbc.sql("SELECT " + TitleRows.TITLE + " FROM registry.title t" + TitleRows.JOINS + """
                        WHERE t.id IN (SELECT s.title FROM registry.title_span s
                                       WHERE s.organisation = :organisation AND s.valid @> :day::date)
                        ORDER BY t.valid_from DESC, t.id""")
                .param("organisation", organisation)
                .param("day", day)
                .query(TitleRows::title)
                .list();
    }

    /** One of the same kind and level whose days meet the given ones; null for no end. */
    Optional<Title> overlapping(
            String kind, TitleKind.Level level, String key, LocalDate from, @Nullable LocalDate until) {
        return jdbc.sql("SELECT " + TitleRows.TITLE + " FROM registry.title t" + TitleRows.JOINS + """
                        WHERE t.id IN (SELECT s.title FROM registry.title_span s
                                       WHERE s.kind = :kind AND s.level = :level AND s.holder_key = :key
                                         AND s.valid && daterange(:from::date, :until::date, '[]'))
                        LIMIT 1""")
                .param("kind", kind)
                .param("level", level.code())
                .param("key", key)
                .param("from", from)
                .param("until", until, Types.DATE)
                .query(TitleRows::title)
                .optional();
    }

    /** Titles of an organisation that are valid on a day or later: what a move or an end concerns. */
    List<Title> standing(UUID organisation, LocalDate day) {
        return jdbc.sql("SELECT " + TitleRows.TITLE + " FROM registry.title t" + TitleRows.JOINS + """
                        WHERE t.organisation = :organisation AND t.state = 'valid'
                          AND EXISTS (SELECT FROM registry.title_span s
                                      WHERE s.title = t.id AND (upper_inf(s.valid) OR upper(s.valid) > :day::date))
                        ORDER BY t.id""")
                .param("organisation", organisation)
                .param("day", day)
                .query(TitleRows::title)
                .list();
    }

    /** @param fact by kind: list of events and the name in it */
    List<Titles.DatedTitle> dated(Collection<UUID> organisations, Map<String, TitleKind> kinds) {
        if (organisations.isEmpty()) return List.of();
        var found = new ArrayList<Titles.DatedTitle>();
        jdbc.sql("""
                SELECT s.organisation, s.kind, s.level, s.number, lower(s.valid) AS from, upper(s.valid) - 1 AS until
                FROM registry.title_span s WHERE s.organisation = ANY(:organisations)
                ORDER BY s.organisation, lower(s.valid), s.title""").param("organisations", organisations.toArray(UUID[]::new)).query(row -> {
            TitleKind kind = kinds.get(row.getString("kind"));
            if (kind == null || kind.fact().isEmpty()) return;
            found.add(new Titles.DatedTitle(
                    row.getObject("organisation", UUID.class),
                    kind.fact(),
                    kind.factName(),
                    TitleKind.Level.of(row.getString("level")).orElseThrow(),
                    row.getString("number"),
                    row.getObject("from", LocalDate.class),
                    row.getObject("until", LocalDate.class)));
        });
        return List.copyOf(found);
    }

    private static final String DOCUMENT =
            "SELECT id, number, title, body, issued_on, file FROM" + " registry.granting_document ";

    Optional<TitleDocument> document(UUID id) {
        return jdbc.sql(DOCUMENT + "WHERE id = :id")
                .param("id", id)
                .query(TitleRows::document)
                .optional();
    }

    Optional<TitleDocument> document(String number, String body) {
        return jdbc.sql(DOCUMENT + "WHERE number = :number AND body = :body")
                .param("number", number)
                .param("body", body)
                .query(TitleRows::document)
                .optional();
    }

    /** Empty when the number and body are there already. */
    Optional<TitleDocument> insert(Titles.NewDocument document, Viewer actor, Instant now) {
        return jdbc.sql("""
                INSERT INTO registry.granting_document (number, title, body, issued_on, file, entered_by, entered_at)
                VALUES (:number, :title, :body, :issuedOn, :file, :actor, :now)
                ON CONFLICT (number, body) DO NOTHING
                RETURNING id, number, title, body, issued_on, file""")
                .param("number", document.number())
                .param("title", document.title())
                .param("body", document.body())
                .param("issuedOn", document.issuedOn())
                .param("file", document.file(), Types.OTHER)
                .param("actor", actor.name())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(TitleRows::document)
                .optional();
    }

    void setFile(UUID document, UUID file) {
        jdbc.sql("UPDATE registry.granting_document SET file = :file WHERE id = :id")
                .param("file", file)
                .param("id", document)
                .update();
    }
}
