package dev.kechuang.programme.internal.decision;

import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.programme.internal.decision.DecisionListStore.DecisionList;
import dev.kechuang.programme.internal.decision.NoticeStore.Notice;
import dev.kechuang.programme.internal.decision.ObjectionStore.Objection;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.shared.access.Role;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Who is told what between ranking and approval: whoever decides what waits for them, officers what goes on, applicants that they
 * stand in a public notice, whoever objected what became of it. That an application is not taken, is told by the
 * approval; who objected, the applicant is never told.
 */
@Component
public class DecisionMessages {

    private static final int LONGEST_SUBJECT = 200;

    private final Accounts accounts;
    private final Messages messages;

    public DecisionMessages(Accounts accounts, Messages messages) {
        this.accounts = accounts;
        this.messages = messages;
    }

    void listFixed(CallInfo call, DecisionList list) {
        send(
                deciders(call, list.fixedBy()),
                "programme.listFixed/" + list.id(),
                "名单待确认：" + call.title(),
                "第 " + list.number() + " 份名单，列入 " + list.approved() + " 项，由" + list.fixedName() + "提交。",
                "/decisions/" + call.id() + "/lists");
    }

    void listConfirmed(CallInfo call, DecisionList list) {
        send(
                List.of(list.fixedBy()),
                "programme.listConfirmed/" + list.id(),
                "名单已确认：" + call.title(),
                "第 " + list.number() + " 份名单，列入 " + list.approved() + " 项。",
                "/decisions/" + call.id() + "/notices");
    }

    /** Each application has a message of its own, as it stands in the notice. */
    void noticePublished(Notice notice, Collection<Application> shown) {
        for (Application each : shown) {
            send(
                    people(each.organisation()),
                    "programme.noticed/" + notice.id() + "/" + each.id(),
                    "“" + each.label() + "”列入公示，公示至 " + notice.untilOn(),
                    notice.title() + "。公示期满无异议的，进入下一环节。",
                    "/notices/" + notice.id());
        }
    }

    void noticeCancelled(Notice notice, Collection<Application> shown) {
        for (Application each : shown) {
            send(
                    people(each.organisation()),
                    "programme.noticeCancelled/" + notice.id() + "/" + each.id(),
                    "公示已撤回：“" + each.label() + "”",
                    notice.title() + "。原因：" + notice.reason() + "。更正后将重新公示。",
                    "/notices/" + notice.id());
        }
    }

    /** Told to whoever published it. */
    void noticeOver(Notice notice, UUID publisher, int passed) {
        send(
                List.of(publisher),
                "programme.noticeOver/" + notice.id(),
                "公示期满：" + notice.title(),
                passed + " 项无异议，进入下一环节"
                        + (notice.openObjections() == 0 ? "。" : "；有 " + notice.openObjections() + " 件异议待处理。"),
                "/decisions/" + notice.call() + "/approvals");
    }

    /** To whoever objected, if the person was logged in; others are told by the officer, by the contact they gave. */
    void objectionSettled(Objection objection, UUID objector) {
        send(
                List.of(objector),
                "programme.objectionSettled/" + objection.id(),
                "异议 " + objection.number() + " 已处理：" + (objection.state().equals("upheld") ? "成立" : "不成立"),
                objection.answer(),
                "/notices/" + objection.notice());
    }

    /** To whoever can terminate, revoke or recover: nothing of it happens by itself. */
    void objectionByHand(Objection objection, Application application, String region) {
        send(
                Stream.of(Role.BUREAU_LEADER, Role.BUREAU_OFFICER, Role.COUNTY_OFFICER)
                        .flatMap(role -> accounts.officers(role, region).stream())
                        .map(Accounts.Person::account)
                        .distinct()
                        .toList(),
                "programme.objectionByHand/" + objection.id(),
                (objection.isLead() ? "线索 " : "异议 ") + objection.number() + (objection.isLead() ? " 查实" : " 成立")
                        + "，须另行办理终止、撤销或追回：" + application.label(),
                application.number() + " · " + application.organisationName() + "。该项已过批准环节，未自动退出。" + objection.answer(),
                "/applications/" + application.id());
    }

    /** To whoever fixed the list: the place is free, and nobody follows by itself. */
    void leftTheList(Application application, DecisionList list) {
        send(
                List.of(list.fixedBy()),
                "programme.leftTheList/" + application.id(),
                "名单中的“" + application.label() + "”已由申报方撤回",
                application.number() + " · " + application.organisationName() + "。"
                        + (list.state().equals("proposed") ? "名单尚待确认，请撤回后重新拟定。" : "空出的名额和经费可在排序页由候补项目递补，须重新拟定名单。"),
                "/decisions/" + application.call());
    }

    void approvalPrepared(CallInfo call, ApprovalStore.Approval approval) {
        send(
                deciders(call, approval.preparedBy()),
                "programme.approvalPrepared/" + approval.id(),
                "批准文件待签发：" + approval.number() + " " + approval.title(),
                call.title(),
                "/decisions/" + call.id() + "/approvals/" + approval.id());
    }

    /**
     * Whom {@link Commands#mayDecide} lets decide: leaders, and officers of the county where it runs the call itself; nobody
     * is county officer of a whole city. Without the one whose own work it is: another has to decide.
     */
    private List<UUID> deciders(CallInfo call, UUID but) {
        return Stream.of(Role.BUREAU_LEADER, Role.COUNTY_OFFICER)
                .flatMap(role -> accounts.officers(role, call.region()).stream())
                .map(Accounts.Person::account)
                .filter(account -> !account.equals(but))
                .distinct()
                .toList();
    }

    private List<UUID> people(UUID organisation) {
        return accounts.ofOrganisation(organisation).stream()
                .map(Accounts.Person::account)
                .toList();
    }

    private void send(List<UUID> people, String key, String subject, String text, String link) {
        if (people.isEmpty()) return;
        String line = subject.length() > LONGEST_SUBJECT ? subject.substring(0, LONGEST_SUBJECT) : subject;
        messages.send(people, key, line, text, link);
    }
}
