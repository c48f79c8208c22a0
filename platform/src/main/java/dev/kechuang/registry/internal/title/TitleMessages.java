package dev.kechuang.registry.internal.title;

import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.pack.TitleKind;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.TitleEvent;
import org.springframework.stereotype.Component;

/** What the people of a holder are told about its titles. */
@Component
public class TitleMessages {

    private final Accounts accounts;
    private final Messages messages;

    public TitleMessages(Accounts accounts, Messages messages) {
        this.accounts = accounts;
        this.messages = messages;
    }

    void tell(Title title, TitleKind kind, TitleEvent.What what, String reason) {
        if (title.organisation() == null) return;
        var people = accounts.ofOrganisation(title.organisation()).stream()
                .map(Accounts.Person::account)
                .toList();
        if (people.isEmpty()) return;
        messages.send(
                people,
                "registry.title/" + title.id() + "/" + title.version(),
                said(title, kind, what),
                text(title, reason),
                "/titles/" + title.id());
    }

    private static String said(Title title, TitleKind kind, TitleEvent.What what) {
        String name = name(title, kind);
        return switch (what) {
            case GRANTED -> "获得称号：" + name;
            case RENEWED -> "重新认定：" + name;
            case REEVALUATED -> "通过复核：" + name;
            case LAPSED -> "已到期失效：" + name;
            case REVOKED -> "已被撤销：" + name;
            case ENDED -> "已终止：" + name;
            case TRANSFERRED -> "已转入本单位：" + name;
            case MOVED -> "已随单位变更归属地区：" + name;
            case WITHDRAWN -> "录入有误，已撤回：" + name;
        };
    }

    static String name(Title title, TitleKind kind) {
        return title.name().isEmpty() ? kind.name() : kind.name() + "“" + title.name() + "”";
    }

    private static String text(Title title, String reason) {
        var text = new StringBuilder();
        if (!title.number().isEmpty()) text.append("编号 ").append(title.number()).append("。");
        text.append("有效期自 ").append(title.validFrom());
        if (title.validUntil() != null) text.append(" 至 ").append(title.validUntil());
        text.append("。");
        if (!reason.isEmpty()) text.append("说明：").append(reason);
        return text.toString();
    }
}
