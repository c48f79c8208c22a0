package dev.kechuang.audit;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for in the audit log; empty texts and nulls look for everything.
 *
 * @param who part of the name of whoever acted
 * @param action exact action, or a module with a dot behind ({@code registry.}) for all of its actions
 * @param subject exact id of what it happened to
 * @param text part of the label or of the details
 * @param from first day, in Asia/Shanghai
 * @param until last day, inclusive
 */
public record AuditFilter(
        String who,
        String action,
        String subject,
        String text,
        @Nullable LocalDate from,
        @Nullable LocalDate until) {

    /** How far back a search by part of a text goes when no first day is given: it reads every entry on its way. */
    public static final int SEARCHED_DAYS = 92;

    public static final AuditFilter ALL = new AuditFilter("", "", "", "", null, null);

    /** With a first day where the search needs one. */
    public AuditFilter bounded(LocalDate today) {
        boolean slow = !who.isEmpty() || !text.isEmpty();
        return slow && from == null
                ? new AuditFilter(who, action, subject, text, today.minusDays(SEARCHED_DAYS), until)
                : this;
    }
}
