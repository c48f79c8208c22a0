package dev.kechuang.programme.internal.call;

import dev.kechuang.document.Block;
import dev.kechuang.document.Document;
import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.WorkingDays;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The guide of a call as an official document (申报指南), in Chinese as it is issued. */
public final class GuideDocument {

    private GuideDocument() {}

    /**
     * Who may apply, beside the conditions of the definition.
     *
     * @param applicants kinds of organisations; empty for all
     * @param policy name of the policy that decides; empty for none
     * @param grant what is given, in one sentence; empty for nothing
     */
    public record Who(String applicants, String policy, String grant) {}

    /** @param codes names of technical fields */
    public static Document of(Call call, Definition definition, WorkingDays workingDays, CodeLists codes, Who who) {
        var document =
                Document.official(call.title()).author(definition.issuer()).number(call.number());
        Instant published = call.publishedAt();
        LocalDate day = LocalDate.ofInstant(published == null ? call.opensAt() : published, CallRules.ZONE);
        document.date(day);
        document.prose(call.guide());
        document.heading(1, "申报安排");
        boolean prizes = definition.money() != null && definition.money().mode() == Definition.Grant.Mode.RANK;
        document.add(Block.KeyValues.of(
                1,
                "受理时间",
                CallTexts.moment(call.opensAt()) + " 至 " + CallTexts.moment(call.closesAt()),
                "经费总额",
                call.budget().fen() == 0 ? "—" : wan(call.budget()) + " 万元",
                prizes ? "奖金" : "资助标准",
                who.grant().isEmpty() ? "—" : who.grant(),
                "限项",
                limits(definition.limits()),
                "联系方式",
                call.contact()));
        quotas(document, call, definition, codes);
        var rows = new ArrayList<List<String>>();
        for (var planned : Schedule.of(call, definition, workingDays)) {
            LocalDate until = planned.until();
            int days = planned.stage().workingDays();
            rows.add(List.of(
                    planned.stage().name().zh(),
                    days == 0 ? "—" : days + " 个工作日",
                    until == null ? "—" : until + (planned.provisional() ? "（暂定）" : "")));
        }
        document.add(new Block.Table(
                "日程",
                List.of(Block.Column.text("环节", 4), Block.Column.centred("期限", 3), Block.Column.centred("计划完成", 4)),
                rows,
                null));
        document.heading(1, "申报条件");
        var conditions = new ArrayList<String>();
        conditions.add("申报单位类型：" + (who.applicants().isEmpty() ? "不限" : who.applicants()));
        if (!who.policy().isEmpty()) conditions.add("符合“" + who.policy() + "”的条件，由系统按已确认的数据逐条判定");
        definition.conditions().forEach(words -> conditions.add(words.in(Locale.CHINESE)));
        document.list(true, conditions);
        if (!call.files().isEmpty()) {
            document.add(new Block.Attachments(
                    call.files().stream().map(Call.Attachment::name).toList()));
        }
        document.add(new Block.Signature(definition.issuer(), day));
        return document.build();
    }

    private static String limits(Definition.Limits limits) {
        var each = new ArrayList<String>();
        if (limits.perApplicant() > 0) each.add("每家单位 " + limits.perApplicant() + " 项");
        if (limits.perTrack() > 0) each.add("每家单位每个类别 " + limits.perTrack() + " 项");
        if (limits.perField() > 0) each.add("每家单位每个技术领域 " + limits.perField() + " 项");
        if (limits.perLeader() > 0) each.add("每位负责人 " + limits.perLeader() + " 项");
        return each.isEmpty() ? "不限" : String.join("；", each);
    }

    private static void quotas(Document.Builder document, Call call, Definition definition, CodeLists codes) {
        if (call.quotas().isEmpty()) return;
        var rows = new ArrayList<List<String>>();
        for (Call.Quota quota : call.quotas()) {
            Integer most = quota.applications();
            var budget = quota.budget();
            String name = quota.on().equals("track")
                    ? definition.tracks().stream()
                            .filter(track -> track.code().equals(quota.code()))
                            .findFirst()
                            .map(track -> track.name().zh())
                            .orElse(quota.code())
                    : codes.technicalField(quota.code())
                            .map(CodeLists.Entry::name)
                            .orElse(quota.code());
            rows.add(List.of(name, most == null ? "不限" : most.toString(), budget == null ? "—" : wan(budget)));
        }
        document.add(new Block.Table(
                "限额",
                List.of(
                        Block.Column.text("类别或领域", 4),
                        Block.Column.number("受理项数", 2),
                        Block.Column.number("经费（万元）", 3)),
                rows,
                null));
    }

    private static String wan(Money money) {
        return money.inWanRounded().toPlainString();
    }
}
