package dev.kechuang.registry.internal.talent;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Regions;
import dev.kechuang.registry.internal.OrganisationRules;
import dev.kechuang.registry.internal.talent.Talent.Level;
import dev.kechuang.registry.internal.talent.Talent.Role;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks what was typed about a talent or an award, and says what would be right. */
@Component
public class TalentRules {

    private static final LocalDate FIRST = LocalDate.of(1978, 1, 1);

    private final Regions regions;
    private final CodeLists codes;
    private final TalentStore store;
    private final Clock clock;
    private final Set<String> served;

    public TalentRules(Regions regions, CodeLists codes, TalentStore store, Clock clock) {
        this.regions = regions;
        this.codes = codes;
        this.store = store;
        this.clock = clock;
        this.served = new HashSet<>(regions.subtree(regions.city().code()));
    }

    /** Everything that is wrong, or the data. */
    Outcome<Talent.Data> read(Map<String, String> typed) {
        var errors = new ArrayList<FieldError>();
        String name = text(typed, "name", 2, 60, errors);
        String identity = Normalizer.normalize(typed.getOrDefault("identity", ""), Normalizer.Form.NFKC)
                .replaceAll("[\\s-]", "")
                .toUpperCase(Locale.ROOT);
        if (!identity.isEmpty() && !identity.matches("[0-9A-Z]{6,30}")) {
            errors.add(FieldError.of("identity", "talent.error.identity"));
        }
        String unit = text(typed, "unit", 2, 120, errors);
        var organisation = unit.isEmpty() ? Optional.<TalentStore.Unit>empty() : store.unit(unit);
        String region = text(typed, "region", 0, 20, errors);
        if (region.isEmpty() && organisation.isPresent())
            region = organisation.get().region();
        if (region.isEmpty()) errors.add(FieldError.of("region", "talent.error.regionNone"));
        else if (!served.contains(region) || regions.find(region).isEmpty()) {
            errors.add(FieldError.of("region", "talent.error.region", region));
        }
        String field = text(typed, "field", 0, 60, errors);
        if (!field.isEmpty() && codes.technicalField(field).isEmpty()) {
            errors.add(FieldError.of("field", "talent.error.field", field));
        }
        String position = text(typed, "position", 0, 60, errors);
        String education = text(typed, "education", 0, 20, errors);
        if (!education.isEmpty() && !Talent.EDUCATIONS.contains(education)) {
            errors.add(FieldError.of("education", "talent.error.education", education));
        }
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return Outcome.done(new Talent.Data(
                name,
                identity,
                organisation.map(TalentStore.Unit::id).orElse(null),
                organisation.map(TalentStore.Unit::name).orElse(unit),
                region,
                field,
                position,
                education));
    }

    /** @param workplace where the person works: what an award without a place of its own is for */
    Outcome<Talent.NewAward> readAward(Map<String, String> typed, @Nullable UUID workplace) {
        var errors = new ArrayList<FieldError>();
        String plan = text(typed, "plan", 2, 80, errors);
        var level = Level.of(typed.getOrDefault("level", "").strip());
        if (level.isEmpty()) errors.add(FieldError.of("level", "talent.error.level"));
        LocalDate today = LocalDate.now(clock);
        var awarded = OrganisationRules.day(typed.getOrDefault("awardedOn", ""));
        if (awarded.isEmpty() || awarded.get().isBefore(FIRST) || awarded.get().isAfter(today)) {
            errors.add(FieldError.of("awardedOn", "talent.error.awardedOn", FIRST.toString(), today.toString()));
        }
        LocalDate until = null;
        String end = typed.getOrDefault("until", "").strip();
        if (!end.isEmpty()) {
            until = OrganisationRules.day(end).orElse(null);
            if (until == null || awarded.isPresent() && until.isBefore(awarded.get())) {
                errors.add(FieldError.of("until", "talent.error.until"));
            }
        }
        String document = text(typed, "document", 0, 80, errors);
        var role = Role.of(typed.getOrDefault("role", "").strip());
        if (role.isEmpty()) errors.add(FieldError.of("role", "talent.error.role"));
        String at = text(typed, "at", 0, 120, errors);
        UUID organisation = workplace;
        if (!at.isEmpty()) {
            organisation = store.unit(at).map(TalentStore.Unit::id).orElse(null);
            if (organisation == null) errors.add(FieldError.of("at", "talent.error.at", at));
        }
        if (role.isPresent() && role.get() == Role.LEADS && organisation == null && at.isEmpty()) {
            errors.add(FieldError.of("at", "talent.error.leads"));
        }
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return Outcome.done(new Talent.NewAward(
                plan, level.orElseThrow(), awarded.orElseThrow(), until, document, organisation, role.orElseThrow()));
    }

    private static String text(Map<String, String> typed, String field, int least, int most, List<FieldError> errors) {
        String text = typed.getOrDefault(field, "").strip();
        if (text.length() < least || text.length() > most || text.chars().anyMatch(c -> c < 0x20)) {
            errors.add(FieldError.of(field, least > 0 ? "talent.error.length" : "talent.error.long", least, most));
        }
        return text;
    }
}
