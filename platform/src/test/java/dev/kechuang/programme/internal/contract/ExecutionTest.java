package dev.kechuang.programme.internal.contract;

import static dev.kechuang.programme.internal.contract.ContractFixture.applicant;
import static dev.kechuang.programme.internal.contract.ContractFixture.closing;
import static dev.kechuang.programme.internal.contract.ContractFixture.edit;
import static dev.kechuang.programme.internal.contract.ContractFixture.item;
import static dev.kechuang.programme.internal.contract.ContractFixture.report;
import static dev.kechuang.programme.internal.contract.ContractTest.atOnce;
import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.fund.Contribution;
import dev.kechuang.fund.Instalment;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Acceptance;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Panel;
import dev.kechuang.programme.internal.contract.ChangeStore.Change;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.record.NewRecord;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage.At;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/** A project runs: reports release instalments, changes make new texts, acceptance ends it with outcomes. */
class ExecutionTest {

    private static final ContractFixture CITY = new ContractFixture();

    @AfterAll
    static void close() {
        CITY.close();
    }

    @AfterEach
    void today() {
        CITY.clock.to(RegistryFixture.TODAY);
    }

    @Test
    void anAcceptedMidtermReportReleasesItsInstalmentAndAReturnedOneDoesNot() {
        Project project = CITY.confirmed();
        Viewer applicant = applicant(project);
        done(CITY.reports.file(applicant, project.id(), "midterm", report(project, 10_0000_00L)));
        assertThat(keys(CITY.reports.giveBack(CITY.bureau(), project.id(), "midterm", 1, " ")))
                .containsExactly("contract.error.reason");
        done(CITY.reports.giveBack(CITY.bureau(), project.id(), "midterm", 1, "补充测试报告"));
        assertThat(states(project)).containsExactly("DUE", "PLANNED", "PLANNED");
        done(CITY.reports.file(applicant, project.id(), "midterm", report(project, 12_0000_00L)));
        assertThat(keys(CITY.reports.accept(CITY.bureau(), project.id(), "midterm", 1, "")))
                .as("the first filing was read, the second stands")
                .containsExactly("contract.error.changed");
        done(CITY.reports.accept(CITY.bureau(), project.id(), "midterm", 2, "合格"));
        assertThat(states(project)).containsExactly("DUE", "DUE", "PLANNED");
        assertThat(CITY.reportStore.filings(project.id())).hasSize(2);
    }

    @Test
    void aReportWhoseSpendingDoesNotAddUpIsRefusedAndNothingIsKept() {
        Project project = CITY.confirmed();
        ReportText right = report(project, 10_0000_00L);
        var wrong = new ReportText(
                right.summary(),
                "",
                right.achieved(),
                right.milestones(),
                right.spent(),
                11_0000_00L,
                List.of(),
                List.of());
        assertThat(keys(CITY.reports.file(applicant(project), project.id(), "midterm", wrong)))
                .containsExactly("contract.report.error.sum");
        assertThat(keys(CITY.reports.file(
                        applicant(project), project.id(), "midterm", report(project, ContractFixture.GRANT + 100))))
                .containsExactly("contract.report.error.overGrant");
        done(CITY.reports.file(applicant(project), project.id(), "midterm", right));
        assertThat(keys(CITY.reports.file(applicant(project), project.id(), "progress", report(project, 9_0000_00L))))
                .containsExactly("contract.report.error.shrinks");
        assertThat(CITY.reportStore.filings(project.id())).hasSize(1);
    }

    @Test
    void aChangeIsDecidedOnceThoughTwoOfficersDecideAtOnce() throws Exception {
        Project project = CITY.confirmed();
        done(CITY.changes.ask(
                applicant(project),
                project.id(),
                project.version(),
                Change.Kind.TERM,
                edit(project).endsOn(LocalDate.of(2029, 5, 31)),
                "设备到货推迟"));
        List<Callable<Outcome<Change>>> both = List.of(
                () -> CITY.changes.decide(CITY.bureau(), project.id(), 1, true, "同意延期"),
                () -> CITY.changes.decide(ContractFixture.leader(), project.id(), 1, false, "不同意"));
        var outcomes = atOnce(both);
        assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
        Change change = CITY.changeStore.find(project.id(), 1).orElseThrow();
        boolean approved = change.state() == Change.State.APPROVED;
        Project after = CITY.read(project.id());
        assertThat(after.endsOn()).isEqualTo(approved ? LocalDate.of(2029, 5, 31) : LocalDate.of(2028, 11, 30));
        assertThat(CITY.store.versions(project.id())).hasSize(approved ? 2 : 1);
        assertThat(after.version()).isEqualTo(approved ? 2 : 1);
    }

