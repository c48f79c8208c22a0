package dev.kechuang.registry.internal.title;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.title.TitleFixture.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.figure.FigureFixture;
import dev.kechuang.registry.Titles.NewDocument;
import dev.kechuang.registry.internal.OrganisationScan;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.registry.internal.title.GrantingLists.Written;
import dev.kechuang.registry.internal.title.TitleBatch.Fate;
import dev.kechuang.registry.internal.title.TitleBatch.Head;
import dev.kechuang.registry.internal.title.TitleBatch.Line;
import dev.kechuang.registry.internal.title.TitleBatchStore.Done;
import dev.kechuang.registry.internal.title.TitleBatchStore.Typed;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Viewer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Granting documents with long lists: matched, resolved by hand, granted as a whole, and twice the same is once. */
class TitleBatchTest {

    private final TitleFixture fixture = new TitleFixture();
    private final RegistryFixture city = fixture.city;
    private final TitleBatchStore store = new TitleBatchStore(city.jdbc);
    private final TitleSheet sheet = new TitleSheet(messages(), TitleFixture.PACKS.codeLists());
    private final TitleBatch batches = new TitleBatch(
            store,
            sheet,
            new TitleRules(
                    TitleFixture.PACKS.titleKinds(),
                    TitleFixture.PACKS.codeLists(),
                    TitleFixture.PACKS.regions(),
                    city.clock),
            TitleFixture.PACKS.titleKinds(),
            new OrganisationMatcher(new OrganisationScan(city.jdbc)),
            fixture.titles,
            city.store,
            fixture.files,
            city.transactions,
            city.clock);

    private static org.springframework.context.MessageSource messages() {
        var source = RegistryFixture.messages();
        source.addBasenames("i18n/registry-title");
        return source;
    }

    @AfterEach
    void close() {
        fixture.holds();
        fixture.close();
    }

    private static Head head(String level, String number, String issuedOn, String from) {
        return new Head(
                "hnte",
                level,
                new NewDocument(number, "高新技术企业名单", "江苏省科学技术厅", LocalDate.parse(issuedOn), null),
                LocalDate.parse(from));
    }

    private TitleBatch.Preview preview(UUID id) {
        return batches.preview(city.bureau, id).orElseThrow();
    }

    @Test
    void twoListsOfAWholeProvinceMake1430ValidTitles() {
        var lists = new GrantingLists(city);
        var of2006 = lists.list(844, 2006);
        var of2007 = lists.list(586, 2007);
        lists.enter();

        UUID first = entered(of2006, head("provincial", "苏科高〔2006〕389号", "2006-12-20", "2006-12-01"));
        assertThat(done(batches.confirm(city.bureau, first)).granted()).isEqualTo(844);
        UUID second = entered(of2007, head("provincial", "苏科高〔2007〕412号", "2007-12-25", "2007-12-01"));
        assertThat(done(batches.confirm(city.bureau, second)).granted()).isEqualTo(586);

        assertThat(fixture.stock("2006-12-31", null)).isEqualTo(844);
        assertThat(fixture.stock("2007-12-31", null)).isEqualTo(1_430);
        assertThat(city.jdbc
                        .sql("SELECT count(*) FROM registry.published_title_span WHERE valid @> DATE '2007-12-31'")
                        .query((row, number) -> row.getLong(1))
                        .single())
                .isEqualTo(1_430);
        var figures = new FigureFixture(city.database);
        assertThat(figures.figures.figures(List.of(
                        FigureAt.of("hnte.valid", "320500", Period.year(2006)),
                        FigureAt.of("hnte.valid", "320500", Period.year(2007)),
                        FigureAt.of("hnte.new", "320500", Period.year(2007)))))
                .as("the indicator on those days")
                .extracting(figure ->
                        java.util.Objects.requireNonNull(figure.value()).intValueExact())
                .containsExactly(844, 1_430, 586);
        assertThat(figures.titles().check().violations()).isEmpty();
        city.database.owner().sql("""
                        INSERT INTO record.record (kind, business_date, region, dimensions, count, amount_fen, subject, key)
                        VALUES ('registry.title', '2007-06-01', :region, '{"title": "hnte", "level": "provincial"}', 1, 0,
                            'registry/title/none', 'none')""").param("region", RegistryFixture.KUNSHAN).update();
        assertThat(figures.titles().check().violations())
                .as("what is counted without a title is found")
                .isNotEmpty()
                .anyMatch(violation -> violation.contains("1431"));
        city.database.owner().sql("""
                        INSERT INTO record.record (kind, business_date, region, dimensions, count, amount_fen, subject, key)
                        VALUES ('registry.title', '2007-06-01', :region, '{"title": "hnte", "level": "provincial"}', -1, 0,
                            'registry/title/none', 'none/out')""").param("region", RegistryFixture.KUNSHAN).update();
        // Whoever the list meant has it, under whatever name.
        for (var line : Stream.concat(of2006.stream(), of2007.stream()).toList()) {
            if (line.written() == Written.RIGHT) continue;
            assertThat(fixture.titles.of(line.organisation()))
                    .as(line.toString())
                    .singleElement()
                    .satisfies(title -> assertThat(title.number()).isEqualTo(line.number()));
        }

        // The same list again finds everything granted, once more confirmed says what was done.
        UUID again = done(batches.start(
                city.bureau, head("provincial", "苏科高〔2006〕389号", "2006-12-20", "2006-12-01"), text(of2006)));
        resolve(again, of2006);
        assertThat(counts(done(batches.confirm(city.bureau, again)))).containsExactly(0, 0, 844, 0);
        assertThat(counts(done(batches.confirm(city.bureau, again)))).containsExactly(0, 0, 844, 0);
        assertThat(fixture.stock("2007-12-31", null)).isEqualTo(1_430);
    }

