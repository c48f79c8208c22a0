package dev.kechuang.programme.internal.contract;

import dev.kechuang.record.Figures;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import java.util.ArrayList;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of contracts and of what they led to. */
@Configuration(proxyBeanMethods = false)
public class ContractInvariants {

    @Bean
    public Invariant programmeContractsConfirmed(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "programme.contract",
                "Every application that passed its contract has one, signed by both sides, over exactly its grant.",
                "SELECT count(*) FROM programme.event e JOIN programme.application a ON a.id = e.application"
                        + " JOIN programme.version_stage s ON s.version = a.version AND s.stage = e.stage"
                        + " WHERE e.kind = 'passed' AND s.kind = 'contract'",
                """
                SELECT 'application ' || a.id || ' passed its contract: '
                    || coalesce(k.state || ' over ' || k.sum_fen || ' of ' || coalesce(a.granted_fen, 0), 'none')
                FROM programme.event e
                JOIN programme.application a ON a.id = e.application
                JOIN programme.version_stage s ON s.version = a.version AND s.stage = e.stage
                LEFT JOIN programme.contract k ON k.application = a.id
                WHERE e.kind = 'passed' AND s.kind = 'contract'
                  AND (k.state IS DISTINCT FROM 'confirmed' OR k.sum_fen <> coalesce(a.granted_fen, 0)
                       OR NOT EXISTS (SELECT FROM programme.contract_version t
                            WHERE t.application = a.id AND t.change IS NULL
                              AND 2 = (SELECT count(DISTINCT g.side) FROM programme.contract_signature g
                                       WHERE g.application = t.application AND g.version = t.number
                                         AND g.digest = t.digest)))""");
    }

    @Bean
    public Invariant programmeContractTexts(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "programme.contractText",
                "Frozen texts are what their digests say, and the text in force is the frozen one.",
                "SELECT (SELECT count(*) FROM programme.contract_version)"
                        + " + (SELECT count(*) FROM programme.contract_report_filing)"
                        + " + (SELECT count(*) FROM programme.contract_acceptance)",
                """
                SELECT 'contract ' || application || ' text ' || number || ' is not what its digest says'
                FROM programme.contract_version WHERE digest <> sha256(convert_to(content, 'UTF8'))
                UNION ALL
                SELECT 'report ' || report || ' of ' || application || ' is not what its digest says'
                FROM programme.contract_report_filing WHERE digest <> sha256(convert_to(content, 'UTF8'))
                UNION ALL
                SELECT 'acceptance ' || number || ' of ' || application || ' is not what its digest says'
                FROM programme.contract_acceptance WHERE digest <> sha256(convert_to(content, 'UTF8'))
                UNION ALL
                SELECT 'evaluation of ' || application || ' is not what its digest says'
                FROM programme.contract_evaluation WHERE digest <> sha256(convert_to(content, 'UTF8'))
                UNION ALL
                SELECT 'contract ' || k.application || ' differs from its frozen text ' || k.version
                FROM programme.contract k
                LEFT JOIN programme.contract_version t ON t.application = k.application AND t.number = k.version
                WHERE k.state IN ('agreed', 'confirmed')
                  AND (t.content IS NULL OR CAST(t.content AS jsonb) <> k.draft)""");
    }

    @Bean
    public Invariant programmeInstalmentShares(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "programme.instalments",
                "The instalments of every signed contract, and the grant's column of its budget, add up to the grant.",
                "SELECT count(*) FROM programme.contract WHERE state = 'confirmed'",
                """
                SELECT 'contract ' || k.application || ' of ' || k.sum_fen || ' pays ' || coalesce(i.fen, 0)
                    || ' and budgets ' || coalesce(b.fen, 0)
                FROM programme.contract k
                CROSS JOIN LATERAL (SELECT sum((p ->> 'fen')::bigint) AS fen
                                    FROM jsonb_array_elements(k.draft -> 'instalments') p) i
                CROSS JOIN LATERAL (SELECT sum((p ->> 'grantFen')::bigint) AS fen
                                    FROM jsonb_array_elements(k.draft -> 'budget') p) b
                WHERE k.state = 'confirmed'
                  AND (coalesce(i.fen, 0) <> k.sum_fen OR coalesce(b.fen, 0) <> k.sum_fen)""");
    }

    @Bean
    public Invariant programmeSuspendedHeld(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "programme.suspended",
                "The money of every suspended project is held: no allocation of it that has not ended may be paid.",
                "SELECT count(*) FROM programme.application WHERE stage_kind = 'execution' AND status = 'held'",
                """
                SELECT 'project ' || a.id || ' is suspended, its allocation ' || m.id || ' is not held'
                FROM programme.application a
                JOIN fund.published_allocation m ON m.reference = 'programme/application/' || a.id
                WHERE a.stage_kind = 'execution' AND a.status = 'held' AND m.ended_on IS NULL AND m.held_on IS NULL""");
    }

    @Bean
    public Invariant programmeOutcomesRecorded(JdbcClient jdbc, Figures figures) {
        return new Invariant() {
            @Override
            public String name() {
                return "programme.outcome";
            }

            @Override
            public String claim() {
                return "Every project that passed acceptance has its outcomes, and the records hold exactly them.";
            }

            @Override
            public Result check() {
                var wrong =
                        new ArrayList<String>(jdbc.sql("""
                                SELECT 'project ' || k.application || ' was accepted without being passed'
                                FROM programme.contract k
                                WHERE k.concluded_on IS NOT NULL AND EXISTS (
                                    SELECT FROM programme.contract_acceptance x WHERE x.application = k.application)
                                  AND NOT EXISTS (SELECT FROM programme.contract_acceptance x
                                    WHERE x.application = k.application AND x.state = 'passed')
                                LIMIT 20""").query(String.class).list());
                // The last request's text holds the outcomes that were accepted.
                wrong.addAll(jdbc.sql("""
                                SELECT 'project ' || x.application || ' has no outcome ' || (o ->> 'code')
                                FROM programme.contract_acceptance x
                                CROSS JOIN LATERAL jsonb_array_elements(CAST(x.content AS jsonb) -> 'outcomes') o
                                WHERE x.state = 'passed' AND NOT EXISTS (
                                    SELECT FROM programme.contract_outcome c WHERE c.application = x.application
                                      AND c.code = o ->> 'code' AND c.value = (o ->> 'value')::bigint)
                                LIMIT 20""").query(String.class).list());
                record Sum(String code, boolean money, long value) {}
                var sums = jdbc.sql("""
                                SELECT code, money, sum(value) AS value FROM programme.contract_outcome
                                GROUP BY code, money ORDER BY code""")
                        .query((rows, number) ->
                                new Sum(rows.getString("code"), rows.getBoolean("money"), rows.getLong("value")))
                        .list();
                for (Sum sum : sums) {
                    var figure = figures.total(RecordFilter.of(AcceptanceService.OUTCOME + sum.code())
                            .with("of", sum.money() ? "money" : "count"));
                    long recorded = sum.money() ? figure.amountFen() : figure.count();
                    if (recorded != sum.value()) {
                        wrong.add("outcomes " + sum.code() + " add up to " + sum.value() + ", their records to "
                                + recorded);
                    }
                }
                long checked = jdbc.sql("SELECT count(*) FROM programme.contract_outcome")
                        .query((rows, number) -> rows.getLong(1))
                        .single();
                return new Result(checked, wrong.stream().limit(20).toList());
            }
        };
    }
}
