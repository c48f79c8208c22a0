package dev.kechuang.programme.web.credit;

import dev.kechuang.programme.internal.credit.Credit;
import dev.kechuang.programme.internal.credit.Credit.NewByHand;
import dev.kechuang.programme.internal.credit.CreditEntry;
import dev.kechuang.programme.internal.credit.CreditStore;
import dev.kechuang.programme.internal.credit.CreditStore.Query;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Science credit as JSON. */
@RestController
@RequestMapping("/api/programme/credit")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class CreditApi {

    private final Credit credit;
    private final CreditStore store;
    private final Organisations organisations;
    private final ApplicationLabels labels;
    private final ApiProblems problems;

    CreditApi(
            Credit credit,
            CreditStore store,
            Organisations organisations,
            ApplicationLabels labels,
            ApiProblems problems) {
        this.credit = credit;
        this.store = store;
        this.organisations = organisations;
        this.labels = labels;
        this.problems = problems;
    }

    /** @param state proposed, objected, or empty for all */
    @GetMapping("/entries")
    KeyPage<CreditEntry> list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String event,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(required = false) @Nullable UUID organisation,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String before,
            @RequestParam(defaultValue = "50") int size,
            Viewer viewer) {
        return store.page(
                viewer,
                new Query(q, event, state, organisation),
                KeyPage.At.of(after, before),
                Math.clamp(size, 1, 200));
    }

    /** @param day the day asked for, today when not given */
    @GetMapping("/organisations/{id}")
    Credit.Standing standing(
            @PathVariable UUID id,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate day,
            Viewer viewer) {
        if (organisations.find(viewer, id).isEmpty()) throw new NotFound("organisation");
        return credit.ofOrganisation(id, day == null ? labels.today() : day);
    }

    record New(
            @Nullable String creditCode,
            @Nullable String event,
            @Nullable LocalDate on,
            @Nullable UUID application,
            @Nullable String text) {}

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/entries")
    ResponseEntity<?> enter(@RequestBody New wanted, Viewer viewer, Locale locale) {
        var entry = new NewByHand(
                Objects.requireNonNullElse(wanted.creditCode(), ""),
                Objects.requireNonNullElse(wanted.event(), ""),
                wanted.on(),
                wanted.application(),
                Objects.requireNonNullElse(wanted.text(), ""));
        return problems.answer(credit.enter(viewer, entry), locale);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/entries/{id}/confirm")
    ResponseEntity<?> confirm(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(credit.confirm(viewer, id), locale);
    }

    record Objection(@Nullable String text) {}

    @Allow(Role.APPLICANT)
    @PostMapping("/entries/{id}/objection")
    ResponseEntity<?> object(@PathVariable UUID id, @RequestBody Objection body, Viewer viewer, Locale locale) {
        return problems.answer(credit.object(viewer, id, Objects.requireNonNullElse(body.text(), "")), locale);
    }

    record Ruling(boolean upheld, @Nullable String ruling) {}

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/entries/{id}/ruling")
    ResponseEntity<?> rule(@PathVariable UUID id, @RequestBody Ruling body, Viewer viewer, Locale locale) {
        String ruling = Objects.requireNonNullElse(body.ruling(), "");
        return problems.answer(credit.rule(viewer, id, body.upheld(), ruling), locale);
    }
}
