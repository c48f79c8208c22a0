package dev.kechuang.plan.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.identity.Accounts;
import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.message.Messages;
import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.Regions;
import dev.kechuang.plan.internal.plan.ContentStore;
import dev.kechuang.plan.internal.plan.Dictionary;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanCopies;
import dev.kechuang.plan.internal.plan.PlanService;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.plan.PlanUnit;
import dev.kechuang.plan.internal.plan.PlanUnits;
import dev.kechuang.plan.internal.plan.ReleaseEffects;
import dev.kechuang.plan.internal.plan.UnitMapping;
import dev.kechuang.plan.internal.plan.Version;
import dev.kechuang.plan.internal.track.LightStore;
import dev.kechuang.plan.internal.track.Lights;
import dev.kechuang.plan.internal.track.Obligations;
import dev.kechuang.plan.internal.track.ProgressService;
import dev.kechuang.plan.internal.track.Reminders;
import dev.kechuang.plan.internal.track.ReportStore;
import dev.kechuang.plan.internal.track.TargetBases;
import dev.kechuang.plan.internal.track.TrackRules;
import dev.kechuang.record.internal.JdbcRecords;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.TestClock;
import dev.kechuang.testing.TestDatabase;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A bureau with its divisions and counties, one person in each unit, and plans made by their commands. */
public final class PlanFixture implements AutoCloseable {

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public final TestDatabase database = TestDatabase.create();
    public final JdbcClient jdbc = database.jdbc();
    public final TestClock clock = new TestClock(Instant.parse("2026-03-20T02:00:00Z"));
    public final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
    public final List<String> told = new CopyOnWriteArrayList<>();
    public final TransactionTemplate transactions =
            new TransactionTemplate(new JdbcTransactionManager(database.application()));
    public final String city;
    public final Regions regions;
    public final JdbcRecords records = new JdbcRecords(jdbc);
    public final PlanUnits units;
    public final PlanStore plans = new PlanStore(jdbc);
    public final ContentStore contents = new ContentStore(jdbc);
    public final FakeIndicators indicators = new FakeIndicators();
    public final Dictionary dictionary = new Dictionary(indicators);
    public final ReleaseEffects effects;
    public final PlanService service;
    public final PlanCopies copies;
    public final UnitMapping mapping;
    public final Viewer officer;
    public final Viewer colleague;
    public final Viewer leader;

    public final ReportStore reports = new ReportStore(jdbc);
    public final Obligations obligations = new Obligations(jdbc, plans);
    public final LightStore lightStore = new LightStore(jdbc);
    public final FakeFigures figures = new FakeFigures();
    public final ProgressService progress;
    public final Lights lights;
    public final Reminders reminders;

    private final Map<UUID, UUID> people = new HashMap<>();

    /** @param city region code: 320500 Suzhou, 320800 Huai'an */
    public PlanFixture(String city) {
        this.city = city;
        Packs packs = Packs.load(Path.of("../packs"), city, clock);
        regions = packs.regions();
        units = new PlanUnits(jdbc, regions);
        insertUnits(packs.codeLists());
        effects = new ReleaseEffects(contents, units, new FakeAccounts(), records, new FakeMessages());
        service = new PlanService(
                plans, contents, units, dictionary, regions, effects, new FakeAudit(), transactions, clock);
        copies = new PlanCopies(plans, contents, units, transactions, clock, service);
        mapping = new UnitMapping(contents, units, new FakeAudit(), clock, service);
        progress = new ProgressService(
                plans,
                contents,
                reports,
                units,
                new FakeFiles(),
                records,
                new FakeMessages(),
                new FakeAudit(),
                transactions,
                clock);
        var rules = new TrackRules(packs.documents(TrackRules.FOLDER));
        lights = new Lights(
                plans,
                contents,
                reports,
                lightStore,
                obligations,
                new TargetBases(dictionary, figures, rules),
                rules,
                new FakeAudit(),
                transactions,
                clock);
        reminders = new Reminders(
                obligations, plans, units, new FakeAccounts(), new FakeMessages(), rules, transactions, clock);
        officer = viewer("规划处", Role.BUREAU_OFFICER);
        colleague = new Viewer(
                UUID.randomUUID(),
                "同事",
                Set.of(Role.BUREAU_OFFICER),
                null,
                unit("高新处").id(),
                "高新处",
                regions.subtree(city));
        leader = viewer(units.all().getFirst().name(), Role.BUREAU_LEADER);
    }

