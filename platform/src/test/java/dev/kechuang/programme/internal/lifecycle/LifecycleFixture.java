package dev.kechuang.programme.internal.lifecycle;

import dev.kechuang.pack.WorkingDays;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.SmallProgramme;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.definition.Words;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A small city with programmes of given stages; the modules below the registry are its fakes. */
public final class LifecycleFixture implements AutoCloseable {

    public final RegistryFixture registry;
    public final JdbcClient jdbc;
    public final ApplicationStore applications;
    private final Map<UUID, Definition> known = new ConcurrentHashMap<>();
    public final Definitions definitions = version -> {
        Definition found = known.get(version);
        if (found == null) throw new IllegalArgumentException("no version " + version);
        return found;
    };
    public final WorkingDays workingDays = new Weekdays();
    private int numbers;

    public LifecycleFixture() {
        this(new RegistryFixture());
    }

    /** Over a city that something else has made. */
    public LifecycleFixture(RegistryFixture registry) {
        this.registry = registry;
        this.jdbc = registry.jdbc;
        this.applications = new ApplicationStore(jdbc);
    }

    /** Stages of a project from application to acceptance, without money. */
    public static List<Stage> project() {
        return List.of(
                new Stage.Application("apply", words("申报"), 0),
                new Stage.Check("check", words("形式审查"), 10, List.of(), 5, 1),
                new Stage.PublicNotice("notice", words("公示"), 5, List.of()),
                new Stage.Approval("approve", words("立项"), 0, "立项文件", List.of()),
                new Stage.Execution("run", words("实施"), 0, List.of(), List.of()),
                new Stage.Acceptance("accept", words("验收"), 0, null, List.of(), 6));
    }

    public static Words words(String zh) {
        return new Words(zh, "");
    }

    /** Definitions of the versions made here. */
    public Definition definition(UUID version) {
        return definitions.of(version);
    }

    public Lifecycle lifecycle(StageHandler... handlers) {
        return lifecycle(registry.clock, handlers);
    }

    public Lifecycle lifecycle(Clock clock, StageHandler... handlers) {
        var beans = new DefaultListableBeanFactory();
        for (int i = 0; i < handlers.length; i++) beans.registerSingleton("handler" + i, handlers[i]);
        return new Lifecycle(
                applications,
                definitions,
                beans.getBeanProvider(StageHandler.class),
                new LifecycleRecords(registry.new FakeRecords()),
                new LifecycleMessages(registry.accounts, registry.new FakeMessages()),
                registry.new FakeAudit(),
                workingDays,
                clock);
    }

    /** A released version of a programme with these stages. */
    public UUID version(String code, List<Stage> stages) {
        var definition = new SmallProgramme(code, words("市级项目"), stages).make();
        return version(code, definition);
    }

    /** A released version of a programme as defined. */
    public UUID version(String code, Definition definition) {
        List<Stage> stages = definition.stages();
        UUID id = jdbc.sql("""
                        INSERT INTO programme.version (programme, number, name, gives, place, text, digest, state,
                            drafted_name, drafted_at, released_by, released_name, released_at)
                        VALUES (:code, 1, '市级项目', :gives, 'test', :code, sha256(convert_to(:code, 'UTF8')), 'released',
                            'pack', now(), :by, 'officer', now()) RETURNING id""")
                .param("code", code)
                .param("gives", definition.gives().name().toLowerCase(java.util.Locale.ROOT))
                .param("by", UUID.randomUUID())
                .query(UUID.class)
                .single();
        for (int i = 0; i < stages.size(); i++) {
            jdbc.sql("INSERT INTO programme.version_stage (version, position, stage, kind) VALUES (?, ?, ?, ?)")
                    .params(id, i + 1, stages.get(i).id(), stages.get(i).kind().code())
                    .update();
        }
        known.put(id, definition);
        return id;
    }

    public UUID call(UUID version, String number) {
        return call(version, number, 30 * 24);
    }

    /** @param hours until it closes; negative for one that has closed */
    public UUID call(UUID version, String number, int hours) {
        Timestamp now = Timestamp.from(registry.clock.instant());
        return jdbc.sql("""
                        INSERT INTO programme.call (version, number, title, year, region, state, opens_at, closes_at,
                            created_at, published_at)
                        VALUES (:version, :number, '二〇二六年申报', 2026, '320500', 'published',
                            CAST(:now AS timestamptz) - interval '1 day', CAST(:now AS timestamptz) + make_interval(hours => :hours), :now, :now) RETURNING id""")
                .param("version", version)
                .param("number", number)
                .param("hours", hours)
                .param("now", now)
                .query(UUID.class)
                .single();
    }

    /** A draft of a firm made for it. */
    public Application draft(Lifecycle lifecycle, UUID call) {
        Organisation firm = registry.confirmed(++numbers, "苏州试验" + numbers + "有限公司");
        return registry.transactions.execute(
                status -> lifecycle.create(applicant(firm), call, firm.id(), firm.region(), null));
    }

    /** As the form will do it: a number, then the first stage is passed. */
    public Application submitted(Lifecycle lifecycle, UUID call) {
        Application draft = draft(lifecycle, call);
        jdbc.sql(
                        "UPDATE programme.application SET number = :number, submitted_at = now(), title = '试验项目' WHERE id = :id")
                .param("number", "T" + numbers)
                .param("id", draft.id())
                .update();
        return RegistryFixture.done(move(lifecycle, registry.bureau, Move.pass(draft)));
    }

    public Outcome<Application> move(Lifecycle lifecycle, Viewer actor, Move move) {
        return registry.transactions.execute(status -> lifecycle.move(actor, move));
    }

    public static Viewer applicant(Organisation firm) {
        return RegistryFixture.applicant(firm.id());
    }

    @Override
    public void close() {
        registry.close();
    }

    /** Monday to Friday, without holidays. */
    private static final class Weekdays implements WorkingDays {
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
