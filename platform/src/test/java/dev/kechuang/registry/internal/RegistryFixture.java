package dev.kechuang.registry.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.identity.ExpertInvitations;
import dev.kechuang.message.Messages;
import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Industry;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.registry.Organisation;
import dev.kechuang.shared.CreditCode;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A small city with its registry; what the modules below are told is kept for the tests to look at. */
public final class RegistryFixture implements AutoCloseable {

    public static final String CITY = "320500";
    public static final String KUNSHAN = "320583";
    public static final String TAICANG = "320585";
    public static final String ZONE = "320591";
    public static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    public final TestDatabase database = TestDatabase.create();
    public final JdbcClient jdbc = database.jdbc();
    public final Clock clock = Clock.fixed(Instant.parse("2026-11-21T02:00:00Z"), ZoneId.of("Asia/Shanghai"));
    public final List<NewRecord> recorded = new CopyOnWriteArrayList<>();
    public final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
    public final List<String> told = new CopyOnWriteArrayList<>();
    public final FakeAccounts accounts = new FakeAccounts();
    public final TransactionTemplate transactions =
            new TransactionTemplate(new JdbcTransactionManager(database.application()));

    public final OrganisationStore store = new OrganisationStore(jdbc);
    public final ChangeStore changes = new ChangeStore(jdbc);
    public final PersonStore people = new PersonStore(jdbc);
    public final OrganisationSearch search = new OrganisationSearch(jdbc);
    public final OrganisationRules rules = new OrganisationRules(new FakeRegions(), new FakeCodes(), clock);
    /** What goes with organisations; a test adds its own. */
    public final List<OrganisationFollower> followers = new CopyOnWriteArrayList<>();

    public final OrganisationService organisations = new OrganisationService(
            store,
            changes,
            rules,
            new OrganisationRecords(new FakeRecords()),
            new FakeAudit(),
            accounts,
            new FakeMessages(),
            List.of(new Forward()),
            transactions,
            clock);
    public final OrganisationBatch batch = new OrganisationBatch(
            new OrganisationBatchStore(jdbc),
            organisations,
            new FakeRecords(),
            new FakeAudit(),
            List.of(new Forward()),
            clock);
    public final RegistrationService registration = new RegistrationService(
            store, changes, rules, organisations, people, accounts, new FakeAudit(), transactions, clock);

    public final Viewer bureau = officer(Role.BUREAU_OFFICER, CITY, KUNSHAN, TAICANG, ZONE);
    public final Viewer kunshan = officer(Role.COUNTY_OFFICER, KUNSHAN);
    public final Viewer taicang = officer(Role.COUNTY_OFFICER, TAICANG);
    public final Viewer zone = officer(Role.COUNTY_OFFICER, ZONE);

    private static Viewer officer(Role role, String... regions) {
        return new Viewer(
                UUID.randomUUID(), "officer", Set.of(role), null, UUID.randomUUID(), "bureau", List.of(regions));
    }

    public static Viewer applicant(UUID organisation) {
        return new Viewer(UUID.randomUUID(), "applicant", Set.of(Role.APPLICANT), organisation, null, "", List.of());
    }

    public static ResourceBundleMessageSource messages() {
        var source = new ResourceBundleMessageSource();
        source.setBasenames("i18n/registry", "i18n/registry-expert", "i18n/shared");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        source.setAlwaysUseMessageFormat(true);
        return source;
    }

    /** A valid credit code, different for each number. */
    public static String code(int number) {
        String first = "91320500" + String.format("%09d", number);
        return first + CreditCode.checkCharacter(first);
    }

    /** A complete form; {@code more} replaces or adds fields, by pairs. */
    public static Map<String, String> form(int number, String name, String... more) {
        var form = new LinkedHashMap<>(Map.of(
                "creditCode", code(number), "name", name, "kind", "enterprise", "region", KUNSHAN, "industry", "C39"));
        for (int i = 0; i < more.length; i += 2) form.put(more[i], more[i + 1]);
        return form;
    }

