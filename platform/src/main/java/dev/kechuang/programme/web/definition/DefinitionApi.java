package dev.kechuang.programme.web.definition;

import dev.kechuang.pack.PackProblem;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Reading;
import dev.kechuang.programme.internal.version.Version;
import dev.kechuang.programme.internal.version.VersionService;
import dev.kechuang.programme.internal.version.VersionStore;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Programmes and their versions as JSON. There are some dozens; lists are not paged. */
@RestController
@RequestMapping("/api/programmes/definitions")
class DefinitionApi {

    private final VersionStore store;
    private final VersionService service;
    private final Definitions definitions;
    private final ApiProblems problems;

    DefinitionApi(VersionStore store, VersionService service, Definitions definitions, ApiProblems problems) {
        this.store = store;
        this.service = service;
        this.definitions = definitions;
        this.problems = problems;
    }

    /** A version with its definition, and its text for officers. */
    record VersionBody(
            Version version,
            Definition definition,
            @Nullable String text) {}

    /** @param replaces id of an earlier draft of the caller's own, null for none */
    record DraftBody(String region, String text, @Nullable UUID replaces) {}

    record CheckBody(String region, String text) {}

    record CheckResult(boolean right, List<PackProblem> problems) {}

    /** @param seen number of the released version the caller compared with, 0 for none */
    record ReleaseBody(int seen) {}

    @GetMapping
    @Allow(everyone = true)
    List<Version> all(Viewer viewer) {
        return store.all(viewer);
    }

    @GetMapping("/{code}")
    @Allow(everyone = true)
    List<Version> of(@PathVariable String code, Viewer viewer) {
        List<Version> versions = store.of(viewer, code);
        if (versions.isEmpty()) throw new NotFound("programme");
        return versions;
    }

    @GetMapping("/{code}/versions/{number}")
    @Allow(everyone = true)
    VersionBody one(@PathVariable String code, @PathVariable int number, Viewer viewer) {
        Version version = version(code, number, viewer);
        return new VersionBody(
                version, definitions.of(version.id()), viewer.isOfficer() ? store.text(version.id()) : null);
    }

    @PostMapping("/check")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    CheckResult check(@RequestBody CheckBody body) {
        var found = service.check(body.region(), body.text()).problems();
        return new CheckResult(found.isEmpty(), found);
    }

    /** 422 with {@code problems}, each at its line, for a text that is wrong. */
    @PostMapping
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<?> draft(@RequestBody DraftBody body, Viewer viewer, Locale locale) {
        if (VersionService.mayChange(viewer, body.region())
                && service.check(body.region(), body.text()) instanceof Reading.Bad(List<PackProblem> found)) {
            var refusal = problems.refusal(List.of(VersionService.error(found)), locale);
            refusal.setProperty("problems", found);
            return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(refusal);
        }
        return problems.answer(service.draft(viewer, body.region(), body.text(), body.replaces()), locale);
    }

    @PostMapping("/{code}/versions/{number}/release")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<?> release(
            @PathVariable String code,
            @PathVariable int number,
            @RequestBody ReleaseBody body,
            Viewer viewer,
            Locale locale) {
        return problems.answer(
                service.release(viewer, version(code, number, viewer).id(), body.seen()), locale);
    }

    @DeleteMapping("/{code}/versions/{number}")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<?> discard(@PathVariable String code, @PathVariable int number, Viewer viewer, Locale locale) {
        return problems.answer(
                service.discard(viewer, version(code, number, viewer).id()), locale);
    }

    private Version version(String code, int number, Viewer viewer) {
        return store.of(viewer, code).stream()
                .filter(version -> version.number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFound("version"));
    }
}
