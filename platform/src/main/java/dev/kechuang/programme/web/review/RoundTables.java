package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.internal.review.DrawStore;
import dev.kechuang.programme.internal.review.PanelStore;
import dev.kechuang.programme.internal.review.Ranking;
import dev.kechuang.programme.internal.review.ResultStore;
import dev.kechuang.programme.internal.review.ReviewStore;
import dev.kechuang.programme.internal.review.ReviewStore.Board;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.RoundService;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tables on the page of a round: progress, draws, interviews, results. */
@Component
class RoundTables {

    private final PanelStore panel;
    private final ResultStore outcomes;
    private final RoundService rounds;
    private final Definitions definitions;
    private final ReviewStore store;
    private final ApplicationLabels labels;

    RoundTables(
            PanelStore panel,
            ResultStore outcomes,
            RoundService rounds,
            Definitions definitions,
            ReviewStore store,
            ApplicationLabels labels) {
        this.panel = panel;
        this.outcomes = outcomes;
        this.rounds = rounds;
        this.definitions = definitions;
        this.store = store;
        this.labels = labels;
    }

    Table progress(
            Board board,
            Review review,
            @Nullable Round round,
            List<Assignment> assignments,
            Map<UUID, Application> concerned,
            boolean may,
            Locale locale) {
        var byApplication = new HashMap<UUID, List<Assignment>>();
        for (Assignment each : assignments) {
            if (each.active())
                byApplication
                        .computeIfAbsent(each.application(), id -> new ArrayList<>())
                        .add(each);
        }
        var standing = new HashMap<UUID, Ranking.Result>();
        if (round != null) {
            var sheet = definitions.of(board.version()).sheet(review.sheet());
            rounds.standing(round, review, sheet).forEach(result -> standing.put(result.application(), result));
        }
        var corrected = store.corrected(board.call(), board.stage());
        var columns = new ArrayList<Column<Application>>();
        columns.add(Column.title(
                labels.text(locale, "review.application"),
                a -> new Cell.Lines(
                        a.label(),
                        "/applications/" + a.id(),
                        a.number() + " · " + a.organisationName()
                                + (a.status() == Status.RETURNED
                                        ? " · " + labels.text(locale, "review.correcting", String.valueOf(a.dueOn()))
                                        : ""))));
        columns.add(Column.text(
                labels.text(locale, "review.field"), a -> Cell.text(labels.technicalField(locale, a.field()))));
        columns.add(Column.title(
                labels.text(locale, "review.experts"),
                a -> Cell.text(byApplication.getOrDefault(a.id(), List.of()).stream()
                        .map(each -> each.expertName() + "（" + labels.text(locale, "review.assignment." + each.state())
                                + (each.total() == null
                                        ? ""
                                        : " " + each.total().toPlainString())
                                + (before(each, corrected.get(a.id()))
                                        ? "，" + labels.text(locale, "review.beforeCorrection")
                                        : "")
                                + "）")
                        .collect(Collectors.joining("、")))));
        columns.add(Column.figure(labels.text(locale, "review.mean"), "", a -> {
            var result = standing.get(a.id());
            return result == null ? Cell.NONE : Cell.decimal(result.counts(), 2);
        }));
        columns.add(Column.figure(labels.text(locale, "review.spread"), "", a -> {
            var result = standing.get(a.id());
            return result == null ? Cell.NONE : Cell.decimal(result.spread(), 2);
        }));
        if (round != null) {
            String path = "/reviews/" + board.call() + "/" + board.stage();
            columns.add(Column.actions(labels.text(locale, "review.actions"), a -> {
                var actions = new ArrayList<Action>();
                actions.add(Action.open(labels.text(locale, "review.why"), path + "/why/" + a.id()));
                var open = board.closed() || !may
                        ? List.<Assignment>of()
                        : byApplication.getOrDefault(a.id(), List.of()).stream()
                                .filter(each -> !each.signed())
                                .toList();
                if (review.mode() != Review.Mode.ONLINE && !open.isEmpty()) {
                    actions.add(Action.open(labels.text(locale, "entry.open"), path + "/entry/" + a.id()));
                }
                if (may && !board.closed()) {
                    actions.add(Action.open(
                            labels.text(locale, a.status() == Status.RETURNED ? "review.late" : "review.return"),
                            path + "/return/" + a.id()));
                }
                open.forEach(each -> actions.add(Action.open(
                        labels.text(locale, "review.replace", each.expertName()),
                        "/reviews/sheets/" + each.id() + "/release")));
                return new Cell.Actions(actions);
            }));
        }
        return Table.of(labels.text(locale, "review.progress"), columns, List.copyOf(concerned.values()));
    }

    /** Whether the sheet was signed before the application was corrected: its score stands and says so. */
    static boolean before(Assignment sheet, @Nullable Instant corrected) {
        var signed = sheet.signedAt();
        return corrected != null && signed != null && signed.isBefore(corrected);
    }

