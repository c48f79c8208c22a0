package dev.kechuang.pack.web;

import dev.kechuang.pack.Region;
import dev.kechuang.pack.internal.PackCatalogue;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The regions a pack is for, as a tree. */
public record PackRegionsPage(PackHead head, Form filter, List<PackCatalogue.RegionRow> rows, PackCatalogue catalogue) {

    public Table table(Frame frame) {
        return Table.of(
                frame.t("pack.tab.regions"),
                List.of(
                        Column.title(
                                frame.t("pack.region.name"),
                                row -> Cell.text("\u3000".repeat(row.depth())
                                        + frame.pick(
                                                row.region().name(),
                                                row.region().en()))),
                        Column.text(
                                frame.t("pack.region.code"),
                                row -> row.own()
                                        ? new Cell.Lines(row.region().code(), "", frame.t("pack.region.own"))
                                        : Cell.text(row.region().code())),
                        Column.text(
                                frame.t("pack.region.kind"),
                                row -> new Tag(
                                        frame.t("pack.region.kind."
                                                + row.region().kind().name().toLowerCase(Locale.ROOT)),
                                        row.region().kind() == Region.Kind.ZONE ? Tone.PUBLISHED : Tone.DRAFT)),
                        Column.text(frame.t("pack.region.stood"), row -> Cell.text(stood(frame, row))),
                        Column.text(frame.t("pack.region.related"), row -> Cell.text(related(frame, row.region()))),
                        Column.title(frame.t("pack.region.note"), PackRegionsPage::note)),
                rows);
    }

    private static String stood(Frame frame, PackCatalogue.RegionRow row) {
        Region region = row.region();
        String from = row.dated()
                ? frame.t("pack.region.from", region.validFrom().toString())
                : frame.t("pack.region.before", region.validFrom().toString());
        return region.validUntil() == null
                ? from
                : frame.t("pack.region.until", from, region.validUntil().toString());
    }

    private String related(Frame frame, Region region) {
        if (!region.successors().isEmpty()) {
            return frame.t("pack.region.became", names(frame, region.successors()));
        }
        return region.overlaps().isEmpty() ? "" : frame.t("pack.region.liesIn", names(frame, region.overlaps()));
    }

    private String names(Frame frame, List<String> codes) {
        return codes.stream()
                .map(code -> catalogue
                        .region(code)
                        .map(region -> frame.pick(region.name(), region.en()))
                        .orElse(code))
                .collect(Collectors.joining(frame.english() ? ", " : "、"));
    }

    private static Cell note(PackCatalogue.RegionRow row) {
        if (row.note().isEmpty()) return Cell.text(row.source());
        return row.source().isEmpty() ? Cell.text(row.note()) : new Cell.Lines(row.note(), "", row.source());
    }
}
