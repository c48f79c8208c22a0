package dev.kechuang.programme.internal.form;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kechuang.file.FileStore;
import dev.kechuang.programme.internal.form.FormService.Saved;
import dev.kechuang.programme.internal.form.FormService.Typed;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several people of one firm fill in one form at once, and nothing anybody typed is lost. */
class FormServiceTest {

    private static final FormFixture CITY = new FormFixture();

    @SuppressWarnings("NullAway.Init")
    private static UUID call;

    private final Organisation firm = CITY.firm();
    private final Viewer wang = FormFixture.person(firm, "王");
    private final Viewer li = FormFixture.person(firm, "李");
    private final Application draft = CITY.start(wang, call);

    @BeforeAll
    static void open() {
        call = CITY.call("city-project", "F-2026");
    }

    @AfterAll
    static void close() {
        CITY.close();
    }

    private Answer at(String path) {
        return java.util.Objects.requireNonNull(CITY.answers.of(draft.id()).get(path));
    }

    private Saved.State save(Viewer viewer, String path, String value, String token) {
        return done(CITY.forms.save(viewer, draft.id(), List.of(new Typed(path, value, token))))
                .getFirst()
                .state();
    }

    @Test
    void whatIsSavedIsThereWhenSomebodyComesBack() {
        CITY.type(wang, draft, "project.title", "碳化硅器件");
        CITY.type(wang, draft, "budget.requested", "五十");
        var opened = CITY.forms.open(li, draft.id(), FormFixture.ZH).orElseThrow();
        assertThat(opened.form().typed("project.title")).isEqualTo("碳化硅器件");
        assertThat(opened.form().typed("budget.requested"))
                .as("as typed, also when wrong")
                .isEqualTo("五十");
        assertThat(opened.application().title()).isEqualTo("碳化硅器件");
    }

    @Test
    void aSaveOverWhatAnotherChangedKeepsBothUntilOneIsChosen() {
        CITY.type(wang, draft, "project.summary", "初稿");
        String seen = FormService.token(at("project.summary"));
        assertThat(save(wang, "project.summary", "王的稿", seen)).isEqualTo(Saved.State.SAVED);
        assertThat(save(li, "project.summary", "李的稿", seen)).isEqualTo(Saved.State.RIVAL);
        assertThat(save(li, "project.summary", "李的第二稿", seen))
                .as("goes on typing")
                .isEqualTo(Saved.State.RIVAL);
        assertThat(at("project.summary").value()).isEqualTo("王的稿");
        assertThat(at("project.summary").rivals())
                .extracting(Answer.Rival::value)
                .containsExactly("李的第二稿");
        assertThat(CITY.problems(wang, draft)).extracting(FieldError::key).contains("form.problem.rival");
        UUID account = li.requireAccount();
        assertThat(refused(CITY.forms.choose(wang, draft.id(), "project.summary", account, true, seen)))
                .extracting(FieldError::key)
                .containsExactly("form.error.again");
        done(CITY.forms.choose(
                wang, draft.id(), "project.summary", account, true, FormService.token(at("project.summary"))));
        assertThat(at("project.summary").value()).isEqualTo("李的第二稿");
        assertThat(at("project.summary").rivals()).isEmpty();
    }

    @Test
    void aFormSentWholeDoesNotBringBackWhatItsSenderNeverTouched() {
        CITY.type(wang, draft, "project.title", "旧题");
        String title = FormService.token(at("project.title"));
        CITY.type(li, draft, "project.title", "李改的题");
        var saved = done(CITY.forms.save(
                wang,
                draft.id(),
                List.of(
                        new Typed("project.title", "旧题", title),
                        new Typed("project.starts", "2027-03-01", FormService.token(0, "")))));
        assertThat(saved).extracting(Saved::state).containsExactlyInAnyOrder(Saved.State.UNCHANGED, Saved.State.SAVED);
        assertThat(at("project.title").value()).isEqualTo("李改的题");
    }

    @Test
    void aWholeSectionSavedAtOnceKeepsWhatAnotherTypedMeanwhileBesideIt() {
        assertThat(save(li, "project.summary", "李的稿", "")).isEqualTo(Saved.State.SAVED);
        var saved = done(CITY.forms.save(
                wang,
                draft.id(),
                List.of(
                        new Typed("project.title", "碳化硅器件", ""),
                        new Typed("project.summary", "王的稿", ""),
                        new Typed("content.base", "三年积累", FormService.token(null)))));
        assertThat(saved)
                .extracting(Saved::path, Saved::state)
                .containsExactlyInAnyOrder(
                        tuple("project.title", Saved.State.SAVED),
                        tuple("project.summary", Saved.State.RIVAL),
                        tuple("content.base", Saved.State.SAVED));
        assertThat(at("project.summary").value()).isEqualTo("李的稿");
        for (Saved one : saved) {
            if (one.state() == Saved.State.SAVED) {
                assertThat(one.token()).isEqualTo(FormService.token(at(one.path())));
            }
        }
    }

