package dev.kechuang.registry.internal.expert;

import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.registry.Experts.Service;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * People of the pool and where they serve as records: {@value #PERSON} counts each active person once for each thing the
 * person serves as, {@value #ASSIGNMENT} each place from its first day to the last. So the number on a day is the sum to it.
 */
@Component
public class ExpertRecords {

    public static final String PERSON = "registry.expert";
    public static final String ASSIGNMENT = "registry.expertAssignment";

    private final Records records;

    public ExpertRecords(Records records) {
        this.records = records;
    }

    void joined(UUID id, int version, ExpertData data, LocalDate day) {
        records.appendAll(joining(id, version, data, day));
    }

    /** For those who append many at once. */
    public static List<NewRecord> joining(UUID id, int version, ExpertData data, LocalDate day) {
        return person(id, version, data.serves(), data.region(), day, 1);
    }

    void left(UUID id, int version, ExpertData data, LocalDate day) {
        records.appendAll(person(id, version, data.serves(), data.region(), day, -1));
    }

    /** The old place and services lose the person, the new ones gain it. */
    void moved(UUID id, int version, ExpertData before, ExpertData after, LocalDate day) {
        if (before.region().equals(after.region()) && before.serves().equals(after.serves())) return;
        left(id, version, before, day);
        joined(id, version, after, day);
    }

    private static List<NewRecord> person(
            UUID id, int version, Collection<Service> serves, String region, LocalDate day, int count) {
        var all = new ArrayList<NewRecord>();
        for (Service service : serves) {
            all.add(new NewRecord(
                    PERSON,
                    day,
                    region,
                    null,
                    null,
                    Map.of("serves", service.code()),
                    count,
                    0,
                    "registry/expert/" + id,
                    id + "/" + service.code() + "/" + version + "/" + (count > 0 ? "in" : "out")));
        }
        return all;
    }

    void began(UUID id, AssignmentStore.NewAssignment assignment) {
        records.appendAll(planned(id, assignment));
    }

    /** What a new assignment counts: from its first day on, and no longer after the last where one is given. */
    public static List<NewRecord> planned(UUID id, AssignmentStore.NewAssignment assignment) {
        var all = new ArrayList<NewRecord>();
        all.add(assignment(id, assignment, assignment.since(), 1, ""));
        if (assignment.until() != null) {
            all.add(assignment(id, assignment, assignment.until().plusDays(1), -1, "planned"));
        }
        return all;
    }

    /** The day after the last it no longer counts; one that was planned otherwise before is taken back. */
    void ended(AssignmentStore.Assignment before, LocalDate until, String step) {
        var as = new AssignmentStore.NewAssignment(
                before.as(), before.organisation(), before.where(), before.region(), "", before.since(), until);
        if (before.until() != null) {
            records.append(assignment(before.id(), as, before.until().plusDays(1), 1, "undo/" + step));
        }
        records.append(assignment(before.id(), as, until.plusDays(1), -1, step));
    }

    private static NewRecord assignment(
            UUID id, AssignmentStore.NewAssignment assignment, LocalDate day, int count, String step) {
        return new NewRecord(
                ASSIGNMENT,
                day,
                assignment.region(),
                null,
                assignment.organisation(),
                Map.of(
                        "serves",
                        assignment.as().code(),
                        "place",
                        assignment.organisation() == null ? "village" : "firm"),
                count,
                0,
                "registry/expertAssignment/" + id,
                id + "/" + (count > 0 ? "in" : "out") + "/" + step);
    }
}
