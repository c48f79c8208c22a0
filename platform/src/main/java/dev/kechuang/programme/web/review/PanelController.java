package dev.kechuang.programme.web.review;

import dev.kechuang.document.Documents;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.review.PanelService;
import dev.kechuang.programme.internal.review.PanelStore;
import dev.kechuang.programme.internal.review.PanelStore.Remark;
import dev.kechuang.programme.internal.review.PanelStore.Slot;
import dev.kechuang.programme.internal.review.PanelStore.Vote;
import dev.kechuang.programme.internal.review.ReviewDesk;
import dev.kechuang.programme.internal.review.ReviewDocuments;
import dev.kechuang.programme.internal.review.ReviewStore;
import dev.kechuang.programme.internal.review.ReviewStore.Board;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.SheetStore;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the secretary of a panel keeps: timetable, votes, who said what, and the minutes of it. */
@Controller
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
public class PanelController {

    private static final MediaType DOCX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private final ReviewDesk desk;
    private final ReviewStore store;
    private final SheetStore sheets;
    private final PanelStore panel;
    private final PanelService panels;
    private final ReviewDocuments reviews;
    private final Documents documents;
    private final Definitions definitions;
    private final RoundPages pages;
    private final ApplicationLabels labels;

    PanelController(
            ReviewDesk desk,
            ReviewStore store,
            SheetStore sheets,
            PanelStore panel,
            PanelService panels,
            ReviewDocuments reviews,
            Documents documents,
            Definitions definitions,
            RoundPages pages,
            ApplicationLabels labels) {
        this.desk = desk;
        this.store = store;
        this.sheets = sheets;
        this.panel = panel;
        this.panels = panels;
        this.reviews = reviews;
        this.documents = documents;
        this.definitions = definitions;
        this.pages = pages;
        this.labels = labels;
    }

