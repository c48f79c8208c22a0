package dev.kechuang.programme.web.definition;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.kechuang.programme.internal.version.Version;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version with its text and what it changes.
 *
 * @param released the released version it is compared with; null where none is, or where it is this one
 * @param difference lines of a unified difference, empty where nothing is compared
 * @param mayRelease whether the viewer may release it now
 * @param own whether the viewer drafted it
 */
public record VersionPage(
        Version version,
        String text,
        @Nullable Version released,
        List<String> difference,
        boolean mayRelease,
        boolean mayChange,
        boolean own,
        Form form) {

    private static final int CONTEXT = 3;

    static List<String> difference(String before, String after) {
        var old = before.lines().toList();
        var unified = UnifiedDiffUtils.generateUnifiedDiff(
                "before", "after", old, DiffUtils.diff(old, after.lines().toList()), CONTEXT);
        return unified.stream().skip(2).toList();
    }

    VersionPage with(List<FieldError> errors) {
        return new VersionPage(version, text, released, difference, mayRelease, mayChange, own, form.with(errors));
    }

    public String title(Frame frame) {
        return DefinitionTexts.in(frame, version.name()) + " " + frame.t("definition.number", version.number());
    }

    public List<Crumb> crumbs(Frame frame) {
        return List.of(
                new Crumb(frame.t("definition.list"), "/programmes/definitions"),
                new Crumb(
                        DefinitionTexts.in(frame, version.name()),
                        "/programmes/definitions/" + version.programme() + "?version=" + version.number()));
    }

    public List<Detail> details(Frame frame) {
        return List.of(
                Detail.of(frame.t("definition.state"), DefinitionTexts.state(frame, version.state())),
                Detail.of(frame.t("definition.drafted"), DefinitionPage.drafted(frame, version)),
                Detail.of(frame.t("definition.releasedBy"), DefinitionPage.released(frame, version)),
                Detail.of(frame.t("definition.digest"), version.digest()));
    }

    public String path() {
        return DefinitionListPage.path(version);
    }

    public Confirm release(Frame frame) {
        String text = released == null
                ? frame.t("definition.release.first")
                : frame.t("definition.release.text", released.number());
        return new Confirm(
                frame.t("definition.release.title", version.number()),
                text,
                path() + "/release",
                frame.t("definition.release"),
                path(),
                false,
                "",
                Map.of("seen", String.valueOf(released == null ? 0 : released.number())));
    }

    public Confirm discard(Frame frame) {
        return Confirm.of(
                frame.t("definition.discard.title", version.number()),
                frame.t("definition.discard.text"),
                path() + "/discard",
                frame.t("definition.discard"),
                path());
    }

    /** Class of a line of a unified difference. */
    public String css(String line) {
        if (line.startsWith("+")) return "added";
        if (line.startsWith("-")) return "removed";
        return line.startsWith("@@") ? "place" : "";
    }
}
