package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.record.NewRecord;
import java.time.LocalDate;
import java.util.Map;

/** Signed sheets as records of kind {@value #KIND}. */
final class ReviewRecords {

    static final String KIND = "programme.review";

    private ReviewRecords() {}

    static NewRecord signed(SheetAccess.Work work, LocalDate day) {
        Application application = work.application();
        return new NewRecord(
                KIND,
                day,
                application.region(),
                application.zone(),
                application.organisation(),
                Map.of(
                        "programme",
                        application.programme(),
                        "stage",
                        work.round().stage()),
                1,
                0,
                "programme/application/" + application.id(),
                work.assignment().id().toString());
    }
}
