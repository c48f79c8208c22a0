package dev.kechuang.programme.web.form;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.form.Correction;
import dev.kechuang.programme.internal.form.Corrections;
import dev.kechuang.programme.internal.form.FormService;
import dev.kechuang.programme.internal.form.Freezer;
import dev.kechuang.programme.internal.form.ParticipantStore;
import dev.kechuang.programme.internal.form.Submission;
import dev.kechuang.programme.internal.form.SubmissionService;
import dev.kechuang.programme.internal.form.SubmissionStore;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** 申报书: what was handed in, or of a draft what stands in it; read only, with what changed since it was last handed in. */
@Component
public class AnswersPart implements ApplicationPart {

    private final SubmissionStore submissions;
    private final ParticipantStore participants;
    private final Corrections corrections;
    private final FormService forms;
    private final ApplicationLabels labels;

    AnswersPart(
            SubmissionStore submissions,
            ParticipantStore participants,
            Corrections corrections,
            FormService forms,
            ApplicationLabels labels) {
        this.submissions = submissions;
        this.participants = participants;
        this.corrections = corrections;
        this.forms = forms;
        this.labels = labels;
    }

    /**
     * @param state which submission this is, or that it is a draft
     * @param corrections returns for correction with answers, the last first
     * @param changed paths of what differs from the submission before
     * @param changes names of those, for the summary above
     * @param invitation address where the viewer's organisation answers; empty where it is not asked
     */
    public record Answers(
            String state,
            List<Correction> corrections,
            List<FormPages.SectionView> sections,
            java.util.Set<String> changed,
            List<String> changes,
            List<ParticipantStore.Participant> participants,
            String invitation) {}

    @Override
    public String tab() {
        return "answers";
    }

    @Override
    public int order() {
        return 100;
    }

    @Override
    public String label() {
        return "application.tab.answers";
    }

    @Override
    public boolean visible(Viewer viewer, Application application, Definition definition) {
        return true;
    }

    @Override
    public Panel show(Viewer viewer, Locale locale, Application application, Definition definition) {
        var all = submissions.all(application.id());
        Submission.Content content;
        String state;
        var changes = List.<Submission.Difference>of();
        if (all.isEmpty()) {
            var opened = forms.open(viewer, application.id(), locale).orElseThrow();
            content = Freezer.freeze(opened.form(), opened.facts());
            state = labels.text(locale, "application.answers.draft");
        } else {
            Submission last = all.getLast();
            content = last.content();
            if (all.size() > 1) {
                changes = Submission.differences(all.get(all.size() - 2).content(), content);
            }
            state = labels.text(
                    locale,
                    "application.answers.submitted",
                    last.number(),
                    ApplicationLabels.minute(last.submittedAt()),
                    last.actor(),
                    last.digest().substring(0, 16));
        }
        var invited = participants.of(application.id());
        boolean asked = invited.stream()
                .anyMatch(one -> one.organisation().equals(viewer.organisation())
                        && one.state().equals("invited"));
        return new Panel(
                "programme/applicationAnswers",
                new Answers(
                        state,
                        all.isEmpty() ? List.of() : corrections.all(application).reversed(),
                        FormPages.sections(content, locale),
                        changes.stream().map(Submission.Difference::path).collect(Collectors.toSet()),
                        changes.stream()
                                .map(one -> one.section().in(locale) + " · "
                                        + one.name().in(locale))
                                .toList(),
                        invited,
                        asked ? "/applications/" + application.id() + "/participation" : ""));
    }

    @Override
    public List<Action> actions(Viewer viewer, Locale locale, Application application, Definition definition) {
        var actions = new ArrayList<Action>();
        String own = "/applications/" + application.id();
        if (FormService.owns(viewer, application)) {
            boolean draft = application.isDraft() && application.status() == Status.OPEN;
            boolean correcting = Corrections.awaited(application);
            if (correcting) actions.add(Action.open(labels.text(locale, "form.correction"), own + "/correction"));
            if (draft || correcting) {
                actions.add(Action.open(labels.text(locale, draft ? "form.goOn" : "form.correct"), own + "/form"));
                actions.add(Action.open(labels.text(locale, "form.check"), own + "/submit"));
            }
        }
        actions.add(Action.open(labels.text(locale, "application.print"), own + "/print"));
        actions.add(Action.open("PDF", own + "/document.pdf"));
        actions.add(Action.open("Word", own + "/document.docx"));
        if (FormService.owns(viewer, application) && SubmissionService.withdrawable(application)) {
            actions.add(Action.open(labels.text(locale, "form.withdraw"), own + "/withdraw"));
        }
        return actions;
    }
}
