package dev.kechuang.report.web;

import dev.kechuang.indicator.Snapshot;
import dev.kechuang.report.internal.paper.ReportPaper;
import dev.kechuang.report.internal.reading.Changes;
import dev.kechuang.report.internal.reading.Content;
import dev.kechuang.report.internal.reading.Content.Used;
import dev.kechuang.shared.web.ui.Chart;
import dev.kechuang.shared.web.ui.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A report as its page shows it: every figure a link to its evidence, with what it was where it changed.
 *
 * @param changed how many places say something else than the reading they are compared with
 */
public record ReportView(List<SectionView> sections, List<Used> figures, List<AimView> aims, int changed) {

    /** @param typing names of others who have typed something they have not saved */
    public record SectionView(String id, String heading, List<BlockView> blocks, List<String> typing) {}

    public sealed interface BlockView {}

    public record ProseView(int level, List<Shown> pieces) implements BlockView {}

    public record TableView(String title, List<String> heads, List<Boolean> numbers, List<List<Shown>> rows)
            implements BlockView {}

    public record ChartView(Chart chart) implements BlockView {}

    /** @param path evidence of the figure that the list is cut from */
    public record ListView(
            String title, List<String> heads, List<List<String>> rows, List<String> links, String path, String note)
            implements BlockView {}

    /**
     * @param path evidence; empty for text that people wrote
     * @param hint what the figures are, read on hover
     * @param was what stood there in the reading before, null where it says the same
     */
    public record Shown(
            String text, String path, String hint, @Nullable String was) {}

    /**
     * @param aim the target as it stood
     * @param path of the evidence of its actual value, empty where there is none
     * @param tone of its light
     */
    public record AimView(Content.Aim aim, String path, Tone tone) {}

    /** The text of a figure's row in the list at the end. */
    public static String value(Used figure) {
        return ReportPaper.value(figure);
    }

    static ReportView of(
            Content content,
            @Nullable Content earlier,
            Map<String, List<String>> typing,
            String asOf,
            String category,
            @Nullable Snapshot snapshot) {
        return new Builder(content, new Changes(earlier), asOf, category, snapshot).build(typing);
    }

    private static final class Builder {
        private final Content content;
        private final Changes changes;
        private final String asOf;
        private final String category;
        private final @Nullable Snapshot snapshot;
        private int changed;
        private int charts;

        Builder(Content content, Changes changes, String asOf, String category, @Nullable Snapshot snapshot) {
            this.content = content;
            this.changes = changes;
            this.asOf = asOf;
            this.category = category;
            this.snapshot = snapshot;
        }

        ReportView build(Map<String, List<String>> typing) {
            var sections = new ArrayList<SectionView>();
            for (Content.Section section : content.sections()) {
                var blocks = section.blocks().stream()
                        .map(block -> block(section.id(), block))
                        .toList();
                sections.add(new SectionView(
                        section.id(), section.heading(), blocks, typing.getOrDefault(section.id(), List.of())));
            }
            return new ReportView(
                    sections,
                    content.figures(),
                    content.aims().stream().map(this::aim).toList(),
                    changed);
        }

        private AimView aim(Content.Aim aim) {
            return new AimView(
                    aim,
                    aim.sources().isEmpty()
                            ? ""
                            : aim.sources().getLast().at(snapshot).path(),
                    switch (aim.light()) {
                        case "GREEN" -> Tone.PASSED;
                        case "AMBER" -> Tone.RETURNED;
                        case "RED" -> Tone.FAILED;
                        default -> Tone.DRAFT;
                    });
        }

        private BlockView block(String section, Content.Block block) {
            return switch (block) {
                case Content.Prose(int level, var pieces) -> new ProseView(level, shown(section, pieces));
                case Content.Table table ->
                    new TableView(
                            table.title(),
                            table.heads(),
                            table.numbers(),
                            table.rows().stream()
                                    .map(row -> shown(section, row))
                                    .toList());
                case Content.Chart chart -> new ChartView(chart(chart));
                case Content.Listing list ->
                    new ListView(
                            list.title(), list.heads(), list.rows(), list.links(), path(list.figure()), list.note());
            };
        }

        private List<Shown> shown(String section, List<Content.Piece> pieces) {
            var out = new ArrayList<Shown>();
            for (Content.Piece piece : pieces) {
                String was = changes.was(section, piece);
                if (was != null) changed++;
                String hint = piece.figures().stream()
                        .limit(6)
                        .flatMap(number -> content.figure(number).stream())
                        .map(figure -> figure.place() + " " + figure.period() + " " + figure.name() + "："
                                + ReportPaper.value(figure))
                        .collect(Collectors.joining("\n"));
                out.add(new Shown(
                        piece.text(),
                        piece.figures().isEmpty() ? "" : path(piece.figures().getFirst()),
                        hint,
                        was));
            }
            return out;
        }

        private String path(int figure) {
            return content.figure(figure).map(Used::path).orElse("");
        }

        private Chart chart(Content.Chart chart) {
            var values = new ArrayList<java.math.@Nullable BigDecimal>();
            for (var point : chart.points()) values.add(point.value());
            return new Chart(
                    "chart-" + ++charts,
                    chart.title(),
                    chart.unit(),
                    asOf,
                    chart.ranking() ? Chart.Type.RANKING : Chart.Type.LINE,
                    category,
                    chart.categories(),
                    List.of(new Chart.Series(chart.title(), values)));
        }
    }
}
