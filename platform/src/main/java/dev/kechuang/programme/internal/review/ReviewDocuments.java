package dev.kechuang.programme.internal.review;

import dev.kechuang.document.Block;
import dev.kechuang.document.Document;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.review.PanelStore.Remark;
import dev.kechuang.programme.internal.review.PanelStore.Slot;
import dev.kechuang.programme.internal.review.PanelStore.Vote;
import dev.kechuang.programme.internal.review.ResultStore.Result;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a review leaves on paper, in the language it is filed in: the minutes of a panel, and one application's review. */
@Component
public class ReviewDocuments {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final ReviewStore store;
    private final DrawStore draws;
    private final SheetStore sheets;
    private final PanelStore panel;
    private final ResultStore results;
    private final RoundService rounds;

    public ReviewDocuments(
            ReviewStore store,
            DrawStore draws,
            SheetStore sheets,
            PanelStore panel,
            ResultStore results,
            RoundService rounds) {
        this.store = store;
        this.draws = draws;
        this.sheets = sheets;
        this.panel = panel;
        this.results = results;
        this.rounds = rounds;
    }

    /** Minutes of a round (评审会纪要); a draft while it is open. */
    public Document minutes(String callTitle, Round round, Review review, Sheet sheet) {
        var concerned = new LinkedHashMap<UUID, Application>();
        store.submitted(round.call()).forEach(application -> concerned.put(application.id(), application));
        var slots = panel.slots(round.id());
        var remarks = panel.remarks(round.id()).stream().filter(Remark::stands).toList();
        var votes = panel.votes(round.id());
        var outcomes = results.of(round.id());
        var own = sheets.assignments(round.id()).stream()
                .filter(Assignment::active)
                .toList();
        String title = callTitle + review.name().zh() + "纪要" + (round.closed() ? "" : "（讨论稿）");
        var document = Document.form(title)
                .add(Block.KeyValues.of(
                        2,
                        "评审环节",
                        review.name().zh(),
                        "评审时间",
                        held(slots, round),
                        "抽取种子",
                        round.seed(),
                        "种子来源",
                        round.seedSource()));
        document.heading(1, "一、评审专家").add(experts(own));
        document.heading(1, "二、评议情况");
        int number = 0;
        for (UUID id : order(slots, own, outcomes)) {
            Application application = concerned.get(id);
            if (application == null) continue;
            document.heading(2, "（" + ++number + "）" + application.number() + " " + application.label());
            document.paragraph("申报单位：" + application.organisationName());
            slots.stream()
                    .filter(slot -> slot.application().equals(id))
                    .findFirst()
                    .ifPresent(slot -> document.paragraph("答辩：第 " + slot.place() + " 个，"
                            + MINUTE.format(slot.beginsAt()) + "，" + slot.minutes() + " 分钟"));
            remarks.stream()
                    .filter(remark -> id.equals(remark.application()))
                    .forEach(remark -> document.paragraph(remark.speaker() + "：" + remark.text()));
            votes.stream()
                    .filter(vote -> vote.application().equals(id))
                    .forEach(vote -> document.paragraph(said(vote)));
        }
        var general =
                remarks.stream().filter(remark -> remark.application() == null).toList();
        if (!general.isEmpty()) {
            document.heading(2, "其他发言");
            general.forEach(remark -> document.paragraph(remark.speaker() + "：" + remark.text()));
        }
        if (!outcomes.isEmpty()) document.heading(1, "三、评审结果").add(ranking(outcomes, concerned));
        document.paragraph("主持人（签字）：　　　　　　　　记录人（签字）：");
        return document.build();
    }

    private static String held(List<Slot> slots, Round round) {
        if (slots.isEmpty()) return "自 " + MINUTE.format(round.publishedAt());
        Slot last = slots.getLast();
        Instant end = last.beginsAt().plusSeconds(60L * last.minutes());
        return MINUTE.format(slots.getFirst().beginsAt()) + " 至 " + MINUTE.format(end);
    }

    /** By the interviews, else by rank, else as they were assigned. */
    private static List<UUID> order(List<Slot> slots, List<Assignment> own, List<Result> outcomes) {
        if (!slots.isEmpty()) return slots.stream().map(Slot::application).toList();
        if (!outcomes.isEmpty())
            return outcomes.stream().map(Result::application).toList();
        return own.stream().map(Assignment::application).distinct().toList();
    }

    private static Block experts(List<Assignment> own) {
        var byExpert = new LinkedHashMap<UUID, List<Assignment>>();
        own.stream()
                .sorted(Comparator.comparing(Assignment::expertName))
                .forEach(each -> byExpert.computeIfAbsent(each.expert(), id -> new ArrayList<>())
                        .add(each));
        var rows = byExpert.values().stream()
                .map(each -> List.of(
                        each.getFirst().expertName(),
                        each.getFirst().unitName(),
                        Integer.toString(each.size()),
                        Long.toString(each.stream().filter(Assignment::signed).count())))
                .toList();
        return Block.Table.of(
                List.of(
                        Block.Column.centred("姓名", 2),
                        Block.Column.text("单位", 5),
                        Block.Column.number("评审项数", 2),
                        Block.Column.number("已签署", 2)),
                rows);
    }

