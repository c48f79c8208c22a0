package dev.kechuang.programme.internal.decision;

import dev.kechuang.document.Documents;
import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Allocations;
import dev.kechuang.pack.WorkingDays;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definition.Grant;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.FormDefinition;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.effect.StandingStore;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.programme.internal.lifecycle.LifecycleMessages;
import dev.kechuang.programme.internal.lifecycle.LifecycleRecords;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.StageHandler;
import dev.kechuang.record.internal.JdbcRecords;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.TestClock;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/** A city with a call of 100 (in fen: 100) and applications that come to its decision with scores. */
public final class DecisionFixture implements AutoCloseable {

    public final LifecycleFixture city = new LifecycleFixture();
    public final RegistryFixture registry = city.registry;
    public final TestClock clock = new TestClock(Instant.parse("2026-11-21T01:00:00Z"));
    final FakeFund fund = new FakeFund();
    public final FakeFiles files = new FakeFiles(clock);
    public final DecisionStore decisions = new DecisionStore(city.jdbc);
    public final DecisionListStore lists = new DecisionListStore(city.jdbc);
    public final DecisionChangeStore changes = new DecisionChangeStore(city.jdbc);
    public final NoticeStore notices = new NoticeStore(city.jdbc);
    public final ObjectionStore objections = new ObjectionStore(city.jdbc);
    public final ApprovalStore approvals = new ApprovalStore(city.jdbc);
    public final StandingStore standings = new StandingStore(city.jdbc);
    public final GroupNames names = new GroupNames(new RegistryFixture.FakeCodes());
    public final Documents documents = Documents.standard();
    public final DecisionService decision;
    public final NoticeService notice;
    public final ObjectionService objection;
    public final ApprovalService approval;
    public final Evaluations evaluations;
    public final Lifecycle lifecycle;
    public final Viewer officer = registry.bureau;
    public final Viewer leader = leader();
    private final Map<UUID, Definition> known = new ConcurrentHashMap<>();
    private int numbers = 100;

    public DecisionFixture() {
        Definitions definitions = version -> {
            Definition found = known.get(version);
            if (found == null) throw new IllegalArgumentException("no version " + version);
            return found;
        };
        var beans = new DefaultListableBeanFactory();
        var reservations = new Reservations(provider(Allocations.class, fund.face()));
        var told = new DecisionMessages(registry.accounts, registry.new FakeMessages());
        var handlers = new DecisionHandlers();
        beans.registerSingleton("decision", handlers.decisionHandler(lists, told));
        beans.registerSingleton(
                "notice",
                handlers.noticeHandler(notices, objections, city.applications, reservations, lists, told, clock));
        beans.registerSingleton(
                "approval", handlers.approvalHandler(approvals, city.applications, reservations, lists, told));
        var records = new JdbcRecords(city.jdbc);
        var days = new Weekdays();
        lifecycle = new Lifecycle(
                city.applications,
                definitions,
                beans.getBeanProvider(StageHandler.class),
                new LifecycleRecords(records),
                new LifecycleMessages(registry.accounts, registry.new FakeMessages()),
                registry.new FakeAudit(),
                days,
                clock);
        var texts = provider(Definitions.class, definitions);
        var moves = provider(Lifecycle.class, lifecycle);
        decision = new DecisionService(
                decisions,
                changes,
                lists,
                new Rankings(decisions, changes, lists, new EventReviewResults(city.jdbc), texts),
                names,
                texts,
                city.applications,
                moves,
                reservations,
                told,
                registry.new FakeAudit(),
                registry.transactions,
                clock);
        notice = new NoticeService(
                notices,
                decisions,
                texts,
                city.applications,
                moves,
                days,
                told,
                registry.new FakeAudit(),
                registry.transactions,
                clock);
        objection = new ObjectionService(
                objections,
                notices,
                decisions,
                city.applications,
                moves,
                provider(FileStore.class, files.face()),
                registry.accounts,
                registry.new FakeMessages(),
                told,
                new ObjectionRecords(records),
                registry.new FakeAudit(),
                registry.transactions,
                clock);
        evaluations = new Evaluations(definitions, notices, standings);
        approval = new ApprovalService(
                approvals,
                decisions,
                texts,
                city.applications,
                moves,
                reservations,
                evaluations,
                names,
                registry.accounts,
                registry.new FakeMessages(),
                told,
                registry.new FakeAudit(),
                registry.transactions,
                clock);
    }

