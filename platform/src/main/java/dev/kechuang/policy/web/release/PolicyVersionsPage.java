package dev.kechuang.policy.web.release;

import dev.kechuang.engine.Policy;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.DraftTool;
import dev.kechuang.policy.PolicyRelease;
import dev.kechuang.policy.internal.PolicyBook;
import dev.kechuang.policy.internal.PolicyBook.Entry;
import dev.kechuang.policy.internal.PolicyBook.PackNews;
import dev.kechuang.policy.internal.PolicyBook.Standing;
import dev.kechuang.policy.internal.release.Difference;
import dev.kechuang.policy.internal.release.Draft;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy with its versions and the difference of two of them.
 *
 * @param draft the one at work, null for none
 * @param form the two versions compared: {@code from} and {@code to}, numbers of releases, 0 for the pack
 * @param before null, as {@code after}, where nothing is compared
 */
public record PolicyVersionsPage(
        Standing standing,
        @Nullable Draft draft,
        boolean mayChange,
        Form form,
        @Nullable Entry before,
        @Nullable Entry after,
        List<DraftTool> tools,
        PolicyBook book) {

    PolicyVersionsPage with(List<FieldError> errors) {
        return new PolicyVersionsPage(standing, draft, mayChange, form.with(errors), before, after, tools, book);
    }

    private Policy policy() {
        return standing.newest().version().policy();
    }

    public String title(Frame frame) {
        return frame.pick(policy().name(), policy().english());
    }

    public List<Crumb> crumbs(Frame frame) {
        return List.of(new Crumb(frame.t("release.list"), "/policy-drafts"));
    }

    public String path() {
        return ReleaseWords.path(standing.policy());
    }

    public String draftPath() {
        return draft == null ? "" : ReleaseWords.path(draft);
    }

    public List<Detail> details(Frame frame) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(frame.t("release.id"), standing.policy()));
        details.add(Detail.of(frame.t("release.pack"), ReleaseWords.pack(frame, book, policy().region())));
        details.add(Detail.of(frame.t("release.standing"), ReleaseWords.standing(frame, standing, frame.today())));
        details.add(Detail.of(
                frame.t("release.version"), standing.newest().version().digest()));
        if (draft != null) details.add(Detail.of(frame.t("release.draft"), ReleaseWords.state(frame, draft)));
        return details;
    }

    public List<Action> tools(Frame frame) {
        return tools.stream()
                .map(tool -> Action.open(tool.label(frame.locale()), tool.pathOf(standing.policy())))
                .toList();
    }

    public boolean packChanged() {
        return standing.packNews() == PackNews.CHANGED;
    }

    public boolean toExport() {
        return standing.packNews() == PackNews.TO_EXPORT;
    }

    public boolean several() {
        return !standing.releases().isEmpty() && (standing.releases().size() > 1 || standing.inPack() != null);
    }

    /** @param release null for the pack's text */
    private record Version(@Nullable PolicyRelease release) {
        int number() {
            return release == null ? 0 : release.number();
        }
    }

    private List<Version> versions() {
        var all = new ArrayList<Version>();
        standing.releases().forEach(release -> all.add(new Version(release)));
        if (standing.inPack() != null) all.add(new Version(null));
        return all;
    }

    private static String name(Frame frame, Version version) {
        return version.release() == null
                ? frame.t("release.ofPack")
                : frame.t("release.number", version.release().number());
    }

    public List<Option> choices(Frame frame) {
        return versions().stream()
                .map(version -> new Option(String.valueOf(version.number()), name(frame, version)))
                .toList();
    }

    public Table versions(Frame frame) {
        List<Column<Version>> columns = List.of(
                Column.text(frame.t("release.version"), version -> Cell.text(name(frame, version))),
                Column.text(
                        frame.t("release.inForceFrom"),
                        version -> version.release() == null
                                ? Cell.NONE
                                : Cell.text(version.release().inForceFrom().toString())),
                Column.title(
                        frame.t("release.document"),
                        version -> version.release() == null
                                ? Cell.NONE
                                : new Cell.Lines(
                                        version.release().document(),
                                        "",
                                        version.release().reason())),
                Column.text(
                        frame.t("release.submitted"),
                        version -> version.release() == null
                                ? Cell.NONE
                                : new Cell.Lines(
                                        version.release().submittedBy(),
                                        "",
                                        frame.time(version.release().submittedAt()))),
                Column.text(
                        frame.t("release.released"),
                        version -> version.release() == null
                                ? Cell.NONE
                                : new Cell.Lines(
                                        version.release().releasedBy(),
                                        "",
                                        frame.time(version.release().releasedAt()))),
                Column.actions(
                        frame.t("release.text"),
                        version -> Cell.actions(Action.open(
                                frame.t("release.export"), path() + "/versions/" + version.number() + "/text"))));
        return Table.of(frame.t("release.versions"), columns, versions());
    }

    /** By meaning; empty where nothing is compared. */
    public List<Difference.Change> said(Frame frame) {
        return before == null || after == null
                ? List.of()
                : Difference.between(
                        before.version().policy(), after.version().policy(), Decided.language(frame.locale()));
    }

    public Table changes(Frame frame) {
        return ReleaseWords.changes(frame, said(frame));
    }

    public List<String> lines() {
        return before == null || after == null ? List.of() : Difference.lines(text(before), text(after));
    }

    private static String text(Entry entry) {
        return entry.sources().getFirst().text();
    }
}