    @Test
    void anApprovedBudgetChangeKeepsTheGrantAndBecomesTheNextText() {
        Project project = CITY.confirmed();
        Viewer applicant = applicant(project);
        var wanted = edit(project).budget(List.of(item("设备费", 20, 20), item("材料费", 29, 10)));
        assertThat(keys(CITY.changes.ask(applicant, project.id(), project.version(), Change.Kind.BUDGET, wanted, "调整")))
                .containsExactly("contract.error.budgetSum");
        var right = edit(project).budget(List.of(item("设备费", 20, 20), item("材料费", 30, 10)));
        done(CITY.changes.ask(applicant, project.id(), project.version(), Change.Kind.BUDGET, right, "调整"));
        assertThat(keys(CITY.changes.ask(
                        applicant,
                        project.id(),
                        project.version(),
                        Change.Kind.LEADER,
                        edit(project).leader("新人"),
                        "换人")))
                .as("one at a time")
                .containsExactly("contract.change.error.open");
        assertThat(keys(CITY.changes.decide(applicant, project.id(), 1, true, "自己批")))
                .containsExactly("contract.error.notBureau");
        done(CITY.changes.decide(CITY.bureau(), project.id(), 1, true, "同意"));
        assertThat(CITY.read(project.id()).text().budget()).isEqualTo(right.budget());
        done(CITY.projects.terminate(
                CITY.bureau(),
                project.id(),
                CITY.read(project.id()).application().moves(),
                "单位注销",
                0));
        assertThat(text(done(CITY.archive.make(CITY.bureau(), project.id()))))
                .contains("变更申请第1号（预算调整）", "结果批准", "一、变更原因调整");
        assertThat(new ContractInvariants()
                        .programmeContractTexts(CITY.city.jdbc)
                        .check()
                        .violations())
                .isEmpty();
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
        assertThat(states(project)).containsExactly("DUE", "DUE", "DUE");
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
        assertThat(text(made))
                .as("every item of every expert, and what came of it in the end")
                .contains("专家单位任务完成经费使用总分", "甲南京大学503585")
                .contains("绩效评价", "得分88.5", "达到预期");
    }

