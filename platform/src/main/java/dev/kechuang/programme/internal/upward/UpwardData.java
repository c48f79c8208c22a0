package dev.kechuang.programme.internal.upward;

import dev.kechuang.programme.internal.upward.Upward.Level;
import dev.kechuang.programme.internal.upward.Upward.Result;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is typed of a recommended project, read and checked: money in 万元, levels and results as codes or in Chinese. */
public record UpwardData(
        Level level,
        String programme,
        int year,
        String creditCode,
        String title,
        String leader,
        LocalDate recommendedOn,
        String document,
        long requestedFen,
        Result result,
        @Nullable LocalDate decidedOn,
        String approval,
        long grantedFen,
        String note) {

    /** In the order of form and workbook. */
    public static final List<String> FIELDS = List.of(
            "level",
            "programme",
            "year",
            "creditCode",
            "title",
            "leader",
            "recommendedOn",
            "document",
            "requested",
            "result",
            "decidedOn",
            "approval",
            "granted",
            "note");

    private static final Map<String, Level> LEVELS = Map.of(
            "ministry",
            Level.MINISTRY,
            "部级",
            Level.MINISTRY,
            "国家级",
            Level.MINISTRY,
            "province",
            Level.PROVINCE,
            "省级",
            Level.PROVINCE);
    private static final Map<String, Result> RESULTS = Map.of(
            "",
            Result.OPEN,
            "open",
            Result.OPEN,
            "待定",
            Result.OPEN,
            "approved",
            Result.APPROVED,
            "立项",
            Result.APPROVED,
            "refused",
            Result.REFUSED,
            "未立项",
            Result.REFUSED);

    /** @param today nothing is recommended or decided later */
    static Outcome<UpwardData> read(Map<String, String> typed, LocalDate today) {
        var errors = new ArrayList<FieldError>();
        Level level = LEVELS.get(value(typed, "level"));
        if (level == null) errors.add(FieldError.of("level", "upward.error.level"));
        String programme = typed.getOrDefault("programme", "").strip();
        if (programme.length() < 2 || programme.length() > 80) {
            errors.add(FieldError.of("programme", "upward.error.programme"));
        }
        String year = value(typed, "year");
        if (!year.matches("(19|20)[0-9]{2}")) errors.add(FieldError.of("year", "upward.error.year"));
        String title = typed.getOrDefault("title", "").strip();
        if (title.length() < 2 || title.length() > 120) errors.add(FieldError.of("title", "upward.error.title"));
        String leader = text(typed, "leader", 60, errors);
        String document = text(typed, "document", 80, errors);
        String approval = text(typed, "approval", 80, errors);
        String note = text(typed, "note", 500, errors);
        LocalDate recommended = day(value(typed, "recommendedOn"));
        if (recommended == null || recommended.isAfter(today)) {
            errors.add(FieldError.of("recommendedOn", "upward.error.recommendedOn"));
        }
        Result result = RESULTS.get(value(typed, "result"));
        if (result == null) errors.add(FieldError.of("result", "upward.error.result"));
        String decided = value(typed, "decidedOn");
        LocalDate decidedOn = day(decided);
        if (!decided.isEmpty() && decidedOn == null || decidedOn != null && decidedOn.isAfter(today)) {
            errors.add(FieldError.of("decidedOn", "upward.error.decidedOn"));
        } else if (result != null && (result == Result.OPEN) != (decidedOn == null)) {
            errors.add(FieldError.of(
                    "decidedOn", result == Result.OPEN ? "upward.error.undecided" : "upward.error.needsDay"));
        } else if (decidedOn != null && recommended != null && decidedOn.isBefore(recommended)) {
            errors.add(FieldError.of("decidedOn", "upward.error.order"));
        }
        long requested = money(typed, "requested", errors);
        long granted = money(typed, "granted", errors);
        if (granted > 0 && result != null && result != Result.APPROVED) {
            errors.add(FieldError.of("granted", "upward.error.granted"));
        }
        if (!errors.isEmpty() || level == null || result == null || recommended == null) {
            return Outcome.refused(errors);
        }
        return Outcome.done(new UpwardData(
                level,
                programme,
                Integer.parseInt(year),
                value(typed, "creditCode").toUpperCase(java.util.Locale.ROOT),
                title,
                leader,
                recommended,
                document,
                requested,
                result,
                decidedOn,
                approval,
                granted,
                note));
    }

    /** Codes, days and numbers, in whatever width they were typed; names stay as they are. */
    private static String value(Map<String, String> typed, String field) {
        return Normalizer.normalize(typed.getOrDefault(field, ""), Normalizer.Form.NFKC)
                .strip();
    }

    private static String text(Map<String, String> typed, String field, int most, List<FieldError> errors) {
        String text = typed.getOrDefault(field, "").strip();
        if (text.length() > most) errors.add(FieldError.of(field, "upward.error.long", most));
        return text;
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isEmpty()
                    ? null
                    : LocalDate.parse(text.replace('/', '-').replace('.', '-'));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static long money(Map<String, String> typed, String field, List<FieldError> errors) {
        String text = value(typed, field).replace(",", "");
        if (text.isEmpty()) return 0;
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,6})?")) {
            errors.add(FieldError.of(field, "upward.error.money"));
            return 0;
        }
        return Money.wan(new BigDecimal(text)).fen();
    }

    /** As a form shows it. */
    public static Map<String, String> typed(Upward u) {
        var typed = new LinkedHashMap<String, String>();
        typed.put("level", u.level().code());
        typed.put("programme", u.programme());
        typed.put("year", String.valueOf(u.year()));
        typed.put("creditCode", u.creditCode());
        typed.put("title", u.title());
        typed.put("leader", u.leader());
        typed.put("recommendedOn", u.recommendedOn().toString());
        typed.put("document", u.document());
        typed.put("requested", wan(u.requestedFen()));
        typed.put("result", u.result().code());
        typed.put("decidedOn", u.decidedOn() == null ? "" : u.decidedOn().toString());
        typed.put("approval", u.approval());
        typed.put("granted", wan(u.grantedFen()));
        typed.put("note", u.note());
        return typed;
    }

    static String wan(long fen) {
        if (fen == 0) return "";
        return BigDecimal.valueOf(fen, 6).stripTrailingZeros().toPlainString();
    }
}
