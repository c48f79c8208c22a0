package dev.kechuang.registry.internal;

import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.registry.Organisation;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Organisations as records of kind {@value #KIND}: +1 when one is confirmed, −1 when it is closed or merged, and a pair
 * when it moves to another cell. So the number on a day is the sum to that day.
 */
@Component
public class OrganisationRecords {

    public static final String KIND = "registry.organisation";

    private final Records records;

    public OrganisationRecords(Records records) {
        this.records = records;
    }

    void confirmed(Organisation o, OrganisationData data, LocalDate day) {
        append(o.id(), data, day, 1, "confirmed/" + o.version());
    }

    void ended(Organisation o, LocalDate day) {
        append(o.id(), OrganisationData.of(o), day, -1, "ended/" + o.version());
    }

    /** The old cell loses it and the new one gains it on the same day. */
    void moved(Organisation before, OrganisationData after, LocalDate day) {
        records.appendAll(moves(before, after, day));
    }

    static List<NewRecord> moves(Organisation before, OrganisationData after, LocalDate day) {
        return List.of(
                record(before.id(), OrganisationData.of(before), day, -1, "left/" + before.version()),
                record(before.id(), after, day, 1, "joined/" + before.version()));
    }

    private void append(UUID id, OrganisationData data, LocalDate day, int count, String step) {
        records.append(record(id, data, day, count, step));
    }

    /** The record of one that is confirmed in its given version, for those who append many at once. */
    static NewRecord confirmed(UUID id, int version, OrganisationData data, LocalDate day) {
        return record(id, data, day, 1, "confirmed/" + version);
    }

    private static NewRecord record(UUID id, OrganisationData data, LocalDate day, int count, String step) {
        return new NewRecord(
                KIND,
                day,
                data.region(),
                data.zone(),
                id,
                dimensions(data),
                count,
                0,
                "registry/organisation/" + id,
                id + "/" + step);
    }

    public static Map<String, String> dimensions(OrganisationData data) {
        var dimensions = new LinkedHashMap<String, String>();
        dimensions.put("kind", data.kind().code());
        if (!data.industry().isEmpty()) dimensions.put("industry", data.industry());
        if (data.scale() != null) dimensions.put("scale", data.scale().code());
        return dimensions;
    }
}
