package dev.kechuang.policy.web.release;

import dev.kechuang.policy.PolicyRelease;
import dev.kechuang.policy.internal.PolicyBook;
import dev.kechuang.policy.internal.PolicyBook.PackNews;
import dev.kechuang.policy.internal.PolicyBook.Standing;
import dev.kechuang.policy.internal.release.Difference;
import dev.kechuang.policy.internal.release.Draft;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** What drafts and releases are called on pages. */
public final class ReleaseWords {

    private ReleaseWords() {}

    static String path(Draft draft) {
        return "/policy-drafts/" + draft.id();
    }

    static String path(String policy) {
        return "/policy-drafts/policies/" + policy;
    }

    static Tag state(Frame frame, Draft draft) {
        return new Tag(
                frame.t("release.state." + draft.state().code()),
                switch (draft.state()) {
                    case OPEN -> Tone.DRAFT;
                    case SUBMITTED -> Tone.IN_PROGRESS;
                    case RELEASED -> Tone.PASSED;
                    case DISCARDED -> Tone.FAILED;
                });
    }

    /** What decides today; below it what will, and how the pack stands to that. */
    static Cell standing(Frame frame, Standing standing, LocalDate today) {
        if (standing.releases().isEmpty()) return new Tag(frame.t("release.standing.pack"), Tone.DRAFT);
        PolicyRelease last = standing.releases().getFirst();
        var now = standing.releases().stream()
                .filter(release -> !release.inForceFrom().isAfter(today))
                .findFirst();
        String decides = now.map(release -> frame.t(
                        "release.standing.released",
                        release.number(),
                        release.inForceFrom().toString()))
                .orElseGet(
                        () -> frame.t(standing.inPack() == null ? "release.standing.none" : "release.standing.pack"));
        String news = packNews(frame, standing.packNews());
        if (!last.inForceFrom().isAfter(today)) return new Cell.Lines(decides, "", news);
        String coming = frame.t(
                "release.standing.coming", last.number(), last.inForceFrom().toString());
        return new Cell.Lines(decides, "", news.isEmpty() ? coming : frame.t("release.both", coming, news));
    }

    static String packNews(Frame frame, PackNews news) {
        return switch (news) {
            case NONE -> "";
            case TO_EXPORT -> frame.t("release.pack.toExport");
            case CHANGED -> frame.t("release.pack.changed");
        };
    }

    static String pack(Frame frame, PolicyBook book, String pack) {
        return book.packs().stream()
                .filter(one -> one.id().equals(pack))
                .findFirst()
                .map(one -> frame.pick(one.name(), one.english()))
                .orElse(pack);
    }

    static List<TimelineEntry> steps(Frame frame, List<Draft.Step> steps) {
        return steps.stream()
                .map(step -> new TimelineEntry(
                        frame.time(step.at()),
                        step.name(),
                        frame.t("release.step." + step.step(), step.revision()),
                        step.note(),
                        switch (step.step()) {
                            case "released" -> Tone.PASSED;
                            case "returned" -> Tone.RETURNED;
                            case "discarded" -> Tone.FAILED;
                            case "submitted" -> Tone.IN_PROGRESS;
                            default -> Tone.DRAFT;
                        }))
                .toList();
    }

    /** Changes by meaning. */
    static Table changes(Frame frame, List<Difference.Change> changes) {
        List<Column<Difference.Change>> columns = List.of(
                Column.text(frame.t("release.change.part"), change -> kind(frame, change)),
                Column.title(frame.t("release.change.what"), change -> Cell.text(name(frame, change))),
                Column.title(
                        frame.t("release.change.before"), change -> Cell.text(said(frame, change, change.before()))),
                Column.title(
                        frame.t("release.change.after"), change -> Cell.text(said(frame, change, change.after()))));
        return Table.of(frame.t("release.changes"), columns, changes);
    }

    public static Cell kind(Frame frame, Difference.Change change) {
        String part = frame.t("release.part." + change.part().name().toLowerCase(Locale.ROOT));
        if (change.added()) return new Tag(frame.t("release.change.added", part), Tone.PASSED);
        if (change.removed()) return new Tag(frame.t("release.change.removed", part), Tone.FAILED);
        return new Tag(frame.t("release.change.changed", part), Tone.IN_PROGRESS);
    }

    public static String name(Frame frame, Difference.Change change) {
        return switch (change.part()) {
            case HEAD -> frame.t("release.head." + change.name());
            case VALIDITY -> frame.t("release.part.validity");
            default -> frame.pick(change.name(), change.english());
        };
    }

    public static String said(Frame frame, Difference.Change change, String text) {
        if (change.part() == Difference.Part.HEAD && change.name().equals("years") && !text.isEmpty()) {
            return frame.t("release.years." + text);
        }
        return text.length() > 400 ? text.substring(0, 400) + "…" : text;
    }
}
