package dev.kechuang.match.internal.run;

import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Survey;
import dev.kechuang.match.internal.sheet.Sheets;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.registry.ChangedOrganisations;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What must hold of sheets and stored matches at any time. Of more than some thousand organisations a sample is looked at,
 * chosen by what their ids hash to. Those whose changes wait are left out: they are not fresh yet, and said to be so.
 */
@Configuration(proxyBeanMethods = false)
public class MatchInvariants {

    private static final int EXAMPLES = 20;
    private static final int ALL = 4_000;
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final Sheets sheets;
    private final Decisions decisions;
    private final RuleSets rules;
    private final ChangedOrganisations changed;
    private final TransactionTemplate oneState;
    private final Clock clock;

    public MatchInvariants(
            JdbcClient jdbc,
            Sheets sheets,
            Decisions decisions,
            RuleSets rules,
            ChangedOrganisations changed,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.sheets = sheets;
        this.decisions = decisions;
        this.rules = rules;
        this.changed = changed;
        this.clock = clock;
        this.oneState = new TransactionTemplate(transactions);
        this.oneState.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.oneState.setReadOnly(true);
    }

    private record Row(
            UUID organisation,
            String region,
            @Nullable String zone,
            byte @Nullable [] facts,
            boolean settled,
            LocalDate day) {}

    private record Check(
            String name, String claim, java.util.function.BiFunction<List<Row>, Consumer<String>, Integer> of) {}

    @Bean
    public Invariant matchesAreDecisions() {
        return over(new Check(
                "match.matches",
                "Every stored match is what its policy's version decides on the sheet's facts for its day, and none is missing.",
                this::decided));
    }

    @Bean
    public Invariant sheetsAreFacts() {
        return over(new Check(
                "match.sheets", "Every sheet holds the facts that decisions read for its organisation.", this::packed));
    }

    @Bean
    public Invariant oneVersionOfAPolicy() {
        return new SqlInvariant(
                jdbc,
                "match.versions",
                "No organisation is shown with two versions of a policy.",
                "SELECT count(*) FROM match.published_match",
                """
                SELECT organisation || ' has ' || count(*) || ' matches with ' || policy
                FROM match.published_match GROUP BY organisation, policy HAVING count(*) > 1""");
    }

    @Bean
    public Invariant logLeadsToWhatIsShown() {
        return new SqlInvariant(
                jdbc,
                "match.log",
                "What was logged last of an organisation and a policy is what is shown. Not logged is what the very first run"
                        + " found.",
                "SELECT count(*) FROM match.published_match",
                """
                SELECT coalesce(m.organisation, l.organisation) || ' is ' || coalesce(m.state, 'not') || ' shown with '
                       || coalesce(m.policy, l.policy) || ', and last logged as ' || coalesce(l.after, 'nothing')
                FROM (SELECT DISTINCT ON (organisation, policy) organisation, policy, after
                      FROM match.published_change ORDER BY organisation, policy, id DESC) l
                FULL JOIN match.published_match m ON m.organisation = l.organisation AND m.policy = l.policy
                WHERE m.state IS DISTINCT FROM l.after
                  AND (l.organisation IS NOT NULL
                       OR coalesce((SELECT r.organisations FROM match.run r WHERE r.state = 'shown'
                                    ORDER BY r.id LIMIT 1), 0) = 0)""");
    }

    @Bean
    public Invariant talliesAreCounts() {
        return new SqlInvariant(
                jdbc,
                "match.tallies",
                "What is told of the whole city is the number of stored matches.",
                "SELECT count(*) FROM match.published_tally",
                """
                SELECT coalesce(t.policy, m.policy) || ' in ' || coalesce(t.region, m.region) || ' is told to have '
                       || coalesce(t.count, 0) || ' and has ' || coalesce(m.count, 0)
                FROM match.published_tally t
                FULL JOIN (SELECT policy, version, region, zone, state, count(*) AS count
                           FROM match.published_match GROUP BY 1, 2, 3, 4, 5) m
                       ON t.version = m.version AND t.region = m.region AND t.state = m.state
                          AND coalesce(t.zone, '') = coalesce(m.zone, '')
                WHERE t.count IS DISTINCT FROM m.count""");
    }

    private Invariant over(Check check) {
        return new Invariant() {
            @Override
            public String name() {
                return check.name();
            }

            @Override
            public String claim() {
                return check.claim();
            }

            @Override
            public Result check() {
                var wrong = new ArrayList<String>();
                long checked = Objects.requireNonNull(oneState.execute(status -> each(check, wrong)));
                return new Result(checked, List.copyOf(wrong));
            }
        };
    }

