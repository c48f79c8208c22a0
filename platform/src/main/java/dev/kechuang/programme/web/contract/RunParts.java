package dev.kechuang.programme.web.contract;

import dev.kechuang.programme.internal.contract.ChangeStore;
import dev.kechuang.programme.internal.contract.ChangeStore.Change;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.contract.ReportStore;
import dev.kechuang.programme.internal.contract.ReportStore.Report;
import dev.kechuang.programme.web.contract.ContractPages.Part;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Reports and changes of a project. */
@Component
class RunParts {

    private final ReportStore reports;
    private final ChangeStore changes;
    private final ContractLabels labels;

    RunParts(ReportStore reports, ChangeStore changes, ContractLabels labels) {
        this.reports = reports;
        this.changes = changes;
        this.labels = labels;
    }

    List<Part> run(Locale locale, Project project) {
        String path = "/contracts/" + project.id();
        return List.of(
                Part.of(
                        labels.text(locale, "contract.part.reports"),
                        Table.of(
                                labels.text(locale, "contract.part.reports"),
                                List.of(
                                        Column.<Report>title(
                                                labels.text(locale, "contract.field.report"),
                                                one -> Cell.link(one.name(), path + "/reports/" + one.id())),
                                        Column.text(
                                                labels.text(locale, "contract.column.due"),
                                                one -> ContractLabels.day(one.dueOn())),
                                        Column.text(
                                                labels.text(locale, "contract.field.handedIn"),
                                                one -> ContractLabels.day(one.handedInOn())),
                                        Column.text(
                                                labels.text(locale, "contract.column.state"),
                                                one -> labels.report(locale, one)),
                                        Column.text(
                                                labels.text(locale, "contract.field.remark"),
                                                one -> Cell.text(one.remark()))),
                                reports.of(project.id())),
                        labels.text(locale, "contract.none.reports")),
                Part.of(
                        labels.text(locale, "contract.part.changes"),
                        Table.of(
                                labels.text(locale, "contract.part.changes"),
                                List.of(
                                        Column.<Change>title(
                                                labels.text(locale, "contract.field.change"),
                                                one -> new Cell.Lines(
                                                        labels.text(
                                                                locale,
                                                                "contract.change.kind."
                                                                        + one.kind()
                                                                                .code()),
                                                        path + "/changes/" + one.number(),
                                                        one.reason())),
                                        Column.text(
                                                labels.text(locale, "contract.field.when"),
                                                one -> Cell.text(ApplicationLabels.minute(one.askedAt()))),
                                        Column.text(
                                                labels.text(locale, "contract.column.state"),
                                                one -> labels.change(locale, one.state())),
                                        Column.text(
                                                labels.text(locale, "contract.field.decision"),
                                                one -> Cell.text(one.decision()))),
                                changes.of(project.id())),
                        labels.text(locale, "contract.none.changes")));
    }
}
