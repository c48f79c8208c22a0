package dev.kechuang.record;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something countable that happened.
 *
 * @param kind {@code module.what}, e.g. {@code registry.organisation}
 * @param businessDate the day it counts for
 * @param region region code it counts for
 * @param zone functional zone it lies in, null for none
 * @param organisation whom it concerns, null for none
 * @param dimensions further cuts by name, e.g. {@code industry → C39}; at most eight
 * @param count usually 1; a state ends with −1
 * @param amountFen money in fen, 0 for none
 * @param subject reference to the thing itself, e.g. {@code registry/organisation/<id>}; a {@link SubjectLink} leads from it to the page that proves it
 * @param key idempotency key: a second record with the same kind and key is refused by the database
 */
public record NewRecord(
        String kind,
        LocalDate businessDate,
        String region,
        @Nullable String zone,
        @Nullable UUID organisation,
        Map<String, String> dimensions,
        int count,
        long amountFen,
        String subject,
        String key) {}
