package dev.kechuang.pack;

import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Role;
import java.util.List;
import java.util.Optional;

/** The code lists of the packs the city uses: its own pack and those it inherits from. */
public interface CodeLists {

    /** List code of the kinds of unit (单位类别): bureau, division, county bureau, park bureau. */
    String UNIT_KINDS = "unit-kind";

    /** List code of the kinds of organisation (组织类别). */
    String ORGANISATION_KINDS = "organisation-kind";

    /** List code of the scales of an enterprise (企业规模): large, medium, small, micro. */
    String SCALES = "enterprise-scale";

    /** Sections and divisions of GB/T 4754-2017 in the standard's order. */
    List<Industry> industries();

    Optional<Industry> industry(String code);

    /** The first level of the technical fields (技术领域): code, names in both languages. */
    List<Entry> technicalFields();

    /** The second level below a technical field; empty when there is none. */
    List<Entry> technicalFieldsBelow(String code);

    /** A field of either level. */
    Optional<Entry> technicalField(String code);

    /** Any other list by its code, in the pack's order; empty when no pack has such a list. */
    List<Entry> list(String code);

    /**
     * The scale (企业规模) of an enterprise by the thresholds of its industry, one of the list {@link #SCALES}
     * (统计上大中小微型企业划分办法).
     *
     * @param industry code of GB/T 4754; where a division has several rules the group or class is needed
     * @return empty when no rule covers the industry, as with railways, finance and public bodies
     */
    Optional<Entry> scale(String industry, long staff, Money revenue, Money assets);

    /** Every role with its names and what it is for, in the order of {@link Role}. */
    List<RoleText> roles();

    /** Units of the city's bureau and of the county and park bureaus under it, in the packs' order. */
    List<Unit> units();

    record Entry(String code, String name, String en) {}

    /**
     * @param purpose what the role is for, in one sentence
     */
    record RoleText(Role role, String name, String en, String purpose, String purposeEn) {}

    /**
     * A unit (处室、县区科技局、园区科技部门) as the packs list it.
     *
     * @param kind code of the list {@link #UNIT_KINDS}
     * @param region code of the region it works for
     * @param alsoRegions further regions it works for, e.g. the district that is run together with a zone
     */
    record Unit(String code, String name, String en, String kind, String region, List<String> alsoRegions) {}
}
