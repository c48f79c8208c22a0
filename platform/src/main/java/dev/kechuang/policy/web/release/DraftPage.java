package dev.kechuang.policy.web.release;

import dev.kechuang.policy.DraftTool;
import dev.kechuang.policy.internal.PolicyBook;
import dev.kechuang.policy.internal.release.Draft;
import dev.kechuang.policy.internal.release.Draft.State;
import dev.kechuang.policy.internal.release.Draft.Submission;
import dev.kechuang.policy.internal.release.Draft.Wish;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.TimelineEntry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A draft: as an editor while it is written, to be read and released when it is submitted.
 *
 * @param form text and revision as typed
 * @param theirs what somebody else saved meanwhile, compared with what was typed; empty when nobody did
 */
public record DraftPage(
        Draft draft,
        Form form,
        CheckPart check,
        List<Draft.Step> steps,
        List<DraftTool> tools,
        List<String> theirs,
        PolicyBook book) {

    DraftPage with(List<FieldError> errors) {
        return new DraftPage(draft, form.with(errors), check, steps, tools, theirs, book);
    }

    public String path() {
        return ReleaseWords.path(draft);
    }

    public boolean open() {
        return draft.state() == State.OPEN;
    }

    public boolean submitted() {
        return draft.state() == State.SUBMITTED;
    }

    public String title(Frame frame) {
        return frame.t("release.draftOf", draft.name());
    }

    public List<Crumb> crumbs(Frame frame) {
        var crumbs = new ArrayList<>(List.of(new Crumb(frame.t("release.list"), "/policy-drafts")));
        if (!check.isNew()) crumbs.add(new Crumb(draft.name(), ReleaseWords.path(draft.policy())));
        return crumbs;
    }

    public List<Detail> details(Frame frame) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(frame.t("release.draft"), ReleaseWords.state(frame, draft)));
        details.add(Detail.of(frame.t("release.id"), draft.policy()));
        details.add(Detail.of(frame.t("release.pack"), ReleaseWords.pack(frame, book, draft.pack())));
        details.add(Detail.of(
                frame.t("release.saved"),
                frame.t("release.savedAs", draft.revision(), draft.authorName(), frame.time(draft.changedAt()))));
        Submission submission = draft.submission();
        if (submission != null) {
            details.add(Detail.of(
                    frame.t("release.submitted"),
                    frame.t("release.by", submission.name(), frame.time(submission.at()))));
        }
        Wish wish = draft.wish();
        if (wish != null) {
            details.add(
                    Detail.of(frame.t("release.inForceFrom"), wish.inForceFrom().toString()));
            details.add(Detail.of(frame.t("release.document"), wish.document()));
            details.add(Detail.of(frame.t("release.reason"), wish.reason()));
        }
        return details;
    }

    /** Whether its day has passed: decisions for days since then come out by it, and that is said before it is released. */
    public boolean backdated(Frame frame) {
        Wish wish = draft.wish();
        return wish != null && submitted() && wish.inForceFrom().isBefore(frame.today());
    }

    public LocalDate inForceFrom() {
        return java.util.Objects.requireNonNull(draft.wish()).inForceFrom();
    }

    /** What was said when it was sent back last; empty unless that is the last thing that happened. */
    public String returned() {
        return open() && !steps.isEmpty() && steps.getFirst().step().equals("returned")
                ? steps.getFirst().note()
                : "";
    }

    public String returnedBy() {
        return steps.getFirst().name();
    }

    private boolean own(Viewer viewer) {
        Submission submission = draft.submission();
        return submission != null && submission.by().equals(viewer.account());
    }

    public boolean mayWithdraw(Frame frame) {
        return submitted() && own(frame.viewer());
    }

    public boolean mayReturn(Frame frame) {
        return submitted() && !own(frame.viewer());
    }

    public boolean mayRelease(Frame frame) {
        return mayReturn(frame) && !draft.author().equals(frame.viewer().account());
    }

    public List<TimelineEntry> timeline(Frame frame) {
        return ReleaseWords.steps(frame, steps);
    }

    public List<Action> tools(Frame frame) {
        if (!check.right()) return List.of();
        return tools.stream()
                .map(tool -> Action.open(tool.label(frame.locale()), tool.path(draft.id())))
                .toList();
    }

    public List<String> text() {
        return check.checked().text().lines().toList();
    }

    private Map<String, String> seen() {
        return Map.of("revision", String.valueOf(draft.revision()));
    }

    public Confirm release(Frame frame) {
        Wish wish = java.util.Objects.requireNonNull(draft.wish());
        String text = frame.t("release.release.text", wish.inForceFrom().toString(), draft.name());
        if (backdated(frame)) text += frame.t("release.release.backdated");
        return new Confirm(
                frame.t("release.release.title", draft.name()),
                text,
                path() + "/release",
                frame.t("release.release"),
                path(),
                false,
                "",
                seen());
    }

    public Confirm giveBack(Frame frame) {
        return Confirm.of(
                        frame.t("release.return.title"),
                        frame.t("release.return.text"),
                        path() + "/return",
                        frame.t("release.return"),
                        path())
                .withReason(frame.t("release.return.reason"))
                .with(seen());
    }

    public Confirm discard(Frame frame) {
        return Confirm.of(
                        frame.t("release.discard.title", draft.name()),
                        frame.t("release.discard.text"),
                        path() + "/discard",
                        frame.t("release.discard"),
                        path())
                .withReason(frame.t("release.discard.reason"));
    }
}
