package dev.kechuang.registry.internal.ip;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.registry.IntellectualProperties.DatedRight;
import dev.kechuang.registry.internal.FilesInMemory;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.registry.internal.TwoStepImport.Result;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.excel.FilledSheet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Rights from a workbook: one row an owner, the same number one right. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightImportTest {

    private static final String[] HEADER = {
        "*种类", "*名称", "申请号", "授权公告号、登记号", "申请日", "授权日", "*权利人", "份额（%）", "取得方式", "支持主要产品", "发明人、设计人"
    };

    private final RightFixture fixture = new RightFixture();
    private final RegistryFixture city = fixture.city;
    private final RightWorkbook workbook = new RightWorkbook(messages(), city.clock);
    private final RightImport imports = new RightImport(
            city.jdbc,
            new FilesInMemory(),
            workbook,
            fixture.rules,
            new OwnerNames(city.jdbc),
            fixture.store,
            fixture.batch,
            city.transactions,
            city.clock);

    private static ResourceBundleMessageSource messages() {
        var source = RegistryFixture.messages();
        source.addBasenames("i18n/registry-ip");
        return source;
    }

    @AfterAll
    void close() {
        fixture.holds();
        fixture.close();
    }

    private UUID uploaded(Viewer viewer, List<String[]> rows) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("s");
            for (int c = 0; c < HEADER.length; c++) sheet.value(0, c, HEADER[c]);
            for (int r = 0; r < rows.size(); r++) {
                for (int c = 0; c < rows.get(r).length; c++) sheet.value(r + 1, c, rows.get(r)[c]);
            }
        }
        return done(imports.upload(viewer, "rights.xlsx", new ByteArrayInputStream(out.toByteArray())));
    }

    private UUID uploaded(String[]... rows) throws IOException {
        return uploaded(city.bureau, List.of(rows));
    }

    private static String[] row(String kind, String number, String owner, String... more) {
        String[] row = {kind, "一种检测装置" + number, number, "", "2020-05-01", "2022-08-01", owner, "", "", "", "张三、李四"};
        for (int i = 0; i < more.length; i += 2) row[Integer.parseInt(more[i])] = more[i + 1];
        return row;
    }

    @Test
    void rowsOfOneNumberAreOneRightOfSeveralOwnersAndTheSecondTimeNothingChanges() throws IOException {
        var one = city.confirmed(1, "昆山导入一号有限公司");
        var two = city.confirmed(2, "昆山导入二号有限公司");
        String number = RightFixture.number(2020, 1, 1);
        String[] first = row("发明", number, one.name(), "7", "60", "9", "是");
        String[] second = row("发明专利", "ZL" + number, RegistryFixture.code(2), "1", first[1], "7", "40");
        UUID id = uploaded(first, second);
        var preview = imports.preview(city.bureau, id).orElseThrow();
        assertThat(preview.wrong()).isEmpty();
        assertThat(preview.created()).isOne();
        assertThat(done(imports.confirm(city.bureau, id))).isEqualTo(new Result(1, 0, 0));
        assertThat(done(imports.confirm(city.bureau, id)))
                .as("the second click")
                .isEqualTo(new Result(1, 0, 0));
        assertThat(done(imports.confirm(city.bureau, uploaded(first, second)))).isEqualTo(new Result(0, 0, 1));
        assertThat(fixture.published.dated(List.of(one.id(), two.id())))
                .extracting(DatedRight::supportsProduct)
                .containsExactlyInAnyOrder(true, null);
        assertThat(fixture.counted(RightRecords.VALID, "2026-01-01", one)).isOne();
        assertThat(fixture.counted(RightRecords.VALID, "2026-01-01", two)).isZero();
    }

    @Test
    void aRegisteredNumberIsUpdatedAndGetsItsFurtherOwner() throws IOException {
        var one = city.confirmed(3, "昆山更新一号有限公司");
        var two = city.confirmed(4, "昆山更新二号有限公司");
        String number = RightFixture.number(2020, 2, 2);
        done(imports.confirm(city.bureau, uploaded(row("实用新型", number, one.name()))));
        String[] changed = row("实用新型", number, one.name(), "5", "2021-01-05");
        String[] added = row("实用新型", number, two.name(), "5", "2021-01-05");
        assertThat(done(imports.confirm(city.bureau, uploaded(changed, added)))).isEqualTo(new Result(0, 1, 0));
        assertThat(fixture.published.dated(List.of(two.id()))).singleElement().satisfies(right -> {
            assertThat(right.granted()).isEqualTo("2021-01-05");
            assertThat(fixture.store.changes(right.right()))
                    .extracting(RightStore.Change::action)
                    .containsExactly("changed", "entered");
        });
        assertThat(fixture.counted(RightRecords.GRANTED, "2021-01-05", one)).isOne();
    }

    @Test
    void wrongRowsAreNamedAndNothingIsLoaded() throws IOException {
        city.confirmed(5, "昆山错行电子有限公司");
        var other = city.confirmed(6, "太仓他地电子有限公司", "region", RegistryFixture.TAICANG);
        String number = RightFixture.number(2020, 1, 3);
        UUID id = uploaded(
                city.kunshan,
                List.of(
                        row("发明专利", number, "昆山错行电子有限公司"),
                        row("商标", "123", "没有这家公司"),
                        row("发明专利", number, "昆山错行电子有限公司"),
                        row("发明专利", number, "昆山错行电子有限公司", "1", "另一个名称"),
                        row("发明专利", RightFixture.number(2020, 1, 4).replace(".", ".9"), "昆山错行电子有限公司"),
                        row("发明专利", RightFixture.number(2020, 1, 5), other.name())));
        var wrong = imports.preview(city.kunshan, id).orElseThrow().wrong();
        assertThat(wrong).containsOnlyKeys(3, 4, 5, 6, 7);
        assertThat(keys(wrong, 3)).containsExactlyInAnyOrder("ip.error.kind", "ip.error.owner");
        assertThat(keys(wrong, 4)).containsExactly("ip.error.rowTwice");
        assertThat(keys(wrong, 5)).containsExactly("ip.error.rowDiffers");
        assertThat(keys(wrong, 6)).containsExactly("ip.error.number.patent");
        assertThat(keys(wrong, 7)).containsExactly("ip.error.notYours");
        assertThat(refused(imports.confirm(city.kunshan, id)))
                .extracting(FieldError::key)
                .containsExactly("registry.excel.error.wrong");
        assertThat(imports.preview(city.taicang, id)).as("somebody else's").isEmpty();
        var out = new ByteArrayOutputStream();
        imports.errors(city.kunshan, id, out);
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(book.getFirstSheet().read()).hasSize(7);
        }
    }

    private static List<String> keys(Map<Integer, List<FieldError>> wrong, int row) {
        return wrong.getOrDefault(row, List.of()).stream().map(FieldError::key).toList();
    }

    @Test
    void theTemplateIsReadByTheImport() throws Exception {
        var out = new ByteArrayOutputStream();
        imports.template(out);
        var refused =
                refused(imports.upload(city.bureau, "template.xlsx", new ByteArrayInputStream(out.toByteArray())));
        assertThat(refused).extracting(FieldError::key).containsExactly("shared.excel.error.empty");
        assertThat(RightWorkbook.COLUMNS)
                .allSatisfy(field -> assertThat(messages().getMessage("ip.field." + field, null, FilledSheet.CHINESE))
                        .isNotBlank());
    }

    /** Set-based: what takes seconds would take minutes row by row. */
    @Test
    void tenThousandRowsAreLoadedTogether() throws IOException {
        var names = new ArrayList<String>();
        for (int i = 0; i < 50; i++)
            names.add(city.confirmed(100 + i, "昆山批量" + i + "号有限公司").name());
        var rows = new ArrayList<String[]>();
        for (int i = 0; i < 10_000; i++) {
            rows.add(row("发明专利", RightFixture.number(2020, 1, 100_000 + i), names.get(i % names.size())));
        }
        long start = System.nanoTime();
        UUID id = uploaded(city.bureau, rows);
        var preview = imports.preview(city.bureau, id).orElseThrow();
        long read = System.nanoTime();
        assertThat(preview.created()).isEqualTo(10_000);
        assertThat(done(imports.confirm(city.bureau, id)).created()).isEqualTo(10_000);
        long loaded = System.nanoTime();
        System.getLogger("import")
                .log(
                        System.Logger.Level.INFO,
                        "10,000 rights: read and checked {0} ms, loaded {1} ms",
                        (read - start) / 1_000_000,
                        (loaded - read) / 1_000_000);
        assertThat(city.jdbc
                        .sql("SELECT count(*) FROM record.published_record WHERE kind = 'registry.ip' AND count = 1")
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(10_000L);
    }
}
