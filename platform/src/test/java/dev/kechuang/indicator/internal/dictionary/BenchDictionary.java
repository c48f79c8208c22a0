package dev.kechuang.indicator.internal.dictionary;

import dev.kechuang.indicator.Indicator;
import java.util.List;
import java.util.Map;

/** A dictionary that no pack holds, for measurements. */
public final class BenchDictionary {

    private BenchDictionary() {}

    public static Dictionary of(List<Indicator> all) {
        return new Dictionary(List.of(), all, Map.of(), List.of());
    }
}
