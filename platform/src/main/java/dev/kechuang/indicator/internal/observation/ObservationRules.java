package dev.kechuang.indicator.internal.observation;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.dictionary.Units;
import dev.kechuang.indicator.internal.observation.Observation.Cell;
import dev.kechuang.indicator.internal.observation.ObservationStore.Locked;
import dev.kechuang.indicator.internal.observation.ObservationStore.Standing;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a stated value has to be. Says everything that is wrong, each at its field. */
@Component
class ObservationRules {

    private static final Pattern NUMBER = Pattern.compile("(-?[0-9][0-9,，]*(?:\\.[0-9]+)?)\\s*(\\D*)");
    private static final BigDecimal LARGEST = new BigDecimal("1e15");

    private final Dictionary dictionary;
    private final Regions regions;
    private final Clock clock;
    private final Map<String, Indicator> byName = new HashMap<>();
    private final Map<String, String> regionByName = new HashMap<>();

    ObservationRules(Dictionary dictionary, Regions regions, Clock clock) {
        this.dictionary = dictionary;
        this.regions = regions;
        this.clock = clock;
        dictionary.all().forEach(one -> byName.put(one.name(), one));
        String city = regions.city().code();
        // Names of the city's own regions come first: 高新区 there is several elsewhere.
        for (Region region : regions.all()) regionByName.putIfAbsent(region.name(), region.code());
        regions.subtree(city).forEach(code -> regions.find(code).ifPresent(one -> regionByName.put(one.name(), code)));
    }

