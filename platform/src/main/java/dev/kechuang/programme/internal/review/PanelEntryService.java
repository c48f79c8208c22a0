package dev.kechuang.programme.internal.review;

import dev.kechuang.identity.Accounts;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.review.PanelEntry.Grid;
import dev.kechuang.programme.internal.review.PanelEntry.Left;
import dev.kechuang.programme.internal.review.PanelEntry.Order;
import dev.kechuang.programme.internal.review.PanelEntry.Row;
import dev.kechuang.programme.internal.review.PanelEntry.Saving;
import dev.kechuang.programme.internal.review.PanelEntry.Signing;
import dev.kechuang.programme.internal.review.PanelEntry.Turn;
import dev.kechuang.programme.internal.review.PanelEntryStore.Progress;
import dev.kechuang.programme.internal.review.PanelEntryStore.Typed;
import dev.kechuang.programme.internal.review.ReviewStore.Board;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.SheetAccess.Work;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A panel's secretary enters the sheets of an application side by side. What a sheet must hold and what signing does is
 * {@link SheetService}'s affair; here is only what comes with several sheets and several secretaries at once.
 */
@Service
public class PanelEntryService {

    private final ReviewStore reviews;
    private final SheetStore store;
    private final PanelStore panel;
    private final PanelEntryStore entries;
    private final ResultStore results;
    private final ReviewDesk desk;
    private final SheetAccess access;
    private final SheetService sheets;
    private final ApplicationStore applications;
    private final Definitions definitions;
    private final Accounts accounts;
    private final TransactionOperations transactions;

    public PanelEntryService(
            ReviewStore reviews,
            SheetStore store,
            PanelStore panel,
            PanelEntryStore entries,
            ResultStore results,
            ReviewDesk desk,
            SheetAccess access,
            SheetService sheets,
            ApplicationStore applications,
            Definitions definitions,
            Accounts accounts,
            TransactionOperations transactions) {
        this.reviews = reviews;
        this.store = store;
        this.panel = panel;
        this.entries = entries;
        this.results = results;
        this.desk = desk;
        this.access = access;
        this.sheets = sheets;
        this.applications = applications;
        this.definitions = definitions;
        this.accounts = accounts;
        this.transactions = transactions;
    }

    /** A round held by a panel whose sheets the officer enters; empty for one held online, or before its seed is published. */
    public Optional<Order> order(Viewer officer, UUID call, String stage) {
        Board board = desk.run(officer, call, stage).orElse(null);
        if (board == null) return Optional.empty();
        Review review = desk.review(board.version(), stage);
        Round round = reviews.round(call, stage, false).orElse(null);
        if (review.mode() == Review.Mode.ONLINE || round == null) return Optional.empty();
        var slots = panel.slots(round.id()).stream().collect(Collectors.toMap(PanelStore.Slot::application, s -> s));
        var progress = entries.progress(round.id());
        var turns = concerned(round).stream()
                .map(application -> {
                    var slot = slots.get(application.id());
                    var far = progress.getOrDefault(application.id(), Progress.NONE);
                    return new Turn(
                            application.id(),
                            String.valueOf(application.number()),
                            application.label(),
                            slot == null ? 0 : slot.place(),
                            slot == null ? null : slot.beginsAt(),
                            far.sheets(),
                            far.signed());
                })
                .sorted(Comparator.comparingInt((Turn turn) -> turn.place() == 0 ? Integer.MAX_VALUE : turn.place())
                        .thenComparing(Turn::number))
                .toList();
        return Optional.of(new Order(board, review, turns));
    }

    /** Those that wait at the round, or those it ended with. */
    private List<Application> concerned(Round round) {
        if (!round.closed()) return reviews.there(round.call(), round.stage());
        return List.copyOf(applications
                .find(results.of(round.id()).stream()
                        .map(ResultStore.Result::application)
                        .toList())
                .values());
    }

    /** The sheets of an application of the order; empty where it is none of it. */
    public Optional<Grid> grid(Order order, UUID application) {
        if (order.at(application) < 0) return Optional.empty();
        var board = order.board();
        Round round = reviews.round(board.call(), board.stage(), false).orElseThrow();
        return Optional.of(grid(round, applications.find(application).orElseThrow(), order.review()));
    }

    /** Assignments of an application that went to others, or to nobody: they stand in no grid. */
    public List<Assignment> released(Order order, UUID application) {
        var board = order.board();
        Round round = reviews.round(board.call(), board.stage(), false).orElseThrow();
        return store.assignments(round.id()).stream()
                .filter(each -> !each.active() && each.application().equals(application))
                .toList();
    }

