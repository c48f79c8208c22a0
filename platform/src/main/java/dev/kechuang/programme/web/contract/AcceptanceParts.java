package dev.kechuang.programme.web.contract;

import dev.kechuang.programme.internal.contract.AcceptanceStore;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Acceptance;
import dev.kechuang.programme.internal.contract.EvaluationStore;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.contract.ProjectArchive;
import dev.kechuang.programme.web.contract.ContractPages.Part;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Audit, acceptance, outcomes, evaluation and archives of a project. */
@Component
class AcceptanceParts {

    private final AcceptanceStore acceptances;
    private final EvaluationStore evaluations;
    private final ProjectArchive archive;
    private final ContractLabels labels;

    AcceptanceParts(
            AcceptanceStore acceptances, EvaluationStore evaluations, ProjectArchive archive, ContractLabels labels) {
        this.acceptances = acceptances;
        this.evaluations = evaluations;
        this.archive = archive;
        this.labels = labels;
    }

    List<Part> acceptance(Locale locale, Viewer viewer, Project project) {
        var parts = new ArrayList<Part>();
        acceptances
                .audit(project.id())
                .ifPresent(audit -> parts.add(Part.of(
                        labels.text(locale, "contract.part.audit"),
                        List.of(
                                Detail.of(labels.text(locale, "contract.field.auditor"), audit.auditor()),
                                Detail.of(
                                        labels.text(locale, "contract.field.reportedOn"),
                                        ContractLabels.day(audit.reportedOn())),
                                Detail.of(
                                        labels.text(locale, "contract.field.outcome"),
                                        labels.text(
                                                locale,
                                                "contract.audit.outcome."
                                                        + audit.outcome().code())),
                                Detail.of(
                                        labels.text(locale, "contract.field.disallowedWan"),
                                        wan(audit.disallowedFen())),
                                Detail.of(labels.text(locale, "contract.field.findings"), audit.findings()),
                                Detail.of(
                                        labels.text(locale, "contract.field.file"),
                                        Cell.link(
                                                labels.text(locale, "contract.do.open"), "/files/" + audit.file()))))));
        parts.add(Part.of(
                labels.text(locale, "contract.part.acceptance"),
                Table.of(
                        labels.text(locale, "contract.part.acceptance"),
                        List.of(
                                Column.<Acceptance>title(
                                        labels.text(locale, "contract.field.asked"),
                                        one -> new Cell.Lines(
                                                labels.text(locale, "contract.acceptance.number", one.number()),
                                                "/contracts/" + project.id() + "/acceptance",
                                                one.askedOn() + " " + one.actor())),
                                Column.text(
                                        labels.text(locale, "contract.field.method"),
                                        one -> Cell.text(labels.text(
                                                locale,
                                                "contract.acceptance.method."
                                                        + one.method().code()))),
                                Column.text(
                                        labels.text(locale, "contract.column.state"),
                                        one -> labels.acceptance(locale, one.state())),
                                Column.figure(
                                        labels.text(locale, "contract.field.score"),
                                        "",
                                        one -> Cell.text(ContractForms.plain(one.score()))),
                                Column.text(
                                        labels.text(locale, "contract.field.rectifyBy"),
                                        one -> ContractLabels.day(one.rectifyBy())),
                                Column.text(
                                        labels.text(locale, "contract.field.opinion"),
                                        one -> Cell.text(one.opinion()))),
                        acceptances.of(project.id())),
                labels.text(locale, "contract.none.acceptance")));
        var outcomes = acceptances.outcomes(project.id());
        if (!outcomes.isEmpty()) {
            parts.add(Part.of(
                    labels.text(locale, "contract.part.outcomes"),
                    Table.of(
                            labels.text(locale, "contract.part.outcomes"),
                            List.of(
                                    Column.title(
                                            labels.text(locale, "contract.field.outcomeName"),
                                            one -> Cell.text(one.name())),
                                    Column.figure(
                                            labels.text(locale, "contract.field.quantity"),
                                            "",
                                            one -> one.money()
                                                    ? Cell.money(new Money(one.value()))
                                                    : Cell.count(one.value())),
                                    Column.text(
                                            labels.text(locale, "contract.field.unit"),
                                            one -> Cell.text(
                                                    one.money()
                                                            ? labels.text(locale, "contract.unit.wan")
                                                            : one.unit()))),
                            outcomes),
                    ""));
        }
        evaluations
                .find(project.id())
                .ifPresent(one -> parts.add(Part.of(
                        labels.text(locale, "contract.part.evaluation"),
                        List.of(
                                Detail.of(labels.text(locale, "contract.column.due"), ContractLabels.day(one.dueOn())),
                                Detail.of(
                                        labels.text(locale, "contract.column.state"),
                                        labels.evaluation(locale, one.state())),
                                Detail.of(
                                        labels.text(locale, "contract.field.score"), ContractForms.plain(one.score())),
                                Detail.of(labels.text(locale, "contract.field.opinion"), one.opinion())))));
        var made = archive.of(project.id());
        if (!made.isEmpty()) {
            parts.add(Part.of(
                    labels.text(locale, "contract.part.archive"),
                    Table.of(
                            labels.text(locale, "contract.part.archive"),
                            List.of(
                                    Column.<ProjectArchive.Made>title(
                                            labels.text(locale, "contract.field.file"),
                                            one -> new Cell.Lines(
                                                    labels.text(locale, "contract.archive.name", one.number()),
                                                    viewer.isOfficer() ? "/files/" + one.file() : "",
                                                    one.digest())),
                                    Column.figure(
                                            labels.text(locale, "contract.field.pages"),
                                            "",
                                            one -> Cell.count(one.pages())),
                                    Column.figure(
                                            labels.text(locale, "contract.field.parts"),
                                            "",
                                            one -> Cell.count(one.parts())),
                                    Column.text(
                                            labels.text(locale, "contract.field.when"),
                                            one -> Cell.text(ApplicationLabels.minute(one.at()))),
                                    Column.text(
                                            labels.text(locale, "contract.field.who"), one -> Cell.text(one.actor()))),
                            made),
                    ""));
        }
        return parts;
    }

    private static String wan(long fen) {
        return Figures.wan(new Money(fen));
    }
}
