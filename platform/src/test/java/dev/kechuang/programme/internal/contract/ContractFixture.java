package dev.kechuang.programme.internal.contract;

import static dev.kechuang.registry.internal.RegistryFixture.done;

import dev.kechuang.audit.internal.JdbcAuditLog;
import dev.kechuang.document.Documents;
import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.NewAllocation;
import dev.kechuang.fund.NewBudgetLine;
import dev.kechuang.fund.Source;
import dev.kechuang.fund.internal.AllocationEnding;
import dev.kechuang.fund.internal.AllocationService;
import dev.kechuang.fund.internal.AllocationSteps;
import dev.kechuang.fund.internal.AllocationStore;
import dev.kechuang.fund.internal.BudgetService;
import dev.kechuang.fund.internal.Commands;
import dev.kechuang.fund.internal.FundMessages;
import dev.kechuang.fund.internal.FundRecords;
import dev.kechuang.fund.internal.Ledger;
import dev.kechuang.fund.internal.LineStore;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Acceptance;
import dev.kechuang.programme.internal.contract.ContractText.BudgetItem;
import dev.kechuang.programme.internal.contract.ContractText.Edit;
import dev.kechuang.programme.internal.contract.ContractText.Milestone;
import dev.kechuang.programme.internal.contract.ContractText.Target;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.StageHandler;
import dev.kechuang.record.internal.JdbcRecords;
import dev.kechuang.registry.internal.FilesInMemory;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.testing.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Projects of a small city with a real ledger below; time is what the test says. */
public final class ContractFixture implements AutoCloseable {

    static final long GRANT = 50_0000_00L;
    static final String RULES = """
            first-instalment-most: 60%
            audit-from: 100万元
            evaluation-months: 12
            remind-before: [30, 7]
            rectify-days: 90
            """;

    final LifecycleFixture city = new LifecycleFixture();
    final TestClock clock = new TestClock(RegistryFixture.TODAY);
    final List<Object> published = new CopyOnWriteArrayList<>();
    final JdbcTransactionManager manager = new JdbcTransactionManager(city.registry.database.application());
    final Ledger ledger = new Ledger(city.jdbc);
    final LineStore lines = new LineStore(city.jdbc);
    final AllocationStore allocationStore = new AllocationStore(city.jdbc);
    final Commands commands = new Commands(manager);
    final FundRecords fundRecords = new FundRecords(new JdbcRecords(city.jdbc));
    final JdbcAuditLog audit = new JdbcAuditLog(city.jdbc);
    final BudgetService budgets =
            new BudgetService(lines, ledger, commands, fundRecords, audit, new RegistryFixture.FakeRegions(), clock);
    final AllocationSteps steps =
            new AllocationSteps(allocationStore, lines, ledger, commands, fundRecords, audit, clock);
    final AllocationService allocations = new AllocationService(
            steps,
            new AllocationEnding(
                    steps,
                    new FundMessages(city.registry.new FakeMessages(), city.registry.accounts, new Texts(texts()))));

    final ContractStore store = new ContractStore(city.jdbc);
    final ReportStore reportStore = new ReportStore(city.jdbc);
    final ChangeStore changeStore = new ChangeStore(city.jdbc);
    final AcceptanceStore acceptanceStore = new AcceptanceStore(city.jdbc);
    final EvaluationStore evaluationStore = new EvaluationStore(city.jdbc);
    final FilesInMemory files = new FilesInMemory();
    final ContractRules rules = new ContractRules(
            List.of(new PackDocument("test", "", "contracts/rules.yaml", "", RULES)),
            new RegistryFixture.FakeRegions());
    final ContractMoney money = new ContractMoney(allocations);
    final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    final Payments payments = new Payments(
            money,
            store,
            city.applications,
            city.definitions,
            beans.getBeanProvider(Lifecycle.class),
            city.registry.accounts,
            city.registry.new FakeMessages(),
            city.jdbc,
            manager);
    final Lifecycle lifecycle;
    final ContractDesk desk;
    final ContractService contracts;
    final ReportService reports;
    final ChangeService changes;
    final AcceptanceService acceptances;
    final EvaluationService evaluations;
    final ProjectService projects;
    final ProjectReminders reminders;
    final ProjectArchive archive;
    final UUID line;
    private int calls;

