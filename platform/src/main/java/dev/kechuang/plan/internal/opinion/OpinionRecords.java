package dev.kechuang.plan.internal.opinion;

import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.opinion.MeetingStore.Firm;
import dev.kechuang.plan.internal.opinion.Opinion.Source;
import dev.kechuang.record.NewRecord;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What of collecting opinions is countable: meetings, firms heard, opinions by topic and source. */
@Component
class OpinionRecords {

    private final Desk desk;

    OpinionRecords(Desk desk) {
        this.desk = desk;
    }

    UUID meeting(UUID id, String region, LocalDate day) {
        String subject = "plan/opinionMeeting/" + id;
        return desk.records()
                .append(new NewRecord(Opinion.MEETING, day, region, null, null, Map.of(), 1, 0, subject, subject));
    }

    /** @param where the meeting, form or opinion by which the firm was heard: once for each */
    void heard(Firm firm, LocalDate day, String where) {
        desk.records()
                .append(new NewRecord(
                        Opinion.HEARD,
                        day,
                        firm.region(),
                        firm.zone(),
                        firm.id(),
                        Map.of(),
                        1,
                        0,
                        "plan/" + where,
                        where + "/" + firm.id()));
    }

    /** @param version counts how often the topic was changed */
    UUID opinion(UUID id, Firm firm, LocalDate day, String topic, Source source, int version) {
        return desk.records()
                .append(new NewRecord(
                        Opinion.RECORD,
                        day,
                        firm.region(),
                        firm.zone(),
                        firm.id(),
                        Map.of("topic", topic, "channel", source.code()),
                        1,
                        0,
                        "plan/opinion/" + id,
                        id + "/" + version));
    }

    /** The opinion was sorted elsewhere: taken back and counted anew. */
    UUID sorted(UUID record, Opinion o, Firm firm, String topic) {
        desk.records().reverse(record, o.statedOn(), "sorted");
        return opinion(o.id(), firm, o.statedOn(), topic, o.source(), o.version() + 1);
    }
}
