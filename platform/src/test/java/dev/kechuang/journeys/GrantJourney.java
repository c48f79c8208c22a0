package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import dev.kechuang.identity.Accounts;
import dev.kechuang.programme.internal.decision.ApprovalStore;
import dev.kechuang.programme.internal.decision.DecisionListStore;
import dev.kechuang.shared.access.Role;
import dev.kechuang.testing.Browser;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;

/** What journeys to a grant share: the decision, the document of approval, and the money on its way to the firm. */
abstract class GrantJourney extends ProgrammeJourney {

    @Autowired
    DecisionListStore decisionLists;

    @Autowired
    ApprovalStore approvalStore;

    /** Fixes the draft list and has the leader confirm it. */
    void decide(UUID call, String title) {
        as("officer", officer -> {
            open(officer, "/decisions/" + call);
            assertThat(text(officer)).contains(title);
            send(officer, "/decisions/" + call + "/lists");
        });
        confirm(call);
    }

    /** The leader confirms the list that was fixed last. */
    void confirm(UUID call) {
        String confirm = "/decisions/" + call + "/lists/"
                + decisionLists.of(call).getFirst().id() + "/confirm";
        as("leader", leader -> {
            open(leader, confirm);
            send(leader, confirm);
        });
    }

    /** A document of approval that grants money. */
    void approve(UUID call, String number) {
        approve(call, number, "关于下达科技计划项目的通知（全程）", "经评审和公示，现将项目和经费下达给你们。");
    }

    /** One prepares the document of approval, another issues it. */
    void approve(UUID call, String number, String title, String body) {
        String path = "/decisions/" + call + "/approvals";
        as("officer", officer -> {
            open(officer, path);
            fill(officer, "authority", "苏州市科学技术局文件");
            fill(officer, "number", number);
            fill(officer, "title", title);
            fill(officer, "addressee", "各有关单位：");
            fill(officer, "body", body);
            fill(officer, "unit", "苏州市科学技术局");
            fill(officer, "issuedOn", today().toString());
            send(officer, path);
        });
        String issue = path + "/" + approvalStore.of(call).getFirst().id() + "/issue";
        as("leader", leader -> {
            open(leader, issue);
            send(leader, issue);
        });
    }

    /** The firm names its bank account and an officer checks it. */
    void account(Firm firm, String number) {
        as(firm.login(), applicant -> {
            open(applicant, "/my/funds/account");
            fill(applicant, "number", number);
            fill(applicant, "bank", "中国工商银行太仓支行");
            fill(applicant, "bankCode", "102305512345");
            send(applicant, "/my/funds/account");
        });
        as("officer", officer -> {
            open(officer, "/funds/accounts");
            click(
                    officer,
                    officer.page()
                            .locator("main .card")
                            .filter(new Locator.FilterOptions().setHasText(firm.name()))
                            .last()
                            .locator("form[action$='/confirm'] button.primary"));
            fine(officer);
        });
    }

    /** From the instalment that is due to the bank's file; answers the line of the order in the file. */
    String paid(Firm firm, String title) {
        tick("officer", title, "/funds/due", "/funds/payments");
        tick(colleague(), title, "/funds/payments?state=made&q=" + title, "/funds/payments/approve");
        String[] line = new String[1];
        as("officer", officer -> {
            open(officer, "/funds/payments?state=approved&q=" + title);
            row(officer, title).locator("input[name='choice']").check();
            send(officer, "/funds/payments/send");
            var file = officer.page().request().get(address(path(officer) + "/file"));
            assertThat(file.status()).isEqualTo(200);
            line[0] = file.text()
                    .lines()
                    .filter(one -> one.contains(firm.name()))
                    .findFirst()
                    .orElseThrow();
        });
        return line[0];
    }

    /** Another officer of the bureau than {@code officer}. */
    String colleague() {
        return accounts.officers(Role.BUREAU_OFFICER, "320500").stream()
                .map(Accounts.Person::login)
                .filter(login -> !login.equals("officer"))
                .findFirst()
                .orElseThrow();
    }

    private static Locator row(Browser browser, String title) {
        return browser.page()
                .locator("main tr")
                .filter(new Locator.FilterOptions().setHasText(title))
                .first();
    }

    private void tick(String login, String title, String list, String command) {
        as(login, officer -> {
            open(officer, list);
            while (row(officer, title).count() == 0) {
                click(
                        officer,
                        officer.page()
                                .locator("main a[rel='next'], main .pager a:last-child")
                                .last());
            }
            row(officer, title).locator("input[name='choice']").check();
            send(officer, command);
        });
    }

    /** The bank's answer to one order; the text of the firm's own page afterwards. */
    String returned(String line, String result, String reason) {
        String[] cells = line.split(",");
        String file = "拨款单号,金额（元）,结果,失败原因,交易日期,银行流水号\r\n"
                + String.join(
                        ",",
                        cells[1],
                        cells[6],
                        result,
                        reason,
                        today().toString(),
                        result.equals("成功") ? "SN" + cells[1] : "")
                + "\r\n";
        String[] seen = new String[1];
        as("officer", officer -> {
            open(officer, "/funds/returns");
            officer.page()
                    .locator("main input[type='file'][name='file']")
                    .setInputFiles(new FilePayload(
                            "回单" + cells[1] + ".csv", "text/csv", file.getBytes(StandardCharsets.UTF_8)));
            send(officer, "/funds/returns");
            open(officer, "/funds/payments?q=" + cells[1]);
            click(officer, officer.page().locator("main tbody a").first());
            seen[0] = text(officer);
        });
        return seen[0];
    }
}
