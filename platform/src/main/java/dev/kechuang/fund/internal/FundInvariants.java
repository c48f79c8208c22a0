package dev.kechuang.fund.internal;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of the money at any time. All is computed from the legs; balances are what is checked. */
@Configuration(proxyBeanMethods = false)
public class FundInvariants {

    List<Invariant> all(JdbcClient jdbc) {
        return List.of(
                postingsBalance(jdbc),
                balancesAreLegs(jdbc),
                paidWithinBudget(jdbc),
                contractsAreInstalments(jdbc),
                settledOnce(jdbc),
                moneyIsRecorded(jdbc));
    }

    @Bean
    Invariant postingsBalance(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "fund.postings",
                "Every posting has all its legs, and they sum to zero in every budget line.",
                "SELECT count(*) FROM fund.posting",
                """
                SELECT 'posting ' || p.id || ' (' || p.key || ') has ' || coalesce(sum(l.legs), 0) || ' of ' || p.legs
                       || ' legs and is off by ' || coalesce(max(abs(l.total)), 0) || ' fen'
                FROM fund.posting p
                LEFT JOIN (SELECT l.posting, a.line, count(*) AS legs, sum(l.amount_fen) AS total
                           FROM fund.leg l JOIN fund.account a ON a.id = l.account GROUP BY l.posting, a.line) l
                    ON l.posting = p.id
                GROUP BY p.id HAVING coalesce(sum(l.legs), 0) <> p.legs OR bool_or(l.total <> 0)""");
    }

    @Bean
    Invariant balancesAreLegs(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "fund.balances",
                "The balance of every account is the sum of its legs.",
                "SELECT count(*) FROM fund.account",
                """
                SELECT 'account ' || a.id || ' (' || a.kind || ') holds ' || a.balance || ' fen, its legs sum to '
                       || coalesce(l.total, 0)
                FROM fund.account a
                LEFT JOIN (SELECT account, sum(amount_fen) AS total FROM fund.leg GROUP BY account) l ON l.account = a.id
                WHERE a.balance <> coalesce(l.total, 0)""");
    }

    @Bean
    Invariant paidWithinBudget(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "fund.budgets",
                "On every budget line 0 ≤ paid ≤ committed ≤ budget, and nothing is spent that is not there.",
                "SELECT count(*) FROM fund.budget_line",
                """
                SELECT b.year || ' ' || b.name || ': budget ' || s.budget || ', contracts ' || s.contracted || ', paid '
                       || s.paid || ', available ' || s.available || ' fen'
                FROM fund.budget_line b
                JOIN (SELECT a.line,
                          -sum(l.amount_fen) FILTER (WHERE a.kind IN ('funding', 'carried')) AS budget,
                          coalesce(sum(l.amount_fen) FILTER (WHERE a.kind IN ('committed', 'transit', 'paid', 'surrendered')), 0)
                              AS contracted,
                          coalesce(sum(l.amount_fen) FILTER (WHERE a.kind = 'paid'), 0) AS paid,
                          coalesce(sum(l.amount_fen) FILTER (WHERE a.kind = 'available'), 0) AS available
                      FROM fund.leg l JOIN fund.account a ON a.id = l.account GROUP BY a.line) s ON s.line = b.id
                WHERE s.paid < 0 OR s.paid > s.contracted OR s.contracted > s.budget OR s.available < 0""");
    }

    @Bean
    Invariant contractsAreInstalments(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "fund.contracts",
                "Every contract's sum is its live instalments, and is to be paid, under way, paid or recovered.",
                "SELECT count(*) FROM fund.allocation",
                """
                SELECT a.title || ': contract ' || a.contracted_fen || ', instalments ' || i.planned || ', ledger '
                       || c.held || ' fen'
                FROM fund.allocation a
                JOIN LATERAL (SELECT coalesce(sum(i.amount_fen), 0) AS planned FROM fund.instalment i
                              WHERE i.allocation = a.id AND i.state <> 'cancelled') i ON true
                JOIN LATERAL (SELECT coalesce(sum(c.balance), 0) + coalesce(max(r.received_fen), 0) AS held
                              FROM fund.account c LEFT JOIN fund.recovery r ON r.allocation = c.allocation
                              WHERE c.allocation = a.id AND c.kind IN ('committed', 'transit', 'paid')) c ON true
                WHERE a.contracted_fen <> i.planned OR a.contracted_fen <> c.held""");
    }

    @Bean
    Invariant settledOnce(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "fund.payments",
                "Every settled payment has exactly one posting of its sum into paid, and no instalment is paid twice.",
                "SELECT count(*) FROM fund.payment_order",
                """
                SELECT o.number || ': state ' || o.state || ', instalment ' || i.state || ', posted to paid '
                       || coalesce(paid.total, 0) || ' of ' || o.amount_fen || ' fen'
                FROM fund.payment_order o
                JOIN fund.instalment i ON i.allocation = o.allocation AND i.number = o.instalment
                LEFT JOIN (SELECT l.posting, sum(l.amount_fen) AS total
                           FROM fund.leg l JOIN fund.account a ON a.id = l.account JOIN fund.posting p ON p.id = l.posting
                           WHERE a.kind = 'paid' AND p.kind = 'settle' GROUP BY l.posting) paid
                    ON paid.posting = o.close_posting
                WHERE (o.state = 'settled') <> (paid.posting IS NOT NULL)
                   OR o.state = 'settled' AND (paid.total <> o.amount_fen OR i.state <> 'paid')
                   OR o.state IN ('made', 'approved', 'sent') AND i.state <> 'ordered'
                UNION ALL
                SELECT 'posting ' || p.id || ' pays without a payment order' FROM fund.posting p
                WHERE p.kind = 'settle'
                  AND NOT EXISTS (SELECT FROM fund.payment_order o WHERE o.close_posting = p.id AND o.state = 'settled')
                UNION ALL
                SELECT a.title || ' instalment ' || i.number || ' is ' || i.state || ' with ' || count(o.id)
                       || ' settled payments'
                FROM fund.instalment i JOIN fund.allocation a ON a.id = i.allocation
                LEFT JOIN fund.payment_order o
                    ON o.allocation = i.allocation AND o.instalment = i.number AND o.state = 'settled'
                GROUP BY a.title, i.allocation, i.number, i.state
                HAVING count(o.id) <> CASE i.state WHEN 'paid' THEN 1 ELSE 0 END""");
    }

    @Bean
    Invariant moneyIsRecorded(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "fund.records",
                "Records of what was paid, added by others and recovered are what the ledger posted.",
                "SELECT count(*) FROM fund.posting WHERE kind IN ('settle', 'contribute', 'recover')",
                """
                SELECT coalesce(p.kind, r.kind) || ' ' || coalesce(p.id::text, r.subject) || ': posted '
                       || coalesce(p.total::text, 'nothing') || ', recorded ' || coalesce(r.amount_fen::text, 'nothing')
                FROM (SELECT p.id, p.kind, p.business_date, sum(l.amount_fen) FILTER (WHERE l.amount_fen > 0) AS total
                      FROM fund.posting p JOIN fund.leg l ON l.posting = p.id
                      WHERE p.kind IN ('settle', 'contribute', 'recover') GROUP BY p.id) p
                FULL JOIN (SELECT subject, kind, business_date, amount_fen FROM record.published_record
                           WHERE kind IN ('fund.paid', 'fund.matched', 'fund.self', 'fund.other', 'fund.recovered')) r
                    ON r.subject = 'fund/posting/' || p.id
                WHERE p.total IS DISTINCT FROM r.amount_fen OR p.business_date IS DISTINCT FROM r.business_date""");
    }
}
