package dev.kechuang.programme.internal.credit;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Enters what the life of a project brought about (逾期未交报告、验收不通过……): notes of an application that name an
 * {@code incident}, by its code in the rules, and with {@code about} which of several. Each enters once, however often this
 * runs, and also when it was away while the note was written.
 */
@Component
public class Incidents {

    private static final int AT_ONCE = 200;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final JdbcClient jdbc;
    private final Credit credit;
    private final TransactionOperations transactions;

    public Incidents(JdbcClient jdbc, Credit credit, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.credit = credit;
        this.transactions = transactions;
    }

    private record Found(UUID application, UUID organisation, String code, String about, LocalDate day, String text) {}

    /** @return how many it found that had not entered */
    public int run() {
        String[] codes = credit.rules().events().stream()
                .map(CreditRules.EventRule::code)
                .toArray(String[]::new);
        var found = jdbc.sql("""
                        SELECT e.application, a.organisation, e.data ->> 'incident' AS code,
                               coalesce(e.data ->> 'about', '') AS about, e.at, e.reason, a.number, a.title
                        FROM programme.event e JOIN programme.application a ON a.id = e.application
                        WHERE e.kind = 'noted' AND jsonb_exists(e.data, 'incident') AND e.data ->> 'incident' = ANY(:codes)
                          AND NOT EXISTS (SELECT FROM programme.credit_entry c
                                WHERE c.key = 'application/' || e.application || '/' || (e.data ->> 'incident')
                                    || CASE WHEN coalesce(e.data ->> 'about', '') = '' THEN ''
                                            ELSE '/' || (e.data ->> 'about') END)
                        ORDER BY e.at LIMIT :most""")
                .param("codes", codes)
                .param("most", AT_ONCE)
                .query((rows, number) -> new Found(
                        rows.getObject("application", UUID.class),
                        rows.getObject("organisation", UUID.class),
                        rows.getString("code"),
                        rows.getString("about"),
                        LocalDate.ofInstant(rows.getTimestamp("at").toInstant(), ZONE),
                        rows.getString("number") + " " + rows.getString("title") + "：" + rows.getString("reason")))
                .list();
        for (Found one : found) {
            transactions.executeWithoutResult(status -> credit.happened(
                    one.organisation(),
                    one.application(),
                    one.code(),
                    one.day(),
                    one.about(),
                    one.text().length() > 2000 ? one.text().substring(0, 2000) : one.text()));
        }
        return found.size();
    }

    @Configuration(proxyBeanMethods = false)
    static class Job {
        @Bean
        Task<Void> creditIncidents(Incidents incidents) {
            return Tasks.recurring("programme.credit", FixedDelay.of(Duration.ofSeconds(30)))
                    .execute((instance, context) -> {
                        var unused = incidents.run();
                    });
        }
    }
}
