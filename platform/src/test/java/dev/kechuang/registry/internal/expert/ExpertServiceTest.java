package dev.kechuang.registry.internal.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.record.NewRecord;
import dev.kechuang.registry.Experts;
import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.Experts.Party;
import dev.kechuang.registry.Experts.TieKind;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;

/** People of the pool, what ties them to applicants, and where they serve. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpertServiceTest {

    private RegistryFixture city;
    private ExpertStore store;
    private TieStore ties;
    private AssignmentStore assignments;
    private ExpertService experts;
    private ExpertEntryService entries;
    private ExpertSearch search;
    private Experts face;
    private int phones = 10_000;

    @BeforeAll
    void start() {
        city = new RegistryFixture();
        store = new ExpertStore(city.jdbc);
        ties = new TieStore(city.jdbc);
        assignments = new AssignmentStore(city.jdbc);
        var codes = new RegistryFixture.FakeCodes();
        search = new ExpertSearch(city.jdbc, codes);
        var rules = new ExpertRules(new RegistryFixture.FakeRegions(), codes, ties, city.clock);
        var records = new ExpertRecords(city.new FakeRecords());
        experts = new ExpertService(
                store, rules, records, city.accounts, city.new FakeAudit(), city.transactions, city.clock);
        entries = new ExpertEntryService(experts, store, rules, ties, assignments, records, city.clock);
        face = new PublishedExperts(store, ties, codes, city.new FakeAudit());
    }

    @AfterAll
    void stop() {
        city.close();
    }

    private Map<String, String> form(String name, String... more) {
        var form = new LinkedHashMap<>(Map.of(
                "name",
                name,
                "serves",
                "reviewer",
                "unit",
                "江南理工大学",
                "region",
                RegistryFixture.CITY,
                "fields",
                "electronics",
                "phone",
                "139000" + phones++));
        for (int i = 0; i < more.length; i += 2) form.put(more[i], more[i + 1]);
        return form;
    }

    private Expert made(String name, String... more) {
        return RegistryFixture.done(experts.create(city.bureau, form(name, more)));
    }

    private static List<String> fields(Outcome<?> outcome) {
        return RegistryFixture.refused(outcome).stream().map(FieldError::field).toList();
    }

    @Test
    void theBureauTakesInACountyProposes() {
        Expert taken = made("严评审");
        assertThat(taken.status()).isEqualTo(Experts.Status.ACTIVE);
        assertThat(taken.joinedOn()).isEqualTo(RegistryFixture.TODAY);
        Expert proposed =
                RegistryFixture.done(experts.create(city.kunshan, form("候选人", "region", RegistryFixture.KUNSHAN)));
        assertThat(proposed.status()).isEqualTo(Experts.Status.CANDIDATE);
        assertThat(RegistryFixture.refused(experts.activate(city.kunshan, proposed.id(), 1)))
                .extracting(FieldError::key)
                .containsExactly("expert.error.bureau");
        Expert active = RegistryFixture.done(experts.activate(city.bureau, proposed.id(), proposed.version()));
        assertThat(active.status()).isEqualTo(Experts.Status.ACTIVE);
        assertThat(balance(active.id())).isEqualTo(1);
        Expert gone = RegistryFixture.done(experts.leave(city.bureau, active.id(), active.version(), "退休"));
        assertThat(gone.leftOn()).isEqualTo(RegistryFixture.TODAY);
        assertThat(balance(gone.id())).isZero();
        Expert back = RegistryFixture.done(experts.activate(city.bureau, gone.id(), gone.version()));
        assertThat(back.leftOn()).isNull();
        assertThat(store.history(back.id())).hasSize(4);
    }

    private int balance(UUID expert) {
        return city.recorded.stream()
                .filter(record -> record.subject().equals("registry/expert/" + expert))
                .mapToInt(NewRecord::count)
                .sum();
    }

    @Test
    void everythingWrongIsSaidAtItsField() {
        var wrong = experts.create(
                city.bureau,
                Map.of(
                        "name",
                        "张",
                        "serves",
                        "reviewer,judge",
                        "unit",
                        "",
                        "region",
                        "999999",
                        "birthYear",
                        "1860",
                        "fields",
                        "astrology",
                        "phone",
                        "call me",
                        "email",
                        "nowhere",
                        "loadLimit",
                        "many",
                        "title",
                        "king"));
        assertThat(fields(wrong))
                .containsExactlyInAnyOrder(
                        "name",
                        "serves",
                        "unit",
                        "region",
                        "title",
                        "birthYear",
                        "fields",
                        "fields",
                        "phone",
                        "email",
                        "loadLimit");
        assertThat(fields(experts.create(city.kunshan, form("外地人")))).containsExactly("region");
    }

    @Test
    void ofManyWhoEnterTheSamePersonOneDoes() throws Exception {
        var form = form("同一人");
        List<Callable<Outcome<Expert>>> all = IntStream.range(0, 8)
                .<Callable<Outcome<Expert>>>mapToObj(i -> () -> experts.create(city.bureau, form))
                .toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            int done = 0;
            for (var outcome : threads.invokeAll(all)) {
                if (outcome.get() instanceof Outcome.Done<Expert>) done++;
                else assertThat(fields(outcome.get())).containsExactly("phone");
            }
            assertThat(done).isEqualTo(1);
        }
    }

    @Test
    void whoStartedFromAnOlderVersionIsRefused() {
        Expert expert = made("旧版本");
        var texts = new LinkedHashMap<>(ExpertData.of(expert).texts());
        texts.put("position", "院长");
        RegistryFixture.done(experts.update(city.bureau, expert.id(), expert.version(), texts, ""));
        texts.put("position", "校长");
        assertThat(RegistryFixture.refused(experts.update(city.bureau, expert.id(), expert.version(), texts, "")))
                .extracting(FieldError::key)
                .containsExactly("expert.error.stale");
    }

    @Test
    void anExpertKeepsTheOwnEntryAndNoMore() {
        Expert expert = made("本人", "email", "self@example.cn");
        var invited = RegistryFixture.done(experts.invite(city.bureau, expert.id(), expert.version(), "self.expert"));
        assertThat(RegistryFixture.refused(experts.invite(city.bureau, expert.id(), expert.version() + 1, "again")))
                .extracting(FieldError::key)
                .containsExactly("expert.error.hasAccount");
        var self = new Viewer(invited.account(), "本人", Set.of(Role.EXPERT), null, null, "", List.of());
        Expert own = experts.own(self).orElseThrow();
        var typed = new LinkedHashMap<>(ExpertData.of(own).texts());
        typed.put("position", "研究员");
        typed.put("loadLimit", "0");
        typed.put("title", "senior");
        Expert after = RegistryFixture.done(experts.update(self, own.id(), own.version(), typed, ""));
        assertThat(after.position()).isEqualTo("研究员");
        assertThat(after.loadLimit()).isEqualTo(20);
        assertThat(after.title()).isEmpty();
        var stranger = new Viewer(UUID.randomUUID(), "别人", Set.of(Role.EXPERT), null, null, "", List.of());
        assertThat(experts.find(stranger, own.id())).isEmpty();
        assertThat(experts.find(city.taicang, own.id())).isEmpty();
    }

    @Test
    void bankNumbersStayWhereTheyAre() {
        Expert expert = made("收款人");
        assertThat(fields(entries.keepBank(city.bureau, expert.id(), 1, Map.of("bank", "工行", "number", "12ab"))))
                .containsExactly("number");
        Expert after = RegistryFixture.done(entries.keepBank(
                city.bureau, expert.id(), 1, Map.of("bank", "中国工商银行", "number", "6222 0211 0201 6789")));
        assertThat(store.bank(after.id()).orElseThrow().shown()).isEqualTo("中国工商银行 **** 6789");
        assertThat(store.history(after.id()).toString()).doesNotContain("0211");
        assertThat(city.audited.toString()).doesNotContain("0211");
    }

    @Test
    void tiesAreFoundByUnitNameFormerNameCooperationAndKinship() {
        var firm = city.confirmed(901, "昆山联创机器人有限公司");
        var other = city.confirmed(902, "昆山无关电子有限公司");
        Expert same = made("同单位", "unit", "昆山联创机器人有限公司");
        Expert outside = made("外单位", "unit", "之江大学");
        Expert recent = made("近期合作");
        Expert old = made("早年合作");
        Expert relative = made("亲属");
        declare(recent, "project", "昆山联创机器人有限公司", "", "2024-01-01", "2025-06-30");
        declare(old, "project", "昆山联创机器人有限公司", "", "2018-01-01", "2021-06-30");
        declare(relative, "kinship", "", "李负责", "2000-01-01", "");
        var parties = Map.of(
                "A",
                new Party(Set.of(firm.id()), Set.of(), Set.of("李负责")),
                "B",
                new Party(Set.of(other.id()), Set.of("之江 大学"), Set.of("外单位")));
        var ids = List.of(same.id(), outside.id(), recent.id(), old.id(), relative.id());
        var found = face.ties(ids, parties, RegistryFixture.TODAY, 3);
        assertThat(found)
                .extracting(tie -> tie.party() + " " + tie.expert() + " " + tie.kind())
                .containsExactlyInAnyOrder(
                        "A " + same.id() + " " + TieKind.SAME_UNIT,
                        "B " + outside.id() + " " + TieKind.SAME_UNIT,
                        "B " + outside.id() + " " + TieKind.ONESELF,
                        "A " + recent.id() + " " + TieKind.PROJECT,
                        "A " + relative.id() + " " + TieKind.KINSHIP);
        // A new name makes no stranger of a firm.
        var renamed = RegistryFixture.form(901, "昆山新联创智能装备有限公司");
        city.organisations.update(city.bureau, firm.id(), firm.version(), renamed, "更名");
        assertThat(face.ties(List.of(same.id()), parties, RegistryFixture.TODAY, 3))
                .hasSize(1);
        // Taken back, it no longer counts.
        Expert now = store.all(List.of(relative.id())).get(relative.id());
        var tie = ties.of(relative.id()).getFirst();
        RegistryFixture.done(entries.withdraw(
                city.bureau,
                relative.id(),
                java.util.Objects.requireNonNull(now).version(),
                tie.id(),
                "填错"));
        assertThat(face.ties(List.of(relative.id()), parties, RegistryFixture.TODAY, 3))
                .isEmpty();
    }

    private void declare(Expert expert, String kind, String unit, String person, String since, String until) {
        RegistryFixture.done(entries.declare(
                city.bureau,
                expert.id(),
                expert.version(),
                Map.of("kind", kind, "unit", unit, "person", person, "since", since, "until", until)));
    }

    @Test
    void whatATieLacksIsSaid() {
        Expert expert = made("缺项");
        assertThat(fields(
                        entries.declare(city.bureau, expert.id(), 1, Map.of("kind", "kinship", "since", "2030-01-01"))))
                .containsExactlyInAnyOrder("person", "since");
        assertThat(fields(entries.declare(
                        city.bureau,
                        expert.id(),
                        1,
                        Map.of("kind", "paper", "since", "2025-01-01", "until", "2024-01-01"))))
                .containsExactlyInAnyOrder("unit", "until");
    }

    @Test
    void reviewersAreFoundByFieldWhileTheyAreActive() {
        Expert bio = made("生物专家", "fields", "bio");
        Expert paused = made("暂停专家", "fields", "bio");
        made("经纪人", "serves", "broker", "fields", "bio");
        RegistryFixture.done(experts.suspend(city.bureau, paused.id(), paused.version(), "出国"));
        assertThat(face.reviewers(List.of("bio"))).extracting(Expert::id).containsExactly(bio.id());
        assertThat(search.find(city.bureau, new ExpertSearch.Query("生物", "", "", "", "", ""), KeyPage.At.START, 20)
                        .items())
                .extracting(Expert::id)
                .containsExactly(bio.id());
    }

    @Test
    void listsPageForthAndBack() {
        for (int i = 0; i < 7; i++) made("翻页" + (char) ('A' + i), "specialty", "翻页专用");
        var query = new ExpertSearch.Query("翻页专用", "", "", "", "", "");
        var seen = new HashSet<UUID>();
        var page = search.find(city.bureau, query, KeyPage.At.START, 3);
        assertThat(page.total().count()).isEqualTo(7);
        page.items().forEach(expert -> seen.add(expert.id()));
        var second = search.find(city.bureau, query, KeyPage.At.of(page.next(), null), 3);
        second.items().forEach(expert -> seen.add(expert.id()));
        var third = search.find(city.bureau, query, KeyPage.At.of(second.next(), null), 3);
        third.items().forEach(expert -> seen.add(expert.id()));
        assertThat(seen).hasSize(7);
        assertThat(third.next()).isNull();
        assertThat(search.find(city.bureau, query, KeyPage.At.of(null, second.previous()), 3)
                        .items())
                .isEqualTo(page.items());
    }

    @Test
    void whereSomebodyServesCountsFromTheFirstDayToTheLast() {
        Expert agent = made("特派员", "serves", "agent", "region", RegistryFixture.KUNSHAN, "fields", "");
        var place = Map.of(
                "servesAs", "agent", "where", "周庄镇东浜村", "region", RegistryFixture.KUNSHAN, "since", "2026-01-01");
        Expert sent = RegistryFixture.done(entries.assign(city.kunshan, agent.id(), agent.version(), place));
        assertThat(fields(entries.assign(city.kunshan, agent.id(), sent.version(), place)))
                .containsExactly("where");
        assertThat(fields(entries.assign(
                        city.kunshan,
                        agent.id(),
                        sent.version(),
                        Map.of(
                                "servesAs",
                                "mentor",
                                "where",
                                "周庄镇西浜村",
                                "region",
                                RegistryFixture.KUNSHAN,
                                "since",
                                "2026-01-01"))))
                .containsExactly("servesAs");
        var running = assignments.counts(city.kunshan, RegistryFixture.TODAY);
        assertThat(running).singleElement().satisfies(count -> {
            assertThat(count.people()).isEqualTo(1);
            assertThat(count.places()).isEqualTo(1);
        });
        UUID id = assignments.of(agent.id()).getFirst().id();
        RegistryFixture.done(entries.endAssignment(city.kunshan, agent.id(), sent.version(), id, "2026-10-31", "任务完成"));
        assertThat(assignments.counts(city.kunshan, RegistryFixture.TODAY)).isEmpty();
        var counted = city.recorded.stream()
                .filter(record -> record.subject().equals("registry/expertAssignment/" + id))
                .toList();
        assertThat(counted)
                .extracting(record -> record.businessDate() + " " + record.count())
                .containsExactly("2026-01-01 1", "2026-11-01 -1");
        assertThat(assignments
                        .find(
                                city.taicang,
                                new AssignmentStore.Query("", "", "", false),
                                RegistryFixture.TODAY,
                                KeyPage.At.START,
                                10)
                        .items())
                .isEmpty();
    }

    @Test
    void aScoreCountsOnce() {
        Expert expert = made("评分人");
        var score = new Experts.Score(
                "programme/round/1",
                "城市项目网评",
                LocalDate.of(2026, 6, 1),
                12,
                new BigDecimal("4.25"),
                Experts.Timeliness.LATE);
        city.transactions.executeWithoutResult(status -> face.score(city.bureau, expert.id(), score));
        city.transactions.executeWithoutResult(status -> face.score(city.bureau, expert.id(), score));
        assertThat(store.scores(expert.id())).hasSize(1);
    }

    @Test
    void theDatabaseKeepsWhatCodeForgets() {
        Expert expert = made("数据库");
        assertThatThrownBy(() -> city.database
                        .owner()
                        .sql("UPDATE registry.expert SET status = 'left' WHERE id = '" + expert.id() + "'")
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> city.jdbc
                        .sql("DELETE FROM registry.expert_change WHERE expert = '" + expert.id() + "'")
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> city.jdbc
                        .sql("UPDATE registry.expert_tie SET person = 'x'")
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void aPersonWithoutHistoryIsFound() {
        var invariant = new ExpertInvariants().expertHistories(city.database.owner());
        assertThat(invariant.check().holds()).isTrue();
        Expert expert = made("无历史");
        city.database
                .owner()
                .sql("UPDATE registry.expert SET version = 99 WHERE id = '" + expert.id() + "'")
                .update();
        assertThat(invariant.check().violations()).singleElement().asString().contains("无历史");
        city.database
                .owner()
                .sql("UPDATE registry.expert SET version = 1 WHERE id = '" + expert.id() + "'")
                .update();
    }
}
