package dev.kechuang.shared.web;

import dev.kechuang.shared.web.ui.ErrorReport;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Gives every error that a person sees a code, and writes the same code into the log with what really happened. */
@Component
final class ErrorReports {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorReports.class);

    /** Without characters that are mixed up on the telephone. */
    private static final String LETTERS = "ACDEFGHJKMNPQRTUVWXY34679";

    private final SecureRandom random = new SecureRandom();

    /** @param problem null when a filter or the server refused without an exception */
    ErrorReport report(int status, String method, String path, @Nullable Throwable problem) {
        String code = code();
        String request = clean(method + " " + path);
        if (status >= 500) LOG.error("{} {} {}", code, status, request, problem);
        else LOG.info("{} {} {}: {}", code, status, request, problem == null ? "refused" : clean(problem.toString()));
        return new ErrorReport(status, kind(status), code);
    }

    /** Statuses that have a page of their own; the others share that of their class. */
    static String kind(int status) {
        return switch (status) {
            case 401, 403, 404, 405, 409, 413, 429, 503, 507 -> Integer.toString(status);
            default -> status >= 500 ? "500" : "400";
        };
    }

    private String code() {
        var code = new StringBuilder(9);
        for (int i = 0; i < 8; i++) {
            if (i == 4) code.append('-');
            code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    /** A request must not be able to write lines of its own into the log. */
    private static String clean(String text) {
        var out = new StringBuilder(Math.min(text.length(), 400));
        text.chars().limit(400).forEach(c -> out.append(c < 0x20 || c == 0x7f ? '?' : (char) c));
        return out.toString();
    }
}
