package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.review.DrawService;
import dev.kechuang.programme.internal.review.ReviewDesk;
import dev.kechuang.programme.internal.review.ReviewStore.Board;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.RoundService;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
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

    private final ReviewDesk desk;
    private final DrawService draws;
    private final RoundService rounds;
    private final RoundPages pages;
    private final ApplicationLabels labels;

    RoundController(
            ReviewDesk desk, DrawService draws, RoundService rounds, RoundPages pages, ApplicationLabels labels) {
        this.desk = desk;
        this.draws = draws;
        this.rounds = rounds;
        this.pages = pages;
        this.labels = labels;
    }

    @GetMapping("/reviews")
    String list(Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", pages.list(viewer, locale));
        return "programme/review/list";
    }

    /** @param about application whose vote is entered next; empty for none */
    @GetMapping("/reviews/{call}/{stage}")
    String one(
            @PathVariable UUID call,
            @PathVariable String stage,
            @RequestParam(defaultValue = "") String about,
            Viewer viewer,
            Locale locale,
            Model model) {
        Form form = about.isEmpty() ? Form.EMPTY : Form.of(Map.of("application", about, "ballot", "1"));
        return page(board(viewer, call, stage), form, about.isEmpty() ? "" : "vote", viewer, locale, model);
    }

    private Board board(Viewer viewer, UUID call, String stage) {
        return desk.board(viewer, call, stage).orElseThrow(() -> new NotFound("review"));
    }

    private String page(Board board, Form form, String at, Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", pages.page(board, form, at, viewer, locale));
        return "programme/review/round";
    }

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
    @PostMapping("/reviews/{call}/{stage}/remind")
    String remind(@PathVariable UUID call, @PathVariable String stage, Viewer viewer, RedirectAttributes redirect) {
        board(viewer, call, stage);
        switch (rounds.remind(viewer, call, stage)) {
            case Outcome.Done<Integer>(var people) ->
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("review.done.remind", people));
            case Outcome.Refused<Integer>(var errors) ->
                redirect.addFlashAttribute(
                        Notice.FLASH, Notice.error(errors.getFirst().key()));
        }
        return "redirect:/reviews/" + call + "/" + stage;
    }

    /** What closing would come to, before it is done for good. */
    @Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
    @GetMapping("/reviews/{call}/{stage}/close")
    String closing(
            @PathVariable UUID call,
            @PathVariable String stage,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        Board board = board(viewer, call, stage);
        return switch (rounds.preview(viewer, call, stage)) {
            case Outcome.Done<RoundService.Closed>(var closed) -> {
                String path = "/reviews/" + call + "/" + stage;
                model.addAttribute(
                        "confirm",
                        Confirm.of(
                                labels.text(locale, "review.ask.close"),
                                labels.text(locale, "review.text.close", closed.passed(), closed.refused()),
                                path + "/close",
                                labels.text(locale, "review.do.close"),
                                path));
                model.addAttribute("form", Form.EMPTY);
                yield "shared/confirmPage";
            }
            case Outcome.Refused<RoundService.Closed>(var errors) -> {
                response.setStatus(422);
                yield page(board, Form.EMPTY.with(errors), "close", viewer, locale, model);
            }
        };
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
                String at = done.equals("review.done.close") ? "close" : "";
                yield page(board(viewer, call, stage), Form.of(posted).with(errors), at, viewer, locale, model);
            }
        };
    }

    static @Nullable LocalDate day(String text) {
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
}
