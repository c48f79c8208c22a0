package dev.kechuang.match.web.whatif;

import dev.kechuang.engine.Policy;
import dev.kechuang.match.internal.whatif.Effect;
import dev.kechuang.match.internal.whatif.Effect.Affected;
import dev.kechuang.match.internal.whatif.Effect.Change;
import dev.kechuang.match.internal.whatif.Tried;
import dev.kechuang.match.web.whatif.WhatIfQuestion.Question;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a change would mean.
 *
 * @param question what is compared
 * @param path of this page, {@code back} of the draft or policy it is about
 * @param form day and parameters as typed
 * @param effect null while something typed is wrong
 * @param firms those listed, of all that are affected
 * @param names of them
 */
public record WhatIfPage(
        Question question,
        boolean draft,
        String path,
        String back,
        Form form,
        List<Field> fields,
        @Nullable Effect effect,
        List<Affected> firms,
        Map<UUID, String> names,
        String export,
        Regions regions) {

    /** A parameter: its value now, and its form field. */
    public record Field(String name, String label, String value, String clause) {}

    WhatIfPage with(List<FieldError> errors) {
        return new WhatIfPage(
                question, draft, path, back, form.with(errors), fields, effect, firms, names, export, regions);
    }

    private Policy policy() {
        return question.own();
    }

    public boolean isNew() {
        return question.before() == null;
    }

    /** Another draft can be saved with what was tried. */
    public boolean canWrite() {
        return question.changed()
                && question.draft() != null
                && question.draft().open();
    }

    /** What was tried can go into a draft. */
    public boolean canBegin() {
        return question.changed() && question.draft() == null;
    }

    public int revision() {
        return java.util.Objects.requireNonNull(question.draft()).revision();
    }

    public String day() {
        return question.day().toString();
    }

    /** Each parameter that was tried, with its value in the text and the one tried. */
    public String changes(Frame frame) {
        var changed = question.tried().changed();
        var all = new ArrayList<String>();
        for (int i = 0; i < policy().parameters().size(); i++) {
            Policy.Parameter parameter = policy().parameters().get(i);
            if (!changed.contains(parameter.name())) continue;
            String typed = form.value("p" + i).strip();
            all.add(frame.t(
                    "matchWhatIf.change.one",
                    frame.pick(parameter.name(), parameter.english()),
                    Tried.text(parameter, question.day()),
                    typed));
        }
        return frame.t("matchWhatIf.changed", String.join(frame.pick("；", "; "), all));
    }

    public String title(Frame frame) {
        return frame.t("matchWhatIf.title", frame.pick(policy().name(), policy().english()));
    }

    public List<Crumb> crumbs(Frame frame) {
        return List.of(
                new Crumb(frame.t("matchWhatIf.drafts"), "/policy-drafts"),
                new Crumb(frame.pick(policy().name(), policy().english()), back));
    }

    private Effect found() {
        return java.util.Objects.requireNonNull(effect);
    }

    public boolean nobody() {
        return found().organisations() == 0;
    }

    public List<Kpi> kpis(Frame frame) {
        Effect found = found();
        Change total = found.total();
        return List.of(
                Kpi.of(
                        frame.t("matchWhatIf.won"),
                        total.won(),
                        frame.t("matchWhatIf.firms"),
                        frame.t(
                                "matchWhatIf.eligible",
                                Figures.count(found.before().eligible()),
                                Figures.count(found.after().eligible())),
                        ""),
                Kpi.of(
                        frame.t("matchWhatIf.lost"),
                        total.lost(),
                        frame.t("matchWhatIf.firms"),
                        frame.t(
                                "matchWhatIf.undecided",
                                Figures.count(found.before().undecided()),
                                Figures.count(found.after().undecided())),
                        ""),
                Kpi.of(
                        frame.t("matchWhatIf.otherAmount"),
                        total.more() + total.less(),
                        frame.t("matchWhatIf.firms"),
                        frame.t("matchWhatIf.moreLess", Figures.count(total.more()), Figures.count(total.less())),
                        ""),
                new Kpi(
                        frame.t("matchWhatIf.cost"),
                        signed(total.fen()),
                        frame.t("matchWhatIf.wan"),
                        null,
                        frame.t(
                                "matchWhatIf.costs",
                                Figures.wan(new Money(found.before().fen())),
                                Figures.wan(new Money(found.after().fen()))),
                        ""));
    }

    private static String signed(long fen) {
        return (fen > 0 ? "+" : "") + Figures.wan(new Money(fen));
    }

    public String basis(Frame frame) {
        Effect found = found();
        return frame.t(
                "matchWhatIf.basis",
                Figures.count(found.organisations()),
                found.day().toString());
    }

    /** Eligible without a known amount; they cost nothing here. */
    public long withoutAmount() {
        return Math.max(found().before().withoutAmount(), found().after().withoutAmount());
    }

    public Table byRegion(Frame frame) {
        List<Column<Map.Entry<String, Change>>> columns = List.of(
                Column.text(frame.t("matchWhatIf.region"), row -> Cell.text(region(frame, row.getKey()))),
                Column.figure(
                        frame.t("matchWhatIf.before"),
                        "",
                        row -> Cell.count(row.getValue().before())),
                Column.figure(
                        frame.t("matchWhatIf.after"),
                        "",
                        row -> Cell.count(row.getValue().after())),
                Column.figure(
                        frame.t("matchWhatIf.won"),
                        "",
                        row -> Cell.count(row.getValue().won())),
                Column.figure(
                        frame.t("matchWhatIf.lost"),
                        "",
                        row -> Cell.count(row.getValue().lost())),
                Column.figure(
                        frame.t("matchWhatIf.more"),
                        "",
                        row -> Cell.count(row.getValue().more())),
                Column.figure(
                        frame.t("matchWhatIf.less"),
                        "",
                        row -> Cell.count(row.getValue().less())),
                Column.figure(
                        frame.t("matchWhatIf.cost"),
                        frame.t("matchWhatIf.wan"),
                        row -> new Cell.Figure(signed(row.getValue().fen()), "", "")));
        return Table.of(
                frame.t("matchWhatIf.byRegion"),
                columns,
                List.copyOf(found().byRegion().entrySet()));
    }

    public Table firms(Frame frame) {
        List<Column<Affected>> columns = List.of(
                Column.title(
                        frame.t("matchWhatIf.firm"),
                        firm -> Cell.link(
                                names.getOrDefault(
                                        firm.organisation(), firm.organisation().toString()),
                                "/organisations/" + firm.organisation())),
                Column.text(frame.t("matchWhatIf.region"), firm -> Cell.text(region(frame, firm.region()))),
                Column.text(frame.t("matchWhatIf.kind"), firm -> kind(frame, firm.kind())),
                Column.figure(
                        frame.t("matchWhatIf.amountBefore"), frame.t("matchWhatIf.wan"), firm -> amount(firm.before())),
                Column.figure(
                        frame.t("matchWhatIf.amountAfter"), frame.t("matchWhatIf.wan"), firm -> amount(firm.after())));
        return Table.of(frame.t("matchWhatIf.affected"), columns, firms);
    }

    private static Cell amount(long fen) {
        return fen < 0 ? Cell.NONE : Cell.money(new Money(fen));
    }

    static Tag kind(Frame frame, Effect.Kind kind) {
        return new Tag(
                frame.t("matchWhatIf.kind." + kind.name().toLowerCase(Locale.ROOT)),
                switch (kind) {
                    case WON -> Tone.PASSED;
                    case LOST -> Tone.FAILED;
                    case MORE -> Tone.IN_PROGRESS;
                    case LESS -> Tone.RETURNED;
                });
    }

    private String region(Frame frame, String code) {
        return regions.find(code)
                .map((Region found) -> frame.pick(found.name(), found.en()))
                .orElse(code);
    }
}
