package dev.kechuang.policy.internal;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.policy.FactSource;
import dev.kechuang.registry.Titles;
import dev.kechuang.registry.Titles.DatedTitle;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Titles and R&amp;D institutions of the register as the lists of events that policies read (资质、研发机构). The register
 * knows them all, so a list it has nothing for is empty, not unknown. What a dictionary's list has no word for stays out.
 */
@Component
class TitleFacts implements FactSource {

    private static final List<String> LISTS = List.of("titles", "rd-institutions");

    private final Titles titles;
    private final PolicyBook book;

    TitleFacts(Titles titles, PolicyBook book) {
        this.titles = titles;
        this.book = book;
    }

    @Override
    public void add(UUID organisation, LocalDate day, Facts.Builder facts) {
        addAll(Map.of(organisation, facts), day, (of, on) -> {});
    }

    @Override
    public void addAll(Map<UUID, Facts.Builder> organisations, LocalDate day, Later later) {
        var dated = new HashMap<UUID, List<DatedTitle>>();
        for (DatedTitle title : titles.dated(organisations.keySet())) {
            if (title.from().isAfter(day)) later.changes(title.organisation(), title.from());
            else
                dated.computeIfAbsent(title.organisation(), of -> new ArrayList<>())
                        .add(title);
        }
        for (String code : LISTS) {
            Fact list = book.fact(code);
            if (list == null || list.kind() != Fact.Kind.EVENTS) continue;
            organisations.forEach((organisation, facts) -> {
                var events = new ArrayList<Map<String, Val>>();
                for (DatedTitle title : dated.getOrDefault(organisation, List.of())) {
                    var event = title.fact().equals(code) ? event(list, title) : null;
                    if (event != null) events.add(event);
                }
                facts.events(list.name(), events);
            });
        }
    }

    /** Null when the list has no such name or level. */
    private static @Nullable Map<String, Val> event(Fact list, DatedTitle title) {
        var event = new HashMap<String, Val>();
        for (Fact field : list.fields()) {
            Val value = switch (field.code()) {
                case "title" -> new Val.Text(title.name());
                case "level" -> new Val.Text(level(field, title));
                case "number" -> title.number().isEmpty() ? null : new Val.Text(title.number());
                case "from" -> new Val.Day(title.from());
                case "until" -> title.until() == null ? null : new Val.Day(title.until());
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

    /** A dictionary may join province and ministry (省部级). */
    private static String level(Fact field, DatedTitle title) {
        String word = switch (title.level()) {
            case NATIONAL -> "国家级";
            case PROVINCIAL -> "省级";
            case CITY -> "市级";
            case COUNTY -> "县级";
        };
        return word.equals("省级") && !field.values().contains(word) ? "省部级" : word;
    }
}
