package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.review.AttachmentService;
import dev.kechuang.programme.internal.review.AttachmentStore.Check;
import dev.kechuang.programme.internal.review.DrawService;
import dev.kechuang.programme.internal.review.DrawStore;
import dev.kechuang.programme.internal.review.PanelService;
import dev.kechuang.programme.internal.review.PanelStore;
import dev.kechuang.programme.internal.review.PanelStore.Vote;
import dev.kechuang.programme.internal.review.ResultStore;
import dev.kechuang.programme.internal.review.ReviewDesk;
import dev.kechuang.programme.internal.review.ReviewReturn;
import dev.kechuang.programme.internal.review.ReviewStore;
import dev.kechuang.programme.internal.review.ReviewStore.Board;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.RoundService;
import dev.kechuang.programme.internal.review.SheetStore;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rounds as JSON: the same commands as the pages. */
@RestController
@RequestMapping("/api/programme/reviews")
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
class ReviewApi {

    private final ReviewDesk desk;
    private final ReviewStore store;
    private final DrawStore made;
    private final SheetStore assignments;
    private final PanelStore panel;
    private final ResultStore results;
    private final DrawService draws;
    private final RoundService rounds;
    private final PanelService panels;
    private final AttachmentService attachments;
    private final ReviewReturn returns;
    private final ApiProblems problems;

    ReviewApi(
            ReviewDesk desk,
            ReviewStore store,
            DrawStore made,
            SheetStore assignments,
            PanelStore panel,
            ResultStore results,
            DrawService draws,
            RoundService rounds,
            PanelService panels,
            AttachmentService attachments,
            ReviewReturn returns,
            ApiProblems problems) {
        this.desk = desk;
        this.store = store;
        this.made = made;
        this.assignments = assignments;
        this.panel = panel;
        this.results = results;
        this.draws = draws;
        this.rounds = rounds;
        this.panels = panels;
        this.attachments = attachments;
        this.returns = returns;
        this.problems = problems;
    }

    @Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @GetMapping
    List<Board> boards(Viewer viewer) {
        return store.boards(viewer.regionArray());
    }

    /** @param draws newest first, each with the digest of what went in */
    record RoundView(
            Round round,
            List<DrawStore.Draw> draws,
            List<Assignment> assignments,
            List<DrawStore.Recusal> recusals,
            List<Vote> votes,
            List<PanelStore.Slot> timetable,
            List<ResultStore.Result> results) {}

    @Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/{call}/{stage}")
    RoundView one(@PathVariable UUID call, @PathVariable String stage, Viewer viewer) {
        if (desk.board(viewer, call, stage).isEmpty()) throw new NotFound("review");
        Round round = store.round(call, stage, false).orElseThrow(() -> new NotFound("round"));
        return new RoundView(
                round,
                made.draws(round.id()),
                assignments.assignments(round.id()),
                made.recusals(round.id()),
                panel.votes(round.id()),
                panel.slots(round.id()),
                results.of(round.id()));
    }

    /** @param due last day for sheets, may be left out */
    record Seed(String seed, String source, @Nullable LocalDate due) {}

    @PostMapping("/{call}/{stage}/seed")
    ResponseEntity<?> seed(
            @PathVariable UUID call, @PathVariable String stage, @RequestBody Seed seed, Viewer viewer, Locale locale) {
        return problems.answer(draws.publish(viewer, call, stage, seed.seed(), seed.source(), seed.due()), locale);
    }

    /** @param reason why, for a second draw or for giving a review up */
    record Reason(@Nullable String reason) {
        String text() {
            return reason == null ? "" : reason;
        }
    }

    @PostMapping("/{call}/{stage}/draw")
    ResponseEntity<?> draw(
            @PathVariable UUID call,
            @PathVariable String stage,
            @RequestBody Reason reason,
            Viewer viewer,
            Locale locale) {
        return problems.answer(draws.draw(viewer, call, stage, reason.text()), locale);
    }

    record Timetable(Instant begins, int minutes) {}

    @PostMapping("/{call}/{stage}/timetable")
    ResponseEntity<?> timetable(
            @PathVariable UUID call,
            @PathVariable String stage,
            @RequestBody Timetable timetable,
            Viewer viewer,
            Locale locale) {
        return problems.answer(panels.timetable(viewer, call, stage, timetable.begins(), timetable.minutes()), locale);
    }

