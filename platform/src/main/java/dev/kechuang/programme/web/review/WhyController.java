package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.assign.Assigner;
import dev.kechuang.programme.internal.assign.Solution.Why;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.review.DrawInput;
import dev.kechuang.programme.internal.review.DrawStore;
import dev.kechuang.programme.internal.review.ReviewDesk;
import dev.kechuang.programme.internal.review.ReviewStore;
import dev.kechuang.programme.internal.review.ReviewStore.Board;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.registry.Experts;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Why these experts: the draw repeated, and asked about everybody it could have taken. */
@Controller
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
public class WhyController {

    private final ReviewDesk desk;
    private final ReviewStore store;
    private final DrawStore made;
    private final DrawInput input;
    private final ApplicationStore applications;
    private final Experts experts;
    private final WhyWords words;
    private final ApplicationLabels labels;

    WhyController(
            ReviewDesk desk,
            ReviewStore store,
            DrawStore made,
            DrawInput input,
            ApplicationStore applications,
            Experts experts,
            WhyWords words,
            ApplicationLabels labels) {
        this.desk = desk;
        this.store = store;
        this.made = made;
        this.input = input;
        this.applications = applications;
        this.experts = experts;
        this.words = words;
        this.labels = labels;
    }

    /** @param others how many more are of other fields */
    public record WhyPage(String title, String back, String roundTitle, int others, Table table) {}

    private record Answer(Experts.Expert expert, Why why) {}

    /** The last full draw, repeated, and asked about everybody it could have taken. */
    @GetMapping("/reviews/{call}/{stage}/why/{application}")
    String why(
            @PathVariable UUID call,
            @PathVariable String stage,
            @PathVariable UUID application,
            Viewer viewer,
            Locale locale,
            Model model) {
        Board board = desk.board(viewer, call, stage).orElseThrow(() -> new NotFound("review"));
        Application asked = applications.find(viewer, application).orElseThrow(() -> new NotFound("application"));
        Round round = store.round(call, stage, false).orElseThrow(() -> new NotFound("round"));
        var draw = made.draws(round.id()).stream()
                .filter(each -> each.kind().equals("draw") || each.kind().equals("redraw"))
                .findFirst()
                .orElseThrow(() -> new NotFound("draw"));
        var problem = input.repeat(round.id(), draw.number()).orElseThrow(() -> new NotFound("draw"));
        String item = input.item(problem, asked).orElseThrow(() -> new NotFound("draw"));
        var assigner = new Assigner(problem);
        var answers = assigner.why(item);
        var people = experts.find(problem.reviewers().stream()
                .map(reviewer -> UUID.fromString(reviewer.id()))
                .toList());
        var rows = new ArrayList<Answer>();
        for (int r = 0; r < answers.size(); r++) {
            Experts.Expert expert =
                    people.get(UUID.fromString(problem.reviewers().get(r).id()));
            if (expert != null && !(answers.get(r) instanceof Why.OtherField)) {
                rows.add(new Answer(expert, answers.get(r)));
            }
        }
        rows.sort(java.util.Comparator.comparingInt(row -> order(row.why())));
        var table = Table.of(
                labels.text(locale, "review.why"),
                List.of(
                        Column.<Answer>title(
                                labels.text(locale, "review.expert"),
                                row -> new Cell.Lines(
                                        row.expert().name(),
                                        "/experts/" + row.expert().id(),
                                        row.expert().unitName())),
                        Column.text(
                                labels.text(locale, "review.field"),
                                row -> Cell.text(row.expert().fields().stream()
                                        .map(code -> labels.technicalField(locale, code))
                                        .collect(Collectors.joining("、")))),
                        Column.title(
                                labels.text(locale, "review.answer"), row -> Cell.text(words.said(row.why(), locale)))),
                rows);
        model.addAttribute(
                "model",
                new WhyPage(
                        labels.text(locale, "review.why.title", String.valueOf(asked.number()), asked.label()),
                        "/reviews/" + call + "/" + stage,
                        board.title(),
                        (int) answers.stream()
                                .filter(why -> why instanceof Why.OtherField)
                                .count(),
                        table));
        return "programme/review/why";
    }

    private static int order(Why why) {
        return switch (why) {
            case Why.Assigned assigned -> 0;
            case Why.Excluded excluded -> 1;
            case Why.Full full -> 2;
            case Why.Dearer dearer -> 3;
            case Why.OtherField other -> 4;
        };
    }
}
