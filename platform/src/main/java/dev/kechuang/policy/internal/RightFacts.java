package dev.kechuang.policy.internal;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.policy.FactSource;
import dev.kechuang.registry.IntellectualProperties;
import dev.kechuang.registry.IntellectualProperties.DatedRight;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Rights of the register as the list of events that policies read (知识产权). Unlike titles, nobody but the firm may know
 * its rights: with none on the register the list is unknown, unless the firm stated that it has none and an officer
 * confirmed it. The yearly numbers of a firm's form (专利申请、专利授权……) stay what the firm stated: the register may know
 * fewer.
 */
@Component
class RightFacts implements FactSource {

    private static final String LIST = "intellectual-property";

    private final IntellectualProperties rights;
    private final PolicyBook book;

    RightFacts(IntellectualProperties rights, PolicyBook book) {
        this.rights = rights;
        this.book = book;
    }

    @Override
    public void add(UUID organisation, LocalDate day, Facts.Builder facts) {
        addAll(Map.of(organisation, facts), day, (of, on) -> {});
    }

    @Override
    public void addAll(Map<UUID, Facts.Builder> organisations, LocalDate day, Later later) {
        Fact list = book.fact(LIST);
        if (list == null || list.kind() != Fact.Kind.EVENTS) return;
        var dated = new HashMap<UUID, List<DatedRight>>();
        for (DatedRight right : rights.dated(organisations.keySet())) {
            LocalDate had = right.granted().isAfter(right.since()) ? right.granted() : right.since();
            if (had.isAfter(day)) later.changes(right.organisation(), had);
            else
                dated.computeIfAbsent(right.organisation(), of -> new ArrayList<>())
                        .add(right);
        }
        var none = rights.without(organisations.keySet());
        organisations.forEach((organisation, facts) -> {
            var events = events(list, dated.getOrDefault(organisation, List.of()), day);
            LocalDate stated = none.get(organisation);
            if (stated != null && stated.isAfter(day)) later.changes(organisation, stated);
            if (!events.isEmpty() || stated != null && !stated.isAfter(day)) facts.events(list.name(), events);
        });
    }

    /** What one organisation had by the day, in the words of the dictionary. */
    static List<Map<String, Val>> events(Fact list, List<DatedRight> dated, LocalDate day) {
        var events = new ArrayList<Map<String, Val>>();
        for (DatedRight right : dated) {
            if (right.granted().isAfter(day) || right.since().isAfter(day)) continue;
            var event = event(list, right);
            if (event != null) events.add(event);
        }
        return events;
    }

    /** Null when the dictionary has no such kind. */
    private static @Nullable Map<String, Val> event(Fact list, DatedRight right) {
        var event = new HashMap<String, Val>();
        for (Fact field : list.fields()) {
            Val value = switch (field.code()) {
                case "kind" -> new Val.Text(right.kind().word());
                case "class" -> new Val.Text(right.kind().firstClass() ? "Ⅰ类" : "Ⅱ类");
                case "granted" -> new Val.Day(right.granted());
                case "until" -> right.until() == null ? null : new Val.Day(right.until());
                case "obtained" -> new Val.Text(right.obtained().word());
                case "used-for-hnte" -> Val.of(right.usedForHnte());
                case "supports-product" -> right.supportsProduct() == null ? null : Val.of(right.supportsProduct());
                default -> null;
            };
            if (value == null) continue;
            if (field.kind() == Fact.Kind.ENUM
                    && value instanceof Val.Text(var text)
                    && !field.values().contains(text)) {
                return null;
            }
            event.put(field.name(), value);
        }
        return event;
    }
}
