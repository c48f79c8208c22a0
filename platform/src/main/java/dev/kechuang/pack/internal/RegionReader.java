package dev.kechuang.pack.internal;

import dev.kechuang.pack.Region;
import dev.kechuang.pack.yaml.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code regions.yaml} of a pack. */
final class RegionReader {

    /** Day before which the packs describe no changes, for regions without a first day. */
    private static final LocalDate ANY_TIME = LocalDate.of(1980, 1, 1);

    private RegionReader() {}

    static List<Item<Pack.RegionEntry>> read(Row file, String pack) {
        var found = new ArrayList<Item<Pack.RegionEntry>>();
        LocalDate since = file.date("since");
        String source = file.optionalText("source");
        for (Row row : file.rows("regions")) {
            String code = PackReader.regionCode(row, "code");
            String name = row.text("name");
            String en = row.text("en");
            Region.Kind kind = row.oneOf("kind", Region.Kind.class);
            String parent = row.optionalText("parent");
            LocalDate from = row.date("from");
            LocalDate until = row.date("until");
            List<String> successors = row.texts("successors");
            List<String> overlaps = row.texts("overlaps");
            boolean own = row.flag("own");
            String note = row.optionalText("note");
            String rowSource = row.optionalText("source");
            boolean local = row.flag("local");
            row.end();
            if (kind == null || code.isEmpty()) continue;
            boolean dated = from != null;
            if (from == null) from = since == null ? ANY_TIME : since;
            if (until != null && !until.isAfter(from)) {
                row.problem(
                        "until", "“until”应晚于“from”（" + from + "）", "\"until\" has to be after \"from\" (" + from + ")");
                continue;
            }
            if ((kind == Region.Kind.PROVINCE) != parent.isEmpty()) {
                row.problem(
                        "parent",
                        kind == Region.Kind.PROVINCE ? "省级没有上级" : "缺少“parent”：上级区划代码",
                        kind == Region.Kind.PROVINCE
                                ? "a province has no parent"
                                : "\"parent\" is missing: the code of the region above");
            }
            if (kind == Region.Kind.ZONE && overlaps.isEmpty()) {
                row.problem(
                        "overlaps",
                        "功能区应写明所在的行政区“overlaps”",
                        "a zone names the administrative regions it lies in: \"overlaps\"");
            }
            if (kind != Region.Kind.ZONE && !overlaps.isEmpty()) {
                row.problem("overlaps", "只有功能区（zone）才有“overlaps”", "only a zone has \"overlaps\"");
            }
            if (until == null && !successors.isEmpty()) {
                row.problem(
                        "successors",
                        "仍存在的区划没有“successors”，应补“until”",
                        "what still stands has no successors; give \"until\"");
            }
            if (own && (kind != Region.Kind.ZONE || code.charAt(4) != '9')) {
                row.problem("own", "自编代码只用于功能区，第五位为 9", "own codes are for zones, with 9 as the fifth digit");
            }
            var region = new Region(
                    code, name, en, kind, parent.isEmpty() ? null : parent, from, until, successors, overlaps);
            found.add(PackReader.item(
                    pack,
                    row,
                    code + "@" + from,
                    local,
                    new Pack.RegionEntry(region, own, dated, note, rowSource.isEmpty() && !own ? source : rowSource)));
        }
        file.end();
        return found;
    }
}
