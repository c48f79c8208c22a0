package dev.kechuang.programme.web.decision;

import dev.kechuang.programme.internal.decision.ApprovalService;
import dev.kechuang.programme.internal.decision.ApprovalStore;
import dev.kechuang.programme.internal.decision.ApprovalStore.Approval;
import dev.kechuang.programme.internal.decision.DecisionBoard;
import dev.kechuang.programme.internal.decision.DecisionListStore;
import dev.kechuang.programme.internal.decision.DecisionListStore.DecisionList;
import dev.kechuang.programme.internal.decision.DecisionService;
import dev.kechuang.programme.internal.decision.DecisionStore;
import dev.kechuang.programme.internal.decision.DecisionStore.Progress;
import dev.kechuang.programme.internal.decision.NewApproval;
import dev.kechuang.programme.internal.decision.NewNotice;
import dev.kechuang.programme.internal.decision.NoticeService;
import dev.kechuang.programme.internal.decision.NoticeStore;
import dev.kechuang.programme.internal.decision.ObjectionService;
import dev.kechuang.programme.internal.decision.ObjectionStore;
import dev.kechuang.programme.internal.decision.ObjectionStore.Objection;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Decision, notices, objections and approval as JSON, for officers and leaders. Sums are whole fen. */
@RestController
@RequestMapping("/api/programme")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class DecisionApi {

    private final DecisionService decisions;
    private final DecisionStore store;
    private final DecisionListStore lists;
    private final NoticeService notices;
    private final NoticeStore noticeStore;
    private final ObjectionService objections;
    private final ObjectionStore objectionStore;
    private final ApprovalService approvals;
    private final ApprovalStore approvalStore;
    private final ApiProblems problems;

    DecisionApi(
            DecisionService decisions,
            DecisionStore store,
            DecisionListStore lists,
            NoticeService notices,
            NoticeStore noticeStore,
            ObjectionService objections,
            ObjectionStore objectionStore,
            ApprovalService approvals,
            ApprovalStore approvalStore,
            ApiProblems problems) {
        this.decisions = decisions;
        this.store = store;
        this.lists = lists;
        this.notices = notices;
        this.noticeStore = noticeStore;
        this.objections = objections;
        this.objectionStore = objectionStore;
        this.approvals = approvals;
        this.approvalStore = approvalStore;
        this.problems = problems;
    }

    /** Calls that have something to decide, the latest 200. */
    @GetMapping("/decisions")
    List<Progress> calls(Viewer viewer) {
        return store.calls(viewer);
    }

    /**
     * @param groups tracks and fields whose money is limited
     * @param rows best first, each with what it is short of
     */
    record Board(
            int before,
            long grantedFen,
            @Nullable Long budgetFen,
            int approved,
            long sumFen,
            List<DecisionBoard.Group> groups,
            List<DecisionBoard.Row> rows) {}

    /** The ranking; with {@code budgetFen} as it would be under another budget. */
    @GetMapping("/decisions/{call}")
    Board board(@PathVariable UUID call, @RequestParam(required = false) @Nullable Long budgetFen, Viewer viewer) {
        var board = decisions
                .board(viewer, call, budgetFen == null ? null : Math.max(0, budgetFen))
                .orElseThrow(() -> new NotFound("call"));
        return new Board(
                board.before(),
                board.grantedFen(),
                board.budgetFen(),
                board.approved(),
                board.sumFen(),
                board.groups(),
                board.rows());
    }

    /** Nulls leave it to the ranking and to the programme's rule. */
    record NewChange(
            @Nullable UUID application,
            @Nullable Boolean approve,
            @Nullable Long amountFen,
            @Nullable String reason) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/decisions/{call}/changes")
    ResponseEntity<?> change(@PathVariable UUID call, @RequestBody NewChange change, Viewer viewer, Locale locale) {
        UUID application = change.application();
        if (application == null) return missing("application", locale);
        return problems.answer(
                decisions.change(
                        viewer, call, application, change.approve(), change.amountFen(), given(change.reason())),
                locale);
    }

    @GetMapping("/decisions/{call}/lists")
    List<DecisionList> lists(@PathVariable UUID call, Viewer viewer) {
        check(viewer, call);
        return lists.of(call);
    }

    @PostMapping("/decisions/{call}/lists")
    ResponseEntity<?> fix(@PathVariable UUID call, Viewer viewer, Locale locale) {
        return problems.answer(decisions.fix(viewer, call), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/decisions/{call}/lists/{list}/confirm")
    ResponseEntity<?> confirm(@PathVariable UUID call, @PathVariable UUID list, Viewer viewer, Locale locale) {
        return problems.answer(decisions.confirm(viewer, call, list), locale);
    }

    record Reason(@Nullable String reason) {}

    @PostMapping("/decisions/{call}/lists/{list}/withdraw")
    ResponseEntity<?> withdraw(
            @PathVariable UUID call,
            @PathVariable UUID list,
            @RequestBody Reason reason,
            Viewer viewer,
            Locale locale) {
        return problems.answer(decisions.withdraw(viewer, call, list, given(reason.reason())), locale);
    }

    @GetMapping("/decisions/{call}/notices")
    List<NoticeStore.Notice> notices(@PathVariable UUID call, Viewer viewer) {
        check(viewer, call);
        return noticeStore.of(call);
    }

    record PublishedNotice(
            @Nullable String title,
            @Nullable String body,
            @Nullable String contact,
            @Nullable LocalDate until) {}

    @PostMapping("/decisions/{call}/notices")
    ResponseEntity<?> publish(
            @PathVariable UUID call, @RequestBody PublishedNotice notice, Viewer viewer, Locale locale) {
        LocalDate until = notice.until();
        if (until == null) return missing("until", locale);
        return problems.answer(
                notices.publish(
                        viewer,
                        call,
                        new NewNotice(given(notice.title()), given(notice.body()), given(notice.contact()), until)),
                locale);
    }

    @PostMapping("/decisions/{call}/notices/{notice}/cancel")
    ResponseEntity<?> cancel(
            @PathVariable UUID call,
            @PathVariable UUID notice,
            @RequestBody Reason reason,
            Viewer viewer,
            Locale locale) {
        return problems.answer(notices.cancel(viewer, call, notice, given(reason.reason())), locale);
    }

    /** Those that are open first, the latest 500. */
    @GetMapping("/objections")
    List<Objection> objections(Viewer viewer) {
        return objectionStore.of(viewer, null);
    }

    record Settlement(boolean upheld, @Nullable String answer) {}

    @PostMapping("/objections/{id}/settle")
    ResponseEntity<?> settle(@PathVariable UUID id, @RequestBody Settlement settlement, Viewer viewer, Locale locale) {
        return problems.answer(objections.settle(viewer, id, settlement.upheld(), given(settlement.answer())), locale);
    }

    @GetMapping("/decisions/{call}/approvals")
    List<Approval> approvals(@PathVariable UUID call, Viewer viewer) {
        check(viewer, call);
        return approvalStore.of(call);
    }

    record PreparedApproval(
            @Nullable String number,
            @Nullable String authority,
            @Nullable String title,
            @Nullable String addressee,
            @Nullable String body,
            @Nullable String unit,
            @Nullable LocalDate issuedOn,
            boolean last) {}

    @PostMapping("/decisions/{call}/approvals")
    ResponseEntity<?> prepare(
            @PathVariable UUID call, @RequestBody PreparedApproval approval, Viewer viewer, Locale locale) {
        LocalDate issuedOn = approval.issuedOn();
        if (issuedOn == null) return missing("issuedOn", locale);
        return problems.answer(
                approvals.prepare(
                        viewer,
                        call,
                        new NewApproval(
                                given(approval.number()),
                                given(approval.authority()),
                                given(approval.title()),
                                given(approval.addressee()),
                                given(approval.body()),
                                given(approval.unit()),
                                issuedOn,
                                approval.last())),
                locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/decisions/{call}/approvals/{id}/issue")
    ResponseEntity<?> issue(@PathVariable UUID call, @PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(approvals.issue(viewer, call, id), locale);
    }

    @PostMapping("/decisions/{call}/approvals/{id}/withdraw")
    ResponseEntity<?> withdrawApproval(
            @PathVariable UUID call, @PathVariable UUID id, @RequestBody Reason reason, Viewer viewer, Locale locale) {
        return problems.answer(approvals.withdraw(viewer, call, id, given(reason.reason())), locale);
    }

    private void check(Viewer viewer, UUID call) {
        if (store.call(viewer, call).isEmpty()) throw new NotFound("call");
    }

    private ResponseEntity<?> missing(String field, Locale locale) {
        return ResponseEntity.of(problems.refusal(List.of(FieldError.of(field, "decision.error.missing")), locale))
                .build();
    }

    private static String given(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
