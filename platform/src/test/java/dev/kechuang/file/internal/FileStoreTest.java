package dev.kechuang.file.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.audit.internal.JdbcAuditLog;
import dev.kechuang.file.FileAccess;
import dev.kechuang.file.FileStore.Kind;
import dev.kechuang.file.StoredFile;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.TestDatabase;
import dev.kechuang.testing.Viewers;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What comes from outside is distrusted until it has been looked at. */
class FileStoreTest {

    private static final byte[] PDF =
            "%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path home;

    private final Viewer uploader = Viewers.applicant(UUID.randomUUID());
    private TestDatabase database;
    private DigestFileStore files;

    @AfterEach
    void close() {
        database.close();
    }

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        files = store(Clock.systemUTC());
    }

    private DigestFileStore store(Clock clock, FileAccess... access) {
        var beans = new StaticListableBeanFactory();
        for (var one : access) beans.addBean(one.owner(), one);
        return new DigestFileStore(
                database.jdbc(),
                new JdbcTransactionManager(database.application()),
                beans.getBeanProvider(FileAccess.class),
                new JdbcAuditLog(database.jdbc()),
                clock,
                home);
    }

    private StoredFile kept(String name, Kind kind, byte[] content) throws IOException {
        return files.store(uploader, name, kind, new ByteArrayInputStream(content))
                .fold(file -> file, errors -> {
                    throw new AssertionError(errors.toString());
                });
    }

    private void refused(String key, String name, Kind kind, byte[] content) throws IOException {
        refused(key, name, kind, new ByteArrayInputStream(content));
    }

    private void refused(String key, String name, Kind kind, InputStream content) throws IOException {
        Outcome<StoredFile> outcome = files.store(uploader, name, kind, content);
        List<String> keys = outcome.fold(
                file -> List.of(file.contentType()),
                errors -> errors.stream().map(FieldError::key).toList());
        assertThat(keys).as(name).containsExactly(key);
        // Nothing half done stays.
        try (var parts = files.disk().parts()) {
            assertThat(parts).isEmpty();
        }
    }

    static byte[] zip(Map<String, String> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> docx() {
        var entries = new LinkedHashMap<String, String>();
        entries.put("[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override
                 PartName="/word/document.xml" ContentType="%s.main+xml"/></Types>""".formatted(ContentInspector.DOCX));
        entries.put("_rels/.rels", "<Relationships/>");
        entries.put("word/document.xml", "<w:document xmlns:w='w'><w:p><w:t>正文</w:t></w:p></w:document>");
        return entries;
    }

    private static byte[] docxWith(String name, String content) throws IOException {
        var entries = docx();
        entries.put(name, content);
        return zip(entries);
    }

    private static byte[] xlsx() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "test", "1.0")) {
            var sheet = workbook.newWorksheet("企业");
            for (int i = 0; i < 20_000; i++) sheet.value(i, 0, "苏州市某某科技有限公司" + i);
        }
        return bytes.toByteArray();
    }

    @Test
    void ordinaryFilesAreKeptUnderTheirDigest() throws IOException {
        var image = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", image);
        var pdf = kept("营业执照.pdf", Kind.ATTACHMENT, PDF);
        assertThat(pdf.contentType()).isEqualTo("application/pdf");
        assertThat(kept("照片.PNG", Kind.ATTACHMENT, image.toByteArray()).contentType())
                .isEqualTo("image/png");
        assertThat(kept("申报书.docx", Kind.ATTACHMENT, zip(docx())).contentType()).isEqualTo(ContentInspector.DOCX);
        assertThat(kept("企业.xlsx", Kind.SPREADSHEET, xlsx()).contentType()).isEqualTo(ContentInspector.XLSX);
        Path place = home.resolve(
                "files/" + pdf.sha256().substring(0, 2) + "/" + pdf.sha256().substring(2, 4) + "/" + pdf.sha256());
        assertThat(place).hasBinaryContent(PDF);
        try (var in = files.open(pdf)) {
            assertThat(in.readAllBytes()).isEqualTo(PDF);
        }
        assertThat(new FileContents(files).check().violations()).isEmpty();
    }

    @Test
    void theSameContentIsKeptOnceWhateverTheNames() throws Exception {
        var all = new ArrayList<Future<StoredFile>>();
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < 12; i++) {
                int number = i;
                all.add(threads.submit(() -> kept("甲" + number + ".pdf", Kind.ATTACHMENT, PDF)));
            }
            for (var one : all)
                assertThat(one.get().sha256()).isEqualTo(all.getFirst().get().sha256());
        }
        try (var kept = files.disk().kept()) {
            assertThat(kept).hasSize(1);
        }
    }

    @Test
    void namesAreMadeHarmless() {
        assertThat(FileNames.clean("C:\\Users\\王\\申报书.docx")).isEqualTo("申报书.docx");
        assertThat(FileNames.clean("../../etc/passwd")).isEqualTo("passwd");
        assertThat(FileNames.clean("a\r\nSet-Cookie: x.pdf")).isEqualTo("aSet-Cookie_ x.pdf");
        assertThat(FileNames.clean("照片\u202Egnp.exe")).isEqualTo("照片gnp.exe");
        assertThat(FileNames.clean("..")).isEqualTo("file");
        assertThat(FileNames.clean("长".repeat(400) + ".xlsx")).hasSize(120).endsWith("长.xlsx");
    }

    @Test
    void whatIsNotWhatItClaimsIsRefused() throws IOException {
        refused("file.empty", "空.pdf", Kind.ATTACHMENT, new byte[0]);
        refused("file.type", "网页.pdf", Kind.ATTACHMENT, "<html><script>".getBytes(StandardCharsets.UTF_8));
        refused("file.type", "程序.png", Kind.ATTACHMENT, new byte[] {'M', 'Z', 0, 0, 0, 0, 0, 0});
        refused("file.type", "普通.xlsx", Kind.ATTACHMENT, zip(Map.of("a.txt", "x")));
        refused("file.type", "执照.pdf", Kind.SPREADSHEET, PDF);
        refused("file.extension", "执照.png", Kind.ATTACHMENT, PDF);
        refused("file.extension", "执照", Kind.ATTACHMENT, PDF);
        refused("file.extension", "表.xlsx", Kind.ATTACHMENT, zip(docx()));
        byte[] old = new byte[1024];
        System.arraycopy(
                new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1},
                0,
                old,
                0,
                8);
        refused("file.legacyOffice", "旧.xls", Kind.ATTACHMENT, old);
        byte[] cut = xlsx();
        refused("file.broken", "断.xlsx", Kind.SPREADSHEET, java.util.Arrays.copyOf(cut, cut.length / 2));
    }

    @Test
    void aStreamWithoutEndIsCutAtTheLimit() throws IOException {
        var endless = new InputStream() {
            long given;

            @Override
            public int read() {
                given++;
                return 'x';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                given += length;
                return length;
            }
        };
        refused("file.tooLarge", "大.xlsx", Kind.SPREADSHEET, endless);
        assertThat(endless.given).isLessThan((20L << 20) + 100_000);
    }

    @Test
    void bombsAreStoppedWhileTheyUnfold() throws IOException {
        var bomb = docx();
        bomb.put("word/media/image1.bin", "\0".repeat(64 << 20));
        refused("file.archive.bomb", "炸弹.docx", Kind.ATTACHMENT, zip(bomb));
        var xml = docx();
        xml.put("word/header1.xml", "<a>" + " ".repeat(64 << 20) + "</a>");
        refused("file.archive.bomb", "炸弹.docx", Kind.ATTACHMENT, zip(xml));
        var many = docx();
        for (int i = 0; i < 10_001; i++) many.put("word/media/" + i, "");
        refused("file.archive.entries", "多.docx", Kind.ATTACHMENT, zip(many));
    }

    @Test
    void packagesInPackagesEndAtTheFirst() throws IOException {
        String chart = new String(zip(Map.of("xl/workbook.xml", "<a/>")), StandardCharsets.ISO_8859_1);
        byte[] inner = chart.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(kept("图表.docx", Kind.ATTACHMENT, withBytes("word/embeddings/a.xlsx", inner))
                        .size())
                .isPositive();
        var middle = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(middle)) {
            zip.putNextEntry(new ZipEntry("b.zip"));
            zip.write(inner);
        }
        refused(
                "file.archive.nested",
                "套娃.docx",
                Kind.ATTACHMENT,
                withBytes("word/embeddings/a.zip", middle.toByteArray()));
    }

    private static byte[] withBytes(String name, byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : docx().entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void macrosObjectsAndLinksToOutsideAreRefused() throws IOException {
        refused("file.macro", "宏.docx", Kind.ATTACHMENT, docxWith("word/vbaProject.bin", "x"));
        refused("file.macro", "宏.docx", Kind.ATTACHMENT, docxWith("word/activeX/activeX1.xml", "<a/>"));
        refused("file.embedded", "对象.docx", Kind.ATTACHMENT, docxWith("word/embeddings/oleObject1.bin", "x"));
        refused(
                "file.externalLink",
                "外链.docx",
                Kind.ATTACHMENT,
                docxWith("xl/externalLinks/externalLink1.xml", "<a/>"));
        refused("file.externalLink", "模板.docx", Kind.ATTACHMENT, docxWith("word/_rels/settings.xml.rels", """
                <Relationships><Relationship Id="r1" TargetMode="External" Target="http://evil/x.dotm"
                  Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>
                </Relationships>"""));
        refused("file.externalLink", "DDE.docx", Kind.ATTACHMENT, docxWith("word/footer1.xml", """
                <w:ftr xmlns:w="w"><w:p><w:r><w:instrText> DD</w:instrText></w:r><w:r><w:instrText>EAUTO c:\\cmd
                </w:instrText></w:r></w:p></w:ftr>"""));
        refused("file.broken", "实体.docx", Kind.ATTACHMENT, docxWith("word/header2.xml", """
                <!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"""));
        refused("file.archive.path", "越界.docx", Kind.ATTACHMENT, docxWith("../../evil", "x"));
        var link = docxWith("word/_rels/document.xml.rels", """
                <Relationships><Relationship Id="r1" TargetMode="External" Target="https://kjj.suzhou.gov.cn"
                  Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>
                </Relationships>""");
        assertThat(kept("链接.docx", Kind.ATTACHMENT, link).size()).isPositive();
    }

    @Test
    void onlyTheUploaderAndThoseTheOwnerLetsInReadAFile() throws IOException {
        Viewer friend = Viewers.countyOfficer(Viewers.TAICANG);
        Viewer stranger = Viewers.bankOfficer(UUID.randomUUID());
        var access = new FileAccess() {
            @Override
            public String owner() {
                return "test.case";
            }

            @Override
            public boolean mayRead(Viewer viewer, String reference) {
                return reference.equals("case-1") && viewer.equals(friend);
            }
        };
        files = store(Clock.systemUTC(), access);
        var file = kept("材料.pdf", Kind.ATTACHMENT, PDF);
        assertThat(files.find(uploader, file.id())).isPresent();
        assertThat(files.find(friend, file.id())).isEmpty();
        files.attach(file.id(), "test.unknown", "case-1");
        assertThat(files.find(friend, file.id())).isEmpty();
        files.attach(file.id(), "test.case", "case-1");
        files.attach(file.id(), "test.case", "case-1");
        assertThat(files.find(friend, file.id())).isPresent();
        assertThat(files.find(stranger, file.id())).isEmpty();
        assertThat(files.find(Viewer.PUBLIC, file.id())).isEmpty();
        files.detach(file.id(), "test.case", "case-1");
        assertThat(files.find(friend, file.id())).isEmpty();
    }

    @Test
    void whatNothingRefersToIsRemovedAfterAWeekAndBytesWithTheirLastFile() throws IOException {
        var lone = kept("甲.pdf", Kind.ATTACHMENT, PDF);
        var same = kept("乙.pdf", Kind.ATTACHMENT, PDF);
        var other = kept("表.docx", Kind.ATTACHMENT, zip(docx()));
        files.attach(same.id(), "test.case", "case-1");
        Path stray = files.disk().place("ab".repeat(32));
        Files.createDirectories(stray.getParent());
        Files.writeString(stray, "left by a crash");
        Files.setLastModifiedTime(stray, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        assertThat(files.cleanUp()).isZero();
        assertThat(stray).doesNotExist();

        var later = store(Clock.offset(Clock.systemUTC(), Duration.ofDays(8)));
        assertThat(later.cleanUp()).isGreaterThanOrEqualTo(2);
        assertThat(later.find(lone.id())).isEmpty();
        assertThat(later.find(other.id())).isEmpty();
        assertThat(later.find(same.id())).isPresent();
        assertThat(later.path(same)).exists();
        assertThat(later.path(other)).doesNotExist();
        later.detach(same.id(), "test.case", "case-1");
        assertThat(later.cleanUp()).isEqualTo(1);
        assertThat(later.path(same)).doesNotExist();
    }

    @Test
    void whatSomebodyNotLoggedInNeverAttachedIsRemovedAfterItsDayAndStopsNobodyLonger() throws IOException {
        var lone = publicly("甲.pdf");
        var sent = publicly("乙.pdf");
        files.attach(sent.id(), "test.case", "case-1");
        var own = kept("丙.pdf", Kind.ATTACHMENT, PDF);
        database.owner()
                .sql("UPDATE file.stored SET size = :most WHERE id = :id")
                .param("most", DigestFileStore.UNATTACHED_LIMIT)
                .param("id", lone.id())
                .update();
        var today = store(Clock.offset(Clock.systemUTC(), Duration.ofHours(24)));
        assertThat(today.store(Viewer.PUBLIC, "丁.pdf", Kind.ATTACHMENT, new ByteArrayInputStream(PDF)))
                .as("it may still be sent with its form")
                .isEqualTo(Outcome.refused(FieldError.of("file", "file.quota")));
        assertThat(today.cleanUp()).isZero();
        var tomorrow = store(Clock.offset(Clock.systemUTC(), Duration.ofHours(26)));
        assertThat(tomorrow.store(Viewer.PUBLIC, "丁.pdf", Kind.ATTACHMENT, new ByteArrayInputStream(PDF)))
                .as("also before the clean-up of the night")
                .isInstanceOf(Outcome.Done.class);
        assertThat(tomorrow.find(lone.id())).isEmpty();
        assertThat(tomorrow.find(sent.id())).isPresent();
        assertThat(tomorrow.find(own.id())).as("a week").isPresent();
        assertThat(tomorrow.path(sent)).exists();
    }

    private StoredFile publicly(String name) throws IOException {
        return files.store(Viewer.PUBLIC, name, Kind.ATTACHMENT, new ByteArrayInputStream(PDF))
                .fold(file -> file, errors -> {
                    throw new AssertionError(errors.toString());
                });
    }

    @Test
    void lostAndChangedBytesAreFound() throws IOException {
        var lost = kept("甲.pdf", Kind.ATTACHMENT, PDF);
        var changed = kept("表.docx", Kind.ATTACHMENT, docxWith("word/x.bin", "changed"));
        Files.delete(files.path(lost));
        Files.writeString(files.path(changed), "x");
        assertThat(new FileContents(files).check().violations())
                .anySatisfy(found -> assertThat(found).contains("has no bytes on disk"))
                .anySatisfy(found ->
                        assertThat(found).contains(changed.id().toString(), "has other bytes than were stored"));
    }
}