    private Grid grid(Round round, Application application, Review review) {
        Sheet sheet = definitions.of(application.version()).sheet(review.sheet());
        var active = store.active(round.id(), application.id()).stream()
                .collect(Collectors.toMap(Assignment::id, assignment -> assignment));
        var rows = new ArrayList<Row>();
        var counted = new ArrayList<Assignment>();
        entries.typed(round.id(), application.id()).forEach((id, typed) -> {
            Assignment assignment = active.get(id);
            if (assignment == null) return;
            Row row = row(assignment, typed, sheet);
            rows.add(row);
            if (row.complete()) counted.add(signed(assignment, row.total()));
        });
        if (counted.isEmpty()) return new Grid(application, review, sheet, round.closed(), List.copyOf(rows), null);
        var all = RoundService.sheets(counted, sheet);
        if (review.normalise()) {
            // How severe an expert is shows in what the expert gave to all.
            var others = store.assignments(round.id()).stream()
                    .filter(each -> each.active() && !each.application().equals(application.id()))
                    .toList();
            all = new ArrayList<>(all);
            all.addAll(RoundService.sheets(others, sheet));
        }
        var mean = Ranking.of(review, all).stream()
                .filter(result -> result.application().equals(application.id()))
                .findFirst()
                .orElseThrow()
                .counts();
        var dropped = Ranking.marks(review, all).stream()
                .filter(mark -> mark.dropped() && mark.sheet().application().equals(application.id()))
                .map(mark -> mark.sheet().expert())
                .collect(Collectors.toSet());
        rows.replaceAll(row ->
                dropped.contains(Objects.requireNonNull(active.get(row.id())).expert()) ? row.asDropped() : row);
        return new Grid(application, review, sheet, round.closed(), List.copyOf(rows), mean);
    }

    private static Row row(Assignment assignment, Typed typed, Sheet sheet) {
        boolean own = own(assignment, typed);
        var points = own ? Map.<String, String>of() : assignment.points();
        String comment = own ? "" : assignment.comment();
        var errors = assignment.signed() ? List.<FieldError>of() : SheetService.errors(sheet, points, comment);
        return new Row(
                assignment.id(),
                assignment.expertName(),
                assignment.unitName(),
                assignment.signed(),
                assignment.version(),
                points,
                comment,
                own,
                errors,
                total(assignment, sheet, points, errors),
                false,
                typed.by(),
                typed.at());
    }

    /** The expert types it in person: it is the expert's to sign. */
    private static boolean own(Assignment assignment, Typed typed) {
        return !assignment.signed() && typed.by() != null && typed.by().equals(assignment.account());
    }

