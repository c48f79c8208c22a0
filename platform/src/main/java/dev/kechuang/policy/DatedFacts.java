package dev.kechuang.policy;

import dev.kechuang.engine.Facts;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Facts of an organisation on a day.
 *
 * @param changesOn first later day on which they are others without anybody changing them, since something is known now
 *     that counts from a later day; null for none
 */
public record DatedFacts(Facts facts, @Nullable LocalDate changesOn) {}
