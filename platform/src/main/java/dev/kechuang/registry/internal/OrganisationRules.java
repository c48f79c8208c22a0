package dev.kechuang.registry.internal;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.registry.OrganisationKind;
import dev.kechuang.registry.Scale;
import dev.kechuang.shared.CreditCode;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks what was typed, in a form, a file or JSON alike, and says for each field what would be right. */
@Component
public class OrganisationRules {

    private static final Pattern PHONE = Pattern.compile("[0-9+()（） -]{5,40}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]+\\.[^@\\s.]{2,}");
    private static final Pattern DATE = Pattern.compile("([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?");

    private final Regions regions;
    private final CodeLists codes;
    private final Clock clock;
    private final Set<String> served;

    public OrganisationRules(Regions regions, CodeLists codes, Clock clock) {
        this.regions = regions;
        this.codes = codes;
        this.clock = clock;
        this.served = new HashSet<>(regions.subtree(regions.city().code()));
    }

    /** Everything that is wrong, or the data. */
    public Outcome<OrganisationData> read(Map<String, String> typed) {
        var errors = new ArrayList<FieldError>();
        var field = new Reader(typed, errors);

        String creditCode = CreditCode.normalise(field.text("creditCode", 40));
        if (field.required("creditCode", creditCode)) {
            CreditCode.problem(creditCode)
                    .ifPresent(problem -> errors.add(FieldError.of(
                            "creditCode", "shared.creditCode." + problem.name().toLowerCase(Locale.ROOT))));
        }
        String name = field.text("name", 120);
        if (field.required("name", name) && name.length() < 2) {
            errors.add(FieldError.of("name", "registry.error.nameShort"));
        }
        String kind = field.text("kind", 20);
        if (field.required("kind", kind) && OrganisationKind.of(kind).isEmpty()) field.unknown("kind", kind);
        String region = field.text("region", 20);
        if (field.required("region", region)) {
            if (region(region, false).isEmpty()) errors.add(FieldError.of("region", "registry.error.region", region));
        }
        String zone = field.text("zone", 20);
        if (!zone.isEmpty() && region(zone, true).isEmpty()) {
            errors.add(FieldError.of("zone", "registry.error.zone", zone));
        }
        String industry = field.text("industry", 10).toUpperCase(Locale.ROOT);
        if (industry.isEmpty() && kind.equals("enterprise")) field.required("industry", industry);
        if (!industry.isEmpty() && codes.industry(industry).isEmpty()) {
            errors.add(FieldError.of("industry", "registry.error.industry", industry));
        }
        String technicalField = field.text("technicalField", 40);
        if (!technicalField.isEmpty() && codes.technicalField(technicalField).isEmpty()) {
            field.unknown("technicalField", technicalField);
        }
        LocalDate founded = field.date("founded");
        if (founded != null && (founded.isAfter(LocalDate.now(clock)) || founded.getYear() < 1800)) {
            errors.add(FieldError.of("founded", "registry.error.founded"));
        }
        String scale = field.text("scale", 10);
        if (!scale.isEmpty() && Scale.of(scale).isEmpty()) field.unknown("scale", scale);
        String phone = field.text("phone", 40);
        if (!phone.isEmpty() && !phone(phone)) {
            errors.add(FieldError.of("phone", "registry.error.phone"));
        }
        String email = field.text("email", 120);
        if (!email.isEmpty() && !email(email)) {
            errors.add(FieldError.of("email", "registry.error.email"));
        }
        String website = field.text("website", 200);
        if (!website.isEmpty() && !website.matches("https?://[^\\s\"<>]+")) {
            errors.add(FieldError.of("website", "registry.error.website"));
        }
        String englishName = field.text("englishName", 200);
        String address = field.text("address", 200);
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return Outcome.done(new OrganisationData(
                OrganisationKind.of(kind).orElseThrow(),
                creditCode,
                name,
                englishName,
                region,
                zone.isEmpty() ? null : zone,
                industry,
                technicalField,
                founded,
                Scale.of(scale).orElse(null),
                address,
                phone,
                email,
                website));
    }

    /** A county or district, or a zone, that this city's bureau serves today. */
    private Optional<Region> region(String code, boolean zone) {
        return regions.find(code)
                .filter(region -> served.contains(region.code()))
                .filter(region -> region.standsOn(LocalDate.now(clock)))
                .filter(region -> zone
                        ? region.kind() == Region.Kind.ZONE
                        : region.kind() == Region.Kind.DISTRICT || region.kind() == Region.Kind.COUNTY);
    }

    public static boolean phone(String text) {
        return PHONE.matcher(text).matches();
    }

    public static boolean email(String text) {
        return EMAIL.matcher(text).matches();
    }

    /** Reads a day as people write it: 2026-11-21, 2026/11/21, 2026.11.21, 2026年11月21日. */
    public static Optional<LocalDate> day(String text) {
        var parts = DATE.matcher(text.strip());
        if (!parts.matches()) return Optional.empty();
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private record Reader(Map<String, String> typed, List<FieldError> errors) {

        String text(String field, int atMost) {
            String value = typed.getOrDefault(field, "").strip();
            if (value.length() > atMost) errors.add(FieldError.of(field, "registry.error.long." + field, atMost));
            else if (value.chars().anyMatch(c -> c < 0x20))
                errors.add(FieldError.of(field, "registry.error.control." + field));
            return value;
        }

        boolean required(String field, String value) {
            if (value.isEmpty()) errors.add(FieldError.of(field, "registry.error.required." + field));
            return !value.isEmpty();
        }

        void unknown(String field, String value) {
            errors.add(FieldError.of(field, "registry.error.unknown." + field, value));
        }

        @Nullable LocalDate date(String field) {
            String value = text(field, 20);
            if (value.isEmpty()) return null;
            var day = day(value);
            if (day.isEmpty()) errors.add(FieldError.of(field, "registry.error.date", value));
            return day.orElse(null);
        }
    }
}
