package dev.kechuang.registry.internal.expert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.registry.internal.FilesInMemory;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.registry.internal.TwoStepImport.Result;
import dev.kechuang.shared.FieldError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** People of the pool from a workbook: everything or nothing, and the same file twice changes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpertImportTest {

    private RegistryFixture city;
    private ExpertStore store;
    private ExpertImport imports;

    @BeforeAll
    void start() {
        city = new RegistryFixture();
        var codes = new RegistryFixture.FakeCodes();
        var regions = new RegistryFixture.FakeRegions();
        store = new ExpertStore(city.jdbc);
        var ties = new TieStore(city.jdbc);
        var rules = new ExpertRules(regions, codes, ties, city.clock);
        var experts = new ExpertService(
                store,
                rules,
                new ExpertRecords(city.new FakeRecords()),
                city.accounts,
                city.new FakeAudit(),
                city.transactions,
                city.clock);
        var workbook = new ExpertWorkbook(RegistryFixture.messages(), regions, codes, city.clock);
        imports = new ExpertImport(
                city.jdbc, new FilesInMemory(), workbook, rules, store, experts, city.transactions, city.clock);
    }

    @AfterAll
    void stop() {
        city.close();
    }

    private UUID uploaded(String[]... rows) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("s");
            String[] header = {"*姓名", "*身份", "*工作单位", "*管理地区", "职称", "技术领域", "电话"};
            for (int c = 0; c < header.length; c++) sheet.value(0, c, header[c]);
            for (int r = 0; r < rows.length; r++) {
                for (int c = 0; c < rows[r].length; c++) sheet.value(r + 1, c, rows[r][c]);
            }
        }
        return RegistryFixture.done(
                imports.upload(city.bureau, "experts.xlsx", new ByteArrayInputStream(out.toByteArray())));
    }

    @Test
    void namesOfCodesAreReadAndTheSecondTimeNothingChanges() throws IOException {
        String[] row = {"导入专家", "评审专家、创业导师", "江南理工大学", "昆山市", "正高级", "生物与新医药、电子信息", "13911112222"};
        UUID id = uploaded(row);
        var preview = imports.preview(city.bureau, id).orElseThrow();
        assertThat(preview.wrong()).isEmpty();
        assertThat(preview.created()).isEqualTo(1);
        assertThat(RegistryFixture.done(imports.confirm(city.bureau, id))).isEqualTo(new Result(1, 0, 0));
        assertThat(RegistryFixture.done(imports.confirm(city.bureau, id))).isEqualTo(new Result(1, 0, 0));
        var expert = store.same("导入专家", "13911112222").orElseThrow();
        assertThat(expert.fields()).containsExactly("bio", "electronics");
        assertThat(expert.title()).isEqualTo("senior");
        assertThat(expert.serves()).hasSize(2);

        row[4] = "副高级";
        UUID again = uploaded(row);
        assertThat(RegistryFixture.done(imports.confirm(city.bureau, again))).isEqualTo(new Result(0, 1, 0));
        assertThat(store.all(java.util.List.of(expert.id())).get(expert.id()))
                .satisfies(after -> assertThat(after.title()).isEqualTo("associate"));
    }

    @Test
    void wrongRowsAreNamedAndNothingIsLoaded() throws IOException {
        UUID id = uploaded(
                new String[] {"好专家", "评审专家", "大学", "昆山市", "", "电子信息", "13911113333"},
                new String[] {"坏专家", "法官", "大学", "火星", "", "星象", "13911114444"},
                new String[] {"好专家", "评审专家", "大学", "昆山市", "", "电子信息", "13911113333"});
        var wrong = imports.preview(city.bureau, id).orElseThrow().wrong();
        assertThat(wrong).containsOnlyKeys(3, 4);
        assertThat(wrong.get(3)).extracting(FieldError::field).containsExactlyInAnyOrder("serves", "region", "fields");
        assertThat(wrong.get(4)).extracting(FieldError::key).containsExactly("expert.error.rowTwice");
        assertThat(RegistryFixture.refused(imports.confirm(city.bureau, id)))
                .extracting(FieldError::key)
                .containsExactly("registry.excel.error.wrong");
        assertThat(store.same("好专家", "13911113333")).isEmpty();
        var out = new ByteArrayOutputStream();
        imports.errors(city.bureau, id, out);
        assertThat(out.size()).isPositive();
    }
}
