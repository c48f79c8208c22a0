package dev.kechuang.plan.internal.track;

import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.plan.internal.plan.PlanService;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.plan.PlanUnits;
import dev.kechuang.shared.access.Role;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Reminds units before reports are due and after, and tells the office who is late; the same thing is told once. */
@Component
public class Reminders {

    private final Obligations obligations;
    private final PlanStore plans;
    private final PlanUnits units;
    private final Accounts accounts;
    private final Messages messages;
    private final TrackRules rules;
    private final TransactionOperations transactions;
    private final Clock clock;

    public Reminders(
            Obligations obligations,
            PlanStore plans,
            PlanUnits units,
            Accounts accounts,
            Messages messages,
            TrackRules rules,
            TransactionOperations transactions,
            Clock clock) {
        this.obligations = obligations;
        this.plans = plans;
        this.units = units;
        this.accounts = accounts;
        this.messages = messages;
        this.rules = rules;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Group(UUID plan, String title, UUID unit, String unitName, String period, LocalDate due) {}

    /** What is due around the day of the clock; answers how many units were reminded. */
    public int run() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), PlanService.ZONE);
        Map<Group, Integer> open = new LinkedHashMap<>();
        for (var owed : obligations.open(today)) {
            open.merge(
                    new Group(owed.plan(), owed.planTitle(), owed.unit(), owed.unitName(), owed.period(), owed.dueOn()),
                    1,
                    Integer::sum);
        }
        Map<UUID, Set<String>> late = new LinkedHashMap<>();
        Map<UUID, Group> some = new LinkedHashMap<>();
        int told = 0;
        for (var entry : open.entrySet()) {
            Group group = entry.getKey();
            boolean after = !today.isBefore(group.due().plusDays(rules.remindAfter()));
            boolean before =
                    !group.due().isBefore(today) && !today.isBefore(group.due().minusDays(rules.remindBefore()));
            if (!after && !before) continue;
            String key =
                    "plan." + (after ? "overdue/" : "due/") + group.plan() + "/" + group.unit() + "/" + group.period();
            String subject =
                    (after ? "已逾期：" : "请报告：") + group.period() + " 进展 " + entry.getValue() + " 项 · " + group.title();
            send(units.people(group.unit()), key, subject, "截止日 " + group.due() + "。", "/my-tasks");
            told++;
            if (after) {
                late.computeIfAbsent(group.plan(), plan -> new TreeSet<>()).add(group.unitName());
                some.put(group.plan(), group);
            }
        }
        late.forEach((plan, names) -> office(some, plan, names));
        return told;
    }

    private void office(Map<UUID, Group> some, UUID plan, Set<String> names) {
        Group group = some.get(plan);
        var found = plans.find(plan);
        if (group == null || found.isEmpty()) return;
        boolean city = accounts.officers(Role.BUREAU_OFFICER, found.get().region()).stream()
                .findAny()
                .isPresent();
        var people = new ArrayList<UUID>();
        for (var person : accounts.officers(
                city ? Role.BUREAU_OFFICER : Role.COUNTY_OFFICER, found.get().region()))
            if (person.account().equals(found.get().createdBy())) people.add(person.account());
        if (people.isEmpty()) people.add(found.get().createdBy());
        send(
                people,
                "plan.late/" + plan + "/" + group.period(),
                group.period() + " 进展逾期未报：" + names.size() + " 个单位 · " + group.title(),
                String.join("、", names),
                "/progress/late");
    }

    private void send(List<UUID> people, String key, String subject, String text, String link) {
        if (people.isEmpty()) return;
        transactions.executeWithoutResult(
                status -> messages.send(people, key, ProgressService.cut(subject), text, link));
    }
}
