package dev.kechuang.match.internal.grow;

import static dev.kechuang.shared.desk.Sql.id;
import static dev.kechuang.shared.desk.Sql.text;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Entries of organisations that became part of another (合并后的入库企业), on their way to the one that remains. */
@Component
public class MergedEntries {

    private final JdbcClient jdbc;

    public MergedEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An entry of an organisation that became part of another; {@code taken} where that one has an entry of its own. */
    record Orphan(UUID id, UUID organisation, UUID remaining, boolean taken, boolean inStore, String name) {}

    /** Entries to go on with the organisation that remains; those that left where it has its own stay where they are. */
    List<Orphan> orphans() {
        return jdbc
                .sql("""
                        WITH RECURSIVE way AS (
                            SELECT c.id AS entry, c.organisation, o.merged_into AS at FROM match.cultivation c
                            JOIN registry.published_organisation o ON o.id = c.organisation AND o.status = 'merged'
                            UNION ALL
                            SELECT w.entry, w.organisation, o.merged_into FROM way w
                            JOIN registry.published_organisation o ON o.id = w.at AND o.status = 'merged')
                        SELECT c.id, c.organisation, w.at AS remaining, r.name, c.left_on IS NULL AS in_store,
                               EXISTS (SELECT FROM match.cultivation x WHERE x.organisation = w.at
                                   AND x.ladder = c.ladder AND x.year = c.year) AS taken
                        FROM way w JOIN match.cultivation c ON c.id = w.entry
                        JOIN registry.published_organisation r ON r.id = w.at AND r.status <> 'merged'
                        ORDER BY c.entered_at, c.id""")
                .query((rows, number) -> new Orphan(
                        id(rows, "id"),
                        id(rows, "organisation"),
                        id(rows, "remaining"),
                        rows.getBoolean("taken"),
                        rows.getBoolean("in_store"),
                        text(rows, "name")))
                .list()
                .stream()
                .filter(one -> !one.taken() || one.inStore())
                .toList();
    }

    /** It is the entry of another organisation from now on; false where that one has its own by now. */
    boolean follow(UUID id, UUID from, UUID to) {
        return jdbc.sql("""
                        UPDATE match.cultivation c SET version = c.version + 1, organisation = :to
                        WHERE c.id = :id AND c.organisation = :from AND NOT EXISTS (SELECT FROM match.cultivation x
                            WHERE x.organisation = :to AND x.ladder = c.ladder AND x.year = c.year)""").param("id", id).param("from", from).param("to", to).update() == 1;
    }
}
