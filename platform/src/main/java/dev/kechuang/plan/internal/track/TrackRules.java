package dev.kechuang.plan.internal.track;

import dev.kechuang.pack.PackDocument;
import dev.kechuang.plan.internal.track.Basis.Thresholds;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * When lights change and when units are reminded: files {@code tracking/*.yaml} of the packs, a lower pack replacing
 * single numbers of an upper one.
 */
public final class TrackRules {

    /** Folder of the packs. */
    public static final String FOLDER = "tracking";

    private static final TreeSet<String> KNOWN = new TreeSet<>(
            List.of("basis", "green", "amber", "task-green", "task-amber", "remind-before", "remind-after"));

    private int green = Thresholds.STANDARD.green();
    private int amber = Thresholds.STANDARD.amber();
    private int taskGreen = Thresholds.STANDARD.taskGreen();
    private int taskAmber = Thresholds.STANDARD.taskAmber();
    private int remindBefore = 3;
    private int remindAfter = 1;

    /** Wrong texts are an {@link IllegalArgumentException} that names the place and the key. */
    public TrackRules(List<PackDocument> documents) {
        for (PackDocument document : documents) read(document);
        if (amber > green || taskGreen > taskAmber)
            throw new IllegalArgumentException(FOLDER + ": green has to be above amber, task-green below task-amber");
    }

    public Thresholds thresholds() {
        return new Thresholds(green, amber, taskGreen, taskAmber);
    }

    /** Days before a report is due on which its unit is reminded. */
    public int remindBefore() {
        return remindBefore;
    }

    /** Days after it was due on which it is reminded again and the office is told. */
    public int remindAfter() {
        return remindAfter;
    }

    private void read(PackDocument document) {
        Object loaded;
        try {
            loaded =
                    new Load(LoadSettings.builder().setLabel(document.place()).build()).loadFromString(document.text());
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(document.place() + ": " + e.getMessage(), e);
        }
        if (!(loaded instanceof Map<?, ?> map))
            throw new IllegalArgumentException(document.place() + ": a mapping is expected");
        for (Object key : map.keySet()) {
            if (!KNOWN.contains(String.valueOf(key)))
                throw new IllegalArgumentException(document.place() + ": " + key + " is unknown; known are " + KNOWN);
        }
        green = whole(document, map, "green", green);
        amber = whole(document, map, "amber", amber);
        taskGreen = whole(document, map, "task-green", taskGreen);
        taskAmber = whole(document, map, "task-amber", taskAmber);
        remindBefore = whole(document, map, "remind-before", remindBefore);
        remindAfter = whole(document, map, "remind-after", remindAfter);
    }

    private static int whole(PackDocument document, Map<?, ?> map, String key, int otherwise) {
        Object value = map.get(key);
        if (value == null) return otherwise;
        if (value instanceof Integer number && number >= 0 && number <= 100) return number;
        throw new IllegalArgumentException(document.place() + ": " + key + " has to be a whole number from 0 to 100");
    }
}
