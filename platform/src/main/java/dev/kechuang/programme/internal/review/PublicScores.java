package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.assign.Lot;
import dev.kechuang.programme.internal.call.Call;
import dev.kechuang.programme.internal.call.CallStore;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What everybody sees of a round that is scored in public (现场公开评分): each judge's total under a number, what is dropped,
 * score and place. The scores of an entry are shown when its last judge has signed, so that nobody follows another.
 */
@Component
public class PublicScores {

    private final CallStore calls;
    private final Definitions definitions;
    private final ReviewStore reviews;
    private final SheetStore sheets;
    private final PanelStore panel;
    private final ResultStore outcomes;
    private final ApplicationStore applications;

    public PublicScores(
            CallStore calls,
            Definitions definitions,
            ReviewStore reviews,
            SheetStore sheets,
            PanelStore panel,
            ResultStore outcomes,
            ApplicationStore applications) {
        this.calls = calls;
        this.definitions = definitions;
        this.reviews = reviews;
        this.sheets = sheets;
        this.panel = panel;
        this.outcomes = outcomes;
        this.applications = applications;
    }

    /**
     * @param judge number of the judge in the round, from 1: drawn by lot, it tells nothing of the person
     * @param dropped whether it is a highest or lowest that does not count
     */
    public record Score(int judge, BigDecimal total, boolean dropped) {}

    /**
     * An entry of the contest.
     *
     * @param turn place in the timetable, 0 where none is set
     * @param signed judges that have signed
     * @param judges of this entry; whoever is recused from it is none
     * @param scores empty until all have signed
     * @param score null until all have signed
     * @param place among those that are complete, equals share one; 0 until all have signed
     */
    public record Entry(
            String number,
            String title,
            String organisation,
            String track,
            int turn,
            @Nullable Instant begins,
            int signed,
            int judges,
            List<Score> scores,
            @Nullable BigDecimal score,
            int place) {}

    /**
     * @param most points of the sheet
     * @param judges of the round
     * @param entries those with a place first, best first; then the others in their turn
     */
    public record Scoreboard(
            UUID call,
            String callTitle,
            Review review,
            BigDecimal most,
            boolean closed,
            int judges,
            List<Entry> entries) {}

    /** Stages of a call that are scored in public and have begun. */
    public List<Review> of(UUID call, Definition definition) {
        return definition.stages().stream()
                .filter(stage -> stage instanceof Review review && review.mode() == Review.Mode.PUBLIC)
                .map(Review.class::cast)
                .filter(review -> reviews.round(call, review.id(), false).isPresent())
                .toList();
    }

    /** Empty for a round that is not scored in public, or has not begun, and for a call that is not public. */
    public Optional<Scoreboard> board(UUID call, String stage) {
        Call found = calls.published(call).orElse(null);
        if (found == null || found.state() != Call.State.PUBLISHED) return Optional.empty();
        Definition definition = definitions.of(found.version());
        return of(call, definition).stream()
                .filter(review -> review.id().equals(stage))
                .findFirst()
                .map(review -> board(
                        found,
                        definition,
                        review,
                        reviews.round(call, stage, false).orElseThrow()));
    }

    private Scoreboard board(Call call, Definition definition, Review review, Round round) {
        var sheet = definition.sheet(review.sheet());
        var byApplication = sheets.assignments(round.id()).stream()
                .filter(Assignment::active)
                .collect(Collectors.groupingBy(Assignment::application));
        var complete = byApplication.values().stream()
                .filter(own -> own.stream().allMatch(Assignment::signed))
                .flatMap(List::stream)
                .toList();
        var given = RoundService.sheets(complete, sheet);
        var results = Ranking.of(review, given).stream()
                .collect(Collectors.toMap(Ranking.Result::application, result -> result));
        var marks = Ranking.marks(review, given).stream()
                .collect(Collectors.groupingBy(mark -> mark.sheet().application()));
        var judges = judges(round, byApplication.values());
        var slots =
                panel.slots(round.id()).stream().collect(Collectors.toMap(PanelStore.Slot::application, slot -> slot));
        var entries = new ArrayList<Entry>();
        for (Application application : concerned(round)) {
            var own = byApplication.getOrDefault(application.id(), List.of());
            var result = results.get(application.id());
            var slot = slots.get(application.id());
            entries.add(new Entry(
                    String.valueOf(application.number()),
                    application.label(),
                    application.organisationName(),
                    track(definition, application.track()),
                    slot == null ? 0 : slot.place(),
                    slot == null ? null : slot.beginsAt(),
                    (int) own.stream().filter(Assignment::signed).count(),
                    own.size(),
                    marks.getOrDefault(application.id(), List.of()).stream()
                            .map(mark -> new Score(
                                    judges.getOrDefault(mark.sheet().expert(), 0),
                                    mark.sheet().total(),
                                    mark.dropped()))
                            .sorted(Comparator.comparingInt(Score::judge))
                            .toList(),
                    result == null ? null : result.counts(),
                    result == null ? 0 : result.rank()));
        }
        entries.sort(Comparator.comparingInt((Entry entry) -> entry.place() == 0 ? Integer.MAX_VALUE : entry.place())
                .thenComparing(entry -> entry.turn() == 0 ? Integer.MAX_VALUE : entry.turn())
                .thenComparing(Entry::number));
        return new Scoreboard(
                call.id(), call.title(), review, sheet.most(), round.closed(), judges.size(), List.copyOf(entries));
    }

    private static String track(Definition definition, String code) {
        return definition.tracks().stream()
                .filter(track -> track.code().equals(code))
                .findFirst()
                .map(track -> track.name().zh())
                .orElse("");
    }

    /** Numbers by lot, from the published seed. */
    private static Map<UUID, Integer> judges(Round round, java.util.Collection<List<Assignment>> assignments) {
        var order = assignments.stream()
                .flatMap(List::stream)
                .map(Assignment::expert)
                .distinct()
                .sorted(Comparator.comparingLong((UUID expert) -> Lot.hash(round.seed() + "/judge/" + expert))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        var numbers = new HashMap<UUID, Integer>();
        IntStream.range(0, order.size()).forEach(i -> numbers.put(order.get(i), i + 1));
        return numbers;
    }

    /** Those that wait at the round, or those it ended with. */
    private List<Application> concerned(Round round) {
        var concerned = new LinkedHashMap<UUID, Application>();
        reviews.there(round.call(), round.stage()).forEach(each -> concerned.put(each.id(), each));
        if (round.closed()) {
            concerned.putAll(applications.find(outcomes.of(round.id()).stream()
                    .map(ResultStore.Result::application)
                    .collect(Collectors.toSet())));
        }
        return List.copyOf(concerned.values());
    }
}
