package dev.kechuang.match.internal.push;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Engine;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Problem;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.message.internal.JdbcMessages;
import dev.kechuang.message.internal.MailSettings;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.testing.TestClock;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;

/** A city with firms, people who act for them, two policies, and a log of differences that a test writes as their owner. */
final class PushCity implements AutoCloseable {

    static final String SMALL = "cn-small";
    static final String LARGE = "cn-large";
    static final LocalDate TODAY = RegistryFixture.TODAY;

    final RegistryFixture registry = new RegistryFixture();
    final TestClock clock = new TestClock(Instant.parse("2026-11-21T02:00:00Z"));
    final Map<UUID, Long> staff = new ConcurrentHashMap<>();
    final NoticeStore notices = new NoticeStore(registry.jdbc);
    final WishStore wishes = new WishStore(registry.jdbc);
    final ReachStore reach = new ReachStore(registry.jdbc);
    final Messages inboxes = new JdbcMessages(
            registry.jdbc,
            new MailSettings(new DefaultListableBeanFactory().getBeanProvider(JavaMailSender.class), "", ""));
    final Decisions decisions = decisions();

    private final FactDictionary dictionary;
    private final List<PolicyVersion> versions = new ArrayList<>();
    private int number = 5_000;

    PushCity() {
        var problems = new ArrayList<Problem>();
        dictionary = new FactDictionary(Documents.facts("facts.yaml", """
                facts:
                  - { name: 职工总数, code: staff, en: Staff, group: 人员, type: integer, unit: 人, period: year, changeable: true, min: 0 }
                """, problems));
        add(policy(SMALL, "小企业补助", "职工总数 <= 100人"), '1', problems);
        add(policy(LARGE, "扩大用工补助", "职工总数 >= 50人"), '2', problems);
        if (!problems.isEmpty()) throw new IllegalStateException(problems.toString());
    }

    private void add(String text, char digit, List<Problem> problems) {
        Policy policy = Objects.requireNonNull(Documents.policy("policy.yaml", text, dictionary, problems));
        versions.add(new PolicyVersion(String.valueOf(digit).repeat(64), "", policy));
    }

    private static String policy(String id, String name, String when) {
        return """
                id: %s
                name: %s
                en: %s
                issuer: 市科技局
                region: cn
                grants: 补助
                valid: { from: 2020-01-01 }
                sources:
                  - { number: 示例, title: 补助办法, status: example }
                conditions:
                  - { id: staff, name: 人数, en: Staff, when: '%s', clause: 第一条 }
                benefits:
                  - { name: 补助, en: Aid, clause: 第二条, amount: '职工总数 / 1人 * 1万元' }
                """.formatted(id, name, id, when);
    }

