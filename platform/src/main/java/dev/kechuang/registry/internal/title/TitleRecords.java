package dev.kechuang.registry.internal.title;

import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.registry.internal.title.TitleHistory.Span;
import dev.kechuang.registry.internal.title.TitleHistory.Step;
import dev.kechuang.registry.internal.title.TitleStore.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Titles as records of kind {@value #KIND}: +1 on the first day, −1 on the day after the last, written when a title is
 * granted; whatever changes these days later appends what makes the difference. So the number on any day, also a coming
 * one, is the sum to that day.
 */
@Component
public class TitleRecords {

    public static final String KIND = "registry.title";

    private final Records records;

    public TitleRecords(Records records) {
        this.records = records;
    }

    void changed(Subject subject, int version, List<Span> before, List<Span> after) {
        records.appendAll(records(subject, version, before, after));
    }

    static List<NewRecord> records(Subject subject, int version, List<Span> before, List<Span> after) {
        var dimensions = new LinkedHashMap<String, String>();
        dimensions.put("title", subject.kind());
        dimensions.put("level", subject.level().code());
        var found = new ArrayList<NewRecord>();
        for (Step step : TitleHistory.steps(before, after)) {
            var more = new LinkedHashMap<>(dimensions);
            if (!step.cell().industry().isEmpty())
                more.put("industry", step.cell().industry());
            found.add(new NewRecord(
                    KIND,
                    step.day(),
                    step.cell().region(),
                    step.cell().zone(),
                    step.cell().organisation(),
                    more,
                    step.count(),
                    0,
                    "registry/title/" + subject.id(),
                    subject.id() + "/" + version + "/" + found.size()));
        }
        return found;
    }

    void appendAll(List<NewRecord> all) {
        records.appendAll(all);
    }
}
