package dev.kechuang.indicator;

import java.util.List;
import java.util.Optional;

/** The dictionary of indicators (指标目录) of the packs in force for the city. Cheap: held in memory. */
public interface Indicators {

    /** In the packs' order. */
    List<Indicator> all();

    Optional<Indicator> find(String code);

    /**
     * Which indicators a measure in a document may be, the likeliest first; empty when nothing is near.
     *
     * @param measure as the document words it, e.g. {@code 新认定高新技术企业}
     * @param unit as the document states it, empty when it states none
     */
    List<Suggestion> suggest(String measure, String unit, int limit);

    /**
     * @param likeness from 0 to 100; 100 for the name itself
     * @param reason in Chinese: by name, alias or similarity, and what differs
     */
    record Suggestion(Indicator indicator, int likeness, String reason) {}
}
