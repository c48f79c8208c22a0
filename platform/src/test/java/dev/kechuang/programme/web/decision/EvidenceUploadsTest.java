package dev.kechuang.programme.web.decision;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.file.StoredFile;
import dev.kechuang.programme.internal.decision.DecisionFixture.FakeFiles;
import dev.kechuang.shared.FieldError;
import dev.kechuang.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockMultipartFile;

/** Evidence of somebody who is not logged in is kept by a ticket that nobody else can make. */
class EvidenceUploadsTest {

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T01:00:00Z"));
    private final FakeFiles files = new FakeFiles(clock);
    private final EvidenceUploads uploads = new EvidenceUploads(files.face(), new ObjectionLimit(), clock);
    private final UUID notice = UUID.randomUUID();

    private StoredFile uploaded(String name) {
        return done(uploads.take(notice, "", file(name, 1), "10.0.0.1")).orElseThrow();
    }

    private static MockMultipartFile file(String name, int size) {
        return new MockMultipartFile("file", name, "application/pdf", new byte[size]);
    }

    @Test
    void whatWasUploadedOnceNeedNotBeChosenAgain() {
        StoredFile first = uploaded("一.pdf");
        String ticket = uploads.ticket(notice, first);
        assertThat(done(uploads.take(notice, ticket, null, "10.0.0.1"))).contains(first);
        var chosen = done(uploads.take(notice, ticket, file("二.pdf", 1), "10.0.0.1"));
        assertThat(chosen.orElseThrow().name()).as("another file replaces it").isEqualTo("二.pdf");
        assertThat(done(uploads.take(notice, "", file("", 0), "10.0.0.1")))
                .as("a browser sends an empty part where nothing is chosen")
                .isEmpty();
    }

    @Test
    void aTicketIsGoodForItsNoticeAloneForADayAndAsItWasGiven() {
        StoredFile mine = uploaded("一.pdf");
        StoredFile others = uploaded("别人的.pdf");
        String ticket = uploads.ticket(notice, mine);
        assertThat(uploads.kept(UUID.randomUUID(), ticket)).isEmpty();
        assertThat(uploads.kept(
                        notice, ticket.replace(mine.id().toString(), others.id().toString())))
                .as("of another file")
                .isEmpty();
        for (String forged : new String[] {"", "/", "a/b/c/d", mine.id().toString(), ticket + "x", "x".repeat(5000)})
            assertThat(uploads.kept(notice, forged)).as(forged).isEmpty();
        clock.move(Duration.ofHours(23));
        assertThat(done(uploads.take(notice, uploads.ticket(notice, mine), null, "10.0.0.1")))
                .contains(mine);
        clock.move(Duration.ofHours(2));
        assertThat(uploads.kept(notice, uploads.ticket(notice, mine)))
                .as("a form that comes back again makes it no longer")
                .isEmpty();
    }

    @Test
    void whatIsNoLongerKeptIsAskedForAgainInsteadOfLeftOut() {
        String ticket = uploads.ticket(notice, uploaded("一.pdf"));
        var restarted = new EvidenceUploads(files.face(), new ObjectionLimit(), clock);
        assertThat(refused(restarted.take(notice, ticket, null, "10.0.0.1")))
                .as("after a restart")
                .containsExactly(FieldError.of("file", "decision.error.evidenceGone"));
        assertThat(done(restarted.take(notice, ticket, file("二.pdf", 1), "10.0.0.1")))
                .as("another file is taken")
                .isPresent();
        assertThat(refused(uploads.take(notice, ticket + "x", null, "10.0.0.1")))
                .extracting(FieldError::key)
                .containsExactly("decision.error.evidenceGone");
        clock.move(Duration.ofHours(25));
        assertThat(refused(uploads.take(notice, ticket, null, "10.0.0.1")))
                .as("after a day")
                .extracting(FieldError::key)
                .containsExactly("decision.error.evidenceGone");
        assertThat(done(uploads.take(notice, " ", null, "10.0.0.1"))).isEmpty();
    }

    @Test
    void whatIsTooLargeOrTooMuchIsRefusedBeforeItIsKept() {
        var tooLarge = file("大.pdf", EvidenceUploads.MOST_MEGABYTES * 1024 * 1024 + 1);
        assertThat(refused(uploads.take(notice, "", tooLarge, "10.0.0.9")))
                .containsExactly(FieldError.of("file", "decision.error.evidenceSize", 20));
        for (int i = 0; i < 20; i++) done(uploads.take(notice, "", file("一.pdf", 1), "2001:db8::" + i));
        assertThat(refused(uploads.take(notice, "", file("一.pdf", 1), "2001:db8::ffff")))
                .as("one subscriber of IPv6")
                .extracting(FieldError::key)
                .containsExactly("decision.error.tooMany");
        assertThat(files.kept).hasSize(20);
    }
}
