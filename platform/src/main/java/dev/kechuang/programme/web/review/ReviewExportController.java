package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.review.ReviewDesk;
import dev.kechuang.programme.internal.review.ReviewStore;
import dev.kechuang.programme.internal.review.ReviewStore.Board;
import dev.kechuang.programme.internal.review.SheetAccess;
import dev.kechuang.programme.internal.review.SheetAccess.Work;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Rounds, their list and an expert's reviews as Excel files. */
@Controller
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
class ReviewExportController {

    private final ReviewDesk desk;
    private final ReviewStore store;
    private final ReviewWorkbook workbook;
    private final SheetAccess access;
    private final Definitions definitions;
    private final ApplicationLabels labels;
    private final Sheets sheets;

    ReviewExportController(
            ReviewDesk desk,
            ReviewStore store,
            ReviewWorkbook workbook,
            SheetAccess access,
            Definitions definitions,
            ApplicationLabels labels,
            Sheets sheets) {
        this.desk = desk;
        this.store = store;
        this.workbook = workbook;
        this.access = access;
        this.definitions = definitions;
        this.labels = labels;
        this.sheets = sheets;
    }

    /** All rounds of the viewer's calls. */
    @GetMapping("/reviews/export")
    void rounds(Viewer viewer, Locale locale, HttpServletResponse response) {
        sheets.write(
                response,
                viewer,
                locale,
                labels.text(locale, "review.list"),
                Map.of(),
                List.of(
                        new Sheets.Column<Board>("review.export.number", Board::number),
                        new Sheets.Column<>("review.call", Board::title),
                        new Sheets.Column<>(
                                "review.stage",
                                board -> definitions
                                        .of(board.version())
                                        .stage(board.stage())
                                        .name()
                                        .in(locale)),
                        new Sheets.Column<>("review.waiting", Board::waiting),
                        new Sheets.Column<>(
                                "review.state",
                                board -> labels.text(
                                        locale,
                                        board.closed()
                                                ? "review.state.closed"
                                                : board.round() == null ? "review.state.new" : "review.state.open"))),
                store.boards(viewer.regionArray()).iterator());
    }

    /** An expert's own reviews; of a blind round the numbers alone. */
    @Allow(Role.EXPERT)
    @GetMapping("/my/reviews/export")
    void mine(Viewer viewer, Locale locale, HttpServletResponse response) {
        sheets.write(
                response,
                viewer,
                locale,
                labels.text(locale, "review.mine"),
                Map.of(),
                List.of(
                        new Sheets.Column<Work>(
                                "review.export.number",
                                work -> work.application().number()),
                        new Sheets.Column<>(
                                "review.application",
                                work -> work.review().blind()
                                        ? null
                                        : work.application().label()),
                        new Sheets.Column<>(
                                "review.stage", work -> work.review().name().in(locale)),
                        new Sheets.Column<>("review.due", work -> work.round().dueOn()),
                        new Sheets.Column<>(
                                "review.state",
                                work -> labels.text(
                                        locale,
                                        "review.assignment." + work.assignment().state())),
                        new Sheets.Column<>(
                                "review.raw", work -> work.assignment().total())),
                access.works(viewer).iterator());
    }

    @GetMapping({"/reviews/{call}/{stage}/export", "/api/programme/reviews/{call}/{stage}/export"})
    void export(
            @PathVariable UUID call,
            @PathVariable String stage,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        var board = desk.board(viewer, call, stage).orElseThrow(() -> new NotFound("review"));
        var round = store.round(call, stage, false).orElseThrow(() -> new NotFound("round"));
        String name = board.number() + " "
                + desk.review(board.version(), stage).name().in(locale) + " " + labels.today() + ".xlsx";
        response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name, StandardCharsets.UTF_8)
                        .build()
                        .toString());
        workbook.write(board, round, locale, response.getOutputStream());
    }
}
