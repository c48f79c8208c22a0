package dev.kechuang.programme.web.decision;

import dev.kechuang.programme.internal.decision.DecisionBoard;
import dev.kechuang.programme.internal.decision.DecisionBoard.Group;
import dev.kechuang.programme.internal.decision.DecisionBoard.Row;
import dev.kechuang.programme.internal.decision.DecisionChangeStore.Change;
import dev.kechuang.programme.internal.decision.DecisionService;
import dev.kechuang.programme.internal.decision.DecisionStore;
import dev.kechuang.programme.internal.decision.DecisionStore.Progress;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Calls that have something to decide, the ranking of one with its line, and what a leader changes. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class DecisionController {

    private final DecisionService service;
    private final DecisionStore store;
    private final DecisionWords words;
    private final PlaceWords places;

    DecisionController(DecisionService service, DecisionStore store, DecisionWords words, PlaceWords places) {
        this.service = service;
        this.store = store;
        this.words = words;
        this.places = places;
    }

    /** @param table null where there is nothing to decide */
    public record ListPage(@Nullable Table table) {}

    @GetMapping("/decisions")
    String list(Viewer viewer, Locale locale, Model model) {
        List<Progress> calls = store.calls(viewer);
        model.addAttribute("model", new ListPage(calls.isEmpty() ? null : calls(calls, locale)));
        return "programme/decisions";
    }

    private Table calls(List<Progress> calls, Locale locale) {
        return Table.of(
                words.text(locale, "decision.list"),
                List.of(
                        Column.<Progress>title(
                                words.text(locale, "decision.call"),
                                each -> new Cell.Lines(
                                        each.call().title(),
                                        "/decisions/" + each.call().id(),
                                        each.call().number())),
                        Column.figure(
                                words.text(locale, "decision.count.before"), "", each -> Cell.count(each.before())),
                        Column.figure(
                                words.text(locale, "decision.count.deciding"),
                                "",
                                each -> Cell.count(each.deciding())
                                        .linked("/decisions/" + each.call().id())),
                        Column.figure(
                                words.text(locale, "decision.count.noticed"),
                                "",
                                each -> Cell.count(each.noticed())
                                        .linked("/decisions/" + each.call().id() + "/notices")),
                        Column.figure(
                                words.text(locale, "decision.count.objections"),
                                "",
                                each -> Cell.count(each.objections())
                                        .linked("/decisions/" + each.call().id() + "/objections")),
                        Column.figure(
                                words.text(locale, "decision.count.approving"),
                                "",
                                each -> Cell.count(each.approving())
                                        .linked("/decisions/" + each.call().id() + "/approvals")),
                        Column.figure(
                                words.text(locale, "decision.count.approved"),
                                "",
                                each -> Cell.count(each.approved()))),
                calls);
    }

    /**
     * @param groups tracks and fields whose money is limited, null for none
     * @param above rows to be approved, null for none
     * @param below the others, null for none
     */
    public record BoardPage(
            DecisionBoard board,
            List<Tab> tabs,
            List<Kpi> kpis,
            @Nullable Table groups,
            Form ask,
            @Nullable Table above,
            @Nullable Table below,
            boolean mayFix,
            String exceeded) {}

    @GetMapping("/decisions/{call}")
    String board(
            @PathVariable UUID call,
            @RequestParam(defaultValue = "") String budget,
            Viewer viewer,
            Locale locale,
            Model model) {
        var errors = new ArrayList<FieldError>();
        Long asked = DecisionWords.fen(budget, "budget", errors);
        var found = service.board(viewer, call, asked);
        if (found.isEmpty()) {
            if (store.call(viewer, call).isEmpty()) throw new NotFound("call");
            return "redirect:/decisions/" + call + "/notices"; // a programme without decision begins there
        }
        DecisionBoard board = found.get();
        var above = board.rows().stream().filter(Row::approve).toList();
        var below = board.rows().stream().filter(row -> !row.approve()).toList();
        boolean decides = viewer.isAny(Role.BUREAU_LEADER, Role.COUNTY_OFFICER)
                && board.proposed().isEmpty()
                && asked == null;
        model.addAttribute(
                "model",
                new BoardPage(
                        board,
                        words.tabs(locale, board.call(), "board"),
                        kpis(locale, board),
                        board.groups().isEmpty() ? null : groups(locale, board),
                        Form.of(Map.of("budget", budget)).with(errors),
                        above.isEmpty() ? null : rows(locale, board, above, decides, true),
                        below.isEmpty() ? null : rows(locale, board, below, decides, false),
                        board.proposed().isEmpty() && asked == null && !above.isEmpty(),
                        exceeded(locale, board)));
        return "programme/decisionBoard";
    }

    private String exceeded(Locale locale, DecisionBoard board) {
        Long available = board.availableFen();
        return available != null && board.exceedsBudget()
                ? words.text(
                        locale, "decision.exceeded", DecisionWords.wan(board.sumFen()), DecisionWords.wan(available))
                : board.exceeded()
                        .map(group -> words.text(
                                locale,
                                "decision.exceeded.share",
                                places.name(locale, board.definition(), group),
                                DecisionWords.wan(group.listedFen()),
                                DecisionWords.wan(group.availableFen())))
                        .orElse("");
    }

    private Table groups(Locale locale, DecisionBoard board) {
        String wan = words.text(locale, "shared.wan");
        return Table.of(
                words.text(locale, "decision.groups"),
                List.of(
                        Column.<Group>title(
                                words.text(locale, "decision.group"),
                                each -> Cell.text(places.name(locale, board.definition(), each))),
                        Column.figure(
                                words.text(locale, "decision.group.limit"),
                                wan,
                                each -> Cell.money(new Money(each.share().fen()))),
                        Column.figure(
                                words.text(locale, "decision.group.granted"),
                                wan,
                                each -> Cell.money(new Money(each.grantedFen()))),
                        Column.figure(
                                words.text(locale, "decision.group.listed"),
                                wan,
                                each -> Cell.money(new Money(each.listedFen()))),
                        Column.figure(
                                words.text(locale, "decision.group.left"),
                                wan,
                                each -> Cell.money(
                                        new Money(each.share().fen() - each.grantedFen() - each.listedFen())))),
                board.groups());
    }

    private List<Kpi> kpis(Locale locale, DecisionBoard board) {
        var kpis = new ArrayList<Kpi>();
        Long budget = board.budgetFen();
        String wan = words.text(locale, "shared.wan");
        if (budget != null) {
            kpis.add(new Kpi(
                    words.text(locale, board.asked() ? "decision.kpi.asked" : "decision.kpi.budget"),
                    DecisionWords.wan(budget),
                    wan,
                    null,
                    words.text(locale, "decision.kpi.granted", DecisionWords.wan(board.grantedFen())),
                    ""));
            kpis.add(new Kpi(
                    words.text(locale, "decision.kpi.sum"),
                    DecisionWords.wan(board.sumFen()),
                    wan,
                    null,
                    words.text(
                            locale,
                            "decision.kpi.left",
                            DecisionWords.wan(budget - board.grantedFen() - board.sumFen())),
                    ""));
        }
        kpis.add(Kpi.of(
                words.text(locale, "decision.kpi.approved"),
                board.approved(),
                words.text(locale, "decision.unit"),
                words.text(locale, "decision.kpi.of", board.rows().size()),
                ""));
        kpis.add(Kpi.of(
                words.text(locale, "decision.kpi.before"),
                board.before(),
                words.text(locale, "decision.unit"),
                words.text(locale, "decision.kpi.before.note"),
                ""));
        return kpis;
    }

    private Table rows(Locale locale, DecisionBoard board, List<Row> rows, boolean decides, boolean above) {
        boolean money = board.budgetFen() != null;
        var columns = new ArrayList<Column<Row>>();
        columns.add(Column.text(
                words.text(locale, "decision.rank"),
                row -> Cell.text(
                        row.tied() ? words.text(locale, "decision.tied", row.rank()) : String.valueOf(row.rank()))));
        columns.add(Column.title(
                words.text(locale, "decision.project"),
                row -> new Cell.Lines(
                        row.candidate().title(),
                        "/applications/" + row.candidate().application(),
                        row.candidate().number() + " · " + row.candidate().organisationName())));
        columns.add(Column.figure(
                words.text(locale, "decision.score"),
                "",
                row -> score(row.candidate().score())));
        if (money) {
            String wan = words.text(locale, "shared.wan");
            // Prizes and fixed sums are not applied for.
            if (board.rows().stream().anyMatch(row -> row.candidate().requestedFen() > 0)) {
                columns.add(Column.figure(
                        words.text(locale, "decision.requested"),
                        wan,
                        row -> Cell.money(new Money(row.candidate().requestedFen()))));
            }
            columns.add(Column.figure(
                    words.text(locale, "decision.amount"), wan, row -> Cell.money(new Money(row.amountFen()))));
            if (above)
                columns.add(Column.figure(words.text(locale, "decision.after"), wan, row -> {
                    Long after = row.afterFen();
                    return after == null ? Cell.NONE : Cell.money(new Money(after));
                }));
        }
        columns.add(Column.text(words.text(locale, "decision.place"), row -> {
            String why = places.why(
                    locale,
                    board.definition(),
                    row.place(),
                    row.shortOf(),
                    row.candidate().fen());
            Tag place = places.tag(locale, row.place());
            return why.isEmpty() ? place : new Cell.Lines(place.label(), "", why);
        }));
        columns.add(Column.text(words.text(locale, "decision.change"), row -> {
            Change change = row.change();
            return change == null || !row.changed() ? Cell.NONE : new Cell.Lines(change.reason(), "", change.actor());
        }));
        if (decides)
            columns.add(Column.actions(
                    words.text(locale, "decision.actions"),
                    row -> Cell.actions(Action.open(
                            words.text(locale, "decision.adjust"),
                            "/decisions/" + board.call().id() + "/applications/"
                                    + row.candidate().application()))));
        return Table.of(words.text(locale, above ? "decision.above" : "decision.below"), columns, rows);
    }

    static Cell score(@Nullable BigDecimal score) {
        return score == null ? Cell.NONE : Cell.decimal(score, 2);
    }

    /** The ranking as an Excel file. */
    @GetMapping("/decisions/{call}/export")
    void export(@PathVariable UUID call, Viewer viewer, Locale locale, HttpServletResponse response)
            throws IOException {
        DecisionBoard board = service.board(viewer, call, null).orElseThrow(() -> new NotFound("call"));
        DecisionWorkbook.write(board, words, places, locale, viewer.name(), response);
    }
}