    private static List<Integer> counts(Done done) {
        return List.of(done.granted(), done.renewed(), done.unchanged(), done.skipped());
    }

    private static String text(List<GrantingLists.Line> lines) {
        return lines.stream().map(line -> line.name() + "\t" + line.number()).collect(Collectors.joining("\n"));
    }

    /** Enters a list, looks at what is doubtful, and chooses by hand. */
    private UUID entered(List<GrantingLists.Line> lines, Head head) {
        UUID id = done(batches.start(city.bureau, head, text(lines)));
        var preview = preview(id);
        assertThat(preview.lines()).hasSameSizeAs(lines);
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var found = preview.lines().get(i);
            boolean certain = switch (line.written()) {
                case RIGHT, FORMER, SPELLING -> true;
                case LEGAL_FORM, MISSPELT, AMBIGUOUS -> false;
            };
            assertThat(found.fate()).as(line.toString()).isEqualTo(certain ? Fate.GRANT : Fate.DOUBTFUL);
            if (certain) assertThat(found.organisation()).as(line.toString()).isEqualTo(line.organisation());
            assertThat(found.match().candidates())
                    .as(line.toString())
                    .anyMatch(candidate -> candidate.id().equals(line.organisation()));
        }
        assertThat(error(batches.confirm(city.bureau, id))).isEqualTo("title.error.openLines");
        assertThat(fixture.stock("2050-01-01", null)).isZero();
        resolve(id, lines);
        return id;
    }

    private void resolve(UUID id, List<GrantingLists.Line> lines) {
        var open = preview(id).lines().stream()
                .filter(line -> line.fate() == Fate.DOUBTFUL)
                .toList();
        // Half of it now, the other half later: what was chosen stays.
        for (var half : List.of(open.subList(0, open.size() / 2), open.subList(open.size() / 2, open.size()))) {
            done(batches.keep(
                    city.bureau,
                    id,
                    half.stream().map(line -> chosen(line, lines)).toList()));
        }
        assertThat(preview(id).ready()).isTrue();
    }

    private static Typed chosen(Line line, List<GrantingLists.Line> lines) {
        int number = line.typed().line();
        return new Typed(number, Map.of(), lines.get(number - 1).organisation(), false);
    }

    @Test
    void everyLineSaysWhatWillBecomeOfIt() {
        var renewed = city.confirmed(1, "昆山老牌电子有限公司");
        var fresh = city.confirmed(2, "昆山新秀电子有限公司");
        city.confirmed(3, "昆山编号电子有限公司");
        fixture.granted(renewed, "GR202132000001", "2021-11-30");
        UUID id = done(batches.start(city.bureau, head("national", "国科火字〔2024〕300号", "2024-12-20", "2024-11-06"), """
                1. 昆山老牌电子有限公司 GR202432000001
                昆山新秀电子有限公司，GR202432000002
                昆山编号电子有限公司
                昆山不存在贸易有限公司\tGR202432000004

                昆山新秀电子有限公司\tGR202432000005
                """));
        var lines = preview(id).lines();
        assertThat(lines)
                .extracting(Line::fate)
                .containsExactly(Fate.RENEW, Fate.GRANT, Fate.WRONG, Fate.WRONG, Fate.WRONG);
        assertThat(lines)
                .extracting(line -> line.errors().stream().map(FieldError::key).toList())
                .containsExactly(
                        List.of(),
                        List.of(),
                        List.of("title.error.number"),
                        List.of("title.error.unknown"),
                        List.of("title.error.twice"));
        // Corrected, looked for anew, left out.
        done(batches.keep(
                city.bureau,
                id,
                List.of(
                        new Typed(3, Map.of("number", "GR202432000003"), null, false),
                        new Typed(4, Map.of(), null, true),
                        new Typed(5, Map.of(), null, true))));
        assertThat(counts(done(batches.confirm(city.bureau, id)))).containsExactly(2, 1, 0, 2);
        assertThat(fixture.titles.of(renewed.id()).getFirst().number()).isEqualTo("GR202432000001");
        assertThat(fixture.titles.of(fresh.id())).hasSize(1);
        assertThat(error(batches.keep(city.bureau, id, List.of()))).isEqualTo("title.error.batchDone");
        assertThat(batches.preview(city.kunshan, id)).isEmpty();
    }

    @Test
    void ofAListNothingIsGrantedWhenOneLineIsRefused() {
        city.confirmed(1, "昆山同号甲电子有限公司");
        city.confirmed(2, "昆山同号乙电子有限公司");
        UUID id = done(batches.start(
                city.bureau,
                head("national", "国科火字〔2024〕301号", "2024-12-20", "2024-11-06"),
                "昆山同号甲电子有限公司\tGR1\n昆山同号乙电子有限公司\tGR1"));
        assertThat(RegistryFixture.refused(batches.confirm(city.bureau, id)))
                .extracting(FieldError::key)
                .containsExactly("title.error.atLine", "title.error.numberTaken");
        assertThat(fixture.stock("2025-01-01", null)).isZero();
        assertThat(preview(id).batch().done()).isNull();
    }

    @Test
    void aWorkbookIsReadByTheColumnsOfItsKind() throws Exception {
        var firm = city.confirmed(1, "昆山表格电子有限公司");
        var kind = TitleFixture.PACKS.titleKinds().byCode("engineering-centre").orElseThrow();
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "t", "1.0")) {
            var page = book.newWorksheet("名单");
            var heads = List.of("单位名称", "机构、产品或联盟名称", "生效日期", "技术领域", "研发人员", "备注");
            for (int c = 0; c < heads.size(); c++) page.value(0, c, heads.get(c));
            page.value(1, 0, "昆山表格电子有限公司");
            page.value(1, 1, "苏州市表格工程技术研究中心");
            page.value(1, 2, LocalDate.parse("2025-03-01"));
            page.style(1, 2).format("yyyy-mm-dd").set();
            page.value(1, 3, "电子信息");
            page.value(1, 4, 36);
        }
        var head = new Head(
                kind.code(),
                "city",
                new NewDocument("苏科〔2025〕9号", "", "苏州市科学技术局", LocalDate.parse("2025-03-10"), null),
                LocalDate.parse("2025-03-05"));
        UUID id = done(batches.start(city.bureau, head, new ByteArrayInputStream(out.toByteArray())));
        assertThat(done(batches.confirm(city.bureau, id)).granted()).isOne();
        assertThat(fixture.titles.of(firm.id())).singleElement().satisfies(title -> {
            assertThat(title.name()).isEqualTo("苏州市表格工程技术研究中心");
            assertThat(title.validFrom()).isEqualTo("2025-03-01");
            assertThat(title.field()).isEqualTo("electronic-information");
            assertThat(title.details()).containsEntry("staff", "36");
        });
        var errors = new ByteArrayOutputStream();
        batches.errors(preview(id), errors);
        assertThat(sheet.read(kind, new ByteArrayInputStream(errors.toByteArray())))
                .hasSize(1);
        assertThat(batches.start(city.bureau, head, new ByteArrayInputStream("kein Excel".getBytes())))
                .isInstanceOf(dev.kechuang.shared.Outcome.Refused.class);
    }

    @Test
    void aCountyEntersListsOfItsOwnLevel() {
        Viewer county = city.kunshan;
        assertThat(error(batches.start(county, head("national", "国1号", "2024-12-20", "2024-11-06"), "某公司\tGR1")))
                .isEqualTo("title.error.notYours");
        assertThat(error(batches.start(city.bureau, head("national", "国1号", "2024-12-20", "2024-11-06"), " \n ")))
                .isEqualTo("title.error.noLines");
    }

    @Test
    void aCreditCodeSettlesItAndContradictionsAreSeen() {
        var firm = city.confirmed(1, "昆山代码电子有限公司");
        city.confirmed(2, "昆山他名精密机械有限公司");
        var head = head("national", "国科火字〔2024〕302号", "2024-12-20", "2024-11-06");
        UUID id = done(batches.start(
                city.bureau,
                head,
                List.of(
                        Map.of("organisation", "昆山代码电子公司", "creditCode", RegistryFixture.code(1), "number", "GR1"),
                        Map.of("organisation", "昆山代码电子有限公司", "creditCode", RegistryFixture.code(2), "number", "GR2"),
                        Map.of("organisation", "昆山代码电子有限公司", "creditCode", "91320500", "number", "GR3"))));
        var lines = preview(id).lines();
        assertThat(lines.get(0).organisation()).isEqualTo(firm.id());
        assertThat(lines.get(1).fate()).isEqualTo(Fate.DOUBTFUL);
        assertThat(lines.get(1).match().candidates()).hasSize(2);
        assertThat(lines.get(2).errors()).extracting(FieldError::field).contains("creditCode");
    }
}
