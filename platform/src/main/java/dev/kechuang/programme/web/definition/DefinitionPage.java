package dev.kechuang.programme.web.definition;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.FormDefinition;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.version.Version;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.List;

/**
 * One programme: its picture, its form, its sheets, what it rests on.
 *
 * @param versions all the viewer may see, the newest first; shown to officers
 * @param packDiffers whether the pack holds another text than what is released
 */
public record DefinitionPage(
        Version version,
        Definition definition,
        List<Version> versions,
        boolean officer,
        boolean mayChange,
        boolean packDiffers,
        Labels labels) {

    public String title(Frame frame) {
        return DefinitionTexts.in(frame, version.name());
    }

    public List<Crumb> crumbs(Frame frame) {
        return List.of(new Crumb(frame.t("definition.list"), "/programmes/definitions"));
    }

    public List<StagePicture> pictures(Frame frame) {
        return StagePicture.all(frame, definition);
    }

    public List<Detail> details(Frame frame) {
        return DefinitionTexts.head(frame, definition, labels);
    }

    public List<String> conditions(Frame frame) {
        return definition.conditions().stream()
                .map(words -> DefinitionTexts.in(frame, words))
                .toList();
    }

    public Table stages(Frame frame) {
        return DefinitionTexts.stages(frame, definition);
    }

    public Table fields(Frame frame, FormDefinition.Section section) {
        return DefinitionTexts.fields(frame, section);
    }

    public Table sheet(Frame frame, Sheet sheet) {
        return DefinitionTexts.sheet(frame, sheet);
    }

    public Table basis(Frame frame) {
        return DefinitionTexts.basis(frame, definition);
    }

    public Table versions(Frame frame) {
        return Table.of(
                frame.t("definition.versions"),
                List.of(
                        Column.<Version>text(
                                frame.t("definition.version"),
                                one -> Cell.link(
                                        frame.t("definition.number", one.number()), DefinitionListPage.path(one))),
                        Column.text(frame.t("definition.state"), one -> DefinitionTexts.state(frame, one.state())),
                        Column.title(frame.t("definition.drafted"), one -> Cell.text(drafted(frame, one))),
                        Column.title(frame.t("definition.releasedBy"), one -> Cell.text(released(frame, one))),
                        Column.text(
                                frame.t("definition.digest"),
                                one -> Cell.text(one.digest().substring(0, 12)))),
                versions);
    }

    static String drafted(Frame frame, Version version) {
        String who = version.draftedBy() == null
                ? frame.t("definition.fromPack", version.draftedName())
                : version.draftedName();
        return frame.t("definition.by", who, frame.time(version.draftedAt()));
    }

    static String released(Frame frame, Version version) {
        var at = version.releasedAt();
        return at == null ? "" : frame.t("definition.by", String.valueOf(version.releasedName()), frame.time(at));
    }
}
