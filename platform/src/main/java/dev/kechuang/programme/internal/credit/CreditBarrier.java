package dev.kechuang.programme.internal.credit;

import dev.kechuang.programme.internal.check.ComparisonStore;
import dev.kechuang.programme.internal.credit.Credit.Standing;
import dev.kechuang.programme.internal.form.Barrier;
import dev.kechuang.shared.FieldError;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Whom the credit record bars from applying (信用限制申报), with the entry and the clause that does. */
@Component
public class CreditBarrier implements Barrier {

    private final Credit credit;
    private final CreditSums sums;

    public CreditBarrier(Credit credit, CreditSums sums) {
        this.credit = credit;
        this.sums = sums;
    }

    @Override
    public List<Bar> against(UUID organisation, List<Named> people, LocalDate day) {
        var bars = new ArrayList<Bar>();
        bar(
                        "",
                        "/credit/own",
                        credit.ofOrganisation(organisation, day),
                        sums.gravestOfOrganisation(organisation, day),
                        organisation)
                .ifPresent(bars::add);
        for (Named person : people) {
            String key = ComparisonStore.key(person.name(), person.idNumber(), organisation);
            bar(person.name(), "", credit.ofPerson(key, day), sums.gravestOfPerson(key, day), organisation)
                    .ifPresent(bars::add);
        }
        return bars;
    }

    /** @param who the person; empty for the organisation itself */
    private Optional<Bar> bar(
            String who, String path, Standing standing, Optional<CreditSums.Grave> gravest, UUID organisation) {
        if (!standing.blocked() || gravest.isEmpty()) return Optional.empty();
        var grave = gravest.get();
        var rule = credit.rules().event(grave.event());
        String event = rule.map(one -> one.name().zh()).orElse(grave.event());
        String clause = rule.map(CreditRules.EventRule::clause).orElse("");
        String basis = "《" + credit.rules().name().zh() + "》" + clause;
        var until = standing.blockedUntil();
        FieldError problem;
        if (until != null) {
            problem = who.isEmpty()
                    ? FieldError.of("", "form.problem.barred", grave.on().toString(), event, basis, until.toString())
                    : FieldError.of(
                            "",
                            "form.problem.barredPerson",
                            who,
                            grave.on().toString(),
                            event,
                            basis,
                            until.toString());
        } else {
            var grade = standing.grade();
            String level = grade.code() + " " + grade.name().zh();
            problem = who.isEmpty()
                    ? FieldError.of(
                            "",
                            "form.problem.barredGrade",
                            level,
                            standing.points(),
                            grade.text().zh(),
                            grave.on().toString(),
                            event,
                            basis)
                    : FieldError.of(
                            "",
                            "form.problem.barredGradePerson",
                            who,
                            level,
                            standing.points(),
                            grade.text().zh(),
                            grave.on().toString(),
                            event,
                            basis);
        }
        boolean own = grave.organisation().equals(organisation);
        return Optional.of(new Bar(problem, own ? "/credit/entries/" + grave.entry() : path));
    }
}
