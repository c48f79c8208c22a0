package dev.kechuang.programme.internal.form;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Decision.Verdict;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.FormDefinition.ChoiceField;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.form.CorrectionService.Given;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.registry.Organisation;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who may hand in, and how much: eligibility, people, firms, tracks and fields, whoever is barred. */
class SubmissionLimitsTest extends HandingIn {

    @Test
    void whoMayNotApplyIsToldBeforeTheWorkAndAtItsEnd() {
        Application draft = filled(4);
        city.verdict = Verdict.NOT_ELIGIBLE;
        assertThat(refused(city.city.registry.transactions.execute(status -> city.starting.start(wang, call))))
                .extracting(FieldError::key)
                .contains("form.problem.notEligible");
        assertThat(refused(submit(wang, draft)))
                .extracting(FieldError::key)
                .containsExactly("form.problem.notEligible");
        city.verdict = Verdict.UNKNOWN;
        assertThat(done(submit(wang, draft)).number()).as("undecided goes on").isNotNull();
    }

    @Test
    void oneLeaderLeadsOneProject() {
        Application first = filled(5);
        done(submit(wang, first));
        var leader = city.answers.of(first.id()).get("team.leader-id");
        Organisation other = city.firm();
        Viewer zhao = FormFixture.person(other, "赵");
        Application second = city.start(zhao, call);
        city.fill(zhao, second, "special", 6);
        city.type(
                zhao,
                second,
                "team.leader-id",
                java.util.Objects.requireNonNull(leader).value());
        var errors = refused(submit(zhao, second));
        assertThat(FormFixture.keys(errors))
                .contains(
                        Map.entry("team.leader", "form.problem.perLeader"),
                        Map.entry("team.leader", "form.problem.runningPerLeader"));
        assertThat(errors.getFirst().args().toString()).contains("S-2026-");
    }

    @Test
    void aFirmSubmitsNoMoreThanItMayHoweverManyPressAtOnce() throws Exception {
        var drafts = List.of(filled(11), filled(12));
        done(submit(wang, drafts.getFirst()));
        Application third = city.city.registry.transactions.execute(
                status -> city.lifecycle.create(wang, call, firm.id(), firm.region(), null));
        city.fill(wang, java.util.Objects.requireNonNull(third), "special", 13);
        try (var threads = Executors.newFixedThreadPool(2)) {
            int done = 0;
            for (var answer : threads.invokeAll(List.<Callable<Outcome<Application>>>of(
                    () -> submit(wang, drafts.getLast()), () -> submit(li, third)))) {
                if (answer.get() instanceof Outcome.Done) done++;
            }
            assertThat(done).as("two of three are allowed").isEqualTo(1);
        }
    }

    @Test
    void whoHasADraftIsLedToIt() {
        Organisation fresh = city.firm();
        Viewer person = FormFixture.person(fresh, "吴");
        assertThat(city.starting.prospect(person, call).orElseThrow().draft()).isNull();
        Application first = city.start(person, call);
        Application second = city.start(person, call);
        var prospect = city.starting.prospect(person, call).orElseThrow();
        assertThat(prospect.reasons()).extracting(FieldError::key).containsExactly("form.problem.drafts");
        assertThat(prospect.draft()).isIn(first.id(), second.id());
    }

