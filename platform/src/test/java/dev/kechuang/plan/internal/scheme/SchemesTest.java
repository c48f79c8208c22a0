package dev.kechuang.plan.internal.scheme;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.indicator.Period;
import dev.kechuang.plan.internal.PlanFixture.FakeFigures;
import dev.kechuang.plan.internal.desk.Deadlines;
import dev.kechuang.plan.internal.desk.PlanFixture;
import dev.kechuang.plan.internal.plan.Dictionary;
import dev.kechuang.plan.internal.scheme.Scheme.State;
import dev.kechuang.plan.internal.track.Colour;
import dev.kechuang.plan.internal.track.TargetBases;
import dev.kechuang.plan.internal.track.TrackRules;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Schemes with stages and targets, and media reports that count once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemesTest {

    /** One indicator is enough to name a target. */
    private static final Indicators DICTIONARY = new Indicators() {
        private final Indicator only = new Indicator(
                "hnte.new",
                "新认定高新技术企业数",
                "",
                List.of(),
                "firms",
                "家",
                0,
                Indicator.Better.HIGHER,
                Indicator.Nature.FLOW,
                Period.Kind.MONTH,
                new Indicator.Source.Observed(false),
                false,
                null,
                null);

        @Override
        public List<Indicator> all() {
            return List.of(only);
        }

        @Override
        public Optional<Indicator> find(String code) {
            return all().stream().filter(one -> one.code().equals(code)).findFirst();
        }

        @Override
        public List<Suggestion> suggest(String measure, String unit, int limit) {
            return measure.contains("高新技术企业") ? List.of(new Suggestion(only, 70, "名称相近")) : List.of();
        }
    };

    private final PlanFixture plan = new PlanFixture();
    private final SchemeStore store = new SchemeStore(plan.city.jdbc);
    private final SchemeService service = new SchemeService(store, plan.desk, plan.history, plan.units, DICTIONARY);
    private final Media media = new Media(plan.city.jdbc, plan.desk, plan.units, new RegistryFixture.FakeRegions());
    private final MediaWorkbook workbook = new MediaWorkbook(plan.texts);
    private final Invariant invariant = new SchemeJobs().schemesAreCounted(plan.city.jdbc);

    @AfterAll
    void close() {
        plan.close();
    }

    private static Map<String, String> map(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) map.put(pairs[i], pairs[i + 1]);
        return map;
    }

    private Map<String, String> scheme(String title, String... more) {
        var form = map(
                "kind",
                "pilot",
                "title",
                title,
                "source",
                "省科学技术厅",
                "level",
                "province",
                "unit",
                plan.high.toString(),
                "supporting",
                plan.kunshanBureau.toString(),
                "startsOn",
                "2026-03-01",
                "endsOn",
                "2026-12-31",
                "stages",
                "方案报批：2026-05-30\n总结评估:2026-12-20",
                "targets",
                "新认定高新技术企业数：60");
        form.putAll(map(more));
        return form;
    }

    @Test
    void aSchemeRunsThroughItsStagesAndClosesWhenTheyAreDone() {
        UUID id = done(service.enter(plan.officer, scheme("成果评价改革试点")));
        assertThat(store.targets(id)).extracting(Scheme.Target::indicator).containsExactly("hnte.new");
        assertThat(store.find(plan.kunshan, id)).as("a supporting unit sees it").isPresent();
        assertThat(store.find(plan.taicang, id)).isEmpty();
        assertThat(refused(service.report(plan.otherUnit, id, 1, map("percent", "30", "text", "别的处室来报"))))
                .extracting(error -> error.key())
                .containsExactly("scheme.error.otherUnit");
        done(service.report(plan.officer, id, 1, map("percent", "40", "text", "方案已批", "done", "1")));
        assertThat(refused(service.report(plan.officer, id, 2, map("percent", "120", "text", "重复", "done", "1"))))
                .extracting(error -> error.field())
                .containsExactly("percent", "text", "done");
        assertThat(refused(service.close(plan.officer, id, 2, map("result", "completed", "note", "全部完成"))))
                .extracting(error -> error.key())
                .containsExactly("scheme.error.open");
        done(service.report(plan.officer, id, 2, map("percent", "90", "text", "评估完成", "done", "2")));
        done(service.close(plan.officer, id, 3, map("result", "completed", "note", "全部完成")));
        assertThat(store.find(plan.officer, id).orElseThrow().state()).isEqualTo(State.COMPLETED);
        assertThat(refused(service.report(plan.officer, id, 4, map("percent", "90", "text", "还想再报"))))
                .extracting(error -> error.key())
                .containsExactly("scheme.error.closed");
        assertThat(invariant.check().violations()).isEmpty();
        assertThatThrownBy(() -> plan.city
                        .jdbc
                        .sql("UPDATE plan.scheme_stage SET done_on = current_date WHERE scheme = :id")
                        .param("id", id)
                        .update())
                .hasMessageContaining("done already");
    }

    @Test
    void anAgreementWithACountyIsReadByItsFiguresAndTheCountySaysWhatItDid() {
        plan.city.told.clear();
        UUID id = done(service.enter(
                plan.officer,
                scheme(
                        "共建创新中心协议",
                        "kind",
                        "agreement",
                        "source",
                        "太仓市人民政府",
                        "supporting",
                        "",
                        "region",
                        RegistryFixture.TAICANG,
                        "startsOn",
                        "2025-07-01",
                        "stages",
                        "")));
        assertThat(plan.city.told).anyMatch(told -> told.contains("共建创新中心协议"));
        Scheme agreed = store.find(plan.taicang, id).orElseThrow();
        assertThat(agreed.region()).isEqualTo(RegistryFixture.TAICANG);
        assertThat(agreed.supporting()).containsExactly(plan.taicangBureau);
        assertThat(store.find(plan.kunshan, id)).isEmpty();
        assertThat(refused(service.enter(
                        plan.kunshan,
                        scheme(
                                "替别的县登记",
                                "unit",
                                plan.kunshanBureau.toString(),
                                "supporting",
                                "",
                                "region",
                                RegistryFixture.TAICANG))))
                .extracting(error -> error.field())
                .containsExactly("region");

        var figures = new FakeFigures();
        figures.put("hnte.new", RegistryFixture.CITY, LocalDate.of(2025, 1, 1), "500");
        figures.put("hnte.new", RegistryFixture.TAICANG, LocalDate.of(2025, 1, 1), "20");
        var standing = new SchemeTargets(
                        DICTIONARY, new TargetBases(new Dictionary(DICTIONARY), figures, new TrackRules(List.of())))
                .of(agreed, store.targets(id), LocalDate.of(2026, 11, 21))
                .getFirst();
        // Two years of twenty each, of the county and not of the city.
        assertThat(standing.actual()).isEqualByComparingTo("40");
        assertThat(standing.since()).isEqualTo("2025-01-01");
        assertThat(standing.figures()).hasSize(2).allMatch(at -> at.region().equals(RegistryFixture.TAICANG));
        assertThat(standing.ruling().colour()).isEqualTo(Colour.RED);

        // The other party has no percent to give; what it did stands in the history.
        done(service.report(plan.taicang, id, 1, map("text", "场地已经落实，团队入驻")));
        assertThat(store.find(plan.taicang, id).orElseThrow().percent()).isZero();
        assertThat(plan.history.of(id).getFirst().action()).isEqualTo("supported");
        assertThat(refused(service.report(plan.taicang, id, 2, map("text", ""))))
                .extracting(error -> error.field())
                .containsExactly("text");
        plan.city.told.clear();
        done(service.close(plan.officer, id, 2, map("result", "terminated", "note", "双方协商终止")));
        assertThat(plan.city.told).anyMatch(told -> told.contains("专项事项已终止：共建创新中心协议"));
    }

    @Test
    void aCountyClosesWhatItEnteredAndNotWhatWasLaidOnIt() {
        var own = map("unit", plan.kunshanBureau.toString(), "supporting", "", "stages", "");
        var laid = scheme("责任书");
        laid.putAll(own);
        UUID id = done(service.enter(plan.officer, laid));
        assertThat(refused(service.close(plan.kunshan, id, 1, map("result", "terminated", "note", "不想做了"))))
                .extracting(error -> error.key())
                .containsExactly("scheme.error.notYours");
        done(service.report(plan.kunshan, id, 1, map("percent", "20", "text", "任务分解到科室")));
        var entered = scheme("县里自己的试点");
        entered.putAll(own);
        UUID theirs = done(service.enter(plan.kunshan, entered));
        done(service.close(plan.kunshan, theirs, 1, map("result", "terminated", "note", "并入省里试点")));
    }

    @Test
    void whoMovesToAnotherUnitTakesNoSchemeAlong() {
        var own = map("unit", plan.kunshanBureau.toString(), "supporting", "", "stages", "");
        var laid = scheme("处室人员调动前下达");
        laid.putAll(own);
        UUID id = done(service.enter(plan.colleague, laid));
        var entered = scheme("县里人员调动前登记");
        entered.putAll(own);
        UUID theirs = done(service.enter(plan.kunshan, entered));
        try {
            moved(plan.colleague, plan.kunshanBureau);
            moved(plan.kunshan, plan.high);
            var successor = new Viewer(
                    plan.taicang.account(),
                    "昆山接任",
                    Set.of(Role.COUNTY_OFFICER),
                    null,
                    plan.kunshanBureau,
                    "",
                    List.of(RegistryFixture.KUNSHAN));
            assertThat(refused(service.close(successor, id, 1, map("result", "terminated", "note", "不想做了"))))
                    .extracting(error -> error.key())
                    .containsExactly("scheme.error.notYours");
            done(service.close(successor, theirs, 1, map("result", "terminated", "note", "并入省里试点")));
        } finally {
            moved(plan.colleague, plan.high);
            moved(plan.kunshan, plan.kunshanBureau);
        }
    }

    private void moved(Viewer person, UUID unit) {
        plan.city
                .database
                .owner()
                .sql("UPDATE identity.account SET unit = :unit WHERE id = :id")
                .param("unit", unit)
                .param("id", person.requireAccount())
                .update();
    }

    @Test
    void whatIsWrongIsToldWithItsLine() {
        var wrong = refused(service.enter(
                plan.officer,
                scheme("错误示例", "endsOn", "2026-01-01", "stages", "没有日期", "targets", "不存在的指标：5\n新认定高新技术企业数")));
        assertThat(wrong)
                .extracting(error -> error.key())
                .containsExactlyInAnyOrder(
                        "scheme.error.order", "scheme.error.stage", "scheme.error.indicator", "scheme.error.value");
        assertThat(refused(service.enter(plan.officer, scheme("错了一字", "targets", "新认定高新技术企业：5"))))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.key()).isEqualTo("scheme.error.indicatorNear");
                    assertThat(error.args()).containsExactly(1, "新认定高新技术企业", "新认定高新技术企业数");
                });
        assertThat(refused(service.enter(plan.officer, scheme("风险", "kind", "risk"))))
                .extracting(error -> error.field())
                .containsExactly("likelihood", "impact");
        assertThat(refused(service.enter(plan.kunshan, scheme("县里替处室登记"))))
                .extracting(error -> error.key())
                .containsExactly("scheme.error.ownUnit");
        done(service.enter(plan.officer, scheme("不能登记两次")));
        assertThat(refused(service.enter(plan.officer, scheme("不能登记两次"))))
                .extracting(error -> error.key())
                .containsExactly("scheme.error.twice");
    }

    @Test
    void ofTwoWhoCloseAtOnceOneIsTold() throws Exception {
        UUID id = done(service.enter(plan.officer, scheme("同时办结", "stages", "")));
        List<Callable<Outcome<UUID>>> both = List.of(
                () -> service.close(plan.officer, id, 1, map("result", "completed", "note", "完成归档")),
                () -> service.close(plan.otherUnit, id, 1, map("result", "terminated", "note", "上级取消")));
        assertThat(PlanFixture.atOnce(both))
                .filteredOn(one -> one instanceof Outcome.Done<UUID>)
                .hasSize(1);
        assertThat(invariant.check().violations()).isEmpty();
    }

    @Test
    void leadUnitsAreRemindedOfStages() {
        done(service.enter(plan.officer, scheme("提醒用", "startsOn", "2026-03-02")));
        plan.city.told.clear();
        assertThat(SchemeJobs.remind(store, new Deadlines(plan.units, plan.desk)))
                .isPositive();
        assertThat(plan.city.told).anySatisfy(told -> assertThat(told).startsWith("专项事项已逾期"));
    }

    private ByteArrayInputStream book(String[]... rows) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("报道");
            for (int r = 0; r < rows.length; r++)
                for (int c = 0; c < rows[r].length; c++) sheet.value(r, c, rows[r][c]);
        }
        return new ByteArrayInputStream(out.toByteArray());
    }

    @Test
    void mediaReportsComeFromAWorkbookWholeOrNotAtAll() throws Exception {
        String[] head = {"标题*", "媒体*", "级别*", "刊发日期*", "链接"};
        String[] good = {"高企培育再提速", "科技日报", "国家级", "2026-05-06", "https://example.cn/a"};
        var wrong = done(workbook.read(book(head, good, new String[] {"题", "苏州日报", "村级", "2027-01-01", "ftp://x"})));
        assertThat(refused(media.load(plan.officer, wrong)))
                .allSatisfy(error -> assertThat(error.args()).containsExactly(3))
                .extracting(error -> error.key())
                .containsExactly(
                        "scheme.error.row.title",
                        "scheme.error.row.level",
                        "scheme.error.row.publishedOn",
                        "scheme.error.row.link");
        assertThat(media.page(plan.officer, new Media.Query("高企", "", 0), KeyPage.At.START, 10)
                        .items())
                .isEmpty();
        var rows = done(workbook.read(book(head, good)));
        assertThat(done(media.load(plan.officer, rows))).isEqualTo(new Media.Imported(1, 0));
        assertThat(done(media.load(plan.officer, rows))).isEqualTo(new Media.Imported(0, 1));
        assertThat(refused(workbook.read(book(new String[] {"标题", "媒体"})))
                        .getFirst()
                        .key())
                .isEqualTo("scheme.excel.column");
        var report = media.page(plan.officer, new Media.Query("高企", "state", 2026), KeyPage.At.START, 10)
                .items()
                .getFirst();
        assertThat(invariant.check().violations()).isEmpty();
        done(media.withdraw(plan.officer, report.id(), "登记重复"));
        assertThat(refused(media.withdraw(plan.officer, report.id(), "再撤一次"))).hasSize(1);
        assertThat(invariant.check().violations()).isEmpty();
        plan.city
                .database
                .owner()
                .sql("UPDATE plan.media_report SET withdrawn = ''")
                .update();
        assertThat(invariant.check().violations()).isNotEmpty();
        plan.city
                .database
                .owner()
                .sql("UPDATE plan.media_report SET withdrawn = '登记重复'")
                .update();
    }
}
