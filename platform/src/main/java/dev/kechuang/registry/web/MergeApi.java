package dev.kechuang.registry.web;

import dev.kechuang.registry.internal.MergeService;
import dev.kechuang.registry.internal.MergeService.Pair;
import dev.kechuang.registry.internal.MergeService.Preview;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Possible duplicates and merging as JSON. */
@RestController
@RequestMapping("/api/registry/organisations")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class MergeApi {

    private final MergeService merges;
    private final ApiProblems problems;

    MergeApi(MergeService merges, ApiProblems problems) {
        this.merges = merges;
        this.problems = problems;
    }

    @GetMapping("/duplicates")
    List<Pair> duplicates(Viewer viewer) {
        return merges.candidates(viewer);
    }

    /** What would move; nothing is changed. */
    @GetMapping("/{id}/merge")
    Preview preview(@PathVariable UUID id, @RequestParam UUID into, Viewer viewer) {
        return merges.preview(viewer, id, into).orElseThrow(() -> new NotFound("organisation"));
    }

    /** @param into the organisation that remains; versions as they stand in the preview */
    record Merge(int version, UUID into, int intoVersion) {}

    @PostMapping("/{id}/merge")
    ResponseEntity<?> merge(@PathVariable UUID id, @RequestBody Merge merge, Viewer viewer, Locale locale) {
        return problems.answer(merges.merge(viewer, id, merge.version(), merge.into(), merge.intoVersion()), locale);
    }
}
