package dev.kechuang.programme.internal.credit;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of the credit record at any time. */
@Configuration(proxyBeanMethods = false)
public class CreditInvariants {

    @Bean
    public Invariant creditIsCounted(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "programme.credit",
                "Every credit entry that counts has one record, one that was taken back or is not confirmed has none"
                        + " left, and nobody confirmed or ruled on what they entered.",
                "SELECT count(*) FROM programme.credit_entry",
                """
                                SELECT 'entry ' || e.id || ' is counted ' || coalesce(r.balance, 0) || ' times'
                                FROM programme.credit_entry e
                                LEFT JOIN (SELECT subject, sum(count) AS balance FROM record.published_record
                                           WHERE kind = 'programme.credit' GROUP BY subject) r
                                    ON r.subject = 'programme/credit/' || e.id
                                WHERE coalesce(r.balance, 0) <> CASE WHEN EXISTS (
                                    SELECT FROM programme.credit_counting c WHERE c.id = e.id) THEN 1 ELSE 0 END
                                UNION ALL
                                SELECT 'entry ' || e.id || ' was ruled on by who entered it'
                                FROM programme.credit_entry e JOIN programme.credit_objection o ON o.entry = e.id
                                WHERE o.ruled_by = e.entered_by""");
    }
}
