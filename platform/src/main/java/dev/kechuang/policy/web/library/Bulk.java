package dev.kechuang.policy.web.library;

import dev.kechuang.engine.Policy;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.internal.library.BulkDecisions;
import dev.kechuang.policy.internal.library.BulkFile;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Whole files decided, for the page and for programs: the same checks, the same answer. */
@Component
class Bulk {

    static final int MOST_POLICIES = 20;
    /** Files at once: each takes every core for some seconds. */
    private static final int AT_ONCE = 2;

    private final Decisions decisions;
    private final Semaphore free = new Semaphore(AT_ONCE);

    Bulk(Decisions decisions) {
        this.decisions = decisions;
    }

    /** The policies by id in the versions that decide for the day. */
    Outcome<List<Policy>> policies(List<String> ids, LocalDate day) {
        var asked = ids.stream()
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        if (asked.isEmpty()) return Outcome.refused(FieldError.of("policies", "library.bulk.error.noPolicy"));
        if (asked.size() > MOST_POLICIES)
            return Outcome.refused(FieldError.of("policies", "library.bulk.error.policies", MOST_POLICIES));
        var policies = new ArrayList<Policy>();
        for (String id : asked) {
            Optional<PolicyVersion> version = decisions.find(id, day);
            if (version.isEmpty()) return Outcome.refused(FieldError.of("policies", "library.bulk.error.policy", id));
            policies.add(version.get().policy());
        }
        return Outcome.done(policies);
    }

    BulkFile read(byte[] content, List<Policy> policies, LocalDate day) {
        return BulkFile.read(content, decisions.dictionary(), policies, day);
    }

    /**
     * Streams the answer; false when too many files are being decided already, and nothing was written then.
     *
     * @param mark whether it begins with a byte order mark, by which spreadsheets see that it is UTF-8
     */
    boolean write(
            BulkFile file,
            List<Policy> policies,
            LocalDate day,
            Locale locale,
            boolean mark,
            HttpServletResponse response)
            throws IOException {
        if (!free.tryAcquire()) return false;
        try {
            response.setContentType("text/csv;charset=UTF-8");
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename("policies-" + day + ".csv")
                            .build()
                            .toString());
            var out = new BufferedWriter(
                    new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), 1 << 16);
            if (mark) out.write('\ufeff');
            new BulkDecisions(policies, day, Decided.language(locale)).write(file, out);
            out.flush();
            return true;
        } finally {
            free.release();
        }
    }
}
