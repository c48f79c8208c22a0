package dev.kechuang.launch.backup;

import dev.kechuang.launch.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Moments as people write them at the command line. */
public final class Moments {

    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss.SSSSSSxxx", Locale.ROOT)
            .withZone(BEIJING);

    private Moments() {}

    /**
     * ISO 8601; without an offset it is Beijing time, a blank may stand for the T.
     *
     * @throws Refusal if it can't be read
     */
    public static Instant parse(String text) {
        try {
            TemporalAccessor read = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text.strip().replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            return read instanceof OffsetDateTime moment
                    ? moment.toInstant()
                    : LocalDateTime.from(read).atZone(BEIJING).toInstant();
        } catch (DateTimeException e) {
            throw new Refusal(
                    "--to 的时间“" + text + "”有误：应形如 2026-03-01T18:00（北京时间）或 2026-03-01T18:00+08:00。",
                    "--to is no time: write 2026-03-01T18:00 (Beijing time) or 2026-03-01T18:00+08:00.",
                    e);
        }
    }

    /** In Beijing time, as PostgreSQL reads it too. */
    public static String show(Instant moment) {
        return SHOWN.format(moment);
    }
}
