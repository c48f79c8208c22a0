package dev.kechuang.record.web;

import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.web.Form;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** A filter on records as it stands in an address, see {@link RecordFilter#path()}. */
final class RecordQuery {

    private final MultiValueMap<String, String> parameters;
    private final List<FieldError> errors = new ArrayList<>();

    private RecordQuery(MultiValueMap<String, String> parameters) {
        this.parameters = parameters;
    }

    /** The filter, or what is wrong with the address; a region stands for everything below it. */
    static Outcome<RecordFilter> parse(MultiValueMap<String, String> parameters, Regions regions) {
        return new RecordQuery(parameters).parse(regions);
    }

    /** What was asked for, as the query row shows it. */
    static Form form(MultiValueMap<String, String> parameters) {
        return Form.of(parameters);
    }

    private Outcome<RecordFilter> parse(Regions regions) {
        String kind = text("kind");
        if (kind.isEmpty()) errors.add(FieldError.of("kind", "record.kind.missing"));
        LocalDate from = day("from");
        LocalDate until = day("until");
        if (from != null && until != null && until.isBefore(from)) {
            errors.add(FieldError.of("until", "record.until.early"));
        }
        var codes = new ArrayList<String>();
        String zone = text("zone");
        for (String code : Objects.requireNonNullElse(parameters.get("region"), List.<String>of())) {
            if (code.isBlank()) continue;
            var region = regions.find(code.strip());
            if (region.isEmpty()) {
                errors.add(FieldError.of("region", "record.region.unknown", code));
            } else if (region.get().kind() == Region.Kind.ZONE) {
                zone = region.get().code();
            } else {
                for (String below : regions.subtree(region.get().code())) {
                    if (!codes.contains(below)) codes.add(below);
                }
            }
        }
        Map<String, String> dimensions = dimensions();
        UUID organisation = organisation();
        Long asOf = asOf();
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return Outcome.done(new RecordFilter(
                kind, from, until, codes, zone.isEmpty() ? null : zone, organisation, dimensions, asOf));
    }

    private Map<String, String> dimensions() {
        var dimensions = new TreeMap<String, String>();
        for (String pair : Objects.requireNonNullElse(parameters.get("dimension"), List.<String>of())) {
            if (pair.isBlank()) continue;
            int cut = pair.indexOf(':');
            if (cut < 1 || cut == pair.length() - 1) {
                errors.add(FieldError.of("dimension", "record.dimension.wrong", pair));
            } else {
                dimensions.put(
                        pair.substring(0, cut).strip(), pair.substring(cut + 1).strip());
            }
        }
        return dimensions;
    }

    private String text(String name) {
        return Objects.requireNonNullElse(parameters.getFirst(name), "").strip();
    }

    private @Nullable LocalDate day(String name) {
        String text = text(name);
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            errors.add(FieldError.of(name, "record.day.wrong", text));
            return null;
        }
    }

    private @Nullable UUID organisation() {
        String text = text("organisation");
        try {
            return text.isEmpty() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            errors.add(FieldError.of("organisation", "record.organisation.wrong", text));
            return null;
        }
    }

    private @Nullable Long asOf() {
        String text = text("asOf");
        try {
            return text.isEmpty() ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            errors.add(FieldError.of("asOf", "record.asOf.wrong", text));
            return null;
        }
    }
}