    private static String said(Vote vote) {
        return "第 " + vote.ballot() + " 次投票：到会 " + vote.present() + " 人，同意 " + vote.yes() + "，反对 " + vote.no() + "，弃权 "
                + vote.abstained();
    }

    private static Block ranking(List<Result> outcomes, Map<UUID, Application> concerned) {
        var rows = outcomes.stream()
                .map(result -> {
                    Application application = concerned.get(result.application());
                    return List.of(
                            Integer.toString(result.rank()),
                            application == null ? "" : String.valueOf(application.number()),
                            application == null ? "" : application.label(),
                            score(result.counts()),
                            result.passed() ? "进入下一环节" : "未进入");
                })
                .toList();
        return Block.Table.of(
                List.of(
                        Block.Column.centred("名次", 1),
                        Block.Column.text("编号", 3),
                        Block.Column.text("项目", 6),
                        Block.Column.number("得分", 2),
                        Block.Column.centred("结果", 3)),
                rows);
    }

    /** The review of one application in one round, for the archive; empty where nobody reviewed it. */
    public Optional<Document> review(Application application, Round round, Review review, Sheet sheet) {
        var own = sheets.assignments(round.id()).stream()
                .filter(each -> each.application().equals(application.id()))
                .toList();
        if (own.isEmpty()) return Optional.empty();
        var marks = rounds.marks(round, review, sheet);
        var document = Document.form(review.name().zh() + "记录").number(String.valueOf(application.number()));
        document.add(Block.KeyValues.of(
                2,
                "项目名称",
                application.label(),
                "申报单位",
                application.organisationName(),
                "抽取种子",
                round.seed(),
                "种子来源",
                round.seedSource(),
                "公布",
                round.publishedBy() + "，" + MINUTE.format(round.publishedAt()),
                "抽取次数",
                Integer.toString(draws.draws(round.id()).size())));
        result(application, round, document);
        for (Assignment each : own) sheet(each, marks.get(each.id()), sheet, document);
        discussion(application, round, document);
        return Optional.of(document.build());
    }

    private void result(Application application, Round round, Document.Builder document) {
        results.of(round.id()).stream()
                .filter(result -> result.application().equals(application.id()))
                .findFirst()
                .ifPresent(result -> document.heading(1, "评审结果")
                        .add(Block.KeyValues.of(
                                2,
                                "原始分",
                                score(result.raw()),
                                "标准化分",
                                score(result.normalised()),
                                "得分",
                                score(result.counts()),
                                "名次",
                                Integer.toString(result.rank()),
                                "最高最低相差",
                                score(result.spread()),
                                "结论",
                                result.why())));
    }

    private static void sheet(
            Assignment assignment, Ranking.@Nullable Mark mark, Sheet sheet, Document.Builder document) {
        if (!assignment.signed()) {
            if (!assignment.reason().isEmpty()) {
                document.heading(2, assignment.expertName() + "（" + assignment.unitName() + "）未评审")
                        .paragraph(assignment.reason());
            }
            return;
        }
        document.heading(2, assignment.expertName() + "（" + assignment.unitName() + "）");
        var rows = sheet.items().stream()
                .map(item -> List.of(
                        item.name().zh(),
                        item.most().toPlainString(),
                        assignment.points().getOrDefault(item.id(), "")))
                .toList();
        BigDecimal total = java.util.Objects.requireNonNull(assignment.total());
        document.add(new Block.Table(
                "",
                List.of(Block.Column.text("评分项", 6), Block.Column.number("满分", 2), Block.Column.number("得分", 2)),
                rows,
                List.of("合计", score(sheet.most()), score(total))));
        if (mark != null) {
            document.paragraph("标准化分 " + score(mark.normalised()) + (mark.dropped() ? "；最高或最低分，不计入" : ""));
        }
        if (!assignment.comment().isEmpty()) document.paragraphs("评审意见：" + assignment.comment());
        Instant signed = java.util.Objects.requireNonNull(assignment.signedAt());
        document.paragraph("签署：" + MINUTE.format(signed));
    }

    private void discussion(Application application, Round round, Document.Builder document) {
        var said = panel.remarks(round.id()).stream()
                .filter(remark -> remark.stands() && application.id().equals(remark.application()))
                .toList();
        var votes = panel.votes(round.id()).stream()
                .filter(vote -> vote.application().equals(application.id()))
                .toList();
        if (said.isEmpty() && votes.isEmpty()) return;
        document.heading(1, "会议评议");
        said.forEach(remark -> document.paragraph(remark.speaker() + "：" + remark.text()));
        votes.forEach(vote -> document.paragraph(said(vote)));
    }

    private static String score(BigDecimal value) {
        return value.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
