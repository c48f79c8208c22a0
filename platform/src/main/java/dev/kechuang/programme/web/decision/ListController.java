package dev.kechuang.programme.web.decision;

import dev.kechuang.programme.internal.decision.CallInfo;
import dev.kechuang.programme.internal.decision.DecisionListStore;
import dev.kechuang.programme.internal.decision.DecisionListStore.DecisionList;
import dev.kechuang.programme.internal.decision.DecisionListStore.Entry;
import dev.kechuang.programme.internal.decision.DecisionService;
import dev.kechuang.programme.internal.decision.DecisionStore;
import dev.kechuang.programme.internal.decision.Evaluation;
import dev.kechuang.programme.internal.decision.Evaluations;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Draft lists of a call: fixed by one, confirmed by a leader, or taken back. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ListController {

    private final DecisionService service;
    private final DecisionStore calls;
    private final DecisionListStore store;
    private final Evaluations evaluations;
    private final DecisionWords words;
    private final PlaceWords places;

    ListController(
            DecisionService service,
            DecisionStore calls,
            DecisionListStore store,
            Evaluations evaluations,
            DecisionWords words,
            PlaceWords places) {
        this.service = service;
        this.calls = calls;
        this.store = store;
        this.evaluations = evaluations;
        this.words = words;
        this.places = places;
    }

    public record Shown(DecisionList list, Tag state, String made, String decided, Table table, boolean open) {}

    public record Page(CallInfo call, List<Tab> tabs, List<Shown> lists, boolean decides) {}

    @GetMapping("/decisions/{call}/lists")
    String lists(@PathVariable UUID call, Viewer viewer, Locale locale, Model model) {
        CallInfo found = calls.call(viewer, call).orElseThrow(() -> new NotFound("call"));
        var evaluation = evaluations.of(found);
        var definition = service.definition(found);
        var lists = store.of(call).stream()
                .map(list -> new Shown(
                        list,
                        words.state(locale, list.state()),
                        words.text(locale, "decision.by", list.fixedName(), DecisionWords.minute(list.fixedAt())),
                        list.decidedName() == null
                                ? ""
                                : words.text(
                                        locale,
                                        "decision.by",
                                        list.decidedName(),
                                        DecisionWords.minute(list.decidedAt())),
                        table(locale, found, definition, list, store.entries(list.id()), evaluation),
                        list.state().equals("proposed")))
                .toList();
        model.addAttribute(
                "model",
                new Page(
                        found,
                        words.tabs(locale, found, "lists"),
                        lists,
                        viewer.isAny(Role.BUREAU_LEADER, Role.COUNTY_OFFICER)));
        return "programme/decisionLists";
    }

    /** @param evaluation of a programme that takes titles away */
    private Table table(
            Locale locale,
            CallInfo call,
            Definition definition,
            DecisionList list,
            List<Entry> entries,
            Optional<Evaluation> evaluation) {
        var columns = new ArrayList<Column<Entry>>();
        columns.add(Column.text(words.text(locale, "decision.rank"), each -> Cell.text(String.valueOf(each.place()))));
        columns.add(Column.title(
                words.text(locale, "decision.project"),
                each -> new Cell.Lines(
                        each.title(),
                        "/applications/" + each.application(),
                        each.number() + " · " + each.organisationName())));
        columns.add(Column.figure(
                words.text(locale, "decision.score"), "", each -> DecisionController.score(each.score())));
        boolean money = call.budgetFen() > 0 || entries.stream().anyMatch(each -> each.amountFen() > 0);
        if (money)
            columns.add(Column.figure(
                    words.text(locale, "decision.amount"),
                    words.text(locale, "shared.wan"),
                    each -> each.approve() ? Cell.money(new Money(each.amountFen())) : Cell.NONE));
        columns.add(Column.text(words.text(locale, "decision.approve"), each -> words.listed(locale, each)));
        evaluation.ifPresent(results -> columns.add(Column.text(
                words.text(locale, "decision.evaluated"),
                each -> results.of(list, each)
                        .<Cell>map(verdict -> words.verdict(locale, verdict))
                        .orElse(Cell.NONE))));
        if (entries.stream().anyMatch(each -> each.placed() != null && !each.computed()))
            columns.add(Column.text(
                    words.text(locale, "decision.why"),
                    each -> Cell.text(
                            places.why(locale, definition, each.placed(), each.shortOf(), each.neededFen()))));
        columns.add(Column.text(words.text(locale, "decision.change"), each -> Cell.text(each.reason())));
        return Table.of(words.text(locale, "decision.tab.lists"), columns, entries);
    }

    @PostMapping("/decisions/{call}/lists")
    String fix(@PathVariable UUID call, Viewer viewer, RedirectAttributes redirect) {
        return switch (service.fix(viewer, call)) {
            case Outcome.Done<DecisionList>(var list) -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("decision.fixed.done", list.approved()));
                yield "redirect:/decisions/" + call + "/lists";
            }
            case Outcome.Refused<DecisionList>(var errors) -> {
                redirect.addFlashAttribute(Notice.FLASH, Questions.error(errors.getFirst()));
                yield "redirect:/decisions/" + call;
            }
        };
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/decisions/{call}/lists/{list}/confirm")
    String askConfirm(@PathVariable UUID call, @PathVariable UUID list, Viewer viewer, Locale locale, Model model) {
        return Questions.ask(model, confirm(viewer, call, list, locale), Form.EMPTY);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/decisions/{call}/lists/{list}/confirm")
    String confirm(
            @PathVariable UUID call,
            @PathVariable UUID list,
            Viewer viewer,
            Locale locale,
            Model model,
            RedirectAttributes redirect,
            HttpServletResponse response) {
        return switch (service.confirm(viewer, call, list)) {
            case Outcome.Done<DecisionList>(var done) -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("decision.confirmed.done", done.approved()));
                yield "redirect:/decisions/" + call + "/notices";
            }
            case Outcome.Refused<DecisionList>(var errors) -> {
                response.setStatus(422);
                yield Questions.ask(model, confirm(viewer, call, list, locale), Form.EMPTY.with(errors));
            }
        };
    }

    private Confirm confirm(Viewer viewer, UUID call, UUID id, Locale locale) {
        CallInfo found = calls.call(viewer, call).orElseThrow(() -> new NotFound("call"));
        DecisionList list = store.find(call, id).orElseThrow(() -> new NotFound("list"));
        String money = found.budgetLine() == null ? "decision.confirm.noLine" : "decision.confirm.line";
        return new Confirm(
                words.text(locale, "decision.confirm.ask", list.number()),
                words.text(
                        locale,
                        "decision.confirm.text",
                        list.approved(),
                        DecisionWords.wan(list.sumFen()),
                        words.text(locale, money)),
                "/decisions/" + call + "/lists/" + id + "/confirm",
                words.text(locale, "decision.confirm.do"),
                "/decisions/" + call + "/lists",
                false,
                "",
                Map.of());
    }

    @GetMapping("/decisions/{call}/lists/{list}/withdraw")
    String askWithdraw(@PathVariable UUID call, @PathVariable UUID list, Viewer viewer, Locale locale, Model model) {
        if (calls.call(viewer, call).isEmpty()) throw new NotFound("call");
        return Questions.ask(model, withdraw(call, list, locale), Form.EMPTY);
    }

    @PostMapping("/decisions/{call}/lists/{list}/withdraw")
    String withdraw(
            @PathVariable UUID call,
            @PathVariable UUID list,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            Locale locale,
            Model model,
            RedirectAttributes redirect,
            HttpServletResponse response) {
        return switch (service.withdraw(viewer, call, list, reason)) {
            case Outcome.Done<DecisionList>(var done) -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("decision.withdrawn.done", done.number()));
                yield "redirect:/decisions/" + call;
            }
            case Outcome.Refused<DecisionList>(var errors) -> {
                response.setStatus(422);
                yield Questions.ask(
                        model,
                        withdraw(call, list, locale),
                        Form.of(Map.of("reason", reason)).with(errors));
            }
        };
    }

    private Confirm withdraw(UUID call, UUID list, Locale locale) {
        return Confirm.of(
                        words.text(locale, "decision.withdraw.ask"),
                        words.text(locale, "decision.withdraw.text"),
                        "/decisions/" + call + "/lists/" + list + "/withdraw",
                        words.text(locale, "decision.withdraw.do"),
                        "/decisions/" + call + "/lists")
                .withReason(words.text(locale, "decision.reason"));
    }
}
