package dev.kechuang.programme.web.contract;

import dev.kechuang.programme.internal.contract.ContractStore;
import dev.kechuang.programme.internal.contract.ContractText;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.web.contract.ContractPages.Part;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What a task contract says, and who signed it. */
@Component
class TextParts {

    private final ContractStore store;
    private final ContractLabels labels;

    TextParts(ContractStore store, ContractLabels labels) {
        this.store = store;
        this.labels = labels;
    }

    List<Part> text(Locale locale, Project project) {
        ContractText text = project.text();
        var parts = new ArrayList<Part>();
        parts.add(Part.of(
                labels.text(locale, "contract.part.head"),
                List.of(
                        Detail.of(labels.text(locale, "contract.column.number"), text.number()),
                        Detail.of(labels.text(locale, "contract.field.programme"), text.programme()),
                        Detail.of(labels.text(locale, "contract.field.principal"), text.principal()),
                        Detail.of(labels.text(locale, "contract.field.contractor"), text.contractor()),
                        Detail.of(labels.text(locale, "contract.field.leader"), text.leader()),
                        Detail.of(labels.text(locale, "contract.field.startsOn"), ContractLabels.day(text.startsOn())),
                        Detail.of(labels.text(locale, "contract.field.endsOn"), ContractLabels.day(text.endsOn())),
                        Detail.of(labels.text(locale, "contract.field.grantWan"), wan(text.grantFen())),
                        Detail.of(labels.text(locale, "contract.field.districtWan"), wan(text.districtFen())),
                        Detail.of(labels.text(locale, "contract.field.selfWan"), wan(text.selfFen())),
                        Detail.of(
                                labels.text(locale, "contract.field.version"),
                                project.version() == 0
                                        ? Cell.NONE
                                        : new Cell.Lines(
                                                labels.text(locale, "contract.version", project.version()),
                                                "",
                                                project.digest().substring(0, 16))),
                        Detail.of(
                                labels.text(locale, "contract.field.confirmedOn"),
                                ContractLabels.day(project.confirmedOn())))));
        if (!text.clauses().isEmpty()) {
            parts.add(new Part(labels.text(locale, "contract.part.clauses"), null, List.of(), text.clauses(), ""));
        }
        parts.add(Part.of(
                labels.text(locale, "contract.part.milestones"),
                Table.of(
                        labels.text(locale, "contract.part.milestones"),
                        List.of(
                                Column.text(
                                        labels.text(locale, "contract.field.by"), one -> ContractLabels.day(one.by())),
                                Column.title(
                                        labels.text(locale, "contract.field.milestone"), one -> Cell.text(one.text()))),
                        text.milestones()),
                labels.text(locale, "contract.none.open")));
        parts.add(Part.of(
                labels.text(locale, "contract.part.targets"),
                Table.of(
                        labels.text(locale, "contract.part.targets"),
                        List.of(
                                Column.title(
                                        labels.text(locale, "contract.field.target"), one -> Cell.text(one.name())),
                                Column.figure(
                                        labels.text(locale, "contract.field.value"),
                                        "",
                                        one -> Cell.text(ContractForms.plain(one.value()))),
                                Column.text(labels.text(locale, "contract.field.unit"), one -> Cell.text(one.unit())),
                                Column.text(
                                        labels.text(locale, "contract.field.applied"),
                                        one -> Cell.text(applied(project, one.name())))),
                        text.targets()),
                labels.text(locale, "contract.none.open")));
        var budget = new ArrayList<>(text.budget());
        if (!budget.isEmpty()) {
            budget.add(new ContractText.BudgetItem(
                    labels.text(locale, "contract.total"),
                    text.budgeted(ContractText.BudgetItem::grantFen),
                    text.budgeted(ContractText.BudgetItem::ownFen)));
        }
        String unit = labels.text(locale, "contract.unit.wan");
        parts.add(Part.of(
                labels.text(locale, "contract.part.budget"),
                Table.of(
                        labels.text(locale, "contract.part.budget"),
                        List.of(
                                Column.title(labels.text(locale, "contract.field.item"), one -> Cell.text(one.name())),
                                Column.figure(
                                        labels.text(locale, "contract.field.grant"),
                                        unit,
                                        one -> Cell.money(new Money(one.grantFen()))),
                                Column.figure(
                                        labels.text(locale, "contract.field.own"),
                                        unit,
                                        one -> Cell.money(new Money(one.ownFen())))),
                        budget),
                labels.text(locale, "contract.none.open")));
        if (!text.instalments().isEmpty()) {
            parts.add(Part.of(
                    labels.text(locale, "contract.part.instalments"),
                    Table.of(
                            labels.text(locale, "contract.part.instalments"),
                            List.of(
                                    Column.title(
                                            labels.text(locale, "contract.field.instalment"),
                                            one -> Cell.text(one.name())),
                                    Column.figure(
                                            labels.text(locale, "contract.field.sum"),
                                            unit,
                                            one -> Cell.money(new Money(one.fen()))),
                                    Column.text(
                                            labels.text(locale, "contract.field.condition"),
                                            one -> Cell.text(one.condition()))),
                            text.instalments()),
                    ""));
        }
        parts.add(Part.of(
                labels.text(locale, "contract.part.signatures"),
                Table.of(
                        labels.text(locale, "contract.part.signatures"),
                        List.of(
                                Column.text(
                                        labels.text(locale, "contract.field.side"),
                                        one -> Cell.text(labels.text(locale, "contract.side." + one.side()))),
                                Column.text(labels.text(locale, "contract.field.who"), one -> Cell.text(one.actor())),
                                Column.text(
                                        labels.text(locale, "contract.field.when"),
                                        one -> Cell.text(ApplicationLabels.minute(one.at()))),
                                Column.text(
                                        labels.text(locale, "contract.field.version"),
                                        one -> Cell.text(labels.text(locale, "contract.version", one.version()))),
                                Column.title(
                                        labels.text(locale, "contract.field.digest"), one -> Cell.text(one.digest()))),
                        store.signatures(project.id())),
                labels.text(locale, "contract.none.signed")));
        return parts;
    }

    /** What the applicant had promised, where it differs. */
    private static String applied(Project project, String target) {
        return project.original().targets().stream()
                .filter(one -> one.name().equals(target))
                .map(one -> ContractForms.plain(one.value()))
                .findFirst()
                .orElse("");
    }

    private static String wan(long fen) {
        return Figures.wan(new Money(fen));
    }
}
