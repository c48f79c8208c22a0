package dev.kechuang.registry.internal;

import dev.kechuang.shared.CreditCode;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold in the registry at any time. */
@Configuration(proxyBeanMethods = false)
public class RegistryInvariants {

    private static final int EXAMPLES = 20;

    @Bean
    public Invariant creditCodes(JdbcClient jdbc) {
        return new Invariant() {
            @Override
            public String name() {
                return "registry.creditCode";
            }

            @Override
            public String claim() {
                return "Every credit code fits its check character (GB 32100), and no two live organisations share one.";
            }

            @Override
            public Result check() {
                var wrong = new ArrayList<String>();
                var checked = new AtomicLong();
                jdbc.sql("SELECT credit_code FROM registry.organisation").query(rows -> {
                    checked.incrementAndGet();
                    String code = rows.getString(1);
                    if (wrong.size() < EXAMPLES && CreditCode.problem(code).isPresent()) {
                        wrong.add(code + " does not fit its check character");
                    }
                });
                jdbc.sql("""
                        SELECT credit_code FROM registry.organisation WHERE status NOT IN ('closed', 'merged')
                        GROUP BY credit_code HAVING count(*) > 1 LIMIT 20""")
                        .query((rows, number) -> rows.getString(1))
                        .list()
                        .forEach(code -> wrong.add(code + " belongs to several live organisations"));
                return new Result(checked.get(), wrong);
            }
        };
    }

    @Bean
    public Invariant organisationHistories(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "registry.history",
                "Every organisation has a history row for its version.",
                "SELECT count(*) FROM registry.organisation",
                """
                SELECT o.name || ' has no history for version ' || o.version FROM registry.organisation o
                WHERE NOT EXISTS (SELECT FROM registry.organisation_change c
                                  WHERE c.organisation = o.id AND c.version = o.version)""");
    }

    @Bean
    public Invariant confirmedFacts(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "registry.facts",
                "What is published of a fact is the newest value of the newest confirmed revision.",
                "SELECT count(*) FROM registry.fact_confirmed",
                """
                SELECT v.organisation || ' ' || v.year || ' ' || v.code || ': version ' || v.version || ' is newest, '
                       || coalesce(c.version::text, 'none') || ' is published'
                FROM (SELECT DISTINCT ON (v.organisation, v.year, v.code) v.*
                      FROM registry.fact_version v
                      JOIN registry.fact_decision d ON d.organisation = v.organisation AND d.year = v.year
                                                   AND d.confirmed AND v.revision <= d.revision
                                                   AND (d.codes IS NULL OR v.code = ANY (d.codes))
                      ORDER BY v.organisation, v.year, v.code, v.version DESC) v
                LEFT JOIN registry.fact_confirmed c USING (organisation, year, code)
                WHERE c.version IS DISTINCT FROM v.version OR c.fen IS DISTINCT FROM v.fen
                   OR c.number IS DISTINCT FROM v.number OR c.text IS DISTINCT FROM v.text""");
    }

    @Bean
    public Invariant searchTokens(JdbcClient jdbc) {
        return new Invariant() {
            @Override
            public String name() {
                return "registry.search";
            }

            @Override
            public String claim() {
                return "Every organisation is found by its present names and filters: tokens and sort key fit them.";
            }

            @Override
            public Result check() {
                var wrong = new ArrayList<String>();
                var checked = new AtomicLong();
                jdbc.sql("""
                        SELECT o.id, o.name, o.english_name, o.kind, o.region, o.zone, o.industry, o.scale,
                               o.technical_field, coalesce(extract(year FROM o.founded), 0)::int AS founded, o.status,
                               o.name_key, o.tokens,
                               ARRAY(SELECT f.name FROM registry.former_name f WHERE f.organisation = o.id) AS former
                        FROM registry.organisation o
                        WHERE hashtext(o.id::text) % :every = 0""").param("every", every()).query(rows -> {
                    var entry = SearchTokens.entry(
                            rows.getString("name"),
                            Arrays.asList((String[]) rows.getArray("former").getArray()),
                            rows.getString("english_name"),
                            new SearchTokens.Codes(
                                    rows.getString("kind"),
                                    rows.getString("region"),
                                    rows.getString("zone"),
                                    rows.getString("industry"),
                                    rows.getString("scale"),
                                    rows.getString("technical_field"),
                                    rows.getInt("founded"),
                                    rows.getString("status")));
                    checked.incrementAndGet();
                    Integer[] stored = (Integer[]) rows.getArray("tokens").getArray();
                    boolean same = entry.nameKey().equals(rows.getString("name_key"))
                            && Arrays.equals(
                                    entry.tokens(),
                                    Arrays.stream(stored)
                                            .mapToInt(Integer::intValue)
                                            .toArray());
                    if (!same && wrong.size() < EXAMPLES) {
                        boolean key = entry.nameKey().equals(rows.getString("name_key"));
                        wrong.add(rows.getString("name") + " is not found by what it is called: "
                                + (key
                                        ? "its tokens differ"
                                        : "its sort key is " + rows.getString("name_key") + " and not "
                                                + entry.nameKey()));
                    }
                });
                return new Result(checked.get(), wrong);
            }

            /** Everything up to 100,000 organisations, a part of more. */
            private int every() {
                long all = jdbc.sql("SELECT count(*) FROM registry.organisation")
                        .query((rows, number) -> rows.getLong(1))
                        .single();
                return (int) (all / 100_000 + 1);
            }
        };
    }

    /** Two scans and one join on hashes, for a million as for a hundred. */
    @Bean
    public Invariant organisationsCounted(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "registry.counted",
                "The records count each confirmed organisation once, where it is, and no other.",
                "SELECT count(*) FROM registry.organisation",
                """
                SELECT coalesce(o.name, r.organisation::text) || ' (' || coalesce(o.status, 'unknown') || ') counts '
                       || coalesce(r.balance, 0) || ' times in ' || coalesce(r.region, o.region)
                FROM (SELECT organisation, region, zone, sum(count) AS balance FROM record.published_record
                      WHERE kind = 'registry.organisation' GROUP BY organisation, region, zone) r
                FULL JOIN registry.organisation o
                    ON o.id = r.organisation AND o.region = r.region AND coalesce(o.zone, '') = coalesce(r.zone, '')
                WHERE coalesce(r.balance, 0) <> CASE o.status WHEN 'confirmed' THEN 1 ELSE 0 END""");
    }

    /** Ids of merged organisations lead, by however many steps, to one that stands. */
    @Bean
    public Invariant mergedLeadSomewhere(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "registry.merged",
                "Every merged organisation leads to one that is not merged.",
                "SELECT count(*) FROM registry.organisation WHERE status = 'merged'",
                """
                WITH RECURSIVE way AS (
                    SELECT id AS start, merged_into AS at, 1 AS steps FROM registry.organisation WHERE status = 'merged'
                    UNION ALL
                    SELECT w.start, o.merged_into, w.steps + 1 FROM way w JOIN registry.organisation o ON o.id = w.at
                    WHERE o.status = 'merged' AND w.steps < 50)
                SELECT start || ' leads nowhere' FROM way WHERE steps >= 50""");
    }
}
