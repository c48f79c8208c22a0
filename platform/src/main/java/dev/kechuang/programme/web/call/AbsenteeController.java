package dev.kechuang.programme.web.call;

import dev.kechuang.programme.internal.call.Call;
import dev.kechuang.programme.internal.call.CallService;
import dev.kechuang.programme.internal.call.CallStore;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.effect.Absentees;
import dev.kechuang.programme.internal.effect.Absentees.Holder;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Holders of a title who have to take part in an evaluation and have not handed in, for the officers of its call. */
@Controller
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
public class AbsenteeController {

    private static final int ROWS = 20;

    private final CallStore calls;
    private final CallService service;
    private final Definitions definitions;
    private final Absentees absentees;
    private final CallLabels labels;
    private final Sheets sheets;
    private final ApiProblems problems;
    private final Clock clock;

    AbsenteeController(
            CallStore calls,
            CallService service,
            Definitions definitions,
            Absentees absentees,
            CallLabels labels,
            Sheets sheets,
            ApiProblems problems,
            Clock clock) {
        this.calls = calls;
        this.service = service;
        this.definitions = definitions;
        this.absentees = absentees;
        this.labels = labels;
        this.sheets = sheets;
        this.problems = problems;
        this.clock = clock;
    }

    /** @param open whether the holders may still hand in, and are reminded */
    public record Page(Call call, boolean open, Table table, KeyPage<Holder> page) {}

    private Call own(UUID id, Viewer viewer) {
        return calls.find(viewer, id)
                .filter(call -> call.state() == Call.State.PUBLISHED && service.runs(viewer, call))
                .filter(call -> Absentees.title(definitions.of(call.version())).isPresent())
                .orElseThrow(() -> new NotFound("call"));
    }

    @GetMapping("/calls/{id}/absent")
    String list(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            Viewer viewer,
            Locale locale,
            Model model) {
        Call call = own(id, viewer);
        var page = absentees.list(call, definitions.of(call.version()), KeyPage.At.of(after, before), ROWS);
        var table = Table.of(
                labels.text(locale, "call.absent"),
                List.of(
                        Column.<Holder>title(
                                labels.text(locale, "call.absent.holder"),
                                holder -> Cell.link(holder.name(), "/titles/" + holder.title())),
                        Column.text(labels.text(locale, "call.absent.number"), holder -> Cell.text(holder.number())),
                        Column.text(
                                labels.text(locale, "call.field.region"),
                                holder -> Cell.text(labels.region(locale, holder.region()))),
                        Column.text(
                                labels.text(locale, "call.absent.until"),
                                holder -> Cell.text(
                                        holder.until() == null
                                                ? ""
                                                : holder.until().toString())),
                        Column.text(
                                labels.text(locale, "call.absent.state"), holder -> Cell.text(state(holder, locale)))),
                page.items());
        model.addAttribute("model", new Page(call, call.isOpen(clock.instant()), table, page));
        return "programme/callAbsent";
    }

    private String state(Holder holder, Locale locale) {
        return labels.text(locale, holder.draft() ? "call.absent.draft" : "call.absent.nothing");
    }

    @GetMapping("/calls/{id}/absent/export")
    void export(@PathVariable UUID id, Viewer viewer, Locale locale, HttpServletResponse response) {
        Call call = own(id, viewer);
        var definition = definitions.of(call.version());
        sheets.<Holder>write(
                response,
                viewer,
                locale,
                labels.text(locale, "call.absent"),
                Map.of("call", call.number()),
                List.of(
                        new Sheets.Column<>("call.absent.holder", Holder::name),
                        new Sheets.Column<>("call.absent.number", Holder::number),
                        new Sheets.Column<>("call.field.region", holder -> labels.region(locale, holder.region())),
                        new Sheets.Column<>("call.absent.until", Holder::until),
                        new Sheets.Column<>("call.absent.state", holder -> state(holder, locale))),
                at -> absentees.list(call, definition, at, Sheets.page()));
    }

    @PostMapping("/calls/{id}/absent/remind")
    String remind(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        Call call = own(id, viewer);
        redirect.addFlashAttribute(
                Notice.FLASH,
                absentees
                        .remind(viewer, call, definitions.of(call.version()))
                        .fold(
                                count -> Notice.done("call.done.reminded", count),
                                errors -> Notice.error(errors.getFirst().key())));
        return "redirect:/calls/" + id + "/absent";
    }

    @ResponseBody
    @GetMapping("/api/programme/calls/{id}/absent")
    KeyPage<Holder> listed(
            @PathVariable UUID id, @RequestParam(required = false) @Nullable String after, Viewer viewer) {
        Call call = own(id, viewer);
        return absentees.list(call, definitions.of(call.version()), KeyPage.At.of(after, null), 200);
    }

    @ResponseBody
    @PostMapping("/api/programme/calls/{id}/absent/remind")
    ResponseEntity<?> reminded(@PathVariable UUID id, Viewer viewer, Locale locale) {
        Call call = own(id, viewer);
        Outcome<Integer> told = absentees.remind(viewer, call, definitions.of(call.version()));
        return problems.answer(told, locale);
    }
}
