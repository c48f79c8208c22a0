package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.review.ReviewDesk;
import dev.kechuang.programme.internal.review.ReviewStore;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Rounds as Excel files. */
@Controller
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
class ReviewExportController {

    private final ReviewDesk desk;
    private final ReviewStore store;
    private final ReviewWorkbook workbook;
    private final ApplicationLabels labels;

    ReviewExportController(ReviewDesk desk, ReviewStore store, ReviewWorkbook workbook, ApplicationLabels labels) {
        this.desk = desk;
        this.store = store;
        this.workbook = workbook;
        this.labels = labels;
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
