package dev.kechuang.registry.internal;

import dev.kechuang.shared.access.Viewer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** All organisations with their names, one after the other, for who compares names. */
@Repository
public class OrganisationScan {

    private final JdbcClient jdbc;

    public OrganisationScan(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A confirmed organisation with all its names. */
    public record Known(UUID id, String name, String creditCode, String region, List<String> formerNames) {}

    /** Those the viewer sees. In a transaction, so that rows arrive by a cursor and not all at once. */
    @Transactional(readOnly = true)
    public void confirmed(Viewer viewer, Consumer<Known> each) {
        var scope = Scope.of(viewer);
        try (var rows = jdbc
                .sql("""
                        SELECT o.id, o.name, o.credit_code, o.region,
                               ARRAY(SELECT f.name FROM registry.former_name f WHERE f.organisation = o.id) AS former
                        FROM registry.organisation o WHERE o.status = 'confirmed' AND """ + " " + scope.sql())
                .params(scope.parameters())
                .withFetchSize(2_000)
                .query((row, number) -> new Known(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("credit_code"),
                        row.getString("region"),
                        Arrays.asList((String[]) row.getArray("former").getArray())))
                .stream()) {
            rows.forEach(each);
        }
    }
}
