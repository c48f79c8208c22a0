package dev.kechuang.plan.web.bulletin;

import dev.kechuang.plan.internal.bulletin.Bulletin;
import dev.kechuang.plan.internal.bulletin.BulletinService;
import dev.kechuang.plan.internal.bulletin.BulletinStore;
import dev.kechuang.plan.internal.bulletin.Frozen;
import dev.kechuang.record.SubjectLink;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Bulletins as JSON. */
@RestController
@RequestMapping("/api/plan/bulletins")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class BulletinApi {

    private final BulletinService service;
    private final BulletinStore store;
    private final ApiProblems problems;

    BulletinApi(BulletinService service, BulletinStore store, ApiProblems problems) {
        this.service = service;
        this.store = store;
        this.problems = problems;
    }

    @GetMapping
    KeyPage<Bulletin> list(
            @RequestParam(required = false) @Nullable UUID plan,
            @RequestParam(required = false) @Nullable String after,
            Viewer viewer) {
        return store.page(viewer, plan, KeyPage.At.of(after, null), 100);
    }

    record Shown(Bulletin bulletin, Frozen content) {}

    @GetMapping("/{id}")
    Shown one(@PathVariable UUID id, Viewer viewer) {
        Bulletin found = store.find(viewer, id).orElseThrow(() -> new NotFound("bulletin"));
        return new Shown(found, service.content(found));
    }

    /** Fields as in the form. */
    record Prepare(UUID plan, Map<String, String> fields) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping
    ResponseEntity<?> prepare(@RequestBody Prepare prepare, Viewer viewer, Locale locale) {
        return problems.answer(service.prepare(viewer, prepare.plan(), prepare.fields()), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/{id}/issue")
    ResponseEntity<?> issue(@PathVariable UUID id, Viewer viewer, Locale locale) {
        if (store.find(viewer, id).isEmpty()) throw new NotFound("bulletin");
        return problems.answer(service.issue(viewer, id), locale);
    }

    record Reason(@Nullable String reason) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/withdraw")
    ResponseEntity<?> withdraw(@PathVariable UUID id, @RequestBody Reason reason, Viewer viewer, Locale locale) {
        if (store.find(viewer, id).isEmpty()) throw new NotFound("bulletin");
        return problems.answer(service.withdraw(viewer, id, Objects.requireNonNullElse(reason.reason(), "")), locale);
    }

    /** From a record to the bulletin it counts. */
    @Component
    static final class Link implements SubjectLink {
        private static final String SUBJECT = "plan/bulletin/";

        @Override
        public Optional<String> path(String subject) {
            return subject.startsWith(SUBJECT)
                    ? Optional.of("/plan-bulletins/" + subject.substring(SUBJECT.length()))
                    : Optional.empty();
        }
    }
}
