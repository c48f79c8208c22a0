package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.review.PublicScores;
import dev.kechuang.programme.internal.review.PublicScores.Entry;
import dev.kechuang.programme.internal.review.PublicScores.Score;
import dev.kechuang.programme.internal.review.PublicScores.Scoreboard;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.time.Instant;
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
import org.springframework.web.bind.annotation.ResponseBody;

/** Rounds that are scored in public (公开评分), for everybody; the page renews itself while judges sign. */
@Controller
@Allow(everyone = true)
public class PublicScoreController {

    private final PublicScores scores;
    private final ApplicationLabels labels;
    private final Sheets sheets;

    PublicScoreController(PublicScores scores, ApplicationLabels labels, Sheets sheets) {
        this.scores = scores;
        this.labels = labels;
        this.sheets = sheets;
    }

    /** @param path of the page */
    public record Page(
            String title,
            String callTitle,
            String callPath,
            String path,
            Tag state,
            List<Detail> details,
            Table table,
            boolean live) {}

    @GetMapping("/calls/{call}/scores/{stage}")
    String page(@PathVariable UUID call, @PathVariable String stage, Locale locale, Model model) {
        Scoreboard board = board(call, stage);
        model.addAttribute(
                "model",
                new Page(
                        labels.text(
                                locale,
                                "review.public.title",
                                board.review().name().in(locale)),
                        board.callTitle(),
                        "/calls/" + call,
                        "/calls/" + call + "/scores/" + stage,
                        new Tag(
                                labels.text(locale, board.closed() ? "review.state.closed" : "review.state.open"),
                                board.closed() ? Tone.PASSED : Tone.IN_PROGRESS),
                        details(board, locale),
                        table(board, locale),
                        !board.closed()));
        return "programme/review/public";
    }

    private Scoreboard board(UUID call, String stage) {
        return scores.board(call, stage).orElseThrow(() -> new NotFound("round"));
    }

    private List<Detail> details(Scoreboard board, Locale locale) {
        long complete =
                board.entries().stream().filter(entry -> entry.score() != null).count();
        var details = new ArrayList<Detail>();
        details.add(Detail.of(labels.text(locale, "review.public.judges"), Figures.count(board.judges())));
        details.add(Detail.of(
                labels.text(locale, "review.public.most"), board.most().toPlainString()));
        details.add(Detail.of(
                labels.text(locale, "review.public.counts"),
                board.review().drop() == 0
                        ? labels.text(locale, "review.public.mean")
                        : labels.text(
                                locale, "review.public.dropped", board.review().drop())));
        details.add(Detail.of(
                labels.text(locale, "review.public.done"),
                labels.text(locale, "review.of", complete, board.entries().size())));
        return details;
    }

    private Table table(Scoreboard board, Locale locale) {
        var columns = new ArrayList<Column<Entry>>();
        columns.add(Column.figure(
                labels.text(locale, "review.rank"),
                "",
                entry -> entry.place() == 0 ? Cell.NONE : Cell.count(entry.place())));
        columns.add(Column.title(
                labels.text(locale, "review.public.entry"),
                entry -> new Cell.Lines(
                        entry.title(),
                        "",
                        entry.number() + " · " + entry.organisation()
                                + (entry.track().isEmpty() ? "" : " · " + entry.track()))));
        if (board.entries().stream().anyMatch(entry -> entry.turn() > 0)) {
            columns.add(Column.text(labels.text(locale, "review.public.turn"), entry -> {
                Instant begins = entry.begins();
                return begins == null
                        ? Cell.NONE
                        : new Cell.Lines(String.valueOf(entry.turn()), "", ApplicationLabels.minute(begins));
            }));
        }
        columns.add(Column.figure(labels.text(locale, "review.mean"), "", entry -> {
            BigDecimal score = entry.score();
            return score == null
                    ? Cell.text(labels.text(locale, "review.public.waits", entry.signed(), entry.judges()))
                    : Cell.decimal(score, 2);
        }));
        for (int judge = 1; judge <= board.judges(); judge++) {
            int number = judge;
            columns.add(Column.figure(
                    labels.text(locale, "review.public.judge", judge), "", entry -> score(entry, number, locale)));
        }
        return Table.of(labels.text(locale, "review.public.table"), columns, board.entries());
    }

    private Cell score(Entry entry, int judge, Locale locale) {
        return of(entry, judge)
                .map(score -> {
                    String total = score.total().stripTrailingZeros().toPlainString();
                    return Cell.text(score.dropped() ? labels.text(locale, "review.public.drop", total) : total);
                })
                .orElse(Cell.NONE);
    }

    private static Optional<Score> of(Entry entry, int judge) {
        return entry.scores().stream().filter(score -> score.judge() == judge).findFirst();
    }

    @GetMapping("/calls/{call}/scores/{stage}/export")
    void export(@PathVariable UUID call, @PathVariable String stage, Locale locale, HttpServletResponse response) {
        Scoreboard board = board(call, stage);
        var columns = new ArrayList<Sheets.Column<Entry>>();
        columns.add(new Sheets.Column<>("review.rank", entry -> entry.place() == 0 ? null : entry.place()));
        columns.add(new Sheets.Column<>("review.export.number", Entry::number));
        columns.add(new Sheets.Column<>("review.public.entry", Entry::title));
        columns.add(new Sheets.Column<>("review.export.unit", Entry::organisation));
        columns.add(new Sheets.Column<>("review.public.track", Entry::track));
        columns.add(new Sheets.Column<>("review.mean", Entry::score));
        for (int judge = 1; judge <= board.judges(); judge++) {
            int number = judge;
            columns.add(Sheets.Column.named(
                    labels.text(locale, "review.public.judge", judge),
                    entry -> of(entry, number).map(Score::total).orElse(null)));
        }
        sheets.write(
                response,
                Viewer.PUBLIC,
                locale,
                labels.text(locale, "review.public.title", board.review().name().in(locale)),
                Map.of(),
                columns,
                board.entries().iterator());
    }

    /** @param closed whether the round has ended: before, scores may still come */
    record Shown(UUID call, String stage, boolean closed, BigDecimal most, int judges, List<Entry> entries) {}

    @ResponseBody
    @GetMapping("/api/programme/calls/{call}/scores/{stage}")
    Shown shown(@PathVariable UUID call, @PathVariable String stage) {
        Scoreboard board = board(call, stage);
        return new Shown(call, stage, board.closed(), board.most(), board.judges(), board.entries());
    }
}
