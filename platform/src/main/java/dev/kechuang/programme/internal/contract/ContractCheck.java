package dev.kechuang.programme.internal.contract;

import dev.kechuang.programme.internal.contract.ContractText.BudgetItem;
import dev.kechuang.programme.internal.contract.ContractText.Edit;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has to hold of a contract's text before the officer gets it. Errors name fields of the form. */
final class ContractCheck {

    private static final int MOST_ROWS = 40;

    private ContractCheck() {}

    /** What is wrong with single values, whether or not the whole is complete. */
    static List<FieldError> typed(Edit edit) {
        var errors = new ArrayList<FieldError>();
        if (edit.leader().length() > 60) errors.add(FieldError.of("leader", "contract.error.leader"));
        if (edit.districtFen() < 0) errors.add(FieldError.of("district", "contract.error.money"));
        if (edit.selfFen() < 0) errors.add(FieldError.of("self", "contract.error.money"));
        if (edit.startsOn() != null && edit.endsOn() != null && !edit.endsOn().isAfter(edit.startsOn())) {
            errors.add(FieldError.of("endsOn", "contract.error.order"));
        }
        if (edit.milestones().size() > MOST_ROWS
                || edit.targets().size() > MOST_ROWS
                || edit.budget().size() > MOST_ROWS) {
            errors.add(FieldError.of("", "contract.error.rows", MOST_ROWS));
        }
        for (int i = 0; i < edit.milestones().size(); i++) {
            String text = edit.milestones().get(i).text();
            if (text.isBlank() || text.length() > 500) {
                errors.add(FieldError.of("milestone-" + i + "-text", "contract.error.milestone"));
            }
        }
        var names = new HashSet<String>();
        for (int i = 0; i < edit.targets().size(); i++) {
            var target = edit.targets().get(i);
            if (target.name().isBlank() || target.name().length() > 100) {
                errors.add(FieldError.of("target-" + i + "-name", "contract.error.target"));
            } else if (!names.add(target.name().strip())) {
                errors.add(FieldError.of("target-" + i + "-name", "contract.error.twice", target.name()));
            }
            if (target.unit().length() > 20) {
                errors.add(FieldError.of("target-" + i + "-unit", "contract.error.unit"));
            }
            if (target.value().signum() < 0) {
                errors.add(FieldError.of("target-" + i + "-value", "contract.error.number"));
            }
        }
        names.clear();
        for (int i = 0; i < edit.budget().size(); i++) {
            BudgetItem item = edit.budget().get(i);
            if (item.name().isBlank() || item.name().length() > 60) {
                errors.add(FieldError.of("budget-" + i + "-name", "contract.error.item"));
            } else if (!names.add(item.name().strip())) {
                errors.add(FieldError.of("budget-" + i + "-name", "contract.error.twice", item.name()));
            }
            if (item.grantFen() < 0) errors.add(FieldError.of("budget-" + i + "-grant", "contract.error.money"));
            if (item.ownFen() < 0) errors.add(FieldError.of("budget-" + i + "-own", "contract.error.money"));
        }
        return errors;
    }

    /** Whether it can be handed in. */
    static List<FieldError> whole(ContractText text) {
        var errors = new ArrayList<>(typed(text.edit()));
        if (text.leader().isBlank()) errors.add(FieldError.of("leader", "contract.error.leader"));
        if (text.startsOn() == null) errors.add(FieldError.of("startsOn", "contract.error.day"));
        if (text.endsOn() == null) errors.add(FieldError.of("endsOn", "contract.error.day"));
        if (text.milestones().isEmpty()) {
            errors.add(FieldError.of("milestone-0-text", "contract.error.noMilestone"));
        }
        for (int i = 0; i < text.milestones().size(); i++) {
            LocalDate by = text.milestones().get(i).by();
            if (outside(by, text.startsOn(), text.endsOn())) {
                errors.add(FieldError.of("milestone-" + i + "-by", "contract.error.outsideTerm"));
            }
        }
        if (text.targets().isEmpty()) errors.add(FieldError.of("target-0-name", "contract.error.noTarget"));
        if (text.grantFen() > 0) {
            long sum = text.budgeted(BudgetItem::grantFen);
            if (sum != text.grantFen()) {
                errors.add(FieldError.of(
                        "budget-0-grant",
                        "contract.error.budgetSum",
                        Answers.wan(new Money(sum)),
                        Answers.wan(new Money(text.grantFen()))));
            }
        }
        return errors;
    }

    private static boolean outside(LocalDate day, @Nullable LocalDate first, @Nullable LocalDate last) {
        return first != null && day.isBefore(first) || last != null && day.isAfter(last);
    }
}
