package dev.kechuang.reader.structure;

import dev.kechuang.reader.words.Words;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The place a document speaks for: named in its title or by its issuer, else the place the text names most. */
public final class Places {
    private static final Words PLACES = Words.of("places");
    private static final Pattern OWN =
            Pattern.compile("([一-龥]{2,7}?(?:自治区|自治州|省|市|县|区|盟))(?=科技|科学|人民政府|政府|工业和|委|局|全|关于|创新|“|20|《|高新|国民|知识)");
    private static final String MUNICIPALITIES = "北京天津上海重庆";
    private static final String AUTONOMOUS = "内蒙古广西西藏宁夏新疆";
    private static final String PROVINCES = "河北山西辽宁吉林黑龙江江苏浙江安徽福建江西山东河南湖北湖南广东海南四川贵州云南陕西甘肃青海台湾";
    private static final int OPENING = 20_000;

    private Places() {}

    static String of(String title, String issuer, String text) {
        for (String source : new String[] {issuer, title}) {
            Matcher own = OWN.matcher(source.replaceAll("[^一-龥《“]", " "));
            while (own.find())
                if (!own.group(1).matches(".*[年全我本各的和及]?[全我本各][市县区省]|(?:国家|开发|高新|园).*|.*(?:年|月|关于|印发).*"))
                    return own.group(1);
            String place = first(source);
            if (!place.isEmpty()) return place;
        }
        return mostNamed(text.substring(0, Math.min(text.length(), OPENING)));
    }

    private static String first(String source) {
        int at = PLACES.first(source, 0);
        return at < 0 ? "" : full(source.substring(at, at + PLACES.at(source, at, source.length())));
    }

    private static String mostNamed(String text) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < text.length(); i++) {
            int n = PLACES.at(text, i, text.length());
            if (n == 0) continue;
            String name = text.substring(i, i + n);
            boolean university =
                    text.startsWith("大学", i + n) || text.startsWith("交大", i + n) || text.startsWith("理工", i + n);
            if (!university && !PROVINCES.contains(name)) counts.merge(name, 1, Integer::sum);
            i += n - 1;
        }
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .filter(entry -> entry.getValue() > 1)
                .map(entry -> full(entry.getKey()))
                .orElse("");
    }

    private static String full(String name) {
        if (MUNICIPALITIES.contains(name)) return name + "市";
        if (AUTONOMOUS.contains(name))
            return switch (name) {
                case "广西" -> "广西壮族自治区";
                case "宁夏" -> "宁夏回族自治区";
                case "新疆" -> "新疆维吾尔自治区";
                default -> name + "自治区";
            };
        return PROVINCES.contains(name) ? name + "省" : name.equals("恩施") || name.equals("湘西") ? name + "州" : name + "市";
    }
}