    private Board board(Viewer viewer, UUID call, String stage) {
        return desk.board(viewer, call, stage).orElseThrow(() -> new NotFound("review"));
    }

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
        var day = RoundController.day(posted.getOrDefault("day", ""));
        String clock = posted.getOrDefault("time", "").strip();
        Outcome<List<Slot>> outcome;
        if (day == null || !clock.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
            outcome = Outcome.refused(FieldError.of(day == null ? "day" : "time", "review.error.time"));
        } else {
            var begins = LocalDateTime.parse(day + "T" + clock)
                    .atZone(RoundController.ZONE)
                    .toInstant();
            int minutes = RoundController.number(posted.getOrDefault("minutes", ""));
            outcome = panels.timetable(viewer, call, stage, begins, minutes);
        }
        return answered(outcome, call, stage, posted, "timetable", viewer, locale, model, response, redirect);
    }

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
        UUID application = RoundController.id(posted.getOrDefault("application", ""));
        int yes = RoundController.number(posted.getOrDefault("yes", ""));
        int no = RoundController.number(posted.getOrDefault("no", ""));
        int abstained = RoundController.number(posted.getOrDefault("abstained", ""));
        int ballot = RoundController.number(posted.getOrDefault("ballot", "1"));
        var vote = new Vote(application, ballot, yes + no + abstained, yes, no, abstained);
        var outcome = panels.vote(viewer, call, stage, vote);
        return answered(outcome, call, stage, posted, "vote", viewer, locale, model, response, redirect);
    }

    private <T> String answered(
            Outcome<T> outcome,
            UUID call,
            String stage,
            Map<String, String> posted,
            String what,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (outcome) {
            case Outcome.Done<T> done -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("review.done." + what));
                yield "redirect:/reviews/" + call + "/" + stage + "#" + what;
            }
            case Outcome.Refused<T>(var errors) -> {
                response.setStatus(422);
                Form form = Form.of(posted).with(errors);
                model.addAttribute("model", pages.page(board(viewer, call, stage), form, what, viewer, locale));
                yield "programme/review/round";
            }
        };
    }

    // Discussion

    /** @param remarks of one application, or of the round as a whole */
    public record Said(String heading, List<Remark> remarks) {}

    public record DiscussionPage(
            String title,
            String callTitle,
            String path,
            boolean may,
            List<Said> said,
            List<Option> applications,
            List<String> speakers,
            Form form) {}

    @Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/reviews/{call}/{stage}/discussion")
    String discussion(
            @PathVariable UUID call,
            @PathVariable String stage,
            @RequestParam(defaultValue = "") String about,
            Viewer viewer,
            Locale locale,
            Model model) {
        return discussion(board(viewer, call, stage), Form.of(Map.of("about", about)), viewer, locale, model);
    }

    private String discussion(Board board, Form form, Viewer viewer, Locale locale, Model model) {
        Round round = round(board);
        var concerned = pages.concerned(board, round);
        var options = new ArrayList<Option>();
        options.add(new Option("", labels.text(locale, "review.remark.round")));
        concerned.values().forEach(a -> options.add(new Option(a.id().toString(), a.number() + " " + a.label())));
        var said = new ArrayList<Said>();
        var remarks = panel.remarks(round.id());
        for (Option option : options) {
            var own = remarks.stream()
                    .filter(remark -> option.value()
                            .equals(
                                    remark.application() == null
                                            ? ""
                                            : remark.application().toString()))
                    .toList();
            if (!own.isEmpty()) said.add(new Said(option.label(), own));
        }
        var speakers = sheets.assignments(round.id()).stream()
                .filter(Assignment::active)
                .map(Assignment::expertName)
                .distinct()
                .sorted()
                .toList();
        var review = desk.review(board.version(), board.stage());
        model.addAttribute(
                "model",
                new DiscussionPage(
                        labels.text(
                                locale, "review.discussion.of", review.name().in(locale)),
                        board.title(),
                        "/reviews/" + board.call() + "/" + board.stage(),
                        ReviewDesk.runs(viewer) && !round.closed(),
                        said,
                        options,
                        speakers,
                        form));
        return "programme/review/discussion";
    }

    private Round round(Board board) {
        return store.round(board.call(), board.stage(), false).orElseThrow(() -> new NotFound("round"));
    }

    @PostMapping("/reviews/{call}/{stage}/discussion")
    String remark(
            @PathVariable UUID call,
            @PathVariable String stage,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Board board = board(viewer, call, stage);
        String about = posted.getOrDefault("about", "");
        String speaker = posted.getOrDefault("speaker", "");
        String text = posted.getOrDefault("text", "");
        UUID application = about.isEmpty() ? null : RoundController.id(about);
        return switch (panels.remark(viewer, call, stage, application, speaker, text)) {
            case Outcome.Done<Integer> done -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("review.done.remark"));
                // The next remark is mostly about the same application.
                redirect.addAttribute("about", about);
                yield "redirect:/reviews/" + call + "/" + stage + "/discussion";
            }
            case Outcome.Refused<Integer>(var errors) -> {
                response.setStatus(422);
                yield discussion(board, Form.of(posted).with(errors), viewer, locale, model);
            }
        };
    }

    @PostMapping("/reviews/{call}/{stage}/discussion/{number}/strike")
    String strike(
            @PathVariable UUID call,
            @PathVariable String stage,
            @PathVariable int number,
            Viewer viewer,
            RedirectAttributes redirect) {
        switch (panels.strike(viewer, call, stage, number)) {
            case Outcome.Done<Integer> done ->
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("review.done.strike"));
            case Outcome.Refused<Integer>(var errors) ->
                redirect.addFlashAttribute(
                        Notice.FLASH, Notice.error(errors.getFirst().key()));
        }
        return "redirect:/reviews/" + call + "/" + stage + "/discussion";
    }

    @Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @GetMapping({"/reviews/{call}/{stage}/minutes.docx", "/api/programme/reviews/{call}/{stage}/minutes.docx"})
    ResponseEntity<byte[]> minutes(@PathVariable UUID call, @PathVariable String stage, Viewer viewer) {
        Board board = board(viewer, call, stage);
        var definition = definitions.of(board.version());
        var review = (Review) definition.stage(stage);
        var document = reviews.minutes(board.title(), round(board), review, definition.sheet(review.sheet()));
        return ResponseEntity.ok()
                .contentType(DOCX)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(document.title() + ".docx", StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(documents.docx(document));
    }
}
