package dev.kechuang.programme.internal.contract;

import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has to hold of a report. Errors name fields of its form. */
final class ReportCheck {

    private static final int MOST_FILES = 20;

    private ReportCheck() {}

    /**
     * @param before the last report that was handed in, whose spending cannot shrink; null for none
     * @param whole whether every target needs its figure, as at the end
     */
    static List<FieldError> check(
            ContractText contract, ReportText report, @Nullable ReportText before, boolean whole) {
        var errors = new ArrayList<FieldError>();
        if (report.summary().isBlank() || report.summary().length() > 5000) {
            errors.add(FieldError.of("summary", "contract.report.error.summary"));
        }
        if (report.problems().length() > 3000)
            errors.add(FieldError.of("problems", "contract.report.error.long", 3000));
        if (report.files().size() > MOST_FILES) {
            errors.add(FieldError.of("files", "contract.report.error.files", MOST_FILES));
        }
        var targets = contract.targets();
        for (int i = 0; i < targets.size(); i++) {
            var value = i < report.achieved().size() ? report.achieved().get(i).value() : null;
            if (value == null && whole) {
                errors.add(FieldError.of(
                        "achieved-" + i,
                        "contract.report.error.achieved",
                        targets.get(i).name()));
            }
            if (value != null && value.signum() < 0) {
                errors.add(FieldError.of("achieved-" + i, "contract.error.number"));
            }
        }
        spending(contract, report, before, errors);
        return errors;
    }

    private static void spending(
            ContractText contract, ReportText report, @Nullable ReportText before, List<FieldError> errors) {
        var known = new HashMap<String, ContractText.BudgetItem>();
        for (var item : contract.budget()) known.put(item.name(), item);
        for (int i = 0; i < report.spent().size(); i++) {
            var one = report.spent().get(i);
            if (!known.containsKey(one.item())) {
                errors.add(FieldError.of("spent-" + i + "-grant", "contract.report.error.item", one.item()));
            }
            if (one.grantFen() < 0) errors.add(FieldError.of("spent-" + i + "-grant", "contract.error.money"));
            if (one.ownFen() < 0) errors.add(FieldError.of("spent-" + i + "-own", "contract.error.money"));
        }
        if (report.total() != report.spentFen()) {
            errors.add(FieldError.of(
                    "spentTotal", "contract.report.error.sum", wan(report.total()), wan(report.spentFen())));
        }
        if (report.grantSpent() > contract.grantFen()) {
            errors.add(FieldError.of(
                    "spentTotal",
                    "contract.report.error.overGrant",
                    wan(report.grantSpent()),
                    wan(contract.grantFen())));
        }
        if (before != null && report.spentFen() < before.spentFen()) {
            errors.add(FieldError.of("spentTotal", "contract.report.error.shrinks", wan(before.spentFen())));
        }
    }

    static List<FieldError> outcomes(Stage.Acceptance stage, ReportText report) {
        var errors = new ArrayList<FieldError>();
        for (var outcome : stage.outcomes()) {
            var given = report.outcomes().stream()
                    .filter(one -> one.code().equals(outcome.code()))
                    .findFirst();
            if (given.isEmpty() || given.get().value() < 0) {
                errors.add(FieldError.of(
                        "outcome-" + outcome.code(),
                        isMoney(outcome) ? "contract.outcome.error.money" : "contract.outcome.error.whole",
                        outcome.name().zh()));
            }
        }
        for (var one : report.outcomes()) {
            if (stage.outcomes().stream().noneMatch(known -> known.code().equals(one.code()))) {
                errors.add(FieldError.of("outcome-" + one.code(), "contract.outcome.error.unknown", one.code()));
            }
        }
        return errors;
    }

    static boolean isMoney(Stage.Acceptance.Outcome outcome) {
        return Answers.money(outcome.unit());
    }

    private static String wan(long fen) {
        return Answers.wan(new Money(fen));
    }
}
