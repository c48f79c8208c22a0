package dev.kechuang.report.internal.reading;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.pack.Regions;
import dev.kechuang.report.internal.text.ReportText;
import dev.kechuang.report.internal.text.ReportText.Line;
import dev.kechuang.report.internal.text.Token;
import dev.kechuang.report.internal.text.Vocabulary;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the sections of a report at one state of the evidence. */
@Component
public class ReportReader {

    private final Indicators indicators;
    private final IndicatorFigures figures;
    private final Regions regions;
    private final Targets targets;
    private final RecordLists lists;

    public ReportReader(
            Indicators indicators, IndicatorFigures figures, Regions regions, Targets targets, RecordLists lists) {
        this.indicators = indicators;
        this.figures = figures;
        this.regions = regions;
        this.targets = targets;
        this.lists = lists;
    }

    /** A section as people write it. */
    public record Source(String id, String heading, String text) {}

    public Vocabulary vocabulary(Period.Kind kind) {
        return new Vocabulary(indicators, regions, kind);
    }

    /**
     * Tokens that are not understood stand as they were typed; whoever saves a text is told before.
     *
     * @param snapshot null for live
     * @param viewer sees the records of lists
     */
    public Content read(
            String title,
            String region,
            Period period,
            List<Source> sources,
            @Nullable Snapshot snapshot,
            Viewer viewer) {
        var vocabulary = vocabulary(period.kind());
        var place = new Place(region, period, regions);
        var readings = new Readings(figures, snapshot);
        var parsed = sources.stream()
                .map(source -> ReportText.parse(source.text(), vocabulary))
                .toList();
        var headings = sources.stream()
                .map(source -> ReportText.parse(source.heading(), vocabulary))
                .toList();
        var named = ReportText.parse(title, vocabulary);
        readings.prefetch(wanted(parsed, place));
        var used = new UsedFigures(place::name);
        var figureWords = new FigureWords(place, readings, used, targets, snapshot);
        var blocks = new BlockWords(place, readings, used, targets, lists, snapshot, viewer);
        var sections = new ArrayList<Content.Section>();
        for (int i = 0; i < sources.size(); i++) {
            var out = new ArrayList<Content.Block>();
            for (Line line : parsed.get(i).lines()) {
                switch (line) {
                    case Line.Prose(int level, var pieces) ->
                        out.add(new Content.Prose(
                                level, pieces.stream().map(figureWords::piece).toList()));
                    case Line.Block(Token.Standing token, String source) -> out.add(blocks.block(token));
                }
            }
            sections.add(new Content.Section(sources.get(i).id(), words(headings.get(i), figureWords), out));
        }
        String read = words(named, figureWords);
        return new Content(
                read,
                region,
                period.toString(),
                sections,
                used.all(),
                targets.aims(used.targets(), period.last(), snapshot));
    }

    /** A line of fixed words, e.g. a title: what it says of the report itself. */
    public String words(String text, String region, Period period) {
        var place = new Place(region, period, regions);
        return ReportText.parse(text, vocabulary(period.kind())).lines().stream()
                .map(line -> line instanceof Line.Prose(int level, var pieces) ? plain(pieces, place) : "")
                .collect(Collectors.joining());
    }

    private static String plain(List<ReportText.Piece> pieces, Place place) {
        return pieces.stream()
                .map(piece -> switch (piece) {
                    case ReportText.Piece.Plain(String text) -> text;
                    case ReportText.Piece.Live(Token.Word(var kind), String source) -> place.word(kind);
                    case ReportText.Piece.Live(Token.Figure figure, String source) -> "";
                })
                .collect(Collectors.joining());
    }

    private static String words(ReportText text, FigureWords words) {
        return text.lines().stream()
                .map(line -> line instanceof Line.Prose(int level, var pieces)
                        ? pieces.stream()
                                .map(words::piece)
                                .map(Content.Piece::text)
                                .collect(Collectors.joining())
                        : "")
                .collect(Collectors.joining());
    }

    /** What all texts are certain to need, so that it is read together. */
    private static List<FigureAt> wanted(List<ReportText> texts, Place place) {
        var wanted = new ArrayList<FigureAt>();
        for (ReportText text : texts) {
            for (Line line : text.lines()) {
                if (line instanceof Line.Prose(int level, var pieces)) {
                    for (var piece : pieces) {
                        if (piece instanceof ReportText.Piece.Live(Token.Figure token, String source)) {
                            FigureAt at = place.at(token);
                            switch (token.phrase()) {
                                case VALUE, NUMBER, COMPLETION -> wanted.add(at);
                                case GROWTH, CHANGE -> {
                                    wanted.add(at);
                                    wanted.add(at.during(at.period().lastYear()));
                                }
                                case SHARE, RANK, RANK_CHANGE, TARGET, HIGHEST, LEADING -> {}
                            }
                        }
                    }
                } else if (line instanceof Line.Block(Token.Standing token, String source)) {
                    wanted.addAll(BlockWords.wanted(token, place));
                }
            }
        }
        return wanted;
    }
}