    static boolean bureau(Viewer viewer) {
        return viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER);
    }

    /** What was typed: names or codes, a number with or without its unit. */
    record Typed(
            String indicator, String region, String period, String value, String unit, String source, String reason) {}

    /** A cell and its value, or what is wrong. */
    record Checked(@Nullable Cell cell, @Nullable BigDecimal value, String unit, List<FieldError> errors) {}

    /** @param unitNeeded whether the unit has to be stated, as in files */
    Checked check(Viewer viewer, Typed typed, boolean unitNeeded) {
        var errors = new ArrayList<FieldError>();
        Indicator indicator = indicator(typed.indicator(), errors);
        String region = region(viewer, typed.region(), errors);
        Period period = period(typed.period(), indicator, errors);
        BigDecimal value = indicator == null ? null : value(typed.value(), typed.unit(), unitNeeded, indicator, errors);
        if (indicator != null && region != null && errors.isEmpty()) mayEnter(viewer, indicator, region, errors);
        if (typed.source().length() > 300) errors.add(FieldError.of("source", "indicator.observation.error.long", 300));
        if (typed.reason().length() > 500) errors.add(FieldError.of("reason", "indicator.observation.error.long", 500));
        Cell cell = indicator == null || region == null || period == null
                ? null
                : new Cell(indicator.code(), region, period);
        return new Checked(cell, value, indicator == null ? "" : indicator.unit(), errors);
    }

    private @Nullable Indicator indicator(String text, List<FieldError> errors) {
        String plain = text.strip();
        if (plain.isEmpty()) {
            errors.add(FieldError.of("indicator", "indicator.observation.error.indicatorMissing"));
            return null;
        }
        Indicator found = dictionary.find(plain).orElse(byName.get(plain));
        if (found != null) return found;
        var near = dictionary.suggest(plain, "", 1);
        errors.add(
                near.isEmpty()
                        ? FieldError.of("indicator", "indicator.observation.error.indicator", plain)
                        : FieldError.of(
                                "indicator",
                                "indicator.observation.error.indicatorNear",
                                plain,
                                near.getFirst().indicator().name()));
        return null;
    }

    private @Nullable String region(Viewer viewer, String text, List<FieldError> errors) {
        String plain = text.strip();
        String code = regions.find(plain).isPresent() ? plain : regionByName.get(plain);
        if (plain.isEmpty() || code == null) {
            errors.add(FieldError.of("region", "indicator.observation.error.region", plain));
            return null;
        }
        if (!bureau(viewer) && !viewer.regions().contains(code)) {
            errors.add(FieldError.of("region", "indicator.observation.error.notYours"));
            return null;
        }
        return code;
    }

    private @Nullable Period period(String text, @Nullable Indicator indicator, List<FieldError> errors) {
        Period period = PeriodText.read(text).orElse(null);
        LocalDate today = LocalDate.now(clock);
        if (period == null) {
            errors.add(FieldError.of("period", "indicator.observation.error.period", text.strip()));
            return null;
        }
        if (period.year() < 1978 || period.first().isAfter(today)) {
            errors.add(FieldError.of(
                    "period", "indicator.observation.error.year", period.toString(), String.valueOf(today.getYear())));
            return null;
        }
        if (indicator != null && period.kind().months() < indicator.shortest().months()) {
            errors.add(FieldError.of(
                    "period",
                    "indicator.observation.error.short."
                            + indicator.shortest().name().toLowerCase(java.util.Locale.ROOT)));
        }
        return period;
    }

    private @Nullable BigDecimal value(
            String text, String unitText, boolean unitNeeded, Indicator indicator, List<FieldError> errors) {
        String plain = text.strip();
        if (plain.isEmpty()) {
            errors.add(FieldError.of("value", "indicator.observation.error.valueMissing"));
            return null;
        }
        var matcher = NUMBER.matcher(plain);
        if (!matcher.matches()) {
            errors.add(FieldError.of("value", "indicator.observation.error.value", plain));
            return null;
        }
        String unit = unitText.strip().isEmpty() ? matcher.group(2).strip() : unitText.strip();
        if (unit.isEmpty() && unitNeeded) {
            errors.add(FieldError.of("unit", "indicator.observation.error.unitMissing", indicator.unit()));
            return null;
        }
        if (!unit.isEmpty() && !Units.fit(unit, indicator.unit())) {
            errors.add(FieldError.of("unit", "indicator.observation.error.unit", unit, indicator.unit()));
            return null;
        }
        BigDecimal value = new BigDecimal(matcher.group(1).replaceAll("[,，]", ""));
        if (!unit.isEmpty()) value = Units.convert(value, unit, indicator.unit());
        if (value.signum() < 0) errors.add(FieldError.of("value", "indicator.observation.error.negative"));
        if (value.stripTrailingZeros().scale() > 8)
            errors.add(FieldError.of("value", "indicator.observation.error.places", 8));
        if (value.compareTo(LARGEST) >= 0) errors.add(FieldError.of("value", "indicator.observation.error.large"));
        return value;
    }

    /** Units report what they have to, for themselves; the bureau states everything. */
    private void mayEnter(Viewer viewer, Indicator indicator, String region, List<FieldError> errors) {
        if (viewer.is(Role.BUREAU_OFFICER)) return;
        if (!viewer.is(Role.COUNTY_OFFICER) || dictionary.duty(indicator.code()).isEmpty()) {
            errors.add(FieldError.of("indicator", "indicator.observation.error.notReported", indicator.name()));
        } else if (!viewer.regions().contains(region)) {
            errors.add(FieldError.of("region", "indicator.observation.error.notYours"));
        }
    }

    /** Whether the value waits already, or stands and nothing else waits. */
    static boolean same(Standing standing, @Nullable BigDecimal value) {
        BigDecimal last = standing.waiting() != null ? standing.waiting() : standing.value();
        return value != null && last != null && last.compareTo(value) == 0;
    }

    /** What the state of the cell asks for: a correction or a locked period needs a reason. */
    List<FieldError> against(
            Viewer viewer,
            Cell cell,
            @Nullable BigDecimal value,
            String reason,
            Standing standing,
            List<Locked> locks) {
        var errors = new ArrayList<FieldError>();
        if (same(standing, value)) errors.add(FieldError.of("value", "indicator.observation.error.same"));
        var lock = locks.stream()
                .filter(one -> one.period().contains(cell.period()))
                .findFirst();
        if (lock.isPresent() && !bureau(viewer)) {
            errors.add(FieldError.of(
                    "period",
                    "indicator.observation.error.locked",
                    lock.get().period().toString()));
        } else if (lock.isPresent() && reason.isBlank()) {
            errors.add(FieldError.of(
                    "reason",
                    "indicator.observation.error.lockedReason",
                    lock.get().period().toString()));
        } else if (standing.confirmed() && standing.value() != null && reason.isBlank()) {
            errors.add(FieldError.of("reason", "indicator.observation.error.reason"));
        }
        return errors;
    }
}
