package dev.kechuang.registry.internal.expert;

import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.Experts.Status;
import dev.kechuang.registry.internal.OrganisationRules;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** What is kept beside a person of the pool: declared ties, bank account, places where the person serves. */
@Service
public class ExpertEntryService {

    private final ExpertService experts;
    private final ExpertStore store;
    private final ExpertRules rules;
    private final TieStore ties;
    private final AssignmentStore assignments;
    private final ExpertRecords records;
    private final Clock clock;

    public ExpertEntryService(
            ExpertService experts,
            ExpertStore store,
            ExpertRules rules,
            TieStore ties,
            AssignmentStore assignments,
            ExpertRecords records,
            Clock clock) {
        this.experts = experts;
        this.store = store;
        this.rules = rules;
        this.ties = ties;
        this.assignments = assignments;
        this.records = records;
        this.clock = clock;
    }

    /** The expert declares, or an officer enters what became known. */
    public Outcome<Expert> declare(Viewer viewer, UUID id, int version, Map<String, String> typed) {
        return experts.change(viewer, id, version, before -> switch (rules.readTie(typed)) {
            case Outcome.Refused<TieStore.NewTie>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<TieStore.NewTie>(var tie) -> {
                ties.add(id, tie, viewer.name(), clock.instant());
                String whom = String.join(" ", tie.kind(), tie.unitName(), tie.person())
                        .strip();
                yield experts.noted(viewer, before, "registry.expertTieDeclared", "tie", "", whom, "");
            }
        });
    }

    public Outcome<Expert> withdraw(Viewer viewer, UUID id, int version, UUID tie, String reason) {
        if (reason.isBlank()) return Outcome.refused(FieldError.of("reason", "expert.error.reason"));
        return experts.change(viewer, id, version, before -> {
            var declared =
                    ties.of(id).stream().filter(each -> each.id().equals(tie)).findFirst();
            if (declared.isEmpty() || !ties.withdraw(id, tie, viewer.name(), clock.instant())) {
                return Outcome.refused(FieldError.of("", "expert.error.gone"));
            }
            String whom = declared.get().kind() + " " + declared.get().evidence();
            return experts.noted(viewer, before, "registry.expertTieWithdrawn", "tie", whom, "", reason);
        });
    }

    /** The number never comes back in full; neither history nor audit hold it. */
    public Outcome<Expert> keepBank(Viewer viewer, UUID id, int version, Map<String, String> typed) {
        var errors = new ArrayList<FieldError>();
        String bank = ExpertRules.text(typed, "bank", 80, errors);
        if (bank.length() < 2) errors.add(FieldError.of("bank", "expert.error.bank"));
        String number = typed.getOrDefault("number", "").replaceAll("[\\s-]", "");
        if (!number.matches("[0-9]{8,30}")) errors.add(FieldError.of("number", "expert.error.number"));
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return experts.change(viewer, id, version, before -> {
            store.keepBank(id, bank, number, clock.instant());
            String tail = "**** " + number.substring(number.length() - 4);
            return experts.noted(viewer, before, "registry.expertBank", "bank", "", tail, "");
        });
    }

    public Outcome<Expert> assign(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return experts.change(officer, id, version, before -> switch (rules.readAssignment(typed)) {
            case Outcome.Refused<AssignmentStore.NewAssignment>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<AssignmentStore.NewAssignment>(var data) -> {
                if (!ExpertService.mayKeep(officer, before.region())
                        || !officer.regions().contains(data.region())) {
                    yield Outcome.refused(FieldError.of("region", "expert.error.notYours"));
                }
                if (!before.serves().contains(data.as())) {
                    yield Outcome.refused(FieldError.of("servesAs", "expert.error.servesOther", before.name()));
                }
                if (before.status() != Status.ACTIVE) {
                    yield Outcome.refused(FieldError.of("", "expert.error.notActive"));
                }
                var made = assignments.add(id, data, clock.instant());
                if (made.isEmpty()) yield Outcome.refused(FieldError.of("where", "expert.error.servesThere"));
                records.began(made.get(), data);
                String where = typed.getOrDefault("where", "").strip();
                yield experts.noted(
                        officer,
                        before,
                        "registry.expertAssigned",
                        "assignment",
                        "",
                        data.as().code() + " " + where,
                        "");
            }
        });
    }

    public Outcome<Expert> endAssignment(
            Viewer officer, UUID id, int version, UUID assignment, String until, String reason) {
        var day = OrganisationRules.day(until);
        if (day.isEmpty()) return Outcome.refused(FieldError.of("until", "expert.error.day"));
        return experts.change(officer, id, version, before -> {
            var found = assignments.find(id, assignment);
            if (found.isEmpty() || !ExpertService.mayKeep(officer, before.region())) {
                return Outcome.refused(FieldError.of("", "expert.error.gone"));
            }
            if (day.get().isBefore(found.get().since())) {
                return Outcome.refused(FieldError.of("until", "expert.error.order"));
            }
            if (day.get().equals(found.get().until())) return Outcome.done(before);
            assignments.end(assignment, day.get(), reason.strip());
            records.ended(found.get(), day.get(), Integer.toString(before.version() + 1));
            return experts.noted(
                    officer,
                    before,
                    "registry.expertAssignmentEnded",
                    "assignment",
                    found.get().as().code() + " " + found.get().where(),
                    day.get().toString(),
                    reason);
        });
    }
}