    private void insertUnits(CodeLists codes) {
        var owner = database.owner();
        UUID bureau = null;
        for (var unit : codes.units()) {
            String kind = unit.kind().equals("bureau")
                    ? "BUREAU"
                    : unit.kind().equals("division") ? "DIVISION" : "REGION_BUREAU";
            UUID id = owner.sql("""
                            INSERT INTO identity.unit (code, name, en, kind, region, also_regions, parent, created_at)
                            VALUES (:code, :name, :en, :kind, :region, '{}', :parent, now()) RETURNING id""")
                    .param("code", unit.code())
                    .param("name", unit.name())
                    .param("en", unit.en())
                    .param("kind", kind)
                    .param("region", unit.region())
                    .param("parent", bureau, java.sql.Types.OTHER)
                    .query(UUID.class)
                    .single();
            if (bureau == null) bureau = id;
            UUID person = owner.sql("""
                            INSERT INTO identity.account (login, name, unit, created_at)
                            VALUES (:login, :name, :unit, now()) RETURNING id""")
                    .param("login", unit.code())
                    .param("name", unit.name().substring(0, 2) + "经办")
                    .param("unit", id)
                    .query(UUID.class)
                    .single();
            people.put(id, person);
        }
    }

    public PlanUnit unit(String name) {
        return units.all().stream()
                .filter(unit -> unit.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no unit " + name));
    }

    /** Somebody of a unit. */
    public Viewer viewer(String unitName, Role role) {
        PlanUnit unit = unit(unitName);
        return new Viewer(
                people.get(unit.id()),
                unit.name() + "经办",
                Set.of(role),
                null,
                unit.id(),
                unit.name(),
                role == Role.COUNTY_OFFICER ? regions.subtree(unit.region()) : regions.subtree(city));
    }

    public static Map<String, String> fields(String... pairs) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) fields.put(pairs[i], pairs[i + 1]);
        return fields;
    }

    /** An empty draft for 2026. */
    public Plan plan(String title) {
        return done(service.create(officer, fields("kind", "workPoints", "title", title, "year", "2026")));
    }

    public Version draft(Plan plan) {
        return plans.open(plan.id()).orElseThrow();
    }

    /** Proposed by the officer, released by the leader. */
    public Version release(Plan plan) {
        Version version = draft(plan);
        done(service.propose(officer, version.id()));
        return done(service.release(leader, version.id()));
    }

    public static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, errors -> {
            throw new AssertionError("refused: " + errors);
        });
    }

    public static List<FieldError> refused(Outcome<?> outcome) {
        return outcome.fold(
                value -> {
                    throw new AssertionError("done: " + value);
                },
                errors -> errors);
    }

    @Override
    public void close() {
        database.close();
    }

    private static void inTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive())
            throw new IllegalStateException("no transaction");
    }

    public final class FakeAudit implements AuditLog {
        @Override
        public void append(Viewer actor, AuditEvent event) {
            inTransaction();
            audited.add(event);
        }

        @Override
        public void appendSystem(String actor, AuditEvent event) {
            append(Viewer.PUBLIC, event);
        }
    }

    public final class FakeMessages implements Messages {
        @Override
        public void send(Collection<UUID> accounts, String key, String subject, String text, String link) {
            inTransaction();
            for (UUID account : accounts) told.add(account + " " + key + " " + subject);
        }
    }

    /** Every file is everybody's. */
    public static final class FakeFiles implements FileStore {
        @Override
        public Outcome<StoredFile> store(Viewer uploader, String name, Kind kind, InputStream content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<StoredFile> find(UUID id) {
            return Optional.of(new StoredFile(id, "佐证.pdf", "0".repeat(64), 1, "application/pdf", Instant.EPOCH));
        }

        @Override
        public Optional<StoredFile> find(Viewer viewer, UUID id) {
            return find(id);
        }

        @Override
        public InputStream open(StoredFile file) {
            return InputStream.nullInputStream();
        }

        @Override
        public void attach(UUID file, String owner, String reference) {
            inTransaction();
        }

        @Override
        public void detach(UUID file, String owner, String reference) {
            inTransaction();
        }
    }

    /** Figures by indicator and day of the period's end; the latest known until then counts. */
    public static class FakeFigures implements IndicatorFigures {
        private final Map<String, TreeMap<LocalDate, BigDecimal>> known = new HashMap<>();

        /** The same at every place. */
        public void put(String indicator, LocalDate from, String value) {
            put(indicator, "", from, value);
        }

        public void put(String indicator, String region, LocalDate from, String value) {
            known.computeIfAbsent(indicator + region, code -> new TreeMap<>()).put(from, new BigDecimal(value));
        }

        @Override
        public IndicatorFigure figure(FigureAt at) {
            var entry = known.getOrDefault(
                            at.indicator() + at.region(), known.getOrDefault(at.indicator(), new TreeMap<>()))
                    .floorEntry(at.period().last());
            return new IndicatorFigure(at, entry == null ? null : entry.getValue(), List.of());
        }

        @Override
        public List<IndicatorFigure> figures(List<FigureAt> at) {
            return at.stream().map(this::figure).toList();
        }

        @Override
        public List<IndicatorFigure> byRegion(FigureAt at) {
            return List.of();
        }

        @Override
        public List<IndicatorFigure> series(FigureAt at, Period first, Period last) {
            return List.of();
        }

        @Override
        public Comparison compare(FigureAt at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Snapshot snapshot() {
            return new Snapshot(1, 1, Instant.EPOCH);
        }
    }

    public final class FakeAccounts implements Accounts {
        @Override
        public Outcome<UUID> registerApplicant(NewApplicant applicant, UUID organisation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Person> find(UUID account) {
            return Optional.empty();
        }

        @Override
        public List<Person> ofOrganisation(UUID organisation) {
            return List.of();
        }

        @Override
        public List<Person> officers(Role role, String region) {
            String kind =
                    role == Role.BUREAU_LEADER ? "BUREAU" : role == Role.BUREAU_OFFICER ? "DIVISION" : "REGION_BUREAU";
            var found = new ArrayList<Person>();
            for (PlanUnit unit : units.all()) {
                if (unit.kind().equals(kind) && regions.subtree(unit.region()).contains(region))
                    found.add(new Person(
                            java.util.Objects.requireNonNull(people.get(unit.id())),
                            unit.name(),
                            unit.code(),
                            "",
                            "",
                            List.of(role)));
            }
            return found;
        }

        @Override
        public void moveOrganisation(Viewer actor, UUID from, UUID to) {
            throw new UnsupportedOperationException();
        }
    }

    /** A small dictionary; a measure is suggested by what of it stands in the names. */
    public static final class FakeIndicators implements Indicators {
        private final List<Indicator> all = new ArrayList<>(List.of(
                indicator("hnte.new", "新认定高新技术企业", "家", Indicator.Nature.FLOW, false, "国家高新技术企业"),
                indicator("hnte.valid", "有效高新技术企业", "家", Indicator.Nature.STOCK, false, "有效高企"),
                indicator("sme.entered", "科技型中小企业评价入库", "家", Indicator.Nature.FLOW, false),
                indicator("rd.share", "全社会研发投入占地区生产总值的比例", "%", Indicator.Nature.STOCK, true),
                indicator("hitech.share", "高新技术产业产值占规模以上工业总产值比重", "%", Indicator.Nature.STOCK, true),
                indicator("contract.sum", "技术合同登记额", "亿元", Indicator.Nature.FLOW, false, "上报技术合同登记额"),
                indicator("institution.new", "新建研发机构", "家", Indicator.Nature.FLOW, false, "市级以上企业研发机构")));

        private static Indicator indicator(
                String code, String name, String unit, Indicator.Nature nature, boolean ratio, String... aliases) {
            return new Indicator(
                    code,
                    name,
                    code,
                    List.of(aliases),
                    "innovation",
                    unit,
                    unit.equals("家") ? 0 : 2,
                    Indicator.Better.HIGHER,
                    nature,
                    nature == Indicator.Nature.FLOW ? Period.Kind.MONTH : Period.Kind.YEAR,
                    ratio ? new Indicator.Source.Ratio("a", "b", 100) : new Indicator.Source.Observed(false),
                    true,
                    null,
                    null);
        }

        @Override
        public List<Indicator> all() {
            return all;
        }

        @Override
        public Optional<Indicator> find(String code) {
            return all.stream().filter(one -> one.code().equals(code)).findFirst();
        }

        @Override
        public List<Suggestion> suggest(String measure, String unit, int limit) {
            var found = new ArrayList<Suggestion>();
            for (Indicator one : all) {
                if (one.name().equals(measure)) found.add(new Suggestion(one, 100, "名称相同"));
                else if (one.aliases().contains(measure)) found.add(new Suggestion(one, 95, "别名“" + measure + "”"));
                else if (one.name().contains(measure) || measure.contains(one.name()))
                    found.add(new Suggestion(one, 70, "名称相近：" + one.name()));
            }
            found.sort((a, b) -> b.likeness() - a.likeness());
            return found.subList(0, Math.min(limit, found.size()));
        }
    }

    /** What breaks an invariant. */
    public static @Nullable String violation(dev.kechuang.shared.Invariant invariant) {
        var found = invariant.check().violations();
        return found.isEmpty() ? null : found.getFirst();
    }
}
