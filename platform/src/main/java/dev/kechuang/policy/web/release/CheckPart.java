package dev.kechuang.policy.web.release;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Problem;
import dev.kechuang.engine.render.Explain;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.internal.PolicyBook.Entry;
import dev.kechuang.policy.internal.release.Checked;
import dev.kechuang.policy.internal.release.Difference;
import dev.kechuang.shared.web.Frame;
import gg.jte.Content;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside a draft: what is wrong, its cases, what it changes, and it in plain words.
 *
 * @param against the version it is compared with; null for a new policy
 */
public record CheckPart(Checked checked, @Nullable Entry against) {

    private static final int LINE = 90;

    public boolean isNew() {
        return against == null;
    }

    public List<Problem> errors() {
        return checked.errors();
    }

    public List<Problem> warnings() {
        return checked.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.WARNING)
                .toList();
    }

    public String say(Frame frame, Problem problem) {
        return frame.pick(problem.chinese(), problem.english());
    }

    /** The line a problem is about, so that it can be found in the text. */
    public String line(Problem problem) {
        String line = checked.text()
                .lines()
                .skip(Math.max(0, problem.line() - 1L))
                .findFirst()
                .orElse("")
                .strip();
        return line.length() > LINE ? line.substring(0, LINE) + "…" : line;
    }

    public List<Checked.CaseRun> cases() {
        return checked.cases();
    }

    public long passing() {
        return checked.cases().size() - checked.failing();
    }

    public boolean right() {
        return checked.policy() != null;
    }

    public List<Difference.Change> said(Frame frame) {
        Policy policy = checked.policy();
        if (policy == null) return List.of();
        return Difference.between(
                against == null ? null : against.version().policy(), policy, Decided.language(frame.locale()));
    }

    /** Line by line against the version compared with; empty for a new policy. */
    public List<String> lines() {
        return against == null
                ? List.of()
                : Difference.lines(against.sources().getFirst().text(), checked.text());
    }

    /** The policy in plain words; asked for when it is {@link #right()}. */
    public Content words(Frame frame) {
        String html = Explain.html(Objects.requireNonNull(checked.policy()), Decided.language(frame.locale()));
        return output -> output.writeContent(html);
    }
}
