package dev.kechuang.programme.web.contract;

import dev.kechuang.document.Documents;
import dev.kechuang.programme.internal.contract.ContractDocuments;
import dev.kechuang.programme.internal.contract.ContractRights;
import dev.kechuang.programme.internal.contract.ContractService;
import dev.kechuang.programme.internal.contract.ContractStore;
import dev.kechuang.programme.internal.contract.ContractText;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.web.contract.SimpleForm.Ask;
import dev.kechuang.programme.web.contract.SimpleForm.Kind;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Figures;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One project, and its contract until both sides have signed. */
@Controller
@RequestMapping("/contracts/{id}")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ContractController {

    private static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private static final int SPARE = 3;

    private final ProjectWeb web;
    private final ContractService contracts;
    private final ContractStore store;
    private final ContractPages pages;
    private final ContractLabels labels;
    private final Documents documents;

    ContractController(
            ProjectWeb web,
            ContractService contracts,
            ContractStore store,
            ContractPages pages,
            ContractLabels labels,
            Documents documents) {
        this.web = web;
        this.contracts = contracts;
        this.store = store;
        this.pages = pages;
        this.labels = labels;
        this.documents = documents;
    }

    @GetMapping
    String one(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String tab,
            Viewer viewer,
            Locale locale,
            Model model) {
        Project project = web.find(viewer, id);
        String open = List.of("text", "run", "money", "acceptance").contains(tab)
                ? tab
                : project.confirmed() || project.state() == Project.State.WAIVED ? "run" : "text";
        model.addAttribute("model", pages.page(locale, viewer, project, open));
        return "programme/contract";
    }

    /**
     * @param kind of the change; null for the contract itself
     * @param rows how many rows each table has, with spare ones
     */
    public record EditPage(
            Project project,
            @Nullable String kind,
            Form form,
            String action,
            int milestones,
            int targets,
            int budget,
            String grant) {

        public boolean asks(String part) {
            return kind == null || kind.equals(part);
        }
    }

    static EditPage editPage(Project project, @Nullable String kind, Form form, String action) {
        var text = project.text();
        return new EditPage(
                project,
                kind,
                form,
                action,
                rows(form, "milestone", text.milestones().size()),
                rows(form, "target", text.targets().size()),
                rows(form, "budget", text.budget().size()),
                Figures.wan(new Money(text.grantFen())));
    }

    private static int rows(Form form, String prefix, int known) {
        return Math.min(60, Math.max(known + SPARE, new Typed(form.values()).rows(prefix)));
    }

    @GetMapping("/edit")
    @Allow(Role.APPLICANT)
    String edit(@PathVariable UUID id, Viewer viewer, Model model) {
        Project project = web.find(viewer, id);
        ProjectWeb.needs(ContractRights.applicant(viewer, project) && project.state() == Project.State.DRAFTING);
        var values = ContractForms.values(project.text().edit());
        values.put("revision", String.valueOf(project.revision()));
        model.addAttribute("model", editPage(project, null, Form.of(values), "/contracts/" + id + "/edit"));
        return "programme/contractEdit";
    }

    @PostMapping("/edit")
    @Allow(Role.APPLICANT)
    String edited(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = web.find(viewer, id);
        var typed = new Typed(posted);
        ContractText.Edit edit = ContractForms.edit(typed, project.text().edit());
        var outcome = ProjectWeb.read(typed, () -> contracts.save(viewer, id, typed.version("revision"), edit));
        boolean submit = posted.getOrDefault("then", "").equals("submit");
        if (submit && outcome instanceof dev.kechuang.shared.Outcome.Done<Project>(var saved)) {
            outcome = contracts.submit(viewer, id, saved.revision());
            // What was typed is kept; the next attempt starts from it.
            posted = ProjectWeb.mutable(posted);
            posted.put("revision", String.valueOf(saved.revision()));
        }
        return ProjectWeb.answer(
                outcome,
                submit ? "/contracts/" + id : "/contracts/" + id + "/edit",
                submit ? "contract.done.submitted" : "contract.done.saved",
                posted,
                redirect,
                response,
                form -> {
                    model.addAttribute("model", editPage(project, null, form, "/contracts/" + id + "/edit"));
                    return "programme/contractEdit";
                });
    }

    @GetMapping("/return")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    String askReturn(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Project project = web.find(viewer, id);
        ProjectWeb.needs(ContractRights.bureau(viewer, project));
        return ProjectWeb.simple(model, returning(locale, project));
    }

    private SimpleForm returning(Locale locale, Project project) {
        String path = "/contracts/" + project.id();
        return new SimpleForm(
                labels.text(locale, "contract.do.return"),
                project.application().label(),
                path,
                path + "/return",
                labels.text(locale, "contract.do.return"),
                Form.of(ProjectWeb.values("revision", String.valueOf(project.revision()))),
                List.of(
                        Ask.hidden("revision"),
                        Ask.of(Kind.AREA, "reason", labels.text(locale, "contract.field.amendments"), true)),
                List.of(),
                List.of(),
                false);
    }

    @PostMapping("/return")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    String giveBack(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = web.find(viewer, id);
        var typed = new Typed(posted);
        return ProjectWeb.answer(
                contracts.giveBack(viewer, id, typed.version("revision"), typed.text("reason")),
                "/contracts/" + id,
                "contract.done.returned",
                posted,
                redirect,
                response,
                form -> ProjectWeb.simple(model, returning(locale, project).with(form)));
    }

    @PostMapping("/agree")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    String agree(@PathVariable UUID id, @RequestParam int revision, Viewer viewer, RedirectAttributes redirect) {
        return ProjectWeb.command(
                contracts.agree(viewer, id, revision), "/contracts/" + id, "contract.done.agreed", redirect);
    }

    @PostMapping("/sign")
    String sign(@PathVariable UUID id, @RequestParam String digest, Viewer viewer, RedirectAttributes redirect) {
        return ProjectWeb.command(
                contracts.sign(viewer, id, digest), "/contracts/" + id + "?tab=text", "contract.done.signed", redirect);
    }

    @GetMapping("/document.pdf")
    void pdf(@PathVariable UUID id, Viewer viewer, HttpServletResponse response) throws IOException {
        write(web.find(viewer, id), "application/pdf", "pdf", response);
    }

    @GetMapping("/document.docx")
    void docx(@PathVariable UUID id, Viewer viewer, HttpServletResponse response) throws IOException {
        write(web.find(viewer, id), DOCX, "docx", response);
    }

    private void write(Project project, String type, String ending, HttpServletResponse response) throws IOException {
        var document = ContractDocuments.contract(
                project.text(), store.signatures(project.id()), project.version(), project.digest());
        response.setContentType(type);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("任务书_" + project.text().number() + "." + ending, StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.getOutputStream().write(ending.equals("pdf") ? documents.pdf(document) : documents.docx(document));
    }
}
