package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.check.CheckFinder;
import dev.kechuang.programme.internal.check.Finding;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.form.SubmissionStore;
import dev.kechuang.programme.internal.review.AttachmentStore.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Tells the officer of the formal check (形式审查) of attachments that name who applies where a review to come is blind: then
 * the application can still be returned for correction.
 */
@Component
public class IdentityFinder implements CheckFinder {

    private final AttachmentCheck check;
    private final AttachmentStore store;
    private final SubmissionStore submissions;

    public IdentityFinder(AttachmentCheck check, AttachmentStore store, SubmissionStore submissions) {
        this.check = check;
        this.store = store;
        this.submissions = submissions;
    }

    @Override
    public List<Finding> find(Subject subject) {
        boolean blind = subject.definition().stages().stream()
                .anyMatch(stage -> stage instanceof Stage.Review review && review.blind());
        if (!blind) return List.of();
        UUID application = subject.application().id();
        var handedIn = submissions.latest(application);
        if (handedIn.isEmpty()) return List.of();
        var files = new Answers(handedIn.get().content()).files(Locale.SIMPLIFIED_CHINESE);
        check.enter(application);
        check.run(List.of(application), files.size());
        var checks = store.of(List.of(application)).getOrDefault(application, Map.of());
        var findings = new ArrayList<Finding>();
        for (var file : files) {
            Check found = checks.get(file.file().id());
            if (found == null || found.findings().isEmpty()) continue;
            var terms = found.findings().stream()
                    .map(each -> each.term())
                    .distinct()
                    .limit(3)
                    .toList();
            findings.add(new Finding(
                    Finding.Kind.IDENTITY,
                    file.file().id().toString(),
                    Finding.Severity.WARNING,
                    null,
                    Map.of(
                            "file", file.file().name(),
                            "field", file.label(),
                            "terms", terms,
                            "places", found.findings().size())));
        }
        return findings;
    }
}
