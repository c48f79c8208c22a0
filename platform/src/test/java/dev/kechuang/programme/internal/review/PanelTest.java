package dev.kechuang.programme.internal.review;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.document.Archive;
import dev.kechuang.document.Documents;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.review.PanelStore.Remark;
import dev.kechuang.programme.internal.review.PanelStore.Vote;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.shared.FieldError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;

/** What a panel leaves: who said what, votes, minutes, and the review in the archive. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PanelTest {

    private final ReviewFixture at = new ReviewFixture();
    private final ReviewDocuments documents =
            new ReviewDocuments(at.store, at.made, at.assignments, at.panel, at.results, at.rounds);

    @AfterAll
    void stop() {
        at.close();
    }

    private UUID call = new UUID(0, 0);

    private ReviewStore.Round held() {
        call = at.call(ReviewFixture.review(3, 1, 1, "0"), 2);
        var round = at.published(call);
        done(at.draws.draw(at.officer(), call, "online", ""));
        return round;
    }

    @Test
    void whoSaidWhatIsKeptInOrderAndStruckRatherThanChanged() {
        var round = held();
        UUID first = at.store.waiting(call, "online").getFirst().id();
        assertThat(refused(at.panels.remark(at.officer(), call, "online", first, " ", "")))
                .extracting(FieldError::field)
                .containsExactly("speaker", "text");
        done(at.panels.remark(at.officer(), call, "online", first, "评审A", "创新性突出，产业化路径待补充"));
        int slip = done(at.panels.remark(at.officer(), call, "online", first, "评审B", "记错的话"));
        done(at.panels.remark(at.officer(), call, "online", null, "主持人", "评审到此结束"));
        done(at.panels.strike(at.officer(), call, "online", slip));
        assertThat(refused(at.panels.strike(at.officer(), call, "online", slip)))
                .extracting(FieldError::key)
                .containsExactly("review.error.noRemark");
        assertThat(at.panel.remarks(round.id())).extracting(Remark::speaker).containsExactly("评审A", "评审B", "主持人");
        assertThat(at.panel.remarks(round.id())).extracting(Remark::stands).containsExactly(true, false, true);
        assertThat(refused(at.panels.remark(at.of(at.active(round).getFirst()), call, "online", first, "评审A", "专家自己写")))
                .extracting(FieldError::key)
                .containsExactly("review.error.gone");
        assertThatThrownBy(() -> at.city
                        .jdbc
                        .sql("UPDATE programme.review_remark SET text = 'changed'")
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void aPanelIsTheSamePeopleForAllAndStaysTogether() {
        UUID panelCall = at.call(ReviewFixture.review(Review.Mode.PANEL, 4, 1, 1, "0"), 3);
        var round = at.published(panelCall);
        var drawn = done(at.draws.draw(at.officer(), panelCall, "online", ""));
        assertThat(drawn.pairs()).isEqualTo(4);
        assertThat(at.active(round)).hasSize(12);
        var members =
                at.active(round).stream().map(Assignment::expert).distinct().toList();
        assertThat(members).hasSize(4);

        // Whoever is recused keeps away from the one application, and nobody takes the seat.
        Assignment tied = at.active(round).getFirst();
        done(at.giving.recuse(at.of(tied), tied.id(), "曾共事"));
        assertThat(at.active(round)).hasSize(11);

        // Whoever declines leaves the panel, and one other person takes the seat for all.
        Assignment leaving = at.active(round).stream()
                .filter(each -> !each.expert().equals(tied.expert()))
                .findFirst()
                .orElseThrow();
        done(at.giving.decline(at.of(leaving), leaving.id(), "出差"));
        var after = at.active(round).stream().map(Assignment::expert).distinct().toList();
        assertThat(after).hasSize(4).doesNotContain(leaving.expert()).contains(tied.expert());
        assertThat(at.active(round)).hasSize(11);

        // All invitations at once, and an officer replaces who does not come.
        Assignment kept = at.active(round).getFirst();
        assertThat(done(at.sheets.acceptAll(at.of(kept)))).isPositive();
        assertThat(at.active(round))
                .filteredOn(each -> each.expert().equals(kept.expert()))
                .extracting(Assignment::state)
                .containsOnly("accepted");
        assertThat(refused(at.giving.release(at.of(kept), kept.id(), "专家不能改派自己")))
                .extracting(FieldError::key)
                .containsExactly("review.error.gone");
        done(at.giving.release(at.officer(), kept.id(), "联系不上"));
        assertThat(at.active(round)).extracting(Assignment::expert).doesNotContain(kept.expert());
        done(at.draws.draw(at.officer(), panelCall, "online", "重新组织"));
        assertThat(at.active(round).stream().map(Assignment::expert).distinct()).hasSize(4);
    }

    @Test
    void minutesAndArchiveTellTheRound() throws IOException {
        var round = held();
        List<Application> waiting = at.store.waiting(call, "online");
        done(at.panels.timetable(
                at.officer(), call, "online", at.registry.clock.instant().plusSeconds(3_600), 30));
        done(at.panels.remark(at.officer(), call, "online", waiting.getFirst().id(), "评审A", "建议压缩设备费"));
        assertThat(text(minutes(round))).contains("讨论稿").contains("评审A：建议压缩设备费").contains("答辩：第 1 个");
        for (Assignment each : at.active(round)) {
            boolean better = each.application().equals(waiting.getFirst().id());
            done(at.sheets.sign(
                    at.of(each), each.id(), ReviewFixture.points(better ? "50" : "30", better ? "30" : "20", "意见")));
        }
        for (Application each : waiting) {
            done(at.panels.vote(at.officer(), call, "online", new Vote(each.id(), 1, 3, 2, 1, 0)));
        }
        done(at.rounds.close(at.officer(), call, "online"));
        var closed = at.store.round(round.id()).orElseThrow();
        assertThat(text(minutes(closed)))
                .doesNotContain("讨论稿")
                .contains("第 1 次投票：到会 3 人，同意 2，反对 1，弃权 0")
                .contains("进入下一环节");

        var archive = new ReviewArchive(at.store, at.city.definitions, documents, Documents.standard());
        Application first = at.city.applications.find(waiting.getFirst().id()).orElseThrow();
        assertThat(archive.parts(at.officer(), first)).singleElement().satisfies(part -> {
            assertThat(part.group()).isEqualTo("评审");
            assertThat(pdf(part)).contains("创新性").contains("意见").contains("建议压缩设备费");
        });
        assertThat(refused(at.panels.remark(at.officer(), call, "online", null, "主持人", "散会之后")))
                .extracting(FieldError::key)
                .containsExactly("review.error.closed");
    }

    @Test
    void aVoteSaysWhichFigureIsWrong() {
        held();
        UUID first = at.store.waiting(call, "online").getFirst().id();
        assertThat(refused(at.panels.vote(at.officer(), call, "online", new Vote(first, 1, 3, -1, 4, 0))))
                .extracting(FieldError::field)
                .containsExactly("yes");
        assertThat(refused(at.panels.vote(at.officer(), call, "online", new Vote(first, 1, 0, 0, 0, 0))))
                .extracting(FieldError::key)
                .containsExactly("review.error.vote");
        assertThat(refused(at.panels.vote(at.officer(), call, "online", new Vote(first, 1, 5, 4, 1, 0))))
                .as("three sit on the panel")
                .containsExactly(FieldError.of("yes", "review.error.present", 5, 3));
        assertThat(refused(at.panels.timetable(
                        at.officer(),
                        call,
                        "online",
                        at.registry.clock.instant().minusSeconds(60),
                        30)))
                .extracting(FieldError::key)
                .containsExactly("review.error.past");
    }

    private byte[] minutes(ReviewStore.Round round) {
        var version = at.desk.board(at.officer(), call, "online").orElseThrow().version();
        Review review = at.desk.review(version, "online");
        return Documents.standard().docx(documents.minutes("二〇二六年申报", round, review, at.desk.sheet(version, "online")));
    }

    private static String text(byte[] docx) throws IOException {
        try (var document = new XWPFDocument(new ByteArrayInputStream(docx));
                var extractor = new XWPFWordExtractor(document)) {
            return extractor.getText();
        }
    }

    private static String pdf(Archive.Part part) throws IOException {
        try (var content = part.content().open();
                var document = Loader.loadPDF(content.readAllBytes())) {
            return new PDFTextStripper().getText(document);
        }
    }
}
