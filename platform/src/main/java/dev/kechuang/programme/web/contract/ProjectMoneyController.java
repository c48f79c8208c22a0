package dev.kechuang.programme.web.contract;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Contribution;
import dev.kechuang.programme.internal.contract.ContractMoney;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.contract.ProjectService;
import dev.kechuang.programme.web.contract.SimpleForm.Ask;
import dev.kechuang.programme.web.contract.SimpleForm.Kind;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.Arrays;
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

/** Money of others that arrives for a project, and what is paid back of an ended one. */
@Controller
@RequestMapping("/contracts/{id}")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ProjectMoneyController {

    private final ProjectWeb web;
    private final ProjectService projects;
    private final ContractMoney money;
    private final ContractLabels labels;

    ProjectMoneyController(ProjectWeb web, ProjectService projects, ContractMoney money, ContractLabels labels) {
        this.web = web;
        this.projects = projects;
        this.money = money;
        this.labels = labels;
    }

    @GetMapping("/contributions")
    String askContribution(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ProjectWeb.simple(model, contribution(locale, web.find(viewer, id)));
    }

    private SimpleForm contribution(Locale locale, Project project) {
        return SimpleForm.of(
                labels,
                locale,
                project,
                "contribution",
                ProjectWeb.values(
                        "key",
                        UUID.randomUUID().toString(),
                        "day",
                        labels.today().toString()),
                List.of(
                        Ask.hidden("key"),
                        Ask.choice(
                                "from",
                                labels.text(locale, "contract.field.from"),
                                Arrays.stream(Contribution.From.values())
                                        .map(from -> new Option(
                                                from.code(), labels.text(locale, "contract.from." + from.code())))
                                        .toList()),
                        Ask.of(Kind.MONEY, "sum", labels.text(locale, "contract.field.sum"), true),
                        Ask.of(Kind.DAY, "day", labels.text(locale, "contract.field.day"), true),
                        Ask.of(Kind.TEXT, "evidence", labels.text(locale, "contract.field.evidence"), true)),
                false);
    }

    @PostMapping("/contributions")
    String contributed(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = web.find(viewer, id);
        var typed = new Typed(posted);
        var from = Contribution.From.of(typed.text("from"));
        if (from.isEmpty()) typed.wrong("from", "contract.error.from");
        long sum = typed.fen("sum");
        LocalDate day = typed.requiredDay("day", labels.today());
        return ProjectWeb.answer(
                ProjectWeb.read(
                        typed,
                        () -> projects.contributed(
                                viewer, id, key(typed), from.orElseThrow(), sum, day, typed.text("evidence"))),
                "/contracts/" + id + "?tab=money",
                "contract.done.saved",
                posted,
                redirect,
                response,
                form -> ProjectWeb.simple(model, contribution(locale, project).with(form)));
    }

    private static UUID key(Typed typed) {
        try {
            return UUID.fromString(typed.text("key"));
        } catch (IllegalArgumentException e) {
            throw new NotFound("form");
        }
    }

    @GetMapping("/recovered")
    String askRecovered(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Project project = web.handled(viewer, id);
        return ProjectWeb.simple(model, recovery(locale, viewer, project));
    }

    private SimpleForm recovery(Locale locale, Viewer viewer, Project project) {
        Allocation owed = money.of(viewer, project.id()).stream()
                .filter(one -> ContractPages.owed(one) > 0)
                .findFirst()
                .orElseThrow(() -> new NotFound("recovery"));
        return SimpleForm.of(
                labels,
                locale,
                project,
                "recovered",
                ProjectWeb.values(
                        "key",
                        UUID.randomUUID().toString(),
                        "allocation",
                        owed.id().toString(),
                        "sum",
                        Typed.wan(ContractPages.owed(owed)),
                        "day",
                        labels.today().toString(),
                        "to",
                        "treasury"),
                List.of(
                        Ask.hidden("key"),
                        Ask.hidden("allocation"),
                        Ask.of(Kind.MONEY, "sum", labels.text(locale, "contract.field.sum"), true),
                        Ask.of(Kind.DAY, "day", labels.text(locale, "contract.field.day"), true),
                        Ask.choice(
                                "to",
                                labels.text(locale, "contract.field.to"),
                                List.of(
                                        new Option("treasury", labels.text(locale, "contract.to.treasury")),
                                        new Option("budget", labels.text(locale, "contract.to.budget"))))),
                false);
    }

    @PostMapping("/recovered")
    String recovered(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = web.handled(viewer, id);
        var typed = new Typed(posted);
        long sum = typed.fen("sum");
        LocalDate day = typed.requiredDay("day", labels.today());
        UUID allocation = dev.kechuang.shared.desk.Typed.id(typed.text("allocation"))
                .orElseThrow(() -> new NotFound("allocation"));
        return ProjectWeb.answer(
                ProjectWeb.read(
                        typed,
                        () -> projects.recovered(
                                viewer,
                                id,
                                key(typed),
                                allocation,
                                sum,
                                day,
                                !typed.text("to").equals("budget"))),
                "/contracts/" + id + "?tab=money",
                "contract.done.saved",
                posted,
                redirect,
                response,
                form -> ProjectWeb.simple(
                        model, recovery(locale, viewer, project).with(form)));
    }
}
