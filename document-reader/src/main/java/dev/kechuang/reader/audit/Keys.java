package dev.kechuang.reader.audit;

import dev.kechuang.reader.text.Fold;
import java.util.regex.Pattern;

/** Normal forms under which measures and units of different documents meet. */
final class Keys {
    private static final Pattern LEVEL = Pattern.compile("^(?:国家|部、省|省|市|县|区)(?:及以上|以上)?");
    private static final Pattern MARKS = Pattern.compile("[^\\p{L}\\p{N}%&]");
    private static final Pattern SCOPE = Pattern.compile("^(?:全市|我市|本市|全省|全区|全县|全年|各类|各种)(?:的)?");

    private Keys() {}

    static String key(String measure) {
        String s = Fold.fold(measure)
                .replace("国家级", "国家")
                .replace("省级", "省")
                .replace("市级", "市")
                .replace("县级", "县")
                .replace("区级", "区");
        s = SCOPE.matcher(s).replaceFirst("");
        s = s.replace("比例", "比重").replace("地区生产总值", "GDP").replace("占比", "比重");
        return MARKS.matcher(s).replaceAll("").replace("的", "");
    }

    static String bare(String key) {
        String s = LEVEL.matcher(key).replaceFirst("");
        return s.length() < 2 ? key : s;
    }

    static boolean levelled(String key) {
        return !bare(key).equals(key);
    }

    /** Share of characters two keys have in common, 0 to 1. */
    static double similarity(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) return 0;
        StringBuilder rest = new StringBuilder(b);
        int common = 0;
        for (int i = 0; i < a.length(); i++) {
            int at = rest.indexOf(a.substring(i, i + 1));
            if (at >= 0) {
                common++;
                rest.deleteCharAt(at);
            }
        }
        return 2.0 * common / (a.length() + b.length());
    }

    static String unit(String unit) {
        return switch (unit) {
            case "家", "个", "只", "户", "所", "项", "件", "种", "款" -> "个";
            case "人", "名", "位" -> "人";
            default -> unit;
        };
    }
}
