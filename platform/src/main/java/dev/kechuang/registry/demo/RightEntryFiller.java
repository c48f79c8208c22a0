package dev.kechuang.registry.demo;

import dev.kechuang.identity.Accounts;
import dev.kechuang.registry.internal.ip.EntryService;
import dev.kechuang.registry.internal.ip.RightNumbers;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What two firms of every county entered about their rights: most of it waits, some was given back. */
@Component
class RightEntryFiller implements DemoFiller {

    private static final int MOST = 24;

    private final JdbcClient jdbc;
    private final EntryService entries;
    private final Accounts accounts;
    private final Clock clock;

    RightEntryFiller(JdbcClient jdbc, EntryService entries, Accounts accounts, Clock clock) {
        this.jdbc = jdbc;
        this.entries = entries;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 226;
    }

    @Override
    public String label() {
        return "ip.demo.entries";
    }

    private record Firm(UUID id, String name, String region) {}

    /** Two firms of every county: medium ones of long standing first, as those with accounts are chosen. */
    @Override
    public void fill(City city, LongConsumer progress) {
        var firms = jdbc.sql("""
                SELECT id, name, region FROM (
                    SELECT id, name, region, row_number() OVER (
                               PARTITION BY region ORDER BY scale <> 'medium', technical_field = '', id) AS place
                    FROM registry.organisation WHERE kind = 'enterprise' AND status = 'confirmed') firm
                WHERE place <= 2 ORDER BY region, place LIMIT :most""")
                .param("most", MOST)
                .query((rows, number) ->
                        new Firm(rows.getObject("id", UUID.class), rows.getString("name"), rows.getString("region")))
                .list();
        int number = 0;
        for (Firm firm : firms) {
            if (entries.enter(people(firm), form(++number)) instanceof Outcome.Done<UUID>(var id) && number % 4 == 2) {
                giveBack(firm, id);
            }
            progress.accept(number);
        }
    }

    /** Who acts for the firm, or somebody whose account is gone. */
    private Viewer people(Firm firm) {
        var people = accounts.ofOrganisation(firm.id());
        UUID account = people.isEmpty()
                ? UUID.nameUUIDFromBytes(firm.name().getBytes(StandardCharsets.UTF_8))
                : people.getFirst().account();
        String name = people.isEmpty() ? "企业经办人" : people.getFirst().name();
        return new Viewer(account, name, Set.of(Role.APPLICANT), firm.id(), null, firm.name(), List.of());
    }

    private void giveBack(Firm firm, UUID id) {
        for (var officer : accounts.officers(Role.COUNTY_OFFICER, firm.region())) {
            var viewer = new Viewer(
                    officer.account(),
                    officer.name(),
                    Set.of(Role.COUNTY_OFFICER),
                    null,
                    UUID.randomUUID(),
                    "",
                    List.of(firm.region()));
            if (entries.giveBack(viewer, id, 1, "名称与专利证书不一致，请核对后重新提交") instanceof Outcome.Done<UUID>) return;
        }
    }

    private Map<String, String> form(int number) {
        LocalDate today = LocalDate.now(clock);
        LocalDate applied = today.minusDays(500L + number * 7L);
        String digits = applied.getYear() + "2" + String.format("%07d", 9_800_000 + number);
        var form = new LinkedHashMap<String, String>();
        form.put("kind", "utility-model");
        form.put("title", "一种自动化产线快速换型工装" + (number > 1 ? "（" + number + "）" : ""));
        form.put("applicationNumber", digits + "." + RightNumbers.check(digits));
        form.put("applied", applied.toString());
        form.put("granted", today.minusDays(120L + number).toString());
        form.put("obtained", "self");
        form.put("supportsProduct", "yes");
        form.put("inventors", "王建国、李敏");
        return form;
    }
}
