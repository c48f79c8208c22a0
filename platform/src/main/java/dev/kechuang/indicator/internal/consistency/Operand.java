package dev.kechuang.indicator.internal.consistency;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One figure that was compared (涉及的数字).
 *
 * @param path where it is shown, empty for nowhere
 * @param stated the observation it is, null for none
 * @param printed the characters of a document it is, null for none
 */
public record Operand(
        String label,
        String value,
        String path,
        @Nullable Stated stated,
        @Nullable Printed printed) {

    /** An observation by the names of its cell; {@code period} as it is written. */
    public record Stated(String indicator, String region, String period) {}

    /** Characters of a document, from {@code start} to before {@code end}. */
    public record Printed(UUID document, int start, int end) {}
}
