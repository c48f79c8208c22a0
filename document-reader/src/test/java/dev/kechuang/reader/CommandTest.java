package dev.kechuang.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
    @TempDir
    Path dir;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(dir.resolve("a.txt"), "2019年科技工作总结\n新增孵化器20家，其中国家级孵化器25家。\n");
    }

    private static CommandRun run(Object... args) {
        return CommandRun.of(args);
    }

    @Test
    void tableForPeople() {
        assertThat(run(file).out()).contains("数据 2 项").contains("国家级孵化器").contains("新增");
    }

    @Test
    void jsonLinesForPrograms() {
        assertThat(run("--jsonl", file).out().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"type\": \"figure\""));
    }

    @Test
    void checkInWordsAndAsJson() {
        assertThat(run("--check", file).out()).contains("矛盾 1 项").contains("应不超过总数 20家");
        assertThat(run("--check", "--jsonl", file).out()).contains("\"verdict\": \"contradicts\"");
    }

    @Test
    void annotatedPage() throws IOException {
        Path page = dir.resolve("a.html");
        assertThat(run(file, "--html", page).code()).isZero();
        assertThat(Files.readString(page)).startsWith("<!doctype html>").contains("<mark class=\"figure");
    }

    @Test
    void oneSentenceAndCodeOneOnErrors() {
        for (CommandRun run : new CommandRun[] {
            run(),
            run(dir.resolve("none.txt")),
            run("--nonsense", file),
            run(file, "--html", dir.resolve("no/such/dir.html"))
        }) {
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err().strip().lines()).hasSize(1).first().asString().startsWith("kc read：");
        }
    }
}
