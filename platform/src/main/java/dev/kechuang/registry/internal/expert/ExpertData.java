package dev.kechuang.registry.internal.expert;

import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.Experts.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is entered about a person of the pool, checked. */
public record ExpertData(
        String name,
        List<Service> serves,
        @Nullable UUID organisation,
        String unitName,
        String region,
        String title,
        String position,
        String education,
        @Nullable Integer birthYear,
        List<String> fields,
        String specialty,
        String phone,
        String email,
        int loadLimit) {

    /** Names of the fields in forms, files and JSON, in their order. */
    public static final List<String> FIELDS = List.of(
            "name",
            "serves",
            "unit",
            "region",
            "title",
            "position",
            "education",
            "birthYear",
            "fields",
            "specialty",
            "phone",
            "email",
            "loadLimit");

    /** What an expert changes oneself. */
    public static final List<String> OWN_FIELDS = List.of("unit", "position", "fields", "specialty", "phone", "email");

    public static ExpertData of(Expert expert) {
        return new ExpertData(
                expert.name(),
                expert.serves(),
                expert.organisation(),
                expert.unitName(),
                expert.region(),
                expert.title(),
                expert.position(),
                expert.education(),
                expert.birthYear(),
                expert.fields(),
                expert.specialty(),
                expert.phone(),
                expert.email(),
                expert.loadLimit());
    }

    /** The data as a form holds them. */
    public Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        texts.put("name", name);
        texts.put("serves", serves.stream().map(Service::code).collect(Collectors.joining(",")));
        texts.put("unit", unitName);
        texts.put("region", region);
        texts.put("title", title);
        texts.put("position", position);
        texts.put("education", education);
        texts.put("birthYear", birthYear == null ? "" : birthYear.toString());
        texts.put("fields", String.join(",", fields));
        texts.put("specialty", specialty);
        texts.put("phone", phone);
        texts.put("email", email);
        texts.put("loadLimit", Integer.toString(loadLimit));
        return texts;
    }

    /** Fields that differ, with the old and the new text. */
    Map<String, List<String>> changesTo(ExpertData after) {
        var old = texts();
        var changes = new LinkedHashMap<String, List<String>>();
        after.texts().forEach((field, value) -> {
            String before = old.getOrDefault(field, "");
            if (!before.equals(value)) changes.put(field, List.of(before, value));
        });
        return changes;
    }
}
