package dev.kechuang.programme.internal.form;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.FormDefinition;
import dev.kechuang.programme.internal.definition.FormDefinition.Field;
import dev.kechuang.programme.internal.definition.FormDefinition.FileField;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.FormDefinition.OrganisationsField;
import dev.kechuang.programme.internal.definition.FormDefinition.TableField;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Answers of the people of one organisation, saved field by field. Who saves says what was in sight before
 * ({@link #token}); a value that another changed meanwhile is not written over: both are kept until one is chosen.
 */
@Service
public class FormService {

    private static final int LONGEST = 50_000;
    private static final int MOST_ANSWERS = 10_000;
    private static final Set<Meaning> IN_LISTS =
            EnumSet.of(Meaning.TITLE, Meaning.TRACK, Meaning.FIELD, Meaning.LEADER, Meaning.REQUESTED);

    private final ApplicationStore applications;
    private final Definitions definitions;
    private final AnswerStore answers;
    private final FormStore store;
    private final FormFacts facts;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public FormService(
            ApplicationStore applications,
            Definitions definitions,
            AnswerStore answers,
            FormStore store,
            FormFacts facts,
            TransactionTemplate transaction,
            Clock clock) {
        this.applications = applications;
        this.definitions = definitions;
        this.answers = answers;
        this.store = store;
        this.facts = facts;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * An application with its form as it stands.
     *
     * @param open sections that can be changed now
     */
    public record Opened(
            Application application,
            Definition definition,
            FilledForm form,
            Map<String, FormFacts.Known> facts,
            Set<String> open) {

        public boolean isOpen(String section) {
            return open.contains(section);
        }
    }

    /** Whether the viewer's organisation owns the application and the viewer acts for it. */
    public static boolean owns(Viewer viewer, Application application) {
        return viewer.is(Role.APPLICANT) && application.organisation().equals(viewer.organisation());
    }

    /** The form for those who may see the application; of a draft that is its organisation and those invited. */
    public Optional<Opened> open(Viewer viewer, UUID application, Locale locale) {
        return applications.find(viewer, application).map(found -> opened(found, locale, owns(viewer, found)));
    }

    Opened opened(Application application, Locale locale, boolean owner) {
        Definition definition = definitions.of(application.version());
        var known = facts.of(application, definition.form());
        var all = FormFacts.under(known, answers.of(application.id()));
        var form = new FilledForm(definition.form(), all, locale);
        return new Opened(
                application, definition, form, known, owner ? openSections(application, definition) : Set.of());
    }

    Set<String> openSections(Application application, Definition definition) {
        var all = definition.form().sections().stream()
                .map(FormDefinition.Section::id)
                .collect(java.util.stream.Collectors.toCollection(java.util.LinkedHashSet::new));
        if (application.isDraft() && application.status() == Status.OPEN) return all;
        if (!Corrections.awaited(application)) return Set.of();
        store.returnedSections(application.id()).ifPresent(all::retainAll);
        return all;
    }

    /**
     * What was typed into a field.
     *
     * @param token what was in sight before, as {@link #token} gave it; empty for a field never shown
     */
    public record Typed(String path, String value, String token) {}

    /** What became of it. */
    public record Saved(String path, State state, String token) {
        public enum State {
            SAVED,
            /** Nothing was changed by this person. */
            UNCHANGED,
            /** Somebody else changed it meanwhile: both values are kept. */
            RIVAL
        }
    }

    /** Names a value in sight, so that a later save can say what it was typed over. */
    public static String token(int version, String value) {
        return version + "-" + digest(value);
    }

    public static String token(@Nullable Answer answer) {
        return answer == null ? token(0, "") : token(answer.version(), answer.value());
    }

    private static String digest(String value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Saves what was typed; every value stands for itself. Values are kept as typed, also those that are wrong. */
    public Outcome<List<Saved>> save(Viewer viewer, UUID application, Collection<Typed> typed) {
        return writing(viewer, application, found -> {
            Definition definition = definitions.of(found.version());
            var errors = new ArrayList<FieldError>();
            var paths = new ArrayList<Typed>();
            var open = openSections(found, definition);
            for (Typed one : typed) {
                if (!isPath(definition.form(), one.path()) || !open.contains(Paths.section(one.path()))) {
                    errors.add(FieldError.of(one.path(), "form.error.closed"));
                } else if (one.value().length() > LONGEST) {
                    errors.add(FieldError.of(one.path(), "form.error.long", LONGEST));
                } else {
                    paths.add(new Typed(one.path(), normal(one.value()), one.token()));
                }
            }
            if (!errors.isEmpty()) return Outcome.refused(errors);
            // Always in the same order, so that two who save at once wait for each other and never in a circle.
            paths.sort(java.util.Comparator.comparing(Typed::path));
            boolean listed = paths.stream().anyMatch(one -> inLists(definition.form(), one.path()));
            if (listed) store.lock(application);
            var now = answers.of(application);
            if (now.size() + paths.size() > MOST_ANSWERS) {
                return Outcome.refused(FieldError.of("", "form.error.many"));
            }
            var saved = new ArrayList<Saved>();
            var first = first(viewer, application, paths, now);
            for (Typed one : paths) {
                saved.add(
                        first.contains(one.path())
                                ? new Saved(one.path(), Saved.State.SAVED, token(1, one.value()))
                                : write(viewer, application, one, now.get(one.path())));
            }
            if (listed) heads(found, definition);
            return Outcome.done(saved);
        });
    }

    /** What nobody has answered yet is written in one statement, as a whole form or a section is at first. */
    private Set<String> first(Viewer viewer, UUID application, List<Typed> typed, Map<String, Answer> seen) {
        var values = new LinkedHashMap<String, String>();
        for (Typed one : typed) {
            boolean unseen = one.token().isEmpty() || one.token().equals(token(0, ""));
            if (unseen && !one.value().isEmpty() && !seen.containsKey(one.path())) values.put(one.path(), one.value());
        }
        // One at a time goes the usual way, and so does a path that stands twice.
        if (values.size() < 2 || typed.stream().map(Typed::path).distinct().count() < typed.size()) return Set.of();
        return answers.insert(application, values, viewer.requireAccount(), viewer.name(), clock.instant());
    }

    private Saved write(Viewer viewer, UUID application, Typed typed, @Nullable Answer seen) {
        String path = typed.path();
        int dash = typed.token().indexOf('-');
        int version = dash < 1 || dash > 9 ? 0 : Integer.parseInt(typed.token().substring(0, dash));
        String before = dash < 0 ? digest("") : typed.token().substring(dash + 1);
        if (before.equals(digest(typed.value()))) return new Saved(path, Saved.State.UNCHANGED, typed.token());
        UUID account = viewer.requireAccount();
        Instant now = clock.instant();
        boolean disputed = seen != null
                && seen.rivals().stream().anyMatch(rival -> rival.account().equals(account));
        if (!disputed) {
            boolean done = version == 0
                    ? answers.insert(application, path, typed.value(), account, viewer.name(), now)
                    : answers.update(application, path, version, typed.value(), account, viewer.name(), now);
            if (done) return new Saved(path, Saved.State.SAVED, token(version + 1, typed.value()));
        }
        Answer current = answers.find(application, path).orElseThrow();
        if (current.value().equals(typed.value())) {
            answers.dropRival(application, path, account);
            return new Saved(path, Saved.State.SAVED, token(current));
        }
        answers.rival(application, path, account, viewer.name(), typed.value(), now);
        return new Saved(path, Saved.State.RIVAL, typed.token());
    }

    /**
     * Chooses between the value that stands and what somebody typed on an older one.
     *
     * @param account whose value it is
     * @param take whether that value is taken; else it is dropped and what stands stays
     * @param token of the value that stands, as it was in sight
     */
    public Outcome<UUID> choose(
            Viewer viewer, UUID application, String path, UUID account, boolean take, String token) {
        return writing(viewer, application, found -> {
            Definition definition = definitions.of(found.version());
            if (inLists(definition.form(), path)) store.lock(application);
            Answer stands = answers.of(application).get(path);
            if (stands == null
                    || stands.rivals().stream()
                            .noneMatch(rival -> rival.account().equals(account))) {
                return Outcome.refused(FieldError.of(path, "form.error.chosen"));
            }
            if (take && !token(stands).equals(token)) {
                return Outcome.refused(FieldError.of(path, "form.error.again"));
            }
            String value = answers.dropRival(application, path, account).orElse("");
            if (take
                    && !answers.update(
                            application,
                            path,
                            stands.version(),
                            value,
                            viewer.account(),
                            viewer.name(),
                            clock.instant())) {
                return Outcome.refused(FieldError.of(path, "form.error.again"));
            }
            if (inLists(definition.form(), path)) heads(found, definition);
            return Outcome.done(application);
        });
    }

    /** Empties every cell of a row of a table, whatever stands there. */
    public Outcome<String> clearRow(Viewer viewer, UUID application, String row) {
        return writing(viewer, application, found -> {
            Definition definition = definitions.of(found.version());
            if (!Paths.isValid(row) || !openSections(found, definition).contains(Paths.section(row))) {
                return Outcome.refused(FieldError.of("", "form.error.closed"));
            }
            for (String path : answers.of(application).keySet()) {
                if (path.startsWith(row + ".") && isPath(definition.form(), path)) put(viewer, application, path, "");
            }
            return Outcome.done(row);
        });
    }

    /** Writes over whatever stands at a path that only one thing can stand at. */
    void put(Viewer viewer, UUID application, String path, String value) {
        Instant now = clock.instant();
        if (answers.insert(application, path, value, viewer.account(), viewer.name(), now)) return;
        Answer stands = answers.find(application, path).orElseThrow();
        answers.update(application, path, stands.version(), value, viewer.account(), viewer.name(), now);
    }

    /** What a command of the form does with the application, in one transaction. */
    interface Command<T> {
        Outcome<T> run(Application application);
    }

    /** For people of the organisation while the form is open; a refusal leaves nothing behind. */
    <T> Outcome<T> writing(Viewer viewer, UUID application, Command<T> command) {
        try {
            return java.util.Objects.requireNonNull(transaction.execute(status -> {
                Optional<Application> found =
                        applications.find(viewer, application).filter(one -> owns(viewer, one));
                if (found.isEmpty()) return Outcome.<T>refused(FieldError.of("", "form.error.notYours"));
                Outcome<T> outcome = command.run(found.get());
                if (outcome instanceof Outcome.Refused<T>) status.setRollbackOnly();
                return outcome;
            }));
        } catch (DataAccessException e) {
            // It was handed in or taken back between the question and the answer.
            if (String.valueOf(e.getMessage()).contains("is closed")) {
                return Outcome.refused(FieldError.of("", "form.error.closed"));
            }
            throw e;
        }
    }

    private void heads(Application application, Definition definition) {
        store.heads(
                application.id(),
                heads(opened(application, Locale.SIMPLIFIED_CHINESE, true).form()));
    }

    static FormStore.Heads heads(FilledForm form) {
        var requested = form.form().withMeaning(Meaning.REQUESTED);
        long fen = 0;
        if (requested.isPresent()) {
            fen = form.answered(Meaning.REQUESTED)
                    .map(answered -> FilledForm.fen(requested.get(), answered))
                    .orElse(0L);
        }
        return new FormStore.Heads(
                text(form, Meaning.TITLE),
                text(form, Meaning.TRACK),
                text(form, Meaning.FIELD),
                text(form, Meaning.LEADER),
                Math.max(0, fen));
    }

    static String text(FilledForm form, Meaning meaning) {
        return form.answered(meaning)
                .map(answered -> switch (answered) {
                    case Answered.Text(var text) -> text;
                    case Answered.Choice(var codes) -> codes.getFirst();
                    default -> "";
                })
                .orElse("");
    }

    private static boolean inLists(FormDefinition form, String path) {
        return form.field(path).map(Field::meaning).filter(IN_LISTS::contains).isPresent();
    }

    /** Whether a value may be typed there: files and organisations have commands of their own. */
    private static boolean isPath(FormDefinition form, String path) {
        if (!Paths.isValid(path)) return false;
        Field field = form.field(Paths.field(path)).orElse(null);
        if (field == null) return false;
        if (!(field instanceof TableField table)) {
            return !(field instanceof FileField || field instanceof OrganisationsField)
                    && path.equals(Paths.field(path));
        }
        String[] parts = path.split("\\.");
        if (parts.length != 4
                || table.columns().stream().noneMatch(column -> column.id().equals(parts[3]))) return false;
        if (table.rows().isEmpty()) return parts[2].length() <= 30;
        for (int i = 1; i <= table.rows().size(); i++) if (parts[2].equals(Paths.fixedRow(i))) return true;
        return false;
    }

    private static String normal(String value) {
        return value.replace("\r\n", "\n").replace("\u0000", "").stripTrailing();
    }
}
