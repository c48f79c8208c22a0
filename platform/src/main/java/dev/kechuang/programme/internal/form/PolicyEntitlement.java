package dev.kechuang.programme.internal.form;

import dev.kechuang.engine.Decision.BenefitResult;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.pack.FactDefinition;
import dev.kechuang.pack.FactDictionary;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definition.Grant;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.FormDefinition.NumberField;
import dev.kechuang.programme.internal.form.FormService.Opened;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks the policy: on the confirmed facts of the register and, where it has none, on what the form asks under the same fact;
 * never more than the form proves as expense.
 */
@Component
class PolicyEntitlement implements Entitlement {

    private final Decisions decisions;
    private final FactDictionary dictionary;

    PolicyEntitlement(Decisions decisions, FactDictionary dictionary) {
        this.decisions = decisions;
        this.dictionary = dictionary;
    }

    @Override
    public Optional<Computed> of(Definition definition, Opened opened, LocalDate day) {
        Grant money = definition.money();
        if (money == null || money.mode() != Grant.Mode.POLICY) return Optional.empty();
        Decided decided = decisions.decide(
                Objects.requireNonNull(money.benefit()), opened.application().organisation(), day, stated(opened));
        return Optional.of(new Computed(fen(decided, opened.form(), money), decided));
    }

    private static @Nullable Long fen(Decided decided, FilledForm form, Grant money) {
        Rational sum = Rational.ZERO;
        for (BenefitResult benefit : decided.decision().benefits()) {
            if (!(benefit.amount() instanceof Val.Num(var amount))) return null;
            sum = sum.add(amount);
        }
        long fen = sum.toDecimal().setScale(0, RoundingMode.DOWN).longValueExact();
        var proven = form.form().withMeaning(Meaning.PROVEN_EXPENSE);
        if (proven.isPresent()) {
            long expense = form.answered(Meaning.PROVEN_EXPENSE)
                    .map(answered -> FilledForm.fen(proven.get(), answered))
                    .orElse(0L);
            fen = Math.min(fen, expense);
        }
        if (money.mostFen() > 0) fen = Math.min(fen, money.mostFen());
        return Math.max(0, fen);
    }

    /** What the applicant states under facts that the register does not know. */
    private Facts stated(Opened opened) {
        var facts = Facts.builder();
        for (FormFacts.Known known : opened.facts().values()) {
            if (known.value() != null) continue;
            var field = opened.form().form().field(known.path()).orElse(null);
            if (!(field instanceof NumberField number)
                    || !(opened.form().answered(known.path()) instanceof Answered.Number(var answer))) continue;
            dictionary.byCode(known.fact()).ifPresent(fact -> {
                Val value = value(number, answer);
                if (fact.period() == FactDefinition.Period.YEAR) facts.set(fact.name(), known.year(), value);
                else facts.set(fact.name(), value);
            });
        }
        return facts.build();
    }

    /** Money in fen, a share as a fraction. */
    private static Val value(NumberField field, BigDecimal answer) {
        BigDecimal base = FilledForm.inBaseUnit(field.unit(), answer);
        return new Val.Num(Rational.of(FilledForm.isMoney(field) ? base.movePointRight(2) : base));
    }
}
