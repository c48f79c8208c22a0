package dev.kechuang.pack.web;

import dev.kechuang.pack.internal.PackCatalogue;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.List;

/** Every loaded pack. */
public record PackListPage(List<PackCatalogue.Summary> packs, PackCatalogue catalogue) {

    public String lead(Frame frame) {
        var city = catalogue.region(catalogue.city()).orElseThrow();
        return frame.t("pack.list.lead", frame.pick(city.name(), city.en()), city.code());
    }

    public Table table(Frame frame) {
        return Table.of(
                frame.t("pack.list"),
                List.of(
                        Column.<PackCatalogue.Summary>title(
                                frame.t("pack.name"),
                                summary -> Cell.link(
                                        "\u3000".repeat(summary.depth())
                                                + frame.pick(
                                                        summary.pack().name(),
                                                        summary.pack().en()),
                                        "/packs/" + summary.pack().id())),
                        Column.text(
                                frame.t("pack.id"),
                                summary -> Cell.text(summary.pack().id())),
                        Column.text(
                                frame.t("pack.region"),
                                summary -> catalogue
                                        .region(summary.pack().region())
                                        .<Cell>map(region ->
                                                Cell.text(frame.pick(region.name(), region.en()) + " " + region.code()))
                                        .orElse(Cell.NONE)),
                        Column.text(
                                frame.t("pack.parent"),
                                summary -> summary.pack().parent() == null
                                        ? Cell.NONE
                                        : Cell.link(
                                                summary.pack().parent(),
                                                "/packs/" + summary.pack().parent())),
                        Column.figure(
                                frame.t("pack.units"),
                                "",
                                summary -> Cell.count(summary.content().units().size())),
                        Column.figure(
                                frame.t("pack.facts"),
                                "",
                                summary -> Cell.count(summary.content().facts().size())),
                        Column.text(
                                frame.t("pack.version"),
                                summary -> Cell.link(
                                        frame.t(
                                                "pack.version.number",
                                                summary.stored().number()),
                                        "/packs/" + summary.pack().id() + "/versions")),
                        Column.text(
                                frame.t("pack.imported"),
                                summary -> Cell.text(frame.time(summary.stored().importedAt()))),
                        Column.text(
                                frame.t("pack.use"),
                                summary -> summary.inUse()
                                        ? new Tag(frame.t("pack.use.city"), Tone.PASSED)
                                        : new Tag(frame.t("pack.use.other"), Tone.DRAFT))),
                packs);
    }
}
