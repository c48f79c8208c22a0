package dev.kechuang.pack.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.pack.PackImported;
import dev.kechuang.pack.Packs;
import dev.kechuang.shared.Invariant;
import dev.kechuang.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Files become versions that nobody can change. */
@SuppressWarnings("NullAway.Init")
class PackImportTest {

    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path directory;

    private TestDatabase database;
    private PackStore store;
    private TransactionTemplate transaction;
    private final List<Object> events = new ArrayList<>();

    @BeforeEach
    void copyPacks() {
        database = TestDatabase.create();
        store = new PackStore(new JdbcTemplate(database.application()));
        transaction = new TransactionTemplate(new JdbcTransactionManager(database.application()));
        LoadedPacks.copy(Packs.find("packs"), directory);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private CityPacks load() {
        return CityPacks.of(PackLoader.load(directory), "320500", CLOCK);
    }

    private List<PackImported> run(CityPacks packs) {
        return transaction.execute(status -> new PackImport(store, events::add, CLOCK).run(packs));
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = directory.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    @Test
    void theFirstImportStoresEveryPackAsVersionOne() {
        assertThat(run(load())).hasSize(7).allSatisfy(version -> {
            assertThat(version.number()).isEqualTo(1);
            assertThat(version.added()).contains("pack.yaml");
            assertThat(version.changed()).isEmpty();
        });
        assertThat(events).hasSize(7);
    }

    @Test
    void theSameContentAgainChangesNothing() throws IOException {
        run(load());
        events.clear();
        // Another checkout: ends of line and a byte order mark do not make another version.
        Path file = directory.resolve("cn/roles.yaml");
        Files.writeString(file, "\uFEFF" + Files.readString(file).replace("\n", "\r\n"));
        assertThat(run(load())).isEmpty();
        assertThat(events).isEmpty();
        assertThat(store.newest().values())
                .allSatisfy(version -> assertThat(version.number()).isEqualTo(1));
    }

    @Test
    void aDifferenceIsANewVersionThatSaysWhatChanged() throws IOException {
        run(load());
        edit("cn-jiangsu-suzhou/units.yaml", "规划处", "发展规划处");
        Files.writeString(directory.resolve("cn-jiangsu-suzhou/README.md"), "苏州\n");
        assertThat(run(load())).singleElement().satisfies(version -> {
            assertThat(version.pack()).isEqualTo("cn-jiangsu-suzhou");
            assertThat(version.number()).isEqualTo(2);
            assertThat(version.added()).containsExactly("README.md");
            assertThat(version.changed()).containsExactly("units.yaml");
            assertThat(version.removed()).isEmpty();
        });
        assertThat(store.content("cn-jiangsu-suzhou", 1, "units.yaml"))
                .hasValueSatisfying(content -> assertThat(new String(content, java.nio.charset.StandardCharsets.UTF_8))
                        .doesNotContain("发展规划处"));
        // Going back is a difference too, and gets its own number.
        edit("cn-jiangsu-suzhou/units.yaml", "发展规划处", "规划处");
        assertThat(run(load())).singleElement().extracting(PackImported::number).isEqualTo(3);
        assertThat(store.versions("cn-jiangsu-suzhou"))
                .extracting(PackStore.Version::number)
                .containsExactly(3, 2, 1);
    }

    @Test
    void publishedRowsFollowThePacks() throws IOException {
        run(load());
        assertThat(query("SELECT name FROM pack.published_region WHERE code = '320803'"))
                .containsExactly("淮安区");
        assertThat(query("SELECT name FROM pack.published_region_span WHERE code = '320803' ORDER BY valid_from"))
                .containsExactly("楚州区", "淮安区");
        assertThat(query("SELECT descendant FROM pack.published_region_subtree WHERE ancestor = '320583'"))
                .containsExactlyInAnyOrder("320583", "320596", "320597");
        assertThat(query("SELECT count(*)::text FROM pack.published_industry")).containsExactly("117");
        edit("cn/regions.yaml", "name: 太仓市, en: Taicang,", "name: 太仓市, en: Taicang City,");
        run(load());
        assertThat(query("SELECT en FROM pack.published_region WHERE code = '320585'"))
                .containsExactly("Taicang City");
        assertThat(new PackInvariants.PublishedRows(store, load()).check().holds())
                .isTrue();
    }

    private List<String> query(String sql) {
        return database.jdbc().sql(sql).query((row, index) -> row.getString(1)).list();
    }

    @Test
    void instancesThatStartTogetherMakeOneVersion() throws Exception {
        var packs = load();
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<Integer> start = () -> transaction
                    .execute(status -> new PackImport(store, event -> {}, CLOCK).run(packs))
                    .size();
            var made = new ArrayList<Integer>();
            for (var done : threads.invokeAll(List.of(start, start, start, start))) made.add(done.get());
            assertThat(made).containsExactlyInAnyOrder(7, 0, 0, 0);
        }
        assertThat(store.newest()).hasSize(7);
    }

    @Test
    void theApplicationCannotChangeOrDeleteAVersionAndNorCanTheOwnerByMistake() {
        run(load());
        for (String table : List.of("file", "version", "version_file")) {
            for (String sql : List.of("DELETE FROM pack." + table, "TRUNCATE pack." + table + " CASCADE")) {
                assertThatThrownBy(() -> database.jdbc().sql(sql).update())
                        .rootCause()
                        .hasMessageContaining("permission denied");
                assertThatThrownBy(() -> database.owner().sql(sql).update())
                        .rootCause()
                        .hasMessageContaining("append-only");
            }
        }
        assertThatThrownBy(() -> database.jdbc()
                        .sql("UPDATE pack.version SET label = 'x'")
                        .update())
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> database.owner()
                        .sql("UPDATE pack.version SET label = 'x'")
                        .update())
                .rootCause()
                .hasMessageContaining("append-only");
    }

