package dev.kechuang.registry.internal.title;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.pack.Packs;
import dev.kechuang.record.internal.JdbcRecords;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.Titles;
import dev.kechuang.registry.Titles.Certificate;
import dev.kechuang.registry.Titles.Grant;
import dev.kechuang.registry.internal.FilesInMemory;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.Outcome;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;

/** The small city of the registry with its titles; records are real. */
public final class TitleFixture implements AutoCloseable {

    public static final Packs PACKS = Packs.load(Packs.find("packs"), RegistryFixture.CITY, at(RegistryFixture.TODAY));

    public final RegistryFixture city = new RegistryFixture();
    final FilesInMemory files = new FilesInMemory();
    final TitleStore store = new TitleStore(city.jdbc);
    final TitleRecords records = new TitleRecords(new JdbcRecords(city.jdbc));
    final PlatformTransactionManager manager = Objects.requireNonNull(city.transactions.getTransactionManager());
    public final TitleService titles = service(RegistryFixture.TODAY);

    static Clock at(LocalDate day) {
        var zone = ZoneId.of("Asia/Shanghai");
        return Clock.fixed(day.atTime(10, 0).atZone(zone).toInstant(), zone);
    }

    /** The service as it is on a day. */
    TitleService service(LocalDate day) {
        var rules = new TitleRules(PACKS.titleKinds(), PACKS.codeLists(), PACKS.regions(), at(day));
        return new TitleService(
                store,
                rules,
                PACKS.titleKinds(),
                new TitleDocuments(store, rules, city.new FakeAudit(), files, city.transactions, at(day)),
                records,
                new TitleMessages(city.accounts, city.new FakeMessages()),
                city.new FakeAudit(),
                manager,
                at(day));
    }

    static Grant hnte(Organisation firm, String number, String from) {
        return hnte(firm.id(), number, LocalDate.parse(from), null);
    }

    static Grant hnte(UUID firm, String number, LocalDate from, @Nullable UUID document) {
        return new Grant(
                "hnte", "national", firm, "", "", new Certificate(number, document, "全国高企认定办", from, null, Map.of()));
    }

    public Title granted(Organisation firm, String number, String from) {
        return RegistryFixture.done(titles.grant(city.bureau, hnte(firm, number, from)));
    }

    UUID document(String number, String day) {
        return RegistryFixture.done(titles.document(
                        city.bureau, new Titles.NewDocument(number, "认定名单", "江苏省科学技术厅", LocalDate.parse(day), null)))
                .id();
    }

    /** The stock of records of titles on a day, of everything or of one organisation. */
    long stock(String day, @Nullable UUID organisation) {
        return city.jdbc
                .sql("""
                        SELECT coalesce(sum(count), 0) FROM record.published_record
                        WHERE kind = 'registry.title' AND business_date <= :day::date
                          AND (:organisation::uuid IS NULL OR organisation = :organisation::uuid)""")
                .param("day", LocalDate.parse(day))
                .param("organisation", organisation, java.sql.Types.OTHER)
                .query((row, number) -> row.getLong(1))
                .single();
    }

    /** Whatever a test did, what must hold of titles holds. */
    void holds() {
        var invariants = new TitleInvariants();
        for (var invariant : List.of(
                invariants.titlesFollowTheirEvents(store),
                invariants.titlesCounted(city.jdbc),
                invariants.titlesOnce(city.jdbc))) {
            assertThat(invariant.check().violations()).as(invariant.name()).isEmpty();
        }
    }

    static String error(Outcome<?> outcome) {
        return RegistryFixture.refused(outcome).getFirst().key();
    }

    @Override
    public void close() {
        city.close();
    }
}
