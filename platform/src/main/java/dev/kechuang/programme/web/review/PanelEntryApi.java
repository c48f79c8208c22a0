package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.review.PanelEntry.Grid;
import dev.kechuang.programme.internal.review.PanelEntry.Order;
import dev.kechuang.programme.internal.review.PanelEntry.Saving;
import dev.kechuang.programme.internal.review.PanelEntry.Turn;
import dev.kechuang.programme.internal.review.PanelEntryService;
import dev.kechuang.programme.web.review.PanelEntryPages.GridView;
import dev.kechuang.programme.web.review.PanelEntryPages.LeftView;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The grid of a panel's sheets as JSON: the same commands as its page, which saves its rows by them. */
@RestController
@RequestMapping("/api/programme/reviews/{call}/{stage}/entry")
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
class PanelEntryApi {

    private final PanelEntryService entries;
    private final PanelEntryPages pages;
    private final ApiProblems problems;

    PanelEntryApi(PanelEntryService entries, PanelEntryPages pages, ApiProblems problems) {
        this.entries = entries;
        this.pages = pages;
        this.problems = problems;
    }

    private Order order(Viewer viewer, UUID call, String stage) {
        return entries.order(viewer, call, stage).orElseThrow(() -> new NotFound("review"));
    }

    private Grid grid(Order order, UUID application) {
        return entries.grid(order, application).orElseThrow(() -> new NotFound("application"));
    }

    /** The applications of the round in the order of their interviews, with how many sheets are signed. */
    @GetMapping
    List<Turn> turns(@PathVariable UUID call, @PathVariable String stage, Viewer viewer) {
        return order(viewer, call, stage).turns();
    }

    @GetMapping("/{application}")
    GridView one(
            @PathVariable UUID call,
            @PathVariable String stage,
            @PathVariable UUID application,
            Viewer viewer,
            Locale locale) {
        return pages.grid(grid(order(viewer, call, stage), application), locale);
    }

    /** @param version of the sheet as it was read @param points by item of the sheet, as typed */
    record RowBody(
            @Nullable Integer version,
            @Nullable Map<String, @Nullable String> points,
            @Nullable String comment) {
        Map<String, String> typed() {
            return SheetApi.typed(points, comment);
        }
    }

    /** Keeps a row as typed. 409 with the row as it stands, in {@code sheet}, where somebody else changed it meanwhile. */
    @PutMapping("/{application}/sheets/{id}")
    ResponseEntity<?> save(
            @PathVariable UUID call,
            @PathVariable String stage,
            @PathVariable UUID application,
            @PathVariable UUID id,
            @RequestBody RowBody row,
            Viewer viewer,
            Locale locale) {
        order(viewer, call, stage);
        Integer version = row.version();
        if (version == null) {
            return problems.answer(Outcome.refused(FieldError.of("version", "entry.error.version")), locale);
        }
        return switch (entries.save(viewer, call, stage, application, id, version, row.typed())) {
            case Saving.Kept(var grid) -> ResponseEntity.ok(pages.grid(grid, locale));
            case Saving.Rival rival -> {
                var problem = ProblemDetail.forStatus(HttpStatus.CONFLICT);
                problem.setTitle(pages.say(FieldError.of("", "entry.error.changed"), locale));
                problem.setDetail(pages.rival(rival, locale));
                problem.setProperty("sheet", PanelEntryPages.of(pages.grid(rival.grid(), locale), id));
                yield ResponseEntity.of(problem).build();
            }
            case Saving.Refused(var errors) -> problems.answer(Outcome.refused(errors), locale);
        };
    }

    /** @param versions of the sheets as they were seen, by their id: what was changed since is not signed */
    record SignBody(@Nullable Map<UUID, Integer> versions) {}

    /** @param signed experts whose sheets were signed now @param left those that were not, and why */
    record Signed(List<String> signed, List<LeftView> left) {}

    @PostMapping("/{application}/sign")
    ResponseEntity<?> sign(
            @PathVariable UUID call,
            @PathVariable String stage,
            @PathVariable UUID application,
            @RequestBody SignBody body,
            Viewer viewer,
            Locale locale) {
        var sheet = grid(order(viewer, call, stage), application).sheet();
        var versions = body.versions();
        var outcome = entries.signAll(viewer, call, stage, application, versions == null ? Map.of() : versions);
        return outcome.fold(
                signing -> ResponseEntity.ok(new Signed(
                        signing.signed(),
                        signing.left().stream()
                                .map(left -> pages.left(left.expert(), left.why(), sheet, locale))
                                .toList())),
                errors -> problems.answer(Outcome.refused(errors), locale));
    }
}
