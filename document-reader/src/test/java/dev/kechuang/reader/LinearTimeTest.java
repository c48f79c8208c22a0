package dev.kechuang.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Work grows with the length of the text and no faster. Work is counted in bytes allocated, which unlike time does not
 * depend on how busy the machine is.
 */
class LinearTimeTest {
    private static long work(String text, Consumer<String> reader) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().threadId();
        long before = threads.getThreadAllocatedBytes(id);
        reader.accept(text);
        return threads.getThreadAllocatedBytes(id) - before;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "新增高新技术企业27家、累计达到93家，同比增长12.5%，占全省的35.8%；其中省级6家、国家级8家。\n",
                "新增高新技术企业27家、累计达到93家，同比增长12.5%，占全省的35.8%；其中省级6家、国家级8家，",
                "1.推进企业培育行动。一是加强服务。二是新增企业30家以上。(高新处，各县区、园区)\n",
                "(((((研发投入占比达到3%",
                "“该项目”实现销售收入5亿元、",
            })
    void doublingTheTextDoublesTheWork(String piece) {
        Consumer<String> read = text -> {
            Reading reading = DocumentReader.read("t", text);
            reading.jsonLines();
            reading.html();
            Audit.of(List.of(reading));
        };
        work(piece.repeat(200), read);
        long once = work(piece.repeat(1_000), read);
        long fourfold = work(piece.repeat(4_000), read);
        assertThat((double) fourfold / once).isLessThan(5.5);
    }
}
