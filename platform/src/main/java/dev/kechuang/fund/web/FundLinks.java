package dev.kechuang.fund.web;

import dev.kechuang.record.SubjectLink;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Leads from records and references to postings, budget lines and allocations. */
@Component
class FundLinks implements SubjectLink {

    @Override
    public Optional<String> path(String subject) {
        if (subject.startsWith("fund/posting/")) return Optional.of("/funds/journal/" + last(subject));
        if (subject.startsWith("fund/line/")) return Optional.of("/funds/lines/" + last(subject));
        if (subject.startsWith("fund/allocation/")) return Optional.of("/funds/allocations/" + last(subject));
        return Optional.empty();
    }

    private static String last(String subject) {
        return subject.substring(subject.lastIndexOf('/') + 1);
    }
}
