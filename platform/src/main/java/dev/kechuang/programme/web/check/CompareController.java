package dev.kechuang.programme.web.check;

import dev.kechuang.programme.internal.check.CheckService;
import dev.kechuang.programme.internal.check.CheckService.Desk;
import dev.kechuang.programme.internal.check.ComparisonStore;
import dev.kechuang.programme.internal.check.Similarity;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** An application beside one that a comparison found like it. */
@Controller
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
public class CompareController {

    private final CheckService service;
    private final ComparisonStore comparisons;
    private final ApplicationStore applications;
    private final ApplicationLabels labels;

    CompareController(
            CheckService service,
            ComparisonStore comparisons,
            ApplicationStore applications,
            ApplicationLabels labels) {
        this.service = service;
        this.comparisons = comparisons;
        this.applications = applications;
        this.labels = labels;
    }

    /** @param text null when it lies outside the viewer's regions: then only the percentage is shown */
    public record Side(
            String number,
            String title,
            String organisation,
            @Nullable List<Similarity.Part> text,
            String path) {}

    public record ComparePage(String back, String title, long percent, Side one, Side other) {}

    /** Both texts side by side, with the passages they share. */
    @GetMapping("/checks/{id}/compare/{other}")
    String compare(@PathVariable UUID id, @PathVariable UUID other, Viewer viewer, Locale locale, Model model) {
        Desk desk = service.desk(viewer, id).orElseThrow(() -> new NotFound("check"));
        boolean known = desk.findings().stream().anyMatch(finding -> other.equals(finding.other()));
        if (!known) throw new NotFound("comparison");
        var mine = comparisons.text(id).orElseThrow(() -> new NotFound("comparison"));
        var theirs = comparisons.text(other).orElseThrow(() -> new NotFound("comparison"));
        Application unscoped = applications.find(other).orElseThrow(() -> new NotFound("application"));
        boolean visible = applications.find(viewer, other).isPresent();
        String one = mine.title() + "\n" + mine.summary();
        String two = theirs.title() + "\n" + theirs.summary();
        long percent = Math.round(100 * Similarity.jaccard(Similarity.shingles(one), Similarity.shingles(two)));
        model.addAttribute(
                "model",
                new ComparePage(
                        "/checks/" + id,
                        labels.title(locale, desk.application()),
                        percent,
                        side(desk.application(), Similarity.parts(one, two)),
                        side(unscoped, visible ? Similarity.parts(two, one) : null)));
        return "programme/checkCompare";
    }

    private static Side side(Application application, @Nullable List<Similarity.Part> parts) {
        return new Side(
                String.valueOf(application.number()),
                application.title(),
                application.organisationName(),
                parts,
                parts == null ? "" : "/applications/" + application.id());
    }
}
