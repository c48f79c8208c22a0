package dev.kechuang.plan.internal.desk;

import dev.kechuang.pack.Packs;
import dev.kechuang.record.internal.JdbcRecords;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.testing.TestClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.springframework.context.support.ResourceBundleMessageSource;

/** A small city with units, officers and firms, for tests of what follows plans up. Time moves when a test says so. */
public final class PlanFixture implements AutoCloseable {

    public static final Packs PACKS = Packs.load(
            Path.of("../packs"),
            "320500",
            Clock.fixed(Instant.parse("2026-11-21T02:00:00Z"), ZoneId.of("Asia/Shanghai")));

    public final RegistryFixture city = new RegistryFixture();
    public final UUID high = unit("sz-high-tech", "高新处", "DIVISION", RegistryFixture.CITY);
    public final UUID rural = unit("sz-rural", "农社处", "DIVISION", RegistryFixture.CITY);
    public final UUID kunshanBureau = unit("sz-kunshan", "昆山市科学技术局", "REGION_BUREAU", RegistryFixture.KUNSHAN);
    public final UUID taicangBureau = unit("sz-taicang", "太仓市科学技术局", "REGION_BUREAU", RegistryFixture.TAICANG);

    public final Viewer officer = officer("高新处小王", Role.BUREAU_OFFICER, high, city.bureau.regions());
    public final Viewer colleague = officer("高新处小李", Role.BUREAU_OFFICER, high, city.bureau.regions());
    public final Viewer otherUnit = officer("农社处小张", Role.BUREAU_OFFICER, rural, city.bureau.regions());
    public final Viewer leader = officer("局领导", Role.BUREAU_LEADER, high, city.bureau.regions());
    public final Viewer kunshan = officer("昆山小陈", Role.COUNTY_OFFICER, kunshanBureau, List.of(RegistryFixture.KUNSHAN));
    public final Viewer taicang = officer("太仓小赵", Role.COUNTY_OFFICER, taicangBureau, List.of(RegistryFixture.TAICANG));

    public final TestClock clock = new TestClock(RegistryFixture.TODAY);

    public final Texts texts = new Texts(messages());
    public final Units units = new Units(city.jdbc);
    public final History history = new History(city.jdbc);
    public final Desk desk = new Desk(
            city.jdbc,
            city.transactions,
            new JdbcRecords(city.jdbc),
            city.new FakeAudit(),
            city.new FakeMessages(),
            city.accounts,
            texts,
            clock);

    public void on(LocalDate day) {
        clock.on(day);
    }

    public static ResourceBundleMessageSource messages() {
        var source = RegistryFixture.messages();
        source.addBasenames(
                "i18n/shared-desk",
                "i18n/plan-desk",
                "i18n/plan-opinion",
                "i18n/plan-supervise",
                "i18n/plan-scheme",
                "i18n/plan-assess");
        return source;
    }

    private UUID unit(String code, String name, String kind, String region) {
        var owner = city.database.owner();
        UUID bureau = owner.sql("""
                        INSERT INTO identity.unit (code, name, kind, region, created_at)
                        VALUES ('sz-bureau', '苏州市科学技术局', 'BUREAU', '320500', now())
                        ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id""").query(UUID.class).single();
        return owner.sql("""
                        INSERT INTO identity.unit (code, name, kind, region, parent, created_at)
                        VALUES (:code, :name, :kind, :region, :parent, now()) RETURNING id""")
                .param("code", code)
                .param("name", name)
                .param("kind", kind)
                .param("region", region)
                .param("parent", bureau)
                .query(UUID.class)
                .single();
    }

    private Viewer officer(String name, Role role, UUID unit, List<String> regions) {
        UUID account = city.database
                .owner()
                .sql("""
                        INSERT INTO identity.account (login, name, unit, created_at)
                        VALUES (:login, :name, :unit, now()) RETURNING id""")
                .param("login", "u" + UUID.randomUUID().toString().substring(0, 8))
                .param("name", name)
                .param("unit", unit)
                .query(UUID.class)
                .single();
        return new Viewer(account, name, Set.of(role), null, unit, "", regions);
    }

    /** What several people get who do the same at once. */
    public static <T> List<T> atOnce(List<Callable<T>> commands) throws Exception {
        var got = new ArrayList<T>();
        try (var threads = Executors.newFixedThreadPool(commands.size())) {
            for (var future : threads.invokeAll(commands)) got.add(future.get());
        }
        return got;
    }

    @Override
    public void close() {
        city.close();
    }
}
