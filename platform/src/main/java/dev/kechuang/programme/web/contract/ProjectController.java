package dev.kechuang.programme.web.contract;

import dev.kechuang.programme.internal.contract.Payments;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.contract.ProjectArchive;
import dev.kechuang.programme.internal.contract.ProjectService;
import dev.kechuang.programme.web.contract.SimpleForm.Ask;
import dev.kechuang.programme.web.contract.SimpleForm.Kind;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What officers do with a running project, and with one that ends. */
@Controller
@RequestMapping("/contracts/{id}")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ProjectController {

    private final ProjectWeb web;
    private final ProjectService projects;
    private final ProjectArchive archive;
    private final Payments payments;
    private final ContractLabels labels;

    ProjectController(
            ProjectWeb web, ProjectService projects, ProjectArchive archive, Payments payments, ContractLabels labels) {
        this.web = web;
        this.projects = projects;
        this.archive = archive;
        this.payments = payments;
        this.labels = labels;
    }

    private SimpleForm moving(Locale locale, Project project, String what) {
        var asks = new ArrayList<Ask>();
        asks.add(Ask.hidden("moves"));
        asks.add(Ask.of(Kind.AREA, "reason", labels.text(locale, "contract.field.reason"), true));
        if (what.equals("terminate")) {
            asks.add(Ask.of(Kind.MONEY, "demanded", labels.text(locale, "contract.field.demanded"), false)
                    .hint(labels.text(locale, "contract.hint.demanded")));
        }
        return SimpleForm.of(
                labels,
                locale,
                project,
                what,
                ProjectWeb.values("moves", String.valueOf(project.application().moves())),
                asks,
                false);
    }

    @GetMapping("/suspend")
    String askSuspend(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ProjectWeb.simple(model, moving(locale, web.handled(viewer, id), "suspend"));
    }

    @GetMapping("/resume")
    String askResume(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ProjectWeb.simple(model, moving(locale, web.handled(viewer, id), "resume"));
    }

    @GetMapping("/terminate")
    String askTerminate(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ProjectWeb.simple(model, moving(locale, web.handled(viewer, id), "terminate"));
    }

    @PostMapping("/suspend")
    String suspend(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = web.handled(viewer, id);
        var typed = new Typed(posted);
        return moved(
                projects.suspend(viewer, id, typed.version("moves"), typed.text("reason")),
                "suspend",
                project,
                posted,
                locale,
                model,
                response,
                redirect);
    }

    @PostMapping("/resume")
    String resume(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = web.handled(viewer, id);
        var typed = new Typed(posted);
        return moved(
                projects.resume(viewer, id, typed.version("moves"), typed.text("reason")),
                "resume",
                project,
                posted,
                locale,
                model,
                response,
                redirect);
    }

    @PostMapping("/terminate")
    String terminate(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = web.handled(viewer, id);
        var typed = new Typed(posted);
        long demanded = typed.fen("demanded");
        return moved(
                ProjectWeb.read(
                        typed,
                        () -> projects.terminate(viewer, id, typed.version("moves"), typed.text("reason"), demanded)),
                "terminate",
                project,
                posted,
                locale,
                model,
                response,
                redirect);
    }

    private String moved(
            Outcome<Project> outcome,
            String what,
            Project project,
            Map<String, String> posted,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return ProjectWeb.answer(
                outcome,
                "/contracts/" + project.id(),
                "contract.done." + what,
                posted,
                redirect,
                response,
                form -> ProjectWeb.simple(model, moving(locale, project, what).with(form)));
    }

    @PostMapping("/finish")
    String finish(@PathVariable UUID id, @RequestParam int moves, Viewer viewer, RedirectAttributes redirect) {
        return ProjectWeb.command(
                projects.finish(viewer, id, moves), "/contracts/" + id, "contract.done.finish", redirect);
    }

    @PostMapping("/archive")
    String archive(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        var outcome = archive.make(viewer, id);
        return ProjectWeb.command(outcome, "/contracts/" + id + "?tab=acceptance", "contract.done.archive", redirect);
    }

    /** For an application at payment, which has no contract. */
    @PostMapping("/payment")
    String pay(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        return ProjectWeb.command(
                payments.again(viewer, id), "/applications/" + id + "?tab=payment", "contract.done.payment", redirect);
    }
}
