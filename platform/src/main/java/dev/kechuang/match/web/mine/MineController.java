package dev.kechuang.match.web.mine;

import dev.kechuang.match.internal.mine.MyPoliciesService;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.TriedFacts;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** “我的政策”: every policy for the viewer's own organisation, or for one an officer looks after. Nothing is saved here. */
@Controller
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class MineController {

    private final MyPoliciesService policies;
    private final MinePages pages;
    private final Decisions decisions;
    private final Organisations organisations;
    private final MineWords words;
    private final Clock clock;

    MineController(
            MyPoliciesService policies,
            MinePages pages,
            Decisions decisions,
            Organisations organisations,
            MineWords words,
            Clock clock) {
        this.policies = policies;
        this.pages = pages;
        this.decisions = decisions;
        this.organisations = organisations;
        this.words = words;
        this.clock = clock;
    }

    @Allow(Role.APPLICANT)
    @GetMapping("/my/policies")
    String own(
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        if (viewer.organisation() == null) throw new NotFound("organisation");
        return show(firm(viewer, viewer.organisation()), "/my/policies", asked, viewer, locale, model, response);
    }

    @GetMapping("/organisations/{id}/policies")
    String of(
            @PathVariable UUID id,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        Organisation firm = firm(viewer, id);
        return show(firm, "/organisations/" + id + "/policies", asked, viewer, locale, model, response);
    }

    private String show(
            Organisation firm,
            String here,
            Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        LocalDate day = day(asked);
        LocalDate on = day == null ? LocalDate.now(clock) : day;
        var tried = TriedFacts.read(decisions.dictionary(), on.getYear() - 1, asked);
        if (!tried.errors().isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        } else if (tried.places()) {
            var parameters = new TreeMap<>(tried.kept());
            if (day != null) parameters.put("day", day.toString());
            return "redirect:" + here + MinePages.query(parameters);
        }
        var mine = policies.of(firm, on, tried);
        model.addAttribute("model", pages.page(mine, tried, here, day, viewer, locale));
        return "match/mine/mine";
    }

    /** @param lines empty where nothing fails */
    public record WayPart(String id, List<Line> lines) {}

    /** The nearest way to one policy: a part of the page, asked for when it comes into view. */
    @GetMapping("/organisations/{id}/policies/{policy}/way")
    String way(
            @PathVariable UUID id,
            @PathVariable String policy,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            Model model) {
        if (decisions.find(policy).isEmpty()) throw new NotFound("policy");
        Organisation firm = firm(viewer, id);
        LocalDate day = day(asked);
        LocalDate on = day == null ? LocalDate.now(clock) : day;
        var tried = TriedFacts.read(decisions.dictionary(), on.getYear() - 1, asked);
        Decided decided = decisions.decide(policy, firm.id(), on, tried.facts());
        var way = decided.way();
        model.addAttribute("model", new WayPart(policy, way == null ? List.of() : words.way(locale, way)));
        return "match/mine/wayPart";
    }

    private Organisation firm(Viewer viewer, UUID id) {
        return organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
    }

    /** Null for today. */
    private static @Nullable LocalDate day(Map<String, String> asked) {
        String text = asked.getOrDefault("day", "").strip();
        if (text.isEmpty()) return null;
        try {
            LocalDate day = LocalDate.parse(text);
            return day.getYear() < 1990 || day.getYear() > 2100 ? null : day;
        } catch (DateTimeException nonsense) {
            return null;
        }
    }
}
