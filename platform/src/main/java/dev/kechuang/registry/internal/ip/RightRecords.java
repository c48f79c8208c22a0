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
 * Rights as records: {@value #VALID} is the stock of valid rights, {@value #APPLIED} and {@value #GRANTED} count
 * applications and grants on their days. What a right has to count as follows from it by the view {@code
 * registry.ip_step}; whatever changed, the difference to what is recorded is appended.
 */
@Component
public class RightRecords {

    /** +1 on the first day on which a right is valid, −1 on the day after its last, also a coming one. */
    public static final String VALID = "registry.ip";

    public static final String APPLIED = "registry.ipApplied";
    public static final String GRANTED = "registry.ipGranted";

    private static final int AT_ONCE = 5_000;

    /** What is missing in the records, or too much, by place and day; parameters {@code ids} and {@code subjects}. */
    private static final String DIFFERENCE = """
            SELECT x.ip, r.version, x.what, x.day, x.organisation, x.region, x.zone, x.industry, x.kind, x.class,
                   sum(x.count)::int AS count
            FROM (SELECT ip, what, day, organisation, region, zone, industry, kind, class, count
                  FROM registry.ip_step WHERE ip = ANY(:ids)
                  UNION ALL
                  SELECT substr(subject, 13)::uuid, kind, business_date, organisation, region, zone,
                         coalesce(dimensions ->> 'industry', ''), dimensions ->> 'right', dimensions ->> 'class', -count
                  FROM record.published_record WHERE subject = ANY(:subjects)) x
            JOIN registry.ip_right r ON r.id = x.ip
            GROUP BY x.ip, r.version, x.what, x.day, x.organisation, x.region, x.zone, x.industry, x.kind, x.class
            HAVING sum(x.count) <> 0
            ORDER BY x.ip, x.day, x.what, count""";

    private final Records records;
    private final JdbcClient jdbc;

    public RightRecords(Records records, JdbcClient jdbc) {
        this.records = records;
        this.jdbc = jdbc;
    }

    public static String subject(UUID right) {
        return "registry/ip/" + right;
    }

    private record Step(
            UUID ip,
            int version,
            String what,
            LocalDate day,
            UUID organisation,
            String region,
            @org.jspecify.annotations.Nullable String zone,
            String industry,
            String kind,
            String inClass,
            int count) {}

    /** Brings the records to what the rights now are, in the running transaction. Once more, it changes nothing. */
    public void settle(Collection<UUID> rights) {
        var all = List.copyOf(rights);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            settleSome(all.subList(from, Math.min(from + AT_ONCE, all.size())));
        }
    }

    private void settleSome(List<UUID> rights) {
        var steps = jdbc.sql(DIFFERENCE)
                .param("ids", rights.toArray(UUID[]::new))
                .param("subjects", rights.stream().map(RightRecords::subject).toArray(String[]::new))
                .query((rows, number) -> new Step(
                        rows.getObject("ip", UUID.class),
                        rows.getInt("version"),
                        rows.getString("what"),
                        rows.getObject("day", LocalDate.class),
                        rows.getObject("organisation", UUID.class),
                        rows.getString("region"),
                        rows.getString("zone"),
                        rows.getString("industry"),
                        rows.getString("kind"),
                        rows.getString("class"),
                        rows.getInt("count")))
                .list();
        var found = new ArrayList<NewRecord>();
        UUID last = null;
        int number = 0;
        for (Step step : steps) {
            number = step.ip().equals(last) ? number + 1 : 0;
            last = step.ip();
            var dimensions = new LinkedHashMap<String, String>();
            dimensions.put("right", step.kind());
            dimensions.put("class", step.inClass());
            if (!step.industry().isEmpty()) dimensions.put("industry", step.industry());
            found.add(new NewRecord(
                    step.what(),
                    step.day(),
                    step.region(),
                    step.zone(),
                    step.organisation(),
                    dimensions,
                    step.count(),
                    0,
                    subject(step.ip()),
                    step.ip() + "/" + step.version() + "/" + number));
        }
        if (!found.isEmpty()) records.appendAll(found);
    }
}
