package dev.kechuang.policy.internal.deduction;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of the filings at any time. */
@Configuration(proxyBeanMethods = false)
public class DeductionInvariants {

    @Bean
    public Invariant deductionCounted(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "policy.deductionCounted",
                "The records count each confirmed filing once with what it deducts and saves, and each of its projects.",
                "SELECT count(*) FROM policy.deduction_filing",
                """
                SELECT coalesce(o.name || ' ' || f.year, r.subject) || ' counts ' || coalesce(r.firms, 0) || ' firms and '
                       || coalesce(r.projects, 0) || ' projects, ' || coalesce(r.deduction, 0) || ' fen deducted, '
                       || coalesce(r.expense, 0) || ' spent, ' || coalesce(r.saved, 0) || ' saved'
                FROM (SELECT subject,
                             sum(count) FILTER (WHERE kind = 'policy.deductionFirm') AS firms,
                             sum(amount_fen) FILTER (WHERE kind = 'policy.deductionFirm') AS deduction,
                             sum(count) FILTER (WHERE kind = 'policy.deductionProject') AS projects,
                             sum(amount_fen) FILTER (WHERE kind = 'policy.deductionProject') AS expense,
                             sum(amount_fen) FILTER (WHERE kind = 'policy.deductionSaving') AS saved
                      FROM record.published_record
                      WHERE kind IN ('policy.deductionFirm', 'policy.deductionProject', 'policy.deductionSaving')
                      GROUP BY subject) r
                FULL JOIN policy.deduction_filing f ON r.subject = 'policy/deduction/' || f.id
                LEFT JOIN registry.published_organisation o ON o.id = f.organisation
                WHERE (coalesce(r.firms, 0), coalesce(r.deduction, 0), coalesce(r.projects, 0), coalesce(r.expense, 0),
                       coalesce(r.saved, 0))
                   <> (CASE f.state WHEN 'confirmed' THEN 1 ELSE 0 END, coalesce(f.deduction_fen, 0),
                       coalesce(f.projects, 0), coalesce(f.expense_fen, 0), coalesce(f.saved_fen, 0))""");
    }

    @Bean
    public Invariant deductionSums(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "policy.deductionSums",
                "A confirmed filing's expense and projects are those of its rows.",
                "SELECT count(*) FROM policy.deduction_filing WHERE state = 'confirmed'",
                """
                SELECT 'filing ' || f.id || ' says ' || f.projects || ' projects and ' || f.expense_fen || ' fen, its rows '
                       || count(DISTINCT p.id) || ' and ' || coalesce(sum(c.fen), 0)
                FROM policy.deduction_filing f
                LEFT JOIN policy.deduction_project p ON p.filing = f.id
                LEFT JOIN policy.deduction_cost c ON c.project = p.id
                WHERE f.state = 'confirmed' GROUP BY f.id
                HAVING f.projects <> count(DISTINCT p.id) OR f.expense_fen <> coalesce(sum(c.fen), 0)""");
    }

    @Bean
    public Invariant deductionDecided(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "policy.deductionDecided",
                "What a confirmed filing saves is what the frozen decision of its policy computed.",
                "SELECT count(*) FROM policy.deduction_filing WHERE state = 'confirmed'",
                """
                SELECT 'filing ' || f.id || ' saves ' || f.saved_fen || ' fen, its decision '
                       || coalesce(d.outcome -> 'benefits' ->> '当年节税', 'nothing')
                FROM policy.deduction_filing f JOIN policy.decision d ON d.id = f.decision
                WHERE d.outcome -> 'benefits' ->> '当年节税' IS DISTINCT FROM f.saved_fen::text
                   OR d.verdict <> 'ELIGIBLE' OR d.organisation <> f.organisation
                   OR d.subject <> 'policy/deduction/' || f.id OR extract(year FROM d.on_day) <> f.year""");
    }

    @Bean
    public Invariant deductionHistory(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "policy.deductionHistory",
                "A filing stands where the last event of its history left it.",
                "SELECT count(*) FROM policy.deduction_filing",
                """
                SELECT 'filing ' || f.id || ' is ' || f.state || ' in version ' || f.version || ', its history says '
                       || coalesce(e.what || ' in ' || e.version, 'nothing')
                FROM policy.deduction_filing f
                LEFT JOIN LATERAL (SELECT what, version FROM policy.deduction_event
                                   WHERE filing = f.id ORDER BY version DESC LIMIT 1) e ON true
                WHERE e.version IS DISTINCT FROM f.version
                   OR f.state <> CASE e.what WHEN 'opened' THEN 'draft' WHEN 'reopened' THEN 'returned' ELSE e.what END""");
    }
}
