package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.review.DrawStore;
import dev.kechuang.programme.internal.review.PanelStore;
import dev.kechuang.programme.internal.review.PanelStore.Remark;
import dev.kechuang.programme.internal.review.Ranking;
import dev.kechuang.programme.internal.review.ResultStore;
import dev.kechuang.programme.internal.review.ReviewStore;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.RoundService;
import dev.kechuang.programme.internal.review.SheetStore;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.programme.web.form.ApplicationPart;
import dev.kechuang.registry.Experts;
import dev.kechuang.shared.access.Viewer;
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
import org.springframework.stereotype.Component;

/**
 * 专家评审 on the page of an application: for those who run the call everything; for its applicant, once announced, what the
 * programme discloses, never who reviewed it.
 */
@Component
public class ReviewPart implements ApplicationPart {

    private final ReviewStore store;
    private final DrawStore draws;
    private final SheetStore sheets;
    private final PanelStore panel;
    private final ResultStore results;
    private final RoundService rounds;
    private final Experts experts;
    private final ApplicationLabels labels;

    ReviewPart(
            ReviewStore store,
            DrawStore draws,
            SheetStore sheets,
            PanelStore panel,
            ResultStore results,
            RoundService rounds,
            Experts experts,
            ApplicationLabels labels) {
        this.store = store;
        this.draws = draws;
        this.sheets = sheets;
        this.panel = panel;
        this.results = results;
        this.rounds = rounds;
        this.experts = experts;
        this.labels = labels;
    }

    @Override
    public String tab() {
        return "review";
    }

    @Override
    public int order() {
        return 300;
    }

    @Override
    public String label() {
        return "review.part";
    }

    @Override
    public boolean visible(Viewer viewer, Application application, Definition definition) {
        if (definition.first(Stage.Review.class).isEmpty()) return false;
        if (viewer.isOfficer()) {
            return !store.rounds(application.call(), viewer.regionArray()).isEmpty();
        }
        return application.announcedAt() != null
                || !panel.coming(application.id()).isEmpty();
    }

    /**
     * @param path of the round; empty for who does not run it
     * @param opinions without names
     */
    public record RoundView(
            String name,
            Tag state,
            String path,
            List<Detail> details,
            Table sheets,
            Table recused,
            List<Remark> remarks,
            List<String> opinions) {}

    /** @param coming interviews, in words */
    public record Shown(List<String> coming, List<RoundView> rounds) {}

    @Override
    public Panel show(Viewer viewer, Locale locale, Application application, Definition definition) {
        var coming = panel.coming(application.id()).stream()
                .map(slot -> labels.text(
                        locale,
                        "review.part.interview",
                        ApplicationLabels.minute(slot.beginsAt()),
                        slot.place(),
                        slot.minutes()))
                .toList();
        var views = new ArrayList<RoundView>();
        if (viewer.isOfficer()) {
            for (Round round : store.rounds(application.call(), viewer.regionArray())) {
                views.add(officer(application, definition, round, locale));
            }
        } else if (application.announcedAt() != null) {
            var disclosed = definition
                    .first(Stage.Approval.class)
                    .map(Stage.Approval::refusedSee)
                    .orElse(List.of());
            for (Round round : store.closedRounds(application.id())) {
                views.add(applicant(application, definition, round, disclosed, locale));
            }
        }
        return new Panel("programme/review/part", new Shown(coming, views));
    }

    private RoundView officer(Application application, Definition definition, Round round, Locale locale) {
        var review = (Review) definition.stage(round.stage());
        Sheet sheet = definition.sheet(review.sheet());
        var own = sheets.assignments(round.id()).stream()
                .filter(each -> each.application().equals(application.id()))
                .toList();
        var details = new ArrayList<Detail>();
        details.add(detail(locale, "review.seed", round.seed() + "（" + round.seedSource() + "）"));
        result(round, application).ifPresent(result -> {
            details.add(detail(locale, "review.raw", Figures.decimal(result.raw(), 2)));
            details.add(detail(locale, "review.normalised", Figures.decimal(result.normalised(), 2)));
            details.add(detail(locale, "review.spread", Figures.decimal(result.spread(), 2)));
            details.add(detail(locale, "review.rank", Integer.toString(result.rank())));
            details.add(detail(locale, "review.outcome", result.why()));
        });
        panel.votes(round.id()).stream()
                .filter(vote -> vote.application().equals(application.id()))
                .forEach(vote -> details.add(Detail.of(
                        labels.text(locale, "review.part.ballot", vote.ballot()),
                        labels.text(
                                locale,
                                "review.part.votes",
                                vote.present(),
                                vote.yes(),
                                vote.no(),
                                vote.abstained()))));
        var remarks = panel.remarks(round.id()).stream()
                .filter(remark -> application.id().equals(remark.application()) && remark.stands())
                .toList();
        return new RoundView(
                review.name().in(locale),
                state(round, locale),
                "/reviews/" + round.call() + "/" + round.stage(),
                details,
                sheetTable(own, rounds.marks(round, review, sheet), sheet, locale),
                recusals(round, application, locale),
                remarks,
                List.of());
    }

