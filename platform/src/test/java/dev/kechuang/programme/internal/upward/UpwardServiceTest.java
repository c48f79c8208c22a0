package dev.kechuang.programme.internal.upward;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.upward.Upward.Result;
import dev.kechuang.programme.internal.upward.UpwardService.Imported;
import dev.kechuang.programme.internal.upward.UpwardService.Planned;
import dev.kechuang.programme.internal.upward.UpwardStore.Line;
import dev.kechuang.programme.internal.upward.UpwardStore.Query;
import dev.kechuang.record.internal.JdbcRecords;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.support.ResourceBundleMessageSource;

/** What was recommended upward, what became of it, and figures that follow every correction. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpwardServiceTest {

    private final RegistryFixture city = new RegistryFixture();
    private final UpwardStore store = new UpwardStore(city.jdbc);
    private final UpwardService service = new UpwardService(
            store, city.organisations, new JdbcRecords(city.jdbc), city.new FakeAudit(), city.transactions, city.clock);
    private final Invariant invariant = new UpwardInvariants().upwardIsCounted(city.jdbc);
    private final UpwardWorkbook workbook = new UpwardWorkbook(messages());
    private Organisation firm = city.confirmed(950, "昆山推荐电子有限公司");
    private Organisation other = city.confirmed(951, "太仓推荐机械有限公司", "region", RegistryFixture.TAICANG);

    private static ResourceBundleMessageSource messages() {
        var source = RegistryFixture.messages();
        source.addBasenames("i18n/programme-upward");
        return source;
    }

    @BeforeAll
    void firms() {
        assertThat(firm.region()).isEqualTo(RegistryFixture.KUNSHAN);
        assertThat(other.region()).isEqualTo(RegistryFixture.TAICANG);
    }

    @AfterAll
    void close() {
        city.close();
    }

    private Map<String, String> form(String title, String... more) {
        var form = new LinkedHashMap<>(Map.of(
                "level", "province",
                "programme", "省科技成果转化专项资金",
                "year", "2026",
                "creditCode", firm.creditCode(),
                "title", title,
                "recommendedOn", "2026-04-10",
                "requested", "500",
                "result", "open"));
        for (int i = 0; i < more.length; i += 2) form.put(more[i], more[i + 1]);
        return form;
    }

    private long fen(String kind, String subject) {
        return city.jdbc
                .sql(
                        "SELECT coalesce(sum(amount_fen), 0) FROM record.published_record WHERE kind = :kind AND subject = :s")
                .param("kind", kind)
                .param("s", subject)
                .query(Long.class)
                .single();
    }

    @Test
    void aProjectIsRecommendedApprovedAndCorrectedAndItsRecordsFollow() {
        Upward entered = done(service.enter(city.bureau, form("高镍正极材料产业化")));
        String subject = "programme/upward/" + entered.id();
        assertThat(fen(Upward.RECOMMENDED, subject)).isEqualTo(500_000_000L);
        assertThat(refused(service.enter(city.bureau, form("高镍正极材料产业化")))
                        .getFirst()
                        .key())
                .isEqualTo("upward.error.twice");

        var result = form(
                "高镍正极材料产业化",
                "result",
                "approved",
                "decidedOn",
                "2026-10-20",
                "granted",
                "300.5",
                "approval",
                "BA2026001");
        Upward approved = done(service.change(city.bureau, entered.id(), 1, result));
        assertThat(approved.result()).isEqualTo(Result.APPROVED);
        assertThat(fen(Upward.APPROVED, subject)).isEqualTo(300_500_000L);
        assertThat(refused(service.change(city.bureau, entered.id(), 1, result))
                        .getFirst()
                        .key())
                .as("somebody else was faster")
                .isEqualTo("upward.error.changed");

        result.put("granted", "280");
        result.put("requested", "450");
        done(service.change(city.bureau, entered.id(), 2, result));
        assertThat(fen(Upward.APPROVED, subject)).isEqualTo(280_000_000L);
        assertThat(fen(Upward.RECOMMENDED, subject)).isEqualTo(450_000_000L);
        assertThat(store.history(entered.id()))
                .extracting(UpwardStore.Change::action)
                .containsExactly("changed", "decided", "entered");
        assertThat(invariant.check().violations()).isEmpty();

        assertThat(refused(service.cancel(city.bureau, entered.id(), 3, " "))).hasSize(1);
        done(service.cancel(city.bureau, entered.id(), 3, "重复登记"));
        assertThat(fen(Upward.APPROVED, subject)).isZero();
        assertThat(store.find(city.bureau, entered.id())).isEmpty();
        done(service.enter(city.bureau, form("高镍正极材料产业化")));
        assertThat(invariant.check().violations()).isEmpty();
    }

    @Test
    void badInputIsToldAtItsField() {
        var wrong = Map.of(
                "level",
                "市级",
                "programme",
                "省",
                "year",
                "26",
                "creditCode",
                "91",
                "title",
                "",
                "recommendedOn",
                "2027-01-01",
                "result",
                "approved",
                "decidedOn",
                "昨天",
                "requested",
                "一百万",
                "granted",
                "-1");
        assertThat(refused(service.enter(city.bureau, wrong)))
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder(
                        "level",
                        "programme",
                        "year",
                        "title",
                        "recommendedOn",
                        "decidedOn",
                        "requested",
                        "granted",
                        "creditCode");
        assertThat(refused(service.enter(
                        city.bureau, form("未立项却有钱", "result", "refused", "decidedOn", "2026-10-01", "granted", "10"))))
                .extracting(FieldError::key)
                .containsExactly("upward.error.granted");
        assertThat(refused(service.enter(city.bureau, form("结果早于推荐", "result", "refused", "decidedOn", "2026-01-01"))))
                .extracting(FieldError::key)
                .containsExactly("upward.error.order");
        assertThat(refused(service.enter(city.taicang, form("外县单位"))))
                .extracting(FieldError::field)
                .containsExactly("creditCode");
    }

    @Test
    void eightPeopleEnterTheSameProjectOnce() throws Exception {
        var doneBy = new ArrayList<Upward>();
        try (var pool = Executors.newFixedThreadPool(8)) {
            List<Callable<Outcome<Upward>>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) all.add(() -> service.enter(city.bureau, form("同时登记的项目")));
            for (var future : pool.invokeAll(all)) future.get().fold(doneBy::add, errors -> true);
        }
        assertThat(doneBy).hasSize(1);
        assertThat(invariant.check().violations()).isEmpty();
    }

    @Test
    void statisticsSumByLevelAndProgrammeInTheViewersRegions() {
        done(service.enter(city.bureau, form("统计一", "year", "2019", "recommendedOn", "2019-03-01")));
        done(service.enter(
                city.bureau,
                form(
                        "统计二",
                        "year",
                        "2019",
                        "recommendedOn",
                        "2019-03-01",
                        "result",
                        "approved",
                        "decidedOn",
                        "2019-09-01",
                        "granted",
                        "100")));
        done(service.enter(
                city.bureau,
                form(
                        "统计三",
                        "year",
                        "2019",
                        "recommendedOn",
                        "2019-03-01",
                        "level",
                        "部级",
                        "programme",
                        "国家重点研发计划",
                        "result",
                        "立项",
                        "decidedOn",
                        "2019-09-01",
                        "granted",
                        "1000",
                        "creditCode",
                        other.creditCode())));
        var lines = store.statistics(city.bureau, 2019);
        assertThat(lines)
                .extracting(Line::level, Line::programme, Line::recommended, Line::approved, Line::grantedFen)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("", "", 3L, 2L, 1_100_000_000L),
                        org.assertj.core.groups.Tuple.tuple("ministry", "", 1L, 1L, 1_000_000_000L),
                        org.assertj.core.groups.Tuple.tuple("ministry", "国家重点研发计划", 1L, 1L, 1_000_000_000L),
                        org.assertj.core.groups.Tuple.tuple("province", "", 2L, 1L, 100_000_000L),
                        org.assertj.core.groups.Tuple.tuple("province", "省科技成果转化专项资金", 2L, 1L, 100_000_000L));
        assertThat(store.statistics(city.taicang, 2019).getFirst().recommended())
                .isEqualTo(1);
        assertThat(store.page(city.kunshan, new Query("", 2019, "", "", ""), KeyPage.At.START, 1)
                        .next())
                .isNotNull();
        assertThat(store.page(
                                RegistryFixture.applicant(firm.id()),
                                new Query("", 2019, "", "", ""),
                                KeyPage.At.START,
                                9)
                        .items())
                .isEmpty();
    }

    @Test
    void aWorkbookIsLoadedWholeOrNotAtAllAndTwiceChangesNothing() {
        var good = form("批量一", "year", "2018", "recommendedOn", "2018-03-01");
        var bad = form("批量二", "year", "2018", "recommendedOn", "2018-03-01", "creditCode", "91");
        refused(service.load(city.bureau, List.of(good, bad)));
        assertThat(store.page(city.bureau, new Query("批量", 2018, "", "", ""), KeyPage.At.START, 9)
                        .items())
                .isEmpty();
        assertThat(service.plan(city.bureau, bad)).isInstanceOf(Planned.Wrong.class);

        var second = form("批量二", "year", "2018", "recommendedOn", "2018-03-01");
        assertThat(done(service.load(city.bureau, List.of(good, second)))).isEqualTo(new Imported(2, 0, 0));
        good.put("result", "立项");
        good.put("decidedOn", "2018-10-01");
        good.put("granted", "20");
        assertThat(done(service.load(city.bureau, List.of(good, second)))).isEqualTo(new Imported(0, 1, 1));
        assertThat(done(service.load(city.bureau, List.of(good, second)))).isEqualTo(new Imported(0, 0, 2));
        assertThat(invariant.check().violations()).isEmpty();
    }

    @Test
    void whatIsExportedCanBeImported() throws Exception {
        Upward entered = done(service.enter(
                city.bureau,
                form(
                        "=导出再导入",
                        "year",
                        "2017",
                        "recommendedOn",
                        "2017-05-06",
                        "leader",
                        "王工",
                        "document",
                        "苏科发〔2017〕1号")));
        var out = new ByteArrayOutputStream();
        workbook.write(out, Stream.of(entered));
        var lines = done(workbook.read(new ByteArrayInputStream(out.toByteArray())));
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().errors()).isEmpty();
        assertThat(service.plan(city.bureau, lines.getFirst().fields())).isInstanceOf(Planned.Unchanged.class);

        var template = new ByteArrayOutputStream();
        workbook.write(template, Stream.of());
        assertThat(refused(workbook.read(new ByteArrayInputStream(template.toByteArray())))
                        .getFirst()
                        .key())
                .isEqualTo("upward.excel.empty");
        var formula = new ByteArrayOutputStream();
        try (var book = new Workbook(formula, "x", "1.0")) {
            var sheet = book.newWorksheet("x");
            List<String> labels = List.of("级别", "计划名称", "年度", "统一社会信用代码", "项目名称", "推荐日期");
            for (int i = 0; i < labels.size(); i++) sheet.value(0, i, labels.get(i));
            sheet.value(1, 0, "省级");
            sheet.formula(1, 2, "2000+26");
        }
        assertThat(done(workbook.read(new ByteArrayInputStream(formula.toByteArray())))
                        .getFirst()
                        .errors())
                .extracting(FieldError::key)
                .containsExactly("upward.excel.formula");
        assertThat(refused(workbook.read(
                                new ByteArrayInputStream("nonsense".getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                        .getFirst()
                        .key())
                .isEqualTo("upward.excel.unreadable");
    }

    @Test
    void aProjectThatIsNotCountedIsFound() {
        Upward entered =
                done(service.enter(city.bureau, form("不计数的项目", "year", "2016", "recommendedOn", "2016-01-01")));
        var owner = city.database.owner();
        owner.sql("UPDATE programme.upward SET requested_fen = 1 WHERE id = :id")
                .param("id", entered.id())
                .update();
        assertThat(invariant.check().violations()).singleElement().asString().contains("不计数的项目");
        owner.sql("UPDATE programme.upward SET requested_fen = :fen WHERE id = :id")
                .param("fen", entered.requestedFen())
                .param("id", entered.id())
                .update();
        assertThat(invariant.check().holds()).isTrue();
    }
}
