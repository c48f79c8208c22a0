package dev.kechuang.programme.web.review;

import dev.kechuang.file.FileDelivery;
import dev.kechuang.programme.internal.review.AttachmentService;
import dev.kechuang.programme.internal.review.AttachmentService.Checked;
import dev.kechuang.programme.internal.review.AttachmentService.Ref;
import dev.kechuang.programme.internal.review.ReviewDesk;
import dev.kechuang.programme.internal.review.ReviewStore.Board;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Attachments in review: handed out to who reviews, and before a blind round looked through by the officer. */
@Controller
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
public class AttachmentController {

    private final AttachmentService attachments;
    private final ReviewDesk desk;
    private final FileDelivery delivery;
    private final LeakWords words;
    private final ApplicationLabels labels;

    AttachmentController(
            AttachmentService attachments,
            ReviewDesk desk,
            FileDelivery delivery,
            LeakWords words,
            ApplicationLabels labels) {
        this.attachments = attachments;
        this.desk = desk;
        this.delivery = delivery;
        this.words = words;
        this.labels = labels;
    }

    /** An attachment of the application under review, to whoever reviews it and to nobody else. */
    @Allow({Role.EXPERT, Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
    @GetMapping({"/reviews/sheets/{id}/files/{file}", "/api/programme/reviews/sheets/{id}/files/{file}"})
    ResponseEntity<Resource> file(
            @PathVariable UUID id,
            @PathVariable UUID file,
            @RequestParam(defaultValue = "false") boolean inline,
            Viewer viewer) {
        var handed = attachments.open(viewer, id, file).orElseThrow(() -> new NotFound("file"));
        return delivery.deliver(handed.file(), handed.name(), inline);
    }

    /**
     * @param waiting files nobody has read yet
     * @param clean files that tell nothing and are not listed
     */
    public record LeaksPage(
            String path,
            String roundTitle,
            boolean may,
            int waiting,
            int clean,
            Form form,
            Table files,
            Table settled) {}

    @Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/reviews/{call}/{stage}/leaks")
    String leaks(
            @PathVariable UUID call,
            @PathVariable String stage,
            @RequestParam(defaultValue = "false") boolean all,
            Viewer viewer,
            Locale locale,
            Model model) {
        return page(board(viewer, call, stage), all, Form.EMPTY, viewer, locale, model);
    }

    /** @param texts what the forms themselves tell */
    public record TextsPage(String back, String roundTitle, Table texts) {}

    @Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/reviews/{call}/{stage}/leaks/texts")
    String texts(@PathVariable UUID call, @PathVariable String stage, Viewer viewer, Locale locale, Model model) {
        Board board = board(viewer, call, stage);
        var table = Table.of(
                labels.text(locale, "review.leaks.texts"),
                List.of(
                        Column.<AttachmentService.Text>title(
                                labels.text(locale, "review.application"), text -> application(text.application())),
                        Column.text(
                                labels.text(locale, "review.leak.where"),
                                text -> Cell.text(text.finding().place())),
                        Column.title(
                                labels.text(locale, "review.leak.what"),
                                text -> Cell.text(words.what(text.finding(), locale)))),
                attachments.texts(call, stage, locale));
        model.addAttribute("model", new TextsPage(path(board) + "/leaks", board.title(), table));
        return "programme/review/texts";
    }

    private Board board(Viewer viewer, UUID call, String stage) {
        return desk.board(viewer, call, stage)
                .filter(board -> desk.review(board.version(), stage).blind())
                .orElseThrow(() -> new NotFound("review"));
    }

    private String page(Board board, boolean all, Form form, Viewer viewer, Locale locale, Model model) {
        var overview = attachments.overview(board.call(), board.stage(), all, locale);
        var open = new ArrayList<Checked>();
        var settled = new ArrayList<Checked>();
        for (Checked each : overview.files()) {
            boolean decide = each.check() != null
                    && (each.check().open() || all && each.check().clean());
            (decide ? open : settled).add(each);
        }
        model.addAttribute(
                "model",
                new LeaksPage(
                        path(board),
                        board.title(),
                        ReviewDesk.runs(viewer),
                        overview.waiting(),
                        overview.clean(),
                        form,
                        table("review.leaks.open", open, locale)
                                .chosenBy(
                                        "file",
                                        open.stream()
                                                .map(AttachmentController::ref)
                                                .toList()),
                        table("review.leaks.settled", settled, locale)));
        return "programme/review/leaks";
    }

    private static String path(Board board) {
        return "/reviews/" + board.call() + "/" + board.stage();
    }

    private static Cell application(dev.kechuang.programme.internal.lifecycle.Application application) {
        return new Cell.Lines(
                application.label(), "/applications/" + application.id(), String.valueOf(application.number()));
    }

    private Table table(String caption, List<Checked> rows, Locale locale) {
        return Table.of(
                labels.text(locale, caption),
                List.of(
                        Column.<Checked>title(
                                labels.text(locale, "review.application"), row -> application(row.application())),
                        Column.title(
                                labels.text(locale, "review.leak.file"),
                                row -> new Cell.Lines(
                                        row.file().file().name(),
                                        "/files/" + row.file().file().id() + "?inline=true",
                                        row.file().label())),
                        Column.text(labels.text(locale, "review.leak.state"), row -> words.state(row.check(), locale)),
                        Column.title(
                                labels.text(locale, "review.leak.found"),
                                row -> Cell.text(words.found(row.check(), locale)))),
                rows);
    }

    private static String ref(Checked checked) {
        return checked.application().id() + "/" + checked.file().file().id();
    }

    @PostMapping("/reviews/{call}/{stage}/leaks/read")
    String read(@PathVariable UUID call, @PathVariable String stage, Viewer viewer, RedirectAttributes redirect) {
        board(viewer, call, stage);
        switch (attachments.read(viewer, call, stage)) {
            case Outcome.Done<Integer>(var count) ->
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("review.done.read", count));
            case Outcome.Refused<Integer>(var errors) ->
                redirect.addFlashAttribute(
                        Notice.FLASH, Notice.error(errors.getFirst().key()));
        }
        return "redirect:/reviews/" + call + "/" + stage + "/leaks";
    }

    @PostMapping("/reviews/{call}/{stage}/leaks")
    String decide(
            @PathVariable UUID call,
            @PathVariable String stage,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Board board = board(viewer, call, stage);
        var chosen = posted.getOrDefault("file", List.of()).stream()
                .map(AttachmentController::ref)
                .flatMap(Optional::stream)
                .toList();
        String decision = Optional.ofNullable(posted.getFirst("decision")).orElse("");
        boolean shown = decision.equals("shown");
        String reason = Optional.ofNullable(posted.getFirst("reason")).orElse("");
        Outcome<Integer> outcome = shown || decision.equals("hidden")
                ? attachments.decide(viewer, call, stage, chosen, shown, reason)
                : Outcome.refused(FieldError.of("decision", "review.error.decision"));
        return switch (outcome) {
            case Outcome.Done<Integer>(var count) -> {
                redirect.addFlashAttribute(
                        Notice.FLASH, Notice.done(shown ? "review.done.shown" : "review.done.hidden", count));
                yield "redirect:" + path(board) + "/leaks";
            }
            case Outcome.Refused<Integer>(var errors) -> {
                response.setStatus(422);
                yield page(
                        board,
                        false,
                        Form.of(Map.of("reason", reason, "decision", decision)).with(errors),
                        viewer,
                        locale,
                        model);
            }
        };
    }

    static Optional<Ref> ref(String text) {
        int stroke = text.indexOf('/');
        try {
            return stroke < 0
                    ? Optional.empty()
                    : Optional.of(new Ref(
                            UUID.fromString(text.substring(0, stroke)), UUID.fromString(text.substring(stroke + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
