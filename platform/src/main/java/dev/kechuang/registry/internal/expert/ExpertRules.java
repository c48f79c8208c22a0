package dev.kechuang.registry.internal.expert;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.registry.Experts.Service;
import dev.kechuang.registry.internal.OrganisationRules;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks what was typed about a person of the pool, a tie or an assignment, and says what would be right. */
@Component
public class ExpertRules {

    /** 正高级, 副高级, 中级, 初级, 其他. */
    public static final List<String> TITLES = List.of("senior", "associate", "intermediate", "junior", "other");

    /** 博士, 硕士, 本科, 其他. */
    public static final List<String> EDUCATIONS = List.of("doctor", "master", "bachelor", "other");

    private static final int MOST_FIELDS = 6;

    private final Regions regions;
    private final CodeLists codes;
    private final TieStore ties;
    private final Clock clock;
    private final Set<String> served;

    public ExpertRules(Regions regions, CodeLists codes, TieStore ties, Clock clock) {
        this.regions = regions;
        this.codes = codes;
        this.ties = ties;
        this.clock = clock;
        this.served = new HashSet<>(regions.subtree(regions.city().code()));
    }

    /** Everything that is wrong, or the data. */
    public Outcome<ExpertData> read(Map<String, String> typed) {
        var errors = new ArrayList<FieldError>();
        String name = text(typed, "name", 60, errors);
        if (name.length() < 2) errors.add(FieldError.of("name", "expert.error.name"));
        var serves = new ArrayList<Service>();
        for (String code : list(typed, "serves")) {
            Service.of(code)
                    .filter(service -> !serves.contains(service))
                    .ifPresentOrElse(
                            serves::add, () -> errors.add(FieldError.of("serves", "expert.error.serves", code)));
        }
        if (serves.isEmpty() && errors.stream().noneMatch(e -> e.field().equals("serves"))) {
            errors.add(FieldError.of("serves", "expert.error.servesNone"));
        }
        String unit = text(typed, "unit", 120, errors);
        if (unit.length() < 2) errors.add(FieldError.of("unit", "expert.error.unit"));
        String region = text(typed, "region", 20, errors);
        if (region.isEmpty()) errors.add(FieldError.of("region", "expert.error.regionNone"));
        else if (!place(region)) errors.add(FieldError.of("region", "expert.error.region", region));
        String title = choice(typed, "title", TITLES, errors);
        String education = choice(typed, "education", EDUCATIONS, errors);
        String position = text(typed, "position", 60, errors);
        Integer birth = null;
        String born = text(typed, "birthYear", 10, errors);
        if (!born.isEmpty()) {
            int latest = LocalDate.now(clock).getYear() - 18;
            if (born.matches("[0-9]{4}") && Integer.parseInt(born) >= 1920 && Integer.parseInt(born) <= latest) {
                birth = Integer.valueOf(born);
            } else {
                errors.add(FieldError.of("birthYear", "expert.error.birthYear", "1920", Integer.toString(latest)));
            }
        }
        var fields = new ArrayList<String>();
        for (String code : list(typed, "fields")) {
            if (codes.technicalField(code).isEmpty()) errors.add(FieldError.of("fields", "expert.error.field", code));
            else if (!fields.contains(code)) fields.add(code);
        }
        if (fields.size() > MOST_FIELDS) errors.add(FieldError.of("fields", "expert.error.fieldsMany", MOST_FIELDS));
        if (fields.isEmpty() && serves.contains(Service.REVIEWER)) {
            errors.add(FieldError.of("fields", "expert.error.fieldsNone"));
        }
        String specialty = text(typed, "specialty", 200, errors);
        String phone = text(typed, "phone", 40, errors);
        if (!phone.isEmpty() && !OrganisationRules.phone(phone)) {
            errors.add(FieldError.of("phone", "registry.error.phone"));
        }
        String email = text(typed, "email", 120, errors);
        if (!email.isEmpty() && !OrganisationRules.email(email)) {
            errors.add(FieldError.of("email", "registry.error.email"));
        }
        String limit = typed.getOrDefault("loadLimit", "").strip();
        if (limit.isEmpty()) limit = "20";
        if (!limit.matches("[0-9]{1,3}") || Integer.parseInt(limit) > 200) {
            errors.add(FieldError.of("loadLimit", "expert.error.loadLimit"));
        }
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return Outcome.done(new ExpertData(
                name,
                List.copyOf(serves),
                ties.organisation(unit).orElse(null),
                unit,
                region,
                title,
                position,
                education,
                birth,
                List.copyOf(fields),
                specialty,
                phone,
                email,
                Integer.parseInt(limit)));
    }

