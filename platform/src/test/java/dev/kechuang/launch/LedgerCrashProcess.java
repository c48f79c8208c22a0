package dev.kechuang.launch;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Allocations;
import dev.kechuang.fund.Budgets;
import dev.kechuang.fund.Commitment;
import dev.kechuang.fund.NewAllocation;
import dev.kechuang.fund.NewBudgetLine;
import dev.kechuang.fund.NewInstalment;
import dev.kechuang.fund.Source;
import dev.kechuang.fund.internal.BankReturnService;
import dev.kechuang.fund.internal.BatchService;
import dev.kechuang.fund.internal.PaymentOrder;
import dev.kechuang.fund.internal.PaymentService;
import dev.kechuang.fund.internal.PaymentStore;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The application with four people who pay without pause: each sets money aside, signs, makes an order, has it approved,
 * sends it and loads the bank's answer. Whoever does not know whether a step was done looks and goes on from there. A
 * payment is acknowledged on standard output after its answer is loaded. Whoever started it kills it.
 */
final class LedgerCrashProcess {

    static final String PREFIX = "crash/payment/";
    private static final int PAYERS = 4;
    private static final String CITY = "320500";
    private static final Viewer OFFICER = person(1, Role.BUREAU_OFFICER);
    private static final Viewer LEADER = person(2, Role.BUREAU_LEADER);
    private static final UUID PAYEE = new UUID(1, 1);

    private LedgerCrashProcess() {}

    private static Viewer person(long id, Role role) {
        return new Viewer(new UUID(2, id), "crash", Set.of(role), null, null, "", List.of(CITY));
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        var running = new Running();
        Database database = running.add(EmbeddedDatabase.start(home));
        Migrations.run(database.owner());
        var settings = Map.<String, Object>of(
                "server.port", -1, "db-scheduler.enabled", true, "spring.main.lazy-initialization", false);
        var context = running.add(Application.start(database, home, settings));
        JdbcClient.create(database.owner())
                .sql("""
                INSERT INTO fund.bank_account (organisation, holder, bank, bank_code, number, entered_at, entered_by,
                    entered_name)
                SELECT :payee, '受款单位', '中国银行', '104305003012', '6222000011112222', now(), :by, 'crash'
                WHERE NOT EXISTS (SELECT FROM fund.bank_account)""")
                .param("payee", PAYEE)
                .param("by", PAYEE)
                .update();
        JdbcClient.create(database.owner())
                .sql("""
                UPDATE fund.bank_account SET state = 'confirmed', decided_by = :by, decided_at = now()
                WHERE state = 'entered'""")
                .param("by", OFFICER.account())
                .update();
        UUID line = done(context.getBean(Budgets.class)
                        .open(
                                OFFICER,
                                "crash/line",
                                new NewBudgetLine(
                                        2026,
                                        "crash",
                                        "崩溃测试",
                                        Source.CITY,
                                        CITY,
                                        "",
                                        new Money(1_000_000_000_000L),
                                        "测试")))
                .id();
        System.out.println("ready");
        String life = UUID.randomUUID().toString().substring(0, 8);
        for (int payer = 0; payer < PAYERS; payer++) {
            String name = life + "-" + payer;
            Thread.ofPlatform().start(() -> pay(context, line, name));
        }
        Thread.currentThread().join();
    }

    private static void pay(ApplicationContext context, UUID line, String payer) {
        for (long number = 0; ; number++) {
            String name = payer + "-" + number;
            while (true) {
                try {
                    if (step(context, line, name)) break;
                } catch (RuntimeException e) {
                    pause();
                }
            }
            System.out.println("ack " + name);
        }
    }

    /** The next step of a payment, whatever became of the one before; true when the bank has paid it. */
    private static boolean step(ApplicationContext context, UUID line, String name) {
        var allocations = context.getBean(Allocations.class);
        var payments = context.getBean(PaymentService.class);
        var wanted = new NewAllocation(
                line,
                PREFIX + name,
                "付款 " + name,
                PAYEE,
                CITY,
                null,
                new Money(100 + Math.floorMod(name.hashCode(), 100)));
        Allocation allocation = done(allocations.reserve(OFFICER, PREFIX + name + "/reserve", wanted));
        if (allocation.contracted().fen() == 0) {
            var plan = List.of(new NewInstalment("一次性拨付", wanted.amount(), "", null));
            allocation = done(allocations.commit(
                    OFFICER,
                    PREFIX + name + "/commit",
                    allocation.id(),
                    new Commitment(plan, BigDecimal.ONE, Map.of())));
        }
        var orders = context.getBean(PaymentStore.class).of(allocation.id());
        if (orders.isEmpty()) {
            orders = done(payments.make(OFFICER, List.of(new PaymentService.Wanted(allocation.id(), 1))));
        }
        PaymentOrder order = orders.getFirst();
        switch (order.state()) {
            case MADE -> done(payments.approve(LEADER, List.of(order.id())));
            case APPROVED -> done(context.getBean(BatchService.class).send(OFFICER, List.of(order.id())));
            case SENT -> {
                String file = "拨款单号,金额（元）,结果,失败原因,交易日期,银行流水号\n" + order.number() + ","
                        + order.amount().inYuan() + ",成功,," + LocalDate.of(2026, 1, 5) + ",C\n";
                done(context.getBean(BankReturnService.class)
                        .load(OFFICER, name, file.getBytes(StandardCharsets.UTF_8)));
            }
            case SETTLED -> {
                return true;
            }
            case RETURNED, REFUSED, WITHDRAWN -> throw new IllegalStateException("nobody did that: " + order);
        }
        return false;
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, errors -> {
            throw new IllegalStateException("refused: " + errors);
        });
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
