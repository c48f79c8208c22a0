package dev.kechuang.registry.internal.ip;

import dev.kechuang.registry.internal.ip.Right.Cell;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds the confirmed organisations that credit codes and names mean, however many, by one statement. */
@Repository
public class OwnerNames {

    private final JdbcClient jdbc;

    public OwnerNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An organisation that was meant, and where what it owns counts. */
    public record Known(UUID id, String name, Cell cell) {}

    /**
     * What texts mean: known ones by text; several organisations of the same name are {@code ambiguous}.
     */
    public record Meant(Map<String, Known> known, Set<String> ambiguous) {}

    /** Credit codes, present names and former names. Not scoped: who owns a right may lie elsewhere. */
    public Meant find(Collection<String> texts) {
        var known = new HashMap<String, Known>();
        var ambiguous = new HashSet<String>();
        if (texts.isEmpty()) return new Meant(known, ambiguous);
        var codes = texts.stream().map(text -> text.toUpperCase(Locale.ROOT)).toArray(String[]::new);
        // A present name is surer than a former one of somebody else.
        var rank = new HashMap<String, Integer>();
        jdbc.sql("""
                SELECT o.id, o.name, o.region, o.zone, o.industry, s.said, s.rank
                FROM (SELECT id, credit_code AS said, 0 AS rank FROM registry.organisation
                      WHERE credit_code = ANY(:codes) AND status = 'confirmed'
                      UNION ALL
                      SELECT id, name, 1 FROM registry.organisation WHERE name = ANY(:names) AND status = 'confirmed'
                      UNION ALL
                      SELECT DISTINCT organisation, name, 2 FROM registry.former_name WHERE name = ANY(:names)) s
                JOIN registry.organisation o ON o.id = s.id AND o.status = 'confirmed'
                ORDER BY s.rank, o.id""")
                .param("codes", codes)
                .param("names", texts.toArray(String[]::new))
                .query(rows -> {
                    String said = rows.getString("said");
                    int surer = rows.getInt("rank");
                    var found = new Known(
                            rows.getObject("id", UUID.class),
                            rows.getString("name"),
                            new Cell(
                                    rows.getObject("id", UUID.class),
                                    rows.getString("region"),
                                    rows.getString("zone"),
                                    rows.getString("industry")));
                    Known before = known.putIfAbsent(said, found);
                    if (before == null) rank.put(said, surer);
                    else if (!before.id().equals(found.id()) && rank.getOrDefault(said, 9) == surer)
                        ambiguous.add(said);
                });
        return new Meant(known, ambiguous);
    }
}
