package dev.kechuang.programme.web.decision;

import dev.kechuang.programme.internal.decision.Evaluation;
import dev.kechuang.programme.internal.decision.Evaluations;
import dev.kechuang.programme.internal.decision.NoticeService;
import dev.kechuang.programme.internal.decision.NoticeStore;
import dev.kechuang.programme.internal.decision.NoticeStore.Entry;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Public notices (公示) for everybody. */
@Controller
@Allow(everyone = true)
public class PublicNoticeController {

    private static final int LATEST = 100;

    private final NoticeService service;
    private final NoticeStore store;
    private final Evaluations evaluations;
    private final DecisionWords words;
    private final Sheets sheets;

    PublicNoticeController(
            NoticeService service, NoticeStore store, Evaluations evaluations, DecisionWords words, Sheets sheets) {
        this.service = service;
        this.store = store;
        this.evaluations = evaluations;
        this.words = words;
        this.sheets = sheets;
    }

    /** @param table null while nothing was published */
    public record ListPage(@Nullable Table table) {}

    @GetMapping("/notices")
    String list(Locale locale, Model model) {
        var notices = store.latest(LATEST);
        model.addAttribute("model", new ListPage(notices.isEmpty() ? null : notices(locale, notices)));
        return "programme/publicNotices";
    }

    @GetMapping("/notices/export")
    void export(Locale locale, HttpServletResponse response) {
        sheets.write(
                response,
                Viewer.PUBLIC,
                locale,
                words.text(locale, "decision.public"),
                Map.of(),
                List.of(
                        new Sheets.Column<NoticeStore.Notice>("decision.notice.title", NoticeStore.Notice::title),
                        new Sheets.Column<>("decision.notice.from", NoticeStore.Notice::fromOn),
                        new Sheets.Column<>("decision.notice.until", NoticeStore.Notice::untilOn),
                        new Sheets.Column<>("decision.notice.entries", NoticeStore.Notice::entries),
                        new Sheets.Column<>(
                                "decision.state", each -> state(locale, each).label())),
                store.latest(LATEST).iterator());
    }

    private Table notices(Locale locale, List<NoticeStore.Notice> notices) {
        return Table.of(
                words.text(locale, "decision.public"),
                List.of(
                        Column.<NoticeStore.Notice>title(
                                words.text(locale, "decision.notice.title"),
                                each -> Cell.link(each.title(), "/notices/" + each.id())),
                        Column.text(
                                words.text(locale, "decision.notice.days"),
                                each -> Cell.text(each.fromOn() + " — " + each.untilOn())),
                        Column.figure(
                                words.text(locale, "decision.notice.entries"), "", each -> Cell.count(each.entries())),
                        Column.text(words.text(locale, "decision.state"), each -> state(locale, each))),
                notices);
    }

    private Tag state(Locale locale, NoticeStore.Notice notice) {
        boolean over = notice.state().equals("published") && !notice.isOpenOn(service.today());
        return words.state(locale, over ? "closed" : notice.state());
    }

    /** @param open whether objections are taken */
    public record Page(NoticeStore.Notice notice, Tag state, Table table, boolean open, List<String> paragraphs) {}

    @GetMapping("/notices/{id}")
    String one(@PathVariable UUID id, Locale locale, Model model) {
        NoticeStore.Notice notice = notice(id);
        model.addAttribute(
                "model",
                new Page(
                        notice,
                        state(locale, notice),
                        entries(locale, store.entries(id), evaluations.of(notice)),
                        notice.isOpenOn(service.today()),
                        notice.body()
                                .lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList()));
        return "programme/publicNotice";
    }

    private NoticeStore.Notice notice(UUID id) {
        return store.find(id).orElseThrow(() -> new NotFound("notice"));
    }

    /** @param evaluation of a programme that takes titles away */
    private Table entries(Locale locale, List<Entry> entries, Optional<Evaluation> evaluation) {
        var columns = new ArrayList<Column<Entry>>();
        columns.add(Column.text(
                words.text(locale, "decision.notice.place"), each -> Cell.text(String.valueOf(each.place()))));
        columns.add(Column.text(words.text(locale, "decision.number"), each -> Cell.text(each.number())));
        columns.add(Column.title(words.text(locale, "decision.project"), each -> Cell.text(each.title())));
        columns.add(Column.text(words.text(locale, "decision.organisation"), each -> Cell.text(each.organisation())));
        if (entries.stream().anyMatch(each -> !each.leader().isEmpty()))
            columns.add(Column.text(words.text(locale, "decision.leader"), each -> Cell.text(each.leader())));
        if (entries.stream().anyMatch(each -> each.score() != null))
            columns.add(Column.figure(
                    words.text(locale, "decision.score"), "", each -> DecisionController.score(each.score())));
        evaluation.ifPresent(results -> columns.add(Column.text(
                words.text(locale, "decision.evaluated"),
                each -> results.of(each)
                        .<Cell>map(verdict -> words.verdict(locale, verdict))
                        .orElse(Cell.NONE))));
        if (entries.stream().anyMatch(each -> each.amountFen() != null))
            columns.add(Column.figure(words.text(locale, "decision.amount"), words.text(locale, "shared.wan"), each -> {
                Long fen = each.amountFen();
                return fen == null ? Cell.NONE : Cell.money(new Money(fen));
            }));
        if (entries.stream().anyMatch(each -> !each.left().isEmpty()))
            columns.add(Column.text(
                    words.text(locale, "decision.left"),
                    each -> each.left().isEmpty() ? Cell.NONE : new Tag(words.left(locale, each), Tone.RETURNED)));
        return Table.of(words.text(locale, "decision.public"), columns, entries);
    }
}