    public static Accounts.NewApplicant person(String login) {
        return new Accounts.NewApplicant(
                login, "王小明", "13900000000", login + "@example.cn", "Correct-horse-9".toCharArray());
    }

    /** Enters a confirmed organisation as the bureau. */
    public Organisation confirmed(int number, String name, String... more) {
        return done(organisations.create(bureau, form(number, name, more)));
    }

    public Optional<Organisation> live(String creditCode) {
        return store.live(creditCode);
    }

    public static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, errors -> {
            throw new AssertionError("refused: " + errors);
        });
    }

    public static List<FieldError> refused(Outcome<?> outcome) {
        return outcome.fold(
                value -> {
                    throw new AssertionError("done: " + value);
                },
                errors -> errors);
    }

    @Override
    public void close() {
        database.close();
    }

    private static void inTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive())
            throw new IllegalStateException("no transaction");
    }

    public final class FakeRecords implements Records {
        @Override
        public UUID append(NewRecord record) {
            inTransaction();
            recorded.add(record);
            return UUID.randomUUID();
        }

        @Override
        public int appendAll(Collection<NewRecord> records) {
            records.forEach(this::append);
            return records.size();
        }

        @Override
        public UUID reverse(UUID record, LocalDate businessDate, String reason) {
            throw new UnsupportedOperationException();
        }
    }

    /** Hands on to the followers a test has added. */
    public final class Forward implements OrganisationFollower {
        @Override
        public void moved(Viewer actor, Organisation before, OrganisationData after, LocalDate day) {
            followers.forEach(follower -> follower.moved(actor, before, after, day));
        }

        @Override
        public void closed(Viewer actor, Organisation organisation, LocalDate day, String reason) {
            followers.forEach(follower -> follower.closed(actor, organisation, day, reason));
        }

        @Override
        public void merged(Viewer actor, Organisation leaving, Organisation remaining, LocalDate day) {
            followers.forEach(follower -> follower.merged(actor, leaving, remaining, day));
        }
    }

    public final class FakeAudit implements AuditLog {
        @Override
        public void append(Viewer actor, AuditEvent event) {
            inTransaction();
            audited.add(event);
        }

        @Override
        public void appendSystem(String actor, AuditEvent event) {
            append(Viewer.PUBLIC, event);
        }
    }

    public final class FakeMessages implements Messages {
        @Override
        public void send(Collection<UUID> accounts, String key, String subject, String text, String link) {
            inTransaction();
            told.add(subject);
        }
    }

    /** Accounts in memory; logins are unique. */
    public static final class FakeAccounts implements Accounts, ExpertInvitations {
        private final Map<String, UUID> logins = new ConcurrentHashMap<>();
        private final Map<UUID, List<Person>> people = new ConcurrentHashMap<>();
        final List<UUID> officers = new ArrayList<>(List.of(UUID.randomUUID()));

        @Override
        public Outcome<UUID> registerApplicant(NewApplicant applicant, UUID organisation) {
            UUID id = UUID.randomUUID();
            if (logins.putIfAbsent(applicant.login(), id) != null) {
                return Outcome.refused(FieldError.of("login", "identity.error.loginTaken"));
            }
            people.computeIfAbsent(organisation, key -> new CopyOnWriteArrayList<>())
                    .add(new Person(
                            id,
                            applicant.name(),
                            applicant.login(),
                            applicant.email(),
                            applicant.phone(),
                            List.of(Role.APPLICANT)));
            return Outcome.done(id);
        }

        @Override
        public Outcome<Invited> inviteExpert(Viewer officer, NewExpert expert) {
            inTransaction();
            UUID id = UUID.randomUUID();
            if (logins.putIfAbsent(expert.login(), id) != null) {
                return Outcome.refused(FieldError.of("login", "identity.person.loginTaken"));
            }
            return Outcome.done(new Invited(id, "/link/secret", Instant.parse("2026-11-24T02:00:00Z")));
        }

        @Override
        public Optional<Person> find(UUID account) {
            return people.values().stream()
                    .flatMap(List::stream)
                    .filter(person -> person.account().equals(account))
                    .findFirst();
        }

        @Override
        public List<Person> ofOrganisation(UUID organisation) {
            return people.getOrDefault(organisation, List.of());
        }

        @Override
        public List<Person> officers(Role role, String region) {
            return officers.stream()
                    .map(id -> new Person(id, "officer", "officer", "", "", List.of(role)))
                    .toList();
        }

        @Override
        public void moveOrganisation(Viewer actor, UUID from, UUID to) {
            inTransaction();
            var moved = people.remove(from);
            if (moved != null)
                people.computeIfAbsent(to, key -> new CopyOnWriteArrayList<>()).addAll(moved);
        }
    }

    public static final class FakeRegions implements Regions {
        private final Map<String, Region> all = new HashMap<>();

        public FakeRegions() {
            add(CITY, "苏州市", Region.Kind.CITY, "320000");
            add(KUNSHAN, "昆山市", Region.Kind.COUNTY, CITY);
            add(TAICANG, "太仓市", Region.Kind.COUNTY, CITY);
            add(ZONE, "昆山高新区", Region.Kind.ZONE, CITY);
        }

        private void add(String code, String name, Region.Kind kind, String parent) {
            all.put(
                    code,
                    new Region(
                            code,
                            name,
                            name,
                            kind,
                            parent,
                            LocalDate.of(2000, 1, 1),
                            null,
                            List.of(),
                            kind == Region.Kind.ZONE ? List.of(KUNSHAN) : List.of()));
        }

        @Override
        public Region city() {
            return java.util.Objects.requireNonNull(all.get(CITY));
        }

        @Override
        public List<Region> all() {
            return List.copyOf(all.values());
        }

        @Override
        public Optional<Region> find(String code) {
            return Optional.ofNullable(all.get(code));
        }

        @Override
        public List<Region> children(String code, LocalDate day) {
            return all.values().stream()
                    .filter(region -> code.equals(region.parent()))
                    .sorted(java.util.Comparator.comparing(Region::code))
                    .toList();
        }

        @Override
        public List<String> subtree(String code) {
            return code.equals(CITY) ? List.copyOf(all.keySet()) : List.of(code);
        }
    }

    public static final class FakeCodes implements CodeLists {
        @Override
        public List<Industry> industries() {
            return List.of(
                    new Industry("C", "C", "制造业", "Manufacturing"),
                    new Industry("C39", "C", "计算机、通信和其他电子设备制造业", "Electronics"),
                    new Industry("I", "I", "信息传输、软件和信息技术服务业", "Software"),
                    new Industry("I65", "I", "软件和信息技术服务业", "Software services"));
        }

        @Override
        public Optional<Industry> industry(String code) {
            return industries().stream()
                    .filter(industry -> industry.code().equals(code))
                    .findFirst();
        }

        @Override
        public List<Entry> technicalFieldsBelow(String code) {
            return List.of();
        }

        @Override
        public List<Entry> list(String code) {
            return List.of();
        }

        @Override
        public Optional<Entry> scale(String industry, long staff, Money revenue, Money assets) {
            return Optional.empty();
        }

        @Override
        public List<RoleText> roles() {
            return List.of();
        }

        @Override
        public List<Unit> units() {
            return List.of();
        }

        @Override
        public List<Entry> technicalFields() {
            return List.of(new Entry("electronics", "电子信息", "Electronics"), new Entry("bio", "生物与新医药", "Biology"));
        }

        @Override
        public Optional<Entry> technicalField(String code) {
            return technicalFields().stream()
                    .filter(entry -> entry.code().equals(code))
                    .findFirst();
        }
    }
}
