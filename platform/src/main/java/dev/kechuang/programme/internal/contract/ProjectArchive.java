package dev.kechuang.programme.internal.contract;

import static dev.kechuang.programme.internal.contract.ContractDesk.no;

import dev.kechuang.document.Archive;
import dev.kechuang.document.Block;
import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.Event;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Binds the life of an application that has ended to one PDF (归档): its way, what was handed in, contract with its texts,
 * changes, reports, acceptance, money paid and recovered, evaluation, and every file, with index and digests. Further stages add theirs by {@link ArchivePart}.
 */
@Service
public class ProjectArchive {

    private final ContractDesk desk;
    private final ContractService contracts;
    private final ContractStore store;
    private final ReportStore reports;
    private final ChangeStore changes;
    private final AcceptanceStore acceptances;
    private final EvaluationStore evaluations;
    private final ApplicationStore applications;
    private final Documents documents;
    private final FileStore files;
    private final ObjectProvider<ArchivePart> parts;
    private final JdbcClient jdbc;

    public ProjectArchive(
            ContractDesk desk,
            ContractService contracts,
            ContractStore store,
            ReportStore reports,
            ChangeStore changes,
            AcceptanceStore acceptances,
            EvaluationStore evaluations,
            ApplicationStore applications,
            Documents documents,
            FileStore files,
            ObjectProvider<ArchivePart> parts,
            JdbcClient jdbc) {
        this.desk = desk;
        this.contracts = contracts;
        this.store = store;
        this.reports = reports;
        this.changes = changes;
        this.acceptances = acceptances;
        this.evaluations = evaluations;
        this.applications = applications;
        this.documents = documents;
        this.files = files;
        this.parts = parts;
        this.jdbc = jdbc;
    }

    /** @param digest SHA-256 of the file in hexadecimal digits */
    public record Made(int number, UUID file, String digest, int pages, int parts, Instant at, String actor) {}

    public List<Made> of(UUID application) {
        return jdbc.sql("""
                        SELECT number, file, digest, pages, parts, made_at, actor FROM programme.project_archive
                        WHERE application = :application ORDER BY number DESC""")
                .param("application", application)
                .query((rows, number) -> new Made(
                        rows.getInt("number"),
                        rows.getObject("file", UUID.class),
                        rows.getString("digest"),
                        rows.getInt("pages"),
                        rows.getInt("parts"),
                        ContractStore.instant(rows, "made_at"),
                        rows.getString("actor")))
                .list();
    }

