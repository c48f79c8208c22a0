package dev.kechuang.registry.internal;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What waits for a county officer; counted on every page, so each is one statement on a partial index. */
@Repository
public class WaitingCount {

    private final JdbcClient jdbc;

    public WaitingCount(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public int organisations(Viewer viewer) {
        if (!viewer.is(Role.COUNTY_OFFICER)) return 0;
        var scope = Scope.of(viewer);
        return jdbc.sql("SELECT count(*) FROM (SELECT FROM registry.organisation o WHERE o.status = 'pending' AND "
                        + scope.sql() + " LIMIT 1000) waiting")
                .params(scope.parameters())
                .query((rows, number) -> rows.getInt(1))
                .single();
    }

    /** Years of facts that were handed in. */
    public int facts(Viewer viewer) {
        if (!viewer.is(Role.COUNTY_OFFICER)) return 0;
        var scope = Scope.of(viewer);
        return jdbc.sql("SELECT count(*) FROM (SELECT FROM registry.fact_sheet s JOIN registry.organisation o"
                        + " ON o.id = s.organisation WHERE s.status = 'submitted' AND o.status = 'confirmed' AND "
                        + scope.sql() + " LIMIT 1000) waiting")
                .params(scope.parameters())
                .query((rows, number) -> rows.getInt(1))
                .single();
    }

    /** What waits for a county officer: registrations, and years of facts. */
    public record Counts(int organisations, int facts) {}

    /** Both counts by one statement, each exact to 1,000. */
    public Counts both(Viewer viewer) {
        var scope = Scope.of(viewer);
        return jdbc.sql("""
                SELECT (SELECT count(*) FROM (
                            SELECT FROM registry.organisation o WHERE o.status = 'pending' AND %1$s LIMIT 1000) w),
                       (SELECT count(*) FROM (
                            SELECT FROM registry.fact_sheet s JOIN registry.organisation o ON o.id = s.organisation
                            WHERE s.status = 'submitted' AND o.status = 'confirmed' AND %1$s LIMIT 1000) w)""".formatted(scope.sql()))
                .params(scope.parameters())
                .query((rows, number) -> new Counts(rows.getInt(1), rows.getInt(2)))
                .single();
    }

    /** @param since when it was handed in */
    public record Waiting(UUID id, String name, String region, Instant since) {}

    /** Those that wait longest. */
    public List<Waiting> first(Viewer viewer, int limit) {
        var scope = Scope.of(viewer);
        return jdbc.sql("SELECT o.id, o.name, o.region, o.updated_at FROM registry.organisation o"
                        + " WHERE o.status = 'pending' AND " + scope.sql() + " ORDER BY o.updated_at LIMIT :limit")
                .params(scope.parameters())
                .param("limit", limit)
                .query((rows, number) -> new Waiting(
                        rows.getObject("id", UUID.class),
                        rows.getString("name"),
                        rows.getString("region"),
                        rows.getObject("updated_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
