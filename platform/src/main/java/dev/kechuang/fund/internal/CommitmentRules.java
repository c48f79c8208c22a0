package dev.kechuang.fund.internal;

import dev.kechuang.fund.Commitment;
import dev.kechuang.fund.Instalment;
import dev.kechuang.fund.NewInstalment;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.web.ui.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What a plan of instalments has to be. */
final class CommitmentRules {

    private static final int MOST = 40;

    /** Instalments an allocation may ever have, cancelled ones included. */
    static final int NUMBERS = 99;

    private CommitmentRules() {}

    /** @param kept instalments that are paid or under way, which stay before the new ones */
    static List<FieldError> check(Commitment commitment, List<Instalment> kept) {
        var errors = new ArrayList<FieldError>();
        var instalments = commitment.instalments();
        if (instalments.isEmpty() && kept.isEmpty() || instalments.size() > MOST) {
            errors.add(FieldError.of("instalments", "fund.error.instalments", MOST));
            return errors;
        }
        for (int i = 0; i < instalments.size(); i++) {
            NewInstalment one = instalments.get(i);
            String field = "instalments[" + i + "]";
            if (one.name().isBlank() || one.name().length() > 100) {
                errors.add(FieldError.of(field + ".name", "fund.error.instalmentName", i + 1));
            }
            if (one.amount().fen() <= 0 || one.amount().compareTo(BudgetService.MOST) > 0) {
                errors.add(FieldError.of(field + ".amount", "fund.error.amount"));
            }
            if (one.condition().length() > 500) {
                errors.add(FieldError.of(field + ".condition", "fund.error.condition", i + 1));
            }
        }
        commitment.pledges().forEach((from, sum) -> {
            if (sum.fen() < 0 || sum.compareTo(BudgetService.MOST) > 0) {
                errors.add(FieldError.of("pledges." + from.code(), "fund.error.amount"));
            }
        });
        if (errors.isEmpty()) first(commitment, kept, errors);
        return errors;
    }

    /** Whether the open instalments are these already; pledges are looked at by those who write them. */
    static boolean same(Commitment commitment, List<Instalment> before) {
        var open = before.stream()
                .filter(one -> one.state() == Instalment.State.PLANNED || one.state() == Instalment.State.DUE)
                .map(one -> new NewInstalment(one.name(), one.amount(), one.condition(), one.expectedOn()))
                .toList();
        return open.equals(commitment.instalments()) && commitment.pledges().isEmpty();
    }

    private static void first(Commitment commitment, List<Instalment> kept, List<FieldError> errors) {
        // What is paid cannot be made smaller any more; the bound is on what is still to be decided.
        if (!kept.isEmpty()) return;
        Money first = commitment.instalments().getFirst().amount();
        var most = BigDecimal.valueOf(commitment.sum().fen()).multiply(commitment.firstAtMost());
        if (BigDecimal.valueOf(first.fen()).compareTo(most) > 0) {
            Money bound = new Money(most.setScale(0, RoundingMode.FLOOR).longValueExact());
            errors.add(FieldError.of(
                    "instalments[0].amount",
                    "fund.error.first",
                    Figures.exact(commitment.firstAtMost().movePointRight(2)),
                    Figures.yuan(bound)));
        }
    }
}
