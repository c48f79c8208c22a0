package dev.kechuang.indicator.web;

import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.observation.Observation;
import dev.kechuang.indicator.internal.observation.Reporting;
import dev.kechuang.indicator.internal.observation.Reporting.Item;
import dev.kechuang.indicator.internal.observation.Reporting.Late;
import dev.kechuang.indicator.internal.observation.Reporting.Progress;
import dev.kechuang.indicator.internal.observation.ReportingReminders;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the counties have to report, how far they are, who is late, and the press on them. */
@Controller
@RequestMapping("/indicators")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ReportingController {

    private static final int NAMED = 3;

    private final Reporting reporting;
    private final ReportingReminders reminders;
    private final Labels labels;

    ReportingController(Reporting reporting, ReportingReminders reminders, Labels labels) {
        this.reporting = reporting;
        this.reminders = reminders;
        this.labels = labels;
    }

    public record ReportingPage(
            Form filter,
            String period,
            @Nullable Table progress,
            @Nullable Table items,
            String template,
            @Nullable Table late,
            boolean mayPress) {}

    @GetMapping("/reporting")
    String reporting(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        return page(asked, viewer, locale, model, List.of());
    }

    private String page(Map<String, String> asked, Viewer viewer, Locale locale, Model model, List<FieldError> errors) {
        var late = reporting.late(viewer);
        Period period = labels.period(asked, reporting.last(Period.Kind.QUARTER));
        var all = reporting.items(viewer, period);
        String region = asked.getOrDefault("region", "");
        var progress = reporting.progress(all);
        var shown = all.stream()
                .filter(item -> region.isEmpty() || item.what().region().code().equals(region))
                .toList();
        boolean one = progress.size() == 1 || !region.isEmpty();
        model.addAttribute(
                "model",
                new ReportingPage(
                        Form.of(Map.of("period", period.toString(), "region", region))
                                .with(errors),
                        period.toString(),
                        progress.isEmpty() ? null : progress(locale, period, progress),
                        one && !shown.isEmpty() ? items(locale, shown) : null,
                        "/indicators/import/template?period=" + period,
                        late.isEmpty() ? null : late(locale, late),
                        viewer.is(Role.BUREAU_OFFICER) && !late.isEmpty()));
        return "indicator/reporting";
    }

    /** Presses everybody who is late. */
    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/reporting/press")
    String press(Viewer viewer, Locale locale, Model model, HttpServletResponse response, RedirectAttributes redirect) {
        return Answer.of(
                reminders.press(viewer),
                told -> Notice.done("reporting.done.pressed", told),
                told -> "/indicators/reporting",
                errors -> page(Map.of(), viewer, locale, model, errors),
                response,
                redirect);
    }

    private Table late(Locale locale, List<Late> rows) {
        List<Column<Late>> columns = List.of(
                Column.title(
                        labels.text(locale, "indicator.region"),
                        one -> Cell.link(
                                labels.region(locale, one.region().code()),
                                "/indicators/reporting?period=" + one.period() + "&region="
                                        + one.region().code())),
                Column.text(
                        labels.text(locale, "reporting.late.period"),
                        one -> Cell.text(one.period().toString())),
                Column.text(labels.text(locale, "reporting.late.items"), one -> Cell.text(named(locale, one))),
                Column.text(
                        labels.text(locale, "indicator.dueOn"),
                        one -> Cell.text(one.due().toString())),
                Column.figure(
                        labels.text(locale, "reporting.late.days"),
                        labels.text(locale, "reporting.late.day"),
                        one -> Cell.count(one.days())));
        return Table.of(labels.text(locale, "reporting.late"), columns, rows);
    }

    private String named(Locale locale, Late late) {
        String names = late.items().stream()
                .limit(NAMED)
                .map(item -> labels.name(locale, item.what().indicator()))
                .collect(Collectors.joining(locale.getLanguage().equals("en") ? ", " : "、"));
        return late.items().size() > NAMED
                ? labels.text(locale, "reporting.late.more", names, late.items().size())
                : names;
    }

    private Table progress(Locale locale, Period period, List<Progress> rows) {
        List<Column<Progress>> columns = List.of(
                Column.title(
                        labels.text(locale, "indicator.region"),
                        one -> Cell.link(
                                labels.region(locale, one.region().code()),
                                "/indicators/reporting?period=" + period + "&region="
                                        + one.region().code())),
                Column.figure(labels.text(locale, "indicator.due"), "", one -> Cell.count(one.due())),
                Column.figure(labels.text(locale, "indicator.state.confirmed"), "", one -> Cell.count(one.confirmed())),
                Column.figure(labels.text(locale, "indicator.state.waiting"), "", one -> Cell.count(one.waiting())),
                Column.figure(labels.text(locale, "indicator.state.returned"), "", one -> Cell.count(one.returned())),
                Column.figure(labels.text(locale, "indicator.state.missing"), "", one -> Cell.count(one.missing())),
                Column.text(
                        labels.text(locale, "indicator.late"),
                        one -> one.late() == 0
                                ? new Tag(labels.text(locale, "indicator.inTime"), Tone.PASSED)
                                : new Tag(labels.text(locale, "indicator.lateCount", one.late()), Tone.FAILED)));
        return Table.of(labels.text(locale, "indicator.reporting"), columns, rows);
    }

    private Table items(Locale locale, List<Item> rows) {
        List<Column<Item>> columns = List.of(
                Column.title(
                        labels.text(locale, "indicator.indicator"),
                        one -> Cell.link(
                                labels.name(locale, one.what().indicator()),
                                ObservationController.path(new Observation.Cell(
                                        one.what().indicator().code(),
                                        one.what().region().code(),
                                        one.what().period())))),
                Column.text(
                        labels.text(locale, "indicator.region"),
                        one -> Cell.text(
                                labels.region(locale, one.what().region().code()))),
                Column.figure(
                        labels.text(locale, "indicator.field.value"),
                        "",
                        one -> one.reported() == null || one.reported().value() == null
                                ? Cell.NONE
                                : new Cell.Figure(Figures.exact(one.reported().value()), "", "")),
                Column.text(
                        labels.text(locale, "indicator.unit"),
                        one -> Cell.text(one.what().indicator().unit())),
                Column.text(
                        labels.text(locale, "indicator.dueOn"),
                        one -> Cell.text(one.what().due().toString())),
                Column.text(labels.text(locale, "indicator.state"), one -> state(locale, one)));
        return Table.of(labels.text(locale, "indicator.reporting"), columns, rows);
    }

    private Tag state(Locale locale, Item item) {
        String text = labels.text(locale, "indicator.state." + item.state());
        Tone tone = switch (item.state()) {
            case "confirmed" -> Tone.PASSED;
            case "waiting" -> Tone.IN_PROGRESS;
            case "returned" -> Tone.RETURNED;
            default -> item.late() ? Tone.FAILED : Tone.DRAFT;
        };
        return new Tag(item.late() ? text + " · " + labels.text(locale, "indicator.late") : text, tone);
    }
}
