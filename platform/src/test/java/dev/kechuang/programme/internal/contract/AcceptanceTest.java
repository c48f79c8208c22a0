package dev.kechuang.programme.internal.contract;

import static dev.kechuang.programme.internal.contract.ContractFixture.applicant;
import static dev.kechuang.programme.internal.contract.ContractFixture.closing;
import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.contract.AcceptanceStore.Acceptance;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Panel;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.record.NewRecord;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A project ends: a panel passes it with outcomes, sends it back, or it fails and pays back; then it is archived. */
class AcceptanceTest {

    private static final ContractFixture CITY = new ContractFixture();

    @AfterAll
    static void close() {
        CITY.close();
    }

    @AfterEach
    void today() {
        CITY.clock.on(RegistryFixture.TODAY);
    }

    @Test
    void acceptanceNeedsEveryReport() {
        Project project = CITY.confirmed();
        var errors = refused(
                CITY.acceptances.ask(applicant(project), project.id(), Acceptance.Method.PANEL, closing(project)));
        assertThat(errors)
                .extracting(FieldError::key)
                .containsExactly("contract.acceptance.error.report", "contract.acceptance.error.report");
        assertThat(CITY.read(project.id()).application().stage()).isEqualTo("execution");
    }

    @Test
    void aPanelPassesAProjectWithOutcomesRecordsAndTheLastInstalment() {
        Project project = CITY.asked();
        assertThat(project.application().stage()).isEqualTo("acceptance");
        var low = decision(1, Acceptance.State.PASSED, panel("30", "40"));
        assertThat(keys(CITY.acceptances.decide(CITY.bureau(), project.id(), low)))
                .as("tasks below their least")
                .containsExactly("contract.acceptance.error.least");
        done(CITY.acceptances.decide(
                CITY.bureau(), project.id(), decision(1, Acceptance.State.PASSED, panel("50", "35"))));
        Project after = CITY.read(project.id());
        assertThat(after.application().status()).isEqualTo(Status.COMPLETED);
        assertThat(CITY.acceptanceStore.of(project.id()).getFirst().score()).isEqualByComparingTo("85");
        assertThat(CITY.instalments(project)).containsExactly("DUE", "DUE", "DUE");
        assertThat(CITY.city.registry.recorded)
                .filteredOn(record -> record.subject().equals(project.reference())
                        && record.kind().startsWith("programme.outcome."))
                .extracting(NewRecord::kind, NewRecord::count, NewRecord::amountFen)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("programme.outcome.patents", 4, 0L),
                        org.assertj.core.groups.Tuple.tuple("programme.outcome.revenue", 1, 1_200_0000_00L));
        assertThat(CITY.acceptanceStore.outcomes(project.id())).hasSize(3);
        assertThat(CITY.published)
                .anySatisfy(event -> assertThat(((Incident) event).code()).isEqualTo(Incident.Code.ACCEPTANCE_PASSED));
        evaluation(after);
        archive(after);
    }

    private void evaluation(Project project) {
        assertThat(CITY.evaluationStore.find(project.id()).orElseThrow().dueOn())
                .isEqualTo(RegistryFixture.TODAY.plusMonths(12));
        done(CITY.evaluations.submit(applicant(project), project.id(), closing(project)));
        assertThat(keys(CITY.evaluations.score(CITY.bureau(), project.id(), new BigDecimal("101"), "")))
                .containsExactly("contract.evaluation.error.score");
        done(CITY.evaluations.score(CITY.bureau(), project.id(), new BigDecimal("88.5"), "达到预期"));
        assertThat(keys(CITY.evaluations.submit(applicant(project), project.id(), closing(project))))
                .containsExactly("contract.evaluation.error.closed");
    }

    private void archive(Project project) {
        assertThat(keys(CITY.archive.make(applicant(project), project.id())))
                .containsExactly("contract.error.notBureau");
        var made = done(CITY.archive.make(CITY.bureau(), project.id()));
        assertThat(made.digest()).hasSize(64);
        assertThat(made.pages()).isGreaterThan(5);
        assertThat(made.parts()).isEqualTo(8);
        assertThat(CITY.archive.of(project.id())).containsExactly(made);
        assertThat(CITY.text(made))
                .as("every item of every expert, and what came of it in the end")
                .contains("专家单位任务完成经费使用总分", "甲南京大学503585")
                .contains("绩效评价", "得分88.5", "达到预期");
    }

    @Test
    void rectificationGivesTheApplicantAnotherTry() {
        Project project = CITY.asked();
        done(CITY.acceptances.decide(
                CITY.bureau(), project.id(), decision(1, Acceptance.State.RECTIFY, panel("30", "30"))));
        Project back = CITY.read(project.id());
        assertThat(back.application().status()).isEqualTo(Status.RETURNED);
        assertThat(CITY.acceptanceStore.of(project.id()).getFirst().rectifyBy())
                .isEqualTo(RegistryFixture.TODAY.plusDays(90));
        done(CITY.acceptances.ask(applicant(project), project.id(), Acceptance.Method.PANEL, closing(project)));
        assertThat(keys(CITY.acceptances.decide(
                        CITY.bureau(), project.id(), decision(1, Acceptance.State.PASSED, panel("50", "35")))))
                .as("the second request stands")
                .containsExactly("contract.acceptance.error.decided");
        done(CITY.acceptances.decide(
                CITY.bureau(), project.id(), decision(2, Acceptance.State.PASSED, panel("50", "35"))));
        assertThat(CITY.read(project.id()).application().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void aFailedProjectEndsAndItsMoneyIsDemandedBack() {
        Project project = CITY.asked();
        CITY.paid(CITY.allocation(project), 1);
        var much = new AcceptanceService.Decision(
                1, Acceptance.State.FAILED, Acceptance.Method.PANEL, panel("10", "10"), "未完成", null, 40_0000_00L);
        assertThat(keys(CITY.acceptances.decide(CITY.bureau(), project.id(), much)))
                .as("more than was paid")
                .containsExactly("contract.error.demandedMore");
        assertThat(CITY.read(project.id()).application().status())
                .as("taken back as a whole")
                .isEqualTo(Status.OPEN);
        done(CITY.acceptances.decide(
                CITY.bureau(),
                project.id(),
                new AcceptanceService.Decision(
                        1,
                        Acceptance.State.FAILED,
                        Acceptance.Method.PANEL,
                        panel("10", "10"),
                        "未完成",
                        null,
                        20_0000_00L)));
        assertThat(CITY.read(project.id()).application().status()).isEqualTo(Status.TERMINATED);
        var allocation = CITY.allocation(project);
        assertThat(allocation.endedOn()).isNotNull();
        assertThat(allocation.recovery()).isNotNull();
        UUID key = UUID.randomUUID();
        for (int i = 0; i < 2; i++) {
            done(CITY.projects.recovered(
                    CITY.bureau(), project.id(), key, allocation.id(), 5_0000_00L, RegistryFixture.TODAY, true));
        }
        var recovery = CITY.allocation(project).recovery();
        assertThat(Objects.requireNonNull(recovery).received().fen())
                .as("the same form twice")
                .isEqualTo(5_0000_00L);
        assertThat(CITY.text(done(CITY.archive.make(CITY.bureau(), project.id()))))
                .as("what was demanded back and what came stands in the archive")
                .contains("应追回（万元）20已收回（万元）5", "尚未收回（万元）15", "原因：验收不通过");
    }

    @Test
    void aWholeProjectRunsInThreeSteps() {
        Project project = CITY.drafting();
        Viewer applicant = applicant(project);
        var run = new ProjectRun(
                CITY.contracts, CITY.reports, CITY.reportStore, CITY.acceptances, CITY.acceptanceStore, CITY.desk);
        assertThat(done(run.sign(applicant, CITY.bureau(), project.id())).confirmed())
                .isTrue();
        CITY.clock.on(LocalDate.of(2027, 11, 1));
        done(run.report(applicant, CITY.bureau(), project.id()));
        CITY.clock.on(LocalDate.of(2028, 5, 1));
        done(run.report(applicant, CITY.bureau(), project.id()));
        CITY.clock.on(LocalDate.of(2028, 12, 1));
        Project end = done(
                run.accept(applicant, CITY.bureau(), project.id(), Map.of("patents", 3L), Acceptance.State.PASSED));
        assertThat(end.concludedOn()).isEqualTo(LocalDate.of(2028, 12, 1));
        assertThat(CITY.reportStore.of(project.id())).noneMatch(ReportStore.Report::late);
    }

    private static List<String> keys(Outcome<?> outcome) {
        return refused(outcome).stream().map(FieldError::key).toList();
    }

    private static AcceptanceService.Decision decision(int number, Acceptance.State state, @Nullable Panel panel) {
        return new AcceptanceService.Decision(number, state, Acceptance.Method.PANEL, panel, "专家组意见", null, 0);
    }

    private static Panel panel(String tasks, String money) {
        var scores = Map.of("tasks", new BigDecimal(tasks), "money", new BigDecimal(money));
        return new Panel(List.of(
                new Panel.Member("甲", "南京大学", scores),
                new Panel.Member("乙", "东南大学", scores),
                new Panel.Member("丙", "苏州大学", scores)));
    }
}
