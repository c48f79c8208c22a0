package dev.kechuang.match.internal.grow;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.document.Documents;
import dev.kechuang.engine.Decision.Met;
import dev.kechuang.engine.Decision.Verdict;
import dev.kechuang.engine.Facts;
import dev.kechuang.match.internal.grow.PrereviewStore.RunLine;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.KeyPage;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pre-reviews by the real policy of high-tech enterprises: what the sheet says, and when there is a new one. */
class PrereviewTest {

    private static final Locale ZH = Locale.SIMPLIFIED_CHINESE;

    private final GrowFixture grow = new GrowFixture();
    private final RegistryFixture city = grow.city;

    @AfterEach
    void holds() {
        for (Invariant invariant : grow.invariants())
            assertThat(invariant.check().violations()).as(invariant.name()).isEmpty();
        grow.close();
    }

    private UUID entry(int number, Facts facts) {
        Organisation firm = grow.firm(number, "NEAR", 10, 0);
        grow.decisions.facts.put(firm.id(), facts);
        return grow.entered(city.kunshan, firm);
    }

    private void facts(UUID entry, Facts facts) {
        grow.decisions.facts.put(grow.entries.any(entry).orElseThrow().organisation(), facts);
    }

    private Sheet sheet(UUID entry) {
        UUID id = done(grow.prereviews.review(city.kunshan, entry)).prereview().id();
        return grow.prereviews.shown(city.kunshan, id, ZH).orElseThrow().sheet();
    }

    @Test
    void whoMeetsEverythingIsEligibleAndWhatIsBarelyMetIsARisk() {
        UUID entry = entry(1, GrowFixture.good(10).build());
        var prereview = done(grow.prereviews.review(city.kunshan, entry)).prereview();
        assertThat(prereview.verdict()).isEqualTo(Verdict.ELIGIBLE);
        assertThat(prereview.scoreLow()).isNotNull().isEqualByComparingTo(prereview.scoreHigh());
        Sheet sheet = sheet(entry);
        assertThat(sheet.count(Met.MET)).isEqualTo(9);
        assertThat(sheet.conditions())
                .filteredOn(line -> line.id().equals("staff"))
                .singleElement()
                .satisfies(line -> assertThat(line.said()).containsExactly("10% ≥ 10%，余量 0%"))
                .satisfies(line -> assertThat(line.clause()).isEqualTo("32号第十一条（四）"));
        assertThat(sheet.risks())
                .as("ten of a hundred are just enough")
                .anyMatch(risk -> risk.contains("科技人员占比不低于10%") && risk.contains("余量不足10%"));
        assertThat(sheet.mends()).isEmpty();
        assertThat(sheet.papers())
                .filteredOn(paper -> paper.name().equals("职工和科技人员情况说明"))
                .singleElement()
                .satisfies(paper -> assertThat(paper.why()).contains("科技人员占比"));
        assertThat(sheet.scores())
                .anyMatch(line -> line.level() == 1 && line.name().equals("知识产权得分"));
    }

    @Test
    void whoFailsSeesWhatToMendTheCheapestFirst() {
        UUID entry = entry(2, GrowFixture.good(6).build());
        Sheet sheet = sheet(entry);
        assertThat(sheet.verdict()).isEqualTo(Verdict.NOT_ELIGIBLE);
        assertThat(sheet.mends()).hasSize(1);
        assertThat(sheet.mends().getFirst().condition()).isEqualTo("科技人员占比不低于10%");
        assertThat(sheet.mends().getFirst().ways()).contains("科技人员（2025年）：6人 → 10人");
        assertThat(grow.entries.any(entry).orElseThrow().stage()).isEqualTo(GrowStage.PREREVIEWED);
    }

