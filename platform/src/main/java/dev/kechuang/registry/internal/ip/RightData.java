package dev.kechuang.registry.internal.ip;

import dev.kechuang.registry.RightKind;
import dev.kechuang.registry.internal.ip.Right.End;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is stated of a right itself, apart from its owners. As in {@link Right}. */
public record RightData(
        RightKind kind,
        String title,
        String applicationNumber,
        String grantNumber,
        @Nullable LocalDate applied,
        @Nullable LocalDate granted,
        @Nullable LocalDate termUntil,
        @Nullable LocalDate endedOn,
        @Nullable End end,
        boolean usedForHnte,
        List<String> inventors,
        String otherOwners) {

    /** Fields by which forms, imports and histories name what is stated, in the order of the form. */
    public static final List<String> FIELDS = List.of(
            "kind",
            "title",
            "applicationNumber",
            "grantNumber",
            "applied",
            "granted",
            "termUntil",
            "endedOn",
            "endReason",
            "usedForHnte",
            "inventors",
            "otherOwners");

    public static RightData of(Right right) {
        return new RightData(
                right.kind(),
                right.title(),
                right.applicationNumber(),
                right.grantNumber(),
                right.applied(),
                right.granted(),
                right.termUntil(),
                right.endedOn(),
                right.end(),
                right.usedForHnte(),
                right.inventors(),
                right.otherOwners());
    }

    RightData ended(@Nullable LocalDate on, @Nullable End why) {
        return new RightData(
                kind,
                title,
                applicationNumber,
                grantNumber,
                applied,
                granted,
                termUntil,
                on,
                why,
                usedForHnte,
                inventors,
                otherOwners);
    }

    String key() {
        return RightNumbers.key(kind, applicationNumber, grantNumber);
    }

    /** As forms show it; numbers as people write them. */
    public Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        texts.put("kind", kind.code());
        texts.put("title", title);
        texts.put("applicationNumber", RightNumbers.shown(kind, applicationNumber, false));
        texts.put("grantNumber", grantNumber);
        texts.put("applied", text(applied));
        texts.put("granted", text(granted));
        texts.put("termUntil", text(termUntil));
        texts.put("endedOn", text(endedOn));
        texts.put("endReason", end == null ? "" : end.code());
        texts.put("usedForHnte", usedForHnte ? "yes" : "no");
        texts.put("inventors", String.join("、", inventors));
        texts.put("otherOwners", otherOwners);
        return texts;
    }

    /** Old and new text of what differs, by field. */
    Map<String, List<String>> changesTo(RightData after) {
        var changes = new LinkedHashMap<String, List<String>>();
        var texts = after.texts();
        this.texts().forEach((field, before) -> {
            String now = texts.getOrDefault(field, "");
            if (!now.equals(before)) changes.put(field, List.of(before, now));
        });
        return changes;
    }

    static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }
}
