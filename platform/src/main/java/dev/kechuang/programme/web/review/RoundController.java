package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.assign.Assigner;
import dev.kechuang.programme.internal.assign.Solution.Why;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.review.Answers;
import dev.kechuang.programme.internal.review.DrawService;
import dev.kechuang.programme.internal.review.Ranking;
import dev.kechuang.programme.internal.review.ReviewStore;
import dev.kechuang.programme.internal.review.ReviewStore.Assignment;
import dev.kechuang.programme.internal.review.ReviewStore.Board;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.ReviewStore.Vote;
import dev.kechuang.programme.internal.review.RoundService;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.registry.Experts;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Rounds of review for those who run them: seed, draw, progress, votes, timetable, result. */
@Controller
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
public class RoundController {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final ReviewStore store;
    private final DrawService draws;
    private final RoundService rounds;
    private final Definitions definitions;
    private final ApplicationStore applications;
    private final Experts experts;
    private final ApplicationLabels labels;

    RoundController(
            ReviewStore store,
            DrawService draws,
            RoundService rounds,
            Definitions definitions,
            ApplicationStore applications,
            Experts experts,
            ApplicationLabels labels) {
        this.store = store;
        this.draws = draws;
        this.rounds = rounds;
        this.definitions = definitions;
        this.applications = applications;
        this.experts = experts;
        this.labels = labels;
    }

    public record ListPage(Table table) {}

    @GetMapping("/reviews")
    String list(Viewer viewer, Locale locale, Model model) {
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
        model.addAttribute("model", new ListPage(table));
        return "programme/review/list";
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
            Tag state,
            Form form,
            List<Detail> details,
            List<String> shortages,
            Table progress,
            Table draws,
            Table slots,
            Table results,
            List<dev.kechuang.shared.web.ui.Option> applications) {}

    @GetMapping("/reviews/{call}/{stage}")
    String one(@PathVariable UUID call, @PathVariable String stage, Viewer viewer, Locale locale, Model model) {
        return page(board(viewer, call, stage), Form.EMPTY, viewer, locale, model);
    }

    private Board board(Viewer viewer, UUID call, String stage) {
        return draws.board(viewer, call, stage).orElseThrow(() -> new NotFound("review"));
    }

