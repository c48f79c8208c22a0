package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.blind.Identity;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.form.SubmissionStore;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.internal.review.Answers;
import dev.kechuang.programme.internal.review.AttachmentCheck;
import dev.kechuang.programme.internal.review.AttachmentService;
import dev.kechuang.programme.internal.review.ReviewStore;
import dev.kechuang.programme.internal.review.SheetAccess;
import dev.kechuang.programme.internal.review.SheetAccess.Work;
import dev.kechuang.programme.internal.review.SheetService;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The expert's own reviews: what is assigned, and nothing else. A panel's secretary enters sheets here too. */
@Controller
@Allow({Role.EXPERT, Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
public class SheetController {

    private final SheetService sheets;
    private final SheetAccess access;
    private final SubmissionStore submissions;
    private final AttachmentCheck check;
    private final AttachmentService attachments;
    private final ReviewStore reviews;
    private final ApplicationLabels labels;

    SheetController(
            SheetService sheets,
            SheetAccess access,
            SubmissionStore submissions,
            AttachmentCheck check,
            AttachmentService attachments,
            ReviewStore reviews,
            ApplicationLabels labels) {
        this.sheets = sheets;
        this.access = access;
        this.submissions = submissions;
        this.check = check;
        this.attachments = attachments;
        this.reviews = reviews;
        this.labels = labels;
    }

    /** @param invited invitations without a reply */
    public record ListPage(int waiting, int invited, Table table) {}

    private record Row(Assignment assignment, Work work, String title) {}

    @Allow(Role.EXPERT)
    @GetMapping("/my/reviews")
    String list(Viewer viewer, Locale locale, Model model) {
        var rows = new ArrayList<Row>();
        var works = access.works(viewer);
        var identities = check.identities(works.stream()
                .filter(work -> work.review().blind())
                .map(Work::application)
                .distinct()
                .toList());
        for (Work work : works) {
            var hide = work.review().blind() ? identities.get(work.application().id()) : null;
            rows.add(new Row(work.assignment(), work, title(work, hide)));
        }
        var table = Table.of(
                labels.text(locale, "review.mine"),
                List.of(
                        Column.<Row>title(
                                labels.text(locale, "review.application"),
                                row -> new Cell.Lines(
                                        row.title(),
                                        "/reviews/sheets/" + row.assignment().id(),
                                        row.work().application().number() + " · "
                                                + row.work().review().name().in(locale))),
                        Column.text(
                                labels.text(locale, "review.due"),
                                row -> Cell.text(
                                        row.work().round().dueOn() == null
                                                ? ""
                                                : row.work().round().dueOn().toString())),
                        Column.text(labels.text(locale, "review.state"), row -> tag(row.assignment(), locale))),
                rows);
        int waiting =
                (int) rows.stream().filter(row -> !row.assignment().signed()).count();
        int invited = (int) rows.stream()
                .filter(row -> row.assignment().state().equals("invited"))
                .count();
        model.addAttribute("model", new ListPage(waiting, invited, table));
        return "programme/review/mine";
    }

    private Tag tag(Assignment assignment, Locale locale) {
        return new Tag(
                labels.text(locale, "review.assignment." + assignment.state()),
                assignment.signed()
                        ? Tone.PASSED
                        : assignment.state().equals("invited") ? Tone.RETURNED : Tone.IN_PROGRESS);
    }

    /** The title, in a blind round without the names that may stand in it. */
    private static String title(Work work, @Nullable Identity hide) {
        String title = work.application().label();
        return hide == null ? title : hide.hide(title);
    }

    /** An item of the sheet as the form asks for it. */
    public record Item(String name, String label, String hint) {}

    /** An attachment. @param opens whether the browser shows it rather than saves it */
    public record Paper(String label, String name, String size, String path, boolean opens) {}

    private static Paper paper(Work work, AttachmentService.Paper paper) {
        boolean opens = paper.contentType().equals("application/pdf")
                || paper.contentType().startsWith("image/");
        String path = "/reviews/sheets/" + work.assignment().id() + "/files/" + paper.file();
        return new Paper(
                paper.label(), paper.name(), Figures.size(paper.size()), opens ? path + "?inline=true" : path, opens);
    }

    /**
     * @param papers attachments
     * @param kept how many attachments are kept back until somebody has looked at them
     * @param hidden how many an officer hides
     */
    public record SheetPage(
            String title,
            String number,
            String stage,
            String who,
            String path,
            boolean blind,
            boolean invited,
            boolean signed,
            boolean closed,
            String signedAt,
            String total,
            Tag state,
            List<Answers.Section> sections,
            List<Paper> papers,
            int kept,
            int hidden,
            List<Item> items,
            List<Detail> given,
            boolean comment,
            String correction,
            Form form) {}

    @GetMapping("/reviews/sheets/{id}")
    String sheet(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Work work = work(viewer, id);
        var values = new LinkedHashMap<String, String>();
        work.assignment().points().forEach((item, points) -> values.put("points-" + item, points));
        values.put("comment", work.assignment().comment());
        return page(work, Form.of(values), locale, model);
    }

    private Work work(Viewer viewer, UUID id) {
        return access.find(viewer, id).orElseThrow(() -> new NotFound("review"));
    }

    private String page(Work work, Form form, Locale locale, Model model) {
        Application application = work.application();
        Review review = work.review();
        var handedIn = submissions.latest(application.id()).orElse(null);
        var identity = review.blind() ? check.identity(application, handedIn) : null;
        var sections = work.readable() && handedIn != null
                ? new Answers(handedIn.content()).sections(identity, locale)
                : List.<Answers.Section>of();
        var papers = handedIn == null ? AttachmentService.NONE : attachments.of(work, handedIn, locale);
        var items = work.sheet().items().stream()
                .map(item -> new Item(
                        "points-" + item.id(),
                        labels.text(
                                locale,
                                "review.points",
                                item.name().in(locale),
                                item.most().toPlainString()),
                        item.hint().in(locale)
                                + (item.least().signum() > 0
                                        ? labels.text(
                                                locale,
                                                "review.least",
                                                item.least().toPlainString())
                                        : "")))
                .toList();
        var given = new ArrayList<Detail>();
        work.sheet()
                .items()
                .forEach(item -> given.add(Detail.of(
                        item.name().in(locale), work.assignment().points().getOrDefault(item.id(), ""))));
        given.add(Detail.of(
                labels.text(locale, "review.comment"), work.assignment().comment()));
        var signedAt = work.assignment().signedAt();
        var total = work.assignment().total();
        model.addAttribute(
                "model",
                new SheetPage(
                        title(work, identity),
                        String.valueOf(application.number()),
                        review.name().in(locale),
                        work.assignment().expertName(),
                        "/reviews/sheets/" + work.assignment().id(),
                        review.blind(),
                        work.assignment().state().equals("invited"),
                        work.assignment().signed(),
                        work.round().closed(),
                        signedAt == null ? "" : ApplicationLabels.minute(signedAt),
                        total == null ? "" : total.toPlainString(),
                        tag(work.assignment(), locale),
                        sections,
                        papers.shown().stream().map(paper -> paper(work, paper)).toList(),
                        papers.waiting(),
                        papers.hidden(),
                        items,
                        given,
                        work.sheet().comment(),
                        correction(work, locale),
                        form));
        return "programme/review/sheet";
    }

    /** That it is being corrected, or was; empty for neither. */
    private String correction(Work work, Locale locale) {
        if (work.application().status() == Status.RETURNED) {
            return labels.text(
                    locale,
                    "review.correcting",
                    String.valueOf(work.application().dueOn()));
        }
        return reviews.lastCorrected(work.application().id(), work.round().stage())
                .map(at -> labels.text(
                        locale,
                        RoundTables.before(work.assignment(), at) ? "review.corrected.after" : "review.corrected",
                        ApplicationLabels.minute(at)))
                .orElse("");
    }

    @PostMapping("/reviews/sheets/{id}/accept")
    String accept(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        var accepted = sheets.accept(viewer, id);
        if (SheetService.gone(accepted)) throw new NotFound("review");
        if (accepted instanceof Outcome.Refused<Work>(var errors)) {
            redirect.addFlashAttribute(
                    Notice.FLASH, Notice.error(errors.getFirst().key()));
        }
        return "redirect:/reviews/sheets/" + id;
    }

    @Allow(Role.EXPERT)
    @PostMapping("/my/reviews/accept")
    String acceptAll(Viewer viewer, RedirectAttributes redirect) {
        if (sheets.acceptAll(viewer) instanceof Outcome.Done<Integer>(var count)) {
            redirect.addFlashAttribute(Notice.FLASH, Notice.done("review.done.acceptAll", count));
        }
        return "redirect:/my/reviews";
    }

    /** As typed, while it is typed. */
    @PostMapping("/reviews/sheets/{id}/draft")
    ResponseEntity<Void> draft(@PathVariable UUID id, @RequestParam Map<String, String> posted, Viewer viewer) {
        var kept = sheets.save(viewer, id, posted);
        if (SheetService.gone(kept)) throw new NotFound("review");
        return ResponseEntity.status(kept instanceof Outcome.Done<Work> ? HttpStatus.NO_CONTENT : HttpStatus.CONFLICT)
                .build();
    }

    @PostMapping("/reviews/sheets/{id}/sign")
    String sign(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Work before = work(viewer, id);
        return switch (sheets.sign(viewer, id, posted)) {
            case Outcome.Done<Work>(var work) -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("review.done.sign"));
                yield "redirect:/reviews/sheets/" + id;
            }
            case Outcome.Refused<Work>(var errors) -> {
                // What was typed is kept, right or wrong.
                if (!before.assignment().signed()) sheets.save(viewer, id, posted);
                response.setStatus(422);
                yield page(work(viewer, id), Form.of(posted).with(errors), locale, model);
            }
        };
    }
}
