package dev.kechuang.programme.web.check;

import dev.kechuang.programme.internal.check.CheckLists;
import dev.kechuang.programme.internal.check.CheckSheet;
import dev.kechuang.programme.internal.check.CheckStore;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.form.Correction;
import dev.kechuang.programme.internal.form.Corrections;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.programme.web.form.ApplicationPart;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 形式审查: what was ticked off in each round, for officers. */
@Component
public class CheckPart implements ApplicationPart {

    private final CheckStore checks;
    private final CheckLists lists;
    private final Corrections corrections;
    private final CheckWords words;

    CheckPart(CheckStore checks, CheckLists lists, Corrections corrections, CheckWords words) {
        this.checks = checks;
        this.lists = lists;
        this.corrections = corrections;
        this.words = words;
    }

    @Override
    public String tab() {
        return "check";
    }

    @Override
    public int order() {
        return 200;
    }

    @Override
    public String label() {
        return "check.tab";
    }

    @Override
    public boolean visible(Viewer viewer, Application application, Definition definition) {
        return viewer.isOfficer() && definition.first(Stage.Check.class).isPresent();
    }

    /** @param state outcome of the round with who decided when */
    public record Round(String heading, Tag state, String decided, Table table) {}

    public record Rounds(List<Round> rounds) {}

    private record Line(String text, String clause, Cell result, String note, String answer) {}

    @Override
    public Panel show(Viewer viewer, Locale locale, Application application, Definition definition) {
        var rounds = new ArrayList<Round>();
        var returns = corrections.all(application);
        for (var sheet : checks.sheets(application.id())) {
            if (!(definition.stage(sheet.stage()) instanceof Stage.Check stage)) continue;
            var lines = new ArrayList<Line>();
            var correction = after(returns, sheet);
            for (var item : stage.items()) {
                var mark = sheet.marks().get(item.id());
                Cell result = mark == null
                        ? Cell.NONE
                        : mark.pass()
                                ? new Tag(words.text(locale, "check.pass"), Tone.PASSED)
                                : new Tag(words.text(locale, "check.fail"), Tone.FAILED);
                String answer = correction
                        .flatMap(one -> one.point(item.id()))
                        .map(Correction.Point::answer)
                        .orElse("");
                lines.add(new Line(
                        item.text().in(locale), item.clause(), result, mark == null ? "" : mark.note(), answer));
            }
            var columns = new ArrayList<Column<Line>>(List.of(
                    Column.title(words.text(locale, "check.item"), line -> Cell.text(line.text())),
                    Column.text(words.text(locale, "check.clause"), line -> Cell.text(line.clause())),
                    Column.text(words.text(locale, "check.result"), Line::result),
                    Column.title(words.text(locale, "check.note"), line -> Cell.text(line.note()))));
            if (lines.stream().anyMatch(line -> !line.answer().isEmpty())) {
                columns.add(
                        Column.title(words.text(locale, "form.correction.other"), line -> Cell.text(line.answer())));
            }
            var closed = sheet.closedAt();
            String heading = words.text(locale, "check.roundOf", stage.name().in(locale), sheet.round());
            rounds.add(new Round(
                    heading,
                    words.outcome(locale, sheet),
                    closed == null ? sheet.officerName() : sheet.decidedBy() + " " + ApplicationLabels.minute(closed),
                    Table.of(heading, columns, lines)));
        }
        return new Panel("programme/checkPart", new Rounds(rounds.reversed()));
    }

    /** The return that ended a round; empty where the round ended otherwise. */
    static Optional<Correction> after(List<Correction> returns, CheckSheet sheet) {
        if (sheet.outcome() != CheckSheet.Outcome.RETURNED) return Optional.empty();
        var ofStage = returns.stream()
                .filter(one -> one.stage().equals(sheet.stage()))
                .toList();
        return sheet.round() > ofStage.size() ? Optional.empty() : Optional.of(ofStage.get(sheet.round() - 1));
    }

    @Override
    public List<Action> actions(Viewer viewer, Locale locale, Application application, Definition definition) {
        boolean here = application.stageKind() == Stage.Kind.CHECK
                && (application.status() == Status.OPEN || application.status() == Status.RETURNED);
        boolean may = viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER);
        return here && may && lists.mayCheck(viewer, application.id())
                ? List.of(Action.open(words.text(locale, "check.open"), "/checks/" + application.id()))
                : List.of();
    }
}
