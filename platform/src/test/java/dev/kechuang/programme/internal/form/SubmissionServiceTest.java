package dev.kechuang.programme.internal.form;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.form.FormService.Typed;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.LifecycleInvariants;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.registry.Organisation;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Sentences;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Handing in: once, in time, whole, with a number and a frozen copy. */
class SubmissionServiceTest extends HandingIn {

    @Test
    void aCompleteFormIsHandedInFrozenAndNumbered() {
        Application draft = filled(1);
        assertThat(city.problems(wang, draft)).isEmpty();
        seen.numbers.clear();
        Application submitted = done(submit(wang, draft));
        assertThat(submitted.stage()).isEqualTo("recommendation");
        assertThat(submitted.number()).matches("S-2026-[0-9]{4}");
        assertThat(submitted.title()).isNotEmpty();
        assertThat(submitted.requestedFen()).isPositive();
        assertThat(seen.numbers).as("the next stage finds what was handed in").containsExactly(1);
        var copy = city.submissions.latest(draft.id()).orElseThrow();
        assertThat(copy.actor()).isEqualTo("王");
        assertThat(copy.content().files()).isNotEmpty();
        assertThat(refused(city.forms.save(wang, draft.id(), List.of(new Typed("project.title", "改题", "1-x")))))
                .extracting(FieldError::key)
                .containsExactly("form.error.closed");
        assertThat(new LifecycleInvariants()
                        .programmeSubmissionsUnchanged(city.city.jdbc)
                        .check()
                        .holds())
                .isTrue();
    }

    @Test
    void anIncompleteFormStaysADraftAndSaysEverythingThatIsMissing() {
        Application draft = city.start(wang, call);
        city.type(wang, draft, "project.track", "basic");
        var errors = refused(submit(wang, draft));
        assertThat(errors)
                .hasSizeGreaterThan(15)
                .allSatisfy(error -> assertThat(error.field()).isNotEmpty());
        assertThat(city.city.applications.find(draft.id()).orElseThrow().number())
                .as("no number is used up")
                .isNull();
    }

    @Test
    void twoWhoPressTheButtonAtOnceHandInOnce() throws Exception {
        Application draft = filled(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var outcomes = new ArrayList<Outcome<Application>>();
            for (var answer : threads.invokeAll(
                    List.<Callable<Outcome<Application>>>of(() -> submit(wang, draft), () -> submit(li, draft)))) {
                outcomes.add(answer.get());
            }
            assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
            var loser = outcomes.stream()
                    .filter(Outcome.Refused.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            assertThat(refused(loser)).extracting(FieldError::key).contains("form.problem.already");
        }
        assertThat(city.submissions.all(draft.id())).hasSize(1);
    }

    @Test
    void aSecondTooLateIsTooLateUnlessThePageWasOpenInTime() {
        // As if the call had been published so: a public one changes by a correction only.
        var owner = city.city.registry.database.owner();
        owner.sql("ALTER TABLE programme.call DISABLE TRIGGER call_guarded").update();
        owner.sql("UPDATE programme.call SET grace_minutes = 10 WHERE id = :id")
                .param("id", call)
                .update();
        owner.sql("ALTER TABLE programme.call ENABLE TRIGGER call_guarded").update();
        Application draft = filled(3);
        done(city.submitting.check(wang, draft.id(), FormFixture.ZH));
        city.clock.set(closing().plusSeconds(1));
        var errors = refused(submit(li, draft));
        assertThat(errors).extracting(FieldError::key).containsExactly("form.problem.late");
        assertThat(Sentences.of(errors.getFirst()))
                .matches("已于 .{10} \\d\\d:\\d\\d:00 截止，现在是 .{10} \\d\\d:\\d\\d:01，不能再提交；已填内容都保留");
        assertThat(city.answers.of(draft.id())).as("nothing is lost").isNotEmpty();
        city.clock.set(closing().plus(Duration.ofMinutes(10)));
        assertThat(refused(submit(wang, draft)))
                .as("grace is over")
                .extracting(FieldError::key)
                .containsExactly("form.problem.late");
        city.clock.set(closing().plus(Duration.ofMinutes(10)).minusSeconds(1));
        assertThat(done(submit(wang, draft)).number()).isNotNull();
    }

    @Test
    void coApplicantsConfirmInTheirOwnAccountFirst() {
        Application draft = filled(7);
        Organisation university = city.firm();
        Viewer partner = FormFixture.person(university, "周");
        assertThat(city.forms.open(partner, draft.id(), FormFixture.ZH)).isEmpty();
        done(city.partners.invite(wang, draft.id(), "project.co-applicants", university.creditCode()));
        city.fill(wang, draft, "special", 7);
        assertThat(city.forms.open(partner, draft.id(), FormFixture.ZH))
                .as("may read")
                .isPresent()
                .get()
                .satisfies(opened -> assertThat(opened.open()).isEmpty());
        assertThat(FormFixture.keys(refused(submit(wang, draft))))
                .containsExactly(Map.entry("project.co-applicants", "form.problem.unconfirmed"));
        city.city.registry.transactions.executeWithoutResult(
                status -> done(city.partners.answer(partner, draft.id(), true, "")));
        assertThat(done(submit(wang, draft)).number()).isNotNull();
        assertThat(city.submissions
                        .latest(draft.id())
                        .orElseThrow()
                        .content()
                        .field("project.co-applicants")
                        .orElseThrow()
                        .organisations())
                .extracting(Answered.Partner::name)
                .containsExactly(university.name());
    }

    @Test
    void whoWithdrawsIsOut() {
        Application submitted = done(submit(wang, filled(9)));
        Application gone = done(city.submitting.withdraw(wang, submitted.id(), submitted.moves(), "另行安排"));
        assertThat(gone.status()).isEqualTo(Status.WITHDRAWN);
        assertThat(refused(city.submitting.withdraw(wang, submitted.id(), gone.moves(), "")))
                .hasSize(1);
        assertThat(refused(submit(wang, submitted))).isNotEmpty();
    }

    @Test
    void numbersHaveNoGapsWhoeverComesFirst() throws Exception {
        UUID rush = city.call("science-award", "R-2026");
        var drafts = new ArrayList<Map.Entry<Viewer, Application>>();
        for (int i = 0; i < 24; i++) {
            Viewer person = FormFixture.person(city.firm(), "人" + i);
            Application draft = city.start(person, rush);
            city.fill(person, draft, "", 100 + i);
            drafts.add(Map.entry(person, draft));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            var tasks = new ArrayList<Callable<Outcome<Application>>>();
            for (var draft : drafts) tasks.add(() -> submit(draft.getKey(), draft.getValue()));
            for (var answer : threads.invokeAll(tasks)) done(answer.get());
        }
        assertThat(city.city
                        .jdbc
                        .sql("SELECT number FROM programme.application WHERE call = :call ORDER BY number")
                        .param("call", rush)
                        .query(String.class)
                        .list())
                .isEqualTo(IntStream.rangeClosed(1, 24)
                        .mapToObj("R-2026-%04d"::formatted)
                        .toList());
    }
}
