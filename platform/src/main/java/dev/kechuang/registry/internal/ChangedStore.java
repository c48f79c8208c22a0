package dev.kechuang.registry.internal;

import dev.kechuang.registry.ChangedOrganisations;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Notes of changes, appended by triggers. */
@Repository
public class ChangedStore implements ChangedOrganisations {

    private final JdbcClient jdbc;

    public ChangedStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public List<UUID> take(int most) {
        return jdbc.sql("""
                        WITH next AS MATERIALIZED (
                            SELECT number FROM registry.changed ORDER BY number LIMIT :most FOR UPDATE SKIP LOCKED
                        ), taken AS (
                            DELETE FROM registry.changed c USING next WHERE c.number = next.number
                            RETURNING c.organisation
                        )
                        SELECT DISTINCT organisation FROM taken
                        """)
                .param("most", most)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
    }

    @Override
    public Set<UUID> waiting(Collection<UUID> organisations) {
        return Set.copyOf(jdbc.sql("SELECT DISTINCT organisation FROM registry.changed WHERE organisation = ANY(:ids)")
                .param("ids", organisations.toArray(UUID[]::new))
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list());
    }

    @Override
    public int waiting() {
        return jdbc.sql("SELECT count(*) FROM (SELECT FROM registry.changed LIMIT 10001) AS waiting")
                .query(Integer.class)
                .single();
    }
}
