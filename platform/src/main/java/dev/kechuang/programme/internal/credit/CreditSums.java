package dev.kechuang.programme.internal.credit;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What counts for or against organisations and people on a day, and what of it weighs most. */
@Component
public class CreditSums {

    private static final String OF_ORGANISATION = "organisation IN (SELECT p.id FROM registry.published_organisation p"
            + " WHERE p.id = :who OR p.merged_into = :who)";
    private static final String OF_PERSON = "person_key = :who";

    private final JdbcClient jdbc;

    public CreditSums(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param blockedUntil the last of the days on which a block ends, null for none */
    record Sum(int points, @Nullable LocalDate blockedUntil) {}

    /** What counts for an organisation, those that became part of it included, on a day. */
    Sum ofOrganisation(UUID organisation, LocalDate day) {
        return sum(OF_ORGANISATION, organisation, day);
    }

    /** Those of the organisations against or for which something counts or will count. */
    Map<UUID, Sum> ofOrganisations(Collection<UUID> organisations, LocalDate day, BiConsumer<UUID, LocalDate> later) {
        var sums = new HashMap<UUID, Sum>();
        jdbc.sql("""
                        SELECT coalesce(o.merged_into, o.id) AS whose,
                               coalesce(sum(c.points) FILTER (WHERE c.on_day <= :day AND c.until_day > :day), 0)::int
                                   AS points,
                               max(c.blocks_until) FILTER (WHERE c.on_day <= :day AND c.blocks_until > :day) AS blocked,
                               min(c.on_day) FILTER (WHERE c.on_day > :day) AS begins,
                               min(c.until_day) FILTER (WHERE c.until_day > :day) AS ends
                        FROM programme.credit_counting c
                        JOIN registry.published_organisation o ON o.id = c.organisation
                        WHERE o.id = ANY(:ids) OR o.merged_into = ANY(:ids)
                        GROUP BY 1
                        """)
                .param("day", day)
                .param("ids", organisations.toArray(UUID[]::new))
                .query(rows -> {
                    UUID whose = rows.getObject("whose", UUID.class);
                    sums.put(whose, new Sum(rows.getInt("points"), rows.getObject("blocked", LocalDate.class)));
                    for (String column : List.of("begins", "ends")) {
                        LocalDate on = rows.getObject(column, LocalDate.class);
                        if (on != null) later.accept(whose, on);
                    }
                });
        return sums;
    }

    Sum ofPerson(String key, LocalDate day) {
        return sum(OF_PERSON, key, day);
    }

    private Sum sum(String whose, Object who, LocalDate day) {
        return jdbc.sql("""
                        SELECT coalesce(sum(points) FILTER (WHERE until_day > :day), 0)::int AS points,
                               max(blocks_until) FILTER (WHERE blocks_until > :day) AS blocked
                        FROM programme.credit_counting
                        WHERE on_day <= :day AND """ + " " + whose)
                .param("who", who)
                .param("day", day)
                .query((rows, number) -> new Sum(rows.getInt("points"), rows.getObject("blocked", LocalDate.class)))
                .single();
    }

    /** The entry that weighs most against somebody: what blocks longest, else what costs most. */
    record Grave(UUID entry, UUID organisation, String event, LocalDate on) {}

    Optional<Grave> gravestOfOrganisation(UUID organisation, LocalDate day) {
        return gravest(OF_ORGANISATION, organisation, day);
    }

    Optional<Grave> gravestOfPerson(String key, LocalDate day) {
        return gravest(OF_PERSON, key, day);
    }

    private Optional<Grave> gravest(String whose, Object who, LocalDate day) {
        return jdbc.sql("""
                        SELECT id, organisation, event, on_day FROM programme.credit_counting
                        WHERE on_day <= :day AND points < 0 AND (until_day > :day OR blocks_until > :day) AND """ + " " + whose + """

                         ORDER BY CASE WHEN blocks_until > :day THEN blocks_until END DESC NULLS LAST, points, on_day DESC
                         LIMIT 1""")
                .param("who", who)
                .param("day", day)
                .query((rows, number) -> new Grave(
                        rows.getObject("id", UUID.class),
                        rows.getObject("organisation", UUID.class),
                        rows.getString("event"),
                        rows.getObject("on_day", LocalDate.class)))
                .optional();
    }
}
