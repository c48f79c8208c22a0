package dev.kechuang.programme.internal.contract;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Allocations;
import dev.kechuang.fund.Commitment;
import dev.kechuang.fund.Contribution;
import dev.kechuang.fund.Instalment;
import dev.kechuang.fund.NewAllocation;
import dev.kechuang.fund.NewInstalment;
import dev.kechuang.programme.internal.contract.ContractText.Part;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a project asks of the ledger: commit at the signature, an instalment due when its condition is met, the end, what
 * is demanded back. Usually one allocation stands behind a project; with money of several sources each pays its share of
 * every instalment. Every command runs inside the project's transaction.
 */
@Component
public class ContractMoney {

    private final Allocations allocations;

    public ContractMoney(Allocations allocations) {
        this.allocations = allocations;
    }

    public List<Allocation> of(Viewer viewer, UUID application) {
        return allocations.of(viewer, Project.reference(application));
    }

    /**
     * Commits the contract's sum out of what was reserved. Where nothing was reserved yet, because no stage decided on
     * money, it is reserved now from the call's line.
     *
     * @return what stands against it; empty when done
     */
    List<FieldError> commit(Viewer actor, Project project, ContractText text, BigDecimal firstAtMost) {
        return commit(actor, project.application(), project.budgetLine(), text, firstAtMost);
    }

    List<FieldError> commit(
            Viewer actor,
            Application application,
            @Nullable UUID budgetLine,
            ContractText text,
            BigDecimal firstAtMost) {
        if (text.grantFen() == 0) return List.of();
        var reserved = of(actor, application.id());
        if (reserved.isEmpty()) {
            if (budgetLine == null) return List.of(FieldError.of("", "contract.error.noBudgetLine"));
            var made = allocations.reserve(
                    actor,
                    "programme/reserve/" + application.id(),
                    new NewAllocation(
                            budgetLine,
                            Project.reference(application.id()),
                            application.label(),
                            application.organisation(),
                            application.region(),
                            application.zone(),
                            new Money(text.grantFen())));
            if (made instanceof Outcome.Refused<Allocation>(var errors)) return whole(errors);
            reserved = of(actor, application.id());
        }
        long there = reserved.stream()
                .mapToLong(one -> one.reserved().fen() + one.contracted().fen())
                .sum();
        if (there < text.grantFen()) {
            return List.of(FieldError.of(
                    "",
                    "contract.error.reservedLess",
                    Answers.wan(new Money(there)),
                    Answers.wan(new Money(text.grantFen()))));
        }
        long left = text.grantFen();
        for (int i = 0; i < reserved.size() && left > 0; i++) {
            Allocation one = reserved.get(i);
            long part = Math.min(left, one.reserved().fen() + one.contracted().fen());
            if (part == 0) continue;
            left -= part;
            Map<Contribution.From, Money> pledges = i == 0 ? pledges(text) : Map.of();
            var committed = allocations.commit(
                    actor,
                    "programme/contract/" + application.id() + "/" + one.id(),
                    one.id(),
                    new Commitment(instalments(text, part), firstAtMost, pledges));
            if (committed instanceof Outcome.Refused<Allocation>(var errors)) return whole(errors);
        }
        return List.of();
    }

    private static Map<Contribution.From, Money> pledges(ContractText text) {
        var pledges = new EnumMap<Contribution.From, Money>(Contribution.From.class);
        if (text.districtFen() > 0) pledges.put(Contribution.From.DISTRICT, new Money(text.districtFen()));
        if (text.selfFen() > 0) pledges.put(Contribution.From.SELF, new Money(text.selfFen()));
        return pledges;
    }

