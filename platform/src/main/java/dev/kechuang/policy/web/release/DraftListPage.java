package dev.kechuang.policy.web.release;

import dev.kechuang.engine.Policy;
import dev.kechuang.policy.internal.PolicyBook;
import dev.kechuang.policy.internal.PolicyBook.Standing;
import dev.kechuang.policy.internal.release.Draft;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every policy with what decides and what is drafted.
 *
 * @param anywhere whether the viewer may write a new policy in some pack
 */
public record DraftListPage(List<Row> rows, Form filter, boolean anywhere, PolicyBook book) {

    static final List<String> STATES = List.of("open", "submitted", "released", "pack", "packChanged");

    /**
     * @param standing null for a policy that is only drafted
     * @param draft the one at work, null for none that the viewer may see
     */
    public record Row(
            String policy,
            String name,
            String english,
            String pack,
            @Nullable Standing standing,
            @Nullable Draft draft) {

        boolean is(String state) {
            return switch (state) {
                case "open" -> draft != null && draft.state() == Draft.State.OPEN;
                case "submitted" -> draft != null && draft.state() == Draft.State.SUBMITTED;
                case "released" -> standing != null && !standing.releases().isEmpty();
                case "pack" -> standing != null && standing.releases().isEmpty();
                case "packChanged" -> standing != null && standing.packNews() != PolicyBook.PackNews.NONE;
                default -> true;
            };
        }

        boolean has(String q) {
            return (name + " " + english + " " + policy)
                    .toLowerCase(java.util.Locale.ROOT)
                    .contains(q.toLowerCase(java.util.Locale.ROOT));
        }
    }

    static List<Row> rows(List<Standing> standings, List<Draft> drafts) {
        Map<String, Draft> at = drafts.stream().collect(Collectors.toMap(Draft::policy, Function.identity()));
        var rows = new ArrayList<Row>();
        for (Standing standing : standings) {
            Policy policy = standing.newest().version().policy();
            rows.add(new Row(
                    standing.policy(),
                    policy.name(),
                    policy.english(),
                    policy.region(),
                    standing,
                    at.remove(standing.policy())));
        }
        var anew = drafts.stream()
                .filter(draft -> at.containsKey(draft.policy()))
                .map(draft -> new Row(draft.policy(), draft.name(), draft.name(), draft.pack(), null, draft));
        return Stream.concat(anew, rows.stream()).toList();
    }

    public List<Option> states(Frame frame) {
        return STATES.stream()
                .map(state -> new Option(state, frame.t("release.filter." + state)))
                .toList();
    }

    public Table table(Frame frame) {
        List<Column<Row>> columns = List.of(
                Column.title(
                        frame.t("release.policy"),
                        row -> new Cell.Lines(
                                frame.pick(row.name(), row.english()),
                                row.standing() == null && row.draft() != null
                                        ? ReleaseWords.path(row.draft())
                                        : ReleaseWords.path(row.policy()),
                                row.policy())),
                Column.text(frame.t("release.pack"), row -> Cell.text(ReleaseWords.pack(frame, book, row.pack()))),
                Column.text(
                        frame.t("release.standing"),
                        row -> row.standing() == null
                                ? Cell.NONE
                                : ReleaseWords.standing(frame, row.standing(), frame.today())),
                Column.text(frame.t("release.draft"), row -> draft(frame, row.draft())));
        return Table.of(frame.t("release.list"), columns, rows);
    }

    private static Cell draft(Frame frame, @Nullable Draft draft) {
        if (draft == null) return Cell.NONE;
        var submission = draft.submission();
        return new Cell.Lines(
                frame.t("release.state." + draft.state().code()),
                ReleaseWords.path(draft),
                submission == null
                        ? frame.t("release.savedBy", draft.authorName(), frame.time(draft.changedAt()))
                        : frame.t("release.submittedBy", submission.name(), frame.time(submission.at())));
    }
}
