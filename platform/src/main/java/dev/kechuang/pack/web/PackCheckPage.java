package dev.kechuang.pack.web;

import dev.kechuang.pack.internal.PackCatalogue;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.List;

/** The files as they stand on disk now, against what is loaded. */
public record PackCheckPage(PackCatalogue.Check check) {

    public Table table(Frame frame) {
        return Table.of(
                frame.t("pack.check.problems"),
                List.of(
                        Column.text(frame.t("pack.check.place"), problem -> Cell.text(problem.place())),
                        Column.title(
                                frame.t("pack.check.what"),
                                problem -> Cell.text(frame.pick(problem.chinese(), problem.english())))),
                check.problems());
    }
}
