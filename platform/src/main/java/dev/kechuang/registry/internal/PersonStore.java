package dev.kechuang.registry.internal;

import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** People in organisations, with role and time. A person who leaves stays in the list with the last day. */
@Repository
public class PersonStore {

    /** Roles in the order of the page: 法定代表人, 总经理, 研发负责人, 财务负责人, 联系人. */
    public static final List<String> ROLES =
            List.of("legal-representative", "general-manager", "rd-head", "finance-head", "contact");

    private final JdbcClient jdbc;

    public PersonStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public record Person(
            UUID id,
            UUID organisation,
            String name,
            String role,
            String title,
            String phone,
            String email,
            LocalDate since,
            @Nullable LocalDate until) {}

    public record NewPerson(String name, String role, String title, String phone, String email, LocalDate since) {}

    /** The caller has checked that the viewer may see the organisation. */
    public List<Person> of(UUID organisation) {
        return jdbc.sql("""
                SELECT id, organisation, name, role, title, phone, email, since, until FROM registry.person
                WHERE organisation = :organisation
                ORDER BY until IS NOT NULL, array_position(:roles, role), since DESC, id""")
                .param("organisation", organisation)
                .param("roles", ROLES.toArray(String[]::new))
                .query((rows, number) -> new Person(
                        rows.getObject("id", UUID.class),
                        rows.getObject("organisation", UUID.class),
                        rows.getString("name"),
                        rows.getString("role"),
                        rows.getString("title"),
                        rows.getString("phone"),
                        rows.getString("email"),
                        rows.getObject("since", LocalDate.class),
                        rows.getObject("until", LocalDate.class)))
                .list();
    }

    UUID add(UUID organisation, NewPerson person) {
        return jdbc.sql("""
                INSERT INTO registry.person (organisation, name, role, title, phone, email, since)
                VALUES (:organisation, :name, :role, :title, :phone, :email, :since) RETURNING id""")
                .param("organisation", organisation)
                .param("name", person.name())
                .param("role", person.role())
                .param("title", person.title())
                .param("phone", person.phone())
                .param("email", person.email())
                .param("since", person.since())
                .query(UUID.class)
                .single();
    }

    public Optional<Person> find(UUID organisation, UUID id) {
        return of(organisation).stream()
                .filter(person -> person.id().equals(id))
                .findFirst();
    }

    void update(UUID id, NewPerson person) {
        jdbc.sql("""
                UPDATE registry.person SET name = :name, role = :role, title = :title, phone = :phone, email = :email,
                    since = :since WHERE id = :id""")
                .param("id", id)
                .param("name", person.name())
                .param("role", person.role())
                .param("title", person.title())
                .param("phone", person.phone())
                .param("email", person.email())
                .param("since", person.since())
                .update();
    }

    /** Ends the running term of a role that only one person has. */
    void endLegalRepresentative(UUID organisation, LocalDate until) {
        jdbc.sql("""
                UPDATE registry.person SET until = GREATEST(since, :until)
                WHERE organisation = :organisation AND role = 'legal-representative' AND until IS NULL""").param("organisation", organisation).param("until", until).update();
    }

    boolean end(UUID organisation, UUID id, LocalDate until) {
        return jdbc.sql("""
                UPDATE registry.person SET until = GREATEST(since, :until)
                WHERE organisation = :organisation AND id = :id AND until IS NULL""")
                        .param("organisation", organisation)
                        .param("id", id)
                        .param("until", until, Types.DATE)
                        .update()
                == 1;
    }

    /** After a merge; a running legal representative of the vanished one ends first. */
    int moveAll(UUID from, UUID to) {
        return jdbc.sql("UPDATE registry.person SET organisation = :to WHERE organisation = :from")
                .param("from", from)
                .param("to", to)
                .update();
    }
}