    private long each(Check check, List<String> wrong) {
        int all = jdbc.sql("SELECT count(*) FROM match.sheet")
                .query(Integer.class)
                .single();
        int share = Math.max(1, all / ALL);
        long checked = 0;
        UUID after = new UUID(0, 0);
        while (wrong.size() < EXAMPLES) {
            var some = jdbc.sql("""
                            SELECT s.organisation, s.region, s.zone, s.facts,
                                   s.layout = :layout AND (s.changes_on IS NULL OR s.changes_on > :today) AS settled,
                                   CASE WHEN s.number > coalesce(r.after_number, 0) THEN s.packed_for ELSE r.day END AS day
                            FROM match.sheet s
                            LEFT JOIN LATERAL (SELECT day, after_number FROM match.run WHERE state = 'shown'
                                               ORDER BY id DESC LIMIT 1) r ON true
                            WHERE s.organisation > :after
                              AND (:share = 1 OR abs(hashtext(s.organisation::text)) % :share = 0)
                            ORDER BY s.organisation LIMIT :most
                            """)
                    .param("layout", sheets.layout())
                    .param("today", LocalDate.now(clock))
                    .param("after", after)
                    .param("share", share)
                    .param("most", AT_ONCE)
                    .query((rows, number) -> new Row(
                            rows.getObject(1, UUID.class),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getBytes(4),
                            rows.getBoolean(5),
                            rows.getObject(6, LocalDate.class)))
                    .list();
            if (some.isEmpty()) return checked;
            after = some.getLast().organisation();
            var waiting = changed.waiting(some.stream().map(Row::organisation).toList());
            checked += check.of()
                    .apply(
                            some.stream()
                                    .filter(row -> row.settled() && !waiting.contains(row.organisation()))
                                    .toList(),
                            wrong::add);
        }
        return checked;
    }

    private int packed(List<Row> some, Consumer<String> wrong) {
        var known = decisions.facts(some.stream().map(Row::organisation).toList(), LocalDate.now(clock));
        for (Row row : some) {
            if (row.facts() == null) continue;
            Facts facts = Objects.requireNonNull(known.get(row.organisation())).facts();
            Facts packed = sheets.facts(row.facts());
            if (packed.asOf().equals(facts.asOf()) && packed.yearly().equals(facts.yearly())) continue;
            var names = new TreeSet<String>();
            differ(packed.asOf(), facts.asOf(), names);
            differ(packed.yearly(), facts.yearly(), names);
            wrong.accept(row.organisation() + " has other facts than its sheet: " + names);
        }
        return some.size();
    }

    private static void differ(Map<String, ?> one, Map<String, ?> other, TreeSet<String> names) {
        one.forEach((name, value) -> {
            if (!value.equals(other.get(name))) names.add(name);
        });
        other.keySet().forEach(name -> {
            if (!one.containsKey(name)) names.add(name);
        });
    }

    private record Stored(UUID organisation, String policy, String version, String match, LocalDate day) {}

    private int decided(List<Row> some, Consumer<String> wrong) {
        var stored = new HashMap<UUID, List<Stored>>();
        jdbc.sql("""
                        SELECT organisation, policy, version,
                               state || ' ' || coalesce(amount_fen, -1) || ' ' || distance || ' ' || missing, day
                        FROM match.published_match WHERE organisation = ANY(:ids)
                        """)
                .param("ids", some.stream().map(Row::organisation).toArray(UUID[]::new))
                .query((rows, number) -> new Stored(
                        rows.getObject(1, UUID.class),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getObject(5, LocalDate.class)))
                .list()
                .forEach(one -> stored.computeIfAbsent(one.organisation(), of -> new ArrayList<>())
                        .add(one));
        var surveys = new HashMap<String, Survey>();
        for (Row row : some) {
            var is = stored.getOrDefault(row.organisation(), List.of());
            if (row.facts() == null) {
                if (!is.isEmpty()) wrong.accept(row.organisation() + " does not count and has matches");
                continue;
            }
            Facts facts = sheets.facts(row.facts());
            LocalDate day = is.isEmpty() ? row.day() : is.getFirst().day();
            var found = new TreeMap<String, String>();
            var due = new TreeMap<String, String>();
            for (Stored one : is) {
                found.put(one.policy(), one.match());
                String again = again(surveys, one.policy(), one.version(), facts, one.day());
                if (again != null) due.put(one.policy(), again);
            }
            // Whether one is missing can be said where all is by the rules of today.
            var set = rules.on(day);
            var versions =
                    set.rules().stream().map(rule -> rule.version().digest()).toList();
            if (is.stream().allMatch(one -> versions.contains(one.version())) && shownBy(set.digest())) {
                for (var rule : set.rules()) {
                    if (!rule.covers(row.region(), row.zone())) continue;
                    PolicyVersion version = rule.version();
                    String again = again(surveys, version.id(), version.digest(), facts, day);
                    if (again != null) due.put(version.id(), again);
                }
            }
            if (!found.equals(due)) {
                wrong.accept(row.organisation() + " is stored with " + found + " and decided to " + due);
            }
        }
        return some.size();
    }

    private boolean shownBy(String digest) {
        return jdbc.sql("SELECT rules FROM match.run WHERE state = 'shown' ORDER BY id DESC LIMIT 1")
                .query(String.class)
                .optional()
                .equals(Optional.of(digest));
    }

    /** Null when it is no match. */
    private @Nullable String again(
            Map<String, Survey> surveys, String policy, String version, Facts facts, LocalDate day) {
        Survey survey = surveys.computeIfAbsent(version + day, of -> {
            PolicyVersion known = decisions.version(version).orElseThrow();
            return new Survey(List.of(known.policy()), day, Survey.Limits.USUAL, List.of());
        });
        Survey.Match match = survey.decide(0, facts);
        if (match == null) return null;
        return switch (match.kind()) {
            case ELIGIBLE -> "ELIGIBLE " + match.value() + " 0 0";
            case NEAR -> "NEAR -1 " + match.value() + " 0";
            case OPEN -> "OPEN -1 0 " + match.value();
        };
    }

    /** All of them. */
    public List<Invariant> all() {
        return List.of(
                matchesAreDecisions(),
                sheetsAreFacts(),
                oneVersionOfAPolicy(),
                logLeadsToWhatIsShown(),
                talliesAreCounts());
    }
}