    /** The archive's text without blanks. */
    private static String text(ProjectArchive.Made made) {
        try (var bound = Loader.loadPDF(
                CITY.files.open(CITY.files.find(made.file()).orElseThrow()).readAllBytes())) {
            return new PDFTextStripper().getText(bound).replaceAll("\\s", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        assertThat(text(done(CITY.archive.make(CITY.bureau(), project.id()))))
                .as("what was demanded back and what came stands in the archive")
                .contains("应追回（万元）20已收回（万元）5", "尚未收回（万元）15", "原因：验收不通过");
    }

    @Test
    void aSuspendedProjectCannotBeReportedOnAndGoesOnAfterwards() {
        Project project = CITY.confirmed();
        int moves = project.application().moves();
        done(CITY.projects.suspend(CITY.bureau(), project.id(), moves, "股权纠纷"));
        assertThat(CITY.allocation(project).heldReason())
                .as("the first instalment is due, and is not paid meanwhile")
                .isEqualTo("股权纠纷");
        assertThat(keys(CITY.reports.file(applicant(project), project.id(), "midterm", report(project, 1))))
                .containsExactly("contract.report.error.notOpen");
        assertThat(keys(CITY.projects.resume(CITY.bureau(), project.id(), moves, "已解决")))
                .as("somebody was faster")
                .containsExactly("programme.error.stale");
        done(CITY.projects.resume(CITY.bureau(), project.id(), moves + 1, "已解决"));
        assertThat(CITY.allocation(project).heldOn()).isNull();
        done(CITY.reports.file(applicant(project), project.id(), "midterm", report(project, 1)));
        done(CITY.projects.terminate(CITY.bureau(), project.id(), moves + 2, "单位注销", 0));
        assertThat(CITY.allocation(project).committed().fen()).isZero();
        assertThat(CITY.read(project.id()).application().status()).isEqualTo(Status.TERMINATED);
    }

    @Test
    void projectsSuspendedBeforeTheLedgerKnewOfItAreHeldByTheUpgrade() throws IOException {
        Project project = CITY.confirmed();
        Project running = CITY.confirmed();
        // As it was done before: the state alone.
        done(CITY.city.move(
                CITY.lifecycle,
                CITY.bureau(),
                new Move(
                        project.id(),
                        project.application().moves(),
                        EventKind.HELD,
                        "股权纠纷" + "详".repeat(600),
                        Map.of())));
        assertThat(CITY.allocation(project).heldOn()).isNull();
        var held = new ContractInvariants().programmeSuspendedHeld(CITY.city.jdbc);
        assertThat(held.check().violations())
                .singleElement()
                .asString()
                .contains(project.id().toString(), "is not held");

        var owner = CITY.city.registry.database.owner();
        String upgrade = new ClassPathResource("db/migration/programme/V121__suspended_projects_held.sql")
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(owner.sql(upgrade).update()).isEqualTo(1);
        var money = CITY.allocation(project);
        assertThat(money.heldOn()).isEqualTo(RegistryFixture.TODAY);
        assertThat(money.heldReason()).startsWith("股权纠纷").endsWith("…").hasSize(500);
        assertThat(CITY.allocation(running).heldOn()).isNull();
        assertThat(held.check().violations()).isEmpty();
        assertThat(held.check().checked()).isPositive();
        assertThat(owner.sql(upgrade).update()).as("once is enough").isZero();

        owner.sql("UPDATE fund.allocation SET held_on = NULL, held_reason = '' WHERE id = :id")
                .param("id", money.id())
                .update();
        assertThat(held.check().violations()).as("broken by hand").hasSize(1);
        owner.sql(upgrade).update();
        assertThatThrownBy(() -> CITY.city
                        .jdbc
                        .sql("UPDATE fund.published_allocation SET held_reason = 'x' WHERE id = :id")
                        .param("id", money.id())
                        .update())
                .as("the application only looks")
                .hasStackTraceContaining("permission denied");
        done(CITY.projects.resume(
                CITY.bureau(),
                project.id(),
                CITY.read(project.id()).application().moves(),
                "已解决"));
        assertThat(CITY.allocation(project).heldOn()).isNull();
    }

    @Test
    void aReportThatCameInTimeIsNotOverdueWhileItWaitsForTheOfficer() {
        var lists = new ProjectLists(CITY.city.jdbc, CITY.clock);
        Project timely = CITY.confirmed();
        Project tardy = CITY.confirmed();
        LocalDate due = Objects.requireNonNull(
                CITY.reportStore.find(timely.id(), "midterm").orElseThrow().dueOn());
        CITY.clock.to(due);
        done(CITY.reports.file(applicant(timely), timely.id(), "midterm", report(timely, 10_0000_00L)));
        done(CITY.changes.ask(
                applicant(timely),
                timely.id(),
                timely.version(),
                Change.Kind.TERM,
                edit(timely).endsOn(LocalDate.of(2029, 5, 31)),
                "设备到货推迟"));
        CITY.clock.to(due.plusDays(1));
        done(CITY.reports.file(applicant(tardy), tardy.id(), "midterm", report(tardy, 10_0000_00L)));
        LocalDate later = due.plusDays(30);
        CITY.clock.to(later);
        assertThat(row(lists, timely, "report").overdue(later)).isFalse();
        assertThat(row(lists, tardy, "report").overdue(later)).isTrue();
        assertThat(row(lists, timely, "change").overdue(later))
                .as("the day of a change is that on which it was asked for")
                .isFalse();
        done(CITY.reports.giveBack(CITY.bureau(), timely.id(), "midterm", 1, "补充测试报告"));
        assertThat(lists.first(CITY.bureau(), ProjectLists.View.OVERDUE, "", 1000))
                .as("given back, it waits for the applicant, and its day has passed")
                .filteredOn(one -> one.application().equals(timely.id()))
                .singleElement()
                .satisfies(one -> assertThat(one.overdue(later)).isTrue());
    }

    private static ProjectLists.Row row(ProjectLists lists, Project project, String kind) {
        return lists.first(CITY.bureau(), ProjectLists.View.TODO, "", 1000).stream()
                .filter(one ->
                        one.application().equals(project.id()) && one.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void moneyOfOthersIsNotedInTheLedgerOnce() {
        Project project = CITY.confirmed();
        UUID key = UUID.randomUUID();
        for (int i = 0; i < 2; i++) {
            done(CITY.projects.contributed(
                    CITY.city.registry.kunshan,
                    project.id(),
                    key,
                    Contribution.From.DISTRICT,
                    10_0000_00L,
                    RegistryFixture.TODAY,
                    "昆科〔2026〕8号"));
        }
        assertThat(CITY.allocation(project).contributions())
                .filteredOn(one -> one.from() == Contribution.From.DISTRICT)
                .extracting(one -> one.arrived().fen())
                .containsExactly(10_0000_00L);
    }

    @Test
    void whatIsOverdueIsNotedOnceAndRemindedBefore() {
        Project project = CITY.confirmed();
        CITY.clock.to(LocalDate.of(2027, 11, 10));
        CITY.city.registry.accounts.registerApplicant(
                RegistryFixture.person("reminded"), project.application().organisation());
        CITY.city.registry.told.clear();
        assertThat(CITY.reminders.run().incidents()).isZero();
        assertThat(CITY.city.registry.told).anySatisfy(text -> assertThat(text).contains("中期检查"));
        CITY.clock.to(LocalDate.of(2027, 12, 2));
        CITY.reminders.run();
        assertThat(CITY.reportStore.find(project.id(), "midterm").orElseThrow().late())
                .isTrue();
        CITY.clock.to(LocalDate.of(2029, 6, 1));
        CITY.reminders.run();
        assertThat(CITY.reminders.run().incidents()).as("each only once").isZero();
        assertThat(CITY.published.stream()
                        .map(Incident.class::cast)
                        .filter(one -> one.application().equals(project.id()))
                        .map(Incident::code))
                .containsExactlyInAnyOrder(
                        Incident.Code.REPORT_LATE, Incident.Code.REPORT_LATE, Incident.Code.ACCEPTANCE_OVERDUE);
    }

    @Test
    void aSubsidyIsPassedWhenItIsPaid() {
        Application application = CITY.granted(ContractFixture.subsidy(), 3_0000_00L);
        var allocation = CITY.allocations
                .of(CITY.bureau(), Project.reference(application.id()))
                .getFirst();
        assertThat(allocation.instalments())
                .extracting(Instalment::state)
                .as("due at once")
                .containsExactly(Instalment.State.DUE);
        assertThat(CITY.payments.settle(application.id())).isFalse();
        CITY.paid(allocation, 1);
        assertThat(CITY.payments.settle()).isEqualTo(1);
        assertThat(CITY.city.applications.find(application.id()).orElseThrow().status())
                .isEqualTo(Status.COMPLETED);
        assertThat(CITY.payments.settle()).isZero();
        assertThat(done(CITY.archive.make(CITY.bureau(), application.id())).pages())
                .isPositive();
    }

    @Test
    void anAwardWithoutMoneyDoesNotWaitForABank() {
        Application application = CITY.granted(ContractFixture.subsidy(), 0);
        assertThat(application.status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void everySideFindsWhatWaitsForIt() {
        var lists = new ProjectLists(CITY.city.jdbc, CITY.clock);
        Project project = CITY.asked();
        var rows = lists.first(CITY.bureau(), ProjectLists.View.TODO, "", 1000);
        assertThat(rows).anySatisfy(row -> {
            assertThat(row.application()).isEqualTo(project.id());
            assertThat(row.kind()).isEqualTo("acceptance");
        });
        assertThat(lists.first(CITY.city.registry.kunshan, ProjectLists.View.TODO, "", 1000))
                .as("the city's calls are the city's to handle")
                .isEmpty();
        assertThat(lists.count(applicant(project), ProjectLists.View.TODO, "")).isZero();
        for (var view : ProjectLists.View.values()) {
            var first = lists.page(CITY.bureau(), view, "", At.START, 2);
            if (first.next() == null) continue;
            var second = lists.page(CITY.bureau(), view, "", At.of(first.next(), null), 2);
            assertThat(second.items()).as(view.code()).doesNotContainAnyElementsOf(first.items());
            var back = lists.page(CITY.bureau(), view, "", At.of(null, second.previous()), 2);
            assertThat(back.items()).as(view.code()).isEqualTo(first.items());
        }
        assertThat(lists.first(CITY.bureau(), ProjectLists.View.ALL, "100%_\\", 10))
                .isEmpty();
    }

    @Test
    void aWholeProjectRunsInThreeSteps() {
        Project project = CITY.drafting();
        Viewer applicant = applicant(project);
        var run = new ProjectRun(
                CITY.contracts, CITY.reports, CITY.reportStore, CITY.acceptances, CITY.acceptanceStore, CITY.desk);
        assertThat(done(run.sign(applicant, CITY.bureau(), project.id())).confirmed())
                .isTrue();
        CITY.clock.to(LocalDate.of(2027, 11, 1));
        done(run.report(applicant, CITY.bureau(), project.id()));
        CITY.clock.to(LocalDate.of(2028, 5, 1));
        done(run.report(applicant, CITY.bureau(), project.id()));
        CITY.clock.to(LocalDate.of(2028, 12, 1));
        Project end = done(
                run.accept(applicant, CITY.bureau(), project.id(), Map.of("patents", 3L), Acceptance.State.PASSED));
        assertThat(end.concludedOn()).isEqualTo(LocalDate.of(2028, 12, 1));
        assertThat(CITY.reportStore.of(project.id())).noneMatch(ReportStore.Report::late);
    }

    private static List<String> states(Project project) {
        return CITY.allocation(project).instalments().stream()
                .map(one -> one.state().name())
                .toList();
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
