package dev.kechuang.plan.internal.plan;

import dev.kechuang.shared.FieldError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Reads the names of responsible units as somebody typed them: one leads, 各县区 stands for every county. */
public final class DutyReader {

    private static final int LONGEST = 60;

    private final PlanUnits.Reader units;

    public DutyReader(PlanUnits.Reader units) {
        this.units = units;
    }

    /** Names between 、 and the like. */
    public static List<String> names(String typed) {
        return Arrays.stream(typed.split("[、，,；;\\n]+"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The duties; names nobody knows stay as they are, without a unit. */
    public List<Duty> read(String lead, String support, List<FieldError> errors) {
        var duties = new ArrayList<Duty>();
        Set<UUID> taken = new HashSet<>();
        var leads = names(lead);
        if (leads.size() > 1) {
            errors.add(FieldError.of("lead", "plan.error.twoLeads", String.join("、", leads)));
            return duties;
        }
        for (String name : leads) {
            if (tooLong("lead", name, errors)) continue;
            var meant = units.read(name);
            if (meant.collective()) {
                errors.add(FieldError.of("lead", "plan.error.leadIsMany", name));
            } else if (meant.units().isEmpty()) {
                duties.add(new Duty(name, null, true, false));
            } else {
                PlanUnit unit = meant.units().getFirst();
                taken.add(unit.id());
                duties.add(new Duty(unit.name(), unit.id(), true, true));
            }
        }
        for (String name : names(support)) {
            if (tooLong("support", name, errors)) continue;
            var meant = units.read(name);
            if (meant.units().isEmpty()) {
                if (duties.stream().noneMatch(duty -> duty.name().equals(name)))
                    duties.add(new Duty(name, null, false, false));
                continue;
            }
            for (PlanUnit unit : meant.units()) {
                if (taken.add(unit.id())) duties.add(new Duty(unit.name(), unit.id(), false, unit.ofRegion()));
            }
        }
        return duties;
    }

    private static boolean tooLong(String field, String name, List<FieldError> errors) {
        if (name.length() <= LONGEST) return false;
        errors.add(FieldError.of(field, "plan.error.unitLong", name.substring(0, 20), LONGEST));
        return true;
    }
}
