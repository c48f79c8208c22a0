package dev.kechuang.registry.internal;

import static dev.kechuang.registry.internal.RegistryFixture.code;
import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Facts of many firms from one file: whole or not at all, and nothing of what firms are stating is lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FactImportTest {

    private final RegistryFixture city = new RegistryFixture();
    private final FactStore store = new FactStore(city.jdbc);
    private final FactRules rules = new FactRules(new FactServiceTest.Dictionary(), FactServiceTest.known());
    private final FactService facts = new FactService(
            store,
            rules,
            city.store,
            city.new FakeAudit(),
            city.accounts,
            city.new FakeMessages(),
            city.transactions,
            city.clock);
    private final FactWorkbook workbook = new FactWorkbook(RegistryFixture.messages(), rules);
    private final FactBatchStore batch = new FactBatchStore(city.jdbc);
    private final FactImport imports = new FactImport(
            city.jdbc,
            new FilesInMemory(),
            workbook,
            rules,
            batch,
            new FactBatch(batch, city.new FakeAudit(), city.accounts, city.new FakeMessages(), city.clock),
            city.store,
            city.transactions,
            city.clock);
    private int number = 20_000;
    private Organisation firm = city.confirmed(number, "昆山导数电子有限公司");

    @BeforeEach
    void newFirm() {
        number++;
        firm = city.confirmed(number, "昆山导数" + number + "电子有限公司");
        city.told.clear();
        city.audited.clear();
    }

    @AfterAll
    void close() {
        city.close();
    }

    private static byte[] book(String[] header, Object[]... rows) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("s");
            for (int c = 0; c < header.length; c++) sheet.value(0, c, header[c]);
            for (int r = 0; r < rows.length; r++) {
                for (int c = 0; c < rows[r].length; c++) {
                    switch (rows[r][c]) {
                        case Number figure -> sheet.value(r + 1, c, figure);
                        case String text when text.startsWith("formula:") -> sheet.formula(r + 1, c, text.substring(8));
                        case Object text -> sheet.value(r + 1, c, text.toString());
                    }
                }
            }
        }
        return out.toByteArray();
    }

    private UUID uploaded(Viewer officer, Object[]... rows) throws IOException {
        String[] header = {"*统一社会信用代码", "*年度", "营业收入（万元）", "职工总数", "研发人员（人）"};
        return done(imports.upload(officer, "facts.xlsx", new ByteArrayInputStream(book(header, rows))));
    }

    private static Value people(int count) {
        return new Value.Number(new BigDecimal(count));
    }

    @Test
    void aCountyOfficersFileIsConfirmedWithItAndAnEmptyCellChangesNothing() throws IOException {
        var sheet = done(facts.submit(
                RegistryFixture.applicant(firm.id()), firm.id(), 2024, Map.of("staff", "9", "rd-staff", "4")));
        done(facts.confirm(city.kunshan, firm.id(), 2024, sheet.version()));
        UUID id = uploaded(city.kunshan, new Object[] {code(number), 2024, 1250.5, "", 5}, new Object[] {
            code(number), "2023年", "", 8
        });

        var preview = imports.preview(city.kunshan, id).orElseThrow();
        assertThat(List.of(preview.created(), preview.changed(), preview.unchanged()))
                .containsExactly(1, 1, 0);
        assertThat(store.sheets(firm.id())).hasSize(1);

        done(imports.confirm(city.kunshan, id));
        var published = store.confirmed(firm.id(), 2020, 2026);
        assertThat(published)
                .extracting(fact -> fact.year() + fact.code(), fact -> fact.value(), fact -> fact.source())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("2023staff", people(8), "import"),
                        org.assertj.core.groups.Tuple.tuple("2024rd-staff", people(5), "import"),
                        org.assertj.core.groups.Tuple.tuple(
                                "2024revenue", new Value.Sum(new Money(1_250_500_000L)), "import"),
                        org.assertj.core.groups.Tuple.tuple("2024staff", people(9), "firm"));
        assertThat(city.audited)
                .filteredOn(event -> event.action().equals("registry.factsImported"))
                .hasSize(2);
        var again = imports.preview(city.kunshan, id).orElseThrow();
        assertThat(List.of(again.created(), again.changed(), again.unchanged())).containsExactly(1, 1, 0);
        UUID same = uploaded(city.kunshan, new Object[] {code(number), 2023, "", 8});
        assertThat(done(imports.confirm(city.kunshan, same))).isEqualTo(new FactImport.Result(0, 0, 1));
    }

    @Test
    void aBureauOfficersFileWaitsForTheCountyWhichIsToldOnce() throws IOException {
        var other = city.confirmed(number + 40_000, "昆山导数别家电子有限公司");
        UUID id = uploaded(
                city.bureau, new Object[] {code(number), 2025, "", 30}, new Object[] {other.creditCode(), 2025, "", 40
                });
        city.told.clear();
        done(imports.confirm(city.bureau, id));
        assertThat(store.confirmed(firm.id(), 2025, 2025)).isEmpty();
        var sheet = store.sheet(firm.id(), 2025).orElseThrow();
        assertThat(sheet.status()).isEqualTo("submitted");
        assertThat(city.told).containsExactly("导入的年度数据待确认：2 条");
        done(facts.confirm(city.kunshan, firm.id(), 2025, sheet.version()));
        assertThat(store.confirmed(firm.id(), 2025, 2025)).hasSize(1);
    }

    @Test
    void aYearTheFirmIsFillingInStaysItsOwn() throws IOException {
        done(facts.keep(RegistryFixture.applicant(firm.id()), firm.id(), 2025, Map.of("revenue", "很多", "staff", "7")));
        UUID id = uploaded(city.kunshan, new Object[] {code(number), 2025, "", 30});
        done(imports.confirm(city.kunshan, id));
        assertThat(store.sheet(firm.id(), 2025).orElseThrow().status()).isEqualTo("draft");
        assertThat(store.typed(firm.id(), 2025))
                .containsExactlyInAnyOrderEntriesOf(Map.of("revenue", "很多", "staff", "30"));
        assertThat(store.confirmed(firm.id(), 2025, 2025)).isEmpty();
    }

    @Test
    void everyWrongCellIsNamedAndNothingIsLoaded() throws Exception {
        done(facts.submit(RegistryFixture.applicant(firm.id()), firm.id(), 2022, Map.of("staff", "9")));
        var kept = done(facts.submit(RegistryFixture.applicant(firm.id()), firm.id(), 2021, Map.of("staff", "3")));
        done(facts.confirm(city.kunshan, firm.id(), 2021, kept.version()));
        var elsewhere = city.confirmed(number + 50_000, "太仓导数电子有限公司", "region", RegistryFixture.TAICANG);
        UUID id = uploaded(
                city.kunshan,
                new Object[] {code(number), 2025, 10, 20},
                new Object[] {code(number), 2025, 11, 20},
                new Object[] {code(number), 2024, "formula:1+1", "3.5"},
                new Object[] {code(number), 2022, "", 8},
                new Object[] {code(number), 1999, "", 8},
                new Object[] {elsewhere.creditCode(), 2025, "", 8},
                new Object[] {code(number), 2021, "", "", 4},
                new Object[] {code(number), 2020, ""});
        var wrong = imports.preview(city.kunshan, id).orElseThrow().wrong();
        assertThat(wrong).containsOnlyKeys(3, 4, 5, 6, 7, 8, 9);
        assertThat(wrong.get(3)).containsExactly(FieldError.of("creditCode", "registry.factExcel.error.twice", 2));
        assertThat(wrong.get(4)).extracting(FieldError::field).containsExactlyInAnyOrder("revenue", "staff");
        assertThat(wrong.get(5)).containsExactly(FieldError.of("year", "registry.fact.error.waiting"));
        assertThat(wrong.get(7)).containsExactly(FieldError.of("creditCode", "registry.factExcel.error.unknown"));
        assertThat(wrong.get(8)).extracting(FieldError::key).containsExactly("registry.fact.error.part");
        assertThat(wrong.get(9)).extracting(FieldError::key).containsExactly("registry.fact.error.empty");
        refused(imports.confirm(city.kunshan, id));
        assertThat(store.sheet(firm.id(), 2025)).isEmpty();

        var out = new ByteArrayOutputStream();
        imports.errors(city.kunshan, id, out);
        var lines = workbook.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(lines).hasSize(8);
        assertThat(lines.get(2).texts()).containsEntry("staff", "3.5");
    }

    @Test
    void twoClicksAtOnceLoadOnce() throws Exception {
        UUID id = uploaded(city.kunshan, new Object[] {code(number), 2025, "", 30});
        var barrier = new CyclicBarrier(2);
        Callable<Outcome<FactImport.Result>> click = () -> {
            barrier.await();
            return imports.confirm(city.kunshan, id);
        };
        try (var pool = Executors.newFixedThreadPool(2)) {
            for (var result : pool.invokeAll(List.of(click, click))) {
                assertThat(done(result.get())).isEqualTo(new FactImport.Result(1, 0, 0));
            }
        }
        assertThat(store.versions(firm.id(), 2025, "staff")).hasSize(1);
    }

    @Test
    void aFirmIsToldOnceOfAllItsYears() throws IOException {
        done(city.accounts.registerApplicant(RegistryFixture.person("facts-" + number), firm.id()));
        UUID id = uploaded(
                city.kunshan,
                new Object[] {code(number), 2022, "", 30},
                new Object[] {code(number), 2023, "", 31},
                new Object[] {code(number), 2024, "", 32});
        city.told.clear();
        done(imports.confirm(city.kunshan, id));
        assertThat(city.told).containsExactly("科技部门导入了2022至2024年度数据");
        assertThat(store.confirmed(firm.id(), 2022, 2024)).hasSize(3);
    }

    @Test
    void aConfirmedYearIsStatedAnewWithTheEarlierValueKept() throws IOException {
        done(imports.confirm(city.kunshan, uploaded(city.kunshan, new Object[] {code(number), 2024, 100, 30})));
        done(imports.confirm(city.kunshan, uploaded(city.kunshan, new Object[] {code(number), 2024, 100, 31})));
        assertThat(store.versions(firm.id(), 2024, "staff"))
                .extracting(FactStore.Version::version, FactStore.Version::revision)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2, 2), org.assertj.core.groups.Tuple.tuple(1, 1));
        assertThat(store.versions(firm.id(), 2024, "revenue")).hasSize(1);
        assertThat(store.sheet(firm.id(), 2024).orElseThrow().status()).isEqualTo("confirmed");
        assertThat(store.confirmed(firm.id(), 2024, 2024))
                .extracting(fact -> fact.code() + " " + fact.value())
                .contains("staff " + people(31));
    }

    @Test
    void aLargeFileGoesInWholeThoughOneOfItsLastFirmsHandedInMeanwhile() throws IOException {
        var rows = new Object[1_100][];
        for (int i = 0; i < rows.length; i++) {
            var o = city.confirmed(number + 100_000 + i, "昆山大批" + i + "电子有限公司");
            rows[i] = new Object[] {o.creditCode(), 2025, "", i + 1};
        }
        UUID id = uploaded(city.kunshan, rows);
        var last = city.store.live(code(number + 101_099)).orElseThrow();
        done(facts.submit(RegistryFixture.applicant(last.id()), last.id(), 2025, Map.of("staff", "9")));
        assertThat(refused(imports.confirm(city.kunshan, id)))
                .extracting(FieldError::key)
                .containsExactly("registry.excel.error.wrong");
        assertThat(city.jdbc
                        .sql("SELECT count(*) FROM registry.fact_sheet WHERE year = 2025 AND organisation <> ?"
                                + " AND organisation IN (SELECT id FROM registry.organisation WHERE name LIKE '昆山大批%')")
                        .param(last.id())
                        .query(Long.class)
                        .single())
                .isZero();
        UUID without = uploaded(city.kunshan, java.util.Arrays.copyOf(rows, 1_099));
        assertThat(done(imports.confirm(city.kunshan, without))).isEqualTo(new FactImport.Result(1_099, 0, 0));
        assertThat(store.confirmed(
                        city.store.live(code(number + 101_050)).orElseThrow().id(), 2025, 2025))
                .hasSize(1);
    }

    @Test
    void theTemplateHasEveryFactAndExplainsIt() throws Exception {
        var out = new ByteArrayOutputStream();
        workbook.template(out);
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(book.getFirstSheet().read().getFirst().getCellText(3)).isEqualTo("营业收入（万元）");
            assertThat(book.getSheet(1).orElseThrow().read())
                    .anySatisfy(row -> assertThat(row.getCellText(0)).isEqualTo("研发人员"));
        }
    }
}
