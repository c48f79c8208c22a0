package dev.kechuang.indicator.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.reader.DocumentReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProposalsTest {

    @Test
    void whatIsNewIsToldFromWhatThereIs() {
        String text = "示范市2025年科技工作总结\n\n一、主体\n全市新认定高新技术企业455家，有效高新技术企业总数达2318家。新增省级工程技术研究中心41家，累计达306家。\n";
        List<String> measures = DocumentReader.read("a.txt", text).figures().stream()
                .map(figure -> Proposals.measure(figure, text))
                .toList();
        assertThat(measures.getFirst()).isEqualTo("新认定高新技术企业");
        assertThat(measures.get(1)).doesNotContain("新认定").contains("高新技术企业");
        assertThat(measures.get(2)).startsWith("新增").contains("工程技术研究中心");
    }
}
