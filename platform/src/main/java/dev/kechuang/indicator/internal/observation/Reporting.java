package dev.kechuang.indicator.internal.observation;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.dictionary.Dictionary.Duty;
import dev.kechuang.indicator.internal.observation.ObservationStore.Reported;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            return reported == null ? "missing" : reported.state();
        }
    }

    /** How far a region is for a period. */
    public record Progress(Region region, int due, int confirmed, int waiting, int returned, int missing, int late) {}

    /** What is due for exactly the period, of the viewer's regions. */
    public List<Due> duties(Viewer viewer, Period period) {
        var found = new ArrayList<Due>();
        if (period.first().isAfter(LocalDate.now(clock))) return found;
        for (Region region : regions.children(regions.city().code(), period.last())) {
            if (!ObservationRules.bureau(viewer) && !viewer.regions().contains(region.code())) continue;
            for (Indicator indicator : dictionary.reported()) {
                Duty duty = dictionary.duty(indicator.code()).orElseThrow();
                if (duty.every() != period.kind()) continue;
                found.add(new Due(indicator, region, period, period.last().plusDays(duty.days())));
            }
        }
        return found;
    }

    public List<Item> items(Viewer viewer, Period period) {
        var duties = duties(viewer, period);
        if (duties.isEmpty()) return List.of();
        Map<String, Reported> reported = new HashMap<>();
        store.reported(
                        period,
                        duties.stream()
                                .map(due -> due.indicator().code())
                                .distinct()
                                .toList(),
                        duties.stream()
                                .map(due -> due.region().code())
                                .distinct()
                                .toList())
                .forEach(one -> reported.put(one.indicator() + " " + one.region(), one));
        LocalDate today = LocalDate.now(clock);
        return duties.stream()
                .map(due -> {
                    Reported one = reported.get(
                            due.indicator().code() + " " + due.region().code());
                    boolean in = one != null && !one.state().equals("returned");
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
        var found = new ArrayList<Item>();
        for (Period.Kind kind : Period.Kind.values()) {
            for (Item item : items(viewer, last(kind))) {
                if (item.state().equals("missing") || item.state().equals("returned")) found.add(item);
            }
        }
        return found;
    }
}
