package dev.kechuang.indicator.internal.consistency;

import dev.kechuang.shared.access.Viewer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Corrections of findings that were proposed and wait for a second person (待确认的更正). */
@Component
public class PendingCorrections {

    /** Asks the inbox for the findings that have one. */
    public static final String STATE = "correcting";

    /** What waits in the cells that {@code finding} compares; of a document's figure, in the cell it was taken for. */
    static final String WAITING = """
             FROM jsonb_array_elements(finding.operands) AS o (operand)
            CROSS JOIN LATERAL (
                SELECT w.revision FROM indicator.waiting w
                WHERE w.indicator = operand->'stated'->>'indicator' AND w.region = operand->'stated'->>'region'
                  AND indicator.period_text(w.first_day, w.months) = operand->'stated'->>'period'
                UNION ALL
                SELECT w.revision FROM (
                    SELECT t.indicator, t.region, t.first_day, t.months FROM indicator.revision t
                    LEFT JOIN indicator.decision d ON d.revision = t.id
                    WHERE t.document = (operand->'printed'->>'document')::uuid
                      AND t.span_start = (operand->'printed'->>'start')::integer
                      AND t.span_end = (operand->'printed'->>'end')::integer
                      AND d.outcome IS DISTINCT FROM 'returned'
                    ORDER BY t.id DESC LIMIT 1) AS taken
                JOIN indicator.waiting w USING (indicator, region, first_day, months)) AS cell
            JOIN indicator.revision r ON r.id = cell.revision
            """;

    private final JdbcClient jdbc;

    PendingCorrections(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The first that waits for a finding, with who proposed it. */
    public record Pending(UUID revision, UUID enteredBy, String enteredName, Instant enteredAt) {

        /** Whether the viewer proposed it, so that another person has to decide. */
        public boolean by(Viewer viewer) {
            return enteredBy.equals(viewer.account());
        }
    }

    /** By finding; those without one are absent. */
    public Map<UUID, Pending> of(Collection<UUID> findings) {
        var found = new HashMap<UUID, Pending>();
        if (findings.isEmpty()) return found;
        jdbc.sql("SELECT finding.id AS finding, pending.* FROM indicator.finding CROSS JOIN LATERAL ("
                        + "SELECT r.id AS revision, r.entered_by, r.entered_name, r.entered_at"
                        + WAITING
                        + "ORDER BY r.entered_at, r.id LIMIT 1) AS pending"
                        + " WHERE finding.id = ANY (:findings) AND state <> 'closed'")
                .param("findings", findings.toArray(UUID[]::new))
                .query((row, number) -> found.put(
                        row.getObject("finding", UUID.class),
                        new Pending(
                                row.getObject("revision", UUID.class),
                                row.getObject("entered_by", UUID.class),
                                row.getString("entered_name"),
                                row.getObject("entered_at", OffsetDateTime.class)
                                        .toInstant())))
                .list();
        return found;
    }
}
