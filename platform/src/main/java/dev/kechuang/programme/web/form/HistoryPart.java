package dev.kechuang.programme.web.form;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.TimelineEntry;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** 办理过程: what happened to the application, in words. */
@Component
public class HistoryPart implements ApplicationPart {

    private final ApplicationStore applications;
    private final ApplicationSteps steps;

    HistoryPart(ApplicationStore applications, ApplicationSteps steps) {
        this.applications = applications;
        this.steps = steps;
    }

    public record History(List<TimelineEntry> entries) {}

    @Override
    public String tab() {
        return "history";
    }

    @Override
    public int order() {
        return 900;
    }

    @Override
    public String label() {
        return "application.tab.history";
    }

    @Override
    public boolean visible(Viewer viewer, Application application, Definition definition) {
        return true;
    }

    @Override
    public Panel show(Viewer viewer, Locale locale, Application application, Definition definition) {
        var events = ApplicationSteps.visible(viewer, application, definition, applications.events(application.id()));
        return new Panel(
                "programme/applicationHistory", new History(steps.history(locale, viewer, definition, events)));
    }
}
