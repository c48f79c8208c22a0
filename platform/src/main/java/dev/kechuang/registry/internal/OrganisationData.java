package dev.kechuang.registry.internal;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationKind;
import dev.kechuang.registry.Scale;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people enter about an organisation, checked. Fields as in {@link Organisation}. */
public record OrganisationData(
        OrganisationKind kind,
        String creditCode,
        String name,
        String englishName,
        String region,
        @Nullable String zone,
        String industry,
        String technicalField,
        @Nullable LocalDate founded,
        @Nullable Scale scale,
        String address,
        String phone,
        String email,
        String website) {

    /** Fields in the order of forms, files and histories. */
    public static final List<String> FIELDS = List.of(
            "creditCode",
            "name",
            "englishName",
            "kind",
            "region",
            "zone",
            "industry",
            "technicalField",
            "founded",
            "scale",
            "address",
            "phone",
            "email",
            "website");

    /** What a confirmed organisation may change by itself; the rest identifies it or is counted by. */
    public static final List<String> OWN_FIELDS = List.of("englishName", "address", "phone", "email", "website");

    public static OrganisationData of(Organisation o) {
        return new OrganisationData(
                o.kind(),
                o.creditCode(),
                o.name(),
                o.englishName(),
                o.region(),
                o.zone(),
                o.industry(),
                o.technicalField(),
                o.founded(),
                o.scale(),
                o.address(),
                o.phone(),
                o.email(),
                o.website());
    }

    /** The fields as a form shows them. */
    public Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        texts.put("creditCode", creditCode);
        texts.put("name", name);
        texts.put("englishName", englishName);
        texts.put("kind", kind.code());
        texts.put("region", region);
        texts.put("zone", zone == null ? "" : zone);
        texts.put("industry", industry);
        texts.put("technicalField", technicalField);
        texts.put("founded", founded == null ? "" : founded.toString());
        texts.put("scale", scale == null ? "" : scale.code());
        texts.put("address", address);
        texts.put("phone", phone);
        texts.put("email", email);
        texts.put("website", website);
        return texts;
    }

    /** Field to old and new text, for the fields that differ. */
    public Map<String, List<String>> changesTo(OrganisationData other) {
        var before = texts();
        var changes = new LinkedHashMap<String, List<String>>();
        other.texts().forEach((field, now) -> {
            String was = before.getOrDefault(field, "");
            if (!was.equals(now)) changes.put(field, List.of(was, now));
        });
        return changes;
    }

    /** Whether the two are counted in the same cells. */
    boolean countsAs(OrganisationData other) {
        return kind == other.kind
                && region.equals(other.region)
                && java.util.Objects.equals(zone, other.zone)
                && industry.equals(other.industry)
                && scale == other.scale;
    }
}
