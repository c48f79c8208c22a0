package dev.kechuang.fund.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.audit.internal.JdbcAuditLog;
import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.BudgetLine;
import dev.kechuang.fund.Commitment;
import dev.kechuang.fund.NewAllocation;
import dev.kechuang.fund.NewBudgetLine;
import dev.kechuang.fund.NewInstalment;
import dev.kechuang.fund.Source;
import dev.kechuang.identity.Accounts;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.Regions;
import dev.kechuang.record.internal.JdbcRecords;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationKind;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.testing.TestDatabase;
import dev.kechuang.testing.Viewers;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger with everything below it, on a database of its own. */
final class FundFixture implements AutoCloseable {

    static final String CITY = "320500";
    static final String HOLDER = "太仓精密机械有限公司";
    static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T02:00:00Z"), ZoneId.of("Asia/Shanghai"));
    private static final Regions REGIONS =
            Packs.load(Path.of("../packs"), CITY, CLOCK).regions();

    final TestDatabase database = TestDatabase.create();
    final JdbcClient jdbc = database.jdbc();
    final Clock clock = CLOCK;
    final Regions regions = REGIONS;
    final JdbcTransactionManager manager = new JdbcTransactionManager(database.application());
    final TransactionTemplate transaction = new TransactionTemplate(manager);
    final Ledger ledger = new Ledger(jdbc);
    final LineStore lines = new LineStore(jdbc);
    final AllocationStore allocationStore = new AllocationStore(jdbc);
    final Commands commands = new Commands(manager);
    final FundRecords records = new FundRecords(new JdbcRecords(jdbc));
    final JdbcAuditLog audit = new JdbcAuditLog(jdbc);
    final BudgetService budgets = new BudgetService(lines, ledger, commands, records, audit, regions, clock);
    final AllocationSteps steps = new AllocationSteps(allocationStore, lines, ledger, commands, records, audit, clock);

    final List<String> told = new CopyOnWriteArrayList<>();
    final List<Object> events = new CopyOnWriteArrayList<>();
    final FundMessages messages = new FundMessages(
            (accounts, key, subject, text, link) -> told.add(key.split("/")[0] + " " + subject),
            new FakeAccounts(),
            new Texts(texts()));
    final AllocationService allocations = new AllocationService(steps, new AllocationEnding(steps, messages));
    final BankAccountStore accountStore = new BankAccountStore(jdbc);
    final BankAccountService accounts =
            new BankAccountService(accountStore, new FakeOrganisations(), commands, messages, audit, clock);
    final PaymentStore paymentStore = new PaymentStore(jdbc);
    final PaymentService payments = new PaymentService(paymentStore, allocationStore, ledger, commands, audit, clock);
    final BatchStore batchStore = new BatchStore(jdbc);
    final BatchService batches = new BatchService(batchStore, paymentStore, commands, audit, clock);
    final BankReturnService returns = new BankReturnService(
            new BankReturnStore(jdbc),
            paymentStore,
            payments,
            allocationStore,
            accountStore,
            lines,
            commands,
            records,
            messages,
            audit,
            events::add,
            clock);

    final Viewer officer = Viewers.bureauOfficer();
    final Viewer leader = Viewers.bureauLeader();
    private int count;

    /** A city line with so many yuan. */
    UUID line(long yuan) {
        return line(2026, yuan);
    }

    UUID line(int year, long yuan) {
        String name = "城市计划" + ++count;
        return done(budgets.open(
                        officer,
                        "open/" + name,
                        new NewBudgetLine(
                                year, "city-project", name, Source.CITY, CITY, "2060404", yuan(yuan), "苏财教〔2026〕1号")))
                .id();
    }

    NewAllocation wanted(UUID line, long yuan) {
        String id = UUID.randomUUID().toString();
        return new NewAllocation(
                line, "programme/application/" + id, "项目" + id, UUID.randomUUID(), Viewers.TAICANG, null, yuan(yuan));
    }

    Allocation reserve(UUID line, long yuan) {
        NewAllocation wanted = wanted(line, yuan);
        return done(allocations.reserve(officer, "reserve/" + wanted.reference(), wanted));
    }

    /** Reserved and committed, in instalments of so many yuan; the first is due. */
    Allocation committed(UUID line, long... yuan) {
        Allocation reserved = reserve(line, Arrays.stream(yuan).sum());
        return done(allocations.commit(officer, "commit/" + reserved.id(), reserved.id(), plan(yuan)));
    }

    static Commitment plan(long... yuan) {
        var instalments = new NewInstalment[yuan.length];
        for (int i = 0; i < yuan.length; i++) {
            instalments[i] = new NewInstalment("第" + (i + 1) + "期", yuan(yuan[i]), i == 0 ? "" : "中期检查通过", null);
        }
        return new Commitment(List.of(instalments), BigDecimal.ONE, Map.of());
    }