    Table draws(List<DrawStore.Draw> made, Locale locale) {
        return Table.of(
                labels.text(locale, "review.draws"),
                List.of(
                        Column.<DrawStore.Draw>figure(
                                labels.text(locale, "review.draw.number"), "", draw -> Cell.count(draw.number())),
                        Column.text(
                                labels.text(locale, "review.draw.kind"),
                                draw -> Cell.text(labels.text(locale, "review.draw.kind." + draw.kind()))),
                        Column.title(
                                labels.text(locale, "review.draw.reason"),
                                draw -> new Cell.Lines(
                                        draw.reason().isEmpty()
                                                ? labels.text(locale, "review.draw.first")
                                                : draw.reason(),
                                        "",
                                        draw.seed() + " · SHA-256 "
                                                + draw.digest().substring(0, 16))),
                        Column.figure(labels.text(locale, "review.draw.pairs"), "", draw -> Cell.count(draw.pairs())),
                        Column.figure(
                                labels.text(locale, "review.draw.missing"), "", draw -> Cell.count(draw.missing())),
                        Column.text(
                                labels.text(locale, "review.draw.by"),
                                draw -> Cell.text(draw.by() + " · " + ApplicationLabels.minute(draw.at())))),
                made);
    }

    Table slots(@Nullable Round round, Map<UUID, Application> concerned, Locale locale) {
        return Table.of(
                labels.text(locale, "review.timetable"),
                List.of(
                        Column.<PanelStore.Slot>figure(
                                labels.text(locale, "review.slot.place"), "", slot -> Cell.count(slot.place())),
                        Column.text(
                                labels.text(locale, "review.slot.at"),
                                slot -> Cell.text(ApplicationLabels.minute(slot.beginsAt()))),
                        Column.title(
                                labels.text(locale, "review.application"),
                                slot -> Cell.text(name(concerned, slot.application())))),
                round == null ? List.of() : panel.slots(round.id()));
    }

    /** What was entered for each ballot, and what is still missing. */
    Table votes(@Nullable Round round, Review review, Map<UUID, Application> concerned, Locale locale) {
        var votes = round == null
                ? Map.<UUID, List<PanelStore.Vote>>of()
                : panel.votes(round.id()).stream().collect(Collectors.groupingBy(PanelStore.Vote::application));
        var columns = new ArrayList<Column<Application>>();
        columns.add(Column.title(
                labels.text(locale, "review.application"),
                a -> new Cell.Lines(a.label(), "/applications/" + a.id(), String.valueOf(a.number()))));
        for (int ballot = 1; ballot <= review.votes(); ballot++) {
            int number = ballot;
            columns.add(Column.text(labels.text(locale, "review.part.ballot", ballot), a -> {
                var vote = votes.getOrDefault(a.id(), List.of()).stream()
                        .filter(each -> each.ballot() == number)
                        .findFirst();
                return vote.<Cell>map(each -> vote(review, each, locale))
                        .orElseGet(() -> new Tag(labels.text(locale, "review.vote.missing"), Tone.DRAFT));
            }));
        }
        return Table.of(labels.text(locale, "review.votes"), columns, List.copyOf(concerned.values()));
    }

    private Tag vote(Review review, PanelStore.Vote vote, Locale locale) {
        var majority = review.majority();
        boolean reached = majority != null && majority.reachedBy(vote.yes(), vote.present());
        String counts =
                labels.text(locale, "review.part.votes", vote.present(), vote.yes(), vote.no(), vote.abstained());
        return new Tag(
                labels.text(locale, reached ? "review.vote.reached" : "review.vote.short", counts),
                reached ? Tone.PASSED : Tone.FAILED);
    }

    /** With the score that severe and lenient reviewers do not bend where the programme counts it. */
    Table results(@Nullable Round round, Review review, Map<UUID, Application> concerned, Locale locale) {
        var columns = new ArrayList<Column<ResultStore.Result>>();
        columns.add(Column.figure(labels.text(locale, "review.rank"), "", o -> Cell.count(o.rank())));
        columns.add(Column.title(
                labels.text(locale, "review.application"),
                o -> new Cell.Lines(name(concerned, o.application()), "/applications/" + o.application(), o.why())));
        columns.add(Column.figure(
                labels.text(locale, review.normalise() ? "review.raw" : "review.mean"),
                "",
                o -> Cell.decimal(o.raw(), 2)));
        if (review.normalise()) {
            columns.add(
                    Column.figure(labels.text(locale, "review.normalised"), "", o -> Cell.decimal(o.normalised(), 2)));
        }
        columns.add(Column.text(
                labels.text(locale, "review.outcome"),
                o -> o.passed()
                        ? new Tag(labels.text(locale, "review.passed"), Tone.PASSED)
                        : new Tag(labels.text(locale, "review.failed"), Tone.FAILED)));
        return Table.of(
                labels.text(locale, "review.results"), columns, round == null ? List.of() : outcomes.of(round.id()));
    }

    private static String name(Map<UUID, Application> concerned, UUID id) {
        Application application = concerned.get(id);
        return application == null ? "" : application.number() + " " + application.label();
    }
}
