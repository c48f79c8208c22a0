package dev.kechuang.document.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.document.Document;
import dev.kechuang.document.FontUse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The city's typefaces are taken where they are, and what is missing is said. */
class FontsTest {

    @TempDir
    Path folder;

    @Test
    void withoutAFolderEveryTypefaceIsSubstituted() {
        assertThat(new Fonts("").uses()).hasSize(5).allMatch(FontUse::substituted);
        assertThat(new Fonts(folder.resolve("missing").toString()).uses()).allMatch(FontUse::substituted);
    }

    @Test
    void namesOfTypefacesAreKnownInChineseAndAsFoundersGiveThem() {
        assertThat(Typeface.FANGSONG.isNamed("仿宋_GB2312")).isTrue();
        assertThat(Typeface.FANGSONG.isNamed("FangSong")).isTrue();
        assertThat(Typeface.XIAOBIAOSONG.isNamed("方正小标宋简体")).isTrue();
        assertThat(Typeface.XIAOBIAOSONG.isNamed("FZXBSJW--GB1-0")).isTrue();
        assertThat(Typeface.HEITI.isNamed("SimHei")).isTrue();
        assertThat(Typeface.SONG.isNamed("仿宋")).isFalse();
        assertThat(Typeface.SONG.isNamed("Noto Serif SC")).isFalse();
    }

    @Test
    void aTypefaceInTheFolderIsUsedAndTheRestIsSubstituted() throws IOException {
        Files.write(folder.resolve("simfang.ttf"), renamed());
        Files.writeString(folder.resolve("broken.ttf"), "no font");
        var fonts = new Fonts(folder.toString());
        assertThat(fonts.uses().getFirst().substituted()).isFalse();
        assertThat(fonts.uses().getFirst().file()).endsWith("simfang.ttf");
        assertThat(fonts.uses().subList(1, 5)).allMatch(FontUse::substituted);
        byte[] pdf = new DocumentWriters(fonts)
                .pdf(Document.official("题").paragraph("正文").build());
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentInformation().getCustomMetadataValue("Fonts"))
                    .contains("小标宋→")
                    .doesNotContain("仿宋→");
        }
        assertThat(Samples.text(pdf)).contains("正文");
    }

    /** A bundled font that calls itself 仿宋: "Noto Serif" becomes "FangSong  " wherever its name stands. */
    private static byte[] renamed() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                Fonts.class.getResourceAsStream("/dev/kechuang/document/fonts/NotoSerifSC-Regular.ttf"))) {
            byte[] font = in.readAllBytes();
            replace(
                    font,
                    "Noto Serif".getBytes(StandardCharsets.UTF_16BE),
                    "FangSong  ".getBytes(StandardCharsets.UTF_16BE));
            replace(
                    font,
                    "NotoSerif".getBytes(StandardCharsets.UTF_16BE),
                    "FangSong-".getBytes(StandardCharsets.UTF_16BE));
            return font;
        }
    }

    private static void replace(byte[] in, byte[] old, byte[] fresh) {
        for (int i = 0; i <= in.length - old.length; i++)
            if (java.util.Arrays.equals(in, i, i + old.length, old, 0, old.length))
                System.arraycopy(fresh, 0, in, i, fresh.length);
    }
}
