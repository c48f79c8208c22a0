package dev.kechuang.programme.internal.contract;

import dev.kechuang.programme.internal.contract.AcceptanceStore.Acceptance;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Panel;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.shared.FieldError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sheet of a panel at acceptance: every member scores every item, the score is the mean of the totals. */
final class PanelSheet {

    private static final int LEAST_MEMBERS = 3;
    private static final int MOST_MEMBERS = 15;

    private PanelSheet() {}

    static List<FieldError> check(Sheet sheet, @Nullable Panel panel, Acceptance.State outcome, String opinion) {
        var errors = new ArrayList<FieldError>();
        if (panel == null
                || panel.members().size() < LEAST_MEMBERS
                || panel.members().size() > MOST_MEMBERS) {
            errors.add(
                    FieldError.of("member-0-name", "contract.acceptance.error.members", LEAST_MEMBERS, MOST_MEMBERS));
            return errors;
        }
        if (sheet.comment() && opinion.isBlank()) errors.add(FieldError.of("opinion", "contract.error.reason"));
        var names = new HashSet<String>();
        for (int i = 0; i < panel.members().size(); i++) {
            var member = panel.members().get(i);
            if (member.name().isBlank()
                    || member.name().length() > 40
                    || member.unit().length() > 80) {
                errors.add(FieldError.of("member-" + i + "-name", "contract.acceptance.error.member"));
            } else if (!names.add(member.name().strip() + "/" + member.unit().strip())) {
                errors.add(FieldError.of("member-" + i + "-name", "contract.error.twice", member.name()));
            }
            for (Sheet.Item item : sheet.items()) {
                BigDecimal points = member.scores().get(item.id());
                if (points == null
                        || points.signum() < 0
                        || points.compareTo(item.most()) > 0
                        || item.step().signum() > 0
                                && points.remainder(item.step()).signum() != 0) {
                    errors.add(FieldError.of(
                            "member-" + i + "-" + item.id(),
                            "contract.acceptance.error.points",
                            item.name().zh(),
                            item.most().toPlainString(),
                            item.step().signum() > 0 ? item.step().toPlainString() : "0.01"));
                }
            }
        }
        if (!errors.isEmpty() || outcome != Acceptance.State.PASSED) return errors;
        for (Sheet.Item item : sheet.items()) {
            if (item.least().signum() > 0 && mean(panel, item).compareTo(item.least()) < 0) {
                errors.add(FieldError.of(
                        "outcome",
                        "contract.acceptance.error.least",
                        item.name().zh(),
                        mean(panel, item).toPlainString(),
                        item.least().toPlainString()));
            }
        }
        return errors;
    }

    private static BigDecimal mean(Panel panel, Sheet.Item item) {
        return panel.members().stream()
                .map(member -> member.scores().getOrDefault(item.id(), BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(panel.members().size()), 2, RoundingMode.HALF_UP);
    }

    static BigDecimal score(Panel panel) {
        return panel.members().stream()
                .map(Panel.Member::total)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(panel.members().size()), 2, RoundingMode.HALF_UP);
    }
}
