package dev.kechuang.registry.web.expert;

import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.internal.expert.AssignmentStore;
import dev.kechuang.registry.internal.expert.ExpertEntryService;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What ties a person of the pool to others, and where the person serves. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.EXPERT})
public class ExpertTieController {

    private final ExpertEntryService entries;
    private final ExpertDesk desk;
    private final AssignmentStore assignments;
    private final ExpertForms forms;
    private final Clock clock;

    ExpertTieController(
            ExpertEntryService entries, ExpertDesk desk, AssignmentStore assignments, ExpertForms forms, Clock clock) {
        this.entries = entries;
        this.desk = desk;
        this.assignments = assignments;
        this.forms = forms;
        this.clock = clock;
    }

    @GetMapping("/experts/{id}/ties/new")
    String declaring(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Expert expert = desk.changeable(id, viewer);
        return ExpertDesk.form(forms.tie(expert, Form.EMPTY, ExpertDesk.own(expert, viewer), locale), model);
    }

    @PostMapping("/experts/{id}/ties/new")
    String declared(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Expert expert = desk.changeable(id, viewer);
        var typed = ExpertForms.typed(posted);
        return desk.answered(
                entries.declare(viewer, id, ExpertDesk.version(typed), typed),
                "?tab=ties",
                form -> forms.tie(expert, form, ExpertDesk.own(expert, viewer), locale),
                typed,
                model,
                response,
                redirect);
    }

    @GetMapping("/experts/{id}/ties/{tie}/withdraw")
    String withdrawing(@PathVariable UUID id, @PathVariable UUID tie, Viewer viewer, Locale locale, Model model) {
        Expert expert = desk.changeable(id, viewer);
        return desk.ask(
                expert,
                "expert.do.withdraw",
                "/ties/" + tie + "/withdraw",
                "?tab=ties",
                true,
                Form.EMPTY,
                locale,
                model);
    }

    @PostMapping("/experts/{id}/ties/{tie}/withdraw")
    String withdrawn(
            @PathVariable UUID id,
            @PathVariable UUID tie,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Expert expert = desk.changeable(id, viewer);
        var outcome = entries.withdraw(viewer, id, ExpertDesk.version(posted), tie, posted.getOrDefault("reason", ""));
        return desk.asked(
                outcome,
                expert,
                "expert.do.withdraw",
                "/ties/" + tie + "/withdraw",
                "?tab=ties",
                posted,
                locale,
                model,
                response,
                redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/experts/{id}/assignments/new")
    String assigning(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Expert expert = desk.changeable(id, viewer);
        var form = Form.of(Map.of("since", LocalDate.now(clock).toString(), "region", expert.region()));
        return ExpertDesk.form(forms.assignment(expert, form, viewer, locale), model);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/experts/{id}/assignments/new")
    String assigned(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Expert expert = desk.changeable(id, viewer);
        var typed = ExpertForms.typed(posted);
        return desk.answered(
                entries.assign(viewer, id, ExpertDesk.version(typed), typed),
                "?tab=assignments",
                form -> forms.assignment(expert, form, viewer, locale),
                typed,
                model,
                response,
                redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/experts/{id}/assignments/{assignment}/end")
    String ending(@PathVariable UUID id, @PathVariable UUID assignment, Viewer viewer, Locale locale, Model model) {
        Expert expert = desk.changeable(id, viewer);
        var form = Form.of(Map.of("until", LocalDate.now(clock).toString()));
        return ExpertDesk.form(
                forms.ending(expert, assignment.toString(), where(expert, assignment), form, locale), model);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/experts/{id}/assignments/{assignment}/end")
    String ended(
            @PathVariable UUID id,
            @PathVariable UUID assignment,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Expert expert = desk.changeable(id, viewer);
        var typed = ExpertForms.typed(posted);
        var outcome = entries.endAssignment(
                viewer,
                id,
                ExpertDesk.version(typed),
                assignment,
                typed.getOrDefault("until", ""),
                typed.getOrDefault("reason", ""));
        return desk.answered(
                outcome,
                "?tab=assignments",
                form -> forms.ending(expert, assignment.toString(), where(expert, assignment), form, locale),
                typed,
                model,
                response,
                redirect);
    }

    private String where(Expert expert, UUID assignment) {
        return assignments.of(expert.id()).stream()
                .filter(each -> each.id().equals(assignment))
                .map(AssignmentStore.Assignment::where)
                .findFirst()
                .orElseThrow(() -> new NotFound("assignment"));
    }
}