    @Test
    void aTrackTakesNoMoreThanTheCallSays() throws Exception {
        UUID full = city.city.call(city.calls.published(call).orElseThrow().version(), "Q-2026");
        city.city
                .registry
                .database
                .owner()
                .sql(
                        "INSERT INTO programme.call_quota (call, dimension, code, applications) VALUES (:call, 'track', 'special', 1)")
                .param("call", full)
                .update();
        var firms = List.of(city.firm(), city.firm());
        var drafts = new ArrayList<Application>();
        for (Organisation each : firms) {
            Viewer person = FormFixture.person(each, "钱");
            drafts.add(city.start(person, full));
            city.fill(person, drafts.getLast(), "special", 300 + drafts.size());
        }
        var refusals = new ArrayList<FieldError>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var tasks = IntStream.range(0, 2)
                    .<Callable<Outcome<Application>>>mapToObj(
                            i -> () -> submit(FormFixture.person(firms.get(i), "钱"), drafts.get(i)))
                    .toList();
            for (var answer : threads.invokeAll(tasks)) {
                if (answer.get() instanceof Outcome.Refused<Application>(var errors)) refusals.addAll(errors);
            }
        }
        assertThat(refusals).as("one of two at once").singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo("project.track");
            assertThat(Sentences.of(error)).isEqualTo("“重点专项计划”共受理 1 项，已提交 1 项，名额已满");
        });
        Viewer third = FormFixture.person(city.firm(), "孙");
        assertThat(city.starting.prospect(third, full).orElseThrow().taken())
                .as("told before the work begins")
                .singleElement()
                .satisfies(taken -> {
                    assertThat(taken.name().zh()).isEqualTo("重点专项计划");
                    assertThat(taken.submitted()).isEqualTo(1);
                });
        Application other = city.start(third, full);
        city.fill(third, other, "basic", 310);
        assertThat(done(submit(third, other)).number()).as("the other track").isNotNull();
    }

    private UUID bounded(String number, int most) {
        UUID bounded = city.city.call(city.calls.published(call).orElseThrow().version(), number);
        for (String track : List.of("special", "basic")) {
            city.city
                    .registry
                    .database
                    .owner()
                    .sql(
                            "INSERT INTO programme.call_quota (call, dimension, code, applications) VALUES (:call, 'track', :track, :most)")
                    .param("call", bounded)
                    .param("track", track)
                    .param("most", most)
                    .update();
        }
        return bounded;
    }

    private Application handedIn(Viewer person, UUID of, String track, int seed) {
        Application draft = city.start(person, of);
        city.fill(person, draft, track, seed);
        return done(submit(person, draft));
    }

    private Application returned(Application submitted) {
        Application back = done(city.city.move(
                city.lifecycle, city.city.registry.bureau, Move.of(submitted, EventKind.RETURNED, "请核对计划类别")));
        Viewer person = FormFixture.person(
                city.city
                        .registry
                        .organisations
                        .find(city.city.registry.bureau, back.organisation())
                        .orElseThrow(),
                "答");
        done(city.correcting.answer(person, back.id(), List.of(new Given(Correction.WHOLE, "已核对", 0))));
        return back;
    }

    private Map<String, Integer> taken(UUID of) {
        Viewer somebody = FormFixture.person(city.firm(), "看");
        return city.starting.prospect(somebody, of).orElseThrow().taken().stream()
                .collect(java.util.stream.Collectors.toMap(one -> one.name().zh(), StartService.Taken::submitted));
    }

    @Test
    void aCorrectionDoesNotMoveIntoATrackThatIsFull() {
        UUID full = bounded("W-2026", 2);
        var people = IntStream.range(0, 3)
                .mapToObj(i -> FormFixture.person(city.firm(), "冯"))
                .toList();
        Application first = handedIn(people.get(0), full, "special", 500);
        Application second = handedIn(people.get(1), full, "special", 501);
        Application moving = returned(handedIn(people.get(2), full, "basic", 502));
        String special = "重点专项计划";

        city.type(people.get(2), moving, "project.track", "special");
        city.fill(people.get(2), moving, "special", 503);
        assertThat(taken(full))
                .as("what is typed during a correction takes no place and frees none")
                .containsEntry(special, 2)
                .hasSize(2)
                .containsValue(1);
        assertThat(refused(submit(people.get(2), moving))).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo("project.track");
            assertThat(Sentences.of(error)).isEqualTo("“重点专项计划”共受理 2 项，已提交 2 项，名额已满");
        });

        done(city.submitting.withdraw(people.get(0), first.id(), first.moves(), "另行安排"));
        assertThat(done(submit(people.get(2), moving)).track())
                .as("a place is free now")
                .isEqualTo("special");
        assertThat(taken(full)).containsEntry(special, 2).containsValue(0);

        city.city
                .registry
                .database
                .owner()
                .sql("UPDATE programme.call_quota SET applications = 1 WHERE call = :call")
                .param("call", full)
                .update();
        assertThat(done(submit(people.get(1), returned(second))).status())
                .as("whoever stays where it was keeps its place")
                .isEqualTo(Status.OPEN);
    }

    @Test
    void oneApplicantHandsInNoMoreOfATrackOrFieldThanTheProgrammeSays() {
        // Two in the whole call, one of them in each track and in each technical field.
        UUID narrow = city.call("city-project", "N-2026", new Definition.Limits(2, 1, 1, 0, 0, 0));
        Organisation own = city.firm();
        Viewer person = FormFixture.person(own, "周");
        Application first = city.start(person, narrow);
        city.fill(person, first, "special", 400);
        assertThat(done(submit(person, first)).number()).isNotNull();
        String field = java.util.Objects.requireNonNull(
                        city.answers.of(first.id()).get("project.field"))
                .value();

        Application second = city.start(person, narrow);
        city.fill(person, second, "special", 401);
        city.type(person, second, "project.field", field);
        assertThat(submit(person, second)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            var errors = ((Outcome.Refused<?>) refused).errors();
            assertThat(errors)
                    .extracting(FieldError::field)
                    .containsExactlyInAnyOrder("project.track", "project.field");
            assertThat(errors)
                    .filteredOn(error -> error.field().equals("project.track"))
                    .extracting(Sentences::of)
                    .containsExactly("“重点专项计划”每个单位限报 1 项，贵单位已提交 1 项");
        });
        assertThat(city.answers.of(second.id())).as("nothing typed is lost").containsKey("project.track");

        Application third = city.start(person, narrow);
        city.fill(person, third, "basic", 402);
        city.type(person, third, "project.field", field);
        assertThat(submit(person, third))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(((Outcome.Refused<?>) refused).errors())
                                .as("another track, the same field")
                                .extracting(FieldError::field)
                                .containsExactly("project.field"));
        var fields = (ChoiceField) city.city
                .definition(third.version())
                .form()
                .withMeaning(Meaning.FIELD)
                .orElseThrow();
        String other = fields.options().stream()
                .map(option -> option.code())
                .filter(code -> !code.equals(field))
                .findFirst()
                .orElseThrow();
        city.type(person, third, "project.field", other);
        assertThat(done(submit(person, third)).number()).isNotNull();
    }

    @Test
    void whoIsBarredIsToldBeforeTheWorkAndAtItsEnd() {
        Application draft = filled(113);
        var bar = new Barrier.Bar(FieldError.of("", "form.problem.barred", "2026-03-01"), "/credit/entries/1");
        city.bars = (organisation, people) -> {
            assertThat(organisation).isEqualTo(firm.id());
            return List.of(bar);
        };
        try {
            var prospect = city.starting.prospect(wang, draft.call()).orElseThrow();
            assertThat(prospect.bars()).containsExactly(bar);
            assertThat(prospect.reasons()).contains(bar.problem());
            assertThat(refused(submit(wang, draft))).containsExactly(bar.problem());
            assertThat(city.city.applications.find(draft.id()).orElseThrow().isDraft())
                    .isTrue();
            city.bars = (organisation, people) -> {
                if (!people.isEmpty()) {
                    assertThat(people).extracting(Barrier.Named::name).isNotEmpty();
                    return List.of(bar);
                }
                return List.of();
            };
            assertThat(city.starting.prospect(wang, draft.call()).orElseThrow().bars())
                    .isEmpty();
            assertThat(refused(submit(wang, draft))).containsExactly(bar.problem());
        } finally {
            city.bars = (organisation, people) -> List.of();
        }
        assertThat(done(submit(wang, draft)).number()).isNotNull();
    }
}
