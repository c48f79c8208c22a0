package dev.kechuang.registry.internal.title;

import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Members of innovation alliances, with the days they joined and left. */
@Repository
public class AllianceStore {

    private final JdbcClient jdbc;

    public AllianceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A member of an alliance (联盟成员).
     *
     * @param role {@code leader}, {@code director} or {@code member}
     * @param leftOn first day on which it is no member, null while it is
     */
    public record Member(
            UUID organisation,
            String name,
            String region,
            String role,
            LocalDate joinedOn,
            @Nullable LocalDate leftOn) {}

    public List<Member> members(UUID title) {
        return jdbc.sql("""
                SELECT m.organisation, o.name, o.region, m.role, m.joined_on, m.left_on
                FROM registry.alliance_member m JOIN registry.organisation o ON o.id = m.organisation
                WHERE m.title = :title
                ORDER BY m.left_on IS NOT NULL, array_position(ARRAY['leader', 'director', 'member'], m.role),
                         m.joined_on, o.name_key""")
                .param("title", title)
                .query((row, number) -> new Member(
                        row.getObject("organisation", UUID.class),
                        row.getString("name"),
                        row.getString("region"),
                        row.getString("role"),
                        row.getObject("joined_on", LocalDate.class),
                        row.getObject("left_on", LocalDate.class)))
                .list();
    }

    /** Fails by constraint when it is a member in these days already. */
    void join(UUID title, UUID organisation, String role, LocalDate joinedOn, @Nullable LocalDate leftOn) {
        jdbc.sql("""
                INSERT INTO registry.alliance_member (title, organisation, role, joined_on, left_on)
                VALUES (:title, :organisation, :role, :joinedOn, :leftOn)""")
                .param("title", title)
                .param("organisation", organisation)
                .param("role", role)
                .param("joinedOn", joinedOn)
                .param("leftOn", leftOn, Types.DATE)
                .update();
    }

    /** @return whether it was a member that had not left */
    boolean leave(UUID title, UUID organisation, LocalDate day) {
        return jdbc.sql("""
                        UPDATE registry.alliance_member SET left_on = :day
                        WHERE title = :title AND organisation = :organisation AND left_on IS NULL AND joined_on <= :day""")
                        .param("title", title)
                        .param("organisation", organisation)
                        .param("day", day)
                        .update()
                > 0;
    }

    void leaveAll(UUID organisation, LocalDate day) {
        jdbc.sql("""
                UPDATE registry.alliance_member SET left_on = greatest(joined_on, :day)
                WHERE organisation = :organisation AND left_on IS NULL""").param("organisation", organisation).param("day", day).update();
    }

    /** The other takes the places of the one that leaves, unless it has one itself. */
    void moveAll(UUID from, UUID to, LocalDate day) {
        jdbc.sql("""
                INSERT INTO registry.alliance_member (title, organisation, role, joined_on)
                SELECT m.title, :to, m.role, :day FROM registry.alliance_member m
                WHERE m.organisation = :from AND m.left_on IS NULL
                  AND NOT EXISTS (SELECT FROM registry.alliance_member own
                                  WHERE own.title = m.title AND own.organisation = :to
                                    AND (own.left_on IS NULL OR own.left_on > :day))""").param("from", from).param("to", to).param("day", day).update();
        leaveAll(from, day);
    }
}
