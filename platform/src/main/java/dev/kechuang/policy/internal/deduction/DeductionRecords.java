package dev.kechuang.policy.internal.deduction;

import dev.kechuang.policy.internal.deduction.Filing.Confirmed;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Confirmed filings as records on the last day of their tax year: {@value #FIRM} with the extra deduction,
 * {@value #PROJECT} each project with its expense, {@value #SAVING} with the tax saved. One that is opened again takes
 * its own back.
 */
@Component
public class DeductionRecords {

    public static final String FIRM = "policy.deductionFirm";
    public static final String PROJECT = "policy.deductionProject";
    public static final String SAVING = "policy.deductionSaving";

    private final Records records;

    public DeductionRecords(Records records) {
        this.records = records;
    }

    /** @param confirmation how many times it was confirmed, this one included */
    void confirmed(
            Filing filing,
            Confirmed confirmed,
            int confirmation,
            List<Project> rows,
            List<Project.@Nullable Data> read) {
        append(filing, confirmed, confirmation, rows, read, 1);
    }

    void takenBack(Filing filing, Confirmed confirmed, List<Project> rows, List<Project.@Nullable Data> read) {
        append(filing, confirmed, filing.confirmations(), rows, read, -1);
    }

    private void append(
            Filing filing,
            Confirmed confirmed,
            int confirmation,
            List<Project> rows,
            List<Project.@Nullable Data> read,
            int sign) {
        String step = "/" + confirmation + (sign > 0 ? "" : "/out");
        Map<String, String> industry =
                confirmed.industry().isEmpty() ? Map.of() : Map.of("industry", confirmed.industry());
        var all = new ArrayList<NewRecord>();
        all.add(record(FIRM, filing, confirmed, industry, sign, confirmed.deduction(), filing.id() + step));
        all.add(record(SAVING, filing, confirmed, industry, sign, confirmed.saved(), filing.id() + step));
        for (int i = 0; i < rows.size(); i++) {
            var data = read.get(i);
            if (data == null) continue;
            UUID project = rows.get(i).id();
            var dimensions = new HashMap<>(industry);
            dimensions.put("mode", data.mode().code());
            if (!data.field().isEmpty()) dimensions.put("field", data.field());
            all.add(record(PROJECT, filing, confirmed, dimensions, sign, data.total(), project + step));
        }
        records.appendAll(all);
    }

    private static NewRecord record(
            String kind,
            Filing filing,
            Confirmed confirmed,
            Map<String, String> dimensions,
            int sign,
            long fen,
            String key) {
        return new NewRecord(
                kind,
                filing.day(),
                confirmed.region(),
                confirmed.zone(),
                filing.organisation(),
                dimensions,
                sign,
                sign * fen,
                filing.subject(),
                key);
    }
}
