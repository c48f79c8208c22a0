package dev.kechuang.programme.internal.review;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.programme.internal.form.Corrections;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.internal.review.ReviewReturn.SendBack;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;

/** What only experts see goes back for correction; what they scored before stays and says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReturnFromReviewTest {

    private final ReviewFixture at = new ReviewFixture();
    private UUID call = new UUID(0, 0);
    private UUID id = new UUID(0, 0);

    @AfterAll
    void stop() {
        at.close();
    }

    @BeforeEach
    void drawn() {
        call = at.call(ReviewFixture.review(2, 0, 1, "0"), 1);
        id = at.store.waiting(call, "online").getFirst().id();
        at.published(call);
        done(at.draws.draw(at.officer(), call, "online", ""));
    }

    private SendBack wanted(List<String> sections, String clause, String reason, int days) {
        return new SendBack(now().moves(), sections, clause, reason, days);
    }

    private Application now() {
        return at.city.applications.find(id).orElseThrow();
    }

    private Application sentBack() {
        return done(at.returns.sendBack(
                at.officer(), call, "online", id, wanted(List.of("plan"), "申报通知第四条", "技术路线缺少对照试验", 7)));
    }

    @Test
    void onlyTheNamedSectionsOpenUntilTheDay() {
        Application back = sentBack();
        assertThat(back.status()).isEqualTo(Status.RETURNED);
        assertThat(back.stage()).isEqualTo("online");
        assertThat(back.dueOn()).isEqualTo(at.city.workingDays.plus(RegistryFixture.TODAY, 7));
        assertThat(Corrections.awaited(back)).isTrue();
        write("plan.route", "加入对照试验");
        assertThatThrownBy(() -> write("budget.total", "1"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("is closed");
    }

    private void write(String path, String value) {
        at.city
                .jdbc
                .sql("""
                        INSERT INTO programme.answer (application, path, value, actor, changed_at)
                        VALUES (:id, :path, to_jsonb(CAST(:value AS text)), 'applicant', now())""")
                .param("id", id)
                .param("path", path)
                .param("value", value)
                .update();
    }

    @Test
    void aSheetSignedBeforeStaysAndSaysSo() {
        var round = at.store.round(call, "online", false).orElseThrow();
        var first = at.active(round).getFirst();
        done(at.sheets.sign(at.of(first), first.id(), ReviewFixture.points("50", "30", "可行")));
        Application back = sentBack();
        var second = at.active(round).getLast();
        assertThat(refused(at.sheets.sign(at.of(second), second.id(), ReviewFixture.points("40", "30", "尚可"))))
                .extracting(FieldError::key)
                .containsExactly("review.error.returned");
        assertThat(refused(at.rounds.close(at.officer(), call, "online")))
                .extracting(FieldError::key)
                .containsExactly("review.error.returned");
        assertThat(refused(
                        at.returns.sendBack(at.officer(), call, "online", id, wanted(List.of("plan"), "第四条", "再改", 3))))
                .extracting(FieldError::key)
                .containsExactly("review.error.returned");
        at.registry.told.clear();
        done(at.city.move(at.lifecycle, at.officer(), Move.of(back, EventKind.RESUBMITTED, "")));
        assertThat(at.registry.told).anyMatch(told -> told.contains("已补正"));
        assertThat(now().status()).isEqualTo(Status.OPEN);
        assertThat(at.store.corrected(call, "online")).containsKey(id);
        done(at.sheets.sign(at.of(second), second.id(), ReviewFixture.points("40", "30", "尚可")));
        assertThat(at.active(round)).allMatch(each -> each.signed() && each.total() != null);
        var closed = done(at.rounds.close(at.officer(), call, "online"));
        assertThat(closed.passed()).isEqualTo(1);
    }

    @Test
    void whatIsMissingIsSaidAndNothingMoves() {
        assertThat(refused(at.returns.sendBack(
                        at.officer(), call, "online", id, wanted(List.of("elsewhere"), " ", "", 31))))
                .extracting(FieldError::key)
                .containsExactlyInAnyOrder(
                        "review.error.section", "review.error.days", "review.error.clause", "review.error.what");
        assertThat(refused(at.returns.refuse(at.officer(), call, "online", id, now().moves(), "第四条", "逾期")))
                .extracting(FieldError::key)
                .containsExactly("review.error.notLate");
        assertThat(refused(at.returns.sendBack(
                        at.registry.kunshan, call, "online", id, wanted(List.of("plan"), "第四条", "改", 3))))
                .extracting(FieldError::key)
                .containsExactly("review.error.moved");
        assertThat(now().status()).isEqualTo(Status.OPEN);
    }

    @Test
    void anOverdueCorrectionMayEndIt() {
        sentBack();
        at.city
                .jdbc
                .sql("UPDATE programme.application SET due_on = :day WHERE id = :id")
                .param("day", RegistryFixture.TODAY.minusDays(1))
                .param("id", id)
                .update();
        var ended = done(at.returns.refuse(at.officer(), call, "online", id, now().moves(), "申报通知第四条", "逾期未补正"));
        assertThat(ended.status()).isEqualTo(Status.REFUSED);
        var round = at.store.round(call, "online", false).orElseThrow();
        assertThat(at.active(round)).isEmpty();
    }
}
