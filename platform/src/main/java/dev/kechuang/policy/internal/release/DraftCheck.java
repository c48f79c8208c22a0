package dev.kechuang.policy.internal.release;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.PolicyCases;
import dev.kechuang.engine.Problem;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.policy.internal.Digests;
import dev.kechuang.policy.internal.PolicyBook;
import dev.kechuang.policy.internal.release.Checked.CaseRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the text of a draft as the packs are read, and runs its cases. */
@Component
public class DraftCheck {

    private static final Comparator<Problem> BY_PLACE =
            Comparator.comparing(Problem::severity).thenComparing(Problem::line).thenComparing(Problem::column);

    private final PolicyBook book;

    public DraftCheck(PolicyBook book) {
        this.book = book;
    }

    public Checked check(Draft draft, String text) {
        return check(draft.policy(), draft.pack(), draft.region(), draft.path(), text);
    }

    Checked check(String policy, String pack, String region, String path, String text) {
        String kept = normal(text);
        var problems = new ArrayList<Problem>();
        var document = new PackDocument(pack, region, path, Digests.of(kept), kept);
        PolicyBook.Entry entry = book.read(document, problems);
        if (entry != null) {
            Policy read = entry.version().policy();
            if (!read.id().equals(policy)) {
                problems.add(at(
                        kept,
                        "id",
                        path,
                        "这是政策“" + policy + "”的草稿，id 不能改为“" + read.id() + "”",
                        "this is a draft of the policy '" + policy + "'; its id can't become '" + read.id() + "'"));
            }
            if (!read.region().equals(pack)) {
                problems.add(at(
                        kept,
                        "region",
                        path,
                        "region 应为所在定义包“" + pack + "”",
                        "region has to be the pack it belongs to, '" + pack + "'"));
            }
            if (read.validUntil() != null && read.validUntil().isBefore(read.validFrom())) {
                problems.add(at(kept, "valid", path, "有效期的终止日早于起始日", "the validity ends before it begins"));
            }
        }
        problems.sort(BY_PLACE);
        boolean wrong = problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
        return new Checked(kept, List.copyOf(problems), wrong ? null : entry, wrong ? List.of() : runs(entry));
    }

    static List<CaseRun> runs(PolicyBook.@Nullable Entry entry) {
        if (entry == null) return List.of();
        Policy policy = entry.version().policy();
        return policy.cases().stream()
                .map(test -> new CaseRun(test, PolicyCases.check(policy, test)))
                .toList();
    }

    private static Problem at(String text, String key, String path, String chinese, String english) {
        int line = 1;
        for (String one : text.lines().toList()) {
            if (one.startsWith(key + ":")) break;
            line++;
        }
        return new Problem(Problem.Severity.ERROR, path, line, 1, chinese, english);
    }

    /** As packs are read: LF ends lines, one at the end. Browsers send CRLF. */
    static String normal(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace("\u0000", "");
        return lines.isEmpty() || lines.endsWith("\n") ? lines : lines + "\n";
    }
}
