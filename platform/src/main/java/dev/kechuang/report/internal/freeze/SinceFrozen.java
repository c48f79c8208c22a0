package dev.kechuang.report.internal.freeze;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.report.internal.reading.Content;
import dev.kechuang.report.internal.reading.Content.Aim;
import dev.kechuang.report.internal.reading.Content.Used;
import dev.kechuang.report.internal.reading.ContentJson;
import dev.kechuang.report.internal.reading.Targets;
import dev.kechuang.report.internal.text.Phrases;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What of a frozen version reads differently today (定稿以来的变化): records that came late, values that were corrected,
 * plans that were revised. The version itself stays as it is.
 */
@Component
public class SinceFrozen {

    private final VersionStore versions;
    private final IndicatorFigures figures;
    private final Indicators indicators;
    private final Targets targets;

    public SinceFrozen(VersionStore versions, IndicatorFigures figures, Indicators indicators, Targets targets) {
        this.versions = versions;
        this.figures = figures;
        this.indicators = indicators;
        this.targets = targets;
    }

    /** @param now as it reads today, null where nothing is known any more */
    public record Change(Used figure, @Nullable BigDecimal now, String path) {}

    /**
     * @param now the target as it stands today; null where the plan no longer has it
     */
    public record Revised(Aim then, @Nullable Aim now) {}

    /**
     * @param compared how many figures were read again
     * @param gone figures whose indicator the dictionary no longer knows
     */
    public record Since(int compared, List<Change> figures, List<Revised> targets, List<Used> gone) {
        public int changed() {
            return figures.size() + targets.size();
        }
    }

    public Since of(Version version) {
        Content content = ContentJson.read(versions.content(version.id()));
        var changes = new ArrayList<Change>();
        var gone = new ArrayList<Used>();
        var values = new ArrayList<Used>();
        int compared = 0;
        for (Used figure : content.figures()) {
            if (indicators.find(figure.indicator()).isEmpty()) gone.add(figure);
            else if (figure.measure() == Content.Measure.VALUE) values.add(figure);
        }
        var read =
                figures.figures(values.stream().map(figure -> figure.at(null)).toList());
        for (int i = 0; i < values.size(); i++)
            compare(values.get(i), read.get(i).value(), changes);
        compared += values.size();
        for (Used figure : content.figures()) {
            if (gone.contains(figure)) continue;
            FigureAt at = figure.at(null);
            switch (figure.measure()) {
                case RANK -> {
                    Integer rank = figures.compare(at).rank();
                    compare(figure, rank == null ? null : BigDecimal.valueOf(rank), changes);
                    compared++;
                }
                case SHARE -> {
                    compare(figure, figures.compare(at).share(), changes);
                    compared++;
                }
                case VALUE, TARGET -> {}
            }
        }
        return new Since(compared, List.copyOf(changes), revised(content), List.copyOf(gone));
    }

    private static void compare(Used figure, @Nullable BigDecimal now, List<Change> changes) {
        BigDecimal then = figure.value();
        boolean same = then == null ? now == null : now != null && then.compareTo(now) == 0;
        if (!same) changes.add(new Change(figure, now, figure.at(null).path()));
    }

    private List<Revised> revised(Content content) {
        if (content.aims().isEmpty()) return List.of();
        var today = new HashMap<String, Aim>();
        // Judged for the same day: what differs, differs by a revision, a late record or another colour put in its
        // place.
        var byDay = content.aims().stream().collect(Collectors.groupingBy(Aim::on));
        byDay.forEach((day, aims) -> {
            var asked = aims.stream()
                    .map(aim -> new Targets.Target(
                            aim.value(),
                            Phrases.Wanted.AT_LEAST,
                            "",
                            UUID.fromString(aim.plan()),
                            UUID.fromString(aim.item())))
                    .toList();
            targets.aims(asked, LocalDate.parse(day), null).forEach(one -> today.put(one.item(), one));
        });
        var revised = new ArrayList<Revised>();
        for (Aim aim : content.aims()) {
            Aim now = today.get(aim.item());
            if (now == null
                    || !now.wanted().equals(aim.wanted())
                    || !now.reached().equals(aim.reached())
                    || !now.light().equals(aim.light())) revised.add(new Revised(aim, now));
        }
        return revised;
    }
}
