package dev.kechuang.programme.internal.contract;

import static dev.kechuang.programme.internal.contract.ContractFixture.applicant;
import static dev.kechuang.programme.internal.contract.ContractFixture.edit;
import static dev.kechuang.programme.internal.contract.ContractFixture.item;
import static dev.kechuang.programme.internal.contract.ContractFixture.leader;
import static dev.kechuang.programme.internal.contract.ContractFixture.milestone;
import static dev.kechuang.programme.internal.contract.ContractFixture.target;
import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.fund.Instalment;
import dev.kechuang.programme.internal.contract.ContractText.BudgetItem;
import dev.kechuang.programme.internal.contract.Project.State;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.record.NewRecord;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A contract is drafted from what was submitted and granted, amended, frozen, signed by both sides, and commits the money. */
class ContractTest {

    private static final ContractFixture CITY = new ContractFixture();

    @AfterAll
    static void close() {
        CITY.close();
    }

    @Test
    void theDraftTakesOverTheSubmissionAndCutsTheBudgetToTheGrant() {
        ContractText text = CITY.drafting().text();
        assertThat(text.startsOn()).isEqualTo(LocalDate.of(2026, 12, 1));
        assertThat(text.milestones()).containsExactly(milestone("2027-11-30", "完成样机"), milestone("2028-10-31", "完成应用"));
        assertThat(text.targets()).containsExactly(target("发明专利", "3", "项"), target("精度", "0.05", "毫米"));
        assertThat(text.budget()).as("75 asked, 50 granted").containsExactly(item("设备费", 30, 20), item("材料费", 20, 10));
        assertThat(text.districtFen()).as("half of the grant").isEqualTo(25_0000_00L);
        assertThat(text.selfFen()).isEqualTo(30_0000_00L);
        assertThat(text.instalments())
                .extracting(ContractText.Part::fen)
                .containsExactly(30_0000_00L, 15_0000_00L, 5_0000_00L);
        assertThat(text.clauses().getFirst())
                .contains("苏州市科学技术局")
                .contains("50 万元")
                .contains(text.number());
        assertThat(text.clauses().getLast())
                .contains("2026年12月1日")
                .contains("周明")
                .contains("做一件事");
    }

