package dev.kechuang.programme.internal.call;

import dev.kechuang.fund.BudgetLine;
import dev.kechuang.fund.Budgets;
import dev.kechuang.pack.Regions;
import dev.kechuang.pack.WorkingDays;
import dev.kechuang.programme.internal.call.Call.Quota;
import dev.kechuang.programme.internal.call.CallStore.Released;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads what an officer typed for a call. Fields: {@code version, title, year, region, opensOn, opensTime, closesOn,
 * closesTime, workingDays, grace, budget} (万元), {@code line, guide, contact} and, for each track and field,
 * {@code quota-track-<code>-applications} and {@code -budget}.
 */
@Component
public class CallRules {

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int LONGEST_GRACE = 120;

    private final CallStore calls;
    private final Definitions definitions;
    private final Budgets budgets;
    private final WorkingDays workingDays;
    private final Regions regions;

    public CallRules(
            CallStore calls, Definitions definitions, Budgets budgets, WorkingDays workingDays, Regions regions) {
        this.calls = calls;
        this.definitions = definitions;
        this.budgets = budgets;
        this.workingDays = workingDays;
        this.regions = regions;
    }

    /** Programmes the viewer may open a call of: the bureau the city's and those above, a county those of its own. */
    public List<Released> choices(Viewer viewer) {
        if (viewer.is(Role.BUREAU_OFFICER)) {
            var city = regions.city();
            var above = new ArrayList<String>();
            above.add(city.code());
            String parent = city.parent();
            if (parent != null) above.add(parent);
            return calls.released(above);
        }
        if (!viewer.is(Role.COUNTY_OFFICER)) return List.of();
        return calls.released(viewer.regions()).stream()
                .filter(released -> !released.region().isEmpty())
                .toList();
    }

    /**
     * What the call says, or every reason why not.
     *
     * @param before the call that is edited, null for a new one; its version and region stay when it is delegated
     */
    public Outcome<CallData> read(Viewer viewer, Map<String, String> typed, @Nullable Call before) {
        var errors = new ArrayList<FieldError>();
        UUID version = version(viewer, typed, before, errors);
        String title = text(typed, "title", 120, errors);
        if (title.length() < 2) errors.add(FieldError.of("title", "call.error.title"));
        int year = number(typed, "year", 1990, 2100, errors);
        String region = region(viewer, before);
        Instant opens = moment(typed, "opensOn", "opensTime", LocalTime.of(9, 0), errors);
        Instant closes = closes(typed, opens, errors);
        if (opens != null && closes != null && !closes.isAfter(opens)) {
            errors.add(FieldError.of("closesOn", "call.error.order"));
        }
        int grace = typed.getOrDefault("grace", "").isBlank() ? 0 : number(typed, "grace", 0, LONGEST_GRACE, errors);
        Money budget = money(typed, "budget", errors);
        UUID line = version == null ? null : line(viewer, typed, year, version, budget, errors);
        String guide = text(typed, "guide", 20_000, errors);
        String contact = text(typed, "contact", 500, errors);
        var quotas = version == null ? List.<Quota>of() : quotas(typed, definitions.of(version), budget, errors);
        if (!errors.isEmpty() || version == null || opens == null || closes == null) return Outcome.refused(errors);
        return Outcome.done(
                new CallData(version, title, year, region, opens, closes, grace, budget, line, guide, contact, quotas));
    }

    private @Nullable UUID version(
            Viewer viewer, Map<String, String> typed, @Nullable Call before, List<FieldError> errors) {
        if (before != null && (before.parent() != null || before.state() != Call.State.DRAFT)) return before.version();
        String given = typed.getOrDefault("version", "").strip();
        Optional<Released> chosen = choices(viewer).stream()
                .filter(released -> released.version().toString().equals(given))
                .findFirst();
        if (chosen.isPresent()) return chosen.get().version();
        // The version a draft began with stays choosable after another was released.
        if (before != null && before.version().toString().equals(given)) return before.version();
        errors.add(FieldError.of("version", "call.error.version"));
        return null;
    }

    private String region(Viewer viewer, @Nullable Call before) {
        if (before != null) return before.region();
        return viewer.is(Role.BUREAU_OFFICER)
                ? regions.city().code()
                : viewer.regions().getFirst();
    }

