package dev.kechuang.registry.internal.title;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Regions;
import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.registry.Titles.Certificate;
import dev.kechuang.registry.Titles.Grant;
import dev.kechuang.registry.Titles.NewDocument;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What may be granted: kinds, levels, names, days and what is stated beside, checked before anything is written. */
@Component
public class TitleRules {

    private static final LocalDate FIRST = LocalDate.of(1980, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2150, 12, 31);
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_NUMBER = 60;
    private static final int LONGEST_REASON = 500;

    private final TitleKinds kinds;
    private final CodeLists codes;
    private final Regions regions;
    private final Clock clock;

    public TitleRules(TitleKinds kinds, CodeLists codes, Regions regions, Clock clock) {
        this.kinds = kinds;
        this.codes = codes;
        this.regions = regions;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    /** A grant that can be made, but for what the database knows about its holder. */
    record Checked(TitleKind kind, TitleKind.Level level, Grant grant) {}

    Outcome<Checked> check(Grant grant) {
        var errors = new ArrayList<FieldError>();
        TitleKind kind = kinds.byCode(grant.kind()).orElse(null);
        TitleKind.Level level = TitleKind.Level.of(grant.level()).orElse(null);
        if (kind == null) {
            errors.add(FieldError.of("kind", "title.error.kind", grant.kind()));
            return Outcome.refused(errors);
        }
        if (level == null || !kind.levels().contains(level)) {
            errors.add(FieldError.of("level", "title.error.level", kind.name()));
        }
        boolean named = kind.holder() != TitleKind.Holder.ORGANISATION && kind.holder() != TitleKind.Holder.REGION;
        String name = grant.name().strip();
        if (named && name.isEmpty()) errors.add(FieldError.of("name", "title.error.name"));
        if (!named && !name.isEmpty()) errors.add(FieldError.of("name", "title.error.noName", kind.name()));
        if (name.length() > LONGEST_NAME) errors.add(FieldError.of("name", "title.error.longName", LONGEST_NAME));
        if (kind.holder() == TitleKind.Holder.REGION) {
            if (regions.find(grant.region()).isEmpty()) errors.add(FieldError.of("region", "title.error.region"));
        } else if (grant.organisation() == null) {
            errors.add(FieldError.of("organisation", "title.error.organisation"));
        }
        errors.addAll(certificate(kind, grant.certificate()));
        if (!errors.isEmpty() || level == null) return Outcome.refused(errors);
        var certificate = complete(kind, grant.certificate());
        return Outcome.done(new Checked(
                kind,
                level,
                new Grant(
                        grant.kind(),
                        grant.level(),
                        kind.holder() == TitleKind.Holder.REGION ? null : grant.organisation(),
                        grant.region(),
                        name,
                        certificate)));
    }

    /** The same with the last day that follows from the kind. */
    static Certificate complete(TitleKind kind, Certificate certificate) {
        return new Certificate(
                certificate.number().strip(),
                certificate.document(),
                certificate.grantedBy().strip(),
                certificate.from(),
                certificate.until() == null ? kind.until(certificate.from()) : certificate.until(),
                certificate.details());
    }

    List<FieldError> certificate(TitleKind kind, Certificate certificate) {
        var errors = new ArrayList<FieldError>();
        String number = certificate.number().strip();
        if (kind.numbered() && number.isEmpty()) errors.add(FieldError.of("number", "title.error.number", kind.name()));
        if (number.length() > LONGEST_NUMBER) {
            errors.add(FieldError.of("number", "title.error.longNumber", LONGEST_NUMBER));
        }
        if (certificate.grantedBy().strip().length() > 100) {
            errors.add(FieldError.of("grantedBy", "title.error.longBody", 100));
        }
        if (certificate.from().isBefore(FIRST) || certificate.from().isAfter(today().plusYears(2))) {
            errors.add(FieldError.of(
                    "from",
                    "title.error.from",
                    FIRST.toString(),
                    today().plusYears(2).toString()));
        }
        LocalDate until = certificate.until();
        if (until != null && until.isBefore(certificate.from())) {
            errors.add(FieldError.of(
                    "until", "title.error.until", certificate.from().toString()));
        } else if (until != null && until.isAfter(LAST)) {
            errors.add(FieldError.of("until", "title.error.far", LAST.toString()));
        }
        errors.addAll(details(kind, certificate.details()));
        return errors;
    }

    List<FieldError> details(TitleKind kind, Map<String, String> details) {
        var errors = new ArrayList<FieldError>();
        details.forEach((code, text) -> {
            String name = "details." + code;
            var field = kind.field(code);
            if (field.isEmpty()) {
                errors.add(FieldError.of(name, "title.error.detail", code, kind.name()));
                return;
            }
            if (text.isEmpty()) return;
            switch (field.get().type()) {
                case TEXT -> {
                    if (text.length() > 200)
                        errors.add(FieldError.of(
                                name, "title.error.longDetail", field.get().name(), 200));
                }
                case NUMBER -> {
                    if (!isAmount(text)) {
                        errors.add(FieldError.of(
                                name, "title.error.notNumber", field.get().name(), text));
                    }
                }
                case DATE -> {
                    if (day(text) == null)
                        errors.add(FieldError.of(
                                name, "title.error.notDay", field.get().name(), text));
                }
                case TECHNICAL_FIELD -> {
                    if (codes.technicalField(text).isEmpty())
                        errors.add(FieldError.of(name, "title.error.field", text));
                }
            }
        });
        return errors;
    }

    /** Without what is empty, numbers as plain decimals. */
    static Map<String, String> stated(TitleKind kind, Map<String, String> details) {
        var stated = new LinkedHashMap<String, String>();
        details.forEach((code, text) -> {
            if (text.isEmpty()) return;
            boolean number = kind.field(code)
                    .filter(field -> field.type() == TitleKind.FieldType.NUMBER)
                    .isPresent();
            stated.put(code, number ? new BigDecimal(text).stripTrailingZeros().toPlainString() : text);
        });
        return stated;
    }

    /** The day by which one that was granted or re-evaluated on the day is re-evaluated again; null for never. */
    static @Nullable LocalDate nextEvaluation(TitleKind kind, LocalDate on, @Nullable LocalDate until) {
        if (kind.reevaluationYears() == 0) return null;
        LocalDate next = on.plusYears(kind.reevaluationYears());
        return until != null && next.isAfter(until) ? null : next;
    }

    List<FieldError> reason(String reason) {
        if (reason.isBlank()) return List.of(FieldError.of("reason", "title.error.reason"));
        if (reason.strip().length() > LONGEST_REASON) {
            return List.of(FieldError.of("reason", "title.error.longReason", LONGEST_REASON));
        }
        return List.of();
    }

    List<FieldError> document(NewDocument document) {
        var errors = new ArrayList<FieldError>();
        length(errors, "documentNumber", document.number(), 80, "title.error.documentNumber");
        length(errors, "body", document.body(), 100, "title.error.body");
        if (document.title().strip().length() > 200) {
            errors.add(FieldError.of("documentTitle", "title.error.longTitle", 200));
        }
        if (document.issuedOn().isBefore(FIRST) || document.issuedOn().isAfter(today())) {
            errors.add(FieldError.of("issuedOn", "title.error.issuedOn", FIRST.toString(), today().toString()));
        }
        return errors;
    }

    private static void length(List<FieldError> errors, String field, String text, int most, String key) {
        if (text.isBlank() || text.strip().length() > most) errors.add(FieldError.of(field, key, most));
    }

    static boolean isAmount(String text) {
        return text.matches("\\d{1,12}(\\.\\d{1,4})?");
    }

    /** A day as people type it: 2026-11-22, 2026/11/22, 2026.11.22 or 2026年11月22日; null for anything else. */
    public static @Nullable LocalDate day(String text) {
        var matcher = DAY.matcher(text.strip());
        if (!matcher.matches()) return null;
        try {
            return LocalDate.of(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static final java.util.regex.Pattern DAY =
            java.util.regex.Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?");
}