    @PostMapping("/{call}/{stage}/vote")
    ResponseEntity<?> vote(
            @PathVariable UUID call, @PathVariable String stage, @RequestBody Vote vote, Viewer viewer, Locale locale) {
        return problems.answer(panels.vote(viewer, call, stage, vote), locale);
    }

    /** @param application null for what concerns the round as a whole */
    record Said(@Nullable UUID application, String speaker, String text) {}

    @Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/{call}/{stage}/discussion")
    List<PanelStore.Remark> discussion(@PathVariable UUID call, @PathVariable String stage, Viewer viewer) {
        if (desk.board(viewer, call, stage).isEmpty()) throw new NotFound("review");
        Round round = store.round(call, stage, false).orElseThrow(() -> new NotFound("round"));
        return panel.remarks(round.id());
    }

    @PostMapping("/{call}/{stage}/discussion")
    ResponseEntity<?> remark(
            @PathVariable UUID call, @PathVariable String stage, @RequestBody Said said, Viewer viewer, Locale locale) {
        return problems.answer(
                panels.remark(viewer, call, stage, said.application(), said.speaker(), said.text()), locale);
    }

    @PostMapping("/{call}/{stage}/discussion/{number}/strike")
    ResponseEntity<?> strike(
            @PathVariable UUID call,
            @PathVariable String stage,
            @PathVariable int number,
            Viewer viewer,
            Locale locale) {
        return problems.answer(panels.strike(viewer, call, stage, number), locale);
    }

    @PostMapping("/{call}/{stage}/applications/{id}/return")
    ResponseEntity<?> sendBack(
            @PathVariable UUID call,
            @PathVariable String stage,
            @PathVariable UUID id,
            @RequestBody ReviewReturn.SendBack wanted,
            Viewer viewer,
            Locale locale) {
        return problems.answer(returns.sendBack(viewer, call, stage, id, wanted), locale);
    }

    /** Of a correction that did not come in time. */
    record Late(int expected, String clause, String reason) {}

    @PostMapping("/{call}/{stage}/applications/{id}/refuse")
    ResponseEntity<?> refuse(
            @PathVariable UUID call,
            @PathVariable String stage,
            @PathVariable UUID id,
            @RequestBody Late late,
            Viewer viewer,
            Locale locale) {
        return problems.answer(
                returns.refuse(viewer, call, stage, id, late.expected(), late.clause(), late.reason()), locale);
    }

    @PostMapping("/{call}/{stage}/close")
    ResponseEntity<?> close(@PathVariable UUID call, @PathVariable String stage, Viewer viewer, Locale locale) {
        return problems.answer(rounds.close(viewer, call, stage), locale);
    }

    /** An attachment of a blind round; the form's own texts are hidden by themselves. */
    record AttachmentView(
            UUID application,
            UUID file,
            String name,
            @Nullable Check check) {}

    @Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/{call}/{stage}/attachments")
    List<AttachmentView> attachments(
            @PathVariable UUID call, @PathVariable String stage, Viewer viewer, Locale locale) {
        if (desk.board(viewer, call, stage).isEmpty()) throw new NotFound("review");
        return attachments.overview(call, stage, true, locale).files().stream()
                .map(each -> new AttachmentView(
                        each.application().id(),
                        each.file().file().id(),
                        each.file().file().name(),
                        each.check()))
                .toList();
    }

    @PostMapping("/{call}/{stage}/attachments/read")
    ResponseEntity<?> read(@PathVariable UUID call, @PathVariable String stage, Viewer viewer, Locale locale) {
        return problems.answer(attachments.read(viewer, call, stage), locale);
    }

    record Decision(List<AttachmentService.Ref> attachments, boolean shown, String reason) {}

    @PostMapping("/{call}/{stage}/attachments")
    ResponseEntity<?> decide(
            @PathVariable UUID call,
            @PathVariable String stage,
            @RequestBody Decision decision,
            Viewer viewer,
            Locale locale) {
        return problems.answer(
                attachments.decide(viewer, call, stage, decision.attachments(), decision.shown(), decision.reason()),
                locale);
    }

    @PostMapping("/{call}/{stage}/remind")
    ResponseEntity<?> remind(@PathVariable UUID call, @PathVariable String stage, Viewer viewer, Locale locale) {
        return problems.answer(rounds.remind(viewer, call, stage), locale);
    }
}