    ContractFixture() {
        var handlers = new ArrayList<StageHandler>();
        lifecycle = city.lifecycle(
                clock,
                new Late(handlers, Stage.Kind.CONTRACT),
                new Late(handlers, Stage.Kind.EXECUTION),
                new Late(handlers, Stage.Kind.ACCEPTANCE),
                new Late(handlers, Stage.Kind.PAYMENT));
        beans.registerSingleton("lifecycle", lifecycle);
        desk = new ContractDesk(
                store,
                city.applications,
                city.definitions,
                lifecycle,
                money,
                city.registry.new FakeAudit(),
                city.registry.new FakeRecords(),
                city.registry.new FakeMessages(),
                city.registry.accounts,
                published::add,
                city.registry.transactions,
                clock);
        contracts = new ContractService(desk, store, reportStore, rules);
        reports = new ReportService(desk, reportStore, files);
        changes = new ChangeService(desk, store, changeStore);
        acceptances = new AcceptanceService(
                desk, store, reportStore, changeStore, acceptanceStore, evaluationStore, rules, files);
        evaluations = new EvaluationService(desk, evaluationStore);
        projects = new ProjectService(desk, reportStore);
        reminders = new ProjectReminders(
                desk, store, reportStore, evaluationStore, rules, city.jdbc, city.registry.transactions);
        archive = new ProjectArchive(
                desk,
                contracts,
                store,
                reportStore,
                changeStore,
                acceptanceStore,
                evaluationStore,
                city.applications,
                Documents.standard(),
                files,
                beans.getBeanProvider(ArchivePart.class),
                city.jdbc);
        var stages = new ContractStages();
        handlers.add(stages.contractStage(contracts, store));
        handlers.add(stages.executionStage(contracts, store, reportStore));
        handlers.add(stages.acceptanceStage(contracts, store));
        handlers.add(stages.paymentStage(payments));
        line = done(budgets.open(
                        bureau(),
                        "open/line",
                        new NewBudgetLine(
                                2026,
                                "city-project",
                                "城市计划",
                                Source.CITY,
                                RegistryFixture.CITY,
                                "2060404",
                                new Money(100_000_0000_00L),
                                "苏财教〔2026〕1号")))
                .id();
    }

    /** The handlers need the lifecycle, and the lifecycle the handlers. */
    private record Late(List<StageHandler> all, Stage.Kind kind) implements StageHandler {
        private StageHandler real() {
            return all.stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
        }

        @Override
        public List<dev.kechuang.shared.FieldError> missing(dev.kechuang.programme.internal.lifecycle.Passage passage) {
            return real().missing(passage);
        }

        @Override
        public void entered(dev.kechuang.programme.internal.lifecycle.Passage passage) {
            real().entered(passage);
        }
    }

    private static ResourceBundleMessageSource texts() {
        var source = RegistryFixture.messages();
        source.addBasenames("i18n/fund");
        return source;
    }

    Viewer bureau() {
        return city.registry.bureau;
    }

    static Viewer leader() {
        return new Viewer(
                UUID.randomUUID(),
                "leader",
                Set.of(Role.BUREAU_LEADER),
                null,
                UUID.randomUUID(),
                "bureau",
                List.of(RegistryFixture.CITY, RegistryFixture.KUNSHAN, RegistryFixture.TAICANG, RegistryFixture.ZONE));
    }

    static Viewer applicant(Project project) {
        return applicant(project.application());
    }

    static Viewer applicant(Application application) {
        return RegistryFixture.applicant(application.organisation());
    }

    /** A submitted application with a grant, at the stage after the form. */
    Application granted(List<Stage> stages, long fen) {
        String code = "project-" + ++calls;
        UUID call = city.call(city.version(code, ContractProgramme.of(code, stages)), "C-" + calls);
        city.jdbc
                .sql("UPDATE programme.call SET budget_line = :line WHERE id = :id")
                .param("line", line)
                .param("id", call)
                .update();
        Application draft = city.draft(lifecycle, call);
        city.jdbc
                .sql("""
                        UPDATE programme.application SET number = :number, submitted_at = now(), title = '试验项目',
                            leader = '周明', granted_fen = :fen WHERE id = :id""")
                .param("number", "N" + calls)
                .param("fen", fen == 0 ? null : fen)
                .param("id", draft.id())
                .update();
        // What the form freezes when it is handed in.
        UUID event = city.jdbc
                .sql("SELECT id FROM programme.event WHERE application = :id")
                .param("id", draft.id())
                .query(UUID.class)
                .single();
        city.jdbc
                .sql("""
                        INSERT INTO programme.submission (application, number, event, answers, digest, submitted_at, actor)
                        VALUES (:id, 1, :event, CAST(:answers AS jsonb),
                            sha256(convert_to(CAST(:answers AS jsonb)::text, 'UTF8')), now(), 'applicant')""")
                .param("id", draft.id())
                .param("event", event)
                .param("answers", ContractProgramme.SUBMISSION)
                .update();
        if (fen > 0) {
            done(allocations.reserve(
                    bureau(),
                    "reserve/" + draft.id(),
                    new NewAllocation(
                            line,
                            Project.reference(draft.id()),
                            "试验项目",
                            draft.organisation(),
                            draft.region(),
                            draft.zone(),
                            new Money(fen))));
        }
        Application ready = city.applications.find(draft.id()).orElseThrow();
        return done(city.move(lifecycle, applicant(ready), Move.pass(ready)));
    }

