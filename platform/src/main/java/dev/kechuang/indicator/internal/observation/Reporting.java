package dev.kechuang.indicator.internal.observation;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.dictionary.Dictionary.Duty;
import dev.kechuang.indicator.internal.observation.Observation.Cell;
import dev.kechuang.indicator.internal.observation.ObservationStore.Reported;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which county or zone has to report what until when (填报任务), and who is late. */
@Component
public class Reporting {

    private final Dictionary dictionary;
    private final Regions regions;
    private final ObservationStore store;
    private final Clock clock;

    Reporting(Dictionary dictionary, Regions regions, ObservationStore store, Clock clock) {
        this.dictionary = dictionary;
        this.regions = regions;
        this.store = store;
        this.clock = clock;
    }

    /** One number that is due. */
    public record Due(Indicator indicator, Region region, Period period, LocalDate due) {}

    /** @param reported null where nothing was stated */
    public record Item(Due what, @Nullable Reported reported, boolean late) {
        public String state() {
            return reported == null || reported.takenBack() ? "missing" : reported.state();
        }

        /** Whether the unit still has to state it. */
        public boolean open() {
            return reported == null || reported.open();
        }
    }

    /** How far a region is for a period. */
    public record Progress(Region region, int due, int confirmed, int waiting, int returned, int missing, int late) {}

    /**
     * What a region still owes of a period although its day is over.
     *
     * @param due the earliest day that passed
     * @param days since that day, at least 1
     */
    public record Late(Region region, Period period, LocalDate due, int days, List<Item> items) {}

    /** What is due for exactly the period, of the viewer's regions. */
    public List<Due> duties(Viewer viewer, Period period) {
        return duties(own(viewer), List.of(period));
    }

    private static Predicate<String> own(Viewer viewer) {
        return region -> ObservationRules.bureau(viewer) || viewer.regions().contains(region);
    }

    private List<Due> duties(Predicate<String> whose, Collection<Period> periods) {
        var found = new ArrayList<Due>();
        LocalDate today = LocalDate.now(clock);
        for (Period period : periods) {
            if (period.first().isAfter(today)) continue;
            for (Region region : regions.children(regions.city().code(), period.last())) {
                if (!whose.test(region.code())) continue;
                for (Indicator indicator : dictionary.reported()) {
                    Duty duty = dictionary.duty(indicator.code()).orElseThrow();
                    if (duty.every() != period.kind()) continue;
                    found.add(new Due(indicator, region, period, period.last().plusDays(duty.days())));
                }
            }
        }
        return found;
    }

    public List<Item> items(Viewer viewer, Period period) {
        return items(duties(viewer, period));
    }

    private List<Item> items(List<Due> duties) {
        if (duties.isEmpty()) return List.of();
        Map<Cell, Reported> reported = new HashMap<>();
        store.reported(
                        duties.stream().map(Due::period).distinct().toList(),
                        duties.stream()
                                .map(due -> due.indicator().code())
                                .distinct()
                                .toList(),
                        duties.stream()
                                .map(due -> due.region().code())
                                .distinct()
                                .toList())
                .forEach(one -> reported.put(one.cell(), one));
        LocalDate today = LocalDate.now(clock);
        return duties.stream()
                .map(due -> {
                    Reported one = reported.get(
                            new Cell(due.indicator().code(), due.region().code(), due.period()));
                    boolean in = one != null && !one.open();
                    LocalDate on = one == null || !in ? today : one.on();
                    return new Item(due, one, on.isAfter(due.due()));
                })
                .toList();
    }

    /** By region, in the packs' order. */
    public List<Progress> progress(List<Item> items) {
        var found = new ArrayList<Progress>();
        items.stream().map(item -> item.what().region()).distinct().forEach(region -> {
            var own = items.stream()
                    .filter(item -> item.what().region().equals(region))
                    .toList();
            found.add(new Progress(
                    region,
                    own.size(),
                    count(own, "confirmed"),
                    count(own, "waiting"),
                    count(own, "returned"),
                    count(own, "missing"),
                    (int) own.stream().filter(Item::late).count()));
        });
        return found;
    }

    private static int count(List<Item> items, String state) {
        return (int) items.stream().filter(item -> item.state().equals(state)).count();
    }

    /** The last period of a kind that is over. */
    public Period last(Period.Kind kind) {
        return Period.of(kind, LocalDate.now(clock)).previous();
    }

    /** What the viewer's regions still owe of the last periods; for the to-do list. */
    public List<Item> owed(Viewer viewer) {
        return open(own(viewer), 1);
    }

    /** What anybody still owes of the last periods; for reminders. */
    List<Item> owed() {
        return open(region -> true, 1);
    }

    /** Who is late, of the viewer's regions: the longest first. Looks back two years. */
    public List<Late> late(Viewer viewer) {
        return late(open(own(viewer), 2));
    }

    private List<Late> late(List<Item> open) {
        record Whose(Region region, Period period) {}
        var grouped = new LinkedHashMap<Whose, List<Item>>();
        for (Item item : open) {
            if (item.late())
                grouped.computeIfAbsent(
                                new Whose(item.what().region(), item.what().period()), whose -> new ArrayList<>())
                        .add(item);
        }
        LocalDate today = LocalDate.now(clock);
        return grouped.entrySet().stream()
                .map(entry -> {
                    LocalDate due = entry.getValue().stream()
                            .map(item -> item.what().due())
                            .min(Comparator.naturalOrder())
                            .orElseThrow();
                    return new Late(
                            entry.getKey().region(),
                            entry.getKey().period(),
                            due,
                            (int) ChronoUnit.DAYS.between(due, today),
                            List.copyOf(entry.getValue()));
                })
                .sorted(Comparator.comparing(Late::due))
                .toList();
    }

    /** @param years how far back; 1 means the last period of each kind only */
    private List<Item> open(Predicate<String> whose, int years) {
        var kinds = EnumSet.noneOf(Period.Kind.class);
        for (Indicator indicator : dictionary.reported())
            dictionary.duty(indicator.code()).ifPresent(duty -> kinds.add(duty.every()));
        var periods = new ArrayList<Period>();
        for (Period.Kind kind : kinds) {
            Period period = last(kind);
            int count = years == 1 ? 1 : years * kind.inYear();
            for (int i = 0; i < count; i++) {
                periods.add(period);
                period = period.previous();
            }
        }
        return items(duties(whose, periods)).stream().filter(Item::open).toList();
    }
}
