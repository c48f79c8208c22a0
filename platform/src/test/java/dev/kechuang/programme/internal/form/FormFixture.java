package dev.kechuang.programme.internal.form;

import static dev.kechuang.registry.internal.RegistryFixture.done;

import dev.kechuang.engine.Decision.Verdict;
import dev.kechuang.file.FileStore;
import dev.kechuang.policy.Decisions;
import dev.kechuang.programme.internal.call.CallStore;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Programmes;
import dev.kechuang.programme.internal.form.FormService.Typed;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.programme.internal.lifecycle.StageHandler;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.registry.Organisations;
import dev.kechuang.registry.internal.FilesInMemory;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.TestClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/** A city with the programmes of the packs, whose forms are filled in and handed in. */
public final class FormFixture implements AutoCloseable {

    public static final Locale ZH = Locale.SIMPLIFIED_CHINESE;

    public final LifecycleFixture city = new LifecycleFixture();
    public final FilesInMemory files = new FilesInMemory();
    public final FakeFacts facts = new FakeFacts();
    public final AnswerStore answers = new AnswerStore(city.jdbc);
    public final FormStore store = new FormStore(city.jdbc);
    public final CallStore calls = new CallStore(city.jdbc);
    public final SubmissionStore submissions = new SubmissionStore(city.jdbc);
    public final ParticipantStore participants = new ParticipantStore(city.jdbc);
    public final Corrections corrections = new Corrections(city.jdbc, city.applications, city::definition);
    public final TestClock clock = new TestClock(city.registry.clock.instant());
    public final Lifecycle lifecycle;
    public final FormService forms;
    public final FormFiles attachments;
    public final SubmissionService submitting;
    public final CorrectionService correcting;
    public final ParticipantService partners;
    public final StartService starting;

    /** What the policy says of everybody. */
    public Verdict verdict = Verdict.ELIGIBLE;

    /** What bars whom from applying. */
    public BiFunction<UUID, List<Barrier.Named>, List<Barrier.Bar>> bars = (organisation, people) -> List.of();

    private int numbers = 5000;

    public FormFixture(StageHandler... handlers) {
        lifecycle = city.lifecycle(handlers);
        var unused = (Decisions) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Decisions.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        var eligibility = new Eligibility(unused) {
            @Override
            public Answer of(Definition definition, Organisation organisation, LocalDate day) {
                return new Answer(verdict, List.of(), null);
            }
        };
        Organisations organisations = new Organisations() {
            @Override
            public Optional<Organisation> find(Viewer viewer, UUID id) {
                return city.registry.organisations.find(viewer, id);
            }

            @Override
            public Optional<Organisation> live(String creditCode) {
                return city.registry.organisations.live(creditCode);
            }

            @Override
            public java.util.Map<UUID, dev.kechuang.registry.OrganisationIdentity> identities(
                    java.util.Collection<UUID> ids) {
                return java.util.Map.of();
            }
        };
        forms = new FormService(
                city.applications,
                city::definition,
                answers,
                store,
                new FormFacts(facts),
                city.registry.transactions,
                clock);
        attachments = new FormFiles(forms, city::definition, answers, files);
        submitting = new SubmissionService(
                city.applications,
                forms,
                store,
                calls,
                submissions,
                participants,
                organisations,
                corrections,
                eligibility,
                (definition, opened, day) -> Optional.empty(),
                new LimitCheck(store),
                List.of((organisation, people, day) -> bars.apply(organisation, people)),
                unused,
                files,
                lifecycle,
                city.registry.transactions,
                clock);
        correcting = new CorrectionService(forms, corrections, clock);
        partners = new ParticipantService(
                forms,
                participants,
                city.applications,
                organisations,
                lifecycle,
                city.registry.accounts,
                city.registry.new FakeMessages(),
                clock);
        starting = new StartService(
                store,
                calls,
                city::definition,
                organisations,
                eligibility,
                List.of((organisation, people, day) -> bars.apply(organisation, people)),
                lifecycle,
                new dev.kechuang.registry.internal.RegistryFixture.FakeRegions(),
                clock);
    }

