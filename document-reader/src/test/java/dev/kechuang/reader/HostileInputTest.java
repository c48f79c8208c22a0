package dev.kechuang.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in, the reader answers, and every span lies in the text. */
class HostileInputTest {
    private static final int SIZE = 40_000;

    private static void read(String text) {
        Reading reading = DocumentReader.read("hostile", text);
        for (Figure figure : reading.figures())
            assertThat(figure.span().of(text)).isEqualTo(figure.text());
        for (Task task : reading.tasks()) assertThat(task.span().end()).isLessThanOrEqualTo(text.length());
        reading.html();
        reading.jsonLines();
        Audit.of(List.of(reading));
    }

    @Test
    void randomBytes() {
        Random random = new Random(20);
        for (int round = 0; round < 60; round++) {
            byte[] bytes = new byte[random.nextInt(4000)];
            random.nextBytes(bytes);
            assertThatCode(() -> DocumentReader.read("bytes", bytes)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%PDF-1.7\n",
                "PK\u0003\u0004",
                "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1",
                "<html><body>",
                "{\\rtf1"
            })
    void randomBytesBehindAKnownHead(String head) {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            byte[] tail = new byte[3000];
            random.nextBytes(tail);
            byte[] magic = head.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(magic, 0, tail, 0, magic.length);
            assertThatCode(() -> DocumentReader.read("head", tail)).doesNotThrowAnyException();
        }
    }

    @Test
    void wordsOfTheGenreInRandomOrder() {
        String[] words = {
            "新增", "累计", "达到", "高新技术企业", "27家", "、", "，", "。", "其中", "省级", "（", "）", "占", "的", "比重", "35.8%", "同比增长",
            "第", "一位", "分别", "和", "1:18", "2014年", "201*年", "力争", "以上", "万", "亿元", "个百分点", "该项目", "“", "”", "《", "》",
            "\n", "一、", "(一)", "1.", "一是", "责任单位：", "科技局", "3—5", "倍", "翻", "番", ";", "半", "两", "*", "𠀀", "\uD800",
            "：", "等", "每年", "4个"
        };
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 120; i++) text.append(words[random.nextInt(words.length)]);
            read(text.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "9",
                "一",
                "万",
                "9,",
                "9.",
                "*",
                "201*",
                "27家",
                "27家、",
                "新增27家，",
                "占",
                "其中",
                "分别",
                "的",
                "“",
                "《",
                "1:",
                "一是",
                "1.",
                "(一)",
                "责任单位：科技局。",
                "该项目",
                "了",
                "等",
                "第一",
                "百分之",
                "3—",
                "、",
                "，",
                "a",
                "IPV6",
                "\n",
                "\r\n",
                "　",
                "(科技局)",
                "高新处、",
                "增长5%和",
                "累计达到",
                "由",
                "超过",
                "2014年"
            })
    void oneThingRepeatedEndlessly(String piece) {
        read(piece.repeat(SIZE / piece.length()));
    }

    @Test
    void aMillionDigitsAreNoNumber() {
        assertThat(DocumentReader.read("digits", "9".repeat(1_000_000) + "家").figures())
                .isEmpty();
    }
}
