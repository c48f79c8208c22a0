package dev.kechuang.registry.internal.ip;

import dev.kechuang.registry.RightKind;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of rights as offices write them, brought into one form each. A Chinese patent application number (申请号标准 ZC
 * 0006) is the year, a digit for the kind, a serial number and a check character; the patent number is the same behind ZL.
 */
public final class RightNumbers {

    private static final Pattern PATENT = Pattern.compile("((19|20)\\d{2}\\d\\d{7}|\\d{2}\\d\\d{5})([0-9X])");
    private static final Pattern UNCHECKED = Pattern.compile("(19|20)\\d{2}[12389]\\d{7}|[89012]\\d[12389]\\d{5}");
    private static final Pattern PUBLICATION = Pattern.compile("CN\\d{6,9}[A-CUSY]\\d?");
    private static final Pattern OTHER_APPLICATION = Pattern.compile("[0-9A-Z.\\-]{4,30}");

    private static final Map<RightKind, Pattern> GRANTS = Map.of(
            RightKind.SOFTWARE, Pattern.compile("(19|20)\\d{2}SR\\d{5,8}"),
            RightKind.LAYOUT, Pattern.compile("BS\\.\\d{8}[0-9X]"),
            RightKind.PLANT_VARIETY, Pattern.compile("(CNA)?\\d{8,11}(\\.\\d)?"),
            RightKind.CROP_VARIETY, Pattern.compile("国审\\p{IsHan}{1,4}\\d{7,8}"),
            RightKind.NEW_DRUG, Pattern.compile("国药(准|证)字[A-Z]\\d{8}"),
            RightKind.TCM_PROTECTION, Pattern.compile("ZYB\\d{10,14}(-\\d)?"));

    private static final int[] WEIGHTS = {2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5};

    private RightNumbers() {}

    /** Both numbers in their one form; empty where there is none. */
    public record Numbers(String application, String grant) {}

    /** What was typed, or the errors at {@code applicationNumber} and {@code grantNumber}. */
    public static Outcome<Numbers> read(RightKind kind, String application, String grant) {
        String first = plain(application);
        String second = plain(grant);
        return kind.patent() ? patent(kind, first, second) : other(kind, first, second);
    }

    private static Outcome<Numbers> patent(RightKind kind, String application, String grant) {
        String number = bare(application);
        String publication = grant;
        if (grant.startsWith("ZL")
                || PATENT.matcher(bare(grant)).matches()
                        && !PUBLICATION.matcher(grant).matches()) {
            // The patent number says nothing that the application number does not.
            if (number.isEmpty()) number = bare(grant);
            else if (!number.equals(bare(grant))) {
                return Outcome.refused(FieldError.of("grantNumber", "ip.error.number.differs"));
            }
            publication = "";
        }
        if (number.isEmpty()) return Outcome.refused(FieldError.of("applicationNumber", "ip.error.number.missing"));
        FieldError wrong = problem(kind, number);
        if (wrong != null) return Outcome.refused(wrong);
        if (!publication.isEmpty() && !PUBLICATION.matcher(publication).matches()) {
            return Outcome.refused(FieldError.of("grantNumber", "ip.error.number.publication", grant));
        }
        return Outcome.done(new Numbers(number, publication));
    }

    private static @Nullable FieldError problem(RightKind kind, String number) {
        if (UNCHECKED.matcher(number).matches()) {
            return FieldError.of("applicationNumber", "ip.error.number.unchecked", number + "." + check(number));
        }
        var matcher = PATENT.matcher(number);
        if (!matcher.matches()) return FieldError.of("applicationNumber", "ip.error.number.patent", number);
        String digits = matcher.group(1);
        char said = number.charAt(number.length() - 1);
        if (check(digits) != said) {
            return FieldError.of("applicationNumber", "ip.error.number.check", digits + "." + said);
        }
        char digit = digits.charAt(digits.length() == 12 ? 4 : 2);
        String fits = switch (kind) {
            case INVENTION -> "18";
            case UTILITY_MODEL -> "29";
            default -> "3";
        };
        return fits.indexOf(digit) >= 0
                ? null
                : FieldError.of("applicationNumber", "ip.error.number.kind", String.valueOf(digit));
    }

    private static Outcome<Numbers> other(RightKind kind, String application, String grant) {
        if (!application.isEmpty() && !OTHER_APPLICATION.matcher(application).matches()) {
            return Outcome.refused(FieldError.of("applicationNumber", "ip.error.number.other", application));
        }
        String number = kind == RightKind.LAYOUT && grant.matches("BS\\d.*") ? "BS." + grant.substring(2) : grant;
        Pattern pattern = GRANTS.get(kind);
        if (!number.isEmpty() && pattern != null && !pattern.matcher(number).matches()) {
            return Outcome.refused(FieldError.of("grantNumber", "ip.error.number." + kind.code(), grant));
        }
        if (application.isEmpty() && number.isEmpty()) {
            return Outcome.refused(FieldError.of("grantNumber", "ip.error.number.none"));
        }
        return Outcome.done(new Numbers(application, number));
    }

    /** Check character of the digits of an application number, 8 or 12 of them. */
    public static char check(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) sum += (digits.charAt(i) - '0') * WEIGHTS[i];
        return "0123456789X".charAt(sum % 11);
    }

    /** The year a patent was applied for as its number says; 0 for other numbers. */
    static int year(RightKind kind, String number) {
        if (!kind.patent()) return 0;
        if (number.length() == 13) return Integer.parseInt(number.substring(0, 4));
        int two = Integer.parseInt(number.substring(0, 2));
        return two < 50 ? 2000 + two : 1900 + two;
    }

    /** As people write it: the check character of a patent behind a dot, a granted one behind ZL. */
    public static String shown(RightKind kind, String application, boolean granted) {
        if (!kind.patent() || application.length() < 2) return application;
        int last = application.length() - 1;
        return (granted ? "ZL" : "") + application.substring(0, last) + "." + application.substring(last);
    }

    /** The number by which the same right is known again. */
    public static String key(RightKind kind, String application, String grant) {
        return kind.code() + "/" + (application.isEmpty() ? grant : application);
    }

    /** What of a typed number a search compares with. */
    static String sought(String typed) {
        return bare(plain(typed));
    }

    private static String plain(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .replaceAll("\\s", "")
                .toUpperCase(Locale.ROOT);
    }

    private static String bare(String number) {
        String bare = number.startsWith("ZL") ? number.substring(2) : number;
        if (bare.matches("CN\\d{4}[\\d.X]+")) bare = bare.substring(2);
        return bare.matches("\\d+\\.[0-9X]") ? bare.replace(".", "") : bare;
    }
}
