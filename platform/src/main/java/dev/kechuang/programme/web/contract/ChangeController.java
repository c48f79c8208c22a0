package dev.kechuang.programme.web.contract;

import dev.kechuang.programme.internal.contract.ChangeService;
import dev.kechuang.programme.internal.contract.ChangeStore;
import dev.kechuang.programme.internal.contract.ChangeStore.Change;
import dev.kechuang.programme.internal.contract.ContractRights;
import dev.kechuang.programme.internal.contract.ContractText.Edit;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.web.contract.ContractPages.Part;
import dev.kechuang.programme.web.contract.SimpleForm.Ask;
import dev.kechuang.programme.web.contract.SimpleForm.Button;
import dev.kechuang.programme.web.contract.SimpleForm.Kind;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

/** Changes of a contract: asked for, withdrawn, decided. */
@Controller
@RequestMapping("/contracts/{id}/changes")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ChangeController {

    private final ProjectWeb web;
    private final ChangeService service;
    private final ChangeStore changes;
    private final ContractLabels labels;

    ChangeController(ProjectWeb web, ChangeService service, ChangeStore changes, ContractLabels labels) {
        this.web = web;
        this.service = service;
        this.changes = changes;
        this.labels = labels;
    }

    /** Without a kind, the page asks which. */
    @GetMapping("/new")
    @Allow(Role.APPLICANT)
    String create(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "term") String kind,
            Viewer viewer,
            Locale locale,
            Model model) {
        Project project = web.find(viewer, id);
        ProjectWeb.needs(ContractRights.applicant(viewer, project) && project.confirmed());
        ProjectWeb.needs(Change.Kind.of(kind).isPresent());
        var values = ContractForms.values(project.text().edit());
        values.put("version", String.valueOf(project.version()));
        model.addAttribute("model", page(project, kind, Form.of(values)));
        return "programme/contractEdit";
    }

    private static ContractController.EditPage page(Project project, String kind, Form form) {
        return ContractController.editPage(
                project, kind, form, "/contracts/" + project.id() + "/changes/new?kind=" + kind);
    }

    @PostMapping("/new")
    @Allow(Role.APPLICANT)
    String created(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = web.find(viewer, id);
        String code = posted.getOrDefault("kind", "");
        Change.Kind kind = Change.Kind.of(code).orElseThrow(() -> new NotFound("kind"));
        var typed = new Typed(posted);
        Edit wanted = ContractForms.edit(typed, project.text().edit());
        return ProjectWeb.answer(
                ProjectWeb.read(
                        typed,
                        () -> service.ask(viewer, id, typed.version("version"), kind, wanted, typed.text("reason"))),
                "/contracts/" + id + "?tab=run",
                "contract.done.changeAsked",
                posted,
                redirect,
                response,
                form -> {
                    model.addAttribute("model", page(project, code, form));
                    return "programme/contractEdit";
                });
    }

    @GetMapping("/{number}")
    String one(@PathVariable UUID id, @PathVariable int number, Viewer viewer, Locale locale, Model model) {
        Project project = web.find(viewer, id);
        return ProjectWeb.simple(model, page(locale, viewer, project, change(id, number)));
    }

    private Change change(UUID id, int number) {
        return changes.find(id, number).orElseThrow(() -> new NotFound("change"));
    }

    private SimpleForm page(Locale locale, Viewer viewer, Project project, Change change) {
        String path = "/contracts/" + project.id();
        boolean open = change.state() == Change.State.OPEN;
        boolean decides = open && ContractRights.bureau(viewer, project);
        boolean mine = open && ContractRights.applicant(viewer, project);
        String address = path + "/changes/" + change.number();
        String action = "";
        if (decides) action = address + "/approve";
        if (mine) action = address + "/withdraw";
        return new SimpleForm(
                labels.text(locale, "contract.change.kind." + change.kind().code()),
                project.application().label(),
                path + "?tab=run",
                action,
                labels.text(locale, decides ? "contract.do.approve" : "contract.do.withdraw"),
                Form.EMPTY,
                decides
                        ? List.of(Ask.of(Kind.AREA, "reason", labels.text(locale, "contract.field.decision"), true))
                        : List.of(),
                parts(locale, project, change),
                decides
                        ? List.of(new Button(labels.text(locale, "contract.do.refuse"), address + "/refuse", ""))
                        : List.of(),
                false);
    }

    /** Before and after, line by line; what stays the same is left out. */
    private List<Part> parts(Locale locale, Project project, Change change) {
        var parts = new ArrayList<Part>();
        parts.add(Part.of(
                labels.text(locale, "contract.part.change"),
                List.of(
                        Detail.of(labels.text(locale, "contract.field.who"), change.askedName()),
                        Detail.of(labels.text(locale, "contract.field.reason"), change.reason()),
                        Detail.of(labels.text(locale, "contract.column.state"), labels.change(locale, change.state())),
                        Detail.of(labels.text(locale, "contract.field.decision"), change.decision()))));
        if (change.state() != Change.State.OPEN) return parts;
        record Line(String what, String before, String after) {}
        var before = lines(locale, project.text().edit());
        var after = lines(locale, change.proposal());
        var names = new LinkedHashMap<String, Boolean>();
        before.keySet().forEach(name -> names.put(name, true));
        after.keySet().forEach(name -> names.put(name, true));
        var lines = names.keySet().stream()
                .map(name -> new Line(name, before.getOrDefault(name, ""), after.getOrDefault(name, "")))
                .filter(line -> !line.before().equals(line.after()))
                .toList();
        parts.add(Part.of(
                labels.text(locale, "contract.part.difference"),
                Table.of(
                        labels.text(locale, "contract.part.difference"),
                        List.of(
                                Column.<Line>title(
                                        labels.text(locale, "contract.column.what"), line -> Cell.text(line.what())),
                                Column.text(
                                        labels.text(locale, "contract.field.before"), line -> Cell.text(line.before())),
                                Column.text(
                                        labels.text(locale, "contract.field.after"), line -> Cell.text(line.after()))),
                        lines),
                ""));
        return parts;
    }

    private Map<String, String> lines(Locale locale, Edit edit) {
        var lines = new LinkedHashMap<String, String>();
        lines.put(labels.text(locale, "contract.field.leader"), edit.leader());
        lines.put(labels.text(locale, "contract.field.endsOn"), String.valueOf(edit.endsOn()));
        for (var one : edit.milestones()) lines.put(one.text(), one.by().toString());
        for (var one : edit.targets()) lines.put(one.name(), ContractForms.plain(one.value()) + " " + one.unit());
        String unit = labels.text(locale, "contract.unit.wan");
        for (var one : edit.budget()) {
            lines.put(
                    one.name(),
                    dev.kechuang.shared.web.ui.Figures.wan(new Money(one.grantFen())) + " + "
                            + dev.kechuang.shared.web.ui.Figures.wan(new Money(one.ownFen())) + " " + unit);
        }
        return lines;
    }

    @PostMapping("/{number}/withdraw")
    @Allow(Role.APPLICANT)
    String withdraw(@PathVariable UUID id, @PathVariable int number, Viewer viewer, RedirectAttributes redirect) {
        return ProjectWeb.command(
                service.withdraw(viewer, id, number),
                "/contracts/" + id + "?tab=run",
                "contract.done.withdrawn",
                redirect);
    }

    @PostMapping("/{number}/approve")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    String approve(
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return decided(true, id, number, posted, viewer, locale, model, response, redirect);
    }

    @PostMapping("/{number}/refuse")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    String refuse(
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return decided(false, id, number, posted, viewer, locale, model, response, redirect);
    }

    private String decided(
            boolean approve,
            UUID id,
            int number,
            Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = web.find(viewer, id);
        return ProjectWeb.answer(
                service.decide(viewer, id, number, approve, posted.getOrDefault("reason", "")),
                "/contracts/" + id + "?tab=run",
                "contract.done.decided",
                posted,
                redirect,
                response,
                form -> ProjectWeb.simple(
                        model, page(locale, viewer, project, change(id, number)).with(form)));
    }
}
