package dev.kechuang.programme.web.contract;

import dev.kechuang.programme.internal.contract.AcceptanceStore.Panel;
import dev.kechuang.programme.internal.contract.ContractText;
import dev.kechuang.programme.internal.contract.ContractText.BudgetItem;
import dev.kechuang.programme.internal.contract.ContractText.Edit;
import dev.kechuang.programme.internal.contract.ContractText.Milestone;
import dev.kechuang.programme.internal.contract.ContractText.Target;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.contract.ReportStore;
import dev.kechuang.programme.internal.contract.ReportText;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.Stage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Between the fields of forms and the texts of contracts, reports and panels. Empty rows are left out. */
final class ContractForms {

    private ContractForms() {}

    static Map<String, String> values(Edit edit) {
        var values = new LinkedHashMap<String, String>();
        values.put("leader", edit.leader());
        values.put("startsOn", day(edit.startsOn()));
        values.put("endsOn", day(edit.endsOn()));
        values.put("district", Typed.wan(edit.districtFen()));
        values.put("self", Typed.wan(edit.selfFen()));
        for (int i = 0; i < edit.milestones().size(); i++) {
            values.put("milestone-" + i + "-by", edit.milestones().get(i).by().toString());
            values.put("milestone-" + i + "-text", edit.milestones().get(i).text());
        }
        for (int i = 0; i < edit.targets().size(); i++) {
            Target target = edit.targets().get(i);
            values.put("target-" + i + "-name", target.name());
            values.put("target-" + i + "-value", plain(target.value()));
            values.put("target-" + i + "-unit", target.unit());
        }
        for (int i = 0; i < edit.budget().size(); i++) {
            BudgetItem item = edit.budget().get(i);
            values.put("budget-" + i + "-name", item.name());
            values.put("budget-" + i + "-grant", Typed.wan(item.grantFen()));
            values.put("budget-" + i + "-own", Typed.wan(item.ownFen()));
        }
        return values;
    }

    private static String day(@Nullable LocalDate day) {
        return day == null ? "" : day.toString();
    }

    static String plain(@Nullable BigDecimal value) {
        if (value == null) return "";
        BigDecimal stripped = value.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }

    /** Of a change only the fields of its kind are on the form; the others stay as they are. */
    static Edit edit(Typed typed, Edit now) {
        boolean leader = typed.has("leader");
        boolean starts = typed.has("startsOn");
        boolean ends = typed.has("endsOn");
        return new Edit(
                leader ? typed.text("leader") : now.leader(),
                starts ? typed.day("startsOn") : now.startsOn(),
                ends ? typed.day("endsOn") : now.endsOn(),
                typed.has("district") ? typed.fen("district") : now.districtFen(),
                typed.has("self") ? typed.fen("self") : now.selfFen(),
                typed.rows("milestone") > 0 ? milestones(typed) : now.milestones(),
                typed.rows("target") > 0 ? targets(typed) : now.targets(),
                typed.rows("budget") > 0 ? budget(typed) : now.budget());
    }

    private static List<Milestone> milestones(Typed typed) {
        var found = new ArrayList<Milestone>();
        for (int i = 0; i < typed.rows("milestone"); i++) {
            String by = "milestone-" + i + "-by";
            String text = "milestone-" + i + "-text";
            if (typed.empty(by, text)) continue;
            LocalDate day = typed.day(by);
            if (day == null && typed.text(by).isEmpty()) typed.wrong(by, "contract.error.day");
            if (typed.text(text).isEmpty()) typed.wrong(text, "contract.error.milestone");
            if (day != null && !typed.text(text).isEmpty()) found.add(new Milestone(day, typed.text(text)));
        }
        return found;
    }

    private static List<Target> targets(Typed typed) {
        var found = new ArrayList<Target>();
        for (int i = 0; i < typed.rows("target"); i++) {
            String name = "target-" + i + "-name";
            String value = "target-" + i + "-value";
            if (typed.empty(name, value)) continue;
            BigDecimal number = typed.number(value);
            if (number == null && typed.text(value).isEmpty()) typed.wrong(value, "contract.error.number");
            if (typed.text(name).isEmpty()) typed.wrong(name, "contract.error.target");
            if (number != null) {
                found.add(new Target(typed.text(name), typed.text("target-" + i + "-unit"), number));
            }
        }
        return found;
    }

    private static List<BudgetItem> budget(Typed typed) {
        var found = new ArrayList<BudgetItem>();
        for (int i = 0; i < typed.rows("budget"); i++) {
            String name = "budget-" + i + "-name";
            String grant = "budget-" + i + "-grant";
            String own = "budget-" + i + "-own";
            if (typed.empty(name, grant, own)) continue;
            if (typed.text(name).isEmpty()) typed.wrong(name, "contract.error.item");
            found.add(new BudgetItem(typed.text(name), typed.fen(grant), typed.fen(own)));
        }
        return found;
    }

