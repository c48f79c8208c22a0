package dev.kechuang.programme.internal.form;

import dev.kechuang.programme.internal.call.Call;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.FormDefinition.ChoiceField;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.FormDefinition.TableField;
import dev.kechuang.programme.internal.form.FormStore.GroupQuery;
import dev.kechuang.programme.internal.form.FormStore.Person;
import dev.kechuang.programme.internal.form.FormStore.PersonQuery;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.shared.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Limits on how much may be asked for at once (限项): by applicant and leader in a call, by track and field for one applicant
 * and, as the call says, for all together, by leader and member over all.
 */
@Component
public class LimitCheck {

    private final FormStore store;

    public LimitCheck(FormStore store) {
        this.store = store;
    }

    /** Leader and members that the form names, the leader first. */
    static List<Person> people(FilledForm form) {
        var people = new ArrayList<Person>();
        String leader = FormService.text(form, Meaning.LEADER);
        if (!leader.isEmpty()) {
            people.add(new Person(leader, number(FormService.text(form, Meaning.LEADER_ID_NUMBER)), true));
        }
        if (form.form().withMeaning(Meaning.PEOPLE).orElse(null) instanceof TableField table
                && form.answered(Meaning.PEOPLE).orElse(Answered.NOTHING)
                        instanceof Answered.Table(var rows, var sums)) {
            for (Answered.Row row : rows) {
                String name = column(table, row, Meaning.MEMBER_NAME);
                String number = number(column(table, row, Meaning.MEMBER_ID_NUMBER));
                // The leader may stand in the table too, and counts once.
                boolean known = people.stream()
                        .anyMatch(one -> number.isEmpty()
                                ? one.name().equals(name)
                                : one.idNumber().equals(number));
                if (!name.isEmpty() && !known) people.add(new Person(name, number, false));
            }
        }
        return people;
    }

    private static String column(TableField table, Answered.Row row, Meaning meaning) {
        for (var column : table.columns()) {
            if (column.meaning() != meaning) continue;
            var cell = row.cells().get(column.id());
            if (cell != null && cell.answered() instanceof Answered.Text(var text)) return text;
        }
        return "";
    }

    private static String number(String typed) {
        return typed.strip().toUpperCase(Locale.ROOT);
    }

    /** Holds back everybody else whose submission would count against the same limits, until the transaction ends. */
    void serialise(Application application, Definition definition, Call call, FilledForm form) {
        var limits = definition.limits();
        var keys = new ArrayList<String>();
        for (Group group : groups(form)) {
            if (most(call, group) != null) keys.add(application.call() + " " + group.on() + " " + group.code());
        }
        if (limits.perApplicant() + limits.perTrack() + limits.perField() > 0)
            keys.add(application.call() + " " + application.organisation());
        if (limits.perLeader() + limits.runningPerLeader() + limits.runningPerMember() > 0) {
            for (Person person : people(form)) {
                keys.add(
                        person.idNumber().isEmpty()
                                ? application.organisation() + " " + person.name()
                                : person.idNumber());
            }
        }
        store.serialise(keys);
    }

    /** What stands beyond a limit, at the field that names the person. */
    List<FieldError> problems(Application application, Definition definition, Call call, FilledForm form) {
        var limits = definition.limits();
        var found = new ArrayList<FieldError>();
        for (Group group : groups(form)) inGroup(application, definition, call, group, found);
        if (limits.perApplicant() > 0) {
            int used = store.used(application.call(), application.organisation(), application.id())
                    .submitted();
            if (used >= limits.perApplicant()) {
                found.add(FieldError.of("", "form.problem.perApplicant", limits.perApplicant(), used));
            }
        }
        String leaderAt = form.form().pathOf(Meaning.LEADER).orElse("");
        String peopleAt = form.form().pathOf(Meaning.PEOPLE).orElse("");
        for (Person person : people(form)) {
            if (person.leads()) {
                bound(
                        application,
                        definition,
                        person,
                        true,
                        application.call(),
                        limits.perLeader(),
                        leaderAt,
                        "form.problem.perLeader",
                        found);
                bound(
                        application,
                        definition,
                        person,
                        true,
                        null,
                        limits.runningPerLeader(),
                        leaderAt,
                        "form.problem.runningPerLeader",
                        found);
            }
            bound(
                    application,
                    definition,
                    person,
                    false,
                    null,
                    limits.runningPerMember(),
                    person.leads() ? leaderAt : peopleAt,
                    "form.problem.runningPerMember",
                    found);
        }
        return found;
    }

    /**
     * The track or the technical field of an application.
     *
     * @param on {@code track} or {@code field}
     * @param name as the form says it
     */
    private record Group(String on, String path, String code, String name) {}

    private static List<Group> groups(FilledForm form) {
        var groups = new ArrayList<Group>();
        for (Meaning meaning : List.of(Meaning.TRACK, Meaning.FIELD)) {
            if (!(form.form().withMeaning(meaning).orElse(null) instanceof ChoiceField field)) continue;
            String code = FormService.text(form, meaning);
            if (code.isEmpty()) continue;
            String name = field.options().stream()
                    .filter(option -> option.code().equals(code))
                    .findFirst()
                    .map(option -> option.name().in(form.locale()))
                    .orElse(code);
            groups.add(new Group(
                    meaning == Meaning.TRACK ? "track" : "field",
                    form.form().pathOf(meaning).orElse(""),
                    code,
                    name));
        }
        return groups;
    }

    /** Most applications of all together that the call takes; null for no bound. */
    private static @Nullable Integer most(Call call, Group group) {
        return call.quotas().stream()
                .filter(quota -> quota.on().equals(group.on()) && quota.code().equals(group.code()))
                .findFirst()
                .map(Call.Quota::applications)
                .orElse(null);
    }

    private void inGroup(
            Application application, Definition definition, Call call, Group group, List<FieldError> found) {
        boolean track = group.on().equals("track");
        int own = track ? definition.limits().perTrack() : definition.limits().perField();
        if (own > 0) {
            int used = store.submittedIn(of(group, application.call(), application.organisation(), application.id()));
            if (used >= own) {
                found.add(FieldError.of(group.path(), "form.problem.perGroup", group.name(), own, used));
            }
        }
        Integer most = most(call, group);
        if (most == null || keepsPlace(application, group)) return;
        int used = store.submittedIn(of(group, application.call(), null, application.id()));
        if (used >= most) found.add(FieldError.of(group.path(), "form.problem.full", group.name(), most, used));
    }

    private static GroupQuery of(Group group, UUID call, @Nullable UUID organisation, UUID without) {
        return new GroupQuery(call, group.on(), group.path(), group.code(), organisation, without);
    }

    /**
     * Whether the application was handed in for this very track or field: there a correction is not one more. Asked of what
     * was handed in, since the row changes with what is typed.
     */
    private boolean keepsPlace(Application application, Group group) {
        return application.number() != null
                && store.submitted(application.id(), group.path())
                        .filter(group.code()::equals)
                        .isPresent();
    }

    private void bound(
            Application application,
            Definition definition,
            Person person,
            boolean leads,
            @Nullable UUID call,
            int most,
            String path,
            String key,
            List<FieldError> found) {
        if (most == 0) return;
        List<String> others = store.of(new PersonQuery(
                person.name(),
                person.idNumber(),
                application.organisation(),
                leads,
                application.id(),
                call,
                definition.gives().name().toLowerCase(Locale.ROOT)));
        if (others.size() >= most) {
            found.add(FieldError.of(path, key, person.name(), most, others.size(), String.join("；", others)));
        }
    }
}
