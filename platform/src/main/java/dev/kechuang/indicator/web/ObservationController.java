package dev.kechuang.indicator.web;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.observation.Observation;
import dev.kechuang.indicator.internal.observation.Observation.Cell;
import dev.kechuang.indicator.internal.observation.Observation.Origin;
import dev.kechuang.indicator.internal.observation.Observation.State;
import dev.kechuang.indicator.internal.observation.ObservationStore;
import dev.kechuang.indicator.internal.observation.ObservationStore.Query;
import dev.kechuang.indicator.internal.observation.Observations;
import dev.kechuang.indicator.internal.observation.PeriodText;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The desk of observations: what waits, what was stated, and the form of one cell with its history. */
@Controller
@RequestMapping("/indicators/observations")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ObservationController {

    private static final int SIZE = 50;

    private final Observations observations;
    private final ObservationStore store;
    private final Dictionary dictionary;
    private final Labels labels;

    ObservationController(Observations observations, ObservationStore store, Dictionary dictionary, Labels labels) {
        this.observations = observations;
        this.store = store;
        this.dictionary = dictionary;
        this.labels = labels;
    }

    static String path(Cell cell) {
        return "/indicators/observations/cell?indicator=" + cell.indicator() + "&region=" + cell.region() + "&period="
                + cell.period();
    }

    public record ListPage(
            Form filter,
            List<Option> states,
            List<Option> places,
            @Nullable Table table,
            KeyPage<Observation> page,
            boolean confirming,
            Form errors,
            List<ObservationStore.Locked> locks) {}

    @GetMapping
    String list(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        return list(asked, viewer, locale, model, Form.EMPTY);
    }

    private String list(Map<String, String> asked, Viewer viewer, Locale locale, Model model, Form errors) {
        var given = new HashMap<>(asked);
        given.putIfAbsent("state", "waiting");
        var page = store.page(viewer, query(given), KeyPage.At.of(asked.get("after"), asked.get("before")), SIZE);
        boolean confirming = viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER)
                && page.items().stream().anyMatch(one -> one.state() == State.WAITING);
        Table table = page.items().isEmpty() ? null : table(locale, page.items());
        if (table != null && confirming) {
            table = table.chosenBy(
                    "rows",
                    page.items().stream().map(one -> one.id().toString()).toList());
        }
        model.addAttribute(
                "model",
                new ListPage(
                        Form.of(given),
                        Stream.of(State.values())
                                .map(state -> new Option(
                                        state.code(), labels.text(locale, "indicator.state." + state.code())))
                                .toList(),
                        labels.places(locale),
                        table,
                        page,
                        confirming,
                        errors,
                        store.locks()));
        return "indicator/observations";
    }

    static Query query(Map<String, String> asked) {
        return new Query(
                asked.getOrDefault("state", ""),
                asked.getOrDefault("indicator", "").strip(),
                asked.getOrDefault("region", ""),
                PeriodText.read(asked.getOrDefault("period", ""))
                        .map(Period::toString)
                        .orElse(""),
                asked.getOrDefault("mine", ""));
    }

    private Table table(Locale locale, List<Observation> rows) {
        List<Column<Observation>> columns = List.of(
                Column.title(
                        labels.text(locale, "indicator.indicator"),
                        one -> dev.kechuang.shared.web.ui.Cell.link(
                                labels.name(locale, one.indicator()), path(one.cell()))),
                Column.text(
                        labels.text(locale, "indicator.region"),
                        one -> dev.kechuang.shared.web.ui.Cell.text(labels.region(locale, one.region()))),
                Column.text(
                        labels.text(locale, "indicator.period"),
                        one -> dev.kechuang.shared.web.ui.Cell.text(one.period().toString())),
                Column.figure(
                        labels.text(locale, "indicator.field.value"),
                        "",
                        one -> one.value() == null
                                ? dev.kechuang.shared.web.ui.Cell.text(labels.text(locale, "indicator.takenBack"))
                                : new dev.kechuang.shared.web.ui.Cell.Figure(
                                        dev.kechuang.shared.web.ui.Figures.exact(one.value()) + " "
                                                + labels.unit(one.indicator()),
                                        "",
                                        "")),
                Column.text(
                        labels.text(locale, "indicator.field.source"),
                        one -> new dev.kechuang.shared.web.ui.Cell.Lines(
                                labels.text(
                                        locale,
                                        "indicator.origin." + one.origin().code()),
                                "",
                                one.source())),
                Column.text(
                        labels.text(locale, "indicator.enteredBy"),
                        one -> new dev.kechuang.shared.web.ui.Cell.Lines(
                                one.enteredName(), "", Labels.minute(one.enteredAt()))),
                Column.text(labels.text(locale, "indicator.state"), one -> tag(locale, one.state())));
        return Table.of(labels.text(locale, "indicator.observations"), columns, rows);
    }

    private Tag tag(Locale locale, State state) {
        return new Tag(
                labels.text(locale, "indicator.state." + state.code()),
                switch (state) {
                    case WAITING -> Tone.IN_PROGRESS;
                    case CONFIRMED -> Tone.PASSED;
                    case RETURNED -> Tone.RETURNED;
                    case REPLACED -> Tone.DRAFT;
                });
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/confirm")
    String confirm(
            @RequestParam(defaultValue = "") List<UUID> rows,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return observations
                .confirm(viewer, rows)
                .fold(
                        count -> {
                            redirect.addFlashAttribute(Notice.FLASH, Notice.done("indicator.done.confirmed", count));
                            return "redirect:/indicators/observations";
                        },
                        errors -> {
                            response.setStatus(422);
                            return list(Map.of(), viewer, locale, model, Form.EMPTY.with(errors));
                        });
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/lock")
    String lock(
            @RequestParam(defaultValue = "") String period,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return observations
                .lock(viewer, period)
                .fold(
                        locked -> {
                            redirect.addFlashAttribute(
                                    Notice.FLASH, Notice.done("indicator.done.locked", locked.toString()));
                            return "redirect:/indicators/observations";
                        },
                        errors -> {
                            response.setStatus(422);
                            return list(
                                    Map.of(),
                                    viewer,
                                    locale,
                                    model,
                                    Form.of(Map.of("period", period)).with(errors));
                        });
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
                .state(viewer, posted, number(posted.getOrDefault("after", "0")), Origin.FORM)
                .fold(
                        done -> {
                            redirect.addFlashAttribute(Notice.FLASH, Notice.done("indicator.done.stated"));
                            return "redirect:" + path(done.cell());
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
                .takeBack(viewer, cell, number(posted.getOrDefault("after", "0")), posted.getOrDefault("reason", ""))
                .fold(
                        done -> {
                            redirect.addFlashAttribute(Notice.FLASH, Notice.done("indicator.done.takenBack"));
                            return "redirect:" + path(cell);
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
                            return "redirect:" + path(one.cell());
                        },
                        errors -> refused(values, errors, viewer, locale, model, response));
    }

    static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }
}
