package dev.kechuang.registry.internal.talent;

import dev.kechuang.registry.Talents;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Talents for other modules. */
@Repository
public class PublishedTalents implements Talents {

    private final JdbcClient jdbc;

    public PublishedTalents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<DatedAward> dated(Collection<UUID> organisations) {
        return jdbc.sql("""
                SELECT organisation, talent, awarded_on, until FROM registry.talent_award
                WHERE organisation = ANY(:ids) AND NOT taken_back ORDER BY awarded_on, id""")
                .param("ids", organisations.toArray(UUID[]::new))
                .query((rows, number) -> new DatedAward(
                        Objects.requireNonNull(rows.getObject("organisation", UUID.class)),
                        Objects.requireNonNull(rows.getObject("talent", UUID.class)),
                        Objects.requireNonNull(rows.getObject("awarded_on", LocalDate.class)),
                        rows.getObject("until", LocalDate.class)))
                .list();
    }
}
