package dev.kechuang.pack.internal;

import dev.kechuang.pack.yaml.At;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One pack as its directory says it, before inheritance.
 *
 * @param id name of its directory, e.g. {@code cn-jiangsu-suzhou}
 * @param region the region it is for; null for the national pack
 * @param parent id of the pack it inherits from; null for the national pack
 * @param label the version as its authors call it
 * @param files canonical content by path inside the pack
 * @param digest SHA-256 of the canonical content, 64 hexadecimal digits
 */
public record Pack(
        String id,
        String name,
        String en,
        @Nullable String region,
        @Nullable String parent,
        String label,
        At at,
        SortedMap<String, byte[]> files,
        String digest,
        Content own) {

    /** What a pack defines, or what a pack and those above it define together. */
    public record Content(
            List<Item<RegionEntry>> regions,
            List<Item<dev.kechuang.pack.Industry>> industries,
            List<Item<Field>> fields,
            List<Item<HolidayYear>> years,
            List<Item<dev.kechuang.pack.CodeLists.RoleText>> roles,
            List<Item<CodeList>> lists,
            List<Item<ScaleRule>> scales,
            List<Item<dev.kechuang.pack.CodeLists.Unit>> units,
            List<Item<dev.kechuang.pack.FactDefinition>> facts,
            List<Item<dev.kechuang.pack.TitleKind>> titles) {}

    /**
     * @param own the code is the pack's own, not an official one
     * @param dated the first day is known; without, the region has stood at least since then
     */
    public record RegionEntry(
            dev.kechuang.pack.Region region, boolean own, boolean dated, String note, String source) {}

    /**
     * @param parent code of the field above, empty on the first level
     */
    public record Field(String code, String name, String en, String parent) {}

    public record CodeList(
            String code, String name, String en, String source, List<dev.kechuang.pack.CodeLists.Entry> entries) {}
}
