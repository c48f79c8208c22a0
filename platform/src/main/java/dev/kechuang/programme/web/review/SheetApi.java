package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.review.AttachmentService;
import dev.kechuang.programme.internal.review.GivingUp;
import dev.kechuang.programme.internal.review.SheetAccess;
import dev.kechuang.programme.internal.review.SheetService;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sheets as JSON: the same commands as the expert's pages. */
@RestController
@RequestMapping("/api/programme/reviews")
@Allow({Role.EXPERT, Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
class SheetApi {

    private final SheetService sheets;
    private final SheetAccess access;
    private final GivingUp giving;
    private final AttachmentService attachments;
    private final ApiProblems problems;

    SheetApi(
            SheetService sheets,
            SheetAccess access,
            GivingUp giving,
            AttachmentService attachments,
            ApiProblems problems) {
        this.sheets = sheets;
        this.access = access;
        this.giving = giving;
        this.attachments = attachments;
        this.problems = problems;
    }

    /** @param reason why */
    record Reason(@Nullable String reason) {
        String text() {
            return reason == null ? "" : reason;
        }
    }

    /** Attachments that are shown to whoever works on the sheet. */
    @Allow({Role.EXPERT, Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
    @GetMapping("/sheets/{id}/files")
    AttachmentService.Papers files(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return attachments.of(access.find(viewer, id).orElseThrow(() -> new NotFound("review")), locale);
    }

    /** What is assigned to the expert who asks; who applies is not in it. */
    @Allow(Role.EXPERT)
    @GetMapping("/mine")
    List<Assignment> mine(Viewer viewer) {
        return access.of(viewer);
    }

    @Allow({Role.EXPERT, Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
    @PostMapping("/sheets/{id}/accept")
    ResponseEntity<?> accept(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(assignment(sheets.accept(viewer, id)), locale);
    }

    @Allow({Role.EXPERT, Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
    @PostMapping("/sheets/{id}/decline")
    ResponseEntity<?> decline(@PathVariable UUID id, @RequestBody Reason reason, Viewer viewer, Locale locale) {
        return problems.answer(giving.decline(viewer, id, reason.text()), locale);
    }

    @Allow({Role.EXPERT, Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
    @PostMapping("/sheets/{id}/recuse")
    ResponseEntity<?> recuse(@PathVariable UUID id, @RequestBody Reason reason, Viewer viewer, Locale locale) {
        return problems.answer(giving.recuse(viewer, id, reason.text()), locale);
    }

    /** Takes a review away from somebody who does not do it; somebody else is drawn. */
    @Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
    @PostMapping("/sheets/{id}/release")
    ResponseEntity<?> release(@PathVariable UUID id, @RequestBody Reason reason, Viewer viewer, Locale locale) {
        return problems.answer(giving.release(viewer, id, reason.text()), locale);
    }

    /** Accepts every invitation of the expert that stands. */
    @Allow(Role.EXPERT)
    @PostMapping("/mine/accept")
    ResponseEntity<?> acceptAll(Viewer viewer, Locale locale) {
        return problems.answer(sheets.acceptAll(viewer), locale);
    }

    /** A sheet's points and opinion under the names that its form gives them. */
    static Map<String, String> typed(@Nullable Map<String, @Nullable String> points, @Nullable String comment) {
        var typed = new LinkedHashMap<String, String>();
        if (points != null) {
            points.forEach((item, value) -> {
                if (value != null) typed.put("points-" + item, value);
            });
        }
        if (comment != null) typed.put("comment", comment);
        return typed;
    }

    /** @param points by item of the sheet */
    record SheetBody(
            @Nullable Map<String, @Nullable String> points,
            @Nullable String comment) {
        Map<String, String> typed() {
            return SheetApi.typed(points, comment);
        }
    }

    @Allow({Role.EXPERT, Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
    @PutMapping("/sheets/{id}")
    ResponseEntity<?> save(@PathVariable UUID id, @RequestBody SheetBody sheet, Viewer viewer, Locale locale) {
        return problems.answer(assignment(sheets.save(viewer, id, sheet.typed())), locale);
    }

    @Allow({Role.EXPERT, Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
    @PostMapping("/sheets/{id}/sign")
    ResponseEntity<?> sign(@PathVariable UUID id, @RequestBody SheetBody sheet, Viewer viewer, Locale locale) {
        return problems.answer(assignment(sheets.sign(viewer, id, sheet.typed())), locale);
    }

    /** The assignment alone: a blind round must not tell who applies. */
    private static dev.kechuang.shared.Outcome<Assignment> assignment(
            dev.kechuang.shared.Outcome<SheetAccess.Work> outcome) {
        return outcome.fold(
                work -> dev.kechuang.shared.Outcome.done(work.assignment()), dev.kechuang.shared.Outcome::refused);
    }
}
