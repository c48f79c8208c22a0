package dev.kechuang.plan.web.track;

import dev.kechuang.file.Uploads;
import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanScope;
import dev.kechuang.plan.internal.track.Colour;
import dev.kechuang.plan.internal.track.Lights;
import dev.kechuang.plan.internal.track.ProgressService;
import dev.kechuang.plan.internal.track.ProgressService.Item;
import dev.kechuang.plan.internal.track.Report;
import dev.kechuang.plan.internal.track.ReportStore;
import dev.kechuang.plan.web.plan.PlanWords;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A target or task in force: its light and what proves it, the progress of its units, the form to report. */
@Controller
@RequestMapping("/plans/{plan}/items/{item}")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class ItemController {

    private final ProgressService progress;
    private final ReportStore reports;
    private final Lights lights;
    private final Uploads uploads;
    private final PlanWords words;
    private final ItemParts parts;

    ItemController(
            ProgressService progress,
            ReportStore reports,
            Lights lights,
            Uploads uploads,
            PlanWords words,
            ItemParts parts) {
        this.progress = progress;
        this.reports = reports;
        this.lights = lights;
        this.uploads = uploads;
        this.words = words;
        this.parts = parts;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    @GetMapping
    String show(@PathVariable UUID plan, @PathVariable UUID item, Viewer viewer, Locale locale, Model model) {
        return show(plan, item, Form.EMPTY, Form.EMPTY, viewer, locale, model);
    }

    private Item found(Viewer viewer, UUID plan, UUID item) {
        return progress.item(viewer, plan, item).orElseThrow(() -> new NotFound("item"));
    }

    private String show(UUID planId, UUID id, Form report, Form overrule, Viewer viewer, Locale locale, Model model) {
        Item item = found(viewer, planId, id);
        Plan plan = item.plan();
        var content = new Content(
                item.target().stream().toList(), item.task().stream().toList());
        var judged = lights.of(plan, content, lights.today());
        Lights.Light light = Objects.requireNonNull(judged.get(id));
        String path = "/plans/" + planId + "/items/" + id;
        var page = Page.of(
                item.name(), new Crumb(t(locale, "plan.list"), "/plans"), new Crumb(plan.title(), "/plans/" + planId));
        page.add(new Part.Facts("", parts.details(item, light, locale)));
        item.task().ifPresent(task -> {
            if (!task.text().isBlank()) page.add(new Part.Prose(t(locale, "plan.field.text"), task.text()));
        });
        var ofCounties = lights.parts(content, judged, lights.today()).getOrDefault(id, List.of());
        item.target().ifPresent(target -> parts.parts(page, target, ofCounties, locale));
        if (viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER) && light.shown() != Colour.GREEN)
            page.add(new Part.Buttons(
                    List.of(new Part.Button(t(locale, "track.supervise"), "/supervision/new?item=" + id, false))));
        boolean office = PlanScope.makes(viewer, plan.region());
        var all = reports.of(id, viewer);
        if (viewer.unit() != null
                && item.duties().stream().anyMatch(duty -> viewer.unit().equals(duty.unit()))
                && !viewer.is(Role.BUREAU_LEADER)) page.add(parts.report(item, path, report, all, viewer, locale));
        page.add(Part.Listing.of(
                t(locale, "track.reports"), parts.table(all, office, viewer, locale), t(locale, "track.reports.none")));
        for (Report one : all) parts.evidence(page, one, locale);
        if (office || PlanScope.releases(viewer, plan.region()))
            page.add(parts.overrule(light, path, overrule, locale));
        var history = parts.history(id, locale);
        if (!history.isEmpty()) page.add(new Part.Timeline(t(locale, "track.lightHistory"), history));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/report")
    String report(
            @PathVariable UUID plan,
            @PathVariable UUID item,
            @RequestParam Map<String, String> posted,
            @RequestParam(name = "files", required = false) MultipartFile @Nullable [] given,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        found(viewer, plan, item);
        Outcome<Report> outcome = switch (uploads.store(viewer, given)) {
            case Outcome.Refused<String>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<String>(var ids) -> progress.file(viewer, plan, item, posted, ids(ids));
        };
        return Answer.of(
                outcome,
                Notice.done("track.done.filed"),
                done -> "/plans/" + plan + "/items/" + item,
                errors -> show(plan, item, Form.of(posted).with(errors), Form.EMPTY, viewer, locale, model),
                response,
                redirect);
    }

    static List<UUID> ids(String joined) {
        return joined.isEmpty()
                ? List.of()
                : Arrays.stream(joined.split(",")).map(UUID::fromString).toList();
    }

    @PostMapping("/light")
    String light(
            @PathVariable UUID plan,
            @PathVariable UUID item,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        String wanted = posted.getOrDefault("colour", "");
        Colour colour = wanted.equals("rule") ? null : Colour.of(wanted).orElse(Colour.NONE);
        return Answer.of(
                lights.overrule(viewer, plan, item, colour, posted.getOrDefault("reason", "")),
                Notice.done("track.done.overruled"),
                done -> "/plans/" + plan + "/items/" + item,
                errors -> show(plan, item, Form.EMPTY, Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }
}