    @Test
    void whatIsMissingIsNamedAndTheScoreIsAnInterval() {
        var facts = GrowFixture.good(20);
        facts.forget("专家分_成果转化能力");
        UUID entry = entry(3, facts.build());
        var prereview = done(grow.prereviews.review(city.kunshan, entry)).prereview();
        assertThat(prereview.scoreLow()).isNotNull().isLessThan(prereview.scoreHigh());
        UUID nothing = entry(4, Facts.builder().build());
        Sheet sheet = sheet(nothing);
        assertThat(sheet.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(sheet.missing()).isNotEmpty();
        assertThat(sheet.risks()).anyMatch(risk -> risk.startsWith("数据缺失或未确认"));
    }

    @Test
    void titlesThatEndSoonAreARisk() {
        UUID entry = entry(5, GrowFixture.good(20).build());
        var firm = grow.entries.any(entry).orElseThrow();
        done(grow.titles.titles.grant(
                city.bureau,
                new dev.kechuang.registry.Titles.Grant(
                        "gazelle",
                        "provincial",
                        firm.organisation(),
                        "",
                        "",
                        dev.kechuang.registry.Titles.Certificate.of("", null, LocalDate.of(2024, 5, 1)))));
        assertThat(sheet(entry).risks()).anyMatch(risk -> risk.contains("瞪羚企业") && risk.contains("2027-04-30"));
    }

    @Test
    void aSheetStaysAsItWasAndSaysWhatChanged() {
        UUID entry = entry(6, GrowFixture.good(6).build());
        var first = done(grow.prereviews.review(city.kunshan, entry));
        assertThat(first.fresh()).isTrue();
        grow.on(RegistryFixture.TODAY.plusDays(9));
        assertThat(done(grow.prereviews.review(city.bureau, entry)))
                .as("days pass, nothing else")
                .satisfies(again -> assertThat(again.fresh()).isFalse())
                .satisfies(again -> assertThat(again.prereview().id())
                        .isEqualTo(first.prereview().id()));
        facts(entry, GrowFixture.good(12).build());
        var shown =
                grow.prereviews.shown(city.kunshan, first.prereview().id(), ZH).orElseThrow();
        assertThat(shown.sheet().verdict()).isEqualTo(Verdict.NOT_ELIGIBLE);
        assertThat(shown.recheck().same()).isFalse();
        var second = done(grow.prereviews.review(city.kunshan, entry));
        assertThat(second.fresh()).isTrue();
        assertThat(second.prereview().verdict()).isEqualTo(Verdict.ELIGIBLE);
        assertThat(grow.prereviewStore.of(entry))
                .extracting(Prereview::verdict)
                .containsExactly(Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE);
        assertThat(grow.prereviews.shown(city.taicang, second.prereview().id(), ZH))
                .as("another county sees nothing")
                .isEmpty();
        assertThat(grow.decisions.saved).hasSize(2);
    }

    @Test
    void theSheetIsADocumentInBothFormats() {
        UUID entry = entry(7, GrowFixture.good(6).build());
        var prereview = done(grow.prereviews.review(city.kunshan, entry)).prereview();
        var document = SheetDocument.of(sheet(entry), "高新技术企业培育", prereview, "昆山市科学技术局", "");
        var documents = Documents.standard();
        assertThat(documents.html(document)).contains("科技人员（2025年）：6人 → 10人", "四、整改建议", "32号第十一条（四）");
        assertThat(documents.docx(document)).startsWith('P', 'K');
        assertThat(documents.pdf(document)).startsWith('%', 'P', 'D', 'F');
    }

    @Test
    void aRunDoesEveryLineOnceAlsoWhenSeveralWorkAtIt() throws Exception {
        var chosen = new ArrayList<UUID>();
        for (int i = 0; i < 12; i++)
            chosen.add(entry(20 + i, GrowFixture.good(5 + i).build()));
        UUID run = done(grow.prereviews.start(city.bureau, grow.hnte, 2026, chosen, Optional.empty()));
        UUID gone = chosen.getLast();
        done(grow.service.leave(city.kunshan, gone, grow.version(gone), Map.of("reason", "moved", "note", "已迁往外地")));
        try (var threads = Executors.newFixedThreadPool(3)) {
            var work = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 3; i++) work.add(() -> grow.prereviews.work(run, Duration.ofSeconds(60)));
            int worked = 0;
            for (var one : threads.invokeAll(work)) worked += one.get();
            assertThat(worked).isEqualTo(12);
        }
        assertThat(grow.prereviewStore.run(run).orElseThrow())
                .satisfies(one -> assertThat(one.made()).isEqualTo(11))
                .satisfies(one -> assertThat(one.refused()).isEqualTo(1))
                .satisfies(one -> assertThat(one.waiting()).isZero())
                .satisfies(one -> assertThat(one.finishedAt()).isNotNull());
        var lines = grow.prereviewStore
                .lines(city.bureau, run, KeyPage.At.START, 50)
                .items();
        assertThat(lines)
                .filteredOn(line -> "refused".equals(line.outcome()))
                .singleElement()
                .extracting(RunLine::reason)
                .isEqualTo("企业已出库");

        facts(chosen.getFirst(), GrowFixture.good(30).build());
        UUID again = done(
                grow.prereviews.start(city.bureau, grow.hnte, 2026, List.of(), Optional.of(EntryStore.Query.of(2026))));
        assertThat(grow.prereviews.workAll(Duration.ofSeconds(60))).isEqualTo(11);
        assertThat(grow.prereviewStore.run(again).orElseThrow())
                .satisfies(one -> assertThat(one.made()).as("what changed").isEqualTo(1))
                .satisfies(one -> assertThat(one.same()).isEqualTo(10));
    }

    @Test
    void aRunThatWasStoppedGoesOn() {
        var chosen = new ArrayList<UUID>();
        for (int i = 0; i < 3; i++) chosen.add(entry(40 + i, GrowFixture.good(8).build()));
        UUID run = done(grow.prereviews.start(city.bureau, grow.hnte, 2026, chosen, Optional.empty()));
        assertThat(grow.prereviews.work(run, Duration.ZERO)).isZero();
        assertThat(grow.prereviewStore.unfinished()).containsExactly(run);
        assertThat(grow.prereviews.workAll(Duration.ofSeconds(60))).isEqualTo(3);
        assertThat(grow.prereviewStore.unfinished()).isEmpty();
    }

    @Test
    void onlyOfficersOfTheCountyPreReview() {
        UUID entry = entry(50, GrowFixture.good(8).build());
        assertThat(refused(grow.prereviews.review(city.taicang, entry)))
                .extracting(FieldError::key)
                .containsExactly("matchGrow.error.gone");
        assertThat(refused(grow.prereviews.start(city.taicang, grow.hnte, 2026, List.of(entry), Optional.empty())))
                .extracting(FieldError::key)
                .containsExactly("matchGrow.error.none");
        assertThat(refused(grow.prereviews.review(RegistryFixture.applicant(entry), entry)))
                .extracting(FieldError::key)
                .containsExactly("matchGrow.error.notYours");
    }

    @Test
    void aPreReviewWithoutItsDecisionIsFound() {
        UUID entry = entry(60, GrowFixture.good(8).build());
        done(grow.prereviews.review(city.kunshan, entry));
        assertThat(grow.configuration
                        .prereviewsAreFrozen(city.database.owner())
                        .check()
                        .violations())
                .as("the test's decisions are kept in memory only")
                .hasSize(1);
    }
}
