package dev.kechuang.programme.web.check;

import dev.kechuang.programme.internal.check.CheckSheet;
import dev.kechuang.programme.internal.check.Finding;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a comparison found, in sentences. */
@Component
class CheckWords {

    private final ApplicationLabels labels;

    CheckWords(ApplicationLabels labels) {
        this.labels = labels;
    }

    String text(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    Tag severity(Locale locale, Finding finding) {
        return new Tag(
                text(locale, "check.severity." + finding.severity().code()),
                switch (finding.severity()) {
                    case NOTE -> Tone.DRAFT;
                    case WARNING -> Tone.RETURNED;
                    case BLOCKING -> Tone.FAILED;
                });
    }

    Tag outcome(Locale locale, CheckSheet sheet) {
        CheckSheet.Outcome outcome = sheet.outcome();
        if (outcome == null) return new Tag(text(locale, "check.outcome.open"), Tone.IN_PROGRESS);
        return new Tag(
                text(locale, "check.outcome." + outcome.code()),
                switch (outcome) {
                    case PASSED -> Tone.PASSED;
                    case RETURNED -> Tone.RETURNED;
                    case REFUSED, TERMINATED -> Tone.FAILED;
                    case WITHDRAWN -> Tone.DRAFT;
                });
    }

    String sentence(Locale locale, Finding finding) {
        return switch (finding.kind()) {
            case DUPLICATE ->
                text(
                        locale,
                        "check.finding.duplicate",
                        get(finding, "number"),
                        get(finding, "title"),
                        get(finding, "organisation"),
                        get(finding, "year"),
                        text(locale, "check.project." + get(finding, "status")),
                        get(finding, "percent"));
            case PEOPLE ->
                text(
                        locale,
                        "leader".equals(get(finding, "role")) ? "check.finding.leader" : "check.finding.member",
                        get(finding, "name"),
                        get(finding, "has"),
                        get(finding, "limit"),
                        joined(finding, "projects"));
            case OVERDUE ->
                text(
                        locale,
                        switch (get(finding, "what")) {
                            // Kept before it was said what.
                            case "" -> "check.finding.overdue";
                            case "acceptance" -> "check.finding.overdue.acceptance";
                            case "correction" -> "check.finding.overdue.correction";
                            default -> "check.finding.overdue.report";
                        },
                        get(finding, "number"),
                        get(finding, "title"),
                        get(finding, "due"),
                        get(finding, "what"));
            case CREDIT ->
                text(
                        locale,
                        "check.finding.credit",
                        get(finding, "grade"),
                        get(finding, "effect"),
                        get(finding, "who"),
                        get(finding, "points"));
            case REGISTRY ->
                text(
                        locale,
                        "check.finding.registry",
                        locale.getLanguage().equals("en")
                                        && !get(finding, "fieldEn").isEmpty()
                                ? get(finding, "fieldEn")
                                : get(finding, "field"),
                        get(finding, "answered"),
                        get(finding, "unit"),
                        get(finding, "year"),
                        get(finding, "confirmed"));
            case ELIGIBILITY -> text(locale, "check.finding.eligibility", joined(finding, "conditions"));
            case IDENTITY ->
                text(
                        locale,
                        "check.finding.identity",
                        get(finding, "field"),
                        get(finding, "file"),
                        joined(finding, "terms"),
                        get(finding, "places"));
        };
    }

    /** Where the evidence lies; empty for nowhere. */
    String path(Finding finding, Object application) {
        return switch (finding.kind()) {
            case DUPLICATE -> "/checks/" + application + "/compare/" + finding.other();
            case PEOPLE, OVERDUE -> finding.other() == null ? "" : "/applications/" + finding.other();
            case ELIGIBILITY -> "/policies/" + get(finding, "policy");
            case CREDIT -> get(finding, "path");
            case REGISTRY -> "";
            case IDENTITY -> "/files/" + finding.key();
        };
    }

    private static String get(Finding finding, String name) {
        return String.valueOf(finding.data().getOrDefault(name, ""));
    }

    private static String joined(Finding finding, String name) {
        return finding.data().get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining("、"))
                : "";
    }
}
