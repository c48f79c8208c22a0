package dev.kechuang.programme.internal.decision;

import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What of objections is counted. */
@Component
public class ObjectionRecords {

    /** 公示异议 under a real name, when it is raised. */
    public static final String OBJECTED = "programme.objected";

    /** 公示异议成立, of leads too that prove right. */
    public static final String UPHELD = "programme.objectionUpheld";

    private final Records records;

    public ObjectionRecords(Records records) {
        this.records = records;
    }

    void append(String kind, Application application, UUID objection, LocalDate day) {
        records.append(new NewRecord(
                kind,
                day,
                application.region(),
                application.zone(),
                application.organisation(),
                Map.of("programme", application.programme(), "year", String.valueOf(application.year())),
                1,
                0,
                "programme/application/" + application.id(),
                objection.toString()));
    }
}
