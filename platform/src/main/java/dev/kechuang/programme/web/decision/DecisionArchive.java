package dev.kechuang.programme.web.decision;

import dev.kechuang.document.Archive;
import dev.kechuang.document.Block;
import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import dev.kechuang.programme.internal.contract.ArchivePart;
import dev.kechuang.programme.internal.decision.ApprovalService;
import dev.kechuang.programme.internal.decision.DecisionChangeStore;
import dev.kechuang.programme.internal.decision.DecisionService;
import dev.kechuang.programme.internal.decision.DecisionTrail;
import dev.kechuang.programme.internal.decision.Evaluations;
import dev.kechuang.programme.internal.decision.NoticeStore;
import dev.kechuang.programme.internal.decision.NoticeStore.Notice;
import dev.kechuang.programme.internal.decision.ObjectionStore.Objection;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * 名单拟定 for the archive: what the lists said of the application and who changed it why, every public notice it stood in,
 * every objection with its outcome, and the document of approval. Other applications are left out, and so is whoever objected
 * with what was sent as evidence: the archive is read by more people than the desk that settles objections.
 */
@Component
@Order(400)
class DecisionArchive implements ArchivePart {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final DecisionTrail trail;
    private final DecisionChangeStore changes;
    private final NoticeStore notices;
    private final ApprovalService approvals;
    private final Documents documents;
    private final Evaluations evaluations;
    private final DecisionService service;
    private final DecisionWords words;
    private final PlaceWords places;

    DecisionArchive(
            DecisionTrail trail,
            DecisionChangeStore changes,
            NoticeStore notices,
            ApprovalService approvals,
            Documents documents,
            Evaluations evaluations,
            DecisionService service,
            DecisionWords words,
            PlaceWords places) {
        this.trail = trail;
        this.changes = changes;
        this.notices = notices;
        this.approvals = approvals;
        this.documents = documents;
        this.evaluations = evaluations;
        this.service = service;
        this.words = words;
        this.places = places;
    }

    @Override
    public List<Archive.Part> parts(Viewer viewer, Application application) {
        var parts = new ArrayList<Archive.Part>();
        var lists = trail.lists(application.call(), application.id());
        if (!lists.isEmpty()) parts.add(pdf("名单拟定", "名单拟定情况", decision(application, lists)));
        for (Notice notice : trail.notices(application.id())) {
            parts.add(pdf("公示", notice.title(), notice(application, notice)));
        }
        for (Objection objection : trail.objections(application.id())) {
            String name = (objection.isLead() ? "线索 " : "异议 ") + objection.number();
            parts.add(pdf("公示", name, objection(application, objection, name)));
        }
        for (var approval : trail.approvals(application.id())) {
            approvals
                    .document(viewer, application.call(), approval.id())
                    .ifPresent(
                            document -> parts.add(pdf("批准文件", approval.number() + " " + approval.title(), document)));
        }
        return parts;
    }

    private Archive.Part pdf(String group, String name, Document document) {
        return new Archive.Part(group, name, "application/pdf", Archive.Content.of(documents.pdf(document)));
    }