    Project drafting() {
        Application application = granted(ContractProgramme.project(), GRANT);
        return read(application.id());
    }

    Project read(UUID application) {
        return store.find(application).orElseThrow();
    }

    Project agreed() {
        Project project = drafting();
        done(contracts.submit(applicant(project), project.id(), project.revision()));
        done(contracts.agree(bureau(), project.id(), read(project.id()).revision()));
        return read(project.id());
    }

    Project confirmed() {
        Project project = agreed();
        done(contracts.sign(applicant(project), project.id(), project.digest()));
        return done(contracts.sign(leader(), project.id(), project.digest()));
    }

    static Edit edit(Project project) {
        return project.text().edit();
    }

    static Milestone milestone(String day, String text) {
        return new Milestone(LocalDate.parse(day), text);
    }

    static Target target(String name, String value, String unit) {
        return new Target(name, unit, new BigDecimal(value));
    }

    static BudgetItem item(String name, long grantWan, long ownWan) {
        return new BudgetItem(name, grantWan * 1_000_000, ownWan * 1_000_000);
    }

    /** A report that says so much is spent of the grant. */
    static ReportText report(Project project, long grantFen) {
        var text = project.text();
        return new ReportText(
                "按计划推进",
                "",
                text.targets().stream()
                        .map(one -> new ReportText.Achieved(one.name(), one.unit(), one.value(), one.value()))
                        .toList(),
                text.milestones().stream()
                        .map(one -> new ReportText.Reached(one.text(), true, ""))
                        .toList(),
                List.of(new ReportText.Spent(text.budget().getFirst().name(), grantFen, 0)),
                grantFen,
                List.of(),
                List.of());
    }

    static ReportText closing(Project project) {
        var report = report(project, GRANT);
        return new ReportText(
                report.summary(),
                "",
                report.achieved(),
                report.milestones(),
                report.spent(),
                report.spentFen(),
                List.of(
                        new ReportText.OutcomeValue("patents", 4),
                        new ReportText.OutcomeValue("revenue", 1_200_0000_00L),
                        new ReportText.OutcomeValue("jobs", 0)),
                List.of());
    }

    /** At acceptance: both reports in, acceptance asked for. */
    Project asked() {
        Project project = confirmed();
        done(reports.file(applicant(project), project.id(), "midterm", report(project, 10_0000_00L)));
        done(reports.accept(bureau(), project.id(), "midterm", 1, ""));
        done(reports.file(applicant(project), project.id(), "progress", report(project, 20_0000_00L)));
        done(acceptances.ask(applicant(project), project.id(), Acceptance.Method.PANEL, closing(project)));
        return read(project.id());
    }

    /** States of the instalments, the first at the front. */
    List<String> instalments(Project project) {
        return allocation(project).instalments().stream()
                .map(one -> one.state().name())
                .toList();
    }

    /** The archive's text without blanks. */
    String text(ProjectArchive.Made made) {
        try (var bound =
                Loader.loadPDF(files.open(files.find(made.file()).orElseThrow()).readAllBytes())) {
            return new PDFTextStripper().getText(bound).replaceAll("\\s", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Allocation allocation(Project project) {
        return allocations.of(bureau(), project.reference()).getFirst();
    }

    /** As the bank's answer will do it. */
    void paid(Allocation allocation, int number) {
        var instalment = allocation.instalments().get(number - 1);
        for (String state : List.of("due", "ordered")) {
            city.jdbc
                    .sql("""
                            UPDATE fund.instalment SET state = :state, due_since = now()
                            WHERE allocation = :id AND number = :number AND state <> :state""")
                    .param("state", state)
                    .param("id", allocation.id())
                    .param("number", number)
                    .update();
        }
        city.jdbc.sql("""
                        UPDATE fund.instalment SET state = 'paid', paid_on = DATE '2026-11-20'
                        WHERE allocation = :id AND number = :number""").param("id", allocation.id()).param("number", number).update();
        city.jdbc
                .sql("""
                        SELECT (fund.post('pay/' || :id || '/' || :number, 'x', 'settle', DATE '2026-11-20', 'r', '', NULL,
                            'bank', ARRAY[c.id, p.id], ARRAY[-CAST(:fen AS bigint), CAST(:fen AS bigint)])).outcome
                        FROM fund.account c, fund.account p
                        WHERE c.allocation = CAST(:id AS uuid) AND c.kind = 'committed'
                          AND p.allocation = c.allocation AND p.kind = 'paid'""")
                .param("id", allocation.id().toString())
                .param("number", number)
                .param("fen", instalment.amount().fen())
                .query(String.class)
                .single();
    }

    @Override
    public void close() {
        city.close();
    }
}
