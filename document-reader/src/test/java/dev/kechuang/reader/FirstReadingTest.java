package dev.kechuang.reader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstReadingTest {
    @Test
    void readsNewAndCumulativeOfOneList() {
        var figures = DocumentReader.read("t", "全年新增省级孵化器5家、累计达到19家。").figures();
        assertThat(figures).extracting(Figure::text).containsExactly("5家", "19家");
        assertThat(figures).extracting(Figure::role).containsExactly(Role.NEW, Role.CUMULATIVE);
        assertThat(figures).extracting(Figure::measure).containsOnly("省级孵化器");
    }
}
