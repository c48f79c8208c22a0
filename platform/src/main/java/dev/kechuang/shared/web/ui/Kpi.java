package dev.kechuang.shared.web.ui;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A figure that matters (关键指标).
 *
 * @param number formatted by {@link Figures}
 * @param unit empty for none
 * @param change against the same period of last year (同比) in percent; null when not known
 * @param note further facts, e.g. 数据截至 2026-11-21
 * @param path the records behind the figure; empty only where there are none
 */
public record Kpi(
        String label, String number, String unit, @Nullable BigDecimal change, String note, String path) {

    public static Kpi of(String label, long number, String unit, String note, String path) {
        return new Kpi(label, Figures.count(number), unit, null, note, path);
    }

    public Kpi changed(BigDecimal percent) {
        return new Kpi(label, number, unit, percent, note, path);
    }
}
