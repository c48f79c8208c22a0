package dev.kechuang.plan.web.track;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.plan.internal.plan.Target;
import dev.kechuang.plan.internal.plan.TargetForm;
import dev.kechuang.plan.internal.track.Calendar;
import dev.kechuang.plan.internal.track.Colour;
import dev.kechuang.plan.internal.track.LightStore;
import dev.kechuang.plan.internal.track.Lights;
import dev.kechuang.plan.internal.track.ProgressService;
import dev.kechuang.plan.internal.track.ProgressService.Item;
import dev.kechuang.plan.internal.track.Report;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.plan.web.plan.PlanWords;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What the page of a target or task is put together from: its light, its parts, reports, the form to report. */
@Component
class ItemParts {

    private final ProgressService progress;
    private final LightStore kept;
    private final FileStore files;
    private final PlanWords words;

    ItemParts(ProgressService progress, LightStore kept, FileStore files, PlanWords words) {
        this.progress = progress;
        this.kept = kept;
        this.files = files;
        this.words = words;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    List<Detail> details(Item item, Lights.Light light, Locale locale) {
        var details = new ArrayList<Detail>();
        Tag tag = words.light(locale, light.shown());
        var overrule = light.overrule();
        details.add(
                overrule == null
                        ? new Detail(
                                t(locale, "plan.column.light"),
                                tag,
                                light.ruling().reason())
                        : new Detail(
                                t(locale, "plan.column.light"),
                                tag,
                                t(
                                        locale,
                                        "track.overruledBy",
                                        overrule.byName(),
                                        overrule.reason(),
                                        words.light(locale, light.ruling().colour())
                                                .label())));
        item.target().ifPresent(target -> {
            details.add(Detail.of(t(locale, "plan.column.value"), words.value(target)));
            details.add(new Detail(
                    t(locale, "plan.column.now"),
                    light.value() == null
                            ? Cell.NONE
                            : light.figures().isEmpty()
                                    ? Cell.text(PlanWords.number(light.value()) + " " + target.unit())
                                    : Cell.link(
                                            PlanWords.number(light.value()) + " " + target.unit(),
                                            light.figures().getLast().path()),
                    target.indicator() == null
                            ? t(locale, "track.reportedValue")
                            : words.indicator(locale, target.indicator())));
            if (light.ruling().expected() != null)
                details.add(Detail.of(
                        t(locale, "track.expected"),
                        PlanWords.number(light.ruling().expected()) + " " + target.unit()));
            if (light.ruling().projected() != null)
                details.add(Detail.of(
                        t(locale, "track.projected"),
                        PlanWords.number(light.ruling().projected()) + " " + target.unit()));
            details.add(Detail.of(t(locale, "plan.column.region"), words.region(locale, target.region())));
            if (!target.gapReason().isEmpty())
                details.add(Detail.of(t(locale, "plan.field.gapReason"), target.gapReason()));
        });
        details.add(Detail.of(t(locale, "track.elapsed"), light.ruling().elapsed() + "%"));
        details.add(Detail.of(t(locale, "plan.column.lead"), words.duties(item.duties(), true)));
        details.add(Detail.of(t(locale, "plan.column.support"), words.duties(item.duties(), false)));
        details.add(Detail.of(
                t(locale, "plan.column.term"),
                item.fromOn() + " – "
                        + item.target()
                                .map(Target::dueOn)
                                .or(() -> item.task().map(task -> task.dueOn()))
                                .orElseThrow()));
        return details;
    }

    /** Counties with their parts, live figures and lights, as far as the viewer sees them; months with theirs. */
    void parts(Page page, Target target, List<Lights.PartLight> lights, Locale locale) {
        if (!lights.isEmpty()) {
            List<Column<Lights.PartLight>> columns = List.of(
                    Column.title(
                            t(locale, "plan.column.region"),
                            one -> Cell.text(words.region(locale, one.part().key()))),
                    Column.figure(
                            t(locale, "plan.column.value"),
                            target.unit(),
                            one -> new Cell.Figure(PlanWords.number(one.part().value()), "", "")),
                    Column.figure(t(locale, "plan.column.now"), target.unit(), ItemParts::now),
                    Column.figure(t(locale, "track.share"), "%", ItemParts::share),
                    Column.text(
                            t(locale, "plan.column.light"),
                            one -> words.light(locale, one.ruling().colour())),
                    Column.title(
                            t(locale, "plan.column.basis"),
                            one -> Cell.text(one.ruling().reason())));
            page.add(Part.Listing.of(
                    t(locale, "track.byRegion"), Table.of(t(locale, "track.byRegion"), columns, lights), ""));
        }
        var months = target.parts(Target.Split.MONTH);
        if (!months.isEmpty()) {
            List<Column<Target.Part>> columns = List.of(
                    Column.text(t(locale, "track.month"), part -> Cell.text(part.key())),
                    Column.figure(
                            t(locale, "plan.column.value"),
                            target.unit(),
                            part -> new Cell.Figure(TargetForm.plain(part.value()), "", "")));
            page.add(Part.Listing.of(
                    t(locale, "track.byMonth"), Table.of(t(locale, "track.byMonth"), columns, months), ""));
        }
    }

    private static Cell now(Lights.PartLight one) {
        String path = one.value() == null ? "" : one.figures().getLast().path();
        return new Cell.Figure(PlanWords.number(one.value()), "", path);
    }

    private static Cell share(Lights.PartLight one) {
        BigDecimal wanted = one.part().value();
        if (one.value() == null || wanted.signum() == 0) return Cell.NONE;
        return Cell.decimal(one.value().multiply(BigDecimal.valueOf(100)).divide(wanted, 1, RoundingMode.HALF_UP), 1);
    }

    Part report(Item item, String path, Form form, List<Report> all, Viewer viewer, Locale locale) {
        var begun = Calendar.begun(item.plan(), progress.today()).stream()
                .limit(6)
                .map(one -> new Option(
                        one.period().toString(),
                        t(
                                locale,
                                "track.periodDue",
                                one.period().toString(),
                                one.due().toString())))
                .toList();
        var fields = new ArrayList<Field>();
        fields.add(Field.select("period", t(locale, "track.period"), begun).must());
        UUID unit = Objects.requireNonNull(viewer.unit());
        if (item.task().isPresent()) {
            fields.add(Field.number("percent", t(locale, "track.percent")).must());
        } else if (item.target().map(Target::indicator).isEmpty() && item.lead(unit)) {
            fields.add(Field.number(
                            "value",
                            t(locale, "track.value", item.target().orElseThrow().unit()))
                    .must());
        }
        fields.add(Field.text("text", t(locale, "track.text"), 4000).must());
        fields.add(Field.text("blockers", t(locale, "track.blockers"), 2000).hint(t(locale, "track.blockers.hint")));
        fields.add(Field.files("files", t(locale, "track.files"), t(locale, "track.files.hint")));
        var values = new HashMap<>(form.values());
        if (form.values().isEmpty() && !begun.isEmpty())
            values.put("period", begun.getFirst().value());
        return new Part.Command(
                t(locale, "track.report"),
                t(locale, "track.report.hint", words.unit(locale, unit)),
                path + "/report",
                Form.of(values).with(form.errors()),
                fields,
                t(locale, "track.report.do"),
                "",
                false,
                !all.isEmpty()
                        && form.errors().isEmpty()
                        && all.stream().anyMatch(one -> one.unit().equals(unit)));
    }

    Table table(List<Report> all, boolean office, Viewer viewer, Locale locale) {
        var columns = new ArrayList<Column<Report>>();
        columns.add(Column.text(
                t(locale, "track.period"), one -> Cell.text(one.period().toString())));
        columns.add(Column.text(t(locale, "plan.column.unit"), one -> Cell.text(words.unit(locale, one.unit()))));
        columns.add(Column.figure(
                t(locale, "track.progress"),
                "",
                one -> new Cell.Figure(
                        one.percent() != null ? one.percent() + "%" : PlanWords.number(one.value()), "", "")));
        columns.add(Column.title(
                t(locale, "track.text"),
                one -> new Cell.Lines(
                        one.text(),
                        "",
                        one.blockers().isEmpty() ? "" : t(locale, "track.blockersSaid", one.blockers()))));
        columns.add(Column.text(
                t(locale, "track.filed"),
                one -> new Cell.Lines(
                        one.filedName(), "", one.filedOn() + (one.late() ? " " + t(locale, "track.late") : ""))));
        columns.add(Column.text(t(locale, "plan.column.state"), one -> state(locale, one)));
        if (office)
            columns.add(Column.actions(
                    t(locale, "track.decide"),
                    one -> one.state() == Report.State.FILED && !one.filedBy().equals(viewer.account())
                            ? Cell.link(t(locale, "track.decide"), "/progress/" + one.id())
                            : Cell.NONE));
        return Table.of(t(locale, "track.reports"), columns, all);
    }

    private Tag state(Locale locale, Report one) {
        return ProgressController.state(words, locale, one);
    }

    void evidence(Page page, Report one, Locale locale) {
        if (one.files().isEmpty()) return;
        var details = new ArrayList<Detail>();
        for (UUID id : one.files())
            details.add(Detail.of(
                    words.unit(locale, one.unit()),
                    Cell.link(files.find(id).map(StoredFile::name).orElse(id.toString()), "/files/" + id)));
        page.add(new Part.Facts(t(locale, "track.filesOf", one.period().toString()), details));
    }

    Part overrule(Lights.Light light, String path, Form form, Locale locale) {
        var colours = new ArrayList<Option>();
        if (light.overrule() != null) colours.add(new Option("rule", t(locale, "track.overrule.end")));
        for (Colour colour : List.of(Colour.GREEN, Colour.AMBER, Colour.RED))
            if (colour != light.ruling().colour())
                colours.add(new Option(colour.code(), t(locale, "plan.light." + colour.code())));
        return new Part.Command(
                t(locale, "track.overrule"),
                t(locale, "track.overrule.hint"),
                path + "/light",
                form,
                List.of(
                        Field.radios("colour", t(locale, "plan.column.light"), colours)
                                .must(),
                        Field.line("reason", t(locale, "plan.reason"), 500).must()),
                t(locale, "track.overrule"),
                "",
                false,
                true);
    }

    List<TimelineEntry> history(UUID item, Locale locale) {
        record Moment(String when, TimelineEntry entry) {}
        var moments = new ArrayList<Moment>();
        for (var one : kept.history(item))
            moments.add(new Moment(
                    one.day() + " 00:00",
                    new TimelineEntry(
                            one.day().toString(),
                            t(locale, "track.byRule"),
                            words.light(locale, one.ruled()).label(),
                            one.reason(),
                            words.light(locale, one.ruled()).tone())));
        for (var one : kept.overrules(item))
            moments.add(new Moment(
                    Labels.minute(one.at()),
                    new TimelineEntry(
                            Labels.minute(one.at()),
                            one.byName(),
                            one.colour() == null
                                    ? t(locale, "track.overrule.end")
                                    : t(locale, "track.overrule") + "："
                                            + words.light(locale, one.colour()).label(),
                            one.reason(),
                            Tone.PUBLISHED)));
        moments.sort((a, b) -> b.when().compareTo(a.when()));
        return moments.stream().map(Moment::entry).toList();
    }
}
