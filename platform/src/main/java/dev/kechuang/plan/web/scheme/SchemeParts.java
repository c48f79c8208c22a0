package dev.kechuang.plan.web.scheme;

import dev.kechuang.plan.internal.scheme.Scheme;
import dev.kechuang.plan.internal.scheme.Scheme.Kind;
import dev.kechuang.plan.internal.scheme.Scheme.Stage;
import dev.kechuang.plan.internal.scheme.Scheme.State;
import dev.kechuang.plan.internal.scheme.Scheme.Target;
import dev.kechuang.plan.internal.scheme.SchemeTargets;
import dev.kechuang.plan.internal.scheme.SchemeTargets.Standing;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.plan.web.plan.PlanWords;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the page of a scheme is put together from: its particulars, targets with live figures, stages. */
@Component
class SchemeParts {

    private final SchemeTargets standing;
    private final PlanWords words;
    private final Labels labels;

    SchemeParts(SchemeTargets standing, PlanWords words, Labels labels) {
        this.standing = standing;
        this.words = words;
        this.labels = labels;
    }

    private String t(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    String kind(Locale locale, Scheme s) {
        return t(locale, "scheme.kind." + s.kind().code());
    }

    Tag state(Locale locale, Scheme s) {
        if (s.state() == State.RUNNING && s.endsOn().isBefore(labels.today()))
            return new Tag(t(locale, "scheme.late"), Tone.FAILED);
        return new Tag(
                t(locale, "scheme.state." + s.state().code()),
                switch (s.state()) {
                    case RUNNING -> Tone.IN_PROGRESS;
                    case COMPLETED -> Tone.PASSED;
                    case TERMINATED -> Tone.DRAFT;
                });
    }

    List<Detail> details(Locale locale, Scheme s) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(t(locale, "scheme.column.state"), state(locale, s)));
        details.add(Detail.of(t(locale, "scheme.column.number"), s.number()));
        details.add(Detail.of(t(locale, "scheme.column.kind"), kind(locale, s)));
        details.add(Detail.of(t(locale, "scheme.source." + s.kind().code()), s.source()));
        if (!s.document().isEmpty()) details.add(Detail.of(t(locale, "scheme.column.document"), s.document()));
        details.add(Detail.of(
                t(locale, "scheme.column.level"),
                t(locale, "scheme.level." + s.level().code())));
        details.add(Detail.of(t(locale, "scheme.term"), s.startsOn() + " — " + s.endsOn()));
        details.add(Detail.of(t(locale, "scheme.column.region"), labels.region(locale, s.region())));
        details.add(Detail.of(t(locale, "scheme.column.unit"), labels.unit(locale, s.unit())));
        if (!s.supporting().isEmpty())
            details.add(Detail.of(
                    t(locale, "scheme.column.supporting"),
                    s.supporting().stream()
                            .map(unit -> labels.unit(locale, unit))
                            .collect(Collectors.joining("、"))));
        Integer likelihood = s.likelihood();
        Integer impact = s.impact();
        if (likelihood != null && impact != null) {
            int weight = likelihood * impact;
            String word = weight >= 15 ? "high" : weight >= 8 ? "middle" : "low";
            details.add(Detail.of(
                    t(locale, "scheme.risk"),
                    new Tag(
                            t(locale, "scheme.risk." + word, likelihood, impact),
                            weight >= 15 ? Tone.FAILED : weight >= 8 ? Tone.RETURNED : Tone.PASSED)));
        }
        details.add(Detail.of(t(locale, "scheme.column.percent"), s.percent() + "%"));
        if (s.closedOn() != null)
            details.add(new Detail(t(locale, "scheme.column.closedOn"), Labels.day(s.closedOn()), s.closedNote()));
        return details;
    }

    Part targets(Locale locale, Scheme s, List<Target> targets) {
        List<Column<Standing>> columns = List.of(
                Column.title(
                        t(locale, "scheme.target.indicator"),
                        one -> new Cell.Lines(
                                name(locale, one),
                                "",
                                one.since() == null
                                        ? ""
                                        : t(
                                                locale,
                                                "scheme.target.since",
                                                one.since().toString()))),
                Column.text(
                        t(locale, "scheme.target.unit"),
                        one -> Cell.text(
                                one.indicator() == null ? "" : one.indicator().unit())),
                Column.figure(
                        t(locale, "scheme.target.value"),
                        "",
                        one -> figure(one.target().value())),
                Column.figure(
                        t(locale, "plan.column.now"),
                        "",
                        one -> one.actual() == null
                                ? Cell.NONE
                                : figure(one.actual())
                                        .linked(one.figures().getLast().path())),
                Column.text(
                        t(locale, "plan.column.light"),
                        one -> words.light(locale, one.ruling().colour())),
                Column.title(
                        t(locale, "plan.column.basis"),
                        one -> Cell.text(one.ruling().reason())));
        return Part.Listing.of(
                t(locale, "scheme.targets", labels.region(locale, s.region())),
                Table.of(t(locale, "scheme.targets"), columns, standing.of(s, targets, labels.today())),
                "");
    }

    private static String name(Locale locale, Standing one) {
        var indicator = one.indicator();
        if (indicator == null) return one.target().indicator();
        return Labels.english(locale) && !indicator.en().isEmpty() ? indicator.en() : indicator.name();
    }

    private static Cell.Figure figure(BigDecimal value) {
        return new Cell.Figure(PlanWords.number(value), "", "");
    }

    Part stages(Locale locale, Scheme s, List<Stage> stages) {
        String heading = t(locale, s.kind() == Kind.RISK ? "scheme.measures" : "scheme.stages");
        List<Column<Stage>> columns = List.of(
                Column.title(heading, stage -> Cell.text(stage.title())),
                Column.text(t(locale, "scheme.stage.dueOn"), stage -> Labels.day(stage.dueOn())),
                Column.text(t(locale, "scheme.stage.doneOn"), stage -> stage(locale, s, stage)));
        return Part.Listing.of(heading, Table.of(heading, columns, stages), "");
    }

    private Cell stage(Locale locale, Scheme s, Stage stage) {
        if (stage.doneOn() != null) return Labels.day(stage.doneOn());
        boolean late = s.state() == State.RUNNING && stage.dueOn().isBefore(labels.today());
        return late ? new Tag(t(locale, "scheme.late"), Tone.FAILED) : Cell.NONE;
    }
}
