package dev.kechuang.programme.internal.check;

import dev.kechuang.programme.internal.check.CheckService.Decide;
import dev.kechuang.programme.internal.check.CheckService.Verdict;
import dev.kechuang.programme.internal.check.CheckSheet.Mark;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.FormDefinition;
import dev.kechuang.programme.internal.definition.FormDefinition.Field;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.FormDefinition.NumberField;
import dev.kechuang.programme.internal.definition.FormDefinition.Section;
import dev.kechuang.programme.internal.definition.FormDefinition.TableField;
import dev.kechuang.programme.internal.definition.FormDefinition.TextField;
import dev.kechuang.programme.internal.definition.SmallProgramme;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/** A small city with a programme whose applications are checked, the registry saying what a test has it say. */
final class CheckFixture implements AutoCloseable {

    static final String SUMMARY = "面向新能源汽车的高镍三元正极材料表面包覆技术研究，开发原子层沉积包覆工艺，提高循环寿命和热稳定性，建成年产一百吨中试线并实现批量供货。";

    final LifecycleFixture city = new LifecycleFixture();
    final CheckStore checks = new CheckStore(city.jdbc);
    final CheckLists lists = new CheckLists(city.jdbc);
    final Lifecycle lifecycle = city.lifecycle(new CheckStage(checks, city.registry.clock));
    final Stated registered = new Stated();
    final CheckService service = service();

    private UUID call = new UUID(0, 0);
    private int calls;

    /** Applications from here on are of a call, and a programme, of their own. */
    void newCall() {
        calls++;
        registered.stated.clear();
        call = city.call(city.version("check-" + calls, programme("check-" + calls)), "C-" + calls);
    }

    UUID call() {
        return call;
    }

    private CheckService service() {
        var beans = new DefaultListableBeanFactory();
        beans.registerSingleton("definitions", city.definitions);
        beans.registerSingleton("lifecycle", lifecycle);
        var definitions = beans.getBeanProvider(Definitions.class);
        var comparisons = new ComparisonStore(city.jdbc, definitions);
        var finders = new Finders();
        var comparison = new Comparison(
                city.applications,
                definitions,
                comparisons,
                checks,
                List.of(
                        finders.duplicates(comparisons),
                        finders.people(comparisons),
                        finders.overdueProjects(comparisons),
                        finders.registryFacts(registered)),
                city.registry.transactions,
                city.registry.clock);
        return new CheckService(
                city.applications,
                definitions,
                checks,
                lists,
                comparison,
                beans.getBeanProvider(Lifecycle.class),
                city.registry.new FakeAudit(),
                city.registry.transactions,
                city.registry.clock);
    }

    static Viewer officer(String name) {
        return new Viewer(
                UUID.randomUUID(),
                name,
                Set.of(dev.kechuang.shared.access.Role.BUREAU_OFFICER),
                null,
                UUID.randomUUID(),
                "高新处",
                List.of("320500", RegistryFixture.KUNSHAN, RegistryFixture.TAICANG));
    }

    private static Definition programme(String code) {
        var words = LifecycleFixture.words("甲");
        return new SmallProgramme(
                        code,
                        words,
                        List.of(
                                new Stage.Application("apply", LifecycleFixture.words("申报"), 0),
                                new Stage.Check(
                                        "check",
                                        LifecycleFixture.words("形式审查"),
                                        10,
                                        List.of(
                                                new Stage.Check.CheckItem(
                                                        "who", LifecycleFixture.words("申报单位符合指南"), "第二条", "project"),
                                                new Stage.Check.CheckItem(
                                                        "team", LifecycleFixture.words("人员不超限"), "第三条", "team")),
                                        5,
                                        1),
                                new Stage.Execution("run", LifecycleFixture.words("实施"), 0, List.of(), List.of()),
                                new Stage.Acceptance("accept", LifecycleFixture.words("验收"), 0, null, List.of(), 6)))
                .limits(new Definition.Limits(0, 0, 1, 2))
                .form(new FormDefinition(List.of(
                        new Section(
                                "project",
                                words,
                                words,
                                "",
                                List.of(
                                        text("title", Meaning.TITLE),
                                        text("summary", Meaning.SUMMARY),
                                        new NumberField(
                                                "revenue",
                                                LifecycleFixture.words("上年营业收入"),
                                                words,
                                                true,
                                                "",
                                                null,
                                                "万元",
                                                2,
                                                null,
                                                null,
                                                "revenue",
                                                1)),
                                List.of()),
                        new Section(
                                "team",
                                words,
                                words,
                                "",
                                List.of(
                                        text("leader", Meaning.LEADER),
                                        text("leader-id", Meaning.LEADER_ID_NUMBER),
                                        new TableField(
                                                "people",
                                                words,
                                                words,
                                                true,
                                                "",
                                                Meaning.PEOPLE,
                                                List.of(
                                                        text("name", Meaning.MEMBER_NAME),
                                                        text("id", Meaning.MEMBER_ID_NUMBER)),
                                                List.of(),
                                                0,
                                                9,
                                                List.of())),
                                List.of()))))
                .make();
    }

    private static Field text(String id, Meaning meaning) {
        var words = LifecycleFixture.words(id);
        return new TextField(id, words, words, true, "", meaning, 1, 2000, "");
    }

    Application submitted(String summary, String leaderId, String member) {
        return submitted(call, summary, leaderId, member);
    }

    Application submitted(UUID to, String summary, String leaderId, String member) {
        Application application = city.submitted(lifecycle, to);
        hand(application, summary, leaderId, member, 1);
        return application;
    }

    /** As the form hands in: frozen answers by path. */
    void hand(Application application, String summary, String leaderId, String member, int number) {
        city.jdbc
                .sql("""
                        INSERT INTO programme.submission (application, number, event, answers, digest, submitted_at, actor)
                        SELECT :id, :number, e.id, a.answers, sha256(convert_to(a.answers::text, 'UTF8')), now(), 'firm'
                        FROM programme.event e,
                             (SELECT jsonb_build_object('project.title', '试验项目', 'project.summary', :summary,
                                  'project.revenue', '1200', 'team.leader', '王负责', 'team.leader-id', :leader,
                                  'team.people.r1.name', '李成员', 'team.people.r1.id', :member) AS answers) a
                        WHERE e.application = :id ORDER BY e.number DESC LIMIT 1""")
                .param("id", application.id())
                .param("number", number)
                .param("summary", summary)
                .param("leader", leaderId)
                .param("member", member)
                .update();
    }

    static Map<String, Mark> allPass() {
        return Map.of("who", new Mark(true, ""), "team", new Mark(true, ""));
    }

    static Decide pass(Application at) {
        return new Decide(Verdict.PASS, at.moves(), allPass(), List.of(), "", "");
    }

    @Override
    public void close() {
        city.close();
    }

    static final class Stated implements OrganisationFacts {
        final List<Fact> stated = new ArrayList<>();

        @Override
        public List<Fact> confirmed(UUID organisation, int fromYear, int toYear) {
            return stated;
        }

        @Override
        public List<Fact> confirmed(Collection<UUID> ids, Collection<String> codes, int fromYear, int toYear) {
            return stated.stream()
                    .filter(f -> ids.contains(f.organisation()) && codes.contains(f.code()) && f.year() == fromYear)
                    .toList();
        }
    }
}