    /** A face of which only what pushing asks for is there. */
    private Decisions decisions() {
        return (Decisions) Proxy.newProxyInstance(
                PushCity.class.getClassLoader(),
                new Class<?>[] {Decisions.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "all" -> List.copyOf(versions);
                    case "dictionary" -> dictionary;
                    case "find" -> find((String) arguments[0]);
                    case "decideAll" -> decideAll((UUID) arguments[0], (LocalDate) arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Optional<PolicyVersion> find(String policy) {
        return versions.stream().filter(version -> version.id().equals(policy)).findFirst();
    }

    private List<Decided> decideAll(UUID firm, LocalDate day) {
        Long people = staff.get(firm);
        var facts = Facts.builder();
        if (people != null) facts.number("职工总数", day.getYear() - 1, people);
        Facts known = facts.build();
        return versions.stream()
                .map(version -> {
                    Decision decision = Engine.decide(version.policy(), known, day);
                    return new Decided(version, firm, day, known, Set.of(), List.of(), decision, null);
                })
                .toList();
    }

    Push push() {
        return push(inboxes);
    }

    Push push(Messages messages) {
        return new Push(notices, wishes, decisions, new People(), messages, registry.transactions, clock, 1, 10);
    }

    /** Reads the people of firms from the table that the tests write. */
    private final class People implements Accounts {
        @Override
        public List<Person> ofOrganisation(UUID organisation) {
            return registry.jdbc
                    .sql(
                            "SELECT account, name, login FROM identity.published_person WHERE organisation = :id AND active")
                    .param("id", organisation)
                    .query((rows, n) -> new Person(
                            rows.getObject(1, UUID.class), rows.getString(2), rows.getString(3), "", "", List.of()))
                    .list();
        }

        @Override
        public dev.kechuang.shared.Outcome<UUID> registerApplicant(NewApplicant applicant, UUID organisation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Person> find(UUID account) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Person> officers(dev.kechuang.shared.access.Role role, String region) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void moveOrganisation(dev.kechuang.shared.access.Viewer actor, UUID from, UUID to) {
            throw new UnsupportedOperationException();
        }
    }

    /** A firm in Kunshan with so many people who act for it. */
    Organisation firm(int people, long staffOf, String... more) {
        number++;
        Organisation firm = registry.confirmed(number, "昆山推送" + number + "有限公司", more);
        staff.put(firm.id(), staffOf);
        for (int i = 0; i < people; i++) {
            registry.database
                    .owner()
                    .sql("""
                            INSERT INTO identity.account (login, name, organisation, created_at)
                            VALUES (:login, '联系人', :firm, now())""")
                    .param("login", "push" + number + "." + i)
                    .param("firm", firm.id())
                    .update();
        }
        return firm;
    }

    private short rule(String policy) {
        String version = find(policy).orElseThrow().digest();
        registry.database
                .owner()
                .sql("INSERT INTO match.rule (policy, version) VALUES (:policy, :version) ON CONFLICT DO NOTHING")
                .param("policy", policy)
                .param("version", version)
                .update();
        return registry.database
                .owner()
                .sql("SELECT code FROM match.rule WHERE policy = :policy AND version = :version")
                .param("policy", policy)
                .param("version", version)
                .query(Short.class)
                .single();
    }

    /** The firm matches, or another than before: 1 eligible, 2 near, 3 open, 0 not any more. */
    void changed(Organisation firm, String policy, int before, int after) {
        var owner = registry.database.owner();
        short rule = rule(policy);
        owner.sql("DELETE FROM match.found WHERE organisation = :firm AND rule = :rule")
                .param("firm", firm.id())
                .param("rule", rule)
                .update();
        if (after > 0) {
            owner.sql("""
                    INSERT INTO match.found (organisation, day, slot, rule, state, distance, missing, region)
                    SELECT :firm, :day, s.slot, :rule, :state, CASE WHEN :state = 2 THEN 10 ELSE 0 END,
                           CASE WHEN :state = 3 THEN 1 ELSE 0 END, :region FROM match.shown s""")
                    .param("firm", firm.id())
                    .param("day", TODAY)
                    .param("rule", rule)
                    .param("state", after)
                    .param("region", firm.region())
                    .update();
        }
        owner.sql("DELETE FROM match.tally").update();
        owner.sql("""
                INSERT INTO match.tally (slot, rule, region, zone, state, count)
                SELECT slot, rule, region, coalesce(zone, ''), state, count(*) FROM match.found GROUP BY 1, 2, 3, 4, 5""").update();
        owner.sql("""
                INSERT INTO match.change (organisation, changed_at, rule, before, after, region)
                VALUES (:firm, now(), :rule, :before, :after, :region)""")
                .param("region", firm.region())
                .param("firm", firm.id())
                .param("rule", rule)
                .param("before", before)
                .param("after", after)
                .update();
    }

    /** Subjects in the inboxes of a firm's people, one line a message. */
    List<String> inboxes(Organisation firm) {
        return registry.database
                .owner()
                .sql("""
                        SELECT m.subject || '|' || m.text || '|' || m.link FROM message.message m
                        JOIN identity.account a ON a.id = m.account WHERE a.organisation = :firm ORDER BY m.id""")
                .param("firm", firm.id())
                .query((rows, n) -> rows.getString(1))
                .list();
    }

    List<String> violations() {
        return new PushJobs().pushIsToldOnce(registry.database.owner()).check().violations();
    }

    @Override
    public void close() {
        registry.close();
    }
}