    @Test
    void eightPeopleTypingAtOnceLoseNothing() throws Exception {
        int people = 8;
        int fields = 25;
        String shared = "content.base";
        try (var threads = Executors.newFixedThreadPool(people)) {
            var tasks = new ArrayList<Callable<Integer>>();
            for (int p = 0; p < people; p++) {
                Viewer person = FormFixture.person(firm, "人" + p);
                String row = "r%010d000%d".formatted(1, p);
                tasks.add(() -> {
                    int kept = 0;
                    for (int i = 0; i < fields; i++) {
                        // Each has rows of the table, all write the title that lists show, and one field from the
                        // start.
                        CITY.type(person, draft, "content.targets." + row + ".value", Integer.toString(i));
                        Saved.State state = save(person, "project.title", person.name() + i, "0-stale");
                        assertThat(state).isIn(Saved.State.SAVED, Saved.State.RIVAL);
                        if (i == 0
                                && save(person, shared, person.name(), FormService.token(0, "")) == Saved.State.SAVED)
                            kept++;
                    }
                    return kept;
                });
            }
            int kept = 0;
            for (var result : threads.invokeAll(tasks)) kept += result.get();
            assertThat(kept).as("first answers to one field").isEqualTo(1);
        }
        assertThat(at(shared).rivals()).hasSize(people - 1);
        assertThat(CITY.answers.of(draft.id()).keySet())
                .filteredOn(path -> path.startsWith("content.targets."))
                .hasSize(people)
                .allSatisfy(path -> assertThat(at(path).value()).isEqualTo(Integer.toString(fields - 1)));
    }

    @Test
    void onlyPeopleOfTheFirmWriteAndOnlyFieldsOfTheForm() {
        Viewer stranger = FormFixture.person(CITY.firm(), "外人");
        assertThat(CITY.forms.open(stranger, draft.id(), FormFixture.ZH)).isEmpty();
        assertThat(refused(CITY.forms.save(stranger, draft.id(), List.of(new Typed("project.title", "x", "0-")))))
                .extracting(FieldError::key)
                .containsExactly("form.error.notYours");
        for (String path : List.of(
                "project.nothing",
                "attachments.commitment",
                "project.title.x.y",
                "budget.budget.77.grant",
                "team.people.r1.salary",
                "../etc")) {
            assertThat(refused(CITY.forms.save(wang, draft.id(), List.of(new Typed(path, "x", "0-")))))
                    .as(path)
                    .extracting(FieldError::key)
                    .containsExactly("form.error.closed");
        }
    }

    @Test
    void factsOfTheRegisterAreFilledInUntilSomebodyChangesThem() {
        CITY.facts.add(firm, 2025, "revenue", new OrganisationFacts.Value.Sum(new Money(1_234_567_800)));
        CITY.type(wang, draft, "project.track", "special");
        var opened = CITY.forms.open(wang, draft.id(), FormFixture.ZH).orElseThrow();
        assertThat(opened.form().typed("applicant.revenue")).isEqualTo("1234.57");
        var entry = Freezer.freeze(opened.form(), opened.facts())
                .field("applicant.revenue")
                .orElseThrow();
        assertThat(entry.source()).isEqualTo("revenue/2025");
        save(
                wang,
                "applicant.revenue",
                "1300",
                FormService.token(opened.form().answers().get("applicant.revenue")));
        opened = CITY.forms.open(wang, draft.id(), FormFixture.ZH).orElseThrow();
        assertThat(Freezer.freeze(opened.form(), opened.facts())
                        .field("applicant.revenue")
                        .orElseThrow()
                        .source())
                .as("changed by hand")
                .isEmpty();
    }

    @Test
    void filesStandSideBySideAndThereAreNoMoreThanTheFieldTakes() throws Exception {
        var first = done(
                CITY.files.store(wang, "承诺书.pdf", FileStore.Kind.ATTACHMENT, new ByteArrayInputStream(new byte[] {1})));
        var second = done(
                CITY.files.store(li, "另一份.pdf", FileStore.Kind.ATTACHMENT, new ByteArrayInputStream(new byte[] {2})));
        done(CITY.attachments.add(wang, draft.id(), "attachments.commitment", first));
        assertThat(refused(CITY.attachments.add(li, draft.id(), "attachments.commitment", second)))
                .extracting(FieldError::key)
                .containsExactly("form.problem.files");
        done(CITY.attachments.remove(wang, draft.id(), "attachments.commitment", first.id()));
        done(CITY.attachments.add(li, draft.id(), "attachments.commitment", second));
        var form =
                CITY.forms.open(wang, draft.id(), FormFixture.ZH).orElseThrow().form();
        assertThat(form.answered("attachments.commitment"))
                .isInstanceOfSatisfying(
                        Answered.Files.class,
                        files -> assertThat(files.files())
                                .extracting(Answered.Attached::name)
                                .containsExactly("另一份.pdf"));
    }
}
