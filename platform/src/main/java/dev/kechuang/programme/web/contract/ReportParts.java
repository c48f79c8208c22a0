package dev.kechuang.programme.web.contract;

import dev.kechuang.programme.internal.contract.AcceptanceService;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.contract.ReportText;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.web.contract.ContractPages.Part;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What a report or an application for acceptance says. */
@Component
class ReportParts {

    private final AcceptanceService acceptances;
    private final ContractLabels labels;

    ReportParts(AcceptanceService acceptances, ContractLabels labels) {
        this.acceptances = acceptances;
        this.labels = labels;
    }

    /** What was handed in, as tables. */
    List<Part> handedIn(Locale locale, Project project, ReportText text) {
        var parts = new ArrayList<Part>();
        parts.add(new Part(
                labels.text(locale, "contract.report.summary"),
                null,
                List.of(),
                text.summary().lines().filter(line -> !line.isBlank()).toList(),
                ""));
        if (!text.problems().isBlank()) {
            parts.add(new Part(
                    labels.text(locale, "contract.report.problems"),
                    null,
                    List.of(),
                    text.problems().lines().filter(line -> !line.isBlank()).toList(),
                    ""));
        }
        if (!text.achieved().isEmpty()) {
            parts.add(Part.of(
                    labels.text(locale, "contract.part.achieved"),
                    Table.of(
                            labels.text(locale, "contract.part.achieved"),
                            List.of(
                                    Column.title(
                                            labels.text(locale, "contract.field.target"), one -> Cell.text(one.name())),
                                    Column.figure(
                                            labels.text(locale, "contract.field.value"),
                                            "",
                                            one -> Cell.text(ContractForms.plain(one.target()))),
                                    Column.figure(
                                            labels.text(locale, "contract.field.achieved"),
                                            "",
                                            one -> Cell.text(ContractForms.plain(one.value()))),
                                    Column.text(
                                            labels.text(locale, "contract.field.unit"), one -> Cell.text(one.unit()))),
                            text.achieved()),
                    ""));
        }
        if (!text.milestones().isEmpty()) {
            parts.add(Part.of(
                    labels.text(locale, "contract.part.milestones"),
                    Table.of(
                            labels.text(locale, "contract.part.milestones"),
                            List.of(
                                    Column.title(
                                            labels.text(locale, "contract.field.milestone"),
                                            one -> Cell.text(one.text())),
                                    Column.text(
                                            labels.text(locale, "contract.field.reached"),
                                            one -> Cell.text(labels.text(
                                                    locale, one.reached() ? "contract.yes" : "contract.no"))),
                                    Column.text(
                                            labels.text(locale, "contract.field.remark"),
                                            one -> Cell.text(one.note()))),
                            text.milestones()),
                    ""));
        }
        if (!text.spent().isEmpty()) {
            String unit = labels.text(locale, "contract.unit.wan");
            parts.add(Part.of(
                    labels.text(locale, "contract.part.spent"),
                    Table.of(
                            labels.text(locale, "contract.part.spent"),
                            List.of(
                                    Column.title(
                                            labels.text(locale, "contract.field.item"), one -> Cell.text(one.item())),
                                    Column.figure(
                                            labels.text(locale, "contract.field.grant"),
                                            unit,
                                            one -> Cell.money(new Money(one.grantFen()))),
                                    Column.figure(
                                            labels.text(locale, "contract.field.own"),
                                            unit,
                                            one -> Cell.money(new Money(one.ownFen())))),
                            text.spent()),
                    ""));
        }
        if (!text.outcomes().isEmpty()) parts.add(outcomes(locale, project, text));
        if (!text.files().isEmpty()) {
            var details = new ArrayList<Detail>();
            int number = 1;
            for (UUID file : text.files()) {
                details.add(Detail.of(
                        labels.text(locale, "contract.file", number++),
                        Cell.link(labels.text(locale, "contract.do.open"), "/files/" + file)));
            }
            parts.add(Part.of(labels.text(locale, "contract.part.files"), details));
        }
        return parts;
    }

    private Part outcomes(Locale locale, Project project, ReportText text) {
        var stage = acceptances.stage(project);
        record Line(String name, boolean money, long value, String unit) {}
        var lines = new ArrayList<Line>();
        for (var one : text.outcomes()) {
            for (var known : stage.map(Stage.Acceptance::outcomes).orElse(List.of())) {
                if (!known.code().equals(one.code())) continue;
                boolean money = ContractForms.money(known);
                lines.add(new Line(
                        known.name().in(locale),
                        money,
                        one.value(),
                        money ? labels.text(locale, "contract.unit.wan") : known.unit()));
            }
        }
        return Part.of(
                labels.text(locale, "contract.part.outcomes"),
                Table.of(
                        labels.text(locale, "contract.part.outcomes"),
                        List.of(
                                Column.<Line>title(
                                        labels.text(locale, "contract.field.outcomeName"),
                                        one -> Cell.text(one.name())),
                                Column.figure(
                                        labels.text(locale, "contract.field.quantity"),
                                        "",
                                        one -> one.money()
                                                ? Cell.money(new Money(one.value()))
                                                : Cell.count(one.value())),
                                Column.text(labels.text(locale, "contract.field.unit"), one -> Cell.text(one.unit()))),
                        lines),
                "");
    }
}
