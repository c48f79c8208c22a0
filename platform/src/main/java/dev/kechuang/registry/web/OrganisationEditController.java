package dev.kechuang.registry.web;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.registry.internal.EditResult;
import dev.kechuang.registry.internal.FormDrafts;
import dev.kechuang.registry.internal.OrganisationData;
import dev.kechuang.registry.internal.OrganisationService;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.TimelineEntry;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Entering and editing organisations; what is typed is kept until it is sent or thrown away. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
public class OrganisationEditController {

    private final OrganisationService organisations;
    private final FormDrafts drafts;
    private final OrganisationHistory history;
    private final Labels labels;

    OrganisationEditController(
            OrganisationService organisations, FormDrafts drafts, OrganisationHistory history, Labels labels) {
        this.organisations = organisations;
        this.drafts = drafts;
        this.history = history;
        this.labels = labels;
    }

    /**
     * @param restored when what stands in the form was typed and left; empty for a fresh form
     * @param conflict what somebody else changed meanwhile; empty on an ordinary form
     */
    public record EditPage(
            Form form,
            String title,
            String action,
            String restored,
            String cancel,
            boolean identity,
            List<TimelineEntry> conflict,
            List<Option> districts,
            List<Option> zones,
            List<Option> kinds,
            List<Option> industries,
            List<Option> scales,
            List<Option> fields) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/organisations/new")
    String create(Viewer viewer, Locale locale, Model model) {
        var draft = drafts.find(viewer, FormDrafts.NEW);
        return form(
                draft.map(each -> Form.of(each.values())).orElse(Form.EMPTY),
                null,
                List.of(),
                draft,
                viewer,
                locale,
                model);
    }

    /** Keeps a form as it is typed; answers nothing. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/organisations/new/draft")
    ResponseEntity<Void> keepNew(@RequestParam Map<String, String> posted, Viewer viewer) {
        drafts.keep(viewer, FormDrafts.NEW, posted);
        return ResponseEntity.noContent().build();
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/organisations/new/draft/discard")
    String discardNew(Viewer viewer) {
        drafts.drop(viewer, FormDrafts.NEW);
        return "redirect:/organisations/new";
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/organisations/new")
    String created(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (organisations.create(viewer, Pages.organisation(posted))) {
            case Outcome.Done<Organisation>(var made) -> {
                drafts.drop(viewer, FormDrafts.NEW);
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("registry.done.created"));
                yield "redirect:/organisations/" + made.id();
            }
            case Outcome.Refused<Organisation>(var errors) -> {
                response.setStatus(422);
                yield form(Form.of(posted).with(errors), null, List.of(), Optional.empty(), viewer, locale, model);
            }
        };
    }

    @GetMapping("/organisations/{id}/edit")
    String edit(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Organisation o = organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
        var values = new LinkedHashMap<>(OrganisationData.of(o).texts());
        values.put("version", String.valueOf(o.version()));
        var draft = drafts.find(viewer, FormDrafts.of(id));
        // With the version that was being edited: what others have changed since is shown when it is saved.
        draft.ifPresent(each -> values.putAll(each.values()));
        return form(Form.of(values), o, List.of(), draft, viewer, locale, model);
    }

    /** Keeps a form as it is typed; answers nothing. */
    @PostMapping("/organisations/{id}/edit/draft")
    ResponseEntity<Void> keep(@PathVariable UUID id, @RequestParam Map<String, String> posted, Viewer viewer) {
        if (organisations.find(viewer, id).isEmpty()) throw new NotFound("organisation");
        drafts.keep(viewer, FormDrafts.of(id), posted);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/organisations/{id}/edit/draft/discard")
    String discard(@PathVariable UUID id, Viewer viewer) {
        drafts.drop(viewer, FormDrafts.of(id));
        return "redirect:/organisations/" + id + "/edit";
    }

    @PostMapping("/organisations/{id}/edit")
    String edited(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Organisation o = organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
        // What a form does not show (a firm's own page shows no identity) stays as it is.
        var typed = new LinkedHashMap<>(OrganisationData.of(o).texts());
        OrganisationData.FIELDS.forEach(field -> {
            String value = posted.get(field);
            if (value != null) typed.put(field, value);
        });
        int version = Pages.number(posted.getOrDefault("version", ""));
        return switch (organisations.update(viewer, id, version, typed, posted.getOrDefault("reason", ""))) {
            case EditResult.Saved saved -> {
                drafts.drop(viewer, FormDrafts.of(id));
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("registry.done.saved"));
                yield "redirect:/organisations/" + id;
            }
            case EditResult.Refused(var errors) -> {
                response.setStatus(422);
                yield form(Form.of(posted).with(errors), o, List.of(), Optional.empty(), viewer, locale, model);
            }
            case EditResult.Conflict(var now, var since) -> {
                response.setStatus(409);
                var values = new LinkedHashMap<>(posted);
                values.put("version", String.valueOf(now.version()));
                yield form(
                        Form.of(values).with(List.of(FieldError.of("", "registry.error.conflict"))),
                        now,
                        history.entries(since, locale),
                        Optional.empty(),
                        viewer,
                        locale,
                        model);
            }
        };
    }

    private String form(
            Form form,
            @org.jspecify.annotations.Nullable Organisation o,
            List<TimelineEntry> conflict,
            Optional<FormDrafts.Draft> draft,
            Viewer viewer,
            Locale locale,
            Model model) {
        boolean identity = o == null || viewer.isOfficer() || o.status() != OrganisationStatus.CONFIRMED;
        model.addAttribute(
                "model",
                new EditPage(
                        form,
                        o == null
                                ? labels.text(locale, "registry.new")
                                : labels.text(locale, "registry.editing", o.name()),
                        o == null ? "/organisations/new" : "/organisations/" + o.id() + "/edit",
                        draft.map(each -> Pages.minute(each.savedAt())).orElse(""),
                        o == null ? "/organisations" : "/organisations/" + o.id(),
                        identity,
                        conflict,
                        labels.districts(locale, viewer),
                        labels.zones(locale, viewer),
                        labels.kinds(locale),
                        labels.industries(locale),
                        labels.scales(locale),
                        labels.technicalFields(locale)));
        return "registry/edit";
    }
}
