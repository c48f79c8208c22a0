package dev.kechuang.plan.internal.plan;

import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What follows when a version is proposed, given back or released: records of what counts, messages to the units. */
@Component
public class ReleaseEffects {

    public static final String TARGET = "plan.target";
    public static final String TASK = "plan.task";

    private final ContentStore contents;
    private final PlanUnits units;
    private final Accounts accounts;
    private final Records records;
    private final Messages messages;

    public ReleaseEffects(
            ContentStore contents, PlanUnits units, Accounts accounts, Records records, Messages messages) {
        this.contents = contents;
        this.units = units;
        this.accounts = accounts;
        this.records = records;
        this.messages = messages;
    }

    void proposed(Viewer by, Plan plan, Version version) {
        var people = new ArrayList<UUID>();
        for (Role role : List.of(Role.BUREAU_LEADER, Role.COUNTY_OFFICER)) {
            for (var person : accounts.officers(role, plan.region())) {
                if (!person.account().equals(by.account())) people.add(person.account());
            }
            // Those of the bureau come first; a county's plan is released in the county.
            if (!people.isEmpty() && plan.unit() == null && role == Role.BUREAU_LEADER) break;
        }
        send(
                people,
                "plan.proposed/" + version.id() + "/" + version.proposedAt(),
                "待发布：" + plan.title() + "（第 " + version.number() + " 版）",
                by.name() + "已提请发布。" + (version.reason().isEmpty() ? "" : "修订原因：" + version.reason()),
                "/plans/" + plan.id() + "/versions/" + version.number());
    }

    void returned(Viewer by, Plan plan, Version version, String reason) {
        UUID proposer = Objects.requireNonNull(version.proposedBy());
        if (proposer.equals(by.account())) return;
        send(
                List.of(proposer),
                "plan.returned/" + version.id() + "/" + version.proposedAt(),
                "退回修改：" + plan.title(),
                reason,
                "/plans/" + plan.id());
    }

    /** New items are counted, dropped ones taken back; every unit named for the first time is told. */
    void released(Plan plan, Version version, Content before, Content now, LocalDate today) {
        for (Target target : now.targets()) {
            var dimensions = new HashMap<String, String>();
            dimensions.put("plan", plan.kind().code());
            dimensions.put("year", plan.years());
            if (target.indicator() != null) dimensions.put("indicator", target.indicator());
            count(TARGET, target.item(), version, target.region(), dimensions, plan, today);
        }
        for (Task task : now.tasks()) {
            count(
                    TASK,
                    task.item(),
                    version,
                    plan.region(),
                    Map.of("plan", plan.kind().code(), "year", plan.years()),
                    plan,
                    today);
        }
        for (Target target : before.targets()) {
            if (now.target(target.item()).isEmpty()) drop(target.item(), version, today);
        }
        for (Task task : before.tasks()) {
            if (now.task(task.item()).isEmpty()) drop(task.item(), version, today);
        }
        tell(plan, version, before, now);
    }

    private void count(
            String kind,
            UUID item,
            Version version,
            String region,
            Map<String, String> dimensions,
            Plan plan,
            LocalDate today) {
        if (contents.record(item).isPresent()) return;
        UUID record = records.append(new NewRecord(
                kind,
                today,
                region,
                null,
                null,
                dimensions,
                1,
                0,
                "plan/item/" + plan.id() + "/" + item,
                item + "/" + version.number()));
        contents.counted(item, record);
    }

    private void drop(UUID item, Version version, LocalDate today) {
        contents.record(item).ifPresent(record -> {
            var unused = records.reverse(record, today, "第 " + version.number() + " 版删除");
            contents.counted(item, null);
        });
    }

    private void tell(Plan plan, Version version, Content before, Content now) {
        var known = named(before);
        named(now).forEach((unit, items) -> {
            if (Objects.equals(known.get(unit), items)) return;
            send(
                    units.people(unit),
                    "plan.released/" + version.id() + "/" + unit,
                    "已发布：" + plan.title() + (version.number() == 1 ? "" : "（第 " + version.number() + " 版）"),
                    "涉及本单位的目标和任务共 " + items.size() + " 项。",
                    "/plans/" + plan.id());
        });
    }

    private static Map<UUID, List<UUID>> named(Content content) {
        var named = new HashMap<UUID, List<UUID>>();
        for (Target target : content.targets()) name(named, target.item(), target.duties());
        for (Task task : content.tasks()) name(named, task.item(), task.duties());
        return named;
    }

    private static void name(Map<UUID, List<UUID>> named, UUID item, List<Duty> duties) {
        for (Duty duty : duties) {
            if (duty.unit() != null)
                named.computeIfAbsent(duty.unit(), unit -> new ArrayList<>()).add(item);
        }
    }

    private void send(List<UUID> people, String key, String subject, String text, String link) {
        if (people.isEmpty()) return;
        messages.send(people, key, subject.length() > 200 ? subject.substring(0, 200) : subject, text, link);
    }
}