    /** Makes the archive of an application that has ended. What was made before stays. */
    public Outcome<Made> make(Viewer viewer, UUID application) {
        contracts.ensure(viewer, application);
        return desk.command(viewer, application, project -> {
            if (!ContractRights.bureau(viewer, project)) return no("", "contract.error.notBureau");
            if (!project.application().status().isEnded()) return no("", "contract.archive.error.running");
            try {
                var out = new ByteArrayOutputStream();
                var archive = new Archive(
                        project.application().label(),
                        String.valueOf(project.application().number()),
                        ContractDocuments.facts(project),
                        parts(viewer, project));
                var report = documents.archive(archive, out);
                var stored = files.store(
                        viewer,
                        "归档_" + project.application().number() + ".pdf",
                        FileStore.Kind.ATTACHMENT,
                        new ByteArrayInputStream(out.toByteArray()));
                if (stored instanceof Outcome.Refused<StoredFile>(var errors)) {
                    return Outcome.refused(errors.stream()
                            .map(error -> new FieldError("", error.key(), error.args()))
                            .toList());
                }
                StoredFile file = ((Outcome.Done<StoredFile>) stored).value();
                files.attach(file.id(), ArchiveFiles.OWNER, application.toString());
                String digest = Frozen.hex(Frozen.digest(out.toByteArray()));
                insert(
                        viewer,
                        application,
                        file.id(),
                        digest,
                        report.pages(),
                        archive.parts().size());
                desk.audit(viewer, "contract.archive", project, java.util.Map.of("digest", digest));
                return Outcome.done(of(application).getFirst());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void insert(Viewer actor, UUID application, UUID file, String digest, int pages, int count) {
        jdbc.sql("""
                        INSERT INTO programme.project_archive (application, number, file, digest, pages, parts, made_at,
                            account, actor)
                        SELECT :application, 1 + count(*), :file, :digest, :pages, :parts, :now, :account, :actor
                        FROM programme.project_archive WHERE application = :application""")
                .param("application", application)
                .param("file", file)
                .param("digest", digest)
                .param("pages", pages)
                .param("parts", count)
                .param("now", Timestamp.from(desk.clock.instant()))
                .param("account", actor.account())
                .param("actor", actor.name())
                .update();
    }

    private List<Archive.Part> parts(Viewer viewer, Project project) {
        var found = new ArrayList<Archive.Part>();
        Application application = project.application();
        found.add(pdf("办理经过", "办理经过", way(project)));
        parts.orderedStream().forEach(part -> found.addAll(part.parts(viewer, application)));
        var signatures = store.signatures(project.id());
        for (var version : store.versions(project.id())) {
            found.add(pdf(
                    "任务书",
                    "任务书第 " + version.number() + " 稿",
                    ContractDocuments.contract(version.text(), signatures, version.number(), version.digest())));
        }
        for (var change : changes.of(project.id())) {
            found.add(pdf("变更", LifeDocuments.name(change), LifeDocuments.change(project, change)));
        }
        var names = new java.util.HashMap<String, String>();
        for (var report : reports.of(project.id())) names.put(report.id(), report.name());
        for (var filing : reports.filings(project.id())) {
            String name = names.getOrDefault(filing.report(), filing.report()) + "（第 " + filing.number() + " 次）";
            found.add(pdf(
                    "报告",
                    name,
                    ContractDocuments.report(project, name, filing.text(), filing.actor(), filing.digest())));
            attached(filing.text(), "报告", found);
        }
        Stage.Acceptance stage = desk.acceptance(project).orElse(null);
        Sheet sheet = stage == null || stage.sheet() == null
                ? null
                : desk.definition(project).sheet(stage.sheet());
        for (var asked : acceptances.of(project.id())) {
            String name = "验收申请（第 " + asked.number() + " 次）";
            found.add(pdf(
                    "验收", name, ContractDocuments.report(project, name, asked.text(), asked.actor(), asked.digest())));
            attached(asked.text(), "验收", found);
            found.add(pdf(
                    "验收",
                    "验收意见（第 " + asked.number() + " 次）",
                    ContractDocuments.acceptance(project, asked, sheet, acceptances.outcomes(project.id()))));
        }
        acceptances.audit(project.id()).ifPresent(audit -> {
            found.add(pdf("经费审计", "审计结论", LifeDocuments.audit(project, audit)));
            file(audit.file(), "经费审计", found);
        });
        var money = desk.money.of(viewer, project.id());
        if (!money.isEmpty()) found.add(pdf("经费", "经费拨付和收回情况", LifeDocuments.money(project, money)));
        evaluations.find(project.id()).ifPresent(evaluation -> {
            var text = evaluation.text();
            if (text == null) return;
            found.add(pdf("绩效评价", "绩效评价", LifeDocuments.evaluation(project, evaluation, text, stage)));
        });
        return found;
    }

    private void attached(ReportText text, String group, List<Archive.Part> found) {
        for (UUID id : text.files()) file(id, group, found);
    }

    private void file(UUID id, String group, List<Archive.Part> found) {
        Optional<StoredFile> stored = files.find(id);
        stored.ifPresent(
                file -> found.add(new Archive.Part(group, file.name(), file.contentType(), () -> files.open(file))));
    }

    private Archive.Part pdf(String group, String name, Document document) {
        return new Archive.Part(group, name, "application/pdf", Archive.Content.of(documents.pdf(document)));
    }

    private Document way(Project project) {
        var rows = new ArrayList<List<String>>();
        for (Event event : applications.events(project.id())) {
            rows.add(List.of(
                    ContractDocuments.minute(event.at()),
                    desk.definition(project)
                            .stage(event.stage().isEmpty() ? event.toStage() : event.stage())
                            .name()
                            .zh(),
                    kind(event),
                    event.actor(),
                    event.reason()));
        }
        return Document.form("办理经过")
                .number(String.valueOf(project.application().number()))
                .add(Block.Table.of(
                        List.of(
                                Block.Column.centred("时间", 3),
                                Block.Column.text("环节", 2),
                                Block.Column.centred("事项", 2),
                                Block.Column.text("经办", 2),
                                Block.Column.text("说明", 5)),
                        rows))
                .build();
    }

    private static String kind(Event event) {
        return switch (event.kind()) {
            case CREATED -> "新建";
            case PASSED -> "通过";
            case RETURNED -> "退回";
            case RESUBMITTED -> "重新提交";
            case HELD -> "暂缓";
            case RELEASED -> "恢复";
            case REFUSED -> "不予通过";
            case WITHDRAWN -> "撤回";
            case TERMINATED -> "终止";
            case NOTED -> "记事";
        };
    }
}