    private static BigDecimal total(
            Assignment assignment, Sheet sheet, Map<String, String> points, List<FieldError> errors) {
        BigDecimal total = assignment.total();
        if (total != null) return total;
        var wrong = errors.stream().map(FieldError::field).collect(Collectors.toSet());
        return sheet.items().stream()
                .filter(item -> !wrong.contains("points-" + item.id()))
                .map(item -> new BigDecimal(points.getOrDefault(item.id(), "0")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** As it would count when it is signed as it stands. */
    private static Assignment signed(Assignment a, BigDecimal total) {
        if (a.signed()) return a;
        return new Assignment(
                a.id(),
                a.round(),
                a.application(),
                a.expert(),
                a.account(),
                a.expertName(),
                a.unitName(),
                a.draw(),
                "signed",
                a.reason(),
                a.points(),
                a.comment(),
                a.version(),
                total,
                a.signedAt());
    }

    /**
     * Keeps a row as it is typed, right or wrong, unless somebody else changed it since.
     *
     * @param version of the row as it was read
     * @param typed {@code points-<item>} and {@code comment}
     */
    public Saving save(
            Viewer officer,
            UUID call,
            String stage,
            UUID application,
            UUID id,
            int version,
            Map<String, String> typed) {
        return Objects.requireNonNull(transactions.<Saving>execute(status -> {
            Work work = access.held(officer, id)
                    .filter(found -> of(found, officer, call, stage, application))
                    .orElse(null);
            if (work == null) return refused(SheetService.gone());
            if (work.assignment().signed()) return refused(SheetService.signed(work.assignment()));
            var by = entries.typed(work.round().id(), application).get(id);
            if (by != null && own(work.assignment(), by)) {
                return new Saving.Refused(List.of(FieldError.of("", "entry.error.own")));
            }
            var whole = whole(work, typed);
            boolean same = same(work, whole);
            if (!same && work.assignment().version() != version) {
                Grid now = grid(work.round(), work.application(), work.review());
                return now.rows().stream()
                        .filter(row -> row.id().equals(id))
                        .findFirst()
                        .<Saving>map(theirs -> new Saving.Rival(now, theirs, name(theirs.by())))
                        .orElseGet(() -> refused(SheetService.gone()));
            }
            if (!same && sheets.save(officer, id, whole) instanceof Outcome.Refused<Work>(var errors)) {
                return new Saving.Refused(errors);
            }
            return new Saving.Kept(grid(work.round(), work.application(), work.review()));
        }));
    }

    private boolean of(Work work, Viewer officer, UUID call, String stage, UUID application) {
        return work.application().id().equals(application)
                && work.round().call().equals(call)
                && work.round().stage().equals(stage)
                && work.review().mode() != Review.Mode.ONLINE
                && desk.run(officer, call, stage).isPresent();
    }

    private static Saving refused(Outcome<Work> outcome) {
        return new Saving.Refused(outcome.fold(work -> List.of(), errors -> errors));
    }

    /** Where the sheet asks for no opinion the grid has no column for it, and one that an expert wrote stays. */
    private static Map<String, String> whole(Work work, Map<String, String> typed) {
        if (work.sheet().comment()) return typed;
        var whole = new LinkedHashMap<>(typed);
        whole.put("comment", work.assignment().comment());
        return whole;
    }

    private static boolean same(Work work, Map<String, String> typed) {
        var points = SheetService.points(work.sheet(), typed);
        var kept = new HashMap<String, String>();
        work.sheet()
                .items()
                .forEach(item -> kept.put(item.id(), work.assignment().points().getOrDefault(item.id(), "")));
        return points.equals(kept)
                && SheetService.comment(typed).equals(work.assignment().comment());
    }

    private String name(@Nullable UUID account) {
        return account == null
                ? ""
                : accounts.find(account).map(Accounts.Person::name).orElse("");
    }

    /**
     * Signs every sheet that is complete, one by one; what was changed since the officer saw it, what is incomplete and what
     * its expert types in person is left.
     *
     * @param seen versions of the sheets as the officer saw them, by assignment
     */
    public Outcome<Signing> signAll(
            Viewer officer, UUID call, String stage, UUID application, Map<UUID, Integer> seen) {
        var order = order(officer, call, stage).orElse(null);
        var grid = order == null ? null : grid(order, application).orElse(null);
        if (grid == null) return SheetService.gone();
        if (grid.closed()) return Outcome.refused(FieldError.of("", "review.error.closed"));
        if (!grid.signable()) return Outcome.refused(ReviewReturn.out(grid.application()));
        var signed = new ArrayList<String>();
        var left = new ArrayList<Left>();
        for (Row row : grid.rows()) {
            if (row.signed()) continue;
            var why = why(officer, row, seen.get(row.id()));
            if (why.isEmpty()) signed.add(row.expert());
            else left.add(new Left(row.expert(), why));
        }
        return Outcome.done(new Signing(List.copyOf(signed), List.copyOf(left)));
    }

    /** Signs a row; why not, where it cannot be. */
    private List<FieldError> why(Viewer officer, Row row, @Nullable Integer seen) {
        if (!row.complete()) return row.why();
        if (seen == null || seen != row.version()) return List.of(FieldError.of("", "entry.error.changed"));
        var typed = new HashMap<String, String>();
        row.points().forEach((item, points) -> typed.put("points-" + item, points));
        typed.put("comment", row.comment());
        Outcome<Work> outcome = transactions.<Outcome<Work>>execute(status -> {
            var signing = sheets.sign(officer, row.id(), typed);
            // Saved by somebody else between reading and signing: then not this is what stands there.
            if (signing instanceof Outcome.Done<Work>(var work)
                    && work.assignment().version() != seen + 1) {
                status.setRollbackOnly();
                return Outcome.refused(FieldError.of("", "entry.error.changed"));
            }
            return signing;
        });
        return Objects.requireNonNull(outcome).fold(work -> List.of(), errors -> errors);
    }

    /**
     * A panel whose sheets are not all signed.
     *
     * @param done applications whose sheets are all signed
     */
    public record Waiting(
            UUID call,
            String title,
            String stage,
            Review review,
            int done,
            int applications,
            @Nullable LocalDate dueOn) {}

    /** Panels of the officer's regions that wait for sheets, what is due first at the beginning. */
    public List<Waiting> waiting(Viewer officer) {
        if (!ReviewDesk.runs(officer)) return List.of();
        var panels = new LinkedHashMap<PanelEntryStore.Running, Review>();
        for (var running : entries.running(officer.regionArray())) {
            Review review = desk.review(running.version(), running.stage());
            if (review.mode() != Review.Mode.ONLINE) panels.put(running, review);
        }
        if (panels.isEmpty()) return List.of();
        var done = entries.done(
                panels.keySet().stream().map(PanelEntryStore.Running::round).toList());
        var waiting = new ArrayList<Waiting>();
        panels.forEach((running, review) -> {
            var far = done.get(running.round());
            if (far == null || far.done() == far.applications()) return;
            waiting.add(new Waiting(
                    running.call(),
                    running.title(),
                    running.stage(),
                    review,
                    far.done(),
                    far.applications(),
                    running.dueOn()));
        });
        return List.copyOf(waiting);
    }
}
