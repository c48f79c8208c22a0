package dev.kechuang.report.internal.draft;

import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Whom a report waits for, and who waited for it. */
@Component
public class ReportMessages {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final Messages messages;
    private final Accounts accounts;
    private final Texts texts;

    public ReportMessages(Messages messages, Accounts accounts, Texts texts) {
        this.messages = messages;
        this.accounts = accounts;
        this.texts = texts;
    }

    void submitted(Report report, Viewer by) {
        var leaders = accounts.officers(Role.BUREAU_LEADER, report.region()).stream()
                .map(Accounts.Person::account)
                .filter(account -> !account.equals(by.account()))
                .toList();
        messages.send(
                leaders,
                "report.submitted/" + report.id() + "/" + report.moves(),
                texts.text(CHINESE, "report.message.submitted", report.title()),
                texts.text(CHINESE, "report.message.submitted.text", by.name(), report.title()),
                path(report.id()));
    }

    void returned(Report report, Viewer by, String reason) {
        UUID submitter = report.submittedBy();
        if (submitter == null || submitter.equals(by.account())) return;
        messages.send(
                List.of(submitter),
                "report.returned/" + report.id() + "/" + report.moves(),
                texts.text(CHINESE, "report.message.returned", report.title()),
                texts.text(CHINESE, "report.message.returned.text", by.name(), report.title(), reason),
                path(report.id()));
    }

    public void frozen(Report report, Viewer by, int version) {
        UUID submitter = report.submittedBy();
        if (submitter == null) return;
        messages.send(
                List.of(submitter),
                "report.frozen/" + report.id() + "/" + version,
                texts.text(CHINESE, "report.message.frozen", report.title()),
                texts.text(CHINESE, "report.message.frozen.text", by.name(), report.title(), version),
                path(report.id()));
    }

    private static String path(UUID report) {
        return "/reports/" + report;
    }
}
