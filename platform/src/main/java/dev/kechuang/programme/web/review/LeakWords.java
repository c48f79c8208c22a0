package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.blind.AttachmentText.Unread;
import dev.kechuang.programme.internal.blind.Identity.Finding;
import dev.kechuang.programme.internal.review.AttachmentStore.Check;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was found in an attachment, in words. */
@Component
class LeakWords {

    /** More are counted only. */
    private static final int SHOWN = 6;

    private final ApplicationLabels labels;

    LeakWords(ApplicationLabels labels) {
        this.labels = labels;
    }

    Tag state(@Nullable Check check, Locale locale) {
        if (check != null && !check.decision().isEmpty()) {
            boolean shown = check.decision().equals("shown");
            return new Tag(
                    labels.text(locale, "review.leak.decision." + check.decision()), shown ? Tone.PASSED : Tone.FAILED);
        }
        String code = check == null ? "waiting" : check.state().code();
        return new Tag(
                labels.text(locale, "review.leak.state." + code),
                switch (code) {
                    case "clean" -> Tone.PASSED;
                    case "leaks" -> Tone.FAILED;
                    case "unread" -> Tone.RETURNED;
                    default -> Tone.DRAFT;
                });
    }

    /** The term and what it is, with what stands around it. */
    String what(Finding finding, Locale locale) {
        return labels.text(
                locale,
                "review.leak.term",
                labels.text(locale, "review.leak.kind." + finding.kind().code()),
                finding.term(),
                finding.context());
    }

    private String place(String place, Locale locale) {
        int stroke = place.indexOf('/');
        return labels.text(locale, "review.leak.place." + place.substring(0, stroke), place.substring(stroke + 1));
    }

    private String unread(Unread unread, Locale locale) {
        return labels.text(locale, "review.leak.unread." + unread.code(), unread.detail());
    }

    /** Each term once with its places, what could not be read, and what was decided by whom. */
    String found(@Nullable Check check, Locale locale) {
        if (check == null) return "";
        var parts = new ArrayList<String>();
        var byTerm = new LinkedHashMap<String, List<Finding>>();
        for (Finding finding : check.findings()) {
            byTerm.computeIfAbsent(finding.term(), term -> new ArrayList<>()).add(finding);
        }
        byTerm.values().forEach(findings -> {
            String places = findings.stream()
                    .limit(SHOWN)
                    .map(finding -> place(finding.place(), locale))
                    .collect(Collectors.joining(labels.text(locale, "review.leak.and")));
            String more = findings.size() > SHOWN ? labels.text(locale, "review.leak.more", findings.size()) : "";
            parts.add(what(findings.getFirst(), locale) + " " + places + more);
        });
        check.unread().forEach(unread -> parts.add(unread(unread, locale)));
        if (!check.decision().isEmpty()) {
            parts.add(labels.text(locale, "review.leak.decided", check.decidedBy(), check.reason()));
        }
        return String.join(labels.text(locale, "review.leak.then"), parts);
    }
}