    @Test
    void theDatabaseRefusesWhatIsNotAVersion() {
        run(load());
        refused(
                "version_number_follows",
                "INSERT INTO pack.version (pack, number, name, en, label, digest, imported_at) SELECT pack, 9, name, en, label, sha256('x'), now() FROM pack.version WHERE pack = 'cn'");
        refused(
                "version_differs",
                "INSERT INTO pack.version (pack, number, name, en, label, digest, imported_at) SELECT pack, 2, name, en, label, digest, now() FROM pack.version WHERE pack = 'cn'");
        refused(
                "version_digest_is_of_files",
                "INSERT INTO pack.version (pack, number, name, en, label, digest, imported_at) SELECT pack, 2, name, en, label, sha256('x'), now() FROM pack.version WHERE pack = 'cn'");
        refused(
                "version_digest_is_of_files",
                "INSERT INTO pack.version_file (version, path, digest) SELECT v.id, 'late.yaml', f.digest FROM pack.version v, pack.file f WHERE v.pack = 'cn' LIMIT 1");
        refused("file_digest_is_of_content", "INSERT INTO pack.file (digest, content) VALUES (sha256('a'), 'b')");
        refused(
                "one_region_a_time",
                "INSERT INTO pack.region SELECT code, name, en, kind, parent, valid_from + 1, NULL, successors, lies_in, own_code, 999 FROM pack.region WHERE code = '320585'");
    }

    private void refused(String constraint, String sql) {
        assertThatThrownBy(() -> database.jdbc().sql(sql).update())
                .isInstanceOf(DataAccessException.class)
                .satisfies(failure -> {
                    var cause = (PSQLException) Objects.requireNonNull(failure.getCause());
                    var message = Objects.requireNonNull(cause.getServerErrorMessage());
                    assertThat(message.getConstraint()).isEqualTo(constraint);
                });
    }

    @Test
    void invariantsHoldAfterImportAndFindWhatBreaksThem() {
        var packs = load();
        run(packs);
        var versions = new PackInvariants.Versions(database.jdbc());
        var numbers = new PackInvariants.Numbers(database.jdbc());
        var published = new PackInvariants.PublishedRows(store, packs);
        assertThat(List.<Invariant>of(versions, numbers, published)).allSatisfy(invariant -> {
            assertThat(invariant.check().violations()).isEmpty();
            assertThat(invariant.check().checked()).isPositive();
        });
        assertThat(Set.of(versions.name(), numbers.name(), published.name())).hasSize(3);

        asOwner(sql -> {
            sql.accept("ALTER TABLE pack.version DISABLE TRIGGER USER");
            sql.accept("UPDATE pack.version SET digest = sha256('other') WHERE pack = 'cn'");
            sql.accept("UPDATE pack.version SET number = 3 WHERE pack = 'cn-jiangsu'");
            sql.accept("UPDATE pack.region SET name = '吴县' WHERE code = '320506'");
        });
        assertThat(versions.check().violations())
                .containsExactly("version 1 of pack cn does not have the digest of its files");
        assertThat(numbers.check().violations())
                .containsExactly("version 3 of pack cn-jiangsu does not follow the one before");
        assertThat(published.check().violations())
                .hasSize(2)
                .anySatisfy(sentence -> assertThat(sentence).contains("吴县"));
    }

    private void asOwner(Consumer<Consumer<String>> work) {
        var owner = database.owner();
        work.accept(sql -> owner.sql(sql).update());
    }
}
