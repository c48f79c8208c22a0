package dev.kechuang.identity.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.DemoAccounts;
import dev.kechuang.identity.internal.UnitStore.Kind;
import dev.kechuang.identity.internal.UnitStore.Unit;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.access.Role;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** People of the demonstration city: the three administrators, two or three in every unit, experts and brokers. */
@Component
public class DemoPeople implements DemoFiller, DemoAccounts {

    /** As many as the pool has reviewers. */
    private static final int EXPERTS = 300;

    private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗沈陆顾钱蒋许潘钮浦闵";
    private static final String[] GIVEN = {
        "志强", "建国", "晓东", "文斌", "海峰", "国平", "立新", "永明", "卫东", "建华", "俊杰", "浩然", "子轩", "宇航", "伟", "磊", "敏", "静", "丽华",
        "秀英", "雪梅", "晓燕", "婷婷", "佳怡", "梦瑶", "思雨", "慧", "琳", "春兰", "红霞", "明", "鹏", "凯", "雅琴", "玉珍", "振宇"
    };

    private final AccountStore accounts;
    private final UnitStore unitStore;
    private final Units units;
    private final Passwords passwords;
    private final AuditLog audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final boolean demo;
    private @Nullable String hash;

    public DemoPeople(
            AccountStore accounts,
            UnitStore unitStore,
            Units units,
            Passwords passwords,
            AuditLog audit,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            @Value("${kc.demo:false}") boolean demo) {
        this.accounts = accounts;
        this.unitStore = unitStore;
        this.units = units;
        this.passwords = passwords;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.demo = demo;
    }

    @Override
    public int order() {
        return 110;
    }

    @Override
    public String label() {
        return "identity.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        transaction.executeWithoutResult(status -> {
            units.takeOverFromPacks();
            new Filling(city.random(), progress).run();
        });
    }

    /** One run, with the names it has given. */
    private final class Filling {
        private final RandomGenerator random;
        private final LongConsumer progress;
        private final Set<String> names = new HashSet<>();
        private final Set<String> logins = new HashSet<>();
        private long done;

        Filling(RandomGenerator random, LongConsumer progress) {
            this.random = random;
            this.progress = progress;
        }

        void run() {
            person("sysadmin", null, Role.SYSTEM_ADMIN);
            person("secadmin", null, Role.SECURITY_ADMIN);
            person("auditadmin", null, Role.AUDIT_ADMIN);
            List<Unit> all = unitStore.all();
            Optional<Unit> officer = all.stream()
                    .filter(unit -> unit.kind() == Kind.DIVISION)
                    .sorted(java.util.Comparator.comparing(unit -> !unit.code().endsWith("high-tech")))
                    .findFirst();
            Optional<Unit> county = all.stream()
                    .filter(unit -> unit.kind() == Kind.REGION_BUREAU)
                    .sorted(java.util.Comparator.comparing(unit -> !unit.code().endsWith("-taicang")))
                    .findFirst();
            // The first of each kind by a login name that is easily remembered, the others by their unit.
            all.stream()
                    .filter(unit -> unit.kind() == Kind.BUREAU)
                    .findFirst()
                    .ifPresent(unit -> person("leader", unit, Role.BUREAU_LEADER));
            officer.ifPresent(unit -> person("officer", unit, Role.BUREAU_OFFICER));
            county.ifPresent(unit -> person("county", unit, Role.COUNTY_OFFICER));
            for (Unit unit : all) {
                String login = login(unit);
                switch (unit.kind()) {
                    case BUREAU -> {
                        person(login + ".leader2", unit, Role.BUREAU_LEADER);
                        person(login + ".leader3", unit, Role.BUREAU_LEADER);
                    }
                    case DIVISION -> {
                        person(login + ".1", unit, Role.BUREAU_OFFICER);
                        person(login + ".2", unit, Role.BUREAU_OFFICER);
                    }
                    case REGION_BUREAU -> {
                        person(login + ".1", unit, Role.COUNTY_OFFICER);
                        person(login + ".2", unit, Role.COUNTY_OFFICER);
                    }
                }
            }
            person("expert", null, Role.EXPERT);
            person("broker", null, Role.BROKER);
            for (int i = 2; i <= EXPERTS; i++) person("expert." + i, null, Role.EXPERT);
            for (int i = 2; i <= 5; i++) person("broker." + i, null, Role.BROKER);
        }

        /** The unit's code without the city in front, where no unit before has the same. */
        private String login(Unit unit) {
            String code = unit.code().toLowerCase(java.util.Locale.ROOT);
            String brief = code.replaceFirst("^[a-z]+-", "");
            return logins.add(brief) ? brief : code;
        }

        private void person(String login, @Nullable Unit unit, Role role) {
            String phone = "1" + (3 + random.nextInt(6)) + "%09d".formatted(random.nextInt(1_000_000_000));
            insert(login, name(), phone, role, unit == null ? null : unit.id(), null);
            progress.accept(++done);
        }

        private String name() {
            while (true) {
                String name = SURNAMES.charAt(random.nextInt(SURNAMES.length())) + GIVEN[random.nextInt(GIVEN.length)];
                if (names.add(name)) return name;
            }
        }
    }

    @Override
    public UUID add(String login, String name, String phone, Role role, UUID organisation) {
        return insert(login, name, phone, role, null, organisation);
    }

    private UUID insert(
            String login, String name, String phone, Role role, @Nullable UUID unit, @Nullable UUID organisation) {
        if (!demo) throw new IllegalStateException("demonstration accounts exist in demonstration mode only");
        UUID id = accounts.insert(login, name, phone, "", unit, organisation, hash(), clock.instant(), null)
                .orElseThrow(() -> new IllegalStateException("login name taken: " + login));
        accounts.grant(id, role, "DEMO", null, clock.instant());
        audit.appendSystem("demo", AuditEvent.of("identity.accountCreated", "account", id, name));
        return id;
    }

    /** One hash for all: their password is printed on the first page anyway. */
    private synchronized String hash() {
        if (hash == null) hash = passwords.hash(PASSWORD.toCharArray());
        return hash;
    }

    @Override
    public List<Entry> entries() {
        var entries = new ArrayList<>(jdbc.sql("""
                        SELECT DISTINCT ON (r.role) r.role, a.login, a.name, coalesce(u.name, '') AS place
                        FROM identity.account_role r JOIN identity.account a ON a.id = r.account
                        LEFT JOIN identity.unit u ON u.id = a.unit
                        WHERE r.origin = 'DEMO' AND a.status = 'ACTIVE' ORDER BY r.role, a.id
                        """)
                .query((row, number) -> new Entry(
                        Role.valueOf(Rows.text(row, "role")),
                        Rows.text(row, "login"),
                        Rows.text(row, "name"),
                        Rows.text(row, "place")))
                .list());
        entries.sort(java.util.Comparator.comparing(Entry::role));
        return entries;
    }
}
