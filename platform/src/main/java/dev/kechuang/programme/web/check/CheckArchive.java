package dev.kechuang.programme.web.check;

import dev.kechuang.document.Archive;
import dev.kechuang.document.Block;
import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import dev.kechuang.programme.internal.check.CheckSheet;
import dev.kechuang.programme.internal.check.CheckStore;
import dev.kechuang.programme.internal.contract.ArchivePart;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.form.Correction;
import dev.kechuang.programme.internal.form.Corrections;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** 形式审查 for the archive: the check list of every round with its findings and who decided. */
@Component
@Order(200)
class CheckArchive implements ArchivePart {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final CheckStore checks;
    private final Definitions definitions;
    private final Documents documents;
    private final Corrections corrections;
    private final CheckWords words;

    CheckArchive(
            CheckStore checks,
            Definitions definitions,
            Documents documents,
            Corrections corrections,
            CheckWords words) {
        this.checks = checks;
        this.corrections = corrections;
        this.definitions = definitions;
        this.documents = documents;
        this.words = words;
    }

    @Override
    public List<Archive.Part> parts(Viewer viewer, Application application) {
        var definition = definitions.of(application.version());
        var parts = new ArrayList<Archive.Part>();
        var returns = corrections.all(application);
        for (CheckSheet sheet : checks.sheets(application.id())) {
            if (!(definition.stage(sheet.stage()) instanceof Stage.Check stage)) continue;
            String name = stage.name().zh() + "表（第 " + sheet.round() + " 次）";
            parts.add(new Archive.Part(
                    "形式审查",
                    name,
                    "application/pdf",
                    Archive.Content.of(documents.pdf(
                            document(name, application, stage, sheet, CheckPart.after(returns, sheet))))));
        }
        return parts;
    }

    private Document document(
            String name,
            Application application,
            Stage.Check stage,
            CheckSheet sheet,
            Optional<Correction> correction) {
        var closed = sheet.closedAt();
        var document = Document.form(name)
                .number(String.valueOf(application.number()))
                .add(Block.KeyValues.of(
                        2,
                        "项目名称",
                        application.title(),
                        "申报单位",
                        application.organisationName(),
                        "收到",
                        ApplicationLabels.minute(sheet.openedAt()),
                        "办结",
                        closed == null ? "" : ApplicationLabels.minute(closed),
                        "审查人",
                        sheet.officerName(),
                        "结果",
                        words.outcome(CHINESE, sheet).label() + " " + sheet.decidedBy()));
        var rows = new ArrayList<List<String>>();
        for (var item : stage.items()) {
            var mark = sheet.marks().get(item.id());
            rows.add(List.of(
                    item.text().zh(),
                    item.clause(),
                    mark == null ? "" : words.text(CHINESE, mark.pass() ? "check.pass" : "check.fail"),
                    mark == null ? "" : mark.note()));
        }
        document.heading(1, "一、审查内容")
                .add(Block.Table.of(
                        List.of(
                                Block.Column.text("内容", 6),
                                Block.Column.text("依据", 3),
                                Block.Column.centred("结果", 2),
                                Block.Column.text("说明", 4)),
                        rows));
        var findings = checks.findings(sheet).stream()
                .map(one -> words.severity(CHINESE, one).label() + "：" + words.sentence(CHINESE, one))
                .toList();
        document.heading(1, "二、自动比对结果");
        if (findings.isEmpty()) document.paragraph(sheet.comparedAt() == null ? "未比对。" : "未发现问题。");
        else document.list(true, findings);
        correction.ifPresent(returned -> document.heading(1, "三、退回补正")
                .paragraphs(returned.reason())
                .add(Block.Table.of(
                        List.of(
                                Block.Column.text("补正意见", 5),
                                Block.Column.text("申报单位答复", 6),
                                Block.Column.centred("答复人", 2)),
                        returned.points().stream()
                                .map(point -> List.of(
                                        point.asked().zh() + (point.note().isEmpty() ? "" : "：" + point.note()),
                                        point.answer(),
                                        point.by()))
                                .toList())));
        return document.build();
    }
}