    private static <T> ObjectProvider<T> provider(Class<T> type, T bean) {
        var beans = new DefaultListableBeanFactory();
        beans.registerSingleton("bean", bean);
        return beans.getBeanProvider(type);
    }

    public static Viewer leader() {
        return new Viewer(
                UUID.randomUUID(),
                "局领导",
                Set.of(Role.BUREAU_LEADER),
                null,
                UUID.randomUUID(),
                "局领导",
                List.of(RegistryFixture.CITY, RegistryFixture.KUNSHAN, RegistryFixture.TAICANG));
    }

    /** Application, review, decision, notice of five days, approval, payment. */
    static List<Stage> stages() {
        return List.of(
                new Stage.Application("apply", LifecycleFixture.words("申报"), 0),
                new Stage.Review(
                        "review",
                        LifecycleFixture.words("评审"),
                        0,
                        Stage.Review.Mode.ONLINE,
                        "sheet",
                        true,
                        3,
                        0,
                        0,
                        false,
                        BigDecimal.ZERO,
                        0,
                        null,
                        new Stage.Review.Passes(0, BigDecimal.ZERO, BigDecimal.ZERO)),
                new Stage.Ranking(
                        "decide",
                        LifecycleFixture.words("拟立项"),
                        0,
                        List.of(new Stage.Ranking.Weighted("review", BigDecimal.ONE)),
                        List.of("requested-least"),
                        List.of()),
                new Stage.PublicNotice("notice", LifecycleFixture.words("公示"), 5, List.of("leader", "amount")),
                new Stage.Approval("approve", LifecycleFixture.words("立项"), 0, "立项文件", List.of("score", "comments")),
                new Stage.Payment("pay", LifecycleFixture.words("拨付"), 0));
    }

    /** A call of a programme of its own, with a budget line in the ledger. */
    public UUID call(long budgetFen) {
        return call(budgetFen, List.of());
    }

    /** The same of a programme with these effects. */
    public UUID call(long budgetFen, List<Definition.Effect> effects) {
        return call(budgetFen, effects, stages());
    }

    /** Of a programme without review and ranking: whoever hands in comes to the notice. */
    UUID straight(long budgetFen) {
        return call(
                budgetFen,
                List.of(),
                stages().stream()
                        .filter(stage -> !(stage instanceof Stage.Review) && !(stage instanceof Stage.Ranking))
                        .toList());
    }

    private UUID call(long budgetFen, List<Definition.Effect> effects, List<Stage> stages) {
        int number = ++numbers;
        String code = "decided-" + number;
        UUID version = city.version(code, stages);
        known.put(
                version,
                new Definition(
                        code,
                        LifecycleFixture.words("市级项目"),
                        Definition.Gives.PROJECT,
                        "苏州市科学技术局",
                        RegistryFixture.CITY,
                        List.of(),
                        List.of(
                                new Definition.Track("a", LifecycleFixture.words("前沿")),
                                new Definition.Track("b", LifecycleFixture.words("应用"))),
                        List.of(),
                        null,
                        List.of(),
                        List.of(),
                        new Definition.Limits(0, 0, 0, 0),
                        new Grant(
                                Grant.Mode.REQUESTED,
                                0,
                                List.of(),
                                List.of(),
                                null,
                                0,
                                0,
                                BigDecimal.ZERO,
                                BigDecimal.ZERO),
                        stages,
                        new FormDefinition(List.of()),
                        List.of(),
                        effects));
        UUID call = city.jdbc
                .sql("""
                        INSERT INTO programme.call (version, number, title, year, region, state, opens_at, closes_at,
                            budget_fen, budget_line, created_at, published_at)
                        VALUES (:version, :number, '二〇二六年申报', 2026, '320500', 'published',
                            CAST(:now AS timestamptz) - interval '1 day', CAST(:now AS timestamptz) + interval '30 days',
                            :fen, gen_random_uuid(), :now, :now)
                        RETURNING id""")
                .param("version", version)
                .param("number", "D-" + number)
                .param("now", java.sql.Timestamp.from(clock.instant()))
                .param("fen", budgetFen)
                .query(UUID.class)
                .single();
        fund.available = budgetFen;
        return call;
    }

    /** The most money of a track ({@code track}) or technical field ({@code field}) of a call. */
    public void limit(UUID call, String on, String code, long fen) {
        city.jdbc
                .sql("""
                        INSERT INTO programme.call_quota (call, dimension, code, budget_fen)
                        VALUES (:call, :on, :code, :fen)""")
                .param("call", call)
                .param("on", on)
                .param("code", code)
                .param("fen", fen)
                .update();
    }

