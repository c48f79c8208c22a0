package dev.kechuang.programme.web.recommend;

import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.recommend.RecommendationService;
import dev.kechuang.programme.internal.recommend.RecommendationService.Decide;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The same as JSON. */
@RestController
@RequestMapping("/api/programme/recommendations")
@Allow({Role.COUNTY_OFFICER, Role.APPLICANT})
class RecommendationApi {

    private static final int ROWS = 100;

    private final RecommendationService service;
    private final ApiProblems problems;

    RecommendationApi(RecommendationService service, ApiProblems problems) {
        this.service = service;
        this.problems = problems;
    }

    @GetMapping
    KeyPage<Application> list(@RequestParam Map<String, String> parameters, Viewer viewer) {
        return service.desk(
                        viewer,
                        RecommendationController.filter(parameters),
                        RecommendationController.at(parameters),
                        ROWS)
                .page();
    }

    /** @param ids what is recommended without an opinion; what is not the viewer's or moved meanwhile is left out */
    record Several(List<UUID> ids) {}

    /** @param recommended how many of them */
    record Done(int recommended) {}

    @PostMapping
    Done several(@RequestBody Several body, Viewer viewer) {
        return new Done(service.recommendAll(viewer, body.ids()));
    }

    @PostMapping("/{id}")
    ResponseEntity<?> decide(@PathVariable UUID id, @RequestBody Decide body, Viewer viewer, Locale locale) {
        return problems.answer(service.decide(viewer, id, body), locale);
    }
}
