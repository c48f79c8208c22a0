package dev.kechuang.programme.benchmark;

import dev.kechuang.launch.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A running city with people who can log in, and the programme of the load test with its calls. */
final class Stage {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    final URI address;
    final JdbcClient owner;
    final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    /** All come from one address here: more at once than this look like somebody who guesses passwords. */
    private final Semaphore doors = new Semaphore(2);

    private final Path root;

    /** @param organisation that the person acts for */
    record Firm(UUID organisation, String login, String colleague) {}

    Stage(Path root, Path home, URI address) throws IOException {
        this.root = root;
        this.address = address;
        var source = (PGSimpleDataSource) EmbeddedPostgres.runningAdministration(home);
        source.setUrl(EmbeddedPostgres.runningUrl(home, "kechuang"));
        this.owner = JdbcClient.create(source);
    }

    Visitor visitor() {
        return new Visitor(client, address);
    }

    Visitor visitor(Times times, String login) {
        var visitor = visitor();
        doors.acquireUninterruptibly();
        try {
            visitor.login(times, login);
        } finally {
            doors.release();
        }
        return visitor;
    }

    /** Accounts for so many firms that no credit entry bars, two each, with the demonstration's password. */
    List<Firm> firms(int wanted) {
        owner.sql("""
                WITH f AS (SELECT id FROM registry.published_organisation o
                           WHERE status = 'confirmed' AND kind = 'enterprise'
                             AND NOT EXISTS (SELECT FROM programme.credit_entry c WHERE c.organisation = o.id)
                             AND NOT EXISTS (SELECT FROM identity.account a WHERE a.organisation = o.id)
                           ORDER BY id LIMIT :wanted),
                     n AS (SELECT id, row_number() OVER (ORDER BY id)
                               + (SELECT count(*) FROM identity.account WHERE login LIKE 'load.%a') AS n FROM f),
                     a AS (INSERT INTO identity.account
                              (login, name, organisation, password_hash, password_set_at, created_at)
                           SELECT 'load.' || n.n || p.letter, '负载' || n.n || p.letter, n.id, d.password_hash, now(), now()
                           FROM n CROSS JOIN (VALUES ('a'), ('b')) AS p (letter)
                           CROSS JOIN (SELECT password_hash FROM identity.account WHERE login = 'applicant') d
                           RETURNING id)
                INSERT INTO identity.account_role (account, role, origin, granted_at)
                SELECT id, 'APPLICANT', 'DEMO', now() FROM a""").param("wanted", wanted).update();
        var firms = owner.sql("""
                        SELECT a.organisation, a.login, b.login FROM identity.account a
                        JOIN identity.account b ON b.organisation = a.organisation AND b.login = left(a.login, -1) || 'b'
                        WHERE a.login ~ '^load[.][0-9]+a$'
                          AND NOT EXISTS (SELECT FROM programme.credit_entry c WHERE c.organisation = a.organisation)
                        ORDER BY a.id LIMIT :wanted""")
                .param("wanted", wanted)
                .query((rows, number) -> new Firm(rows.getObject(1, UUID.class), rows.getString(2), rows.getString(3)))
                .list();
        if (firms.size() < wanted) {
            throw new IllegalStateException("the city has " + firms.size() + " firms and " + wanted + " are needed");
        }
        return firms;
    }

    /** Login names of those who have a role. */
    List<String> logins(String role, int wanted) {
        return owner.sql("""
                        SELECT a.login FROM identity.account a JOIN identity.account_role r ON r.account = a.id
                        WHERE r.role = :role AND a.status = 'ACTIVE' ORDER BY a.id LIMIT :wanted""")
                .param("role", role)
                .param("wanted", wanted)
                .query((rows, number) -> rows.getString(1))
                .list();
    }

    /** Drafted by one officer, released by another; once in a city. */
    void programme(Times times) throws IOException {
        if (count("SELECT count(*) FROM programme.version WHERE programme = 'load-test' AND state = 'released'") > 0)
            return;
        String text = Files.readString(root.resolve("benchmarks/programme/programme.yaml"));
        var officers = logins("BUREAU_OFFICER", 2);
        Visitor first = visitor(times, officers.getFirst());
        ok(first.json(
                times,
                "officer: programme",
                "POST",
                "/api/programmes/definitions",
                JSON.writeValueAsString(Map.of("region", "320500", "text", text))));
        ok(visitor(times, officers.getLast())
                .json(
                        times,
                        "officer: programme",
                        "POST",
                        "/api/programmes/definitions/load-test/versions/1/release",
                        "{\"seen\":0}"));
    }

    /** Opened yesterday, open for weeks. */
    UUID call(Times times, String title) {
        UUID version = owner.sql(
                        "SELECT id FROM programme.version WHERE programme = 'load-test' AND state = 'released'")
                .query(UUID.class)
                .single();
        Visitor officer = visitor(times, logins("BUREAU_OFFICER", 1).getFirst());
        LocalDate opens = LocalDate.now(ZONE).minusDays(1);
        var fields = new LinkedHashMap<String, String>();
        fields.put("version", version.toString());
        fields.put("title", title);
        fields.put("year", String.valueOf(opens.getYear()));
        fields.put("opensOn", opens.toString());
        fields.put("workingDays", "15");
        fields.put("grace", "1");
        fields.put("budget", "10000");
        fields.put("guide", "负载测试。");
        fields.put("contact", "科技局 0512-68600000");
        Visitor.Page made = ok(
                officer.json(times, "officer: call", "POST", "/api/programme/calls", JSON.writeValueAsString(fields)));
        UUID call = UUID.fromString(made.find(ID));
        int revision = owner.sql("SELECT revision FROM programme.call WHERE id = :id")
                .param("id", call)
                .query(Integer.class)
                .single();
        ok(officer.json(
                times,
                "officer: call",
                "POST",
                "/api/programme/calls/" + call + "/publish",
                "{\"revision\":" + revision + "}"));
        return call;
    }

    static Visitor.Page ok(Visitor.Page page) {
        if (page.status() / 100 == 2 || page.status() / 100 == 3) return page;
        throw new IllegalStateException(page.status() + ": " + page.body());
    }

    /** A number that the database knows. */
    long count(String sql, Object... parameters) {
        return owner.sql(sql).params(List.of(parameters)).query(Long.class).single();
    }

    List<String> words(String sql, Object... parameters) {
        return new ArrayList<>(owner.sql(sql)
                .params(List.of(parameters))
                .query((rows, number) -> rows.getString(1))
                .list());
    }
}
