package dev.kechuang.programme.web.form;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Step;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Tag;
import gg.jte.Content;
import gg.jte.TemplateEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of one application for everybody who may see it. */
@Controller
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ApplicationController {

    private final ApplicationStore applications;
    private final Definitions definitions;
    private final ObjectProvider<ApplicationPart> parts;
    private final ApplicationSteps steps;
    private final ApplicationLabels labels;
    private final TemplateEngine templates;

    ApplicationController(
            ApplicationStore applications,
            Definitions definitions,
            ObjectProvider<ApplicationPart> parts,
            ApplicationSteps steps,
            ApplicationLabels labels,
            TemplateEngine templates) {
        this.applications = applications;
        this.definitions = definitions;
        this.parts = parts;
        this.steps = steps;
        this.labels = labels;
        this.templates = templates;
    }

    /** @param panel what the open tab shows */
    public record Page(
            String title,
            Tag status,
            List<Detail> details,
            List<Step> steps,
            List<Action> actions,
            List<Tab> tabs,
            ApplicationPart.Panel panel,
            TemplateEngine templates) {

        public Content content(Frame frame) {
            return output ->
                    templates.render(panel.view() + ".jte", Map.of("frame", frame, "model", panel.model()), output);
        }
    }

    @GetMapping("/applications/{id}")
    String one(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String tab,
            Viewer viewer,
            Locale locale,
            Model model) {
        Application application = applications.find(viewer, id).orElseThrow(() -> new NotFound("application"));
        Definition definition = definitions.of(application.version());
        List<ApplicationPart> shown = parts.stream()
                .filter(part -> part.visible(viewer, application, definition))
                .sorted(java.util.Comparator.comparingInt(ApplicationPart::order))
                .toList();
        ApplicationPart open = shown.stream()
                .filter(part -> part.tab().equals(tab))
                .findFirst()
                .orElseGet(() -> {
                    if (!tab.isEmpty()) throw new NotFound("tab");
                    return shown.getFirst();
                });
        var tabs = new ArrayList<Tab>();
        var actions = new ArrayList<Action>();
        for (ApplicationPart part : shown) {
            tabs.add(Tab.of(
                    labels.text(locale, part.label()), "/applications/" + id + "?tab=" + part.tab(), part == open));
            actions.addAll(part.actions(viewer, locale, application, definition));
        }
        model.addAttribute(
                "model",
                new Page(
                        labels.title(locale, application),
                        labels.status(locale, viewer, application, definition),
                        details(locale, application, definition),
                        steps.steps(locale, viewer, application, definition, applications.events(id)),
                        actions,
                        tabs,
                        open.show(viewer, locale, application, definition),
                        templates));
        return "programme/application";
    }

    private List<Detail> details(Locale locale, Application a, Definition definition) {
        var details = new ArrayList<Detail>();
        String number = a.number();
        if (number != null) details.add(Detail.of(labels.text(locale, "application.field.number"), number));
        details.add(Detail.of(
                labels.text(locale, "application.field.organisation"),
                Cell.link(a.organisationName(), "/organisations/" + a.organisation())));
        details.add(Detail.of(
                labels.text(locale, "application.field.call"), Cell.link(a.callTitle(), "/calls/" + a.call())));
        details.add(Detail.of(
                labels.text(locale, "application.field.programme"),
                definition.name().in(locale)));
        if (!a.leader().isEmpty()) {
            details.add(Detail.of(labels.text(locale, "application.field.leader"), a.leader()));
        }
        if (a.requestedFen() > 0) {
            details.add(Detail.of(
                    labels.text(locale, "application.field.requested"),
                    Cell.money(new dev.kechuang.shared.Money(a.requestedFen()))));
        }
        details.add(Detail.of(labels.text(locale, "application.field.region"), labels.region(locale, a.region())));
        var submitted = a.submittedAt();
        if (submitted != null) {
            details.add(
                    Detail.of(labels.text(locale, "application.field.submitted"), ApplicationLabels.minute(submitted)));
        }
        return details;
    }
}
