package dev.kechuang.registry.internal.title;

import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.registry.TitleEvent;
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

    /** Each grant and each renewal on its first day, what counts as newly recognised (新认定); taken back by −1. */
    public static final String GRANTED = "registry.titleGranted";

    private final Records records;

    public TitleRecords(Records records) {
        this.records = records;
    }

    void changed(Subject subject, List<Span> before, List<Span> after, List<TitleEvent> all) {
        TitleEvent event = all.getLast();
        var counted = records(subject, event.seq(), before, after);
        counted.addAll(grants(subject, event, all));
        records.appendAll(counted);
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

    /** What of the events counts as grants: the new ones, or all of them once the title is withdrawn. */
    static List<NewRecord> grants(Subject subject, TitleEvent event, List<TitleEvent> all) {
        var found = new ArrayList<NewRecord>();
        switch (event.what()) {
            case GRANTED, RENEWED -> found.add(grant(subject, event, 1));
            case WITHDRAWN -> {
                for (TitleEvent each : all) if (each.validFrom() != null) found.add(grant(subject, each, -1));
            }
            case REEVALUATED, LAPSED, REVOKED, ENDED, TRANSFERRED, MOVED -> {
                // What was granted stays granted.
            }
        }
        return found;
    }

    private static NewRecord grant(Subject subject, TitleEvent event, int count) {
        var cell = java.util.Objects.requireNonNull(event.cell());
        var dimensions = new LinkedHashMap<String, String>();
        dimensions.put("title", subject.kind());
        dimensions.put("level", subject.level().code());
        dimensions.put("how", event.what() == TitleEvent.What.GRANTED ? "new" : "renewed");
        if (!cell.industry().isEmpty()) dimensions.put("industry", cell.industry());
        return new NewRecord(
                GRANTED,
                java.util.Objects.requireNonNull(event.validFrom()),
                cell.region(),
                cell.zone(),
                cell.organisation(),
                dimensions,
                count,
                0,
                "registry/title/" + subject.id(),
                subject.id() + "/" + event.seq() + (count > 0 ? "/in" : "/out"));
    }

    void appendAll(List<NewRecord> all) {
        records.appendAll(all);
    }
}
