package dev.kechuang.registry.demo;

import dev.kechuang.identity.DemoAccounts;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.access.Role;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** People who act for organisations: a few with login names that are easily remembered, and some more firms. */
@Component
class ApplicantFiller implements DemoFiller {

    private final JdbcClient jdbc;
    private final ObjectProvider<DemoAccounts> accounts;
    private final TransactionOperations transactions;

    ApplicantFiller(JdbcClient jdbc, ObjectProvider<DemoAccounts> accounts, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.transactions = transactions;
    }

    @Override
    public int order() {
        return 205;
    }

    @Override
    public String label() {
        return "registry.demo.applicants";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        transactions.executeWithoutResult(status -> {
            var demo = accounts.getObject();
            add(demo, "applicant", Role.APPLICANT, "enterprise", "confirmed", 21, progress);
            add(demo, "bank", Role.BANK_OFFICER, "bank", "confirmed", 3, progress);
            add(demo, "instrument", Role.INSTRUMENT_OWNER, "institute", "confirmed", 3, progress);
            add(demo, "service", Role.APPLICANT, "service", "confirmed", 2, progress);
            add(demo, "waiting", Role.APPLICANT, "enterprise", "pending", 6, progress);
            add(demo, "returned", Role.APPLICANT, "enterprise", "returned", 3, progress);
        });
    }

    private void add(
            DemoAccounts demo, String login, Role role, String kind, String status, int count, LongConsumer progress) {
        // Medium firms of long standing first: their people have the most to do.
        List<UUID> found = jdbc.sql("""
                SELECT id FROM registry.organisation WHERE kind = :kind AND status = :status
                ORDER BY scale <> 'medium', technical_field = '', region, id LIMIT :count""")
                .param("kind", kind)
                .param("status", status)
                .param("count", count)
                .query((rows, number) -> rows.getObject("id", UUID.class))
                .list();
        for (int i = 0; i < found.size(); i++) {
            String name = jdbc.sql(
                            "SELECT name FROM registry.person WHERE organisation = :id AND role = 'contact' LIMIT 1")
                    .param("id", found.get(i))
                    .query((rows, number) -> rows.getString("name"))
                    .optional()
                    .orElse("联系人");
            demo.add(
                    i == 0 ? login : login + "." + (i + 1),
                    name,
                    "199000" + String.format("%05d", i),
                    role,
                    found.get(i));
            progress.accept(i + 1L);
        }
    }
}
