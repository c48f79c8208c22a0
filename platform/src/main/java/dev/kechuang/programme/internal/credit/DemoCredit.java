package dev.kechuang.programme.internal.credit;

import dev.kechuang.identity.Accounts;
import dev.kechuang.pack.Regions;
import dev.kechuang.programme.internal.credit.Credit.NewByHand;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Credit entries of the demonstration city: confirmed by a second officer, a few still waiting. */
@Component
class DemoCredit implements DemoFiller {

    private static final Map<String, String> TEXTS = Map.of(
            "report-late", "中期报告逾期两个月提交，已发催办通知",
            "acceptance-failed", "验收专家组认定主要技术指标未达到任务书要求",
            "good-performance", "绩效评价得分列同批项目前十分之一",
            "misuse", "专项审计发现财政资金列支与项目无关的费用，已责令整改");

    private final Credit credit;
    private final Accounts accounts;
    private final JdbcClient jdbc;
    private final Regions regions;

    DemoCredit(Credit credit, Accounts accounts, JdbcClient jdbc, Regions regions) {
        this.credit = credit;
        this.accounts = accounts;
        this.jdbc = jdbc;
        this.regions = regions;
    }

    @Override
    public int order() {
        return 580;
    }

    @Override
    public String label() {
        return "credit.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        var officers = accounts.officers(Role.BUREAU_OFFICER, city.region());
        if (officers.size() < 2) return;
        Viewer one = viewer(officers.getFirst(), city);
        Viewer other = viewer(officers.get(1), city);
        var firms = jdbc.sql("""
                        SELECT credit_code FROM registry.published_organisation
                        WHERE status = 'confirmed' AND kind = 'enterprise' ORDER BY id LIMIT 24""").query((rows, number) -> rows.getString(1)).list();
        var events = List.of("report-late", "good-performance", "good-performance", "acceptance-failed", "misuse");
        long done = 0;
        for (int i = 0; i < firms.size(); i++) {
            String event = events.get(city.random().nextInt(events.size()));
            var entered = credit.enter(
                    one,
                    new NewByHand(
                            firms.get(i),
                            event,
                            LocalDate.of(
                                    2026,
                                    1 + city.random().nextInt(9),
                                    1 + city.random().nextInt(28)),
                            null,
                            TEXTS.getOrDefault(event, event)));
            if (entered instanceof Outcome.Done<CreditEntry>(var entry)) {
                if (i % 6 != 5) credit.confirm(other, entry.id());
                progress.accept(++done);
            }
        }
    }

    private Viewer viewer(Accounts.Person person, City city) {
        return new Viewer(
                person.account(),
                person.name(),
                Set.of(Role.BUREAU_OFFICER),
                null,
                null,
                "",
                regions.subtree(city.region()));
    }
}
