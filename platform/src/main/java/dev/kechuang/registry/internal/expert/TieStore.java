package dev.kechuang.registry.internal.expert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What experts have declared about co-operation and kinship. */
@Repository
public class TieStore {

    /** Kinds in the order of the form: 合作项目, 合作论文, 任职或兼职, 亲属. */
    public static final List<String> KINDS = List.of("project", "paper", "employment", "kinship");

    private static final String SELECT = """
            SELECT t.id, t.expert, t.kind, t.organisation, coalesce(o.name, t.unit_name) AS unit_name, t.person, t.since,
                   t.until, t.note, t.declared_by, t.withdrawn_at IS NOT NULL AS withdrawn
            FROM registry.expert_tie t LEFT JOIN registry.organisation o ON o.id = t.organisation""";

    private final JdbcClient jdbc;

    public TieStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param unitName of the organisation in the register, or as typed */
    public record Declared(
            UUID id,
            UUID expert,
            String kind,
            @Nullable UUID organisation,
            String unitName,
            String person,
            LocalDate since,
            @Nullable LocalDate until,
            String note,
            String declaredBy,
            boolean withdrawn) {

        String evidence() {
            var parts = new ArrayList<String>();
            for (String part : List.of(unitName, person, note)) if (!part.isEmpty()) parts.add(part);
            return String.join(" · ", parts);
        }
    }

    public record NewTie(
            String kind,
            @Nullable UUID organisation,
            String unitName,
            String person,
            LocalDate since,
            @Nullable LocalDate until,
            String note) {}

    /** Standing ones first, the newest first. */
    public List<Declared> of(UUID expert) {
        return jdbc.sql(SELECT + " WHERE t.expert = :expert ORDER BY t.withdrawn_at IS NOT NULL, t.since DESC, t.id"
                        + " LIMIT 200")
                .param("expert", expert)
                .query(TieStore::row)
                .list();
    }

    List<Declared> standing(Collection<UUID> experts) {
        return jdbc.sql(SELECT + " WHERE t.expert = ANY(:experts) AND t.withdrawn_at IS NULL ORDER BY t.expert, t.id")
                .param("experts", experts.toArray(UUID[]::new))
                .query(TieStore::row)
                .list();
    }

    /** Present and former names of organisations. */
    Map<UUID, List<String>> names(Collection<UUID> organisations) {
        var names = new HashMap<UUID, List<String>>();
        jdbc.sql("""
                SELECT id, name FROM registry.organisation WHERE id = ANY(:ids)
                UNION ALL
                SELECT organisation, name FROM registry.former_name WHERE organisation = ANY(:ids)""").param("ids", organisations.toArray(UUID[]::new)).query(rows -> {
            names.computeIfAbsent(rows.getObject("id", UUID.class), id -> new ArrayList<>())
                    .add(rows.getString("name"));
        });
        return names;
    }

    /** The one live organisation of the register that has the name now. */
    Optional<UUID> organisation(String name) {
        var found = jdbc.sql("""
                SELECT id FROM registry.organisation WHERE name = :name AND status NOT IN ('closed', 'merged') LIMIT 2""").param("name", name).query(UUID.class).list();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    UUID add(UUID expert, NewTie tie, String by, Instant now) {
        return jdbc.sql("""
                INSERT INTO registry.expert_tie (expert, kind, organisation, unit_name, person, since, until, note,
                    declared_by, declared_at)
                VALUES (:expert, :kind, :organisation, :unit, :person, :since, :until, :note, :by, :now) RETURNING id""")
                .param("expert", expert)
                .param("kind", tie.kind())
                .param("organisation", tie.organisation(), Types.OTHER)
                .param("unit", tie.unitName())
                .param("person", tie.person())
                .param("since", tie.since())
                .param("until", tie.until(), Types.DATE)
                .param("note", tie.note())
                .param("by", by)
                .param("now", ExpertStore.time(now))
                .query(UUID.class)
                .single();
    }

    boolean withdraw(UUID expert, UUID id, String by, Instant now) {
        return jdbc.sql("""
                UPDATE registry.expert_tie SET withdrawn_at = :now, withdrawn_by = :by
                WHERE id = :id AND expert = :expert AND withdrawn_at IS NULL""")
                        .param("id", id)
                        .param("expert", expert)
                        .param("by", by)
                        .param("now", ExpertStore.time(now))
                        .update()
                == 1;
    }

    private static Declared row(ResultSet rows, int number) throws SQLException {
        return new Declared(
                rows.getObject("id", UUID.class),
                rows.getObject("expert", UUID.class),
                rows.getString("kind"),
                rows.getObject("organisation", UUID.class),
                rows.getString("unit_name"),
                rows.getString("person"),
                rows.getObject("since", LocalDate.class),
                rows.getObject("until", LocalDate.class),
                rows.getString("note"),
                rows.getString("declared_by"),
                rows.getBoolean("withdrawn"));
    }
}
