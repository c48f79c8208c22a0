package dev.kechuang.programme.internal.contract;

import static dev.kechuang.programme.internal.contract.ContractFixture.applicant;
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
import dev.kechuang.programme.internal.contract.ChangeStore.Change;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage.At;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/** A project runs: reports release instalments, changes make new texts, money stops and goes on, days pass. */
class ExecutionTest {

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
    void anAcceptedMidtermReportReleasesItsInstalmentAndAReturnedOneDoesNot() {
        Project project = CITY.confirmed();
        Viewer applicant = applicant(project);
        done(CITY.reports.file(applicant, project.id(), "midterm", report(project, 10_0000_00L)));
        assertThat(keys(CITY.reports.giveBack(CITY.bureau(), project.id(), "midterm", 1, " ")))
                .containsExactly("contract.error.reason");
        done(CITY.reports.giveBack(CITY.bureau(), project.id(), "midterm", 1, "补充测试报告"));
        assertThat(CITY.instalments(project)).containsExactly("DUE", "PLANNED", "PLANNED");
        done(CITY.reports.file(applicant, project.id(), "midterm", report(project, 12_0000_00L)));
        assertThat(keys(CITY.reports.accept(CITY.bureau(), project.id(), "midterm", 1, "")))
                .as("the first filing was read, the second stands")
                .containsExactly("contract.error.changed");
        done(CITY.reports.accept(CITY.bureau(), project.id(), "midterm", 2, "合格"));
        assertThat(CITY.instalments(project)).containsExactly("DUE", "DUE", "PLANNED");
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
        assertThat(CITY.text(done(CITY.archive.make(CITY.bureau(), project.id()))))
                .contains("变更申请第1号（预算调整）", "结果批准", "一、变更原因调整");
        assertThat(new ContractInvariants()
                        .programmeContractTexts(CITY.city.jdbc)
                        .check()
                        .violations())
                .isEmpty();
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
        CITY.clock.on(due);
        done(CITY.reports.file(applicant(timely), timely.id(), "midterm", report(timely, 10_0000_00L)));
        done(CITY.changes.ask(
                applicant(timely),
                timely.id(),
                timely.version(),
                Change.Kind.TERM,
                edit(timely).endsOn(LocalDate.of(2029, 5, 31)),
                "设备到货推迟"));
        CITY.clock.on(due.plusDays(1));
        done(CITY.reports.file(applicant(tardy), tardy.id(), "midterm", report(tardy, 10_0000_00L)));
        LocalDate later = due.plusDays(30);
        CITY.clock.on(later);
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
        CITY.clock.on(LocalDate.of(2027, 11, 10));
        CITY.city.registry.accounts.registerApplicant(
                RegistryFixture.person("reminded"), project.application().organisation());
        CITY.city.registry.told.clear();
        assertThat(CITY.reminders.run().incidents()).isZero();
        assertThat(CITY.city.registry.told).anySatisfy(text -> assertThat(text).contains("中期检查"));
        CITY.clock.on(LocalDate.of(2027, 12, 2));
        CITY.reminders.run();
        assertThat(CITY.reportStore.find(project.id(), "midterm").orElseThrow().late())
                .isTrue();
        CITY.clock.on(LocalDate.of(2029, 6, 1));
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
        Application application = CITY.granted(ContractProgramme.subsidy(), 3_0000_00L);
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
        Application application = CITY.granted(ContractProgramme.subsidy(), 0);
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

    private static List<String> keys(Outcome<?> outcome) {
        return refused(outcome).stream().map(FieldError::key).toList();
    }
}
