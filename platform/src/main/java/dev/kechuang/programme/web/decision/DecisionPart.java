package dev.kechuang.programme.web.decision;

import dev.kechuang.programme.internal.decision.DecisionChangeStore;
import dev.kechuang.programme.internal.decision.DecisionListStore;
import dev.kechuang.programme.internal.decision.Evaluations;
import dev.kechuang.programme.internal.decision.ReviewResults;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.effect.StandingStore;
import dev.kechuang.programme.internal.effect.StandingStore.Standing;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.web.form.ApplicationPart;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** How it went (评审与立项), on the page of an application: for officers all, for its applicant what the programme shows. */
@Component
public class DecisionPart implements ApplicationPart {

    private final StandingStore standings;
    private final DecisionListStore lists;
    private final DecisionChangeStore changes;
    private final ReviewResults results;
    private final Evaluations evaluations;
    private final DecisionWords words;
    private final PlaceWords places;

    DecisionPart(
            StandingStore standings,
            DecisionListStore lists,
            DecisionChangeStore changes,
            ReviewResults results,
            Evaluations evaluations,
            DecisionWords words,
            PlaceWords places) {
        this.standings = standings;
        this.lists = lists;
        this.changes = changes;
        this.results = results;
        this.evaluations = evaluations;
        this.words = words;
        this.places = places;
    }

    /** @param opinions what reviewers wrote, without names */
    public record Shown(List<Detail> details, List<String> opinions) {}

    @Override
    public String tab() {
        return "decision";
    }

    @Override
    public int order() {
        return 400;
    }

    @Override
    public String label() {
        return "decision.part";
    }

    @Override
    public boolean visible(Viewer viewer, Application application, Definition definition) {
        boolean any = definition.stages().stream()
                .anyMatch(stage -> stage instanceof Stage.Review || stage instanceof Stage.Ranking);
        if (!any) return false;
        return viewer.isOfficer() || application.announcedAt() != null;
    }

    @Override
    public Panel show(Viewer viewer, Locale locale, Application application, Definition definition) {
        List<String> shown = viewer.isOfficer()
                ? List.of("score", "rank", "comments")
                : definition
                        .first(Stage.Approval.class)
                        .map(Stage.Approval::refusedSee)
                        .orElse(List.of());
        var details = new ArrayList<Detail>();
        if (shown.contains("score"))
            for (var result : results.of(application.call()))
                if (result.application().equals(application.id()))
                    details.add(Detail.of(
                            definition.stage(result.stage()).name().in(locale),
                            DecisionController.score(result.score())));
        standings
                .of(application)
                .ifPresent(standing ->
                        details.addAll(listed(locale, application, definition, standing, shown.contains("rank"))));
        Long granted = application.grantedFen();
        if (granted != null && granted > 0)
            details.add(Detail.of(words.text(locale, "decision.granted"), Cell.money(new Money(granted))));
        if (viewer.isOfficer())
            for (var change : changes.of(application.id()))
                details.add(Detail.of(
                        words.text(locale, "decision.change"),
                        new Cell.Lines(change.reason(), "", change.actor() + " " + DecisionWords.minute(change.at()))));
        List<String> opinions = shown.contains("comments")
                ? results.opinions(application.id()).stream()
                        .map(ReviewResults.Opinion::text)
                        .toList()
                : List.of();
        return new Panel("programme/decisionPart", new Shown(details, opinions));
    }

    /** @param ranked whether place and reason may be seen, too */
    private List<Detail> listed(
            Locale locale, Application application, Definition definition, Standing standing, boolean ranked) {
        var details = new ArrayList<Detail>();
        if (ranked)
            details.add(Detail.of(
                    words.text(locale, "decision.rank"),
                    words.text(locale, "decision.rank.of", standing.place(), standing.ranked())));
        String outcome = words.text(locale, standing.listed() ? "decision.choice.yes" : "decision.choice.no");
        if (application.status() == Status.WITHDRAWN)
            outcome =
                    words.text(locale, standing.listed() ? "decision.choice.withdrawn" : "decision.choice.noWithdrawn");
        else if (standing.struck()) outcome = words.text(locale, "decision.choice.struck");
        details.add(Detail.of(words.text(locale, "decision.approve"), outcome));
        if (!standing.listed() && ranked)
            lists.entry(standing.last(), application.id())
                    .map(entry -> places.why(locale, definition, entry.placed(), entry.shortOf(), entry.neededFen()))
                    .filter(why -> !why.isEmpty())
                    .ifPresent(why -> details.add(Detail.of(words.text(locale, "decision.why"), why)));
        evaluations
                .of(application)
                .flatMap(evaluation -> evaluation.of(application.id(), standing.listed()))
                .ifPresent(verdict -> details.add(
                        Detail.of(words.text(locale, "decision.evaluated"), words.verdict(locale, verdict))));
        return details;
    }
}
