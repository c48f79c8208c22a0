package dev.kechuang.registry.internal.title;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.TitleDocument;
import dev.kechuang.registry.TitleEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of titles, events and documents as records. */
final class TitleRows {

    static final JsonMapper JSON = JsonMapper.builder().build();

    static final String TITLE = """
            t.id, t.version, t.kind, t.level, t.holder, t.name, t.organisation, coalesce(o.name, '') AS organisation_name,
            t.region, t.zone, t.field, t.state, t.number, t.document, coalesce(d.number, '') AS document_number,
            t.granted_by, t.first_from, t.valid_from, t.valid_until, t.ended_on, t.next_evaluation, t.details,
            t.updated_at""";

    static final String JOINS = """
             LEFT JOIN registry.organisation o ON o.id = t.organisation
             LEFT JOIN registry.granting_document d ON d.id = t.document
            """;

    static final String EVENT = """
            e.title, e.seq, e.what, e.on_day, e.number, e.document, coalesce(d.number, '') AS document_number,
            e.granted_by, e.valid_from, e.valid_until, e.next_evaluation, e.organisation, e.region, e.zone, e.industry,
            e.details, e.reason, e.actor, e.at""";

    private TitleRows() {}

    static Title title(ResultSet row, int number) throws SQLException {
        return new Title(
                row.getObject("id", UUID.class),
                row.getInt("version"),
                row.getString("kind"),
                TitleKind.Level.of(row.getString("level")).orElseThrow(),
                holder(row.getString("holder")),
                row.getString("name"),
                row.getObject("organisation", UUID.class),
                row.getString("organisation_name"),
                row.getString("region"),
                row.getString("zone"),
                row.getString("field"),
                Title.State.of(row.getString("state")),
                row.getString("number"),
                row.getObject("document", UUID.class),
                row.getString("document_number"),
                row.getString("granted_by"),
                row.getObject("first_from", LocalDate.class),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                row.getObject("ended_on", LocalDate.class),
                row.getObject("next_evaluation", LocalDate.class),
                details(row),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    static TitleKind.Holder holder(String code) {
        return TitleKind.Holder.valueOf(code.toUpperCase(java.util.Locale.ROOT));
    }

    static TitleEvent event(ResultSet row, int number) throws SQLException {
        String region = row.getString("region");
        return new TitleEvent(
                row.getObject("title", UUID.class),
                row.getInt("seq"),
                TitleEvent.What.of(row.getString("what")),
                row.getObject("on_day", LocalDate.class),
                row.getString("number"),
                row.getObject("document", UUID.class),
                row.getString("document_number"),
                row.getString("granted_by"),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                row.getObject("next_evaluation", LocalDate.class),
                region == null
                        ? null
                        : new TitleEvent.Cell(
                                row.getObject("organisation", UUID.class),
                                region,
                                row.getString("zone"),
                                row.getString("industry")),
                details(row),
                row.getString("reason"),
                row.getString("actor"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    static TitleDocument document(ResultSet row, int number) throws SQLException {
        return new TitleDocument(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getString("title"),
                row.getString("body"),
                row.getObject("issued_on", LocalDate.class),
                row.getObject("file", UUID.class));
    }

    private static Map<String, String> details(ResultSet row) throws SQLException {
        return JSON.readValue(row.getString("details"), new TypeReference<Map<String, String>>() {});
    }
}
