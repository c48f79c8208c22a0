package dev.kechuang.registry.internal.ip;

import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Cases as records: {@value #FILED} on the day of filing, {@value #CLOSED} with its result on the day it was closed. What
 * differs from what is recorded is appended.
 */
@Component
public class CaseRecords {

    public static final String FILED = "registry.ipCase";
    public static final String CLOSED = "registry.ipCaseClosed";

    private final Records records;
    private final JdbcClient jdbc;

    public CaseRecords(Records records, JdbcClient jdbc) {
        this.records = records;
        this.jdbc = jdbc;
    }

    public static String subject(UUID id) {
        return "registry/ipCase/" + id;
    }

    /** In the running transaction; once more, it changes nothing. */
    public void settle(Collection<UUID> cases) {
        var found = new ArrayList<NewRecord>();
        jdbc.sql("""
                SELECT x.id, c.version, x.what, x.day, x.region, x.zone, x.organisation, x.kind, x.result,
                       sum(x.count)::int AS count
                FROM (SELECT id, what, day, region, zone, organisation, kind, result, 1 AS count
                      FROM registry.ip_case_step WHERE id = ANY(:ids)
                      UNION ALL
                      SELECT substr(subject, 17)::uuid, kind, business_date, region, zone, organisation,
                             dimensions ->> 'case', coalesce(dimensions ->> 'result', ''), -count
                      FROM record.published_record WHERE subject = ANY(:subjects)) x
                JOIN registry.ip_case c ON c.id = x.id
                GROUP BY x.id, c.version, x.what, x.day, x.region, x.zone, x.organisation, x.kind, x.result
                HAVING sum(x.count) <> 0
                ORDER BY x.id, x.what, count""")
                .param("ids", cases.toArray(UUID[]::new))
                .param("subjects", cases.stream().map(CaseRecords::subject).toArray(String[]::new))
                .query(rows -> {
                    UUID id = rows.getObject("id", UUID.class);
                    var dimensions = new LinkedHashMap<String, String>();
                    dimensions.put("case", rows.getString("kind"));
                    if (!rows.getString("result").isEmpty()) dimensions.put("result", rows.getString("result"));
                    found.add(new NewRecord(
                            rows.getString("what"),
                            rows.getObject("day", LocalDate.class),
                            rows.getString("region"),
                            rows.getString("zone"),
                            rows.getObject("organisation", UUID.class),
                            dimensions,
                            rows.getInt("count"),
                            0,
                            subject(id),
                            id + "/" + rows.getInt("version") + "/" + found.size()));
                });
        if (!found.isEmpty()) records.appendAll(List.copyOf(found));
    }
}
