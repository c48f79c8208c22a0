package dev.kechuang.programme.internal.form;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.form.CorrectionService.Given;
import dev.kechuang.programme.internal.form.FormService.Typed;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Viewer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is sent back for correction: the parts that open, every point answered, the next submission. */
class ReturnedSubmissionTest extends HandingIn {

    @Test
    void aReturnOpensItsSectionsOnlyAndTheNextSubmissionShowsWhatChanged() {
        Application submitted = done(submit(wang, filled(8)));
        Application returned = done(city.city.move(
                city.lifecycle,
                city.city.registry.bureau,
                Move.of(submitted, EventKind.RETURNED, "摘要过于简略").with(Map.of("sections", List.of("project")))));
        assertThat(returned.status()).isEqualTo(Status.RETURNED);
        city.type(wang, returned, "project.summary", "按意见补充的摘要");
        assertThat(refused(city.forms.save(wang, returned.id(), List.of(new Typed("team.leader", "别人", "1-x")))))
                .extracting(FieldError::key)
                .containsExactly("form.error.closed");
        // The call is long over: a correction is not a new application.
        city.clock.set(closing().plus(Duration.ofDays(3)));
        seen.numbers.clear();
        assertThat(refused(submit(wang, returned)))
                .extracting(FieldError::field, FieldError::key)
                .containsExactly(tuple("correction._reason", "form.problem.unanswered"));
        done(city.correcting.answer(wang, returned.id(), List.of(new Given(Correction.WHOLE, "已补充技术路线", 0))));
        Application again = done(submit(wang, returned));
        assertThat(again.status()).isEqualTo(Status.OPEN);
        assertThat(again.number()).isEqualTo(submitted.number());
        assertThat(seen.numbers).containsExactly(2);
        var copies = city.submissions.all(again.id());
        assertThat(Submission.differences(
                        copies.getFirst().content(), copies.getLast().content()))
                .extracting(Submission.Difference::path)
                .containsExactly("project.summary");
    }

    @Test
    void everyPointOfAReturnIsAnsweredKeptAndNotWrittenOver() {
        Application submitted = done(submit(wang, filled(112)));
        var recommended = done(city.city.move(city.lifecycle, city.city.registry.bureau, Move.pass(submitted)));
        var check = (Stage.Check) city.city.definition(recommended.version()).stage(recommended.stage());
        var item = check.items().getFirst();
        var other = check.items().get(1);
        var data = Map.<String, Object>of(
                "sections",
                List.of("project"),
                "items",
                List.of(
                        Map.of("item", item.id(), "pass", false, "note", "缺少证明", "clause", item.clause()),
                        Map.of("item", other.id(), "pass", true, "note", "", "clause", other.clause())));
        Application returned = done(city.city.move(
                city.lifecycle,
                city.city.registry.bureau,
                Move.of(recommended, EventKind.RETURNED, "请补正").with(data)));
        assertThat(city.corrections.open(returned).orElseThrow().points())
                .extracting(Correction.Point::id, Correction.Point::note)
                .containsExactly(tuple(item.id(), "缺少证明"));

        Viewer li = FormFixture.person(firm, "李");
        done(city.correcting.answer(li, returned.id(), List.of(new Given(item.id(), "证明见附件一", 0))));
        assertThat(refused(city.correcting.answer(wang, returned.id(), List.of(new Given(item.id(), "没有看到李写的", 0)))))
                .as("nobody writes over what somebody else answered")
                .extracting(FieldError::field, FieldError::key, FieldError::args)
                .containsExactly(tuple("correction." + item.id(), "form.error.answered", List.of("李", "证明见附件一")));
        done(city.correcting.answer(wang, returned.id(), List.of(new Given(item.id(), "证明见附件一、二", 1))));
        assertThat(refused(city.correcting.answer(wang, returned.id(), List.of(new Given(other.id(), "没有问这一项", 0)))))
                .extracting(FieldError::key)
                .containsExactly("form.error.noPoint");

        Application again = done(submit(wang, returned));
        var kept = city.corrections.all(again);
        assertThat(kept).hasSize(1);
        assertThat(kept.getFirst().points())
                .extracting(Correction.Point::answer, Correction.Point::by)
                .containsExactly(tuple("证明见附件一、二", "王"));
        assertThat(refused(city.correcting.answer(wang, again.id(), List.of(new Given(item.id(), "改口", 2)))))
                .extracting(FieldError::key)
                .containsExactly("form.error.closed");
        assertThatThrownBy(() -> city.city
                        .jdbc
                        .sql("UPDATE programme.correction_answer SET answer = '改口' WHERE application = ?")
                        .param(again.id())
                        .update())
                .hasMessageContaining("is closed");
    }

    @Test
    void aContractThatIsReturnedOpensNoAnswers() {
        Application submitted = done(submit(wang, filled(114)));
        var contract = new Application(
                submitted.id(),
                submitted.call(),
                submitted.callNumber(),
                submitted.callTitle(),
                submitted.year(),
                submitted.programme(),
                submitted.version(),
                submitted.organisation(),
                submitted.organisationName(),
                submitted.region(),
                submitted.zone(),
                "contract",
                Stage.Kind.CONTRACT,
                Status.RETURNED,
                submitted.moves(),
                submitted.stageSince(),
                submitted.title(),
                submitted.track(),
                submitted.field(),
                submitted.leader(),
                submitted.requestedFen(),
                submitted.grantedFen(),
                submitted.number(),
                submitted.submittedAt(),
                submitted.dueOn(),
                submitted.announcedAt());
        assertThat(city.forms.opened(contract, FormFixture.ZH, true).open()).isEmpty();
        assertThat(Corrections.awaited(contract)).isFalse();
    }
}