    private java.util.Optional<ResultStore.Result> result(Round round, Application application) {
        return results.of(round.id()).stream()
                .filter(result -> result.application().equals(application.id()))
                .findFirst();
    }

    private Tag state(Round round, Locale locale) {
        return round.closed()
                ? new Tag(labels.text(locale, "review.state.closed"), Tone.PASSED)
                : new Tag(labels.text(locale, "review.state.open"), Tone.IN_PROGRESS);
    }

    private Detail detail(Locale locale, String key, String value) {
        return Detail.of(labels.text(locale, key), value);
    }

    private Table sheetTable(List<Assignment> own, Map<UUID, Ranking.Mark> marks, Sheet sheet, Locale locale) {
        var columns = new ArrayList<Column<Assignment>>();
        columns.add(Column.title(
                labels.text(locale, "review.expert"),
                each -> new Cell.Lines(each.expertName(), "/experts/" + each.expert(), each.unitName())));
        columns.add(Column.text(
                labels.text(locale, "review.state"),
                each -> Cell.text(labels.text(locale, "review.assignment." + each.state()))));
        columns.add(Column.title(
                labels.text(locale, "review.part.points"),
                each -> Cell.text(
                        each.signed()
                                ? sheet.items().stream()
                                        .map(item -> item.name().in(locale) + " "
                                                + each.points().getOrDefault(item.id(), ""))
                                        .collect(Collectors.joining(
                                                locale.getLanguage().equals("en") ? "; " : "；"))
                                : each.reason())));
        columns.add(Column.figure(labels.text(locale, "review.raw"), "", each -> {
            var total = each.total();
            return total == null ? Cell.NONE : Cell.decimal(total, 2);
        }));
        columns.add(Column.figure(labels.text(locale, "review.normalised"), "", each -> {
            var mark = marks.get(each.id());
            if (mark == null) return Cell.NONE;
            String shown = Figures.decimal(mark.normalised(), 2);
            return new Cell.Figure(mark.dropped() ? labels.text(locale, "review.part.dropped", shown) : shown, "", "");
        }));
        columns.add(Column.title(labels.text(locale, "review.comment"), each -> Cell.text(each.comment())));
        return Table.of(labels.text(locale, "review.experts"), columns, own);
    }

    private Table recusals(Round round, Application application, Locale locale) {
        var own = draws.recusals(round.id()).stream()
                .filter(each -> each.application().equals(application.id()))
                .toList();
        var people = experts.find(own.stream().map(DrawStore.Recusal::expert).toList());
        return Table.of(
                labels.text(locale, "review.part.recused"),
                List.of(
                        Column.<DrawStore.Recusal>title(labels.text(locale, "review.expert"), each -> {
                            var person = people.get(each.expert());
                            return person == null
                                    ? Cell.NONE
                                    : new Cell.Lines(person.name(), "/experts/" + person.id(), person.unitName());
                        }),
                        Column.title(
                                labels.text(locale, "review.reason"),
                                each -> Cell.text(labels.text(
                                                locale,
                                                "review.recusal."
                                                        + each.reason().name().toLowerCase(Locale.ROOT))
                                        + (each.evidence().isEmpty() ? "" : "：" + each.evidence())))),
                own);
    }

    private RoundView applicant(
            Application application, Definition definition, Round round, List<String> disclosed, Locale locale) {
        var review = (Review) definition.stage(round.stage());
        var details = new ArrayList<Detail>();
        result(round, application).ifPresent(result -> {
            details.add(detail(
                    locale,
                    "review.outcome",
                    labels.text(locale, result.passed() ? "review.passed" : "review.failed")));
            if (disclosed.contains("score")) {
                details.add(detail(locale, "review.mean", Figures.decimal(result.counts(), 2)));
            }
            if (disclosed.contains("rank")) {
                details.add(detail(locale, "review.rank", Integer.toString(result.rank())));
            }
        });
        var opinions = disclosed.contains("comments")
                ? sheets.assignments(round.id()).stream()
                        .filter(each -> each.application().equals(application.id()) && each.signed())
                        .map(Assignment::comment)
                        .filter(comment -> !comment.isEmpty())
                        .sorted()
                        .toList()
                : List.<String>of();
        var nothing = Table.of("", List.<Column<String>>of(), List.of());
        return new RoundView(
                review.name().in(locale), state(round, locale), "", details, nothing, nothing, List.of(), opinions);
    }
}
