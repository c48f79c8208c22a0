package dev.kechuang.programme.web.form;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Event;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Step;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * The way of an application as a picture and as a history. How review and decision go, an applicant does not see before
 * the results are announced: until then it stands, for the applicant, where review began.
 */
@Component
public class ApplicationSteps {

    private final ApplicationLabels labels;

    public ApplicationSteps(ApplicationLabels labels) {
        this.labels = labels;
    }

    /** The stage an applicant is told. */
    public static Stage seenByApplicant(Application application, Definition definition) {
        if (isSecret(application)) {
            for (Stage stage : definition.stages()) if (isSecret(stage.kind())) return stage;
        }
        return definition.stage(application.stage());
    }

    private static boolean isSecret(Application application) {
        return application.announcedAt() == null && isSecret(application.stageKind());
    }

    private static boolean isSecret(Stage.Kind kind) {
        return kind == Stage.Kind.REVIEW || kind == Stage.Kind.DECISION;
    }

    /** The events the viewer may know of, oldest first. */
    public static List<Event> visible(
            Viewer viewer, Application application, Definition definition, List<Event> events) {
        if (viewer.isOfficer() || !isSecret(application)) return events;
        return events.stream()
                .filter(event -> !isSecret(at(definition, event).kind()) || event.kind() == EventKind.WITHDRAWN)
                .toList();
    }

    public List<Step> steps(
            Locale locale, Viewer viewer, Application application, Definition definition, List<Event> events) {
        boolean officer = viewer.isOfficer();
        Status status = officer ? application.status() : application.seenByApplicant();
        Stage at = officer ? definition.stage(application.stage()) : seenByApplicant(application, definition);
        var known = visible(viewer, application, definition, events);
        var steps = new ArrayList<Step>();
        boolean ahead = false;
        for (Stage stage : definition.stages()) {
            String name = stage.name().in(locale);
            if (ahead) steps.add(new Step(name, Step.State.AHEAD, ""));
            else if (stage.id().equals(at.id())) {
                ahead = true;
                steps.add(current(locale, application, stage, status));
            } else steps.add(new Step(name, Step.State.DONE, passedOn(stage, known)));
        }
        return steps;
    }

    private Step current(Locale locale, Application application, Stage stage, Status status) {
        String name = stage.name().in(locale);
        return switch (status) {
            case COMPLETED ->
                new Step(
                        name,
                        Step.State.DONE,
                        ApplicationLabels.day(application.stageSince()).toString());
            case OPEN -> {
                LocalDate due = application.dueOn();
                String acts = labels.acts(locale, application, stage, status);
                yield new Step(
                        name,
                        Step.State.CURRENT,
                        due == null ? acts : labels.text(locale, "application.step.until", acts, due.toString()));
            }
            case RETURNED -> {
                LocalDate due = application.dueOn();
                String text = labels.text(locale, "application.status.returned");
                yield new Step(
                        name,
                        Step.State.STOPPED,
                        due == null ? text : labels.text(locale, "application.step.until", text, due.toString()));
            }
            case HELD, REFUSED, WITHDRAWN, TERMINATED ->
                new Step(name, Step.State.STOPPED, labels.text(locale, "application.status." + status.code()));
        };
    }

    private static String passedOn(Stage stage, List<Event> events) {
        for (Event event : events.reversed()) {
            if (event.kind() == EventKind.PASSED && event.stage().equals(stage.id())) {
                return ApplicationLabels.day(event.at()).toString();
            }
        }
        return "";
    }

    /** What happened, newest first, in words. */
    public List<TimelineEntry> history(Locale locale, Viewer viewer, Definition definition, List<Event> events) {
        var entries = new ArrayList<TimelineEntry>();
        for (Event event : events.reversed()) {
            // Who in the bureau did it is the bureau's own business.
            boolean named = viewer.isOfficer() || event.account() == null || applicants(definition, event);
            entries.add(new TimelineEntry(
                    ApplicationLabels.minute(event.at()),
                    named ? event.actor() : labels.text(locale, "application.acts.bureau"),
                    what(locale, definition, event),
                    event.reason(),
                    tone(event)));
        }
        return entries;
    }

    /** The stage at which it happened; an application begins at none and is then at its first. */
    private static Stage at(Definition definition, Event event) {
        return definition.stage(event.stage().isEmpty() ? event.toStage() : event.stage());
    }

    private static boolean applicants(Definition definition, Event event) {
        return switch (event.kind()) {
            case CREATED, RESUBMITTED, WITHDRAWN -> true;
            case PASSED -> at(definition, event) instanceof Stage.Application;
            case RETURNED, HELD, RELEASED, REFUSED, TERMINATED, NOTED -> false;
        };
    }

    private String what(Locale locale, Definition definition, Event event) {
        String stage = at(definition, event).name().in(locale);
        if (event.kind() == EventKind.PASSED) {
            if (event.toStatus() == Status.COMPLETED) return labels.text(locale, "application.event.completed", stage);
            String next = definition.stage(event.toStage()).name().in(locale);
            return labels.text(
                    locale,
                    at(definition, event) instanceof Stage.Application
                            ? "application.event.submitted"
                            : "application.event.passed",
                    stage,
                    next);
        }
        return labels.text(locale, "application.event." + event.kind().code(), stage);
    }

    private static Tone tone(Event event) {
        return switch (event.kind()) {
            case CREATED, NOTED, WITHDRAWN -> Tone.DRAFT;
            case PASSED -> event.toStatus() == Status.COMPLETED ? Tone.PASSED : Tone.IN_PROGRESS;
            case RESUBMITTED, RELEASED -> Tone.IN_PROGRESS;
            case RETURNED, HELD -> Tone.RETURNED;
            case REFUSED, TERMINATED -> Tone.FAILED;
        };
    }
}
