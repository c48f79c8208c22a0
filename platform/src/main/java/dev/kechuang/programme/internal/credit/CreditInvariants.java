package dev.kechuang.programme.internal.credit;

import dev.kechuang.shared.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of the credit record at any time. */
@Configuration(proxyBeanMethods = false)
public class CreditInvariants {

    @Bean
    public Invariant creditIsCounted(JdbcClient jdbc) {
        return new Invariant() {
            @Override
            public String name() {
                return "programme.credit";
            }

            @Override
            public String claim() {
                return "Every credit entry that counts has one record, one that was taken back or is not confirmed has none"
                        + " left, and nobody confirmed or ruled on what they entered.";
            }

            @Override
            public Result check() {
                long checked = jdbc.sql("SELECT count(*) FROM programme.credit_entry")
                        .query(Long.class)
                        .single();
                return new Result(
                        checked,
                        jdbc.sql("""
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
                                WHERE o.ruled_by = e.entered_by
                                LIMIT 20""").query((rows, number) -> rows.getString(1)).list());
            }
        };
    }
}
