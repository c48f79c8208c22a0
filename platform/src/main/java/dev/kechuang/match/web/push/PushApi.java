package dev.kechuang.match.web.push;

import dev.kechuang.match.internal.push.ReachStore;
import dev.kechuang.match.internal.push.ReachStore.NewMatch;
import dev.kechuang.match.internal.push.WishService;
import dev.kechuang.match.internal.push.WishStore;
import dev.kechuang.match.internal.push.WishStore.Wishes;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** New matches since a place in their log, and a firm's wishes, as JSON. */
@RestController
@RequestMapping("/api/match")
class PushApi {

    private static final int MOST = 500;

    private final ReachStore store;
    private final WishStore wishes;
    private final WishService choosing;
    private final ApiProblems problems;

    PushApi(ReachStore store, WishStore wishes, WishService choosing, ApiProblems problems) {
        this.store = store;
        this.wishes = wishes;
        this.choosing = choosing;
        this.problems = problems;
    }

    /** @param next what to ask for as {@code after} the next time, also when nothing was new */
    record Changes(List<NewMatch> items, long next) {}

    /**
     * New matches in the viewer's regions, oldest first, behind a number: who asks on with {@code next} misses none.
     *
     * @param size at most 500
     */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/changes")
    Changes changes(
            @RequestParam(name = "after", defaultValue = "0") long after,
            @RequestParam(name = "policy", defaultValue = "") String policy,
            @RequestParam(name = "state", defaultValue = "") String state,
            @RequestParam(name = "region", defaultValue = "") String region,
            @RequestParam(name = "size", defaultValue = "100") int size,
            Viewer viewer) {
        var found = store.since(viewer, policy, state, region, after, Math.clamp(size, 1, MOST));
        return new Changes(found, found.isEmpty() ? after : found.getLast().number());
    }

    /** @param groups and policies: what the firm does not want to hear of; null for nothing */
    record Wanted(
            boolean near,
            boolean open,
            boolean nothing,
            @Nullable Set<String> groups,
            @Nullable Set<String> policies) {}

    @Allow(Role.APPLICANT)
    @GetMapping("/reminders")
    Wishes reminders(Viewer viewer) {
        return wishes.of(own(viewer));
    }

    @Allow(Role.APPLICANT)
    @PutMapping("/reminders")
    ResponseEntity<?> choose(@RequestBody Wanted body, Viewer viewer, Locale locale) {
        var wanted = new Wishes(
                body.near(),
                body.open(),
                body.nothing(),
                body.groups() == null ? Set.of() : body.groups(),
                body.policies() == null ? Set.of() : body.policies());
        return problems.answer(choosing.choose(viewer, own(viewer), wanted), locale);
    }

    private static UUID own(Viewer viewer) {
        UUID own = viewer.organisation();
        if (own == null) throw new NotFound("organisation");
        return own;
    }
}
