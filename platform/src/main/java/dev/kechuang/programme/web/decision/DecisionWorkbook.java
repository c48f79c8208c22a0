package dev.kechuang.programme.web.decision;

import dev.kechuang.programme.internal.decision.DecisionBoard;
import dev.kechuang.programme.internal.decision.DecisionBoard.Group;
import dev.kechuang.programme.internal.decision.DecisionBoard.Row;
import dev.kechuang.programme.internal.definition.Definition;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** The ranking of a call as an Excel file, with the line and the changes. */
final class DecisionWorkbook {

    private static final List<String> COLUMNS = List.of(
            "rank",
            "number",
            "project",
            "organisation",
            "leader",
            "score",
            "requested",
            "amount",
            "place",
            "why",
            "approve",
            "change");

    private DecisionWorkbook() {}

    static void write(
            DecisionBoard board,
            DecisionWords words,
            PlaceWords places,
            Locale locale,
            String by,
            HttpServletResponse response)
            throws IOException {
        response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(
                                words.text(locale, "decision.board") + "-"
                                        + board.call().number() + ".xlsx",
                                StandardCharsets.UTF_8)
                        .build()
                        .toString());
        try (var workbook = new Workbook(response.getOutputStream(), "Kechuang", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(words.text(locale, "decision.board"));
            sheet.value(0, 0, board.call().number() + " " + board.call().title());
            sheet.value(1, 0, words.text(locale, "decision.export.by", by));
            for (int i = 0; i < COLUMNS.size(); i++) {
                sheet.value(3, i, words.text(locale, "decision." + COLUMNS.get(i)));
                sheet.style(3, i).bold().set();
            }
            sheet.width(2, 45);
            sheet.width(3, 30);
            sheet.freezePane(0, 4);
            int line = 4;
            if (!board.groups().isEmpty())
                groups(workbook.newWorksheet(words.text(locale, "decision.groups")), board, words, places, locale);
            for (Row row : board.rows()) write(sheet, line++, row, board.definition(), words, places, locale);
        }
    }

    /** Tracks and fields whose money is limited, in 10,000 yuan. */
    private static void groups(
            Worksheet sheet, DecisionBoard board, DecisionWords words, PlaceWords places, Locale locale) {
        List<String> heads = List.of("group", "group.limit", "group.granted", "group.listed", "group.left");
        for (int i = 0; i < heads.size(); i++) {
            sheet.value(0, i, words.text(locale, "decision." + heads.get(i)));
            sheet.style(0, i).bold().set();
        }
        sheet.width(0, 30);
        int line = 1;
        for (Group group : board.groups()) {
            sheet.value(line, 0, places.name(locale, board.definition(), group));
            sheet.value(line, 1, BigDecimal.valueOf(group.share().fen(), 6));
            sheet.value(line, 2, BigDecimal.valueOf(group.grantedFen(), 6));
            sheet.value(line, 3, BigDecimal.valueOf(group.listedFen(), 6));
            sheet.value(line++, 4, BigDecimal.valueOf(group.share().fen() - group.grantedFen() - group.listedFen(), 6));
        }
    }

    private static void write(
            Worksheet sheet,
            int line,
            Row row,
            Definition definition,
            DecisionWords words,
            PlaceWords places,
            Locale locale) {
        var candidate = row.candidate();
        sheet.value(line, 0, row.rank());
        sheet.value(line, 1, candidate.number());
        sheet.value(line, 2, candidate.title());
        sheet.value(line, 3, candidate.organisationName());
        sheet.value(line, 4, candidate.leader());
        BigDecimal score = candidate.score();
        if (score != null) sheet.value(line, 5, score);
        sheet.value(line, 6, BigDecimal.valueOf(candidate.requestedFen(), 6));
        sheet.value(line, 7, BigDecimal.valueOf(row.amountFen(), 6));
        sheet.value(line, 8, places.tag(locale, row.place()).label());
        sheet.value(line, 9, places.why(locale, definition, row.place(), row.shortOf(), candidate.fen()));
        sheet.value(line, 10, words.text(locale, row.approve() ? "decision.choice.yes" : "decision.choice.no"));
        var change = row.change();
        if (change != null && row.changed()) sheet.value(line, 11, change.actor() + "：" + change.reason());
    }
}
