package dev.kechuang.registry.internal;

import static dev.kechuang.registry.internal.RegistryFixture.code;
import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.registry.Organisation;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A workbook goes in whole or not at all, and comes back with its errors where they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrganisationImportTest {

    private final RegistryFixture city = new RegistryFixture();
    private final OrganisationWorkbook workbook = new OrganisationWorkbook(
            RegistryFixture.messages(), new RegistryFixture.FakeRegions(), new RegistryFixture.FakeCodes(), city.clock);
    private final FilesInMemory files = new FilesInMemory();
    private final OrganisationImport imports = new OrganisationImport(
            city.jdbc, files, workbook, city.rules, city.store, city.batch, city.transactions, city.clock);
    private int number = 10_000;

    @BeforeEach
    void clear() {
        number += 100;
        city.recorded.clear();
        city.audited.clear();
    }

    @AfterAll
    void close() {
        city.close();
    }

    private static byte[] book(String[]... rows) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("s");
            String[] header = {"*统一社会信用代码", "*单位名称", "*单位类型", "*所在县区", "所属行业", "成立日期"};
            for (int c = 0; c < header.length; c++) sheet.value(0, c, header[c]);
            for (int r = 0; r < rows.length; r++) {
                for (int c = 0; c < rows[r].length; c++) {
                    if (rows[r][c].startsWith("formula:")) sheet.formula(r + 1, c, rows[r][c].substring(8));
                    else sheet.value(r + 1, c, rows[r][c]);
                }
            }
        }
        return out.toByteArray();
    }

    private UUID uploaded(String[]... rows) throws IOException {
        return done(imports.upload(city.bureau, "firms.xlsx", new ByteArrayInputStream(book(rows))));
    }

    private static String[] row(int number, String name, String... more) {
        String[] row = {code(number), name, "企业", "昆山市", "C39 计算机", "2020/3/5"};
        System.arraycopy(more, 0, row, 2, more.length);
        return row;
    }

    @Test
    void newChangedAndUnchangedRowsAreToldApartAndLoadedOnce() throws IOException {
        city.confirmed(number, "昆山已有甲有限公司", "founded", "2020-03-05");
        city.confirmed(number + 1, "昆山已有乙有限公司", "founded", "2020-03-05");
        clear();
        number -= 100;
        UUID id = uploaded(row(number, "昆山已有甲有限公司"), row(number + 1, "昆山改名乙有限公司"), row(number + 2, "昆山全新丙有限公司"));

        var preview = imports.preview(city.bureau, id).orElseThrow();
        assertThat(List.of(preview.created(), preview.changed(), preview.unchanged()))
                .containsExactly(1, 1, 1);
        assertThat(city.store.live(code(number + 2))).isEmpty();

        var result = done(imports.confirm(city.bureau, id));
        assertThat(result).isEqualTo(new OrganisationImport.Result(1, 1, 1));
        assertThat(done(imports.confirm(city.bureau, id))).isEqualTo(result);
        assertThat(city.store.live(code(number + 1)).orElseThrow().name()).isEqualTo("昆山改名乙有限公司");
        assertThat(city.recorded).hasSize(1);
        assertThat(city.audited).hasSize(2);
    }

    @Test
    void aRenamedFirmIsFoundByBothNamesAndOneThatMovesIsCountedElsewhere() throws IOException {
        var before = city.confirmed(number, "昆山旧名甲有限公司", "founded", "2020-03-05");
        clear();
        number -= 100;
        done(imports.confirm(city.bureau, uploaded(row(number, "太仓新名甲有限公司", "企业", "太仓市"))));

        for (String name : List.of("旧名", "新名", "xmj")) {
            assertThat(city.search
                            .find(city.bureau, OrganisationQuery.of(Map.of("q", name)), null, null, 20)
                            .items())
                    .extracting(Organisation::id)
                    .contains(before.id());
        }
        assertThat(city.store.formerNamesWithDates(before.id()))
                .extracting(OrganisationStore.FormerName::name)
                .containsExactly("昆山旧名甲有限公司");
        assertThat(city.recorded)
                .extracting(record -> record.region() + " " + record.count())
                .containsExactly("320583 -1", "320585 1");
        assertThat(city.changes.of(before.id()).getFirst().changes())
                .containsEntry("name", List.of("昆山旧名甲有限公司", "太仓新名甲有限公司"));
        assertThat(city.store.find(city.bureau, before.id()).orElseThrow().version())
                .isEqualTo(before.version() + 1);
    }

    @Test
    void aFileOfThousandsGoesInWholeOrNotAtAll() throws IOException {
        var rows = new String[2_500][];
        for (int i = 0; i < rows.length; i++) rows[i] = row(number + 200_000 + i, "昆山成批" + i + "有限公司");
        UUID id = uploaded(rows);
        city.confirmed(number + 202_400, "昆山抢先有限公司");
        clear();
        number -= 100;
        assertThat(done(imports.confirm(city.bureau, id))).isEqualTo(new OrganisationImport.Result(2_499, 1, 0));
        assertThat(city.audited).hasSize(2_500);
        assertThat(city.recorded).hasSize(2_499);
        assertThat(city.changes.of(
                        city.store.live(code(number + 200_007)).orElseThrow().id()))
                .extracting(OrganisationStore.Change::action)
                .containsExactly("registry.import");
    }

    @Test
    void aCodeRegisteredBySomebodyElseAtThatMomentUndoesTheWholeFile() throws Exception {
        UUID id = uploaded(row(number, "昆山先写有限公司"), row(number + 1, "昆山撞码有限公司"));
        try (var other = city.database.application().getConnection()) {
            other.setAutoCommit(false);
            try (var insert = other.prepareStatement("""
                    INSERT INTO registry.organisation (status, kind, credit_code, name, region, created_at, updated_at,
                        name_key, search_text, tokens)
                    VALUES ('pending', 'enterprise', ?, '昆山抢注有限公司', '320583', now(), now(), '', '', '{}')""")) {
                insert.setString(1, code(number + 1));
                insert.executeUpdate();
            }
            try (var pool = Executors.newSingleThreadExecutor()) {
                var confirmed = pool.submit(() -> imports.confirm(city.bureau, id));
                while (waiting() == 0) Thread.sleep(10);
                other.commit();
                assertThat(refused(confirmed.get()))
                        .extracting(FieldError::field)
                        .containsExactly("creditCode");
            }
        }
        assertThat(city.store.live(code(number))).isEmpty();
        assertThat(imports.preview(city.bureau, id).orElseThrow().done()).isFalse();
    }

    private long waiting() {
        return city.jdbc
                .sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                .query(Long.class)
                .single();
    }

    @Test
    void oneWrongRowKeepsEverythingOutAndEachErrorIsNamed() throws IOException {
        UUID id = uploaded(
                row(number, "昆山正确有限公司"),
                row(number, "昆山重复有限公司"),
                row(number + 1, "formula:1+1"),
                row(number + 2, "昆山错县区有限公司", "企业", "北京市"),
                new String[] {"913205000000000010", "昆山错代码有限公司", "企业", "昆山市", "C39", "昨天"});
        var wrong = imports.preview(city.bureau, id).orElseThrow().wrong();

        assertThat(wrong).containsOnlyKeys(3, 4, 5, 6);
        assertThat(wrong.get(3)).containsExactly(FieldError.of("creditCode", "registry.excel.error.twice", 2));
        assertThat(wrong.get(4)).extracting(FieldError::key).containsExactly("shared.excel.error.formula");
        assertThat(wrong.get(6)).extracting(FieldError::field).containsExactlyInAnyOrder("creditCode", "founded");
        refused(imports.confirm(city.bureau, id));
        assertThat(city.store.live(code(number))).isEmpty();
    }

    @Test
    void theErrorListIsAWorkbookThatCanBeCorrectedAndLoadedAgain() throws Exception {
        UUID id = uploaded(row(number, "昆山好的有限公司"), row(number + 1, "昆山坏的有限公司", "企业", "北京市"));
        var out = new ByteArrayOutputStream();
        imports.errors(city.bureau, id, out);
        var lines = workbook.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1).texts()).containsEntry("region", "北京市").containsEntry("name", "昆山坏的有限公司");
    }

    @Test
    void twoClicksAtOnceLoadOnce() throws Exception {
        UUID id = uploaded(row(number, "昆山双击有限公司"));
        var barrier = new CyclicBarrier(2);
        Callable<Outcome<OrganisationImport.Result>> click = () -> {
            barrier.await();
            return imports.confirm(city.bureau, id);
        };
        try (var pool = Executors.newFixedThreadPool(2)) {
            for (var result : pool.invokeAll(List.of(click, click))) {
                assertThat(done(result.get())).isEqualTo(new OrganisationImport.Result(1, 0, 0));
            }
        }
        assertThat(city.recorded).hasSize(1);
    }

    @Test
    void anOfficerLoadsOnlyTheOwnCountyAndOnlyTheOwnFile() throws IOException {
        UUID id = uploaded(row(number, "昆山别人有限公司"));
        assertThat(imports.preview(city.kunshan, id)).isEmpty();
        UUID taicang = done(
                imports.upload(city.taicang, "firms.xlsx", new ByteArrayInputStream(book(row(number, "昆山别人有限公司")))));
        assertThat(imports.preview(city.taicang, taicang).orElseThrow().wrong().get(2))
                .containsExactly(FieldError.of("region", "registry.error.notYours"));
    }

    @Test
    void aFileWithoutTheColumnsOrThatIsNoWorkbookIsRefused() throws IOException {
        assertThat(refused(imports.upload(city.bureau, "x.xlsx", new ByteArrayInputStream(new byte[] {1, 2, 3}))))
                .extracting(FieldError::field)
                .containsExactly("file");
        assertThat(refused(imports.upload(city.bureau, "x.xlsx", new ByteArrayInputStream(book()))))
                .extracting(FieldError::key)
                .containsExactly("shared.excel.error.empty");
    }

    @Test
    void anExportNamesItsFilterAndDefusesFormulas() throws Exception {
        city.confirmed(number, "昆山导出有限公司", "address", "=cmd|' /C calc'!A0");
        var out = new ByteArrayOutputStream();
        int rows = city.transactions.execute(status -> {
            try (var found = city.search.all(city.bureau, OrganisationQuery.of(Map.of("q", "昆山导出")), 100)) {
                return workbook.export(out, found, List.of("名称：昆山导出"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(rows).isEqualTo(1);
        try (var book = new org.dhatim.fastexcel.reader.ReadableWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
            var data = book.getFirstSheet().read();
            assertThat(data.get(1).getCellText(10)).isEqualTo("'=cmd|' /C calc'!A0");
            assertThat(book.getSheet(1).orElseThrow().read().getFirst().getCellText(0))
                    .isEqualTo("名称：昆山导出");
        }
        var again = workbook.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(again.getFirst().texts()).containsEntry("address", "=cmd|' /C calc'!A0");
    }
}
