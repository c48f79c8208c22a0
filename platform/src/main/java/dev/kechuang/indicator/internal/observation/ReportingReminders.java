package dev.kechuang.indicator.internal.observation;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.observation.Reporting.Item;
import dev.kechuang.indicator.internal.observation.Reporting.Late;
import dev.kechuang.message.Messages;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Reminds counties and zones of what they have to report, before its day and after (催报), and tells the office who is
 * late. The same thing is told once: before, when the day has passed, and then week by week for a month.
 */
@Component
public class ReportingReminders {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final int WEEKS = 4;
    private static final int NAMED = 5;

    private final Reporting reporting;
    private final Regions regions;
    private final Accounts accounts;
    private final Messages messages;
    private final AuditLog audit;
    private final RemindDays days;
    private final Texts texts;
    private final TransactionOperations transactions;
    private final Clock clock;

    ReportingReminders(
            Reporting reporting,
            Regions regions,
            Accounts accounts,
            Messages messages,
            AuditLog audit,
            RemindDays days,
            Texts texts,
            TransactionOperations transactions,
            Clock clock) {
        this.reporting = reporting;
        this.regions = regions;
        this.accounts = accounts;
        this.messages = messages;
        this.audit = audit;
        this.days = days;
        this.texts = texts;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What one region owes by one day. */
    private record Group(Region region, Period period, LocalDate due) {}

    /** What is told to the office: a period, its day and how many weeks it has passed. */
    private record Weekly(Period period, LocalDate due, int week) {}

    /** What is due around the day of the clock; answers how many times a region was reminded. */
    public int run() {
        LocalDate today = LocalDate.now(clock);
        var open = new LinkedHashMap<Group, List<Item>>();
        for (Item item : reporting.owed()) {
            var what = item.what();
            open.computeIfAbsent(new Group(what.region(), what.period(), what.due()), group -> new ArrayList<>())
                    .add(item);
        }
        var late = new LinkedHashMap<Weekly, List<String>>();
        int told = 0;
        for (var entry : open.entrySet()) {
            Group group = entry.getKey();
            long over = ChronoUnit.DAYS.between(group.due(), today);
            int week = (int) (over - days.after()) / 7;
            boolean before = over <= 0 && -over <= days.before();
            boolean after = over >= days.after() && over > 0 && week <= WEEKS;
            if (!before && !after) continue;
            if (tell(group, entry.getValue(), before ? "due" : "late", before ? "" : "/" + week)) told++;
            if (after) {
                late.computeIfAbsent(new Weekly(group.period(), group.due(), week), weekly -> new ArrayList<>())
                        .add(texts.text(
                                CHINESE,
                                "reporting.message.region",
                                group.region().name(),
                                entry.getValue().size()));
            }
        }
        late.forEach(this::office);
        return told;
    }

    private boolean tell(Group group, List<Item> items, String text, String again) {
        var people = people(Role.COUNTY_OFFICER, group.region().code());
        if (people.isEmpty()) return false;
        send(
                people,
                "indicator.report/" + text + "/" + group.region().code() + "/" + group.period() + "/" + group.due()
                        + again,
                "reporting.message." + text + ".",
                "/indicators/reporting?period=" + group.period() + "&region="
                        + group.region().code(),
                group.period().toString(),
                items.size(),
                group.due().toString(),
                names(items),
                group.region().name());
        return true;
    }

    private void office(Weekly weekly, List<String> who) {
        send(
                people(Role.BUREAU_OFFICER, regions.city().code()),
                "indicator.late/" + weekly.period() + "/" + weekly.due() + "/" + weekly.week(),
                "reporting.message.office.",
                "/indicators/reporting?period=" + weekly.period(),
                weekly.period().toString(),
                who.size(),
                weekly.due().toString(),
                String.join("、", who));
    }

    /**
     * Presses everybody who is late (催报), at most once a day each.
     *
     * @return how many regions were told
     */
    public Outcome<Integer> press(Viewer viewer) {
        if (!viewer.is(Role.BUREAU_OFFICER))
            return Outcome.refused(FieldError.of("", "indicator.observation.error.bureau"));
        var late = reporting.late(viewer);
        if (late.isEmpty()) return Outcome.refused(FieldError.of("", "reporting.error.nobodyLate"));
        LocalDate today = LocalDate.now(clock);
        return Objects.requireNonNull(transactions.execute(status -> {
            int told = 0;
            var byRegion =
                    late.stream().collect(Collectors.groupingBy(Late::region, LinkedHashMap::new, Collectors.toList()));
            for (var entry : byRegion.entrySet()) {
                Region region = entry.getKey();
                var people = people(Role.COUNTY_OFFICER, region.code());
                if (people.isEmpty()) continue;
                var items = entry.getValue().stream()
                        .flatMap(one -> one.items().stream())
                        .toList();
                send(
                        people,
                        "indicator.press/" + region.code() + "/" + today,
                        "reporting.message.press.",
                        "/indicators/reporting?period="
                                + entry.getValue().getFirst().period() + "&region=" + region.code(),
                        items.size(),
                        entry.getValue().stream()
                                .map(one -> one.period().toString())
                                .distinct()
                                .collect(Collectors.joining("、")),
                        names(items),
                        viewer.name());
                told++;
                audit.append(
                        viewer,
                        AuditEvent.of("indicator.remind", "region", region.code(), region.name())
                                .with(Map.of("items", items.size())));
            }
            return Outcome.done(told);
        }));
    }

    private static String names(List<Item> items) {
        String names = items.stream()
                .map(item -> item.what().indicator().name())
                .distinct()
                .limit(NAMED)
                .collect(Collectors.joining("、"));
        return items.size() > NAMED ? names + "等" : names;
    }

    private List<UUID> people(Role role, String region) {
        return accounts.officers(role, region).stream()
                .map(Accounts.Person::account)
                .toList();
    }

    /** Kept as it was sent, in Chinese. */
    private void send(Collection<UUID> people, String key, String text, String link, Object... args) {
        if (people.isEmpty()) return;
        String subject = texts.text(CHINESE, text + "subject", args);
        String body = texts.text(CHINESE, text + "text", args);
        transactions.executeWithoutResult(status -> messages.send(
                people, key, subject.length() > 200 ? subject.substring(0, 199) + "…" : subject, body, link));
    }
}
