package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.assign.Assigner;
import dev.kechuang.programme.internal.assign.Problem;
import dev.kechuang.programme.internal.assign.Solution.Why;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.review.DrawInput;
import dev.kechuang.programme.internal.review.DrawStore;
import dev.kechuang.programme.internal.review.PanelStore;
import dev.kechuang.programme.internal.review.Ranking;
import dev.kechuang.programme.internal.review.ResultStore;
import dev.kechuang.programme.internal.review.ReviewStore;
import dev.kechuang.programme.internal.review.ReviewStore.Board;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.RoundService;
import dev.kechuang.programme.internal.review.SheetStore;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.registry.Experts;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.stereotype.Component;

/** A round as an Excel file: result, every sheet, who was drawn and why, and the interviews. */
@Component
class ReviewWorkbook {

    /** More rows of reasons are not written: by then the page of an application is the place to ask. */
    private static final int MOST_REASONS = 200_000;

    private final ReviewStore store;
    private final DrawStore draws;
    private final DrawInput input;
    private final SheetStore sheets;
    private final PanelStore panel;
    private final ResultStore results;
    private final RoundService rounds;
    private final Definitions definitions;
    private final Experts experts;
    private final WhyWords why;
    private final ApplicationLabels labels;

    ReviewWorkbook(
            ReviewStore store,
            DrawStore draws,
            DrawInput input,
            SheetStore sheets,
            PanelStore panel,
            ResultStore results,
            RoundService rounds,
            Definitions definitions,
            Experts experts,
            WhyWords why,
            ApplicationLabels labels) {
        this.store = store;
        this.draws = draws;
        this.input = input;
        this.sheets = sheets;
        this.panel = panel;
        this.results = results;
        this.rounds = rounds;
        this.definitions = definitions;
        this.experts = experts;
        this.why = why;
        this.labels = labels;
    }

    /** Who asks, what about, and in which language. */
    private record Book(
            Workbook workbook,
            Round round,
            Definition definition,
            Review review,
            Map<UUID, Application> applications,
            Locale locale) {}

    void write(Board board, Round round, Locale locale, OutputStream out) throws IOException {
        var applications = new LinkedHashMap<UUID, Application>();
        store.submitted(board.call()).forEach(application -> applications.put(application.id(), application));
        var definition = definitions.of(board.version());
        var review = (Review) definition.stage(board.stage());
        try (var workbook = new Workbook(out, "Kechuang", "1.0")) {
            var book = new Book(workbook, round, definition, review, applications, locale);
            results(book);
            marks(book);
            reasons(book);
            if (review.mode() != Review.Mode.ONLINE) interviews(book);
        }
    }

    private Worksheet sheet(Book book, String title, List<String> columns) {
        Worksheet sheet = book.workbook().newWorksheet(labels.text(book.locale(), title));
        for (int i = 0; i < columns.size(); i++) {
            sheet.value(0, i, labels.text(book.locale(), columns.get(i)));
            sheet.style(0, i).bold().set();
            sheet.width(
                    i, columns.get(i).equals("review.comment") || columns.get(i).equals("review.answer") ? 60 : 18);
        }
        sheet.width(1, 45);
        sheet.freezePane(0, 1);
        return sheet;
    }

    /** The result of a closed round, or how it stands while it is open. */
    private void results(Book book) {
        Worksheet sheet = sheet(
                book,
                book.round().closed() ? "review.results" : "review.export.standing",
                List.of(
                        "review.export.number",
                        "review.application",
                        "review.export.unit",
                        "review.rank",
                        "review.export.sheets",
                        "review.raw",
                        "review.normalised",
                        "review.mean",
                        "review.spread",
                        "review.outcome"));
        int line = 1;
        if (book.round().closed()) {
            for (var result : results.of(book.round().id())) {
                line(sheet, line, book, result.application());
                figures(sheet, line, result.rank(), result.reviews(), result.raw(), result.normalised());
                sheet.value(line, 7, result.counts());
                sheet.value(line, 8, result.spread());
                sheet.value(line++, 9, result.why());
            }
            return;
        }
        for (var result : rounds.standing(book.round(), book.review(), definitionSheet(book))) {
            line(sheet, line, book, result.application());
            figures(sheet, line, result.rank(), result.reviews(), result.raw(), result.normalised());
            sheet.value(line, 7, result.counts());
            sheet.value(line++, 8, result.spread());
        }
    }

    private static void figures(
            Worksheet sheet, int line, int rank, int reviews, BigDecimal raw, BigDecimal normalised) {
        sheet.value(line, 3, rank);
        sheet.value(line, 4, reviews);
        sheet.value(line, 5, raw);
        sheet.value(line, 6, normalised);
    }

    private static dev.kechuang.programme.internal.definition.Sheet definitionSheet(Book book) {
        return book.definition().sheet(book.review().sheet());
    }

