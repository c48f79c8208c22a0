package dev.kechuang.programme.internal.call;

import dev.kechuang.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A call as the texts of its form, and what of them differs. */
public final class CallTexts {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(CallRules.ZONE);
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH:mm").withZone(CallRules.ZONE);

    private CallTexts() {}

    public static String moment(Instant instant) {
        return MOMENT.format(instant);
    }

    /** The fields of {@link CallRules} as they would have been typed. */
    public static Map<String, String> typed(Call call) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("version", call.version().toString());
        fields.put("title", call.title());
        fields.put("year", String.valueOf(call.year()));
        fields.put(
                "opensOn", LocalDate.ofInstant(call.opensAt(), CallRules.ZONE).toString());
        fields.put("opensTime", HOUR.format(call.opensAt()));
        fields.put(
                "closesOn", LocalDate.ofInstant(call.closesAt(), CallRules.ZONE).toString());
        fields.put("closesTime", HOUR.format(call.closesAt()));
        fields.put("grace", String.valueOf(call.graceMinutes()));
        fields.put("budget", wan(call.budget()));
        var line = call.budgetLine();
        fields.put("line", line == null ? "" : line.toString());
        fields.put("guide", call.guide());
        fields.put("contact", call.contact());
        for (var quota : call.quotas()) {
            String name = "quota-" + quota.on() + "-" + quota.code();
            Integer most = quota.applications();
            var budget = quota.budget();
            fields.put(name + "-applications", most == null ? "" : most.toString());
            fields.put(name + "-budget", budget == null ? "" : wan(budget));
        }
        return fields;
    }

    /** What a correction changes: field to old and new text. */
    static Map<String, List<String>> differences(Call before, CallData after) {
        var changes = new LinkedHashMap<String, List<String>>();
        put(changes, "title", before.title(), after.title());
        put(changes, "closesOn", moment(before.closesAt()), moment(after.closesAt()));
        put(changes, "grace", String.valueOf(before.graceMinutes()), String.valueOf(after.graceMinutes()));
        put(changes, "budget", wan(before.budget()), wan(after.budget()));
        put(changes, "contact", before.contact(), after.contact());
        put(changes, "guide", before.guide(), after.guide());
        put(changes, "quotas", quotas(before.quotas()), quotas(after.quotas()));
        return changes;
    }

    private static void put(Map<String, List<String>> changes, String field, String before, String after) {
        if (!before.equals(after)) changes.put(field, List.of(before, after));
    }

    private static String quotas(List<Call.Quota> quotas) {
        return quotas.stream()
                .map(quota -> {
                    var budget = quota.budget();
                    return quota.on() + " " + quota.code() + " "
                            + (quota.applications() == null ? "-" : quota.applications()) + " "
                            + (budget == null ? "-" : wan(budget));
                })
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private static String wan(Money money) {
        return money.inYuan().movePointLeft(4).stripTrailingZeros().toPlainString();
    }
}