    private @Nullable Instant closes(Map<String, String> typed, @Nullable Instant opens, List<FieldError> errors) {
        if (typed.getOrDefault("closesOn", "").isBlank()
                && !typed.getOrDefault("workingDays", "").isBlank()) {
            int days = number(typed, "workingDays", 1, 250, errors);
            LocalTime at = time(typed, "closesTime", LocalTime.of(17, 0), errors);
            if (opens == null || days < 1 || at == null) return null;
            try {
                return workingDays
                        .plus(LocalDate.ofInstant(opens, ZONE), days)
                        .atTime(at)
                        .atZone(ZONE)
                        .toInstant();
            } catch (IllegalArgumentException e) {
                errors.add(FieldError.of("workingDays", "call.error.calendar"));
                return null;
            }
        }
        Instant closes = moment(typed, "closesOn", "closesTime", LocalTime.of(17, 0), errors);
        if (closes == null) return null;
        LocalDate day = LocalDate.ofInstant(closes, ZONE);
        try {
            if (!workingDays.isWorkingDay(day)) {
                errors.add(FieldError.of(
                        "closesOn",
                        "call.error.notWorking",
                        day.toString(),
                        workingDays.plus(day, 1).toString()));
            }
        } catch (IllegalArgumentException e) {
            errors.add(FieldError.of("closesOn", "call.error.calendar"));
        }
        return closes;
    }

    private @Nullable UUID line(
            Viewer viewer, Map<String, String> typed, int year, UUID version, Money budget, List<FieldError> errors) {
        String given = typed.getOrDefault("line", "").strip();
        if (given.isEmpty()) return null;
        Optional<BudgetLine> line = budgets
                .of(viewer, year, definitions.of(version).code())
                .stream()
                .filter(one -> one.id().toString().equals(given))
                .findFirst();
        if (line.isEmpty()) {
            errors.add(FieldError.of("line", "call.error.line"));
            return null;
        }
        if (line.get().budget().compareTo(budget) < 0) {
            errors.add(FieldError.of(
                    "budget",
                    "call.error.beyondLine",
                    budget.inWanRounded().toPlainString(),
                    line.get().budget().inWanRounded().toPlainString()));
        }
        return line.get().id();
    }

    private static List<Quota> quotas(
            Map<String, String> typed, Definition definition, Money budget, List<FieldError> errors) {
        var quotas = new ArrayList<Quota>();
        var sums = new LinkedHashMap<String, Money>();
        var names = new LinkedHashMap<String, List<String>>();
        names.put(
                "track",
                definition.tracks().stream().map(Definition.Track::code).toList());
        names.put("field", definition.fields());
        names.forEach((on, codes) -> {
            for (String code : codes) {
                String name = "quota-" + on + "-" + code;
                Integer most = typed.getOrDefault(name + "-applications", "").isBlank()
                        ? null
                        : Integer.valueOf(number(typed, name + "-applications", 0, 100_000, errors));
                Money share = typed.getOrDefault(name + "-budget", "").isBlank()
                        ? null
                        : money(typed, name + "-budget", errors);
                if (most == null && share == null) continue;
                quotas.add(new Quota(on, code, most, share));
                if (share != null) sums.merge(on, share, Money::plus);
            }
        });
        sums.forEach((on, sum) -> {
            if (sum.compareTo(budget) > 0) {
                errors.add(FieldError.of(
                        "budget",
                        "call.error.quotas",
                        sum.inWanRounded().toPlainString(),
                        budget.inWanRounded().toPlainString()));
            }
        });
        return quotas;
    }

    private static String text(Map<String, String> typed, String field, int most, List<FieldError> errors) {
        String text = typed.getOrDefault(field, "").replace("\r\n", "\n").strip();
        if (text.length() > most) errors.add(FieldError.of(field, "call.error.long", most));
        return text;
    }

    private static int number(Map<String, String> typed, String field, int least, int most, List<FieldError> errors) {
        String text = typed.getOrDefault(field, "").strip();
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) return number;
        }
        errors.add(FieldError.of(field, "call.error.number", String.valueOf(least), String.valueOf(most)));
        return least;
    }

    private static Money money(Map<String, String> typed, String field, List<FieldError> errors) {
        String text = typed.getOrDefault(field, "").strip().replace(",", "");
        if (text.isEmpty()) return Money.ZERO;
        try {
            var wan = new BigDecimal(text);
            if (wan.signum() >= 0 && wan.precision() - wan.scale() <= 9) return Money.wan(wan);
        } catch (ArithmeticException e) {
            errors.add(FieldError.of(field, "call.error.fen"));
            return Money.ZERO;
        } catch (NumberFormatException e) {
            // Said below.
        }
        errors.add(FieldError.of(field, "call.error.money"));
        return Money.ZERO;
    }

    private static @Nullable LocalTime time(
            Map<String, String> typed, String field, LocalTime otherwise, List<FieldError> errors) {
        String text = typed.getOrDefault(field, "").strip();
        if (text.isEmpty()) return otherwise;
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            errors.add(FieldError.of(field, "call.error.time"));
            return null;
        }
    }

    private static @Nullable Instant moment(
            Map<String, String> typed, String day, String hour, LocalTime otherwise, List<FieldError> errors) {
        LocalTime time = time(typed, hour, otherwise, errors);
        try {
            var date = LocalDate.parse(typed.getOrDefault(day, "").strip());
            return time == null ? null : date.atTime(time).atZone(ZONE).toInstant();
        } catch (DateTimeException e) {
            errors.add(FieldError.of(day, "call.error.date"));
            return null;
        }
    }
}
