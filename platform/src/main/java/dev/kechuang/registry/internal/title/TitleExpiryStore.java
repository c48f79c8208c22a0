package dev.kechuang.registry.internal.title;

import dev.kechuang.registry.Title;
import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Titles whose certificates end. */
@Repository
public class TitleExpiryStore {

    private final JdbcClient jdbc;

    public TitleExpiryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Titles that nobody lapsed though their last day has passed, by id. */
    List<Title> over(LocalDate today, @Nullable UUID after, int limit) {
        return jdbc.sql("SELECT " + TitleRows.TITLE + " FROM registry.title t" + TitleRows.JOINS + """
                        WHERE t.state = 'valid' AND t.valid_until < :today
                          AND (:after::uuid IS NULL OR t.id > :after::uuid)
                        ORDER BY t.id LIMIT :limit""")
                .param("today", today)
                .param("after", after, Types.OTHER)
                .param("limit", limit)
                .query(TitleRows::title)
                .list();
    }

    /** @param months 12, 6 or 3: the certificate ends within so many */
    record Due(Title title, int months) {}

    /**
     * Notes and answers the warnings that are due: of each certificate only the nearest step, and none that the
     * certificate is shorter than.
     */
    List<Due> warn(LocalDate today, int limit) {
        return jdbc.sql("""
                WITH near AS (
                    SELECT t.id, t.valid_until, t.valid_from,
                           CASE WHEN t.valid_until < (:today::date + interval '3 months') THEN 3
                                WHEN t.valid_until < (:today::date + interval '6 months') THEN 6 ELSE 12 END AS months
                    FROM registry.title t
                    WHERE t.state = 'valid' AND t.valid_until >= :today
                      AND t.valid_until < (:today::date + interval '12 months')
                ), noted AS (
                    INSERT INTO registry.title_warning (title, valid_until, months, warned_on)
                    SELECT n.id, n.valid_until, n.months, :today FROM near n
                    WHERE n.valid_from + make_interval(months => n.months) <= n.valid_until
                      AND NOT EXISTS (SELECT FROM registry.title_warning w
                                      WHERE w.title = n.id AND w.valid_until = n.valid_until AND w.months <= n.months)
                    ORDER BY n.id LIMIT :limit
                    ON CONFLICT DO NOTHING
                    RETURNING title, months
                )
                SELECT noted.months, %s FROM noted JOIN registry.title t ON t.id = noted.title %s
                ORDER BY t.region, t.kind, t.valid_until, t.id""".formatted(TitleRows.TITLE, TitleRows.JOINS))
                .param("today", today)
                .param("limit", limit)
                .query((row, number) -> new Due(TitleRows.title(row, number), row.getInt("months")))
                .list();
    }
}
