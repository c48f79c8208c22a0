package dev.kechuang.plan.internal.opinion;

import static dev.kechuang.shared.desk.Sql.day;
import static dev.kechuang.shared.desk.Sql.id;
import static dev.kechuang.shared.desk.Sql.text;
import static dev.kechuang.shared.desk.Sql.texts;

import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Coded;
import dev.kechuang.shared.desk.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Collection forms with their invitations and answers. */
@Component
public class CollectionStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FORM = """
            SELECT s.id, s.version, s.title, s.purpose, s.questions::text AS questions, s.open, s.regions, s.titles,
                   s.industries, s.state, s.closes_on, s.region, s.created_name,
                   (SELECT count(*) FROM plan.opinion_invitation i WHERE i.form = s.id) AS invited,
                   (SELECT count(DISTINCT organisation) FROM plan.opinion_response r WHERE r.form = s.id) AS answered,
                   (SELECT count(*) FROM plan.opinion o WHERE o.form = s.id) AS opinions
            """;
    private static final String FIRMS = """
            FROM registry.published_organisation f
            WHERE f.status = 'confirmed' AND (f.region = ANY(:scope) OR f.zone = ANY(:scope))
              AND (cardinality(CAST(:regions AS text[])) = 0 OR f.region = ANY(:regions) OR f.zone = ANY(:regions))
              AND (cardinality(CAST(:industries AS text[])) = 0 OR EXISTS (
                  SELECT FROM unnest(CAST(:industries AS text[])) i WHERE f.industry LIKE i || '%'))
              AND (cardinality(CAST(:titles AS text[])) = 0 OR EXISTS (
                  SELECT FROM registry.published_title t
                  WHERE t.organisation = f.id AND t.state = 'valid' AND t.kind = ANY(:titles)))
            """;

    private final JdbcClient jdbc;

    public CollectionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static Sql scope(Viewer viewer) {
        var sql = new Sql();
        if (viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.COUNTY_OFFICER)) {
            sql.and("s.region = ANY(:scope)", "scope", viewer.regionArray());
        } else {
            sql.and("false");
        }
        return sql;
    }

    public KeyPage<OpinionForm> forms(Viewer viewer, String state, KeyPage.At at, int size) {
        return scope(viewer)
                .andIf(state, "s.state = :state", "state")
                .page(
                        jdbc,
                        FORM,
                        " FROM plan.opinion_form s ",
                        "s.id",
                        at,
                        size,
                        CollectionStore::form,
                        OpinionForm::id);
    }

    public Optional<OpinionForm> form(Viewer viewer, UUID id) {
        Sql where = scope(viewer).and("s.id = :id", "id", id);
        return jdbc.sql(FORM + " FROM plan.opinion_form s " + where.where())
                .params(where.parameters())
                .query(CollectionStore::form)
                .optional();
    }

    Optional<OpinionForm> lock(Viewer viewer, UUID id) {
        jdbc.sql("SELECT 1 FROM plan.opinion_form WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(Integer.class)
                .optional();
        return form(viewer, id);
    }

    /** Forms that a firm may answer: it was invited, or they are open; the one that closes first stands first. */
    public List<OpinionForm> forFirm(UUID organisation) {
        return jdbc.sql(FORM + """
                         FROM plan.opinion_form s
                        WHERE s.state = 'collecting' AND (s.open OR EXISTS (
                            SELECT FROM plan.opinion_invitation i WHERE i.form = s.id AND i.organisation = :organisation))
                        ORDER BY s.closes_on, s.id LIMIT 50""")
                .param("organisation", organisation)
                .query(CollectionStore::form)
                .list();
    }

    public Optional<OpinionForm> forFirm(UUID organisation, UUID id) {
        return forFirm(organisation).stream()
                .filter(form -> form.id().equals(id))
                .findFirst();
    }

    public boolean answered(UUID form, UUID organisation) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM plan.opinion_response
                        WHERE form = :form AND organisation = :organisation)""")
                .param("form", form)
                .param("organisation", organisation)
                .query(Boolean.class)
                .single();
    }

    record FormData(
            String title,
            String purpose,
            List<Question> questions,
            boolean open,
            List<String> regions,
            List<String> titles,
            List<String> industries,
            LocalDate closesOn) {}

    UUID insert(FormData d, String region, @Nullable UUID unit, Viewer by, Instant at) {
        return jdbc.sql("""
                        INSERT INTO plan.opinion_form (title, purpose, questions, open, regions, titles, industries,
                            closes_on, region, unit, created_by, created_name, created_at)
                        VALUES (:title, :purpose, :questions::jsonb, :open, :regions, :titles, :industries, :closes,
                            :region, :unit, :account, :name, :at) RETURNING id""")
                .params(values(d))
                .param("region", region)
                .param("unit", unit, Types.OTHER)
                .param("account", by.requireAccount())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .query((rows, number) -> id(rows, "id"))
                .single();
    }

    void update(UUID id, FormData d) {
        jdbc.sql("""
                        UPDATE plan.opinion_form SET version = version + 1, title = :title, purpose = :purpose,
                            questions = :questions::jsonb, open = :open, regions = :regions, titles = :titles,
                            industries = :industries, closes_on = :closes WHERE id = :id""").params(values(d)).param("id", id).update();
    }

    private static Map<String, Object> values(FormData d) {
        return Map.of(
                "title", d.title(),
                "purpose", d.purpose(),
                "questions", JSON.writeValueAsString(d.questions()),
                "open", d.open(),
                "regions", d.regions().toArray(String[]::new),
                "titles", d.titles().toArray(String[]::new),
                "industries", d.industries().toArray(String[]::new),
                "closes", d.closesOn());
    }

    void publish(UUID id, Instant at) {
        jdbc.sql("""
                        UPDATE plan.opinion_form SET version = version + 1, state = 'collecting', published_at = :at
                        WHERE id = :id""").param("id", id).param("at", Timestamp.from(at)).update();
    }

    void close(UUID id, Instant at) {
        jdbc.sql("""
                        UPDATE plan.opinion_form SET version = version + 1, state = 'closed', closed_at = :at
                        WHERE id = :id""").param("id", id).param("at", Timestamp.from(at)).update();
    }

    /** How many firms a form would go to. */
    public int firms(Viewer viewer, OpinionForm form) {
        return chosen("SELECT count(*) ", viewer, form).query(Integer.class).single();
    }

    /** @return how many */
    int invite(Viewer viewer, OpinionForm form, Instant at) {
        return chosen("""
                        INSERT INTO plan.opinion_invitation (form, organisation, invited_at)
                        SELECT :form, f.id, :at
                        """, viewer, form)
                .param("form", form.id())
                .param("at", Timestamp.from(at))
                .update();
    }

    private JdbcClient.StatementSpec chosen(String head, Viewer viewer, OpinionForm form) {
        return jdbc.sql(head + FIRMS)
                .param("scope", viewer.regionArray())
                .param("regions", form.regions().toArray(String[]::new))
                .param("industries", form.industries().toArray(String[]::new))
                .param("titles", form.titles().toArray(String[]::new));
    }

    /** People of the invited firms; only those of firms that have not answered, where {@code silent}. */
    List<UUID> invitedPeople(UUID form, boolean silent) {
        return jdbc.sql("""
                        SELECT p.account FROM plan.opinion_invitation i
                        JOIN identity.published_person p ON p.organisation = i.organisation AND p.active
                        WHERE i.form = :form AND NOT (:silent AND EXISTS (SELECT FROM plan.opinion_response r
                            WHERE r.form = i.form AND r.organisation = i.organisation))""")
                .param("form", form)
                .param("silent", silent)
                .query((rows, number) -> id(rows, "account"))
                .list();
    }

    void reminded(UUID form, LocalDate day) {
        jdbc.sql("""
                        UPDATE plan.opinion_invitation i SET reminded_on = :day WHERE form = :form AND NOT EXISTS (
                            SELECT FROM plan.opinion_response r WHERE r.form = i.form AND r.organisation = i.organisation)""").param("form", form).param("day", day).update();
    }

    /** Collecting forms that close up to the day. */
    List<OpinionForm> closing(LocalDate until) {
        return jdbc.sql(FORM + " FROM plan.opinion_form s WHERE s.state = 'collecting' AND s.closes_on <= :until")
                .param("until", until)
                .query(CollectionStore::form)
                .list();
    }

    /** Empty when the key was used before. */
    Optional<UUID> respond(UUID form, UUID organisation, UUID key, Map<String, String> answers, Viewer by, Instant at) {
        return jdbc.sql("""
                        INSERT INTO plan.opinion_response (form, organisation, key, answers, account, person, submitted_at)
                        VALUES (:form, :organisation, :key, :answers::jsonb, :account, :person, :at)
                        ON CONFLICT (form, key) DO NOTHING RETURNING id""")
                .param("form", form)
                .param("organisation", organisation)
                .param("key", key)
                .param("answers", JSON.writeValueAsString(answers))
                .param("account", by.requireAccount())
                .param("person", by.name())
                .param("at", Timestamp.from(at))
                .query((rows, number) -> id(rows, "id"))
                .optional();
    }

    /** @param answers as typed, by code of the question */
    public record Response(
            UUID id, UUID organisation, String firm, String person, Instant at, Map<String, String> answers) {}

    /** The answers to a form that the viewer may see, newest first. */
    public List<Response> responses(Viewer viewer, UUID form, int most) {
        Sql where = scope(viewer).and("s.id = :form", "form", form);
        return jdbc.sql("""
                        SELECT r.id, r.organisation, f.name AS firm, r.person, r.submitted_at, r.answers::text AS answers
                        FROM plan.opinion_response r JOIN plan.opinion_form s ON s.id = r.form
                        JOIN registry.published_organisation f ON f.id = r.organisation
                        """ + where.where() + " ORDER BY r.id DESC LIMIT :most")
                .params(where.parameters())
                .param("most", most)
                .query((rows, number) -> new Response(
                        id(rows, "id"),
                        id(rows, "organisation"),
                        text(rows, "firm"),
                        text(rows, "person"),
                        Sql.time(rows, "submitted_at"),
                        JSON.readValue(text(rows, "answers"), new TypeReference<LinkedHashMap<String, String>>() {})))
                .list();
    }

    private static OpinionForm form(ResultSet rows, int number) throws SQLException {
        return new OpinionForm(
                id(rows, "id"),
                rows.getInt("version"),
                text(rows, "title"),
                text(rows, "purpose"),
                JSON.readValue(text(rows, "questions"), new TypeReference<List<Question>>() {}),
                rows.getBoolean("open"),
                texts(rows, "regions"),
                texts(rows, "titles"),
                texts(rows, "industries"),
                Coded.of(OpinionForm.State.class, text(rows, "state")),
                day(rows, "closes_on"),
                text(rows, "region"),
                text(rows, "created_name"),
                rows.getInt("invited"),
                rows.getInt("answered"),
                rows.getInt("opinions"));
    }
}
