package dev.kechuang.programme.internal.call;

import dev.kechuang.document.Block;
import dev.kechuang.document.Document;
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

    public static Document of(Call call, Definition definition, WorkingDays workingDays) {
        var document =
                Document.official(call.title()).author(definition.issuer()).number(call.number());
        Instant published = call.publishedAt();
        LocalDate day = LocalDate.ofInstant(published == null ? call.opensAt() : published, CallRules.ZONE);
        document.date(day);
        document.prose(call.guide());
        document.heading(1, "申报安排");
        document.add(Block.KeyValues.of(
                1,
                "受理时间",
                CallTexts.moment(call.opensAt()) + " 至 " + CallTexts.moment(call.closesAt()),
                "经费总额",
                call.budget().fen() == 0 ? "—" : wan(call.budget()) + " 万元",
                "限项",
                definition.limits().perApplicant() == 0
                        ? "不限"
                        : "每家单位 " + definition.limits().perApplicant() + " 项",
                "联系方式",
                call.contact()));
        quotas(document, call, definition);
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
        if (!definition.conditions().isEmpty()) {
            document.heading(1, "申报条件");
            document.list(
                    true,
                    definition.conditions().stream()
                            .map(words -> words.in(Locale.CHINESE))
                            .toList());
        }
        if (!call.files().isEmpty()) {
            document.add(new Block.Attachments(
                    call.files().stream().map(Call.Attachment::name).toList()));
        }
        document.add(new Block.Signature(definition.issuer(), day));
        return document.build();
    }

    private static void quotas(Document.Builder document, Call call, Definition definition) {
        if (call.quotas().isEmpty()) return;
        var rows = new ArrayList<List<String>>();
        for (Call.Quota quota : call.quotas()) {
            Integer most = quota.applications();
            var budget = quota.budget();
            String name = definition.tracks().stream()
                    .filter(track -> quota.on().equals("track") && track.code().equals(quota.code()))
                    .findFirst()
                    .map(track -> track.name().zh())
                    .orElse(quota.code());
            rows.add(List.of(name, most == null ? "不限" : most.toString(), budget == null ? "—" : wan(budget)));
        }
        document.add(new Block.Table(
                "限额",
                List.of(
                        Block.Column.text("类别或领域", 4),
                        Block.Column.number("限报项数", 2),
                        Block.Column.number("经费（万元）", 3)),
                rows,
                null));
    }

    private static String wan(Money money) {
        return money.inWanRounded().toPlainString();
    }
}
