package dev.kechuang.programme.internal.lifecycle;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * What of an application counts: applied (申报), accepted (受理), approved (立项、认定), concluded (验收、办结), refused,
 * terminated. Each is one record at the day it happened; a programme without approval counts its completion.
 */
@Component
public class LifecycleRecords {

    public static final String APPLIED = "programme.applied";
    public static final String ACCEPTED = "programme.accepted";
    public static final String APPROVED = "programme.approved";
    public static final String CONCLUDED = "programme.concluded";
    public static final String REFUSED = "programme.refused";
    public static final String TERMINATED = "programme.terminated";

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Records records;

    public LifecycleRecords(Records records) {
        this.records = records;
    }

    /** @param applications tells the unit whose call it is */
    void append(ApplicationStore applications, Definition definition, Stage stage, Application after, Event event) {
        switch (event.kind()) {
            case PASSED -> {
                switch (stage.kind()) {
                    case APPLICATION -> one(APPLIED, applications, definition, after, event, after.requestedFen());
                    case CHECK -> one(ACCEPTED, applications, definition, after, event, after.requestedFen());
                    case APPROVAL -> one(APPROVED, applications, definition, after, event, granted(after));
                    case ACCEPTANCE -> one(CONCLUDED, applications, definition, after, event, granted(after));
                    case RECOMMENDATION, REVIEW, DECISION, NOTICE, CONTRACT, EXECUTION, PAYMENT -> {
                        // Steps within the bureau; what they bring about has records of its own.
                    }
                }
            }
            case REFUSED -> one(REFUSED, applications, definition, after, event, after.requestedFen());
            case TERMINATED -> one(TERMINATED, applications, definition, after, event, granted(after));
            case CREATED, RETURNED, RESUBMITTED, HELD, RELEASED, WITHDRAWN, NOTED -> {
                // Nothing that statistics count.
            }
        }
    }

    private static long granted(Application application) {
        Long fen = application.grantedFen();
        return fen == null ? 0 : fen;
    }

    private void one(
            String kind,
            ApplicationStore applications,
            Definition definition,
            Application application,
            Event event,
            long fen) {
        var dimensions = new LinkedHashMap<String, String>();
        dimensions.put("programme", application.programme());
        dimensions.put("gives", definition.gives().name().toLowerCase(Locale.ROOT));
        dimensions.put("year", String.valueOf(application.year()));
        if (!application.track().isEmpty()) dimensions.put("track", application.track());
        if (!application.field().isEmpty()) dimensions.put("field", application.field());
        applications.unit(application.call()).ifPresent(unit -> dimensions.put("unit", unit));
        records.append(new NewRecord(
                kind,
                LocalDate.ofInstant(event.at(), ZONE),
                application.region(),
                application.zone(),
                application.organisation(),
                dimensions,
                1,
                fen,
                "programme/application/" + application.id(),
                application.id() + "/" + event.number()));
    }
}
