package dev.kechuang.report.internal.draft;

import static dev.kechuang.report.internal.ReportDesk.done;
import static dev.kechuang.report.internal.ReportDesk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.report.internal.ReportDesk;
import dev.kechuang.report.internal.reading.Content;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ReportServiceTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static int year = 1990;

    private final ReportDesk desk = new ReportDesk(DATABASE);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private UUID report() {
        return done(desk.service.create(desk.officer, "annual", "320500", Integer.toString(year++)));
    }

    private Report.Section overview(UUID report) {
        return desk.store.section(report, "overview").orElseThrow();
    }

    @Test
    void aDraftIsMadeFromATemplateForAYearAndRegion() {
        UUID id = report();
        var report = desk.store.find(desk.officer, id).orElseThrow();
        assertThat(report.title()).isEqualTo("苏州市" + report.period() + "年工作报告");
        assertThat(report.state()).isEqualTo(Report.State.DRAFT);
        assertThat(desk.store.lastReading(id)).isPresent();
        assertThat(desk.store.find(desk.county, id)).as("not a county's").isEmpty();
        assertThat(desk.audited).contains("report.create");
        assertThat(refused(desk.service.create(
                        desk.officer, "annual", "320500", report.period().toString())))
                .containsExactly("period:report.error.exists");
    }

    @Test
    void whatIsWrongIsSaidAtItsField() {
        assertThat(refused(desk.service.create(desk.officer, "bulletin", "610100", "去年")))
                .containsExactly(
                        "template:report.error.template", "region:report.error.region", "period:report.error.period");
        assertThat(refused(desk.service.create(desk.officer, "annual", "320500", "2025Q1")))
                .containsExactly("period:report.error.periodKind.YEAR");
        assertThat(refused(desk.service.create(desk.officer, "annual", "320500", "2027")))
                .containsExactly("period:report.error.future");
        assertThat(refused(desk.service.create(desk.county, "annual", "320500", "2025")))
                .containsExactly("region:report.error.region");
        done(desk.service.create(desk.county, "annual", "320585", "2025"));
    }

    @Test
    void aMistypedTokenIsRefusedAtItsPlaceAndWhatWasTypedIsKept() {
        UUID id = report();
        var outcome = desk.service.save(desk.officer, id, "overview", 1, "一、总体", "新认定{{hnte.nwe}}。");
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refusal -> {
            assertThat(refusal.errors().toString())
                    .contains("report.error.token")
                    .contains("hnte.new");
        });
        assertThat(overview(id).revision()).isEqualTo(1);
        assertThat(desk.store.typing(id))
                .singleElement()
                .satisfies(kept -> assertThat(kept.typing().text()).isEqualTo("新认定{{hnte.nwe}}。"));
        done(desk.service.save(desk.officer, id, "overview", 1, "一、总体", "新认定{{hnte.new}}。"));
        assertThat(desk.store.typing(id)).isEmpty();
        assertThat(overview(id).text()).isEqualTo("新认定{{hnte.new}}。");
    }

    @Test
    void twoPeopleWriteDifferentParagraphsWithoutLoss() {
        UUID id = report();
        var start = overview(id);
        var mine = start.text().replace("有效{{hnte.valid}}", "年末有效{{hnte.valid}}");
        var theirs = start.text().replace("研发投入强度", "全社会研发投入强度");
        done(desk.service.save(desk.officer, id, "overview", 1, start.heading(), mine));
        var saved = done(desk.service.save(desk.colleague, id, "overview", 1, start.heading(), theirs));
        assertThat(saved.merged()).isTrue();
        assertThat(overview(id).text()).contains("年末有效").contains("全社会研发投入强度");
    }

    @Test
    void whereBothChangedTheSameParagraphSomebodyDecidesAndNothingIsLost() {
        UUID id = report();
        var start = overview(id);
        done(desk.service.save(desk.officer, id, "overview", 1, start.heading(), "甲写的{{hnte.new}}。"));
        assertThat(refused(desk.service.save(desk.colleague, id, "overview", 1, start.heading(), "乙写的{{hnte.new}}。")))
                .containsExactly("text:report.error.conflict");
        assertThat(overview(id).text()).isEqualTo("甲写的{{hnte.new}}。");
        assertThat(desk.store.typing(id))
                .singleElement()
                .satisfies(kept -> assertThat(kept.typing().text()).isEqualTo("乙写的{{hnte.new}}。"));
        done(desk.service.save(
                desk.colleague, id, "overview", 2, start.heading(), "甲写的{{hnte.new}}。\n乙写的{{hnte.new}}。"));
        assertThat(overview(id).revision()).isEqualTo(3);
    }

    /** Eight people, each adding to a paragraph of their own, all from the same start, all at once. */
    @Test
    void manyWritersAtOnceLoseNothing() throws Exception {
        UUID id = report();
        String start = String.join(
                "\n===\n", IntStream.range(0, 8).mapToObj(i -> "段落" + i).toList());
        done(desk.service.save(desk.officer, id, "overview", 1, "一、总体", start));
        var work = new ArrayList<Callable<Outcome<ReportService.Saved>>>();
        for (int i = 0; i < 8; i++) {
            int own = i;
            work.add(() -> desk.service.save(
                    own % 2 == 0 ? desk.officer : desk.colleague,
                    id,
                    "overview",
                    2,
                    "一、总体",
                    start.replace("段落" + own, "段落" + own + "：{{hnte.new}}")));
        }
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (var result : pool.invokeAll(work)) done(result.get());
        }
        var end = overview(id);
        assertThat(end.revision()).isEqualTo(10);
        for (int i = 0; i < 8; i++) assertThat(end.text()).contains("段落" + i + "：{{hnte.new}}");
        assertThat(new dev.kechuang.report.internal.freeze.ReportChecks(DATABASE.owner())
                        .sections()
                        .violations())
                .isEmpty();
    }

    @Test
    void typingIsKeptForItsAuthorUntilItIsSavedOrThrownAway() {
        UUID id = report();
        assertThat(desk.service.keepTyping(desk.officer, id, "overview", 1, "一、", "没写完{{hnte"))
                .isTrue();
        assertThat(desk.service.keepTyping(desk.officer, id, "overview", 1, "一、", "没写完{{hnte.new"))
                .isTrue();
        assertThat(desk.store.typing(id)).hasSize(1);
        assertThat(desk.service.keepTyping(desk.county, id, "overview", 1, "一、", "偷看"))
                .isFalse();
        done(desk.service.discardTyping(desk.officer, id, "overview"));
        assertThat(desk.store.typing(id)).isEmpty();
    }

    @Test
    void aReportGoesToReviewAndBackWithAReason() {
        UUID id = report();
        done(desk.service.submit(desk.officer, id));
        assertThat(desk.told).anyMatch(subject -> subject.startsWith("待审定："));
        assertThat(desk.store.countWaiting(desk.leader)).isEqualTo(1);
        assertThat(desk.store.countWaiting(desk.officer))
                .as("who handed it in does not review it")
                .isZero();
        assertThat(refused(desk.service.save(desk.officer, id, "overview", 1, "一、总体", "改")))
                .containsExactly(":report.error.notDraft");
        assertThat(refused(desk.service.giveBack(desk.leader, id, " "))).containsExactly("reason:report.error.reason");
        done(desk.service.giveBack(desk.leader, id, "数字请再核对。"));
        assertThat(desk.told).anyMatch(subject -> subject.startsWith("退回修改："));
        assertThat(refused(desk.service.giveBack(desk.leader, id, "再退一次"))).containsExactly(":report.error.notReview");
        assertThat(desk.store.events(id))
                .extracting(Report.Event::kind)
                .containsExactly("returned", "submitted", "created");
    }

    @Test
    void theDraftReadsLiveWhileTheReadingStays() {
        UUID id = report();
        var report = desk.store.find(desk.officer, id).orElseThrow();
        desk.samples.set("hnte.new", "320500", report.period().toString(), "586");
        Content live = desk.service.live(desk.officer, report, desk.store.sections(id));
        assertThat(((Content.Prose) live.sections().getFirst().blocks().getFirst()).text())
                .contains("586家");
        assertThat(desk.store.lastReading(id).orElseThrow().content()).doesNotContain("586家");
        done(desk.service.takeReading(desk.officer, id));
        assertThat(desk.store.lastReading(id).orElseThrow().content()).contains("586家");
        assertThat(desk.store.lastReading(id).orElseThrow().number()).isEqualTo(2);
    }

    @Test
    void theListIsPagedAndFilteredWithinTheViewersRegions() {
        UUID id = report();
        var first = desk.store.page(desk.officer, "draft", "工作报告", KeyPage.At.START, 1);
        assertThat(first.items()).extracting(Report::id).containsExactly(id);
        assertThat(desk.store
                        .page(desk.officer, "", "100%", KeyPage.At.START, 20)
                        .items())
                .isEmpty();
        assertThat(desk.store.page(desk.county, "", "苏州市", KeyPage.At.START, 20).items())
                .isEmpty();
        assertThat(List.of(first.total().count())).allMatch(count -> count >= 1);
    }
}
