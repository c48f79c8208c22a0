package dev.kechuang.match.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.match.internal.sheet.Layouts;
import dev.kechuang.match.internal.sheet.PackingLock;
import dev.kechuang.match.internal.sheet.SheetReader;
import dev.kechuang.match.internal.sheet.Sheets;
import dev.kechuang.match.internal.sheet.Words;
import dev.kechuang.pack.Packs;
import dev.kechuang.policy.internal.PolicyFixture;
import dev.kechuang.registry.internal.ChangedStore;
import dev.kechuang.registry.internal.RegistryFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;

/** A small city whose firms are decided; several nodes of it. Its first run found nobody, as that of a new installation. */
final class MatchFixture implements AutoCloseable {

    static final String AID = "cn-aid";

    final RegistryFixture city = new RegistryFixture();
    final Packs packs = Packs.load(Packs.find("packs"), RegistryFixture.CITY, city.clock);
    final PolicyFixture policies = new PolicyFixture(city, packs);
    final ChangedStore changes = new ChangedStore(city.jdbc);
    final Node node = new Node();
    final List<UUID> firms = new ArrayList<>();

    MatchFixture() {
        this(true);
    }

    /** @param begun whether the first run is over */
    MatchFixture(boolean begun) {
        if (begun) {
            Run unused = run();
        }
    }

    /** What one process has. */
    final class Node {
        final PlatformTransactionManager manager = Objects.requireNonNull(city.transactions.getTransactionManager());
        final Words words = new Words(city.jdbc, manager);
        final Layouts layouts =
                new Layouts(city.jdbc, policies.decisions(), packs.codeLists(), packs.titleKinds(), manager);
        final Sheets sheets = new Sheets(city.jdbc, policies.decisions(), layouts, words);
        final SheetReader reader = new SheetReader(city.database.application());
        final PackingLock lock = new PackingLock(city.jdbc);
        final RuleSets rules =
                new RuleSets(policies.decisions(), new RegistryFixture.FakeRegions(), city.jdbc, manager);
        final Slots slots = new Slots(city.jdbc, city.database.application());
        final RunStore runs = new RunStore(city.jdbc);
        final AtomicInteger blocks = new AtomicInteger();
        /** Policies that were decided by blocks. */
        final Set<String> decided = ConcurrentHashMap.newKeySet();

        private final Decider decider = new SurveyDecider(sheets);
        /** Runs in the middle of every block. */
        volatile @Nullable Runnable inTheMiddle;

        private final Decider watched = (set, some) -> {
            int unused = blocks.incrementAndGet();
            set.rules().forEach(rule -> decided.add(rule.version().id()));
            Runnable then = inTheMiddle;
            if (then != null) then.run();
            return decider.decide(set, some);
        };
        final RunSteps steps = new RunSteps(
                runs, slots, sheets, reader, lock, rules, watched, changes, city.transactions, city.clock, 7, 5);
        final CityRuns cityRuns =
                new CityRuns(runs, steps, rules, sheets, city.new FakeAudit(), city.transactions, city.clock);
        final ChangedMatches changed =
                new ChangedMatches(changes, sheets, lock, rules, decider, slots, runs, city.transactions, city.clock);
    }

    /** A firm of Kunshan that meets every condition of the aid but, if it is too big, that on staff. */
    UUID firm(int number, @Nullable Integer staff) {
        return firm(number, staff, RegistryFixture.KUNSHAN);
    }

    UUID firm(int number, @Nullable Integer staff, String region) {
        UUID id =
                city.confirmed(number, "匹配" + number + "有限公司", "region", region).id();
        confirm(id, 2024, "resident-enterprise", null, "是");
        confirm(id, 2025, "rd-share", "0.05", null);
        confirm(id, 2025, "revenue", "1000000", null);
        if (staff != null) staff(id, staff);
        firms.add(id);
        return id;
    }

    void staff(UUID firm, int staff) {
        confirm(firm, 2025, "staff", Integer.toString(staff), null);
    }

    /** As an officer's confirmation leaves it in the database. */
    void confirm(UUID firm, int year, String code, @Nullable String number, @Nullable String text) {
        city.transactions.executeWithoutResult(status -> {
            var jdbc = city.jdbc;
            jdbc.sql("""
                            INSERT INTO registry.fact_sheet (organisation, year, status, changed_at)
                            VALUES (:firm, :year, 'confirmed', now()) ON CONFLICT DO NOTHING
                            """).param("firm", firm).param("year", year).update();
            int version = jdbc.sql("""
                            SELECT coalesce(max(version), 0) + 1 FROM registry.fact_version
                            WHERE organisation = :firm AND year = :year
                            """)
                    .param("firm", firm)
                    .param("year", year)
                    .query(Integer.class)
                    .single();
            jdbc.sql("""
                            INSERT INTO registry.fact_version (organisation, year, code, version, revision, fen, number,
                                text, source, entered_name, entered_at)
                            VALUES (:firm, :year, :code, :version, 1,
                                CASE WHEN :code = 'revenue' THEN (:number)::bigint END,
                                CASE WHEN :code <> 'revenue' THEN (:number)::numeric END, :text, 'firm', 'a', now())
                            """)
                    .param("firm", firm)
                    .param("year", year)
                    .param("code", code)
                    .param("version", version)
                    .param("number", number, java.sql.Types.VARCHAR)
                    .param("text", text, java.sql.Types.VARCHAR)
                    .update();
            jdbc.sql("""
                            INSERT INTO registry.fact_decision (organisation, year, revision, version, confirmed,
                                decided_name, decided_at)
                            VALUES (:firm, :year, 1, :version, true, 'b', now())
                            """)
                    .param("firm", firm)
                    .param("year", year)
                    .param("version", version)
                    .update();
        });
    }

    /** A run from its start to its end. */
    Run run() {
        long id = RegistryFixture.done(node.cityRuns.start(city.bureau));
        node.cityRuns.work();
        return node.runs.find(id).orElseThrow();
    }

    /** What is shown of a firm and the aid: state, and what goes with it; empty when nothing is. */
    String shown(UUID firm) {
        return city.jdbc
                .sql("""
                        SELECT state || coalesce(' ' || amount_fen, '')
                               || CASE WHEN distance > 0 THEN ' ' || distance ELSE '' END
                               || CASE WHEN missing > 0 THEN ' ' || missing ELSE '' END
                        FROM match.published_match WHERE organisation = :firm AND policy = :policy
                        """)
                .param("firm", firm)
                .param("policy", AID)
                .query((rows, number) -> rows.getString(1))
                .optional()
                .orElse("");
    }

    /** What was logged of a firm, oldest first. */
    List<String> log(UUID firm) {
        return city.jdbc
                .sql("""
                        SELECT coalesce(before, '-') || '>' || coalesce(after, '-') FROM match.published_change
                        WHERE organisation = :firm AND policy = :policy ORDER BY id
                        """)
                .param("firm", firm)
                .param("policy", AID)
                .query((rows, number) -> rows.getString(1))
                .list();
    }

    MatchInvariants invariants() {
        return new MatchInvariants(
                city.jdbc, node.sheets, policies.decisions(), node.rules, changes, node.manager, city.clock);
    }

    /** Whatever happened: each match is what its facts give, in one version, and the log leads to what is shown. */
    void holds() {
        for (var invariant : invariants().all()) {
            assertThat(invariant.check().violations()).as(invariant.claim()).isEmpty();
        }
    }

    @Override
    public void close() {
        city.close();
    }
}
