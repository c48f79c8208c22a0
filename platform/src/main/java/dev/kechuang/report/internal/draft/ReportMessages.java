package dev.kechuang.report.internal.draft;

import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Whom a report waits for, and who waited for it. */
@Component
public class ReportMessages {

    private final Messages messages;
    private final Accounts accounts;

    public ReportMessages(Messages messages, Accounts accounts) {
        this.messages = messages;
        this.accounts = accounts;
    }

    void submitted(Report report, Viewer by) {
        var leaders = accounts.officers(Role.BUREAU_LEADER, report.region()).stream()
                .map(Accounts.Person::account)
                .filter(account -> !account.equals(by.account()))
                .toList();
        messages.send(
                leaders,
                "report.submitted/" + report.id() + "/" + report.moves(),
                "待审定：" + report.title(),
                by.name() + "已将《" + report.title() + "》提交审定。报告中每个数字都可以点开核对。",
                path(report.id()));
    }

    void returned(Report report, Viewer by, String reason) {
        UUID submitter = report.submittedBy();
        if (submitter == null || submitter.equals(by.account())) return;
        messages.send(
                List.of(submitter),
                "report.returned/" + report.id() + "/" + report.moves(),
                "退回修改：" + report.title(),
                by.name() + "退回了《" + report.title() + "》：" + reason,
                path(report.id()));
    }

    public void frozen(Report report, Viewer by, int version) {
        UUID submitter = report.submittedBy();
        if (submitter == null) return;
        messages.send(
                List.of(submitter),
                "report.frozen/" + report.id() + "/" + version,
                "已定稿：" + report.title(),
                by.name() + "已将《" + report.title() + "》定稿为第" + version + "版，可以导出正式文件。",
                path(report.id()));
    }

    private static String path(UUID report) {
        return "/reports/" + report;
    }
}
