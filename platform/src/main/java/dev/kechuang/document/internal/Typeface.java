package dev.kechuang.document.internal;

import java.util.List;
import java.util.Locale;

/** The typefaces that GB/T 9704-2012 asks for; most are not free, so they come from a folder of the city. */
enum Typeface {
    FANGSONG("仿宋", Bundled.SERIF, "仿宋", "fangsong", "simfang", "fzfsk"),
    XIAOBIAOSONG("小标宋", Bundled.SERIF, "小标宋", "xiaobiaosong", "fzxbs"),
    HEITI("黑体", Bundled.SANS, "黑体", "simhei", "fzhtk"),
    KAITI("楷体", Bundled.SERIF, "楷体", "kaiti", "simkai", "fzktk"),
    SONG("宋体", Bundled.SERIF, "宋体", "simsun", "fzssk");

    /** What comes with the product and stands in for what is missing. */
    enum Bundled {
        SERIF("Noto Serif SC", "NotoSerifSC-Regular.ttf", 400),
        SANS("Noto Sans SC", "NotoSansSC-Bold.ttf", 700);

        final String title;
        final String file;
        final int weight;

        Bundled(String title, String file, int weight) {
            this.title = title;
            this.file = file;
            this.weight = weight;
        }

        String family() {
            return "kc-" + name().toLowerCase(Locale.ROOT);
        }
    }

    final String wanted;
    final Bundled standIn;
    private final List<String> names;

    Typeface(String wanted, Bundled standIn, String... names) {
        this.wanted = wanted;
        this.standIn = standIn;
        this.names = List.of(names);
    }

    /** Whether one of the names a font file gives itself is this typeface. */
    boolean isNamed(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
        return names.stream().anyMatch(plain::contains);
    }

    String family() {
        return "kc-" + name().toLowerCase(Locale.ROOT);
    }
}
