package dev.kechuang.programme.internal.decision;

import dev.kechuang.programme.internal.decision.ApprovalStore.Approval;
import dev.kechuang.programme.internal.decision.DecisionListStore.DecisionList;
import dev.kechuang.programme.internal.decision.DecisionListStore.Entry;
import dev.kechuang.programme.internal.decision.NoticeStore.Notice;
import dev.kechuang.programme.internal.decision.ObjectionStore.Objection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the decision left of one application: lists, notices, objections, approvals, the oldest first. Without scope: who
 * asks has found the application for an officer.
 */
@Repository
public class DecisionTrail {

    private final JdbcClient jdbc;
    private final DecisionListStore lists;

    public DecisionTrail(JdbcClient jdbc, DecisionListStore lists) {
        this.jdbc = jdbc;
        this.lists = lists;
    }

    /** A list with what it says of the application. */
    public record Listed(DecisionList list, Entry entry) {}

    public List<Listed> lists(UUID call, UUID application) {
        return lists.of(call).reversed().stream()
                .flatMap(list -> lists.entry(list.id(), application).map(entry -> new Listed(list, entry)).stream())
                .toList();
    }

    public List<Notice> notices(UUID application) {
        return jdbc.sql(NoticeStore.NOTICE + """
                        JOIN programme.notice_entry x ON x.notice = p.id AND x.application = :application
                        ORDER BY p.published_at""")
                .param("application", application)
                .query(NoticeStore::notice)
                .list();
    }

    public List<Objection> objections(UUID application) {
        return jdbc.sql(ObjectionStore.OBJECTION + "WHERE o.application = :application ORDER BY o.filed_at")
                .param("application", application)
                .query(ObjectionStore::objection)
                .list();
    }

    /** Issued documents that name the application. */
    public List<Approval> approvals(UUID application) {
        return jdbc.sql(ApprovalStore.APPROVAL + """
                        JOIN programme.approval_entry x ON x.approval = p.id AND x.application = :application
                        WHERE p.state = 'issued' ORDER BY p.decided_at""")
                .param("application", application)
                .query(ApprovalStore::approval)
                .list();
    }
}
