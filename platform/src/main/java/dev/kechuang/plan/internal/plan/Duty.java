package dev.kechuang.plan.internal.plan;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for a target or task (责任单位).
 *
 * @param name as the document names it
 * @param unit null while nobody knows which unit it is
 * @param leads 牵头 or 配合
 * @param reports whether progress is asked of it in every period
 */
public record Duty(String name, @Nullable UUID unit, boolean leads, boolean reports) {}
