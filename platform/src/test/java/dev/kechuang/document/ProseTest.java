package dev.kechuang.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Typed prose has headings where its numbers say so, but a whole sentence is none. */
class ProseTest {

    @Test
    void numbersMakeHeadingsAndSentencesStayParagraphs() {
        assertThat(Prose.lines("""
                        一、支持方向

                          围绕重点产业开展攻关。
                        （一）申报要求
                        （二）申报单位在本市注册，信用良好。
                        二、申报内容真实；
                        """))
                .containsExactly(
                        new Prose.Line(1, "一、支持方向"),
                        new Prose.Line(0, "围绕重点产业开展攻关。"),
                        new Prose.Line(2, "（一）申报要求"),
                        new Prose.Line(0, "（二）申报单位在本市注册，信用良好。"),
                        new Prose.Line(0, "二、申报内容真实；"));
        assertThat(Prose.lines("  \n\n")).isEmpty();
    }
}
