package dev.kechuang.reader.cli;

import dev.kechuang.reader.Audit;
import dev.kechuang.reader.DocumentReader;
import dev.kechuang.reader.ReadResult;
import dev.kechuang.reader.Reading;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code kc read}: figures, targets and tasks of documents, and the consistency audit. */
@Command(
        name = "kc read",
        mixinStandardHelpOptions = true,
        description = "读出公文中的数据、目标和任务；--check 审核前后是否一致。",
        sortOptions = false)
public final class ReadMain implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "纯文本（UTF-8、GB18030）、HTML、docx 或带文字的 PDF，至多 50 MB")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--jsonl", description = "每行一个 JSON 对象；位置按 Unicode 字符计")
    private boolean jsonl;

    @Option(names = "--html", paramLabel = "OUT", description = "写出标注了数据的网页")
    private @Nullable Path html;

    @Option(names = "--text", paramLabel = "OUT", description = "写出取得的纯文本，即位置所指的文本")
    private @Nullable Path plain;

    @Option(names = "--check", description = "审核一份或多份文件的数据是否一致")
    private boolean check;

    private final PrintStream out;
    private final PrintStream err;

    ReadMain(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(args, out, err));
    }

    /** Runs the command and returns its exit code: 0, or 1 after one sentence on {@code err}. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        CommandLine command = new CommandLine(new ReadMain(out, err));
        command.setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8));
        command.setParameterExceptionHandler((problem, given) -> {
            err.println("kc read：参数有误：" + problem.getMessage() + "。用 kc read --help 查看用法。");
            return 1;
        });
        command.setExecutionExceptionHandler((problem, line, parsed) -> {
            err.println("kc read：" + problem.getMessage());
            return 1;
        });
        return command.execute(args);
    }

    @Override
    public Integer call() {
        if ((html != null || plain != null) && files.size() > 1) return fail("--html 和 --text 一次只接受一个文件。");
        List<Reading> readings = new ArrayList<>();
        for (Path file : files) {
            switch (DocumentReader.read(file)) {
                case ReadResult.Readable readable -> readings.add(readable.reading());
                case ReadResult.Unreadable unreadable -> {
                    return fail(file + "：" + unreadable.message());
                }
            }
        }
        if (html != null) write(html, Page.of(readings.getFirst()));
        if (plain != null) write(plain, readings.getFirst().text());
        if (check) check(readings);
        else if (jsonl) readings.forEach(reading -> out.print(reading.jsonLines()));
        else if (html == null && plain == null) readings.forEach(reading -> out.print(Table.of(reading)));
        out.flush();
        return 0;
    }

    private void check(List<Reading> readings) {
        Audit audit = Audit.of(readings);
        if (jsonl) {
            out.print(audit.jsonLines(readings.size() > 1));
            return;
        }
        out.print(Table.of(audit));
    }

    private int fail(String sentence) {
        err.println("kc read：" + sentence);
        return 1;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("无法写入 " + file + "，请检查目录和权限。", e);
        }
    }
}