    /** The contract's instalments, or one source's share of them. */
    private static List<NewInstalment> instalments(ContractText text, long sum) {
        var parts = text.instalments();
        var amounts = sum == text.grantFen()
                ? parts.stream().map(Part::fen).toList()
                : ContractDrafting.split(
                        sum,
                        parts.stream()
                                .map(part -> BigDecimal.valueOf(part.fen())
                                        .divide(BigDecimal.valueOf(text.grantFen()), 12, RoundingMode.DOWN))
                                .toList());
        var made = new ArrayList<NewInstalment>();
        for (int i = 0; i < parts.size(); i++) {
            // A condition in words keeps it from being due at once; it becomes due by due().
            String condition = parts.get(i).condition();
            made.add(new NewInstalment(
                    parts.get(i).name(),
                    new Money(amounts.get(i)),
                    condition.isEmpty() ? parts.get(i).after() : condition,
                    null));
        }
        return made;
    }

    /** What waited for this stage or report may be paid now. */
    List<FieldError> passed(Viewer actor, Project project, String stageOrReport, String evidence) {
        var parts = project.text().instalments();
        for (Allocation one : of(actor, project.id())) {
            for (int i = 0; i < parts.size(); i++) {
                if (!parts.get(i).after().equals(stageOrReport)) continue;
                int number = i + 1;
                boolean planned = one.instalments().stream()
                        .anyMatch(instalment ->
                                instalment.number() == number && instalment.state() == Instalment.State.PLANNED);
                if (!planned) continue;
                var due = allocations.due(actor, one.id(), number, evidence);
                if (due instanceof Outcome.Refused<Allocation>(var errors)) return whole(errors);
            }
        }
        return List.of();
    }

    /** Nothing is paid while the project is suspended. */
    List<FieldError> hold(Viewer actor, UUID application, String reason) {
        for (Allocation one : of(actor, application)) {
            if (one.endedOn() != null) continue;
            var held = allocations.hold(actor, one.id(), brief(reason));
            if (held instanceof Outcome.Refused<Allocation>(var errors)) return whole(errors);
        }
        return List.of();
    }

    /** The project goes on, and what is due may be paid. */
    List<FieldError> resume(Viewer actor, UUID application) {
        for (Allocation one : of(actor, application)) {
            var resumed = allocations.resume(actor, one.id());
            if (resumed instanceof Outcome.Refused<Allocation>(var errors)) return whole(errors);
        }
        return List.of();
    }

    /** Nothing more is paid; {@code demanded} is asked back of what was. */
    List<FieldError> end(Viewer actor, UUID application, LocalDate day, String reason, long demanded) {
        long left = demanded;
        for (Allocation one : of(actor, application)) {
            if (one.endedOn() == null) {
                var ended = allocations.end(
                        actor, "programme/end/" + application + "/" + one.id(), one.id(), day, brief(reason));
                if (ended instanceof Outcome.Refused<Allocation>(var errors)) return whole(errors);
            }
            long back = Math.min(left, one.paid().fen());
            if (back > 0) {
                var asked = allocations.demand(actor, one.id(), new Money(back), brief(reason));
                if (asked instanceof Outcome.Refused<Allocation>(var errors)) return whole(errors);
                left -= back;
            }
        }
        return left > 0
                ? List.of(FieldError.of(
                        "demanded", "contract.error.demandedMore", Answers.wan(new Money(demanded - left))))
                : List.of();
    }

    Outcome<Allocation> recovered(
            Viewer actor, String key, UUID allocation, Money sum, LocalDate day, boolean toTreasury) {
        return allocations.recovered(actor, key, allocation, sum, day, toTreasury);
    }

    Outcome<Allocation> contributed(
            Viewer actor,
            String key,
            UUID allocation,
            Contribution.From from,
            Money sum,
            LocalDate day,
            String evidence) {
        return allocations.contributed(actor, key, allocation, from, sum, day, evidence);
    }

    /** What the ledger says stands against the whole command here. */
    private static List<FieldError> whole(List<FieldError> errors) {
        return errors.stream()
                .map(error -> new FieldError("", error.key(), error.args()))
                .toList();
    }

    static String brief(String text) {
        return text.length() <= 500 ? text : text.substring(0, 499) + "…";
    }
}