    /** The beneficiary has an account that an officer has confirmed. */
    BankAccount account(UUID organisation) {
        return account(
                organisation, "6222" + Math.abs(organisation.getMostSignificantBits() % 1_000_000_000L) + "0000");
    }

    BankAccount account(UUID organisation, String number) {
        var entered = done(accounts.enter(
                Viewers.applicant(organisation),
                Map.of("holder", HOLDER, "bank", "苏州银行工业园区支行", "bankCode", "313305000011", "number", number)));
        return done(accounts.confirm(officer, entered.id()));
    }

    PaymentOrder made(Allocation allocation, int instalment) {
        return done(payments.make(officer, List.of(new PaymentService.Wanted(allocation.id(), instalment))))
                .getFirst();
    }

    PaymentOrder approved(Allocation allocation, int instalment) {
        return done(payments.approve(
                        leader, List.of(made(allocation, instalment).id())))
                .getFirst();
    }

    /** Approved and in a file for the bank. */
    PaymentOrder sent(Allocation allocation, int instalment) {
        PaymentOrder order = approved(allocation, instalment);
        done(batches.send(officer, List.of(order.id())));
        return paymentStore.find(officer, order.id()).orElseThrow();
    }

    /** A file of the bank with these lines. */
    static byte[] file(String... lines) {
        return (String.join(",", BankFile.RESULTS) + "\r\n" + String.join("\r\n", lines) + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    static String paid(PaymentOrder order) {
        return order.number() + "," + order.amount().inYuan() + ",成功,,2026-11-20,S" + order.number();
    }

    static String sentBack(PaymentOrder order) {
        return order.number() + "," + order.amount().inYuan() + ",失败,账号与户名不符,2026-11-20,";
    }

    Allocation read(Allocation before) {
        return allocationStore.read(before.id());
    }

    BudgetLine read(UUID line) {
        return lines.find(line).orElseThrow();
    }

    static Money yuan(long yuan) {
        return new Money(yuan * 100);
    }

    static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, errors -> {
            throw new AssertionError("refused: " + errors);
        });
    }

    /** The key of the one reason for which a command was refused. */
    static String refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        List<FieldError> errors = ((Outcome.Refused<?>) outcome).errors();
        assertThat(errors).hasSize(1);
        return errors.getFirst().key();
    }

    List<Invariant> invariants() {
        return new FundInvariants().all(jdbc);
    }

    void everythingHolds() {
        for (Invariant invariant : invariants()) {
            assertThat(invariant.check().violations()).as(invariant.name()).isEmpty();
        }
    }

    private static ResourceBundleMessageSource texts() {
        var source = new ResourceBundleMessageSource();
        source.setBasenames("i18n/fund");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        source.setAlwaysUseMessageFormat(true);
        return source;
    }

    /** Every organisation has one person. */
    private static final class FakeAccounts implements Accounts {
        @Override
        public Outcome<UUID> registerApplicant(NewApplicant applicant, UUID organisation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Person> find(UUID account) {
            return Optional.empty();
        }

        @Override
        public List<Person> ofOrganisation(UUID organisation) {
            return List.of(new Person(organisation, "财务", "finance", "", "", List.of(Role.APPLICANT)));
        }

        @Override
        public List<Person> officers(Role role, String region) {
            return List.of();
        }

        @Override
        public void moveOrganisation(Viewer actor, UUID from, UUID to) {
            throw new UnsupportedOperationException();
        }
    }

    /** Every organisation is called the same, and is seen by its own people and officers of its county. */
    private static final class FakeOrganisations implements Organisations {
        @Override
        public Optional<Organisation> find(Viewer viewer, UUID id) {
            boolean sees = id.equals(viewer.organisation()) || viewer.regions().contains(Viewers.TAICANG);
            return sees ? Optional.of(organisation(id)) : Optional.empty();
        }

        @Override
        public Optional<Organisation> live(String creditCode) {
            return Optional.empty();
        }

        @Override
        public java.util.Map<UUID, dev.kechuang.registry.OrganisationIdentity> identities(
                java.util.Collection<UUID> ids) {
            return java.util.Map.of();
        }

        private static Organisation organisation(UUID id) {
            return new Organisation(
                    id,
                    1,
                    OrganisationStatus.CONFIRMED,
                    OrganisationKind.ENTERPRISE,
                    "",
                    HOLDER,
                    "",
                    Viewers.TAICANG,
                    null,
                    "",
                    "",
                    null,
                    null,
                    "",
                    "",
                    "",
                    "",
                    "",
                    TODAY,
                    null,
                    null,
                    Instant.EPOCH);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