    /** Two people of one firm, by name. */
    public static Viewer person(Organisation firm, String name) {
        return new Viewer(UUID.randomUUID(), name, Set.of(Role.APPLICANT), firm.id(), null, firm.name(), List.of());
    }

    public Organisation firm() {
        int number = ++numbers;
        return city.registry.confirmed(number, "苏州申报" + number + "有限公司");
    }

    public UUID call(String file, String number) {
        return city.call(version(file), number);
    }

    /** A call of a programme that differs from that of the packs in its limits alone. */
    public UUID call(String file, String number, Definition.Limits limits) {
        Definition given = Programmes.definition(file);
        var limited = new Definition(
                given.code() + "-narrow",
                given.name(),
                given.gives(),
                given.issuer(),
                given.region(),
                given.basis(),
                given.tracks(),
                given.fields(),
                given.eligibility(),
                given.applicants(),
                given.conditions(),
                limits,
                given.money(),
                given.stages(),
                given.form(),
                given.sheets(),
                given.effects());
        return city.call(city.version(limited.code(), limited), number);
    }

    private UUID version(String file) {
        Definition definition = Programmes.definition(file);
        return city.version(definition.code(), definition);
    }

    public Application start(Viewer viewer, UUID call) {
        return done(city.registry.transactions.execute(status -> starting.start(viewer, call)));
    }

    public void type(Viewer viewer, Application application, String path, String value) {
        Answer now = answers.of(application.id()).get(path);
        done(forms.save(viewer, application.id(), List.of(new Typed(path, value, FormService.token(now)))));
    }

    /** Fills in everything with made-up answers and files. */
    public void fill(Viewer viewer, Application application, String track, int seed) {
        Definition definition = city.definition(application.version());
        var opened = forms.open(viewer, application.id(), ZH).orElseThrow();
        var values = MadeUpAnswers.of(
                definition, opened.form().answers(), track, LocalDate.of(2026, 11, 21), new Random(seed));
        var typed = new ArrayList<Typed>();
        values.forEach((path, value) -> typed.add(
                new Typed(path, value, FormService.token(opened.form().answers().get(path)))));
        done(forms.save(viewer, application.id(), typed));
        var form = forms.open(viewer, application.id(), ZH).orElseThrow().form();
        for (String path : MadeUpAnswers.filesNeeded(form)) {
            if (!form.answered(path).isNothing()) continue;
            try {
                var file = done(files.store(
                        viewer, "附件.pdf", FileStore.Kind.ATTACHMENT, new ByteArrayInputStream(new byte[] {1})));
                done(attachments.add(viewer, application.id(), path, file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public List<FieldError> problems(Viewer viewer, Application application) {
        return done(submitting.check(viewer, application.id(), ZH)).problems();
    }

    @Override
    public void close() {
        city.close();
    }

    /** Confirmed facts given by the test. */
    public static final class FakeFacts implements OrganisationFacts {
        public final List<Fact> all = new ArrayList<>();

        @Override
        public List<Fact> confirmed(UUID organisation, int fromYear, int toYear) {
            return all.stream()
                    .filter(fact -> fact.organisation().equals(organisation))
                    .toList();
        }

        @Override
        public List<Fact> confirmed(Collection<UUID> organisations, Collection<String> codes, int from, int to) {
            return all.stream()
                    .filter(fact -> organisations.contains(fact.organisation()) && codes.contains(fact.code()))
                    .toList();
        }

        public void add(Organisation firm, int year, String code, Value value) {
            Instant at = Instant.parse("2026-03-01T00:00:00Z");
            all.add(new Fact(firm.id(), year, code, value, null, "firm", "王", at, "李", at));
        }
    }

    /** @return message keys by the path where they are told, in order */
    public static List<Map.Entry<String, String>> keys(List<FieldError> errors) {
        return errors.stream()
                .map(error -> Map.entry(error.field(), error.key()))
                .toList();
    }
}
