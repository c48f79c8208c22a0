package dev.kechuang.registry.internal.talent;

import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.registry.internal.talent.Talent.Award;
import dev.kechuang.registry.internal.talent.TalentStore.Place;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Talents as records. {@value #PERSON} counts a person once while any award holds, {@value #LEVEL} once for each level of
 * an award that holds: so the number on a day is the sum to it, and nobody counts twice. {@value #AWARD} counts each award
 * on its day. A change appends what differs. {@value #FIRM} counts a confirmed half-year of a talent-led firm on its last
 * day, with the revenue.
 */
@Component
public class TalentRecords {

    public static final String PERSON = "registry.talent";
    public static final String LEVEL = "registry.talentLevel";
    public static final String AWARD = "registry.talentAward";

    public static final String FIRM = "registry.talentFirm";

    private final Records records;

    public TalentRecords(Records records) {
        this.records = records;
    }

    /** How a person counts: awards, and where since when. */
    record Life(List<Award> awards, List<Place> places) {
        static final Life NONE = new Life(List.of(), List.of());
    }

    private record Cell(String kind, LocalDate day, String region, String level) implements Comparable<Cell> {
        @Override
        public int compareTo(Cell other) {
            int by = day.compareTo(other.day);
            if (by == 0) by = kind.compareTo(other.kind);
            if (by == 0) by = region.compareTo(other.region);
            return by == 0 ? level.compareTo(other.level) : by;
        }
    }

    /** @param version of the person after the change */
    void changed(UUID talent, int version, Life before, Life after) {
        var differing = count(after);
        count(before).forEach((cell, count) -> differing.merge(cell, -count, Integer::sum));
        var all = new ArrayList<NewRecord>();
        differing.forEach((cell, count) -> {
            if (count == 0) return;
            all.add(new NewRecord(
                    cell.kind(),
                    cell.day(),
                    cell.region(),
                    null,
                    null,
                    cell.level().isEmpty() ? Map.of() : Map.of("level", cell.level()),
                    count,
                    0,
                    "registry/talent/" + talent,
                    String.join(
                            "/",
                            talent.toString(),
                            String.valueOf(version),
                            cell.day().toString(),
                            cell.region(),
                            cell.level())));
        });
        if (!all.isEmpty()) records.appendAll(all);
    }

    /** @param sign 1 where it is confirmed, −1 where it is opened again */
    void halfYear(Performance p, String region, @Nullable String zone, int sign) {
        records.append(new NewRecord(
                FIRM,
                p.period().end(),
                region,
                zone,
                p.organisation(),
                Map.of("size", p.figures().size().code()),
                sign,
                sign * p.figures().revenue().fen(),
                "registry/talentFirm/" + p.organisation() + "/" + p.period(),
                p.id() + "/" + p.confirmations() + (sign > 0 ? "/in" : "/out")));
    }

    private static Map<Cell, Integer> count(Life life) {
        var counted = new TreeMap<Cell, Integer>();
        stock(life, life.awards(), PERSON, "", counted);
        for (Talent.Level level : Talent.Level.values()) {
            var of = life.awards().stream()
                    .filter(award -> award.level() == level)
                    .toList();
            stock(life, of, LEVEL, level.code(), counted);
            for (Award award : of) {
                counted.merge(
                        new Cell(AWARD, award.awardedOn(), regionOn(life, award.awardedOn()), level.code()),
                        1,
                        Integer::sum);
            }
        }
        return counted;
    }

    /** On the days on which anything changes, what the person counted the day before and counts now. */
    private static void stock(Life life, List<Award> awards, String kind, String level, Map<Cell, Integer> counted) {
        if (awards.isEmpty()) return;
        var days = new TreeSet<LocalDate>();
        for (Award award : awards) {
            days.add(award.awardedOn());
            if (award.until() != null) days.add(award.until().plusDays(1));
        }
        life.places().forEach(place -> days.add(place.since()));
        String before = "";
        for (LocalDate day : days) {
            boolean holds = awards.stream().anyMatch(award -> award.holdsOn(day));
            String now = holds ? regionOn(life, day) : "";
            if (now.equals(before)) continue;
            if (!before.isEmpty()) counted.merge(new Cell(kind, day, before, level), -1, Integer::sum);
            if (!now.isEmpty()) counted.merge(new Cell(kind, day, now, level), 1, Integer::sum);
            before = now;
        }
    }

    private static String regionOn(Life life, LocalDate day) {
        String region = life.places().getFirst().region();
        for (Place place : life.places()) if (!place.since().isAfter(day)) region = place.region();
        return region;
    }
}
