package dev.kechuang.indicator.web;

import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.observation.Observation;
import dev.kechuang.indicator.internal.observation.Observation.Cell;
import dev.kechuang.indicator.internal.observation.Observation.State;
import dev.kechuang.indicator.internal.observation.ObservationStore;
import dev.kechuang.indicator.internal.observation.ObservationStore.Query;
import dev.kechuang.indicator.internal.observation.Observations;
import dev.kechuang.indicator.internal.observation.PeriodText;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The desk of observations: what waits, what was stated, and locked periods. */
@Controller
@RequestMapping("/indicators/observations")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ObservationController {

    private static final int SIZE = 50;

    private final Observations observations;
    private final ObservationStore store;
    private final Labels labels;

    ObservationController(Observations observations, ObservationStore store, Labels labels) {
        this.observations = observations;
        this.store = store;
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
        return Answer.of(
                observations.confirm(viewer, rows),
                count -> Notice.done("indicator.done.confirmed", count),
                count -> "/indicators/observations",
                errors -> list(Map.of(), viewer, locale, model, Form.EMPTY.with(errors)),
                response,
                redirect);
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
        return Answer.of(
                observations.lock(viewer, period),
                locked -> Notice.done("indicator.done.locked", locked.toString()),
                locked -> "/indicators/observations",
                errors -> list(
                        Map.of(),
                        viewer,
                        locale,
                        model,
                        Form.of(Map.of("period", period)).with(errors)),
                response,
                redirect);
    }

    static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }
}