    @Test
    void cuttingLosesNoFen() {
        var budget =
                List.of(new BudgetItem("甲", 33_33, 0), new BudgetItem("乙", 33_33, 0), new BudgetItem("丙", 33_35, 0));
        var cut = ContractDrafting.cut(budget, 77_77);
        assertThat(cut.stream().mapToLong(BudgetItem::grantFen).sum()).isEqualTo(77_77);
        assertThat(
                        ContractDrafting.split(
                                        100_01,
                                        List.of(new java.math.BigDecimal("0.333"), new java.math.BigDecimal("0.667")))
                                .stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .isEqualTo(100_01);
    }

    @Test
    void whatIsTypedIsKeptAndNobodyOverwritesSomebodyElse() {
        Project project = CITY.drafting();
        Viewer applicant = applicant(project);
        Project saved = done(CITY.contracts.save(
                applicant, project.id(), project.revision(), edit(project).leader("钱进")));
        assertThat(saved.text().leader()).isEqualTo("钱进");
        assertThat(saved.text().clauses().getLast()).contains("钱进");
        assertThat(refused(CITY.contracts.save(
                        applicant,
                        project.id(),
                        project.revision(),
                        edit(project).leader("赵前"))))
                .extracting(FieldError::key)
                .containsExactly("contract.error.changed");
        assertThat(refused(CITY.contracts.save(CITY.bureau(), project.id(), saved.revision(), edit(saved))))
                .extracting(FieldError::key)
                .containsExactly("contract.error.notApplicant");
    }

    @Test
    void aBudgetThatDoesNotAddUpIsNotHandedIn() {
        Project project = CITY.drafting();
        Project saved = done(CITY.contracts.save(
                applicant(project),
                project.id(),
                project.revision(),
                edit(project).budget(List.of(item("设备费", 49, 0)))));
        var errors = refused(CITY.contracts.submit(applicant(project), project.id(), saved.revision()));
        assertThat(errors).extracting(FieldError::key).containsExactly("contract.error.budgetSum");
        assertThat(errors.getFirst().args()).containsExactly("49", "50");
        assertThat(CITY.read(project.id()).state()).isEqualTo(State.DRAFTING);
    }

    @Test
    void theOfficerAsksForAmendmentsAndTheApplicantHandsInAgain() {
        Project project = CITY.drafting();
        Viewer applicant = applicant(project);
        Project sent = done(CITY.contracts.submit(applicant, project.id(), project.revision()));
        Project back = done(CITY.contracts.giveBack(CITY.bureau(), project.id(), sent.revision(), "指标偏低"));
        assertThat(back.state()).isEqualTo(State.DRAFTING);
        assertThat(back.remark()).isEqualTo("指标偏低");
        assertThat(back.application().status()).isEqualTo(Status.RETURNED);
        assertThatThrownBy(() -> CITY.city
                        .jdbc
                        .sql("INSERT INTO programme.answer (application, path, value, actor, changed_at)"
                                + " VALUES (:id, 'project.title', '\"x\"', 'a', now())")
                        .param("id", project.id())
                        .update())
                .as("no section of the form is open")
                .hasMessageContaining("is closed");
        done(CITY.contracts.submit(applicant, project.id(), back.revision()));
        assertThat(CITY.read(project.id()).application().status()).isEqualTo(Status.OPEN);
    }

    @Test
    void bothSidesSignTheSameTextAndTheMoneyIsCommitted() {
        Project project = CITY.agreed();
        assertThat(refused(CITY.contracts.sign(applicant(project), project.id(), "00")))
                .extracting(FieldError::key)
                .containsExactly("contract.error.changed");
        Project half = done(CITY.contracts.sign(applicant(project), project.id(), project.digest()));
        assertThat(half.state()).isEqualTo(State.AGREED);
        Project signed = done(CITY.contracts.sign(leader(), project.id(), project.digest()));
        assertThat(signed.state()).isEqualTo(State.CONFIRMED);
        assertThat(signed.application().stage()).isEqualTo("execution");
        assertThat(CITY.store.signatures(project.id()))
                .extracting(ContractStore.Signature::digest)
                .containsOnly(project.digest())
                .hasSize(2);
        var allocation = CITY.allocation(signed);
        assertThat(allocation.contracted().fen()).isEqualTo(ContractFixture.GRANT);
        assertThat(allocation.instalments())
                .extracting(Instalment::state)
                .containsExactly(Instalment.State.DUE, Instalment.State.PLANNED, Instalment.State.PLANNED);
        assertThat(allocation.contributions()).hasSize(2);
        assertThat(CITY.city.registry.recorded)
                .filteredOn(record -> record.kind().equals("programme.contracted")
                        && record.subject().equals(project.reference()))
                .extracting(NewRecord::amountFen)
                .containsExactly(ContractFixture.GRANT);
        assertThat(CITY.reportStore.of(project.id()))
                .extracting(ReportStore.Report::dueOn)
                .containsExactly(LocalDate.of(2027, 12, 1), LocalDate.of(2028, 6, 1));
        everythingHolds();
    }

    @Test
    void bothSidesSigningAtOnceConfirmExactlyOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            Project project = CITY.agreed();
            var outcomes = atOnce(List.of(
                    () -> CITY.contracts.sign(applicant(project), project.id(), project.digest()),
                    () -> CITY.contracts.sign(leader(), project.id(), project.digest()),
                    () -> CITY.contracts.sign(leader(), project.id(), project.digest()),
                    () -> CITY.contracts.sign(applicant(project), project.id(), project.digest())));
            assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(2);
            assertThat(CITY.read(project.id()).state()).isEqualTo(State.CONFIRMED);
            assertThat(CITY.allocation(project).contracted().fen()).isEqualTo(ContractFixture.GRANT);
        }
        everythingHolds();
    }

    @Test
    void aSignatureNeedsMoneyThatIsThere() {
        Project project = CITY.agreed();
        var allocation = CITY.allocation(project);
        done(CITY.allocations.release(
                CITY.bureau(),
                "release/" + project.id(),
                allocation.id(),
                new dev.kechuang.shared.Money(1_0000_00L),
                "少一万"));
        done(CITY.contracts.sign(applicant(project), project.id(), project.digest()));
        assertThat(refused(CITY.contracts.sign(leader(), project.id(), project.digest())))
                .extracting(FieldError::key)
                .containsExactly("contract.error.reservedLess");
        assertThat(CITY.read(project.id()).state()).isEqualTo(State.AGREED);
        assertThat(CITY.store.signatures(project.id())).as("nothing half done").hasSize(1);
    }

    @Test
    void theDatabaseConfirmsNothingThatIsNotSignedByBoth() {
        Project project = CITY.agreed();
        assertThatThrownBy(() -> CITY.city
                        .jdbc
                        .sql(
                                "UPDATE programme.contract SET state = 'confirmed', confirmed_on = now() WHERE application = :id")
                        .param("id", project.id())
                        .update())
                .hasMessageContaining("not signed by both sides");
        Viewer one = applicant(project);
        done(CITY.contracts.sign(one, project.id(), project.digest()));
        assertThatThrownBy(() -> CITY.city
                        .jdbc
                        .sql("INSERT INTO programme.contract_signature"
                                + " SELECT application, version, 'bureau', digest, account, actor, signed_at"
                                + " FROM programme.contract_signature WHERE application = :id")
                        .param("id", project.id())
                        .update())
                .hasMessageContaining("signature_by_two_people");
    }

    @Test
    void whoSeesItNotCannotSign() {
        Project project = CITY.agreed();
        Viewer stranger = dev.kechuang.registry.internal.RegistryFixture.applicant(UUID.randomUUID());
        assertThat(refused(CITY.contracts.sign(stranger, project.id(), project.digest())))
                .extracting(FieldError::key)
                .containsExactly("contract.error.gone");
        assertThat(refused(CITY.contracts.sign(CITY.city.registry.kunshan, project.id(), project.digest())))
                .as("a county sees it, but the call is the city's")
                .extracting(FieldError::key)
                .containsExactly("contract.error.notBureau");
    }

    private static void everythingHolds() {
        var invariants = new ContractInvariants();
        for (var invariant : List.of(
                invariants.programmeContractsConfirmed(CITY.city.jdbc),
                invariants.programmeContractTexts(CITY.city.jdbc),
                invariants.programmeInstalmentShares(CITY.city.jdbc))) {
            assertThat(invariant.check().violations()).as(invariant.name()).isEmpty();
        }
    }

    static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(work.size())) {
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(work)) results.add(future.get());
            return results;
        }
    }
}
