package dev.kechuang.registry.internal.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.record.internal.JdbcRecords;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The small city of the registry with its intellectual property; records are real. */
final class RightFixture implements AutoCloseable {

    final RegistryFixture city = new RegistryFixture();
    final RightStore store = new RightStore(city.jdbc);
    final RightRules rules = new RightRules(city.clock);
    final OwnerRules owners = new OwnerRules(new OwnerNames(city.jdbc), city.jdbc);
    final RightRecords records = new RightRecords(new JdbcRecords(city.jdbc), city.jdbc);
    final RightBatch batch = new RightBatch(store, records, city.new FakeAudit(), city.clock);
    final RightService rights =
            new RightService(store, rules, owners, batch, records, city.new FakeAudit(), city.transactions, city.clock);
    final PublishedRights published = new PublishedRights(city.jdbc);
    private final RightInvariants invariants = new RightInvariants();

    RightFixture() {
        city.followers.add(new RightFollower(store, owners, records, city.new FakeAudit(), city.clock));
    }

    /** An application number with its check character: year, digit of the kind, serial number. */
    static String number(int year, int kind, int serial) {
        String digits = year + String.valueOf(kind) + String.format("%07d", serial);
        return digits + "." + RightNumbers.check(digits);
    }

    /** A granted invention of 2020; {@code more} replaces or adds fields, by pairs. */
    static Map<String, String> form(int serial, String owners, String... more) {
        var form = new LinkedHashMap<>(Map.of(
                "kind",
                "invention",
                "title",
                "一种电池隔膜" + serial,
                "applicationNumber",
                number(2020, 1, serial),
                "applied",
                "2020-03-01",
                "granted",
                "2022-06-10",
                "owners",
                owners));
        for (int i = 0; i < more.length; i += 2) form.put(more[i], more[i + 1]);
        return form;
    }

    Right right(int serial, Organisation owner, String... more) {
        return RegistryFixture.done(rights.create(city.bureau, form(serial, owner.name(), more)));
    }

    /** The sum of the records of a kind to a day, of everything or of one organisation. */
    long counted(String kind, String day, @Nullable Organisation organisation) {
        return city.jdbc
                .sql("""
                        SELECT coalesce(sum(count), 0) FROM record.published_record
                        WHERE kind = :kind AND business_date <= :day::date
                          AND (:organisation::uuid IS NULL OR organisation = :organisation::uuid)""")
                .param("kind", kind)
                .param("day", day)
                .param("organisation", organisation == null ? null : organisation.id(), java.sql.Types.OTHER)
                .query((row, number) -> row.getLong(1))
                .single();
    }

    List<Invariant> invariants() {
        return List.of(
                invariants.rightsCounted(city.jdbc),
                invariants.rightNumbersOnce(city.jdbc),
                invariants.rightsOwned(city.jdbc),
                invariants.rightHistories(city.jdbc));
    }

    /** Whatever a test did, what must hold of rights holds. */
    void holds() {
        for (var invariant : invariants()) {
            assertThat(invariant.check().violations()).as(invariant.name()).isEmpty();
        }
    }

    static List<String> errors(Outcome<?> outcome) {
        return RegistryFixture.refused(outcome).stream()
                .map(error -> error.field() + " " + error.key())
                .toList();
    }

    @Override
    public void close() {
        city.close();
    }
}
