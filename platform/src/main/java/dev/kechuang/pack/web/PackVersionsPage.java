package dev.kechuang.pack.web;

import dev.kechuang.pack.internal.PackCatalogue;
import dev.kechuang.pack.internal.PackStore;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** All versions of a pack with what each changed. */
public record PackVersionsPage(PackHead head, List<PackCatalogue.VersionRow> versions) {

    public Table table(Frame frame) {
        return Table.of(
                frame.t("pack.tab.versions"),
                List.of(
                        Column.text(
                                frame.t("pack.version"),
                                row -> Cell.link(
                                        frame.t(
                                                "pack.version.number",
                                                row.version().number()),
                                        "/packs/" + row.version().pack() + "/versions/"
                                                + row.version().number())),
                        Column.text(
                                frame.t("pack.version.label"),
                                row -> Cell.text(row.version().label())),
                        Column.text(
                                frame.t("pack.imported"),
                                row -> Cell.text(frame.time(row.version().importedAt()))),
                        Column.figure(
                                frame.t("pack.version.files"),
                                "",
                                row -> Cell.count(row.version().files())),
                        Column.title(frame.t("pack.version.changed"), row -> Cell.text(changes(frame, row))),
                        Column.text(
                                frame.t("pack.version.digest"),
                                row -> Cell.text(row.version().digest().substring(0, 16)))),
                versions);
    }

    private static String changes(Frame frame, PackCatalogue.VersionRow row) {
        if (row.version().number() == 1) return frame.t("pack.version.first");
        var parts = new ArrayList<String>();
        for (var change : PackStore.Change.values()) {
            var paths = row.changes().stream()
                    .filter(one -> one.change() == change)
                    .map(PackStore.FileChange::path)
                    .toList();
            if (!paths.isEmpty()) parts.add(PackVersionPage.label(frame, change) + " " + String.join(", ", paths));
        }
        return String.join(frame.english() ? "; " : "；", parts);
    }
}
