package dev.kechuang.programme.internal.review;

import static dev.kechuang.registry.internal.RegistryFixture.done;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.FormDefinition;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.form.Submission;
import dev.kechuang.programme.internal.form.SubmissionStore;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.internal.FilesInMemory;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.registry.internal.expert.ExpertPool;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A city with nine reviewers, calls with applications at their review, and everything that works on them. */
final class ReviewFixture implements AutoCloseable {

    final LifecycleFixture city = new LifecycleFixture();
    final RegistryFixture registry = city.registry;
    final ExpertPool pool = new ExpertPool(registry);
    final FilesInMemory files = new FilesInMemory();
    final ReviewStore store = new ReviewStore(city.jdbc);
    final DrawStore made = new DrawStore(city.jdbc);
    final SheetStore assignments = new SheetStore(city.jdbc);
    final PanelStore panel = new PanelStore(city.jdbc);
    final ResultStore results = new ResultStore(city.jdbc);
    final SubmissionStore submissions = new SubmissionStore(city.jdbc);
    final ReviewDesk desk = new ReviewDesk(store, city.definitions);
    final DrawInput input = new DrawInput(made, new RegistryFixture.FakeCodes());
    final AttachmentStore attachmentStore = new AttachmentStore(city.jdbc);
    final AttachmentCheck check = new AttachmentCheck(
            attachmentStore, submissions, city.applications, registry.organisations, files, registry.clock);
    final Lifecycle lifecycle = city.lifecycle(new ReviewStage(
            store,
            assignments,
            results,
            check,
            new ReviewReminders(assignments, pool.face, registry.new FakeMessages(), registry.clock),
            registry.clock));
    final DrawService draws = new DrawService(
            store,
            made,
            assignments,
            desk,
            input,
            new DrawSolver(
                    made,
                    assignments,
                    new Recusals(store, submissions, pool.face, registry.clock),
                    input,
                    pool.face,
                    registry.new FakeMessages(),
                    registry.new FakeAudit(),
                    registry.clock),
            registry.new FakeAudit(),
            registry.transactions,
            registry.clock);
    final SheetAccess access =
            new SheetAccess(store, assignments, desk, city.applications, city.definitions, pool.face);
    final GivingUp giving = new GivingUp(
            store, assignments, made, draws, access, registry.new FakeAudit(), registry.transactions, registry.clock);
    final SheetService sheets = new SheetService(
            store,
            assignments,
            draws,
            access,
            registry.new FakeRecords(),
            registry.new FakeAudit(),
            registry.transactions,
            registry.clock);
    final RoundService rounds = new RoundService(
            store,
            assignments,
            panel,
            results,
            desk,
            lifecycle,
            new ReviewerScores(pool.face, registry.clock),
            new ReviewReminders(assignments, pool.face, registry.new FakeMessages(), registry.clock),
            registry.new FakeAudit(),
            registry.transactions,
            registry.clock);
    final ReviewReturn returns = new ReviewReturn(
            store, desk, city.applications, city.definitions, lifecycle, registry.transactions, registry.clock);
    final PanelService panels = new PanelService(
            store,
            panel,
            desk,
            registry.accounts,
            registry.new FakeMessages(),
            registry.new FakeAudit(),
            registry.transactions,
            registry.clock);
    final PanelEntryService entries = new PanelEntryService(
            store,
            assignments,
            panel,
            new PanelEntryStore(city.jdbc),
            results,
            desk,
            access,
            sheets,
            city.applications,
            city.definitions,
            registry.accounts,
            registry.transactions);
    final AttachmentService attachments = new AttachmentService(
            attachmentStore,
            check,
            store,
            desk,
            access,
            submissions,
            files,
            registry.new FakeAudit(),
            registry.transactions,
            registry.clock);
    private final Map<UUID, Viewer> people = new HashMap<>();
    private int calls;

    ReviewFixture() {
        for (int i = 0; i < 9; i++) reviewer("评审" + (char) ('A' + i), "大学" + i);
    }

    Expert reviewer(String name, String unit) {
        Expert expert = pool.invited(name, unit, "electronics");
        people.put(expert.id(), new Viewer(expert.account(), name, Set.of(Role.EXPERT), null, null, "", List.of()));
        return expert;
    }

