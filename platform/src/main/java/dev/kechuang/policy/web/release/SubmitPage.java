package dev.kechuang.policy.web.release;

import dev.kechuang.policy.internal.release.Draft;
import dev.kechuang.policy.internal.release.DraftService;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Crumb;
import java.util.List;

/** The submission of a draft: from when, by which document, and why. */
public record SubmitPage(Draft draft, Form form, CheckPart check, DraftService.Reach reach) {

    SubmitPage with(List<FieldError> errors) {
        return new SubmitPage(draft, form.with(errors), check, reach);
    }

    public String path() {
        return ReleaseWords.path(draft);
    }

    public String title(Frame frame) {
        return frame.t("release.submit.title", draft.name());
    }

    public List<Crumb> crumbs(Frame frame) {
        return List.of(
                new Crumb(frame.t("release.list"), "/policy-drafts"),
                new Crumb(frame.t("release.draftOf", draft.name()), path()));
    }
}
