package dev.kechuang.fund;

import dev.kechuang.shared.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A part of the contract's sum to be paid at once.
 *
 * @param name e.g. 首期拨款; at most 100 characters
 * @param amount more than zero
 * @param condition what has to happen first, in words; empty for nothing: then it is due at once
 * @param expectedOn planned day; null for none
 */
public record NewInstalment(
        String name,
        Money amount,
        String condition,
        @Nullable LocalDate expectedOn) {}
