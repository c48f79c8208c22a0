package dev.kechuang.plan.internal.reading;

import dev.kechuang.indicator.SourceDocument;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the plan of a reading is called and when it runs: as typed, and else as the document says. */
final class ReadingHead {

    private ReadingHead() {}

    static Map<String, String> of(SourceDocument document, Map<String, String> typed) {
        var head = new LinkedHashMap<>(typed);
        head.values().removeIf(String::isBlank);
        var reading = document.reading();
        String title = reading.front().title().isBlank()
                ? document.name()
                : reading.front().title();
        head.putIfAbsent("title", title.length() > 120 ? title.substring(0, 120) : title);
        head.putIfAbsent("number", reading.front().number());
        head.putIfAbsent("kind", title.contains("行动") || title.contains("三年") ? "actionPlan" : "workPoints");
        reading.parts().stream()
                .map(part -> part.period())
                .filter(period -> period.matches("\\d{4}(-\\d{4})?"))
                .findFirst()
                .ifPresent(period -> {
                    head.putIfAbsent("year", period.substring(0, 4));
                    if (period.length() == 9)
                        head.putIfAbsent(
                                "years",
                                String.valueOf(Integer.parseInt(period.substring(5))
                                        - Integer.parseInt(period.substring(0, 4))
                                        + 1));
                });
        return head;
    }
}
