package dev.kechuang.report.internal.freeze;

import dev.kechuang.record.NewRecord;
import dev.kechuang.report.internal.draft.Report;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

/** The record that counts a frozen version. */
final class FrozenRecord {

    private FrozenRecord() {}

    static NewRecord of(Report report, UUID version, int number, LocalDate day) {
        return new NewRecord(
                "report.frozen",
                day,
                report.region(),
                null,
                null,
                Map.of("template", report.template()),
                1,
                0,
                "report/version/" + report.id() + "/" + number,
                version.toString());
    }
}
