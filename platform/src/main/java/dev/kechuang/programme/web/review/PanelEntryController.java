package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.review.PanelEntry.Grid;
import dev.kechuang.programme.internal.review.PanelEntry.Left;
import dev.kechuang.programme.internal.review.PanelEntry.Order;
import dev.kechuang.programme.internal.review.PanelEntry.Saving;
import dev.kechuang.programme.internal.review.PanelEntry.Signing;
import dev.kechuang.programme.internal.review.PanelEntryService;
import dev.kechuang.programme.internal.review.SheetService;
import dev.kechuang.programme.web.review.PanelEntryPages.GridView;
import dev.kechuang.programme.web.review.PanelEntryPages.SheetView;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 会评现场录入: a panel's sheets of one application side by side, from one interview to the next. */
@Controller
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
class PanelEntryController {

    private final PanelEntryService entries;
    private final PanelEntryPages pages;

    PanelEntryController(PanelEntryService entries, PanelEntryPages pages) {
        this.entries = entries;
        this.pages = pages;
    }

    private Order order(Viewer viewer, UUID call, String stage) {
        return entries.order(viewer, call, stage).orElseThrow(() -> new NotFound("review"));
    }

    private Grid grid(Order order, UUID application) {
        return entries.grid(order, application).orElseThrow(() -> new NotFound("application"));
    }

    /** The application whose turn it is. */
    @GetMapping("/reviews/{call}/{stage}/entry")
    String next(@PathVariable UUID call, @PathVariable String stage, Viewer viewer) {
        Order order = order(viewer, call, stage);
        var turn = order.next();
        return "redirect:" + PanelEntryPages.path(order) + (turn == null ? "" : "/entry/" + turn.application());
    }

    @GetMapping("/reviews/{call}/{stage}/entry/{application}")
    String one(
            @PathVariable UUID call,
            @PathVariable String stage,
            @PathVariable UUID application,
            Viewer viewer,
            Locale locale,
            Model model) {
        Order order = order(viewer, call, stage);
        Grid grid = grid(order, application);
        return page(order, grid, pages.grid(grid, locale), false, locale, model);
    }

    private String page(Order order, Grid grid, GridView shown, boolean refused, Locale locale, Model model) {
        model.addAttribute("model", pages.page(order, grid, shown, refused, locale));
        return "programme/review/entry";
    }

    /** Keeps every row that was touched; the button that signs goes on to the question. */
    @PostMapping("/reviews/{call}/{stage}/entry/{application}")
    String save(
            @PathVariable UUID call,
            @PathVariable String stage,
            @PathVariable UUID application,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Order order = order(viewer, call, stage);
        Grid before = grid(order, application);
        var kept = new HashMap<UUID, SheetView>();
        for (var row : before.rows()) {
            if (!touched(row.id(), posted)) continue;
            var typed = typed(row.id(), posted);
            int seen = RoundController.number(posted.getOrDefault(row.id() + ".version", ""));
            switch (entries.save(viewer, call, stage, application, row.id(), seen, typed)) {
                case Saving.Kept(var grid) -> {}
                case Saving.Rival rival -> {
                    // Sent once more it is meant: the version is the other's now.
                    var theirs = PanelEntryPages.of(pages.grid(rival.grid(), locale), row.id());
                    if (theirs != null) {
                        String note = pages.rival(rival, locale) + pages.again(locale);
                        kept.put(row.id(), theirs.typed(typed, theirs.version(), note));
                    }
                }
                case Saving.Refused(var errors) -> {
                    var now = PanelEntryPages.of(pages.grid(grid(order, application), locale), row.id());
                    if (now != null && now.editable()) {
                        kept.put(row.id(), now.typed(typed, now.version(), refused(errors.getFirst(), before, locale)));
                    } else if (now != null) {
                        String note = lost(errors.getFirst(), typed, before, locale);
                        kept.put(row.id(), now.typed(Map.of(), now.version(), note));
                    }
                }
            }
        }
        var lost = entries.released(order, application).stream()
                .filter(each -> touched(each.id(), posted))
                .map(each -> pages.say(
                        FieldError.of(
                                "",
                                "entry.cell",
                                each.expertName(),
                                lost(SheetService.GONE, typed(each.id(), posted), before, locale)),
                        locale))
                .toList();
        String path = PanelEntryPages.path(order) + "/entry/" + application;
        if (!kept.isEmpty() || !lost.isEmpty()) {
            response.setStatus(422);
            model.addAttribute("lost", lost);
            Grid grid = grid(order, application);
            var shown = pages.grid(grid, locale);
            var rows = shown.sheets().stream()
                    .map(sheet -> kept.getOrDefault(sheet.id(), sheet))
                    .toList();
            return page(order, grid, shown.with(rows), true, locale, model);
        }
        if (posted.containsKey("sign")) return "redirect:" + path + "/sign";
        redirect.addFlashAttribute(Notice.FLASH, Notice.done("entry.done.save"));
        return "redirect:" + path;
    }