    private static void line(Worksheet sheet, int line, Book book, UUID id) {
        Application application = book.applications().get(id);
        if (application == null) return;
        sheet.value(line, 0, application.number());
        sheet.value(line, 1, harmless(application.label()));
        sheet.value(line, 2, harmless(application.organisationName()));
    }

    private void marks(Book book) {
        var items = definitionSheet(book).items();
        Worksheet sheet = sheet(
                book,
                "review.export.marks",
                List.of(
                        "review.export.number",
                        "review.application",
                        "review.export.unit",
                        "review.expert",
                        "review.export.expertUnit",
                        "review.state",
                        "review.raw",
                        "review.normalised",
                        "review.export.dropped",
                        "review.comment"));
        for (int i = 0; i < items.size(); i++) {
            sheet.value(0, 10 + i, items.get(i).name().in(book.locale()));
            sheet.style(0, 10 + i).bold().set();
        }
        var corrected = store.corrected(book.round().call(), book.round().stage());
        Map<UUID, Ranking.Mark> marks = rounds.marks(book.round(), book.review(), definitionSheet(book));
        int line = 1;
        for (Assignment each : sheets.assignments(book.round().id())) {
            line(sheet, line, book, each.application());
            sheet.value(line, 3, harmless(each.expertName()));
            sheet.value(line, 4, harmless(each.unitName()));
            String state = labels.text(book.locale(), "review.assignment." + each.state());
            boolean before = RoundTables.before(each, corrected.get(each.application()));
            sheet.value(line, 5, before ? state + "，" + labels.text(book.locale(), "review.beforeCorrection") : state);
            BigDecimal total = each.total();
            if (total != null) sheet.value(line, 6, total);
            var mark = marks.get(each.id());
            if (mark != null) {
                sheet.value(line, 7, mark.normalised());
                sheet.value(line, 8, labels.text(book.locale(), mark.dropped() ? "review.yes" : "review.no"));
            }
            sheet.value(line, 9, harmless(each.signed() ? each.comment() : each.reason()));
            for (int i = 0; i < items.size() && each.signed(); i++) {
                sheet.value(
                        line,
                        10 + i,
                        new BigDecimal(each.points().getOrDefault(items.get(i).id(), "0")));
            }
            line++;
        }
    }

    /** Everybody the last full draw could have taken, with the reason; those of other fields are left out. */
    private void reasons(Book book) {
        Worksheet sheet = sheet(
                book,
                "review.export.reasons",
                List.of(
                        "review.export.number",
                        "review.application",
                        "review.export.unit",
                        "review.expert",
                        "review.export.expertUnit",
                        "review.answer"));
        var full = draws.draws(book.round().id()).stream()
                .filter(each -> each.kind().equals("draw") || each.kind().equals("redraw"))
                .findFirst();
        if (full.isEmpty()) return;
        var problem = input.repeat(book.round().id(), full.get().number()).orElseThrow();
        var assigner = new Assigner(problem);
        var people = experts.find(problem.reviewers().stream()
                .map(reviewer -> UUID.fromString(reviewer.id()))
                .toList());
        int line = 1;
        for (var item : problem.items()) {
            List<Why> answers = assigner.why(item.id());
            for (int r = 0; r < answers.size() && line <= MOST_REASONS; r++) {
                var expert =
                        people.get(UUID.fromString(problem.reviewers().get(r).id()));
                if (expert == null || answers.get(r) instanceof Why.OtherField) continue;
                if (item.id().startsWith("panel")) {
                    sheet.value(
                            line, 1, labels.text(book.locale(), "review.export.panel", fields(item, book.locale())));
                } else {
                    line(sheet, line, book, UUID.fromString(item.id()));
                }
                sheet.value(line, 3, harmless(expert.name()));
                sheet.value(line, 4, harmless(expert.unitName()));
                sheet.value(line++, 5, harmless(why.said(answers.get(r), book.locale())));
            }
        }
    }

    private String fields(Problem.Item item, Locale locale) {
        return item.fields().stream()
                .map(field -> labels.technicalField(locale, field))
                .collect(Collectors.joining(locale.getLanguage().equals("en") ? ", " : "、"));
    }

    private void interviews(Book book) {
        Worksheet sheet = sheet(
                book,
                "review.timetable",
                List.of(
                        "review.export.number",
                        "review.application",
                        "review.export.unit",
                        "review.slot.place",
                        "review.slot.at",
                        "review.slot.minutes"));
        int line = 1;
        for (var slot : panel.slots(book.round().id())) {
            line(sheet, line, book, slot.application());
            sheet.value(line, 3, slot.place());
            sheet.value(line, 4, ApplicationLabels.minute(slot.beginsAt()));
            sheet.value(line++, 5, slot.minutes());
        }
    }

    /** No text is taken for a formula. */
    private static String harmless(String text) {
        return text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
}