    /** What stands in a form for a report, from what was handed in before. */
    static Map<String, String> values(ReportText text, Stage.@Nullable Acceptance acceptance) {
        var values = new LinkedHashMap<String, String>();
        values.put("summary", text.summary());
        values.put("problems", text.problems());
        for (int i = 0; i < text.achieved().size(); i++) {
            values.put("achieved-" + i, plain(text.achieved().get(i).value()));
        }
        for (int i = 0; i < text.milestones().size(); i++) {
            if (text.milestones().get(i).reached()) values.put("reached-" + i, "true");
            values.put("note-" + i, text.milestones().get(i).note());
        }
        for (int i = 0; i < text.spent().size(); i++) {
            values.put("spent-" + i + "-grant", Typed.wan(text.spent().get(i).grantFen()));
            values.put("spent-" + i + "-own", Typed.wan(text.spent().get(i).ownFen()));
        }
        values.put("spentTotal", Typed.wan(text.spentFen()));
        for (var outcome : text.outcomes()) {
            boolean money = acceptance != null
                    && acceptance.outcomes().stream()
                            .anyMatch(known -> known.code().equals(outcome.code()) && money(known));
            values.put(
                    "outcome-" + outcome.code(), money ? Typed.wan(outcome.value()) : String.valueOf(outcome.value()));
        }
        return values;
    }

    static ReportText report(
            Typed typed, ContractText contract, Stage.@Nullable Acceptance acceptance, List<UUID> files) {
        var achieved = new ArrayList<ReportText.Achieved>();
        for (int i = 0; i < contract.targets().size(); i++) {
            Target target = contract.targets().get(i);
            achieved.add(new ReportText.Achieved(
                    target.name(), target.unit(), target.value(), typed.number("achieved-" + i)));
        }
        var milestones = new ArrayList<ReportText.Reached>();
        for (int i = 0; i < contract.milestones().size(); i++) {
            milestones.add(new ReportText.Reached(
                    contract.milestones().get(i).text(),
                    typed.text("reached-" + i).equals("true"),
                    typed.text("note-" + i)));
        }
        var spent = new ArrayList<ReportText.Spent>();
        for (int i = 0; i < contract.budget().size(); i++) {
            spent.add(new ReportText.Spent(
                    contract.budget().get(i).name(),
                    typed.fen("spent-" + i + "-grant"),
                    typed.fen("spent-" + i + "-own")));
        }
        return new ReportText(
                typed.text("summary"),
                typed.text("problems"),
                achieved,
                milestones,
                spent,
                typed.fen("spentTotal"),
                outcomes(typed, acceptance),
                files);
    }

    private static List<ReportText.OutcomeValue> outcomes(Typed typed, Stage.@Nullable Acceptance acceptance) {
        var found = new ArrayList<ReportText.OutcomeValue>();
        if (acceptance == null) return found;
        for (var outcome : acceptance.outcomes()) {
            String name = "outcome-" + outcome.code();
            if (typed.text(name).isEmpty()) continue;
            int before = typed.errors().size();
            long value = money(outcome) ? typed.fen(name) : typed.whole(name);
            // What cannot be read is told once, not also as missing.
            found.add(new ReportText.OutcomeValue(outcome.code(), typed.errors().size() > before ? 0 : value));
        }
        return found;
    }

    static boolean money(Stage.Acceptance.Outcome outcome) {
        return outcome.unit().equals("元") || outcome.unit().equals("万元");
    }

    /** Members with a name or any score. */
    static Panel panel(Typed typed, Sheet sheet) {
        var members = new ArrayList<Panel.Member>();
        for (int i = 0; i < typed.rows("member"); i++) {
            String prefix = "member-" + i + "-";
            var scores = new HashMap<String, BigDecimal>();
            for (Sheet.Item item : sheet.items()) {
                BigDecimal points = typed.number(prefix + item.id());
                if (points != null) scores.put(item.id(), points);
            }
            if (typed.text(prefix + "name").isEmpty() && scores.isEmpty()) continue;
            members.add(new Panel.Member(typed.text(prefix + "name"), typed.text(prefix + "unit"), scores));
        }
        return new Panel(members);
    }

    /** From what was handed in for this report, else from the report before: spending goes on from there. */
    static ReportText starting(ReportStore reports, UUID id, String report, Project project) {
        var filings = reports.filings(id);
        ReportText last = null;
        for (var filing : filings) if (filing.report().equals(report)) last = filing.text();
        if (last != null) return last;
        if (filings.isEmpty()) {
            return new ReportText("", "", List.of(), List.of(), List.of(), 0, List.of(), List.of());
        }
        ReportText before = filings.getLast().text();
        return new ReportText(
                "",
                "",
                before.achieved(),
                before.milestones(),
                before.spent(),
                before.spentFen(),
                List.of(),
                List.of());
    }
}