    /** Whether a row came with something else than what the page showed. */
    private static boolean touched(UUID id, Map<String, String> posted) {
        return !posted.getOrDefault(id + ".version", "").isEmpty()
                && !PanelEntryPages.mark(typed(id, posted)).equals(posted.get(id + ".mark"));
    }

    /** With the name of the item it concerns. */
    private String refused(FieldError error, Grid grid, Locale locale) {
        return pages.left("", List.of(error), grid.sheet(), locale).why();
    }

    /** What was typed where it can be typed no more, so that it can be copied. */
    private String lost(FieldError why, Map<String, String> typed, Grid grid, Locale locale) {
        var said = new ArrayList<String>();
        for (var item : pages.items(grid.sheet(), locale)) {
            String points = typed.getOrDefault("points-" + item.id(), "");
            if (!points.isBlank()) said.add(item.name() + " " + points.strip());
        }
        String comment = typed.getOrDefault("comment", "");
        if (!comment.isBlank()) said.add(comment.strip());
        String all = String.join(locale.getLanguage().equals("en") ? ", " : "，", said);
        return pages.say(FieldError.of("", "entry.lost", pages.say(why, locale), all), locale);
    }

    /** What was typed into a row, without its prefix. */
    private static Map<String, String> typed(UUID id, Map<String, String> posted) {
        String prefix = id + ".";
        var typed = new LinkedHashMap<String, String>();
        posted.forEach((name, value) -> {
            String field = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
            if (field.startsWith("points-") || field.equals("comment")) typed.put(field, value);
        });
        return typed;
    }

    @GetMapping("/reviews/{call}/{stage}/entry/{application}/sign")
    String signing(
            @PathVariable UUID call,
            @PathVariable String stage,
            @PathVariable UUID application,
            Viewer viewer,
            Locale locale,
            Model model) {
        Order order = order(viewer, call, stage);
        model.addAttribute("model", pages.signing(order, grid(order, application), locale));
        return "programme/review/entrySign";
    }

    @PostMapping("/reviews/{call}/{stage}/entry/{application}/sign")
    String sign(
            @PathVariable UUID call,
            @PathVariable String stage,
            @PathVariable UUID application,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            RedirectAttributes redirect) {
        Order order = order(viewer, call, stage);
        Grid grid = grid(order, application);
        var seen = new HashMap<UUID, Integer>();
        grid.rows().forEach(row -> {
            String version = posted.get("version-" + row.id());
            if (version != null) seen.put(row.id(), RoundController.number(version));
        });
        Notice notice = switch (entries.signAll(viewer, call, stage, application, seen)) {
            case Outcome.Done<Signing>(var signing) -> told(signing, grid, locale);
            case Outcome.Refused<Signing>(var errors) ->
                Notice.error(
                        errors.getFirst().key(),
                        errors.getFirst().args().stream().map(String::valueOf).toArray(String[]::new));
        };
        redirect.addFlashAttribute(Notice.FLASH, notice);
        return "redirect:" + PanelEntryPages.path(order) + "/entry/" + application;
    }

    private Notice told(Signing signing, Grid grid, Locale locale) {
        int count = signing.signed().size();
        if (signing.left().isEmpty()) return Notice.done("entry.done.sign", count);
        String left = names(signing.left(), grid, locale);
        return count == 0 ? Notice.error("entry.done.none", left) : Notice.warning("entry.done.some", count, left);
    }

    private String names(List<Left> left, Grid grid, Locale locale) {
        return left.stream()
                .map(each -> pages.left(each.expert(), each.why(), grid.sheet(), locale))
                .map(each -> pages.leftOut(each, locale))
                .collect(Collectors.joining(locale.getLanguage().equals("en") ? "; " : "；"));
    }
}