    @Override
    public void close() {
        city.close();
    }

    Viewer officer() {
        return registry.bureau;
    }

    /** As the form does it: what is handed in stands frozen. */
    void handIn(UUID application, Submission.Content content) {
        UUID event = city.jdbc
                .sql("SELECT id FROM programme.event WHERE application = :id ORDER BY number DESC LIMIT 1")
                .param("id", application)
                .query(UUID.class)
                .single();
        city.jdbc
                .sql("""
                        INSERT INTO programme.submission (application, number, event, answers, digest, submitted_at, actor)
                        SELECT :id, 1, :event, x.j, sha256(convert_to(x.j::text, 'UTF8')), now(), 'applicant'
                        FROM (SELECT CAST(:answers AS jsonb) AS j) x""")
                .param("id", application)
                .param("event", event)
                .param(
                        "answers",
                        JsonMapper.builder().build().writeValueAsString(Map.of("sections", content.sections())))
                .update();
    }

    /** A call that has closed, with so many applications that stand at its review. */
    UUID call(Review review, int applications) {
        return call(review, applications, -1);
    }

    /** @param hours until the call closes */
    UUID call(Review review, int applications, int hours) {
        var sheet = new Sheet(
                "sheet",
                LifecycleFixture.words("评分表"),
                List.of(
                        new Sheet.Item(
                                "novelty",
                                LifecycleFixture.words("创新性"),
                                LifecycleFixture.words(""),
                                new BigDecimal("60"),
                                BigDecimal.ONE,
                                BigDecimal.ZERO),
                        new Sheet.Item(
                                "use",
                                LifecycleFixture.words("前景"),
                                LifecycleFixture.words(""),
                                new BigDecimal("40"),
                                BigDecimal.ONE,
                                BigDecimal.ZERO)),
                true);
        var definition = new Definition(
                "review-" + ++calls,
                LifecycleFixture.words("市级项目"),
                Definition.Gives.PROJECT,
                "苏州市科学技术局",
                RegistryFixture.CITY,
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                new Definition.Limits(0, 0, 0, 0),
                null,
                List.of(
                        new Stage.Application("apply", LifecycleFixture.words("申报"), 0),
                        review,
                        new Stage.PublicNotice("notice", LifecycleFixture.words("公示"), 5, List.of())),
                new FormDefinition(List.of(new FormDefinition.Section(
                        "plan", LifecycleFixture.words("研究方案"), LifecycleFixture.words(""), "", List.of(), List.of()))),
                List.of(sheet),
                List.of());
        UUID call = city.call(city.version(definition.code(), definition), "RV" + calls, hours);
        for (int i = 0; i < applications; i++) {
            Application application = city.submitted(lifecycle, call);
            city.jdbc
                    .sql("UPDATE programme.application SET field = 'electronics', leader = '负责人" + i
                            + "' WHERE id = :id")
                    .param("id", application.id())
                    .update();
        }
        return call;
    }

    static Review review(int reviewers, int votes, int passes, String disagreement) {
        return review(Review.Mode.ONLINE, reviewers, votes, passes, disagreement);
    }

    static Review review(Review.Mode mode, int reviewers, int votes, int passes, String disagreement) {
        return new Review(
                "online",
                LifecycleFixture.words("网络评审"),
                10,
                mode,
                "sheet",
                true,
                reviewers,
                1,
                0,
                false,
                new BigDecimal(disagreement),
                votes,
                new Review.Majority(1, 2, false),
                RankingTest.count(passes));
    }

    ReviewStore.Round published(UUID call) {
        return done(draws.publish(officer(), call, "online", "2026135 05 11 17", "双色球第2026135期", null));
    }

    List<Assignment> active(ReviewStore.Round round) {
        return assignments.assignments(round.id()).stream()
                .filter(Assignment::active)
                .toList();
    }

    Viewer of(Assignment assignment) {
        return java.util.Objects.requireNonNull(people.get(assignment.expert()));
    }

    static Map<String, String> points(String novelty, String use, String comment) {
        return Map.of("points-novelty", novelty, "points-use", use, "comment", comment);
    }
}
