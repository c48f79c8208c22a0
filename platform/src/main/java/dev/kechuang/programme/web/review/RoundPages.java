package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.review.AttachmentService;
import dev.kechuang.programme.internal.review.DrawStore;
import dev.kechuang.programme.internal.review.ResultStore;
import dev.kechuang.programme.internal.review.ReviewDesk;
import dev.kechuang.programme.internal.review.ReviewStore;
import dev.kechuang.programme.internal.review.ReviewStore.Board;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.SheetStore;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the pages of rounds show. */
@Component
public class RoundPages {

    private final ReviewStore store;
    private final DrawStore made;
    private final SheetStore sheets;
    private final ResultStore outcomes;
    private final RoundTables tables;
    private final AttachmentService attachments;
    private final Definitions definitions;
    private final ApplicationLabels labels;

    RoundPages(
            ReviewStore store,
            DrawStore made,
            SheetStore sheets,
            ResultStore outcomes,
            RoundTables tables,
            AttachmentService attachments,
            Definitions definitions,
            ApplicationLabels labels) {
        this.store = store;
        this.made = made;
        this.sheets = sheets;
        this.outcomes = outcomes;
        this.tables = tables;
        this.attachments = attachments;
        this.definitions = definitions;
        this.labels = labels;
    }

    public record ListPage(Table table) {}

    ListPage list(Viewer viewer, Locale locale) {
        var table = Table.of(
                labels.text(locale, "review.list"),
                List.of(
                        Column.<Board>title(
                                labels.text(locale, "review.call"),
                                board -> new Cell.Lines(
                                        board.title(),
                                        "/reviews/" + board.call() + "/" + board.stage(),
                                        board.number())),
                        Column.text(
                                labels.text(locale, "review.stage"),
                                board -> Cell.text(definitions
                                        .of(board.version())
                                        .stage(board.stage())
                                        .name()
                                        .in(locale))),
                        Column.figure(labels.text(locale, "review.waiting"), "", board -> Cell.count(board.waiting())),
                        Column.text(labels.text(locale, "review.state"), board -> state(board, locale))),
                store.boards(viewer.regionArray()));
        return new ListPage(table);
    }

    private Tag state(Board board, Locale locale) {
        if (board.closed()) return new Tag(labels.text(locale, "review.state.closed"), Tone.PASSED);
        return board.round() == null
                ? new Tag(labels.text(locale, "review.state.new"), Tone.DRAFT)
                : new Tag(labels.text(locale, "review.state.open"), Tone.IN_PROGRESS);
    }

    /**
     * @param path of the page
     * @param may whether the viewer runs the round
     * @param drawn whether something was drawn
     * @param scores the page on which everybody sees the scores; empty for a round that is not public
     * @param leaks attachments that wait for a decision
     * @param form what was typed for seed or draw; {@code close}, {@code timetable} and {@code vote} likewise: each form
     *     shows its own errors
     */
    public record RoundPage(
            String title,
            String callTitle,
            String path,
            boolean may,
            boolean published,
            boolean drawn,
            boolean closed,
            boolean panel,
            boolean blind,
            boolean votes,
            String scores,
            int leaks,
            Tag state,
            Form form,
            Form close,
            Form timetable,
            Form vote,
            List<Detail> details,
            List<String> shortages,
            Table progress,
            Table draws,
            Table slots,
            Table ballots,
            Table results,
            List<dev.kechuang.shared.web.ui.Option> applications) {}

