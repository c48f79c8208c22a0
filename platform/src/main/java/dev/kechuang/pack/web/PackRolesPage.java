package dev.kechuang.pack.web;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.internal.PackCatalogue;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.HashMap;
import java.util.List;

/** Roles with what they are for, and the units of the bureau and of the counties and parks. */
public record PackRolesPage(PackHead head, PackCatalogue catalogue) {

    public Table roles(Frame frame) {
        return Table.of(
                frame.t("pack.caption", frame.t("pack.roles")),
                List.of(
                        Column.text(
                                frame.t("pack.role"),
                                item -> Cell.text(frame.pick(
                                        item.value().name(), item.value().en()))),
                        Column.title(
                                frame.t("pack.role.purpose"),
                                item -> Cell.text(frame.pick(
                                        item.value().purpose(), item.value().purposeEn())))),
                head.summary().content().roles());
    }

    public Table units(Frame frame) {
        var kinds = new HashMap<String, String>();
        for (var item : head.summary().content().lists()) {
            if (!item.key().equals(CodeLists.UNIT_KINDS)) continue;
            item.value().entries().forEach(kind -> kinds.put(kind.code(), frame.pick(kind.name(), kind.en())));
        }
        return Table.of(
                frame.t("pack.caption", frame.t("pack.units")),
                List.of(
                        Column.title(
                                frame.t("pack.unit"),
                                item -> Cell.text(frame.pick(
                                        item.value().name(), item.value().en()))),
                        Column.text(
                                frame.t("pack.unit.kind"),
                                item -> Cell.text(kinds.getOrDefault(
                                        item.value().kind(), item.value().kind()))),
                        Column.text(frame.t("pack.region"), item -> Cell.text(region(frame, item.value()))),
                        Column.text(
                                frame.t("pack.code"),
                                item -> Cell.text(item.value().code()))),
                head.summary().content().units());
    }

    private String region(Frame frame, CodeLists.Unit unit) {
        var names = new StringBuilder(name(frame, unit.region()));
        for (String also : unit.alsoRegions()) {
            names.append(frame.english() ? ", " : "、").append(name(frame, also));
        }
        return names.toString();
    }

    private String name(Frame frame, String code) {
        return catalogue
                .region(code)
                .map(region -> frame.pick(region.name(), region.en()))
                .orElse(code);
    }
}
