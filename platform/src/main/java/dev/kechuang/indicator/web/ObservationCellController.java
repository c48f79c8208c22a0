package dev.kechuang.indicator.web;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.observation.Observation;
import dev.kechuang.indicator.internal.observation.Observation.Cell;
import dev.kechuang.indicator.internal.observation.Observation.Origin;
import dev.kechuang.indicator.internal.observation.Observation.State;
import dev.kechuang.indicator.internal.observation.ObservationStore;
import dev.kechuang.indicator.internal.observation.Observations;
import dev.kechuang.indicator.internal.observation.PeriodText;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One observed cell: its form, everything that was ever stated for it, and what is decided about it. */
@Controller
@RequestMapping("/indicators/observations")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ObservationCellController {

    private final Observations observations;
    private final ObservationStore store;
    private final Dictionary dictionary;
    private final Labels labels;

    ObservationCellController(Observations observations, ObservationStore store, Dictionary dictionary, Labels labels) {
        this.observations = observations;
        this.store = store;
        this.dictionary = dictionary;
        this.labels = labels;
    }

    public record CellPage(
            Form form,
            String title,
            @Nullable Indicator indicator,
            List<Option> indicators,
            List<Option> places,
            List<TimelineEntry> history,
            @Nullable Observation waiting,
            boolean mayEnter,
            boolean mayDecide,
            boolean mayTakeBack) {}

    @GetMapping("/cell")
    String cell(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        var values = new LinkedHashMap<>(asked);
        cell(asked).ifPresent(cell -> {
            var history = visible(viewer, cell);
            values.put(
                    "after",
                    String.valueOf(history.isEmpty() ? 0 : history.getFirst().sequence()));
        });
        return form(Form.of(values), viewer, locale, model);
    }

    private List<Observation> visible(Viewer viewer, Cell cell) {
        boolean may = viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER)
                || viewer.regions().contains(cell.region());
        return may ? store.history(cell) : List.of();
    }

    private java.util.Optional<Cell> cell(Map<String, String> values) {
        String indicator = values.getOrDefault("indicator", "");
        String region = values.getOrDefault("region", "");
        var period = PeriodText.read(values.getOrDefault("period", ""));
        if (dictionary.find(indicator).isEmpty() || region.isEmpty() || period.isEmpty())
            return java.util.Optional.empty();
        return java.util.Optional.of(new Cell(indicator, region, period.get()));
    }

    private String form(Form form, Viewer viewer, Locale locale, Model model) {
        var cell = cell(form.values());
        var history = cell.map(one -> visible(viewer, one)).orElse(List.of());
        Observation waiting = history.stream()
                .filter(one -> one.state() == State.WAITING)
                .findFirst()
                .orElse(null);
        Observation confirmed = history.stream()
                .filter(one -> one.state() == State.CONFIRMED)
                .findFirst()
                .orElse(null);
        boolean bureau = viewer.is(Role.BUREAU_OFFICER);
        var choices = dictionary.all().stream()
                .filter(one -> bureau || dictionary.duty(one.code()).isPresent())
                .map(one -> new Option(one.code(), labels.name(locale, one) + "（" + one.unit() + "）"))
                .toList();
        model.addAttribute(
                "model",
                new CellPage(
                        form,
                        cell.map(one -> labels.name(locale, one.indicator()) + " " + labels.region(locale, one.region())
                                        + " " + one.period())
                                .orElse(labels.text(locale, "indicator.state.new")),
                        cell.flatMap(one -> dictionary.find(one.indicator())).orElse(null),
                        choices,
                        labels.places(locale).stream()
                                .filter(place -> bureau || viewer.regions().contains(place.value()))
                                .toList(),
                        history(locale, history),
                        waiting,
                        bureau || viewer.is(Role.COUNTY_OFFICER),
                        waiting != null
                                && viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER)
                                && !waiting.enteredBy().equals(viewer.account()),
                        bureau && confirmed != null && confirmed.value() != null && waiting == null));
        return "indicator/observation";
    }

    private List<TimelineEntry> history(Locale locale, List<Observation> all) {
        var entries = new ArrayList<TimelineEntry>();
        for (Observation one : all) {
            if (one.decidedAt() != null && one.state() != State.REPLACED) {
                entries.add(new TimelineEntry(
                        Labels.minute(one.decidedAt()),
                        one.decidedName(),
                        labels.text(locale, "indicator.state." + one.state().code()),
                        one.decision(),
                        one.state() == State.CONFIRMED ? Tone.PASSED : Tone.RETURNED));
            }
            String value = one.value() == null
                    ? labels.text(locale, "indicator.takenBack")
                    : dev.kechuang.shared.web.ui.Figures.exact(one.value()) + " " + labels.unit(one.indicator());
            var notes = new ArrayList<String>();
            notes.add(labels.text(locale, "indicator.origin." + one.origin().code())
                    + (one.row() == null ? "" : " " + labels.text(locale, "indicator.row", one.row())));
            if (!one.source().isEmpty()) notes.add(one.source());
            if (!one.reason().isEmpty()) notes.add(labels.text(locale, "indicator.field.reason") + "：" + one.reason());
            entries.add(new TimelineEntry(
                    Labels.minute(one.enteredAt()),
                    one.enteredName() + (one.unitName().isEmpty() ? "" : " · " + one.unitName()),
                    labels.text(locale, "indicator.stated", one.sequence(), value),
                    String.join("；", notes),
                    Tone.IN_PROGRESS));
        }
        return entries;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/cell")
    String state(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return observations
                .state(viewer, posted, ObservationController.number(posted.getOrDefault("after", "0")), Origin.FORM)
                .fold(
                        done -> {
                            redirect.addFlashAttribute(Notice.FLASH, Notice.done("indicator.done.stated"));
                            return "redirect:" + ObservationController.path(done.cell());
                        },
                        errors -> refused(posted, errors, viewer, locale, model, response));
    }

    private String refused(
            Map<String, String> posted,
            List<FieldError> errors,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        response.setStatus(422);
        var values = new LinkedHashMap<>(posted);
        // Who was told what stands now has seen it: the next try follows it.
        cell(posted)
                .map(cell -> visible(viewer, cell))
                .filter(all -> !all.isEmpty())
                .ifPresent(
                        all -> values.put("after", String.valueOf(all.getFirst().sequence())));
        return form(Form.of(values).with(errors), viewer, locale, model);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/takeback")
    String takeBack(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Cell cell = cell(posted).orElseThrow(() -> new NotFound("observation"));
        return observations
                .takeBack(
                        viewer,
                        cell,
                        ObservationController.number(posted.getOrDefault("after", "0")),
                        posted.getOrDefault("reason", ""))
                .fold(
                        done -> {
                            redirect.addFlashAttribute(Notice.FLASH, Notice.done("indicator.done.takenBack"));
                            return "redirect:" + ObservationController.path(cell);
                        },
                        errors -> refused(posted, errors, viewer, locale, model, response));
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/{id}/return")
    String returnBack(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Observation one = store.find(id).orElseThrow(() -> new NotFound("observation"));
        var values = Map.of(
                "indicator",
                one.indicator(),
                "region",
                one.region(),
                "period",
                one.period().toString(),
                "reason",
                reason);
        return observations
                .returnBack(viewer, id, reason)
                .fold(
                        done -> {
                            redirect.addFlashAttribute(Notice.FLASH, Notice.done("indicator.done.returned"));
                            return "redirect:" + ObservationController.path(one.cell());
                        },
                        errors -> refused(values, errors, viewer, locale, model, response));
    }
}