    RoundPage page(Board board, Form form, String at, Viewer viewer, Locale locale) {
        Definition definition = definitions.of(board.version());
        Review review = (Review) definition.stage(board.stage());
        Round round = store.round(board.call(), board.stage(), false).orElse(null);
        var assignments = round == null ? List.<Assignment>of() : sheets.assignments(round.id());
        var drawn = round == null ? List.<DrawStore.Draw>of() : made.draws(round.id());
        var concerned = concerned(board, round);
        return new RoundPage(
                review.name().in(locale),
                board.title(),
                "/reviews/" + board.call() + "/" + board.stage(),
                viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER),
                round != null,
                !drawn.isEmpty(),
                board.closed(),
                review.mode() != Review.Mode.ONLINE,
                review.blind(),
                review.votes() > 0,
                round != null && review.mode() == Review.Mode.PUBLIC
                        ? "/calls/" + board.call() + "/scores/" + board.stage()
                        : "",
                review.blind() ? attachments.open(concerned.keySet()) : 0,
                state(board, locale),
                at.isEmpty() ? form : Form.EMPTY,
                at.equals("close") ? form : Form.EMPTY,
                at.equals("timetable") ? form : Form.EMPTY,
                at.equals("vote") ? form : Form.EMPTY,
                details(review, round, assignments, concerned, locale),
                shortages(drawn, locale),
                tables.progress(board, review, round, assignments, concerned, ReviewDesk.runs(viewer), locale),
                tables.draws(drawn, locale),
                tables.slots(round, concerned, locale),
                tables.votes(round, review, concerned, locale),
                tables.results(round, review, concerned, locale),
                concerned.values().stream()
                        .map(a ->
                                new dev.kechuang.shared.web.ui.Option(a.id().toString(), a.number() + " " + a.label()))
                        .toList());
    }

    /** Applications of the round: those that wait, or those it ended with. */
    Map<UUID, Application> concerned(Board board, @Nullable Round round) {
        var concerned = new java.util.LinkedHashMap<UUID, Application>();
        store.there(board.call(), board.stage()).forEach(a -> concerned.put(a.id(), a));
        if (round != null && round.closed()) {
            var results = outcomes.of(round.id()).stream()
                    .map(ResultStore.Result::application)
                    .collect(Collectors.toSet());
            store.submitted(board.call()).stream()
                    .filter(a -> results.contains(a.id()))
                    .forEach(a -> concerned.put(a.id(), a));
        }
        return concerned;
    }

    private List<Detail> details(
            Review review,
            @Nullable Round round,
            List<Assignment> assignments,
            Map<UUID, Application> concerned,
            Locale locale) {
        var details = new ArrayList<Detail>();
        details.add(detail(
                locale,
                "review.mode",
                labels.text(locale, "review.mode." + review.mode().name().toLowerCase(Locale.ROOT))));
        details.add(detail(locale, "review.blind", labels.text(locale, review.blind() ? "review.yes" : "review.no")));
        details.add(detail(locale, "review.reviewers", Integer.toString(review.reviewers())));
        details.add(detail(locale, "review.applications", Figures.count(concerned.size())));
        if (round != null) {
            details.add(detail(locale, "review.seed", round.seed()));
            details.add(detail(locale, "review.source", round.seedSource()));
            details.add(detail(
                    locale,
                    "review.publishedAt",
                    round.publishedBy() + " · " + ApplicationLabels.minute(round.publishedAt())));
            if (round.dueOn() != null)
                details.add(detail(locale, "review.due", round.dueOn().toString()));
            long active = assignments.stream().filter(Assignment::active).count();
            long signed = assignments.stream().filter(Assignment::signed).count();
            details.add(detail(locale, "review.signed", labels.text(locale, "review.of", signed, active)));
        }
        return details;
    }

    private Detail detail(Locale locale, String key, String value) {
        return Detail.of(labels.text(locale, key), value);
    }

    private List<String> shortages(List<DrawStore.Draw> made, Locale locale) {
        if (made.isEmpty() || made.getFirst().missing() == 0) return List.of();
        return Shortages.read(made.getFirst().shortage()).stream()
                .map(shortage -> labels.text(
                                locale,
                                "review.shortage",
                                labels.technicalField(locale, shortage.field()),
                                shortage.items(),
                                shortage.missing(),
                                shortage.newReviewers())
                        + (shortage.raiseLimits() > 0
                                ? labels.text(
                                        locale,
                                        "review.shortage.raise",
                                        shortage.raiseLimits(),
                                        shortage.stillMissing())
                                : ""))
                .toList();
    }
}