    private Document decision(Application application, List<DecisionTrail.Listed> lists) {
        var rows = new ArrayList<List<String>>();
        for (var each : lists) {
            var score = each.entry().score();
            rows.add(List.of(
                    "第 " + each.list().number() + " 稿（"
                            + words.state(CHINESE, each.list().state()).label() + "）",
                    String.valueOf(each.entry().place()),
                    score == null ? "" : score.toPlainString(),
                    words.text(CHINESE, each.entry().approve() ? "decision.choice.yes" : "decision.choice.no"),
                    DecisionWords.wan(each.entry().amountFen()),
                    each.list().fixedName() + " "
                            + DecisionWords.minute(each.list().fixedAt()),
                    each.list().decidedName() == null
                            ? ""
                            : each.list().decidedName() + " "
                                    + DecisionWords.minute(each.list().decidedAt())));
        }
        var definition = service.definition(application.version());
        var whys = lists.stream()
                .map(each -> {
                    var entry = each.entry();
                    String why = places.why(CHINESE, definition, entry.placed(), entry.shortOf(), entry.neededFen());
                    return why.isEmpty() ? "" : "第 " + each.list().number() + " 稿：" + why;
                })
                .filter(why -> !why.isEmpty())
                .toList();
        var document = Document.form("名单拟定情况")
                .number(String.valueOf(application.number()))
                .add(Block.Table.of(
                        List.of(
                                Block.Column.text("名单", 3),
                                Block.Column.number("名次", 1),
                                Block.Column.number("得分", 2),
                                Block.Column.centred("意见", 2),
                                Block.Column.number("经费（万元）", 2),
                                Block.Column.text("拟定", 3),
                                Block.Column.text("确认", 3)),
                        rows));
        evaluations
                .of(application)
                .flatMap(evaluation ->
                        evaluation.of(application.id(), lists.getLast().entry().approve()))
                .ifPresent(verdict -> document.heading(1, "评价结论")
                        .paragraph(words.verdict(CHINESE, verdict).label()));
        if (!whys.isEmpty()) document.heading(1, "未入选原因").list(true, whys);
        var adjusted = changes.of(application.id()).reversed();
        if (!adjusted.isEmpty()) {
            document.heading(1, "调整情况")
                    .list(
                            true,
                            adjusted.stream()
                                    .map(change -> change.actor() + " " + DecisionWords.minute(change.at()) + "："
                                            + change.reason())
                                    .toList());
        }
        return document.build();
    }

    private Document notice(Application application, Notice notice) {
        var document = Document.form(notice.title())
                .number(String.valueOf(application.number()))
                .add(Block.KeyValues.of(
                        2,
                        "公示期",
                        notice.fromOn() + " 至 " + notice.untilOn() + "（" + notice.workingDays() + " 个工作日）",
                        "状态",
                        words.state(CHINESE, notice.state()).label(),
                        "发布",
                        notice.publishedName() + " " + DecisionWords.minute(notice.publishedAt()),
                        "受理异议",
                        notice.contact()));
        if (!notice.body().isBlank()) document.paragraphs(notice.body());
        if (!notice.reason().isBlank()) document.paragraph("撤回原因：" + notice.reason());
        notices.entries(notice.id()).stream()
                .filter(entry -> entry.application().equals(application.id()))
                .forEach(entry -> document.heading(1, "本项目公示内容")
                        .add(Block.KeyValues.of(
                                2,
                                "序号",
                                String.valueOf(entry.place()),
                                "编号",
                                entry.number(),
                                "名称",
                                entry.title(),
                                "单位",
                                entry.organisation(),
                                "负责人",
                                entry.leader(),
                                "经费（万元）",
                                entry.amountFen() == null ? "" : DecisionWords.wan(entry.amountFen()),
                                "变动",
                                words.left(CHINESE, entry))));
        return document.build();
    }

    private Document objection(Application application, Objection objection, String name) {
        var document = Document.form(name)
                .number(String.valueOf(application.number()))
                .add(Block.KeyValues.of(
                        2,
                        "提出人",
                        words.text(
                                CHINESE,
                                "decision.objection.kind." + objection.kind().code()),
                        "姓名、联系方式、证据",
                        objection.isLead() ? "—" : "依法保密，存异议处理台账",
                        "提出时间",
                        DecisionWords.minute(objection.filedAt()),
                        "处理结果",
                        words.state(CHINESE, objection.state(), objection.kind())
                                .label(),
                        "处理人",
                        objection.handledName() == null
                                ? ""
                                : objection.handledName() + " " + DecisionWords.minute(objection.handledAt())));
        document.heading(1, "一、异议内容").paragraphs(objection.text());
        if (!objection.answer().isBlank()) document.heading(1, "二、处理意见").paragraphs(objection.answer());
        return document.build();
    }
}