    private String page(Board board, Form form, Viewer viewer, Locale locale, Model model) {
        Definition definition = definitions.of(board.version());
        Review review = (Review) definition.stage(board.stage());
        Round round = store.round(board.call(), board.stage(), false).orElse(null);
        var assignments = round == null ? List.<Assignment>of() : store.assignments(round.id());
        var made = round == null ? List.<ReviewStore.Draw>of() : store.draws(round.id());
        var concerned = concerned(board, round);
        model.addAttribute(
                "model",
                new RoundPage(
                        review.name().in(locale),
                        board.title(),
                        "/reviews/" + board.call() + "/" + board.stage(),
                        viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER),
                        round != null,
                        !made.isEmpty(),
                        board.closed(),
                        review.mode() != Review.Mode.ONLINE,
                        review.blind(),
                        review.votes() > 0,
                        state(board, locale),
                        form,
                        details(review, round, assignments, concerned, locale),
                        shortages(made, locale),
                        progress(board, review, round, assignments, concerned, locale),
                        drawTable(made, locale),
                        slots(round, concerned, locale),
                        results(round, concerned, locale),
                        concerned.values().stream()
                                .map(a -> new dev.kechuang.shared.web.ui.Option(
                                        a.id().toString(), a.number() + " " + a.label()))
                                .toList()));
        return "programme/review/round";
    }

    /** Applications of the round: those that wait, or those it ended with. */
    private Map<UUID, Application> concerned(Board board, @Nullable Round round) {
        var concerned = new java.util.LinkedHashMap<UUID, Application>();
        store.waiting(board.call(), board.stage()).forEach(a -> concerned.put(a.id(), a));
        if (round != null && round.closed()) {
            var results = store.results(round.id()).stream()
                    .map(ReviewStore.Outcome::application)
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

    private List<String> shortages(List<ReviewStore.Draw> made, Locale locale) {
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

    private Table progress(
            Board board,
            Review review,
            @Nullable Round round,
            List<Assignment> assignments,
            Map<UUID, Application> concerned,
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
        var columns = new ArrayList<Column<Application>>();
        columns.add(Column.title(
                labels.text(locale, "review.application"),
                a -> new Cell.Lines(a.label(), "/applications/" + a.id(), a.number() + " · " + a.organisationName())));
        columns.add(Column.text(
                labels.text(locale, "review.field"), a -> Cell.text(labels.technicalField(locale, a.field()))));
        columns.add(Column.title(
                labels.text(locale, "review.experts"),
                a -> Cell.text(byApplication.getOrDefault(a.id(), List.of()).stream()
                        .map(each -> each.expertName() + "（" + labels.text(locale, "review.assignment." + each.state())
                                + (each.total() == null
                                        ? ""
                                        : " " + each.total().toPlainString()) + "）")
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
                if (review.mode() != Review.Mode.ONLINE && !board.closed()) {
                    for (Assignment each : byApplication.getOrDefault(a.id(), List.of())) {
                        if (!each.signed()) {
                            actions.add(Action.open(
                                    labels.text(locale, "review.enter", each.expertName()),
                                    "/reviews/sheets/" + each.id()));
                        }
                    }
                }
                return new Cell.Actions(actions);
            }));
        }
        return Table.of(labels.text(locale, "review.progress"), columns, List.copyOf(concerned.values()));
    }

    private Table drawTable(List<ReviewStore.Draw> made, Locale locale) {
        return Table.of(
                labels.text(locale, "review.draws"),
                List.of(
                        Column.<ReviewStore.Draw>figure(
                                labels.text(locale, "review.draw.number"), "", draw -> Cell.count(draw.number())),
                        Column.text(
                                labels.text(locale, "review.draw.kind"),
                                draw -> Cell.text(labels.text(locale, "review.draw.kind." + draw.kind()))),
                        Column.title(
                                labels.text(locale, "review.draw.reason"),
                                draw -> new Cell.Lines(
                                        draw.reason().isEmpty() ? draw.seed() : draw.reason(),
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

    private Table slots(@Nullable Round round, Map<UUID, Application> concerned, Locale locale) {
        return Table.of(
                labels.text(locale, "review.timetable"),
                List.of(
                        Column.<ReviewStore.Slot>figure(
                                labels.text(locale, "review.slot.place"), "", slot -> Cell.count(slot.place())),
                        Column.text(
                                labels.text(locale, "review.slot.at"),
                                slot -> Cell.text(ApplicationLabels.minute(slot.beginsAt()))),
                        Column.title(
                                labels.text(locale, "review.application"),
                                slot -> Cell.text(name(concerned, slot.application())))),
                round == null ? List.of() : store.slots(round.id()));
    }

    private Table results(@Nullable Round round, Map<UUID, Application> concerned, Locale locale) {
        return Table.of(
                labels.text(locale, "review.results"),
                List.of(
                        Column.<ReviewStore.Outcome>figure(
                                labels.text(locale, "review.rank"), "", o -> Cell.count(o.rank())),
                        Column.title(
                                labels.text(locale, "review.application"),
                                o -> new Cell.Lines(
                                        name(concerned, o.application()), "/applications/" + o.application(), o.why())),
                        Column.figure(labels.text(locale, "review.raw"), "", o -> Cell.decimal(o.raw(), 2)),
                        Column.figure(
                                labels.text(locale, "review.normalised"), "", o -> Cell.decimal(o.normalised(), 2)),
                        Column.text(
                                labels.text(locale, "review.outcome"),
                                o -> o.passed()
                                        ? new Tag(labels.text(locale, "review.passed"), Tone.PASSED)
                                        : new Tag(labels.text(locale, "review.failed"), Tone.FAILED))),
                round == null ? List.of() : store.results(round.id()));
    }

    private static String name(Map<UUID, Application> concerned, UUID id) {
        Application application = concerned.get(id);
        return application == null ? "" : application.number() + " " + application.label();
    }

    // Commands

    @Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
    @PostMapping("/reviews/{call}/{stage}/seed")
    String seed(
            @PathVariable UUID call,
            @PathVariable String stage,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var due = day(posted.getOrDefault("due", ""));
        Outcome<Round> outcome = due == null && !posted.getOrDefault("due", "").isBlank()
                ? Outcome.refused(FieldError.of("due", "review.error.due"))
                : draws.publish(
                        viewer, call, stage, posted.getOrDefault("seed", ""), posted.getOrDefault("source", ""), due);
        return answered(outcome, call, stage, posted, "review.done.seed", viewer, locale, model, response, redirect);
    }

    @Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
    @PostMapping("/reviews/{call}/{stage}/draw")
    String draw(
            @PathVariable UUID call,
            @PathVariable String stage,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = draws.draw(viewer, call, stage, posted.getOrDefault("reason", ""));
        return answered(outcome, call, stage, posted, "review.done.draw", viewer, locale, model, response, redirect);
    }

    @Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
    @PostMapping("/reviews/{call}/{stage}/timetable")
    String timetable(
            @PathVariable UUID call,
            @PathVariable String stage,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var day = day(posted.getOrDefault("day", ""));
        String clock = posted.getOrDefault("time", "").strip();
        Outcome<List<ReviewStore.Slot>> outcome;
        if (day == null || !clock.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
            outcome = Outcome.refused(FieldError.of(day == null ? "day" : "time", "review.error.time"));
        } else {
            var begins = LocalDateTime.parse(day + "T" + clock).atZone(ZONE).toInstant();
            outcome = rounds.timetable(viewer, call, stage, begins, number(posted.getOrDefault("minutes", "")));
        }
        return answered(
                outcome, call, stage, posted, "review.done.timetable", viewer, locale, model, response, redirect);
    }

    @Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
    @PostMapping("/reviews/{call}/{stage}/vote")
    String vote(
            @PathVariable UUID call,
            @PathVariable String stage,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        UUID application = id(posted.getOrDefault("application", ""));
        int yes = number(posted.getOrDefault("yes", ""));
        int no = number(posted.getOrDefault("no", ""));
        int abstained = number(posted.getOrDefault("abstained", "0"));
        var vote = new Vote(
                application, number(posted.getOrDefault("ballot", "1")), yes + no + abstained, yes, no, abstained);
        var outcome = rounds.vote(viewer, call, stage, vote);
        return answered(outcome, call, stage, posted, "review.done.vote", viewer, locale, model, response, redirect);
    }

    @Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
    @PostMapping("/reviews/{call}/{stage}/close")
    String close(
            @PathVariable UUID call,
            @PathVariable String stage,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = rounds.close(viewer, call, stage);
        return answered(outcome, call, stage, posted, "review.done.close", viewer, locale, model, response, redirect);
    }

    private <T> String answered(
            Outcome<T> outcome,
            UUID call,
            String stage,
            Map<String, String> posted,
            String done,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> {
                Serializable[] args = {};
                redirect.addFlashAttribute(Notice.FLASH, Notice.done(done, args));
                yield "redirect:/reviews/" + call + "/" + stage;
            }
            case Outcome.Refused<T>(var errors) -> {
                response.setStatus(422);
                yield page(board(viewer, call, stage), Form.of(posted).with(errors), viewer, locale, model);
            }
        };
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            return null;
        }
    }

    static int number(String text) {
        return text.strip().matches("[0-9]{1,6}") ? Integer.parseInt(text.strip()) : -1;
    }

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFound("application");
        }
    }

    // Why, and what gives the applicant away

    public record WhyPage(String title, String back, String roundTitle, Table table) {}

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
        Board board = board(viewer, call, stage);
        Application asked = applications.find(viewer, application).orElseThrow(() -> new NotFound("application"));
        Round round = store.round(call, stage, false).orElseThrow(() -> new NotFound("round"));
        var draw = store.draws(round.id()).stream()
                .filter(each -> each.kind().equals("draw") || each.kind().equals("redraw"))
                .findFirst()
                .orElseThrow(() -> new NotFound("draw"));
        var problem = draws.repeat(round.id(), draw.number()).orElseThrow(() -> new NotFound("draw"));
        boolean known = problem.items().stream().anyMatch(item -> item.id().equals(application.toString()));
        if (!known) throw new NotFound("draw");
        var assigner = new Assigner(problem);
        var answers = assigner.why(application.toString());
        var people = experts.find(problem.reviewers().stream()
                .map(reviewer -> UUID.fromString(reviewer.id()))
                .toList());
        var rows = new ArrayList<Answer>();
        for (int r = 0; r < answers.size(); r++) {
            Experts.Expert expert =
                    people.get(UUID.fromString(problem.reviewers().get(r).id()));
            if (expert != null) rows.add(new Answer(expert, answers.get(r)));
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
                        Column.title(labels.text(locale, "review.answer"), row -> Cell.text(said(row.why(), locale)))),
                rows);
        model.addAttribute(
                "model",
                new WhyPage(
                        labels.text(locale, "review.why.title", String.valueOf(asked.number()), asked.label()),
                        "/reviews/" + call + "/" + stage,
                        board.title(),
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

    String said(Why why, Locale locale) {
        return switch (why) {
            case Why.Assigned assigned ->
                labels.text(locale, assigned.fixed() ? "review.why.fixed" : "review.why.drawn");
            case Why.Excluded(var exclusion) ->
                labels.text(
                                locale,
                                "review.recusal." + exclusion.reason().name().toLowerCase(Locale.ROOT))
                        + (exclusion.evidence().isEmpty() ? "" : "：" + exclusion.evidence());
            case Why.Full(int limit) -> labels.text(locale, "review.why.full", limit);
            case Why.Dearer(int steps, long atLeast, long lot) ->
                atLeast == 0
                        ? labels.text(locale, "review.why.lot")
                        : labels.text(locale, "review.why.dearer", atLeast);
            case Why.OtherField other -> labels.text(locale, "review.why.field");
        };
    }

    private record Leak(Application application, String where) {}

    /** Texts of a blind round that name who applies. */
    @GetMapping("/reviews/{call}/{stage}/leaks")
    String leaks(@PathVariable UUID call, @PathVariable String stage, Viewer viewer, Locale locale, Model model) {
        Board board = board(viewer, call, stage);
        Definition definition = definitions.of(board.version());
        var rows = new ArrayList<Leak>();
        for (Application application : store.waiting(call, stage)) {
            store.answers(application.id()).ifPresent(json -> {
                var answers = new Answers(definition.form(), json);
                for (String where : answers.leaks(SheetController.names(application, answers), locale)) {
                    rows.add(new Leak(application, where));
                }
            });
        }
        var table = Table.of(
                labels.text(locale, "review.leaks"),
                List.of(
                        Column.<Leak>title(
                                labels.text(locale, "review.application"),
                                leak -> new Cell.Lines(
                                        leak.application().label(),
                                        "/applications/" + leak.application().id(),
                                        String.valueOf(leak.application().number()))),
                        Column.title(labels.text(locale, "review.leak.where"), leak -> Cell.text(leak.where()))),
                rows);
        model.addAttribute(
                "model",
                new WhyPage(
                        labels.text(locale, "review.leaks"), "/reviews/" + call + "/" + stage, board.title(), table));
        return "programme/review/why";
    }
}
