package dev.kechuang.programme.web.definition;

import dev.kechuang.programme.internal.version.Version;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every programme the viewer may see.
 *
 * @param mayDraft whether the viewer may draft programmes
 */
public record DefinitionListPage(List<Row> rows, boolean officer, boolean mayDraft, Labels labels) {

    /**
     * @param shown the released version, or the newest where none is released
     * @param drafts newer than the released one
     * @param packDiffers whether the pack holds another text than what is released
     */
    public record Row(Version shown, @Nullable Version released, List<Version> drafts, boolean packDiffers) {}

    static DefinitionListPage of(
            List<Version> versions, Map<String, String> inPacks, boolean officer, boolean mayDraft, Labels labels) {
        var byProgramme = new LinkedHashMap<String, List<Version>>();
        for (Version version : versions) {
            byProgramme
                    .computeIfAbsent(version.programme(), code -> new ArrayList<>())
                    .add(version);
        }
        var rows = byProgramme.values().stream()
                .map(of -> {
                    Version released = released(of);
                    var drafts = of.stream()
                            .filter(version -> version.state() == Version.State.DRAFT
                                    && (released == null || version.number() > released.number()))
                            .toList();
                    return new Row(
                            released == null ? of.getFirst() : released,
                            released,
                            drafts,
                            released != null && differs(released, inPacks));
                })
                .toList();
        return new DefinitionListPage(rows, officer, mayDraft, labels);
    }

    static @Nullable Version released(List<Version> versions) {
        return versions.stream()
                .filter(version -> version.state() == Version.State.RELEASED)
                .findFirst()
                .orElse(null);
    }

    static boolean differs(Version released, Map<String, String> inPacks) {
        String digest = inPacks.get(released.programme());
        return digest != null && !Objects.equals(digest, released.digest());
    }

    public Table table(Frame frame) {
        var columns = new ArrayList<Column<Row>>();
        columns.add(Column.title(
                frame.t("definition.name"),
                row -> new Cell.Lines(
                        DefinitionTexts.in(frame, row.shown().name()),
                        "/programmes/definitions/" + row.shown().programme(),
                        row.shown().programme())));
        columns.add(Column.text(
                frame.t("definition.gives"),
                row -> Cell.text(DefinitionTexts.gives(frame, row.shown().gives()))));
        columns.add(Column.text(
                frame.t("definition.region"),
                row -> Cell.text(labels.region(frame, row.shown().region()))));
        if (officer) {
            columns.add(Column.text(frame.t("definition.released"), row -> released(frame, row)));
            columns.add(Column.text(frame.t("definition.drafts"), row -> drafts(frame, row)));
        }
        return Table.of(frame.t("definition.list"), columns, rows);
    }

    private static Cell released(Frame frame, Row row) {
        Version released = row.released();
        if (released == null) return new Tag(frame.t("definition.released.none"), Tone.DRAFT);
        String text = frame.t("definition.number", released.number());
        return row.packDiffers() ? new Cell.Lines(text, "", frame.t("definition.packDiffers.short")) : Cell.text(text);
    }

    private static Cell drafts(Frame frame, Row row) {
        if (row.drafts().isEmpty()) return Cell.NONE;
        Version newest = row.drafts().getFirst();
        return new Cell.Lines(
                frame.t("definition.number", newest.number()),
                path(newest),
                frame.t("definition.draftedBy", newest.draftedName()));
    }

    static String path(Version version) {
        return "/programmes/definitions/" + version.programme() + "/versions/" + version.number();
    }
}
