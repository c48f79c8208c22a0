package dev.kechuang.fund.web;

import dev.kechuang.fund.internal.JournalStore;
import dev.kechuang.fund.internal.JournalStore.Filter;
import dev.kechuang.fund.internal.JournalStore.Leg;
import dev.kechuang.fund.internal.JournalStore.Posting;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The journal: every posting, down to its legs and to the thing behind it. */
@Controller
@RequestMapping("/funds/journal")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class JournalController {

    private static final int ROWS = 20;

    private final JournalStore journal;
    private final FundLabels labels;
    private final Sheets sheets;

    JournalController(JournalStore journal, FundLabels labels, Sheets sheets) {
        this.journal = journal;
        this.labels = labels;
        this.sheets = sheets;
    }

    public record ListPage(Form filter, Table table, KeyPage<Posting> page, List<Option> kinds) {}

    static Filter filter(Map<String, String> parameters) {
        return new Filter(
                id(parameters.get("line")),
                id(parameters.get("allocation")),
                parameters.getOrDefault("kind", ""),
                day(parameters.get("from")),
                day(parameters.get("until")),
                parameters.getOrDefault("reference", ""));
    }

    private static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFound("budget line");
        }
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    @GetMapping
    String list(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var page = journal.list(viewer, filter(parameters), BudgetController.at(parameters), ROWS);
        var table = Table.of(
                labels.text(locale, "fund.journal"),
                List.of(
                        Column.<Posting>text(
                                labels.text(locale, "fund.day"),
                                p -> Cell.link(p.day().toString(), "/funds/journal/" + p.id())),
                        Column.text(
                                labels.text(locale, "fund.posting"), p -> Cell.text(labels.posting(locale, p.kind()))),
                        Column.figure(
                                labels.text(locale, "fund.amount"),
                                labels.text(locale, "shared.wan"),
                                p -> Cell.money(p.moved())),
                        Column.text(
                                labels.text(locale, "fund.way"), p -> Cell.text(labels.way(locale, p.from(), p.to()))),
                        Column.<Posting>title(labels.text(locale, "fund.memo"), p -> Cell.text(p.memo())),
                        Column.text(
                                labels.text(locale, "fund.behind"), p -> labels.reference(locale, p.reference(), "")),
                        Column.text(labels.text(locale, "fund.by"), p -> Cell.text(p.postedName()))),
                page.items());
        model.addAttribute("model", new ListPage(Form.of(parameters), table, page, labels.postings(locale)));
        return "fund/journal";
    }

    @GetMapping("/export")
    void export(
            @RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response) {
        var filter = filter(parameters);
        sheets.<Posting>write(
                response,
                locale,
                "fund.journal",
                List.of(
                        new Sheets.Column<>("fund.day", p -> p.day().toString()),
                        new Sheets.Column<>("fund.posting", p -> labels.posting(locale, p.kind())),
                        new Sheets.Column<>("fund.amount.yuan", Posting::moved),
                        new Sheets.Column<>("fund.way", p -> labels.way(locale, p.from(), p.to())),
                        new Sheets.Column<>("fund.memo", Posting::memo),
                        new Sheets.Column<>("fund.reference", Posting::reference),
                        new Sheets.Column<>("fund.by", Posting::postedName),
                        new Sheets.Column<>("fund.postedAt", p -> FundLabels.minute(p.postedAt())),
                        new Sheets.Column<>("fund.postingNumber", p -> p.id().toString())),
                at -> journal.list(viewer, filter, at, Sheets.page()));
    }

    public record PostingPage(Posting posting, String title, List<Detail> details, Table legs) {}

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Posting posting = journal.find(viewer, id).orElseThrow(() -> new NotFound("posting"));
        var details = List.of(
                Detail.of(labels.text(locale, "fund.day"), posting.day().toString()),
                Detail.of(labels.text(locale, "fund.postedAt"), FundLabels.minute(posting.postedAt())),
                Detail.of(labels.text(locale, "fund.by"), posting.postedName()),
                Detail.of(labels.text(locale, "fund.memo"), posting.memo()),
                Detail.of(labels.text(locale, "fund.behind"), labels.reference(locale, posting.reference(), "")),
                Detail.of(labels.text(locale, "fund.reference"), posting.reference()),
                Detail.of(
                        labels.text(locale, "fund.postingNumber"), posting.id().toString()),
                Detail.of(labels.text(locale, "fund.key"), posting.key()));
        String wan = labels.text(locale, "shared.wan");
        var legs = Table.of(
                labels.text(locale, "fund.legs"),
                List.of(
                        Column.<Leg>text(
                                labels.text(locale, "fund.account"),
                                leg -> Cell.text(labels.account(locale, leg.account()))),
                        Column.<Leg>title(
                                labels.text(locale, "fund.line"),
                                leg -> Cell.link(leg.year() + " " + leg.lineName(), "/funds/lines/" + leg.line())),
                        Column.<Leg>title(
                                labels.text(locale, "fund.allocation"),
                                leg -> leg.allocation() == null
                                        ? Cell.NONE
                                        : Cell.link(leg.title(), "/funds/allocations/" + leg.allocation())),
                        Column.figure(
                                labels.text(locale, "fund.leg.in"),
                                wan,
                                leg -> leg.amount().fen() > 0 ? Cell.money(leg.amount()) : Cell.NONE),
                        Column.figure(
                                labels.text(locale, "fund.leg.out"),
                                wan,
                                leg -> leg.amount().fen() < 0
                                        ? Cell.money(new dev.kechuang.shared.Money(
                                                -leg.amount().fen()))
                                        : Cell.NONE)),
                journal.legs(id));
        model.addAttribute("model", new PostingPage(posting, labels.posting(locale, posting.kind()), details, legs));
        return "fund/posting";
    }
}
