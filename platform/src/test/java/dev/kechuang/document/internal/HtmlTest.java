package dev.kechuang.document.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.document.Block;
import dev.kechuang.document.Block.Column;
import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** The fragment for a page is safe to be put there, and says the same. */
class HtmlTest {

    @Test
    void theFragmentHasTheSameOrderAsThePaper() {
        var page = Jsoup.parse(Documents.standard().html(Samples.approval()));
        assertThat(page.select("article.document-official h2").text()).startsWith("关于下达苏州市2026年度");
        assertThat(page.text())
                .containsSubsequence(
                        "苏州市科学技术局文件", "各县级市", "一、项目与经费", "共立项314项", "附件：1. 2026", "2026年11月9日", "SYG20260040", "合计");
        assertThat(page.select("thead th")).hasSize(5);
        assertThat(page.select("tbody tr")).hasSize(41);
    }

    @Test
    void nothingThatSomebodyTypedBecomesMarkup() {
        String hostile = "<img src=x onerror=alert(1)>\" ' & \u0000\u202e";
        String html = Documents.standard()
                .html(Document.form(hostile)
                        .heading(1, hostile)
                        .paragraph(hostile)
                        .add(Block.KeyValues.of(1, hostile, hostile))
                        .add(Block.Table.of(List.of(Column.text(hostile, 1)), List.of(List.of(hostile))))
                        .attachments(hostile)
                        .signature(hostile, Samples.DAY)
                        .build());
        var page = Jsoup.parseBodyFragment(html);
        assertThat(page.select("img, script")).isEmpty();
        assertThat(page.select("[style], [onerror]")).isEmpty();
        assertThat(html).doesNotContain("\u0000", "\u202e");
    }

    @Test
    void aTableOfTheWrongShapeIsRefusedWhereItIsMade() {
        var columns = List.of(Column.text("甲", 1), Column.text("乙", 1));
        assertThatThrownBy(() -> Block.Table.of(columns, List.of(List.of("1", "2"), List.of("1"))))
                .hasMessage("row 2 has 1 cells in a table of 2 columns");
        assertThatThrownBy(() -> Document.official(" ").build()).hasMessageContaining("title");
        assertThatThrownBy(() -> Document.form("表").redHead("某局文件", "1号").build())
                .hasMessageContaining("official");
    }
}
