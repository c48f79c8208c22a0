package dev.kechuang.programme.internal.lifecycle;

import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Tells the applicant's people of every move, in the words an applicant uses. How review and decision go is told when the
 * results are announced, by the stage that announces them.
 */
@Component
public class LifecycleMessages {

    private final Accounts accounts;
    private final Messages messages;

    public LifecycleMessages(Accounts accounts, Messages messages) {
        this.accounts = accounts;
        this.messages = messages;
    }

    /** Whoever sent it back hears that it is in again. */
    void corrected(UUID returnedBy, Application after, Event event) {
        String subject = "“" + after.label() + "”已补正，请继续办理";
        messages.send(
                List.of(returnedBy),
                "programme.corrected/" + event.id(),
                subject.length() > 200 ? subject.substring(0, 200) : subject,
                after.number() + " · " + after.organisationName(),
                (after.stageKind() == Stage.Kind.CHECK ? "/checks/" : "/applications/") + after.id());
    }

    void send(Definition definition, Stage stage, Application after, Event event) {
        boolean secret = stage.kind() == Stage.Kind.REVIEW || stage.kind() == Stage.Kind.DECISION;
        if (secret && (event.kind() == EventKind.PASSED || event.kind() == EventKind.REFUSED)) return;
        String subject = switch (event.kind()) {
            case PASSED ->
                after.status() == Status.COMPLETED
                        ? "“" + after.label() + "”已办结"
                        : stage instanceof Stage.Application
                                ? "“" + after.label() + "”已提交，受理编号 " + after.number()
                                : "“" + after.label() + "”已通过" + stage.name().zh() + "，进入"
                                        + definition.stage(after.stage()).name().zh();
            case RETURNED -> "“" + after.label() + "”被退回，请修改后重新提交";
            case RESUBMITTED -> "“" + after.label() + "”已重新提交";
            case HELD -> "“" + after.label() + "”暂缓办理";
            case RELEASED -> "“" + after.label() + "”恢复办理";
            case REFUSED -> "“" + after.label() + "”未通过" + stage.name().zh();
            case WITHDRAWN -> "“" + after.label() + "”已撤回";
            case TERMINATED -> "“" + after.label() + "”已终止";
            case CREATED, NOTED -> "";
        };
        if (subject.isEmpty()) return;
        var people = accounts.ofOrganisation(after.organisation()).stream()
                .map(Accounts.Person::account)
                .toList();
        if (people.isEmpty()) return;
        messages.send(
                people,
                "programme.event/" + event.id(),
                subject.length() > 200 ? subject.substring(0, 200) : subject,
                event.reason().isEmpty() ? after.callTitle() : "说明：" + event.reason(),
                "/applications/" + after.id());
    }
}
