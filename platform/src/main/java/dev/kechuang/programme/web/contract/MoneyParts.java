package dev.kechuang.programme.web.contract;

import dev.kechuang.fund.Allocation;
import dev.kechuang.programme.internal.contract.ContractMoney;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.web.contract.ContractPages.Part;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Instalments, contributions of others and recovery of a project. */
@Component
class MoneyParts {

    private final ContractMoney money;
    private final ContractLabels labels;

    MoneyParts(ContractMoney money, ContractLabels labels) {
        this.money = money;
        this.labels = labels;
    }

    List<Kpi> figures(Locale locale, Viewer viewer, Project project) {
        long paid = 0;
        long transit = 0;
        long unpaid = 0;
        long back = 0;
        var allocations = money.of(viewer, project.id());
        boolean committed = false;
        for (Allocation one : allocations) {
            paid += one.paid().fen();
            transit += one.transit().fen();
            unpaid += one.committed().fen();
            committed |= one.contracted().fen() > 0 || one.endedOn() != null;
            if (one.recovery() != null) back += one.recovery().received().fen();
        }
        String unit = labels.text(locale, "contract.unit.wan");
        return List.of(
                kpi(labels.text(locale, "contract.field.contracted"), project.sumFen(), unit, ""),
                kpi(
                        labels.text(locale, "contract.field.paid"),
                        paid,
                        unit,
                        back == 0 ? "" : labels.text(locale, "contract.paidNet", wan(back))),
                kpi(labels.text(locale, "contract.field.transit"), transit, unit, ""),
                // Before the signature everything is still to come; after the end nothing is.
                kpi(labels.text(locale, "contract.field.unpaid"), committed ? unpaid : project.sumFen(), unit, ""));
    }

    private static Kpi kpi(String label, long fen, String unit, String note) {
        return new Kpi(label, Figures.wan(new Money(fen)), unit, null, note, "");
    }

    List<Part> money(Locale locale, Viewer viewer, Project project) {
        return money(locale, money.of(viewer, project.id()));
    }

    List<Part> money(Locale locale, List<Allocation> allocations) {
        var parts = new ArrayList<Part>();
        String unit = labels.text(locale, "contract.unit.wan");
        for (Allocation allocation : allocations) {
            if (allocation.heldOn() != null && allocation.endedOn() == null) {
                parts.add(new Part(
                        labels.text(locale, "contract.part.held"),
                        null,
                        List.of(),
                        List.of(labels.text(
                                locale, "contract.held", allocation.heldOn().toString(), allocation.heldReason())),
                        ""));
            }
            parts.add(Part.of(
                    labels.text(locale, "contract.part.instalments"),
                    Table.of(
                            labels.text(locale, "contract.part.instalments"),
                            List.of(
                                    Column.title(
                                            labels.text(locale, "contract.field.instalment"),
                                            one -> new Cell.Lines(one.name(), "", one.returned())),
                                    Column.figure(
                                            labels.text(locale, "contract.field.sum"),
                                            unit,
                                            one -> Cell.money(one.amount())),
                                    Column.text(
                                            labels.text(locale, "contract.field.condition"),
                                            one -> Cell.text(
                                                    one.evidence().isEmpty() ? one.condition() : one.evidence())),
                                    Column.text(
                                            labels.text(locale, "contract.column.state"),
                                            one -> labels.instalment(locale, one)),
                                    Column.text(
                                            labels.text(locale, "contract.field.paidOn"),
                                            one -> ContractLabels.day(one.paidOn()))),
                            allocation.instalments()),
                    labels.text(locale, "contract.none.money")));
            if (!allocation.contributions().isEmpty()) {
                parts.add(Part.of(
                        labels.text(locale, "contract.part.contributions"),
                        Table.of(
                                labels.text(locale, "contract.part.contributions"),
                                List.of(
                                        Column.title(
                                                labels.text(locale, "contract.field.from"),
                                                one -> Cell.text(labels.text(
                                                        locale,
                                                        "contract.from."
                                                                + one.from().code()))),
                                        Column.figure(
                                                labels.text(locale, "contract.field.pledged"),
                                                unit,
                                                one -> Cell.money(one.pledged())),
                                        Column.figure(
                                                labels.text(locale, "contract.field.arrived"),
                                                unit,
                                                one -> Cell.money(one.arrived()))),
                                allocation.contributions()),
                        ""));
            }
            var recovery = allocation.recovery();
            if (recovery != null) {
                parts.add(Part.of(
                        labels.text(locale, "contract.part.recovery"),
                        List.of(
                                Detail.of(
                                        labels.text(locale, "contract.field.demandedWan"),
                                        wan(recovery.demanded().fen())),
                                Detail.of(
                                        labels.text(locale, "contract.field.receivedWan"),
                                        wan(recovery.received().fen())),
                                Detail.of(
                                        labels.text(locale, "contract.field.when"),
                                        ContractLabels.day(recovery.demandedOn())),
                                Detail.of(labels.text(locale, "contract.field.reason"), recovery.reason()))));
            }
        }
        if (parts.isEmpty()) {
            parts.add(new Part(
                    labels.text(locale, "contract.tab.money"),
                    null,
                    List.of(),
                    List.of(labels.text(locale, "contract.none.money")),
                    ""));
        }
        return parts;
    }

    private static String wan(long fen) {
        return Figures.wan(new Money(fen));
    }
}
