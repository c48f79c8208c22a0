package dev.kechuang.programme.web.check;

import dev.kechuang.programme.internal.check.CheckStore;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
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
import org.springframework.stereotype.Component;

/** 形式审查: what was ticked off in each round, for officers. */
@Component
public class CheckPart implements ApplicationPart {

    private final CheckStore checks;
    private final CheckWords words;

    CheckPart(CheckStore checks, CheckWords words) {
        this.checks = checks;
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

    private record Line(String text, String clause, Cell result, String note) {}

    @Override
    public Panel show(Viewer viewer, Locale locale, Application application, Definition definition) {
        var rounds = new ArrayList<Round>();
        for (var sheet : checks.sheets(application.id())) {
            if (!(definition.stage(sheet.stage()) instanceof Stage.Check stage)) continue;
            var lines = new ArrayList<Line>();
            for (var item : stage.items()) {
                var mark = sheet.marks().get(item.id());
                Cell result = mark == null
                        ? Cell.NONE
                        : mark.pass()
                                ? new Tag(words.text(locale, "check.pass"), Tone.PASSED)
                                : new Tag(words.text(locale, "check.fail"), Tone.FAILED);
                lines.add(new Line(item.text().in(locale), item.clause(), result, mark == null ? "" : mark.note()));
            }
            List<Column<Line>> columns = List.of(
                    Column.title(words.text(locale, "check.item"), line -> Cell.text(line.text())),
                    Column.text(words.text(locale, "check.clause"), line -> Cell.text(line.clause())),
                    Column.text(words.text(locale, "check.result"), Line::result),
                    Column.title(words.text(locale, "check.note"), line -> Cell.text(line.note())));
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

    @Override
    public List<Action> actions(Viewer viewer, Locale locale, Application application, Definition definition) {
        boolean here = application.stageKind() == Stage.Kind.CHECK
                && (application.status() == Status.OPEN || application.status() == Status.RETURNED);
        boolean may = viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER);
        return here && may && checks.mayCheck(viewer, application.id())
                ? List.of(Action.open(words.text(locale, "check.open"), "/checks/" + application.id()))
                : List.of();
    }
}
