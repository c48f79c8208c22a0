package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.internal.figure.Organisations.Wanted;
import dev.kechuang.record.Figures;
import dev.kechuang.record.Figures.Cut;
import dev.kechuang.record.Figures.Distinct;
import dev.kechuang.record.RecordFilter;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Distinct organisations of many places and periods at once: months, years, and stocks at months' ends, each sort of a kind
 * in one statement for all regions and one for all of them together. A place that holds several of the regions that the
 * kind has organisations in, but not all, has to unite them and is not answered here.
 */
final class OrganisationTables {

    /** Fewer of one sort are as well asked for one by one. */
    private static final int WORTHWHILE = 3;

    private final Figures figures;

    OrganisationTables(Figures figures) {
        this.figures = figures;
    }

    private enum Sort {
        MONTH,
        YEAR,
        STOCK
    }

    private record Group(String kind, Sort sort) {}

    /** Those of the wanted that it knows. */
    HashMap<Wanted, Long> count(Set<Wanted> all) {
        var groups = new LinkedHashMap<Group, List<Wanted>>();
        for (Wanted one : all) {
            Sort sort = sort(one);
            if (sort != null)
                groups.computeIfAbsent(new Group(one.selection().kind(), sort), key -> new ArrayList<>())
                        .add(one);
        }
        var found = new HashMap<Wanted, Long>();
        groups.forEach((group, some) -> {
            if (some.size() >= WORTHWHILE) count(group, some, found);
        });
        return found;
    }

    private static @Nullable Sort sort(Wanted one) {
        if (!one.whole()) return null;
        LocalDate from = one.from();
        boolean ends = one.until().equals(YearMonth.from(one.until()).atEndOfMonth());
        if (!ends) return null;
        if (from == null) return Sort.STOCK;
        if (from.equals(one.until().withDayOfMonth(1))) return Sort.MONTH;
        return from.getDayOfYear() == 1 && one.until().equals(from.plusYears(1).minusDays(1)) ? Sort.YEAR : null;
    }

    private void count(Group group, List<Wanted> some, Map<Wanted, Long> found) {
        LocalDate first = some.stream()
                .map(one -> one.from() == null ? one.until().withDayOfMonth(1) : one.from())
                .min(LocalDate::compareTo)
                .orElseThrow();
        LocalDate last =
                some.stream().map(Wanted::until).max(LocalDate::compareTo).orElseThrow();
        RecordFilter kind = RecordFilter.of(group.kind());
        var byRegion = table(kind, group.sort(), first, last, true);
        // Asked behind the table: regions that come in between make a place ambiguous, never wrong.
        Set<String> known = new HashSet<>(figures.organisationRegions(group.kind()));
        var together = new HashMap<String, Map<String, Long>>();
        for (Wanted one : some) {
            var own = one.place().codes().stream().filter(known::contains).toList();
            String period = period(group.sort(), one.until());
            if (own.isEmpty()) {
                found.put(one, 0L);
            } else if (own.size() == 1) {
                found.put(one, byRegion.getOrDefault(key(period, own.getFirst()), 0L));
            } else if (own.size() == known.size()) {
                Place place = one.place();
                var all = together.computeIfAbsent(
                        place.code(), key -> table(kind.in(place.sorted()), group.sort(), first, last, false));
                found.put(one, all.getOrDefault(key(period, ""), 0L));
            }
        }
    }

    private Map<String, Long> table(RecordFilter kind, Sort sort, LocalDate first, LocalDate last, boolean byRegion) {
        List<Distinct> cells = switch (sort) {
            case MONTH -> figures.organisations(kind.during(first, last), new Cut.Month(), byRegion);
            case YEAR -> figures.organisations(kind.during(first, last), new Cut.Year(), byRegion);
            case STOCK -> figures.organisationsInStock(kind, YearMonth.from(first), YearMonth.from(last), byRegion);
        };
        var found = new HashMap<String, Long>();
        for (Distinct cell : cells) found.put(key(cell.period(), cell.region()), cell.organisations());
        return found;
    }

    private static String period(Sort sort, LocalDate until) {
        return sort == Sort.YEAR
                ? Integer.toString(until.getYear())
                : YearMonth.from(until).toString();
    }

    private static String key(String period, String region) {
        return period + " " + region;
    }
}
