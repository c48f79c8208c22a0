package dev.kechuang.pack.web;

import dev.kechuang.pack.internal.PackCatalogue;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Pages about the packs. Packs are changed in their files, so there is nothing to post here. */
@Controller
@Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.SYSTEM_ADMIN})
class PackController {

    private final PackCatalogue catalogue;
    private final Clock clock;

    PackController(PackCatalogue catalogue, Clock clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @GetMapping("/packs")
    String list(Model model) {
        model.addAttribute("page", new PackListPage(catalogue.all(), catalogue));
        return "pack/list";
    }

    @GetMapping("/packs/check")
    String check(Model model) {
        model.addAttribute("page", new PackCheckPage(catalogue.check()));
        return "pack/check";
    }

    /** What stands on a day, by default today; an empty day shows every region that ever stood. */
    @GetMapping("/packs/{id}")
    String regions(@PathVariable String id, @RequestParam @Nullable String day, Model model) {
        var head = head(id, "");
        String typed = day == null ? LocalDate.now(clock).toString() : day.strip();
        var form = Form.of(Map.of("day", typed));
        LocalDate on = null;
        try {
            if (!typed.isEmpty()) on = LocalDate.parse(typed);
        } catch (DateTimeException e) {
            form = form.with(java.util.List.of(dev.kechuang.shared.FieldError.of("day", "pack.day.wrong")));
        }
        model.addAttribute(
                "page",
                new PackRegionsPage(head, form, catalogue.regions(head.summary().pack(), on), catalogue));
        return "pack/regions";
    }

    @GetMapping("/packs/{id}/codes")
    String codes(@PathVariable String id, Model model) {
        model.addAttribute("page", new PackCodesPage(head(id, "codes")));
        return "pack/codes";
    }

    @GetMapping("/packs/{id}/calendar")
    String calendar(@PathVariable String id, @RequestParam @Nullable Integer year, Model model) {
        var head = head(id, "calendar");
        int shown = year == null ? LocalDate.now(clock).getYear() : year;
        model.addAttribute(
                "page",
                new PackCalendarPage(
                        head,
                        shown,
                        catalogue.year(head.summary().pack(), shown).orElse(null),
                        LocalDate.now(clock)));
        return "pack/calendar";
    }

    @GetMapping("/packs/{id}/roles")
    String roles(@PathVariable String id, Model model) {
        model.addAttribute("page", new PackRolesPage(head(id, "roles"), catalogue));
        return "pack/roles";
    }

    @GetMapping("/packs/{id}/facts")
    String facts(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String group,
            Model model) {
        var head = head(id, "facts");
        model.addAttribute(
                "page",
                new PackFactsPage(
                        head,
                        Form.of(Map.of("q", q, "group", group)),
                        catalogue.facts(head.summary().pack(), q, group)));
        return "pack/facts";
    }

    @GetMapping("/packs/{id}/titles")
    String titles(@PathVariable String id, Model model) {
        model.addAttribute("page", new PackTitlesPage(head(id, "titles")));
        return "pack/titles";
    }

    @GetMapping("/packs/{id}/versions")
    String versions(@PathVariable String id, Model model) {
        model.addAttribute("page", new PackVersionsPage(head(id, "versions"), catalogue.versions(id)));
        return "pack/versions";
    }

    @GetMapping("/packs/{id}/versions/{number}")
    String version(@PathVariable String id, @PathVariable int number, Model model) {
        var differences = catalogue.differences(id, number).orElseThrow(() -> new NotFound("pack version"));
        model.addAttribute("page", new PackVersionPage(head(id, "versions"), number, differences));
        return "pack/version";
    }

    private PackHead head(String id, String tab) {
        return catalogue
                .find(id)
                .map(summary -> new PackHead(summary, catalogue.path(id), tab))
                .orElseThrow(() -> new NotFound("pack"));
    }
}
