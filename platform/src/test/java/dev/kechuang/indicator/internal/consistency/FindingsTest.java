package dev.kechuang.indicator.internal.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kechuang.indicator.internal.consistency.FindingStore.Finding;
import dev.kechuang.indicator.internal.consistency.FindingStore.State;
import dev.kechuang.indicator.internal.figure.FigureFixture;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The inbox of findings over documents and observations. */
class FindingsTest {

    private static final Viewer BUREAU = Viewers.bureauOfficer();

    @Test
    void aContradictionOfObservationsIsFoundOnceExplainedAndClosesItself() {
        try (var city = new AuditedCity()) {
            city.base.observe("hnte.key", "320500", "2006", "73");
            city.base.observe("hnte.key.new", "320500", "2007", "27");
            city.base.observe("hnte.key", "320500", "2007", "93");
            city.base.observe("hnte.provincial", "320500", "2006", "844");
            city.base.observe("hnte.provincial.new", "320500", "2007", "586");
            city.base.observe("hnte.provincial", "320500", "2007", "1430");
            assertThat(city.findings.run().opened()).isEqualTo(1);
            assertThat(city.findings.run().opened()).isZero();
            Finding one = city.open().getFirst();
            assertThat(one.expected()).isEqualByComparingTo("100");
            assertThat(one.stated()).isEqualByComparingTo("93");
            assertThat(one.sentence()).contains("重点高新技术企业").contains("相差7");
            assertThat(city.findings
                            .explain(BUREAU, one.id(), 1, " ")
                            .<String>fold(
                                    done -> "", errors -> errors.getFirst().field()))
                    .isEqualTo("reason");
            var explained = city.findings
                    .explain(BUREAU, one.id(), 1, "7家当年取消资格")
                    .fold(done -> done, errors -> {
                        throw new AssertionError(errors.toString());
                    });
            assertThat(explained.state()).isEqualTo(State.EXPLAINED);
            // Decided once is decided: a second person is told.
            assertThat(city.findings
                            .accept(BUREAU, one.id(), 1, "同意")
                            .<String>fold(
                                    done -> "", errors -> errors.getFirst().key()))
                    .isEqualTo("indicator.finding.error.meanwhile");
            assertThat(city.findings.run().changed()).isZero();
            assertThat(city.open()).isEmpty();
            // Other values, other question.
            city.base.observe("hnte.key", "320500", "2007", "95", "更正");
            assertThat(city.findings.run().changed()).isEqualTo(1);
            assertThat(city.open()).hasSize(1);
            // Corrected, it closes itself; wrong again, it is the same finding.
            city.base.observe("hnte.key", "320500", "2007", "100", "更正");
            assertThat(city.findings.run().closed()).isEqualTo(1);
            assertThat(city.open()).isEmpty();
            city.base.observe("hnte.key", "320500", "2007", "99", "更正");
            assertThat(city.findings.run().changed()).isEqualTo(1);
            assertThat(city.open().getFirst().id()).isEqualTo(one.id());
            assertThat(city.store.steps(one.id()))
                    .extracting(FindingStore.Step::what)
                    .containsExactly("changed", "closed", "changed", "explained", "found");
        }
    }

    @Test
    void countiesRatiosAndJumpsAreAudited() {
        try (var city = new AuditedCity()) {
            for (var region : FigureFixture.PACKS.regions().children("320500", java.time.LocalDate.of(2024, 12, 31))) {
                if (region.kind() == dev.kechuang.pack.Region.Kind.ZONE) continue;
                city.base.observe("gdp", region.code(), "2024", "100");
            }
            city.base.observe("gdp", "320500", "2024", "950");
            city.base.observe("rd-intensity", "320500", "2024", "4.4");
            city.base.observe("rd-expense", "320585", "2024", "38");
            city.base.observe("contribution", "320500", "2024", "166");
            city.base.observe("contracts.sum", "320585", "2023", "10");
            city.base.observe("contracts.sum", "320585", "2024", "30");
            var unused = city.findings.run();
            var all = city.store.page("open", "", "", KeyPage.At.START, 100).items();
            assertThat(all)
                    .extracting(Finding::rule)
                    .contains("gdp-counties", "rd-intensity-quotient", "contribution-bounds", "contracts-jump");
            var sum = all.stream()
                    .filter(one -> one.rule().equals("gdp-counties"))
                    .findFirst()
                    .orElseThrow();
            assertThat(sum.expected()).isEqualByComparingTo("900");
            assertThat(sum.operands()).hasSize(10);
            assertThat(all.stream().filter(one -> one.rule().equals("contracts-jump")))
                    .allMatch(one -> !one.contradicts());
        }
    }

    @Test
    void twoReportsOfOnePlaceContradictEachOther() {
        try (var city = new AuditedCity()) {
            city.take("a.txt", """
                    示范市2024年科技工作总结

                    2024年，全市新认定高新技术企业412家，有效高新技术企业总数达1986家。年末民营科技企业6420家。专利申请量24680件。
                    """);
            assertThat(city.findings.run().open()).isZero();
            city.take("b.txt", """
                    示范市2025年科技工作总结

                    2025年，新增民营科技企业610家，年末民营科技企业6950家。专利申请量27640件，比上年增长15%。
                    """);
            var run = city.findings.run();
            assertThat(run.opened()).isPositive();
            assertThat(city.open()).anySatisfy(one -> assertThat(one.sentence()).contains("专利"));
            assertThat(city.findings.run().opened()).isZero();
        }
    }

    @Test
    void theSuzhouReportsShowTheirContradictions() throws IOException {
        Path file = Path.of("../../shared/corpus/suzhou-2006-2007-reports.txt");
        assumeTrue(Files.exists(file), "the reports of Suzhou are not here: " + file.toAbsolutePath());
        try (var city = new AuditedCity()) {
            city.documents.take(BUREAU, "suzhou.txt", Files.readAllBytes(file)).fold(done -> done, errors -> {
                throw new AssertionError(errors.toString());
            });
            var unused = city.findings.run();
            var sentences = city.open().stream().map(Finding::sentence).toList();
            assertThat(sentences).anyMatch(one -> one.contains("73") && one.contains("27") && one.contains("93"));
            assertThat(sentences).anyMatch(one -> one.contains("1261") && one.contains("435") && one.contains("1726"));
            assertThat(sentences).anyMatch(one -> one.contains("716") && one.contains("387") && one.contains("1090"));
            // What holds is no finding.
            assertThat(sentences).noneMatch(one -> one.contains("844") && one.contains("586"));
            assertThat(sentences).noneMatch(one -> one.contains("2126") && one.contains("725"));
        }
    }
}
