package dev.kechuang.match.internal.found;

import dev.kechuang.match.internal.found.Found.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stored matches as they stand. Not scoped: the caller decides who asks. */
@Repository
public class FoundStore {

    private final JdbcClient jdbc;

    FoundStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By policy. */
    public List<Found> of(UUID organisation) {
        return jdbc.sql("""
                        SELECT organisation, policy, version, state, amount_fen, distance, missing, day
                        FROM match.published_match WHERE organisation = :organisation ORDER BY policy
                        """)
                .param("organisation", organisation)
                .query((rows, number) -> row(rows))
                .list();
    }

    static Found row(ResultSet rows) throws SQLException {
        return new Found(
                rows.getObject("organisation", UUID.class),
                rows.getString("policy"),
                rows.getString("version"),
                State.valueOf(rows.getString("state")),
                rows.getObject("amount_fen", Long.class),
                rows.getInt("distance"),
                rows.getInt("missing"),
                rows.getObject("day", LocalDate.class));
    }
}