    /** As {@link #decided(UUID, String, String, long)}, in a track. */
    public Application decided(UUID call, String title, String score, long requestedFen, String track) {
        Application at = reviewed(call, title, requestedFen);
        city.jdbc
                .sql("UPDATE programme.application SET track = :track WHERE id = :id")
                .param("track", track)
                .param("id", at.id())
                .update();
        return scored(at, title, score);
    }

    /** An application that has passed review with a score and waits for the decision. */
    public Application decided(UUID call, String title, String score, long requestedFen) {
        return scored(reviewed(call, title, requestedFen), title, score);
    }

    private Application scored(Application at, String title, String score) {
        return RegistryFixture.done(
                move(Move.pass(at).with(Map.of("score", new BigDecimal(score), "opinions", List.of(title + "的意见")))));
    }

    Application reviewed(UUID call, String title, long requestedFen) {
        int number = ++numbers;
        Organisation firm = registry.confirmed(number, "苏州决定" + number + "有限公司");
        var person = registry.accounts.registerApplicant(RegistryFixture.person("p" + number), firm.id());
        RegistryFixture.done(person);
        Application draft = registry.transactions.execute(
                status -> lifecycle.create(RegistryFixture.applicant(firm.id()), call, firm.id(), firm.region(), null));
        city.jdbc
                .sql("""
                        UPDATE programme.application SET number = :number, submitted_at = now(), title = :title,
                            requested_fen = :fen, leader = '王工' WHERE id = :id""")
                .param("number", "P" + number)
                .param("title", title)
                .param("fen", requestedFen)
                .param("id", draft.id())
                .update();
        return RegistryFixture.done(move(Move.pass(draft)));
    }

    Outcome<Application> move(Move move) {
        return registry.transactions.execute(status -> lifecycle.move(officer, move));
    }

    Application find(Application application) {
        return city.applications.find(application.id()).orElseThrow();
    }

    /** The draft list is fixed and confirmed. */
    public void confirmed(UUID call) {
        var list = RegistryFixture.done(decision.fix(officer, call));
        RegistryFixture.done(decision.confirm(leader, call, list.id()));
    }

    /** The application of a call with a title. */
    public Application titled(UUID call, String title) {
        UUID id = city.jdbc
                .sql("SELECT id FROM programme.application WHERE call = :call AND title = :title")
                .param("call", call)
                .param("title", title)
                .query(UUID.class)
                .single();
        return city.applications.find(id).orElseThrow();
    }

    /** Its applicant withdraws it. */
    public Application withdrawn(UUID call, String title) {
        Application at = titled(call, title);
        Viewer applicant = RegistryFixture.applicant(at.organisation());
        return RegistryFixture.done(java.util.Objects.requireNonNull(registry.transactions.execute(
                status -> lifecycle.move(applicant, Move.of(at, EventKind.WITHDRAWN, "已获其他计划支持")))));
    }

    /** A document of approval of a day, with others to follow. */
    public NewApproval documentOf(LocalDate day) {
        return document(day, false);
    }

    public NoticeStore.Notice noticed(UUID call) {
        return RegistryFixture.done(notice.publish(officer, call, notice(notice.earliestEnd(five()))));
    }

    static Stage.PublicNotice five() {
        return (Stage.PublicNotice) stages().get(3);
    }

    static NewNotice notice(LocalDate until) {
        return new NewNotice("2026年度市级项目拟立项名单公示", "现予公示。", "规划处 0512-65221111", until);
    }

    static NewObjection objection(Application application) {
        return objection(application, ObjectionKind.PERSON, "李正直", "13800000000", "");
    }

    static NewObjection objection(
            Application application, ObjectionKind kind, String name, String contact, String organisation) {
        return new NewObjection(
                UUID.randomUUID(), application.id(), kind, name, contact, organisation, "该项目与去年的项目内容相同，见附件。", null);
    }

    static NewApproval document(LocalDate day, boolean last) {
        return new NewApproval(
                "苏科资〔2026〕" + UUID.randomUUID().toString().substring(0, 6) + "号",
                "苏州市科学技术局文件",
                "关于下达2026年度市级项目的通知",
                "各有关单位：",
                "一、项目\n经评审和公示，现予下达。",
                "苏州市科学技术局",
                day,
                last);
    }

