package dev.kechuang.match.internal.grow;

import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.file.FileStore;
import dev.kechuang.record.internal.JdbcRecords;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.registry.internal.title.TitleFixture;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.testing.TestClock;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.support.ResourceBundleMessageSource;

/** A small city with firms, stored matches and the packs' ladders; time moves when a test says so. */
final class GrowFixture implements AutoCloseable {

    final TitleFixture titles = new TitleFixture();
    final RegistryFixture city = titles.city;
    final TestClock clock = new TestClock(RegistryFixture.TODAY);
    final FakeDecisions decisions = new FakeDecisions(TitleFixture.PACKS);
    final Ladders ladders = Ladders.of(TitleFixture.PACKS, decisions.decisions());
    final Ladder hnte = ladders.get("hnte");
    final Texts texts = new Texts(messages());
    final GrowDesk desk = new GrowDesk(
            city.jdbc, city.transactions, city.new FakeAudit(), city.new FakeMessages(), city.accounts, texts, clock);
    final StageStore stages = new StageStore(city.jdbc, new JdbcRecords(city.jdbc));
    final CandidateStore candidates =
            new CandidateStore(city.jdbc, new RegistryFixture.FakeCodes(), new RegistryFixture.FakeRegions());
    final EntryStore entries =
            new EntryStore(city.jdbc, new RegistryFixture.FakeCodes(), new RegistryFixture.FakeRegions(), ladders);
    final CultivationService service = new CultivationService(entries, candidates, stages, organisations(), desk);
    final PrereviewStore prereviewStore = new PrereviewStore(city.jdbc);
    final SheetMaker sheets = new SheetMaker(titles.titles, TitleFixture.PACKS.titleKinds(), texts);
    final PrereviewService prereviews =
            new PrereviewService(prereviewStore, entries, stages, ladders, decisions.decisions(), sheets, texts, desk);
    final CareStore care = new CareStore(city.jdbc);
    /** Knows no file: attachments are tested on the pages. */
    final FileStore files = (FileStore) Proxy.newProxyInstance(
            FileStore.class.getClassLoader(),
            new Class<?>[] {FileStore.class},
            (proxy, method, args) -> Optional.empty());

    final CareService careService = new CareService(care, entries, stages, new JdbcRecords(city.jdbc), files, desk);
    final FunnelFollower follower =
            new FunnelFollower(city.jdbc, ladders, stages, entries, new MergedEntries(city.jdbc), desk);
    final GrowConfiguration configuration = new GrowConfiguration();

    private static ResourceBundleMessageSource messages() {
        var source = RegistryFixture.messages();
        source.addBasenames("i18n/matchGrow", "i18n/shared-desk");
        return source;
    }

    private Organisations organisations() {
        return (Organisations) Proxy.newProxyInstance(
                Organisations.class.getClassLoader(), new Class<?>[] {Organisations.class}, (proxy, method, args) -> {
                    if (!method.getName().equals("live")) throw new UnsupportedOperationException(method.getName());
                    return city.live((String) args[0]);
                });
    }

    void on(LocalDate day) {
        clock.on(day);
    }

    /** A firm with a stored match with the policy of high-tech enterprises. */
    Organisation firm(int number, String state, int distance, int missing, String... more) {
        Organisation firm = city.confirmed(number, "昆山培育" + number + "科技有限公司", more);
        match(firm, hnte.policy(), state, distance, missing);
        return firm;
    }

    void match(Organisation firm, String policy, String state, int distance, int missing) {
        var owner = city.database.owner();
        owner.sql("INSERT INTO match.rule (policy, version) VALUES (:policy, :version) ON CONFLICT DO NOTHING")
                .param("policy", policy)
                .param("version", "0".repeat(64))
                .update();
        owner.sql("""
                        INSERT INTO match.found (organisation, day, slot, rule, state, distance, missing, region, zone)
                        SELECT :firm, :day, (SELECT slot FROM match.shown), code, :state, :distance, :missing, :region, :zone
                        FROM match.rule WHERE policy = :policy""")
                .param("firm", firm.id())
                .param("day", desk.today())
                .param("policy", policy)
                .param("state", List.of("ELIGIBLE", "NEAR", "OPEN").indexOf(state) + 1)
                .param("distance", distance)
                .param("missing", missing)
                .param("region", firm.region())
                .param("zone", firm.zone(), java.sql.Types.VARCHAR)
                .update();
    }

    UUID entered(Viewer officer, Organisation firm) {
        RegistryFixture.done(service.enter(
                officer,
                hnte,
                desk.today().getYear(),
                List.of(firm.id()),
                Optional.empty(),
                Map.of("why", "研发占比接近标准")));
        return entry(firm).id();
    }

    Entry entry(Organisation firm) {
        return entries.of(firm.id()).getFirst();
    }

    int version(UUID entry) {
        return entries.any(entry).orElseThrow().version();
    }

    /** Facts of a firm that meets every condition of high-tech enterprises, with so many science staff in a hundred. */
    static Facts.Builder good(int scienceStaff) {
        var facts = Facts.builder()
                .day("注册成立日期", LocalDate.of(2015, 3, 1))
                .text("高新技术领域", "电子信息")
                .events("重大事故与违法", List.of())
                .events(
                        "知识产权",
                        List.of(Map.of(
                                "种类",
                                new Val.Text("发明专利"),
                                "类别",
                                new Val.Text("Ⅰ类"),
                                "授权日期",
                                new Val.Day(LocalDate.of(2022, 5, 1)),
                                "取得方式",
                                new Val.Text("自主研发"),
                                "支持主要产品",
                                Val.of(true))))
                .number("职工总数", 2025, 100)
                .number("科技人员", 2025, scienceStaff)
                .yuan("总收入", 2025, 51_000_000)
                .yuan("高新技术产品收入", 2025, 50_000_000);
        for (int year = 2023; year <= 2025; year++)
            facts.yuan("营业收入", year, 40_000_000L + (year - 2023) * 5_000_000L)
                    .yuan("高企口径研发费用", year, 4_000_000)
                    .yuan("高企口径境内研发费用", year, 4_000_000)
                    .yuan("净资产", year, 10_000_000L + (year - 2023) * 3_000_000L)
                    .number("科技成果转化", year, 5);
        Map.of("技术先进程度", 8, "核心支持作用", 8, "知识产权数量", 8, "取得方式", 6, "标准制定加分", 2, "成果转化能力", 28, "研发管理制度", 6)
                .forEach((name, points) -> facts.set("专家分_" + name, Val.of(points)));
        Map.of("研发机构与设备", 5, "转化组织与激励", 4, "人员培养与绩效", 4, "净资产增长", 7, "销售收入增长", 4)
                .forEach((name, points) -> facts.set("专家分_" + name, Val.of(points)));
        return facts;
    }

    List<Invariant> invariants() {
        var jdbc = city.database.owner();
        return List.of(configuration.cultivationIsCounted(jdbc), configuration.cultivationStagesFollow(jdbc));
    }

    @Override
    public void close() {
        titles.close();
    }
}
