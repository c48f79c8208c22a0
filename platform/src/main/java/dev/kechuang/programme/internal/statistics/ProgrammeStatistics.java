package dev.kechuang.programme.internal.statistics;

import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.programme.internal.lifecycle.LifecycleRecords;
import dev.kechuang.record.Figures;
import dev.kechuang.record.Figures.Cut;
import dev.kechuang.record.Figures.Figure;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Applied, accepted, approved, paid, matched and brought in, by programme, county or year, in the viewer's regions. */
@Service
public class ProgrammeStatistics {

    /** What is counted; each is a kind of record. */
    public enum Measure {
        /** 申报. */
        APPLIED(LifecycleRecords.APPLIED),
        /** 受理. */
        ACCEPTED(LifecycleRecords.ACCEPTED),
        /** 立项（认定）, with the sum that was granted. */
        APPROVED(LifecycleRecords.APPROVED),
        /** 拨款. */
        PAID("fund.paid"),
        /** 县区配套到位. */
        MATCHED("fund.matched"),
        /** 单位自筹到位. */
        SELF("fund.self"),
        /** 其他资金到位: banks, investors. */
        OTHER("fund.other");

        final String kind;

        Measure(String kind) {
            this.kind = kind;
        }
    }

    /** What the rows stand for. */
    public enum By {
        PROGRAMME,
        REGION,
        YEAR
    }

    /**
     * One row, or the sum of all.
     *
     * @param key code of the programme or region, or the year; empty for the sum
     * @param paths where the records behind each measure stand
     */
    public record Row(String key, Map<Measure, Figure> figures, Map<Measure, String> paths) {

        public Figure of(Measure measure) {
            return figures.getOrDefault(measure, Figure.ZERO);
        }

        /** Approved of applied, in per cent; null where nothing was applied for. */
        public @Nullable BigDecimal rate() {
            long applied = of(Measure.APPLIED).count();
            if (applied <= 0) return null;
            return BigDecimal.valueOf(of(Measure.APPROVED).count() * 100)
                    .divide(BigDecimal.valueOf(applied), 1, RoundingMode.HALF_UP);
        }

        /**
         * Money of applicants and others for each yuan of city and district (杠杆比); null where there is none of theirs.
         * A ratio of sums, never of ratios.
         */
        public @Nullable BigDecimal leverage() {
            long given = Math.addExact(
                    of(Measure.APPROVED).amountFen(), of(Measure.MATCHED).amountFen());
            if (given <= 0) return null;
            long brought = Math.addExact(
                    of(Measure.SELF).amountFen(), of(Measure.OTHER).amountFen());
            return BigDecimal.valueOf(brought).divide(BigDecimal.valueOf(given), 1, RoundingMode.HALF_UP);
        }
    }

    /** @param sum of everything asked for: reads the records itself and adds no rows up */
    public record Result(List<Row> rows, Row sum) {}

    private final Figures figures;
    private final Regions regions;
    private final JdbcClient jdbc;

    public ProgrammeStatistics(Figures figures, Regions regions, JdbcClient jdbc) {
        this.figures = figures;
        this.regions = regions;
        this.jdbc = jdbc;
    }

    /** @param year by the day on which it happened; null for all years */
    public Result of(Viewer viewer, @Nullable Integer year, By by) {
        var rows = new TreeMap<String, Row>();
        var sums = new EnumMap<Measure, Figure>(Measure.class);
        var paths = new EnumMap<Measure, String>(Measure.class);
        for (Measure measure : Measure.values()) {
            RecordFilter filter = filter(viewer, measure, year);
            sums.put(measure, figures.total(filter));
            paths.put(measure, filter.path());
            for (var group : figures.breakdown(filter, cut(by))) {
                if (group.key().isEmpty()) continue;
                Row row = rows.computeIfAbsent(
                        group.key(), key -> new Row(key, new EnumMap<>(Measure.class), new EnumMap<>(Measure.class)));
                row.figures().put(measure, new Figure(group.count(), group.amountFen(), group.records()));
                row.paths().put(measure, narrowed(filter, by, group.key()).path());
            }
        }
        return new Result(new ArrayList<>(rows.values()), new Row("", sums, paths));
    }

    private RecordFilter filter(Viewer viewer, Measure measure, @Nullable Integer year) {
        var filter = RecordFilter.of(measure.kind);
        if (year != null) filter = filter.during(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
        // A park's officers count what lies in the park; everybody else by administrative region.
        var codes = new ArrayList<String>();
        String zone = null;
        for (String code : viewer.regions()) {
            boolean park = regions.find(code).map(Region::kind).orElse(Region.Kind.COUNTY) == Region.Kind.ZONE;
            if (park) zone = code;
            else codes.add(code);
        }
        return codes.isEmpty() && zone != null ? filter.inZone(zone) : filter.in(codes);
    }

    private static Cut cut(By by) {
        return switch (by) {
            case PROGRAMME -> new Cut.Dimension("programme");
            case REGION -> new Cut.Region();
            case YEAR -> new Cut.Year();
        };
    }

    private static RecordFilter narrowed(RecordFilter filter, By by, String key) {
        return switch (by) {
            case PROGRAMME -> filter.with("programme", key);
            case REGION -> filter.in(List.of(key));
            case YEAR -> {
                int year = Integer.parseInt(key);
                yield filter.during(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
            }
        };
    }

    /** Name of every programme in Chinese and English, by code. */
    public Map<String, String[]> programmes() {
        var names = new TreeMap<String, String[]>();
        jdbc.sql(
                        "SELECT DISTINCT ON (programme) programme, name, name_en FROM programme.version ORDER BY programme, number DESC")
                .query(rows -> {
                    names.put(
                            rows.getString("programme"),
                            new String[] {rows.getString("name"), rows.getString("name_en")});
                });
        return names;
    }
}
