package dev.kechuang.indicator.web;

import dev.kechuang.indicator.internal.consistency.Corrections;
import dev.kechuang.indicator.internal.consistency.Corrections.Way;
import dev.kechuang.indicator.internal.consistency.FindingStore.Finding;
import dev.kechuang.indicator.internal.consistency.FindingStore.State;
import dev.kechuang.indicator.internal.observation.Observation;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The figures of a finding as its page corrects them. */
@Component
public class CorrectionParts {

    private final Corrections corrections;
    private final Labels labels;

    CorrectionParts(Corrections corrections, Labels labels) {
        this.corrections = corrections;
        this.labels = labels;
    }

    /**
     * A figure that is corrected on the page.
     *
     * @param label what it measures, where and when
     * @param stands the confirmed value with its unit, a dash for none
     * @param path of the observation with its history
     * @param waits what waits for confirmation in words, empty for nothing
     * @param confirms revision that the viewer may confirm, empty for none
     */
    public record Here(
            int operand,
            int after,
            String label,
            String stands,
            String unit,
            String path,
            String waits,
            String confirms) {}

    /** Figures that are corrected elsewhere, in the same way. */
    public record There(String text, List<Place> places) {}

    /** Where one is. */
    public record Place(String label, String path) {}

    /** @param othersWait whether somebody else's correction waits, so that no other is stated meanwhile */
    public record Parts(List<Here> here, List<There> there, boolean mayCorrect, boolean othersWait) {}

    /** Null where nothing is left to correct. */
    @Nullable Parts of(Finding finding, Viewer viewer, Locale locale) {
        if (finding.state() == State.CLOSED) return null;
        var here = new ArrayList<Here>();
        var there = new LinkedHashMap<String, List<Place>>();
        var ways = corrections.ways(finding);
        for (Way way : ways) {
            switch (way) {
                case Way.InPlace place -> here.add(here(place, viewer, locale));
                case Way.InDocument(int operand, String path, boolean takeable) ->
                    there.computeIfAbsent(
                                    takeable ? "indicator.correct.document" : "indicator.correct.printed",
                                    key -> new ArrayList<>())
                            .add(place(finding, operand, path));
                case Way.InEvidence(int operand, String path) ->
                    there.computeIfAbsent("indicator.correct.evidence", key -> new ArrayList<>())
                            .add(place(finding, operand, path));
            }
        }
        // What waits for somebody comes first.
        here.sort(Comparator.comparing(one -> one.waits().isEmpty()));
        var elsewhere = there.entrySet().stream()
                .map(one -> new There(labels.text(locale, one.getKey()), one.getValue()))
                .toList();
        boolean othersWait = Corrections.waitingOfOthers(viewer, ways).isPresent();
        return new Parts(here, elsewhere, viewer.is(Role.BUREAU_OFFICER) && !othersWait, othersWait);
    }

    private static Place place(Finding finding, int operand, String path) {
        var one = finding.operands().get(operand);
        return new Place(one.label() + " " + one.value(), path);
    }

    private Here here(Way.InPlace place, Viewer viewer, Locale locale) {
        var cell = place.cell();
        var waiting = place.waiting();
        boolean mine =
                waiting.map(one -> one.enteredBy().equals(viewer.account())).orElse(false);
        return new Here(
                place.operand(),
                place.after(),
                labels.region(locale, cell.region()) + " " + cell.period() + " "
                        + labels.name(locale, cell.indicator()),
                place.confirmed().map(one -> value(locale, one)).orElse("—"),
                labels.unit(cell.indicator()),
                ObservationController.path(cell),
                waiting.map(one -> labels.text(
                                locale,
                                mine ? "indicator.correct.waits.mine" : "indicator.correct.waits",
                                value(locale, one),
                                one.enteredName(),
                                Labels.minute(one.enteredAt()),
                                one.reason().isEmpty() ? "—" : one.reason()))
                        .orElse(""),
                waiting.filter(one -> !mine).map(one -> one.id().toString()).orElse(""));
    }

    /** What was stated for its observations since it was found, the last first. */
    List<Observation> stated(Finding finding) {
        return corrections.ways(finding).stream()
                .filter(Way.InPlace.class::isInstance)
                .flatMap(way -> ((Way.InPlace) way).history().stream())
                .filter(one -> one.enteredAt().isAfter(finding.foundAt()))
                .sorted(Comparator.comparing(Observation::enteredAt).reversed())
                .toList();
    }

    String value(Locale locale, Observation one) {
        return one.value() == null
                ? labels.text(locale, "indicator.takenBack")
                : Figures.exact(one.value()) + " " + labels.unit(one.indicator());
    }
}
