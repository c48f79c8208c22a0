package dev.kechuang.plan.internal.bulletin;

import dev.kechuang.indicator.Snapshot;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a bulletin says, as it stood when it was read.
 *
 * @param asOf state the figures were read to
 * @param day it was read on
 */
public record Frozen(
        String plan,
        String period,
        String day,
        AsOf asOf,
        List<TargetLine> targets,
        List<TaskLine> tasks,
        List<UnitLine> units) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A snapshot of the indicators.
     *
     * @param readAt null where it is {@code at}
     */
    public record AsOf(
            long position,
            long revision,
            String at,
            @Nullable String readAt) {

        static AsOf of(Snapshot snapshot) {
            return new AsOf(
                    snapshot.position(),
                    snapshot.revision(),
                    snapshot.at().toString(),
                    snapshot.readAt().equals(snapshot.at())
                            ? null
                            : snapshot.readAt().toString());
        }

        Snapshot snapshot() {
            Instant moment = Instant.parse(at);
            return new Snapshot(position, revision, moment, readAt == null ? moment : Instant.parse(readAt));
        }
    }

    /** Where a figure is read: what recomputes it. */
    public record Source(
            String indicator,
            String region,
            String period,
            boolean toDate,
            @Nullable BigDecimal value) {}

    /**
     * @param wanted ≥ 300 家
     * @param colour code of the light shown
     * @param said why: the rule's reason, or by whom it was overruled and why
     * @param sources figures whose sum the value is; empty where the lead reported it
     */
    public record TargetLine(
            String item,
            String name,
            String wanted,
            String unit,
            @Nullable BigDecimal value,
            String colour,
            String said,
            String lead,
            List<Source> sources) {}

    public record TaskLine(
            String item,
            String heading,
            @Nullable Integer percent,
            String colour,
            String said,
            String lead,
            String text,
            String blockers) {}

    /** How a unit reported: how much was asked of it, how much came, how much of that late. */
    public record UnitLine(String unit, int asked, int reported, int late) {}

    public String json() {
        return JSON.writeValueAsString(this);
    }

    public static Frozen of(String json) {
        return JSON.readValue(json, Frozen.class);
    }

    public static String digest(String json) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public long count(String colour) {
        return targets.stream().filter(line -> line.colour().equals(colour)).count()
                + tasks.stream().filter(line -> line.colour().equals(colour)).count();
    }
}
