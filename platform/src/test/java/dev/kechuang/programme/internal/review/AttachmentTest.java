package dev.kechuang.programme.internal.review;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import dev.kechuang.file.FileStore.Kind;
import dev.kechuang.file.StoredFile;
import dev.kechuang.programme.internal.check.CheckFinder;
import dev.kechuang.programme.internal.check.Finding;
import dev.kechuang.programme.internal.check.SubmittedAnswers;
import dev.kechuang.programme.internal.form.Answered;
import dev.kechuang.programme.internal.form.Submission;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.programme.internal.review.AttachmentService.Paper;
import dev.kechuang.programme.internal.review.AttachmentService.Papers;
import dev.kechuang.programme.internal.review.AttachmentService.Ref;
import dev.kechuang.programme.internal.review.AttachmentStore.State;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Viewer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;

/** Who sees which attachment of a blind review, and what the officer decides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttachmentTest {

    private final ReviewFixture at = new ReviewFixture();

    @AfterAll
    void stop() {
        at.close();
    }

    private Answered.Attached file(String name, String text) throws IOException {
        byte[] bytes =
                Documents.standard().pdf(Document.form("附件").paragraph(text).build());
        StoredFile stored = done(at.files.store(at.officer(), name, Kind.ATTACHMENT, new ByteArrayInputStream(bytes)));
        return new Answered.Attached(stored.id(), name, "", bytes.length);
    }

    private static Submission.Content with(List<Answered.Attached> files) {
        var nothing = LifecycleFixture.words("");
        return new Submission.Content(List.of(new Submission.Section(
                "proofs",
                LifecycleFixture.words("附件"),
                List.of(new Submission.Entry(
                        "proofs.files",
                        LifecycleFixture.words("证明材料"),
                        "file",
                        "",
                        "",
                        "",
                        nothing,
                        "",
                        files,
                        List.of(),
                        null)))));
    }

    private Papers papers(Viewer viewer, Assignment assignment) {
        return at.attachments.of(at.access.find(viewer, assignment.id()).orElseThrow(), Locale.CHINESE);
    }

    @Test
    void expertsSeeCleanAttachmentsOfTheirOwnAndLeakingOnesOnlyWhenAnOfficerLetsThem() throws Exception {
        UUID call = at.call(ReviewFixture.review(2, 0, 1, "0"), 2);
        Application mine = at.store.waiting(call, "online").getFirst();
        Application other = at.store.waiting(call, "online").getLast();
        var clean = file("方案.pdf", "芯片的总体方案");
        var leaking = file("证明.pdf", "兹证明" + mine.organisationName() + "拥有该专利");
        var scan = file("扫描.pdf", "扫描件");
        at.handIn(mine.id(), with(List.of(clean, leaking, scan)));
        var foreign = file("别的.pdf", "别的方案");
        at.handIn(other.id(), with(List.of(foreign)));

        var round = at.published(call);
        done(at.draws.draw(at.officer(), call, "online", ""));
        Assignment one = at.active(round).stream()
                .filter(each -> each.application().equals(mine.id()))
                .findFirst()
                .orElseThrow();
        Viewer expert = at.of(one);
        assertThat(at.attachments.open(expert, one.id(), clean.id()))
                .as("before the review is accepted")
                .isEmpty();
        done(at.sheets.accept(expert, one.id()));
        assertThat(papers(expert, one).shown()).as("before it is checked").isEmpty();
        assertThat(papers(expert, one).waiting()).isEqualTo(3);

        done(at.attachments.read(at.officer(), call, "online"));
        at.city
                .jdbc
                .sql(
                        "UPDATE programme.review_attachment SET state = 'unread', unread = '[{\"code\":\"pages\",\"detail\":\"1\"}]'"
                                + " WHERE file = :file")
                .param("file", scan.id())
                .update();
        var overview = at.attachments.overview(call, "online", true, Locale.CHINESE);
        assertThat(overview.open()).isEqualTo(2);
        assertThat(overview.files())
                .filteredOn(each -> each.file().file().id().equals(leaking.id()))
                .singleElement()
                .satisfies(each -> {
                    assertThat(java.util.Objects.requireNonNull(each.check()).state())
                            .isEqualTo(State.LEAKS);
                    assertThat(each.check().findings().getFirst().place()).isEqualTo("page/1");
                });
        // The applicant's names for the files are not shown.
        assertThat(papers(expert, one).shown()).extracting(Paper::name).containsExactly(mine.number() + "-1.pdf");
        assertThat(at.attachments.open(expert, one.id(), clean.id())).isPresent();
        assertThat(at.attachments.open(expert, one.id(), leaking.id())).isEmpty();

        var refs = List.of(new Ref(mine.id(), leaking.id()));
        assertThat(refused(at.attachments.decide(at.officer(), call, "online", refs, true, " ")))
                .extracting(FieldError::field)
                .containsExactly("reason");
        assertThat(refused(at.attachments.decide(expert, call, "online", refs, true, "我想看")))
                .extracting(FieldError::key)
                .containsExactly("review.error.gone");
        done(at.attachments.decide(at.officer(), call, "online", refs, true, "专利证书必须核实"));
        done(at.attachments.decide(
                at.officer(), call, "online", List.of(new Ref(mine.id(), scan.id())), false, "身份证扫描件"));
        assertThat(papers(expert, one).shown()).extracting(Paper::file).containsExactly(clean.id(), leaking.id());
        assertThat(papers(expert, one).hidden()).isOne();

        // Nothing but what is assigned: neither another application's file by the own sheet, nor by a colleague's
        // sheet.
        assertThat(at.attachments.open(expert, one.id(), foreign.id())).isEmpty();
        Viewer stranger = at.of(at.active(round).stream()
                .filter(each -> !each.expert().equals(one.expert()))
                .findFirst()
                .orElseThrow());
        assertThat(at.attachments.open(stranger, one.id(), clean.id())).isEmpty();

        // Whoever is recused sees it no more.
        done(at.giving.recuse(expert, one.id(), "曾共事"));
        assertThat(at.attachments.open(expert, one.id(), clean.id())).isEmpty();
    }

    @Test
    void aDecisionIsAllOrNothingAndNeedsAFileThatWasRead() throws Exception {
        UUID call = at.call(ReviewFixture.review(2, 0, 1, "0"), 1);
        Application application = at.store.waiting(call, "online").getFirst();
        var read = file("一.pdf", application.organisationName());
        var unread = file("二.pdf", "后交的");
        at.handIn(application.id(), with(List.of(read)));
        done(at.attachments.read(at.officer(), call, "online"));
        var both = List.of(new Ref(application.id(), read.id()), new Ref(application.id(), unread.id()));
        assertThat(refused(at.attachments.decide(at.officer(), call, "online", both, true, "可以容忍")))
                .extracting(FieldError::key)
                .containsExactly("review.error.unreadFile");
        assertThat(at.attachments.open(List.of(application.id()))).isOne();
        assertThat(refused(at.attachments.decide(at.officer(), call, "online", List.of(), true, "可以容忍")))
                .extracting(FieldError::key)
                .containsExactly("review.error.noneChosen");
    }

    @Test
    void theFormalCheckTellsWhatABlindReviewWouldLeak() throws Exception {
        UUID call = at.call(ReviewFixture.review(2, 0, 1, "0"), 1);
        Application application = at.store.waiting(call, "online").getFirst();
        at.handIn(
                application.id(),
                with(List.of(file("好.pdf", "没有名字"), file("坏.pdf", application.organisationName() + "公章"))));
        var finder = new IdentityFinder(at.check, at.attachmentStore, at.submissions);
        var definition = at.city.definition(application.version());
        var answers = new SubmittedAnswers(definition.form(), "{}");
        var findings = finder.find(
                new CheckFinder.Subject(application, definition, answers, LocalDate.now(at.registry.clock)));
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.IDENTITY);
            assertThat(finding.data()).containsEntry("file", "坏.pdf");
        });
    }

    @Test
    void theDatabaseLetsNothingBeShownThatNobodyRead() {
        UUID call = at.call(ReviewFixture.review(2, 0, 1, "0"), 1);
        UUID application = at.store.waiting(call, "online").getFirst().id();
        at.attachmentStore.enter(application, List.of(UUID.randomUUID()));
        assertThatThrownBy(() -> at.city
                        .jdbc
                        .sql("UPDATE programme.review_attachment SET decision = 'shown', reason = '直接看',"
                                + " decided_by = 'x', decided_at = now() WHERE application = :id")
                        .param("id", application)
                        .update())
                .isInstanceOf(DataAccessException.class);
    }
}
