package dev.kechuang.programme.internal.lifecycle;

import java.util.Locale;

/** What can happen to an application (事件). */
public enum EventKind {
    CREATED,
    /** The stage is passed: on to the next, or completed at the last. */
    PASSED,
    /** Back to the applicant, who corrects the sections named and hands in again. */
    RETURNED,
    RESUBMITTED,
    HELD,
    RELEASED,
    REFUSED,
    WITHDRAWN,
    TERMINATED,
    /** Something worth keeping that does not move it. */
    NOTED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static EventKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