    @Override
    public void close() {
        city.close();
    }

    /** Files that are taken as they are, and what they were attached to. */
    public static final class FakeFiles {
        public final Map<UUID, StoredFile> kept = new ConcurrentHashMap<>();
        public final Map<UUID, String> attached = new ConcurrentHashMap<>();
        public final Map<UUID, Viewer> uploaders = new ConcurrentHashMap<>();
        private final Clock clock;

        public FakeFiles(Clock clock) {
            this.clock = clock;
        }

        public FileStore face() {
            return (FileStore) Proxy.newProxyInstance(
                    FileStore.class.getClassLoader(), new Class<?>[] {FileStore.class}, (proxy, method, args) -> {
                        switch (method.getName()) {
                            case "store" -> {
                                String name = (String) args[1];
                                var file = new StoredFile(
                                        UUID.randomUUID(), name, name, 1, "application/pdf", clock.instant());
                                kept.put(file.id(), file);
                                uploaders.put(file.id(), (Viewer) args[0]);
                                return Outcome.done(file);
                            }
                            case "find" -> {
                                return Optional.ofNullable(kept.get((UUID) args[0]));
                            }
                            case "attach" -> {
                                attached.put((UUID) args[0], args[1] + "/" + args[2]);
                                return null;
                            }
                            default -> throw new UnsupportedOperationException(method.getName());
                        }
                    });
        }
    }

    /** What of the ledger decision needs: a line with money, and what is set aside by reference. */
    static final class FakeFund {
        volatile long available;
        final Map<String, Long> reserved = new ConcurrentHashMap<>();

        Allocations face() {
            return (Allocations) Proxy.newProxyInstance(
                    Allocations.class.getClassLoader(), new Class<?>[] {Allocations.class}, (proxy, method, args) -> {
                        return switch (method.getName()) {
                            case "of" -> allocations((String) args[1]);
                            case "reserve" -> reserve((dev.kechuang.fund.NewAllocation) args[2]);
                            case "release" -> release((UUID) args[2], (Money) args[3]);
                            default -> throw new UnsupportedOperationException(method.getName());
                        };
                    });
        }

        private List<Allocation> allocations(String reference) {
            Long sum = reserved.get(reference);
            return sum == null ? List.of() : List.of(allocation(reference, sum));
        }

        private synchronized Outcome<Allocation> reserve(dev.kechuang.fund.NewAllocation wanted) {
            if (wanted.amount().fen() > available)
                return Outcome.refused(FieldError.of("amount", "fund.error.notEnough", available));
            available -= wanted.amount().fen();
            reserved.put(wanted.reference(), wanted.amount().fen());
            return Outcome.done(allocation(wanted.reference(), wanted.amount().fen()));
        }

        private synchronized Outcome<Allocation> release(UUID allocation, Money sum) {
            for (String reference : List.copyOf(reserved.keySet())) {
                if (!id(reference).equals(allocation)) continue;
                reserved.remove(reference);
                available += sum.fen();
                return Outcome.done(allocation(reference, 0));
            }
            throw new AssertionError("nothing is set aside as " + allocation);
        }

        private static UUID id(String reference) {
            return UUID.nameUUIDFromBytes(reference.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        private static Allocation allocation(String reference, long sum) {
            return new Allocation(
                    id(reference),
                    UUID.randomUUID(),
                    reference,
                    "",
                    UUID.randomUUID(),
                    "",
                    null,
                    new Money(sum),
                    Money.ZERO,
                    Money.ZERO,
                    Money.ZERO,
                    Money.ZERO,
                    null,
                    null,
                    "",
                    List.of(),
                    List.of(),
                    null);
        }
    }

    /** Monday to Friday. */
    static final class Weekdays implements WorkingDays {
        @Override
        public boolean isWorkingDay(LocalDate day) {
            return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
        }

        @Override
        public LocalDate plus(LocalDate start, int workingDays) {
            LocalDate day = start;
            for (int left = workingDays; left > 0; ) {
                day = day.plusDays(1);
                if (isWorkingDay(day)) left--;
            }
            return day;
        }

        @Override
        public int between(LocalDate start, LocalDate end) {
            int days = 0;
            for (LocalDate day = start.plusDays(1); !day.isAfter(end); day = day.plusDays(1)) {
                if (isWorkingDay(day)) days++;
            }
            return days;
        }

        @Override
        public boolean isProvisional(int year) {
            return false;
        }
    }
}
