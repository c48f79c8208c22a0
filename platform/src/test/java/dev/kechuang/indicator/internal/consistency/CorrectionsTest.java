package dev.kechuang.indicator.internal.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.indicator.internal.consistency.Corrections.Corrected;
import dev.kechuang.indicator.internal.consistency.Corrections.Way;
import dev.kechuang.indicator.internal.consistency.FindingStore.Finding;
import dev.kechuang.indicator.internal.consistency.FindingStore.State;
import dev.kechuang.indicator.internal.consistency.FindingStore.Step;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A contradiction worked off by correcting one of its figures where it is read. */
class CorrectionsTest {

    private static final Viewer OFFICER = AuditedCity.BUREAU;
    private static final Viewer OTHER = Viewers.bureauOfficer();

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, errors -> {
            throw new AssertionError(errors.toString());
        });
    }

    private static List<FieldError> refused(Outcome<?> outcome) {
        return outcome.fold(
                value -> {
                    throw new AssertionError("not refused: " + value);
                },
                errors -> errors);
    }

    private static Way.InPlace place(AuditedCity city, Finding finding, int operand) {
        return city.corrections.ways(finding).stream()
                .filter(Way.InPlace.class::isInstance)
                .map(Way.InPlace.class::cast)
                .filter(one -> one.operand() == operand)
                .findFirst()
                .orElseThrow();
    }

    private static Outcome<Corrected> correct(
            AuditedCity city, Finding finding, int operand, String value, String reason) {
        return city.corrections.correct(
                OFFICER,
                finding.id(),
                operand,
                place(city, finding, operand).after(),
                Map.of("value", value, "reason", reason));
    }

    /** Key firms: 73, then 27 more and 93 in all. */
    private static Finding keyFirms(AuditedCity city) {
        city.base.observe("hnte.key", "320500", "2006", "73");
        city.base.observe("hnte.key.new", "320500", "2007", "27");
        city.base.observe("hnte.key", "320500", "2007", "93");
        assertThat(city.findings.run().opened()).isEqualTo(1);
        return city.open().getFirst();
    }

    @Test
    void aConfirmedCorrectionTakesTheContradictionOutOfTheInboxAtOnce() {
        try (var city = new AuditedCity()) {
            Finding finding = keyFirms(city);
            assertThat(city.corrections.ways(finding)).hasSize(3).allMatch(Way.InPlace.class::isInstance);
            var corrected = done(correct(city, finding, 2, "100家", "漏计7家，见认定文件"));
            assertThat(corrected.left()).isEmpty();
            // It waits for another person; until then the contradiction stands.
            assertThat(city.open()).extracting(Finding::id).containsExactly(finding.id());
            var waiting = place(city, finding, 2).waiting().orElseThrow();
            assertThat(waiting.reason()).isEqualTo("漏计7家，见认定文件");
            assertThat(refused(city.corrections.confirm(OFFICER, finding.id(), waiting.id())))
                    .extracting(FieldError::key)
                    .containsExactly("indicator.observation.error.own");
            var after = done(city.corrections.confirm(OTHER, finding.id(), waiting.id()));
            assertThat(after.state()).isEqualTo(State.CLOSED);
            assertThat(city.open()).isEmpty();
            assertThat(city.store.steps(finding.id())).extracting(Step::what).containsExactly("closed", "found");
            // What is settled is corrected no more from here.
            assertThat(refused(city.corrections.correct(
                            OFFICER, finding.id(), 2, waiting.sequence(), Map.of("value", "99", "reason", "再改"))))
                    .extracting(FieldError::key)
                    .containsExactly("indicator.finding.error.meanwhile");
        }
    }

    @Test
    void aCorrectionThatDoesNotHelpSaysWhatIsLeft() {
        try (var city = new AuditedCity()) {
            Finding finding = keyFirms(city);
            var corrected = done(correct(city, finding, 2, "95", "更正"));
            assertThat(corrected.left()).contains("应为100").contains("现为95").contains("相差5");
            var after = done(city.corrections.confirm(
                    OTHER, finding.id(), corrected.observation().id()));
            assertThat(after.state()).isEqualTo(State.OPEN);
            assertThat(after.sentence()).isEqualTo(corrected.left());
            // The addend is as good a place to correct as the sum.
            var second = done(correct(city, after, 1, "22", "5家重复"));
            assertThat(second.left()).isEmpty();
            assertThat(done(city.corrections.confirm(
                                    OTHER, finding.id(), second.observation().id()))
                            .state())
                    .isEqualTo(State.CLOSED);
        }
    }

    @Test
    void whatIsMissingOrWrongIsSaidAtItsField() {
        try (var city = new AuditedCity()) {
            Finding finding = keyFirms(city);
            assertThat(refused(correct(city, finding, 2, "", " ")))
                    .extracting(FieldError::field)
                    .containsExactly("value", "reason");
            // Nobody mends one field to be told of the next.
            assertThat(refused(correct(city, finding, 2, "一百家", " ")))
                    .extracting(FieldError::key)
                    .containsExactly("indicator.observation.error.value", "indicator.observation.error.reason");
            assertThat(refused(correct(city, finding, 2, "93", "")))
                    .extracting(FieldError::key)
                    .containsExactly("indicator.observation.error.same", "indicator.observation.error.reason");
            assertThat(refused(correct(city, finding, 2, "100亿元", "更正")))
                    .extracting(FieldError::field)
                    .containsExactly("value");
            assertThat(refused(correct(city, finding, 2, "93", "更正")))
                    .extracting(FieldError::key)
                    .containsExactly("indicator.observation.error.same");
            assertThat(refused(city.corrections.correct(
                            OFFICER, finding.id(), 7, 1, Map.of("value", "1", "reason", "更正"))))
                    .extracting(FieldError::key)
                    .containsExactly("indicator.finding.error.notHere");
            // Somebody else stated another value meanwhile.
            int seen = place(city, finding, 2).after();
            done(correct(city, finding, 2, "98", "更正"));
            assertThat(refused(city.corrections.correct(
                            OTHER, finding.id(), 2, seen, Map.of("value", "100", "reason", "更正"))))
                    .extracting(FieldError::key)
                    .containsExactly("indicator.observation.error.meanwhile");
            assertThat(city.open()).hasSize(1);
        }
    }

    @Test
    void whileACorrectionWaitsTheInboxSaysSoAndNobodyElseStatesAnother() {
        try (var city = new AuditedCity()) {
            Finding finding = keyFirms(city);
            assertThat(city.pending.of(List.of(finding.id()))).isEmpty();
            assertThat(waiting(city)).isEmpty();
            var stated =
                    done(correct(city, finding, 2, "98", "漏计5家")).observation().id();
            var pending = java.util.Objects.requireNonNull(
                    city.pending.of(List.of(finding.id())).get(finding.id()));
            assertThat(pending.revision()).isEqualTo(stated);
            assertThat(pending.enteredName()).isEqualTo(OFFICER.name());
            assertThat(pending.by(OFFICER)).isTrue();
            assertThat(pending.by(OTHER)).isFalse();
            assertThat(waiting(city)).containsExactly(finding.id());
            for (int operand : List.of(1, 2)) {
                assertThat(refused(city.corrections.correct(
                                OTHER,
                                finding.id(),
                                operand,
                                place(city, finding, operand).after(),
                                Map.of("value", "20", "reason", "重复"))))
                        .extracting(FieldError::key)
                        .containsExactly("indicator.finding.error.waits");
            }
            // Who proposed it may still change it, or correct what else is wrong.
            var better =
                    done(correct(city, finding, 2, "99", "漏计6家")).observation().id();
            done(correct(city, finding, 1, "26", "1家重复"));
            done(city.observations.returnBack(OTHER, better, "与认定文件不符"));
            assertThat(waiting(city)).containsExactly(finding.id());
            done(city.corrections.confirm(
                    OTHER,
                    finding.id(),
                    place(city, finding, 1).waiting().orElseThrow().id()));
            assertThat(waiting(city)).isEmpty();
            // Decided, it is anybody's again.
            Finding after = city.store.find(finding.id()).orElseThrow();
            done(city.corrections.correct(
                    OTHER, after.id(), 2, place(city, after, 2).after(), Map.of("value", "99", "reason", "漏计6家")));
        }
    }

    private static List<java.util.UUID> waiting(AuditedCity city) {
        return city
                .store
                .page(PendingCorrections.STATE, "", "", dev.kechuang.shared.KeyPage.At.START, 50)
                .items()
                .stream()
                .map(Finding::id)
                .toList();
    }

    @Test
    void aConfirmedValueThatContradictsIsFoundAtOnceAndNothingElseIsTouched() {
        try (var city = new AuditedCity()) {
            Finding elsewhere = keyFirms(city);
            city.base.observe("hnte.provincial", "320500", "2016", "844");
            city.base.observe("hnte.provincial.new", "320500", "2017", "586");
            var stated = done(city.observations.state(
                    OFFICER,
                    Map.of("indicator", "hnte.provincial", "region", "320500", "period", "2017", "value", "1400"),
                    0,
                    dev.kechuang.indicator.internal.observation.Observation.Origin.FORM));
            done(city.observations.confirm(OTHER, List.of(stated.id())));
            assertThat(city.open())
                    .hasSize(2)
                    .anySatisfy(one -> assertThat(one.sentence()).contains("应为1430，现为1400，相差30"));
            assertThat(city.open()).extracting(Finding::id).contains(elsewhere.id());
            assertThat(city.findings.run()).isEqualTo(new Findings.Run(0, 0, 0, 2));
        }
    }

    @Test
    void aPublishedCountIsCorrectedAndTheRecordsAreNot() {
        try (var city = new AuditedCity()) {
            city.base.observe("hnte.valid", "320500", "2024", "12");
            city.findings.run();
            Finding finding = city.open().stream()
                    .filter(one -> one.rule().equals("hnte-against"))
                    .findFirst()
                    .orElseThrow();
            assertThat(city.corrections.ways(finding).getFirst())
                    .isInstanceOfSatisfying(
                            Way.InEvidence.class,
                            way -> assertThat(way.path()).contains("/indicators/hnte.valid/figure"));
            assertThat(done(correct(city, finding, 1, "11", "更正")).left()).contains("现为11");
            assertThat(done(correct(city, finding, 1, "0", "更正")).left()).isEmpty();
        }
    }

    @Test
    void aGrowthThatADocumentStatesIsNoObservationAndSaysSo() {
        try (var city = new AuditedCity()) {
            city.take("a.txt", """
                    示范市2025年科技工作总结

                    2024年专利申请量24680件。2025年专利申请量27640件，比上年增长15%。
                    """);
            city.findings.run();
            Finding finding = city.open().getFirst();
            assertThat(city.corrections.ways(finding).getLast())
                    .isInstanceOfSatisfying(
                            Way.InDocument.class,
                            way -> assertThat(way.takeable()).isFalse());
            assertThat(city.corrections.ways(finding).getFirst())
                    .isInstanceOfSatisfying(
                            Way.InDocument.class,
                            way -> assertThat(way.takeable()).isTrue());
        }
    }

    @Test
    void aFigureOfADocumentCountsWithTheValueThatWasConfirmedForIt() {
        try (var city = new AuditedCity()) {
            city.take("a.txt", """
                    示范市2024年科技工作总结

                    2024年，年末民营科技企业累计6420家。
                    """);
            var later = city.take("b.txt", """
                    示范市2025年科技工作总结

                    2025年，新增民营科技企业610家，民营科技企业累计达6950家。
                    """);
            city.findings.run();
            Finding finding = city.open().stream()
                    .filter(one -> one.sentence().contains("7030"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(city.open().toString()));
            // Nobody took the figures: what can be done is said with its place.
            assertThat(city.corrections.ways(finding))
                    .hasSize(3)
                    .allSatisfy(way -> assertThat(way)
                            .isInstanceOfSatisfying(
                                    Way.InDocument.class,
                                    there -> assertThat(there.path()).startsWith("/indicators/documents/")));
            int last = finding.operands().size() - 1;
            var printed = java.util.Objects.requireNonNull(
                    finding.operands().get(last).printed());
            assertThat(printed.document()).isEqualTo(later.id());
            var taken = done(city.observations.fromDocument(
                    OFFICER,
                    Map.of("indicator", "private-tech.valid", "region", "320500", "period", "2025", "value", "6950"),
                    printed.document(),
                    printed.start(),
                    printed.end()));
            done(city.observations.confirm(OTHER, List.of(taken.id())));
            // As printed, it contradicts as before.
            assertThat(city.open()).extracting(Finding::id).contains(finding.id());
            var half = done(correct(city, finding, last, "7000", "统计口径"));
            assertThat(waiting(city)).contains(finding.id());
            assertThat(half.left()).contains("7000");
            done(city.corrections.confirm(
                    OTHER, finding.id(), half.observation().id()));
            Finding still = city.store.find(finding.id()).orElseThrow();
            assertThat(still.state()).isEqualTo(State.OPEN);
            assertThat(still.operands().get(last).value()).contains("更正为7000家").contains("原文6950家");
            var right = done(correct(city, still, last, "7030", "以年报为准"));
            assertThat(right.left()).isEmpty();
            assertThat(done(city.corrections.confirm(
                                    OTHER, finding.id(), right.observation().id()))
                            .state())
                    .isEqualTo(State.CLOSED);
            // The next audit of everything says the same.
            assertThat(city.findings.run().changed()).isZero();
        }
    }
}