    /** A county, district or zone that the city serves today, or the city itself. */
    boolean place(String code) {
        return regions.find(code)
                .filter(region -> served.contains(region.code()))
                .filter(region -> region.standsOn(LocalDate.now(clock)))
                .map(region -> region.kind() != Region.Kind.PROVINCE)
                .orElse(false);
    }

    public Outcome<TieStore.NewTie> readTie(Map<String, String> typed) {
        var errors = new ArrayList<FieldError>();
        String kind = text(typed, "kind", 20, errors);
        if (!TieStore.KINDS.contains(kind)) errors.add(FieldError.of("kind", "expert.error.tieKind"));
        String unit = text(typed, "unit", 120, errors);
        String person = text(typed, "person", 60, errors);
        if (kind.equals("kinship")) {
            if (person.isEmpty()) errors.add(FieldError.of("person", "expert.error.tiePerson"));
        } else if (unit.isEmpty() && person.isEmpty()) {
            errors.add(FieldError.of("unit", "expert.error.tieWhom"));
        }
        LocalDate today = LocalDate.now(clock);
        LocalDate since = day(typed, "since", errors);
        if (since == null && errors.stream().noneMatch(e -> e.field().equals("since"))) {
            errors.add(FieldError.of("since", "expert.error.since"));
        } else if (since != null && (since.isAfter(today) || since.getYear() < 1950)) {
            errors.add(FieldError.of("since", "expert.error.since"));
        }
        LocalDate until = day(typed, "until", errors);
        if (until != null && since != null && until.isBefore(since)) {
            errors.add(FieldError.of("until", "expert.error.order"));
        }
        String note = text(typed, "note", 200, errors);
        if (!errors.isEmpty()) return Outcome.refused(errors);
        UUID organisation = unit.isEmpty() ? null : ties.organisation(unit).orElse(null);
        return Outcome.done(new TieStore.NewTie(
                kind, organisation, unit, person, java.util.Objects.requireNonNull(since), until, note));
    }

    public Outcome<AssignmentStore.NewAssignment> readAssignment(Map<String, String> typed) {
        var errors = new ArrayList<FieldError>();
        String as = text(typed, "servesAs", 20, errors);
        var service = Service.of(as).filter(each -> each != Service.REVIEWER);
        if (service.isEmpty()) errors.add(FieldError.of("servesAs", "expert.error.servesAs"));
        String where = text(typed, "where", 120, errors);
        if (where.length() < 2) errors.add(FieldError.of("where", "expert.error.where"));
        String region = text(typed, "region", 20, errors);
        if (region.isEmpty()) errors.add(FieldError.of("region", "expert.error.regionNone"));
        else if (!place(region)) errors.add(FieldError.of("region", "expert.error.region", region));
        String task = text(typed, "task", 200, errors);
        LocalDate since = day(typed, "since", errors);
        if (since == null && errors.stream().noneMatch(e -> e.field().equals("since"))) {
            errors.add(FieldError.of("since", "expert.error.day"));
        }
        LocalDate until = day(typed, "until", errors);
        if (until != null && since != null && until.isBefore(since)) {
            errors.add(FieldError.of("until", "expert.error.order"));
        }
        UUID organisation = ties.organisation(where).orElse(null);
        if (organisation == null && where.length() > 80) errors.add(FieldError.of("where", "expert.error.long", 80));
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return Outcome.done(new AssignmentStore.NewAssignment(
                service.orElseThrow(),
                organisation,
                organisation == null ? where : "",
                region,
                task,
                java.util.Objects.requireNonNull(since),
                until));
    }

    private static @Nullable LocalDate day(Map<String, String> typed, String field, List<FieldError> errors) {
        String text = text(typed, field, 20, errors);
        if (text.isEmpty()) return null;
        var day = OrganisationRules.day(text);
        if (day.isEmpty()) errors.add(FieldError.of(field, "expert.error.day"));
        return day.orElse(null);
    }

    private static String choice(
            Map<String, String> typed, String field, List<String> choices, List<FieldError> errors) {
        String code = text(typed, field, 20, errors);
        if (!code.isEmpty() && !choices.contains(code)) {
            errors.add(FieldError.of(field, "expert.error.choice", code));
        }
        return code;
    }

    static List<String> list(Map<String, String> typed, String field) {
        return Arrays.stream(typed.getOrDefault(field, "").split("[,，、;；]"))
                .map(String::strip)
                .filter(code -> !code.isEmpty())
                .toList();
    }

    static String text(Map<String, String> typed, String field, int most, List<FieldError> errors) {
        String value = typed.getOrDefault(field, "").strip();
        if (value.length() > most) errors.add(FieldError.of(field, "expert.error.long", most));
        else if (value.chars().anyMatch(c -> c < 0x20)) errors.add(FieldError.of(field, "expert.error.control"));
        return value;
    }
}
