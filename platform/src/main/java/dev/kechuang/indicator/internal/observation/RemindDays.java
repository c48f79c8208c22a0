package dev.kechuang.indicator.internal.observation;

import dev.kechuang.pack.PackDocument;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * When those who report are reminded: {@code remind-before} and {@code remind-after} of the packs' {@code tracking/*.yaml},
 * a lower pack replacing an upper one. What else stands in these texts, the plans check.
 *
 * @param before days before the due day, 0 to 100
 * @param after days behind it, 0 to 100
 */
record RemindDays(int before, int after) {

    static final String FOLDER = "tracking";

    static RemindDays read(List<PackDocument> documents) {
        int before = 3;
        int after = 1;
        for (PackDocument document : documents) {
            Object loaded =
                    new Load(LoadSettings.builder().setLabel(document.place()).build()).loadFromString(document.text());
            if (!(loaded instanceof Map<?, ?> map)) continue;
            if (map.get("remind-before") instanceof Integer days) before = Math.clamp(days, 0, 100);
            if (map.get("remind-after") instanceof Integer days) after = Math.clamp(days, 0, 100);
        }
        return new RemindDays(before, after);
    }
}
