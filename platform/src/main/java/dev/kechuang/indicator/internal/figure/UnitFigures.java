package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigure.Operand;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.record.Figures;
import dev.kechuang.record.Figures.Cut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Figures by the unit that answers for them (责任单位). Records that name a unit are its own, wherever they count; of
 * everything else the bureau of a county or park answers for its region. A division answers for what names it.
 */
@Service
public class UnitFigures {

    private final Dictionary dictionary;
    private final IndicatorFigures figures;
    private final Figures records;
    private final Regions regions;
    private final JdbcClient jdbc;

    UnitFigures(Dictionary dictionary, IndicatorFigures figures, Figures records, Regions regions, JdbcClient jdbc) {
        this.dictionary = dictionary;
        this.figures = figures;
        this.records = records;
        this.regions = regions;
        this.jdbc = jdbc;
    }

    /**
     * A unit.
     *
     * @param regional whether it is the bureau of a county or park, which answers for its whole region
     */
    public record Unit(String code, String name, String en, String region, boolean regional) {
        public String name(Locale locale) {
            return locale.getLanguage().equals("en") && !en.isEmpty() ? en : name;
        }
    }

    /** What one unit answers for. The figure's address leads to its evidence. */
    public record Line(Unit unit, IndicatorFigure figure) {}

    /** One indicator of a unit, this period and the same of last year. */
    public record Compared(Indicator indicator, IndicatorFigure now, IndicatorFigure before) {}

    /** In the order of the tree; those that are gone too, since they may have answered once. */
    public List<Unit> all() {
        return jdbc.sql("""
                        SELECT u.code, u.name, coalesce(u.en, '') AS en, u.region,
                               u.kind = 'REGION_BUREAU' AND p.kind IS DISTINCT FROM 'REGION_BUREAU' AS regional
                        FROM identity.published_unit u LEFT JOIN identity.published_unit p ON p.unit = u.parent
                        ORDER BY u.active DESC, u.kind, u.region, u.code""")
                .query((row, number) -> new Unit(
                        row.getString("code"),
                        row.getString("name"),
                        row.getString("en"),
                        row.getString("region"),
                        row.getBoolean("regional")))
                .list();
    }

    public Optional<Unit> find(String code) {
        return all().stream().filter(unit -> unit.code().equals(code)).findFirst();
    }

    /** By the id that accounts have it by. */
    public Optional<Unit> find(UUID unit) {
        return jdbc.sql("SELECT code FROM identity.published_unit WHERE unit = :unit")
                .param("unit", unit)
                .query(String.class)
                .optional()
                .flatMap(this::find);
    }

    /** The figure of every unit that answers for some of it; empty where no unit does. */
    public List<Line> of(FigureAt at) {
        var byCode = new LinkedHashMap<String, Unit>();
        for (Unit unit : all()) byCode.put(unit.code(), unit);
        var named = named(at);
        if (!named.isEmpty()) {
            var units = named.stream().map(byCode::get).filter(Objects::nonNull).toList();
            return lines(units, units.stream().map(unit -> at.by(unit.code())).toList());
        }
        var units = new ArrayList<Unit>();
        var asked = new ArrayList<FigureAt>();
        for (Region below : regions.children(at.region(), at.period().last())) {
            Unit unit = of(below.code(), byCode);
            if (unit == null) continue;
            units.add(unit);
            asked.add(at.in(below.code()));
        }
        return lines(units, asked);
    }

    private static @Nullable Unit of(String region, Map<String, Unit> units) {
        return units.values().stream()
                .filter(unit -> unit.regional() && unit.region().equals(region))
                .findFirst()
                .orElse(null);
    }

    private List<Line> lines(List<Unit> units, List<FigureAt> asked) {
        var read = figures.figures(asked);
        var lines = new ArrayList<Line>();
        for (int i = 0; i < units.size(); i++) {
            var value = read.get(i).value();
            if (value != null && value.signum() != 0) lines.add(new Line(units.get(i), read.get(i)));
        }
        return lines;
    }

    /** Codes of the units that the records behind the figure name. */
    private TreeSet<String> named(FigureAt at) {
        var codes = new TreeSet<String>();
        for (Operand operand : figures.figure(at).operands()) {
            if (!(operand instanceof Operand.OfRecords of)) continue;
            for (var filter : of.filters()) {
                if (!records.dimensions(filter.kind()).contains(Selection.UNIT)) continue;
                for (var group : records.breakdown(filter, new Cut.Dimension(Selection.UNIT))) codes.add(group.key());
            }
        }
        codes.remove("");
        return codes;
    }

    /** Everything that something is known of, in the dictionary's order. */
    public List<Compared> of(Unit unit, FigureAt time) {
        var asked = new ArrayList<FigureAt>();
        for (Indicator one : dictionary.all()) {
            FigureAt now = at(unit, time.of(one.code()));
            asked.add(now);
            asked.add(now.during(now.period().lastYear()));
        }
        var read = figures.figures(asked);
        var found = new ArrayList<Compared>();
        for (int i = 0; i < read.size(); i += 2) {
            var one = new Compared(dictionary.get(read.get(i).at().indicator()), read.get(i), read.get(i + 1));
            if (told(one.now()) || told(one.before())) found.add(one);
        }
        return found;
    }

    private static boolean told(IndicatorFigure figure) {
        return figure.value() != null && figure.value().signum() != 0;
    }

    /** Of a regional bureau what its region has, of others what names them. */
    private FigureAt at(Unit unit, FigureAt time) {
        boolean whole = unit.regional() && regions.find(unit.region()).isPresent();
        return whole ? time.in(unit.region()) : time.in(regions.city().code()).by(unit.code());
    }
}
