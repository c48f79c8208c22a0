package dev.kechuang.shared.web;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Failures of the machine, not of the program: people are told what has to be mended. */
final class Outage {

    /** 507: no space left, for files or for the database. */
    static final int DISK_FULL = 507;

    /** 503: the database does not answer; it is started again by itself. */
    static final int NO_DATABASE = 503;

    private static final int DEEPEST = 20;

    private Outage() {}

    /** The status that says what happened; 0 for any other failure. */
    static int status(@Nullable Throwable failure) {
        int found = 0;
        Throwable at = failure;
        for (int depth = 0; at != null && depth < DEEPEST; depth++, at = at.getCause()) {
            if (isDiskFull(at)) return DISK_FULL;
            if (isNoDatabase(at)) found = NO_DATABASE;
        }
        return found;
    }

    private static boolean isDiskFull(Throwable failure) {
        // 53100: disk_full of PostgreSQL.
        if (failure instanceof SQLException sql && "53100".equals(sql.getSQLState())) return true;
        return failure instanceof IOException
                && String.valueOf(failure.getMessage()).contains("No space left on device");
    }

    private static boolean isNoDatabase(Throwable failure) {
        if (failure instanceof SQLTransientConnectionException) return true;
        // 08: connection exceptions; 57P: the server ends or begins.
        return failure instanceof SQLException sql
                && sql.getSQLState() != null
                && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P"));
    }
}
