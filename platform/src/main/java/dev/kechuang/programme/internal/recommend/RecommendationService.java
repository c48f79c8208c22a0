package dev.kechuang.programme.internal.recommend;

import dev.kechuang.identity.Accounts;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.internal.recommend.RecommendationStore.Waiting;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Recommends, returns or declines applications (推荐). By the definition either the county's officers do, or the applicant's
 * own institution: then somebody else of it than who submitted, as long as there is somebody else.
 */
@Service
public class RecommendationService {

    public static final String RECOMMENDED = "programme.recommended";
    private static final int LONGEST = 2000;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final RecommendationStore store;
    private final ApplicationStore applications;
    private final Definitions definitions;
    private final Lifecycle lifecycle;
    private final Accounts accounts;
    private final Records records;
    private final TransactionOperations transactions;
    private final Clock clock;

    public RecommendationService(
            RecommendationStore store,
            ApplicationStore applications,
            Definitions definitions,
            Lifecycle lifecycle,
            Accounts accounts,
            Records records,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.applications = applications;
        this.definitions = definitions;
        this.lifecycle = lifecycle;
        this.accounts = accounts;
        this.records = records;
        this.transactions = transactions;
        this.clock = clock;
    }

    public enum Verdict {
        /** 推荐. */
        RECOMMEND,
        /** 退回修改. */
        RETURN,
        /** 不予推荐. */
        DECLINE
    }

    /**
     * @param expected the application's moves that the person saw
     * @param sections sections opened for correction; none for the whole form
     * @param opinion 推荐意见; needed to return or decline
     */
    public record Decide(Verdict verdict, int expected, List<String> sections, String opinion) {}

    /**
     * What of the waiting is asked for.
     *
     * @param words in number, title, unit or people; empty for all
     * @param call null for all
     */
    public record Filter(String words, @Nullable UUID call) {
        public static final Filter ALL = new Filter("", null);
    }

    /**
     * The desk of whoever recommends.
     *
     * @param calls with something that waits for the viewer, by id, however much of it is asked for
     */
    public record Desk(KeyPage<Application> page, Map<UUID, String> calls) {}

    /** What waits for the viewer, by due day; three statements. */
    public Desk desk(Viewer viewer, Filter filter, KeyPage.At at, int size) {
        var places = places(viewer);
        var calls = new LinkedHashMap<UUID, String>();
        for (Waiting one : places) calls.put(one.call(), one.title());
        var asked = filter.call() == null
                ? places
                : places.stream()
                        .filter(one -> one.call().equals(filter.call()))
                        .toList();
        return new Desk(store.page(viewer, asked, filter.words(), at, size), calls);
    }

    /** All that waits for the viewer, by due day. */
    public KeyPage<Application> waiting(Viewer viewer, KeyPage.At at, int size) {
        return desk(viewer, Filter.ALL, at, size).page();
    }

    public int count(Viewer viewer) {
        return places(viewer).stream().mapToInt(Waiting::count).sum();
    }

    /** Where the viewer's side recommends. */
    private List<Waiting> places(Viewer viewer) {
        return store.counts(viewer).stream()
                .filter(one -> definitions.of(one.version()).stage(one.stage()) instanceof Stage.Recommendation stage
                        && stage.by() == side(viewer))
                .toList();
    }

    private static Stage.Recommendation.By side(Viewer viewer) {
        return viewer.is(Role.COUNTY_OFFICER) ? Stage.Recommendation.By.COUNTY : Stage.Recommendation.By.INSTITUTION;
    }

    /** The application, if it waits for the viewer's recommendation. */
    public Optional<Application> mine(Viewer viewer, UUID id) {
        return applications.find(viewer, id).filter(application -> stands(viewer, application));
    }

    private boolean stands(Viewer viewer, Application application) {
        if (application.stageKind() != Stage.Kind.RECOMMENDATION || application.status() != Status.OPEN) return false;
        var stage = (Stage.Recommendation) definitions.of(application.version()).stage(application.stage());
        return switch (stage.by()) {
            case COUNTY ->
                viewer.is(Role.COUNTY_OFFICER)
                        && (viewer.regions().contains(application.region())
                                || application.zone() != null
                                        && viewer.regions().contains(application.zone()));
            case INSTITUTION ->
                viewer.is(Role.APPLICANT) && application.organisation().equals(viewer.organisation());
        };
    }

    public Outcome<Application> decide(Viewer viewer, UUID id, Decide wanted) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Outcome<Application> outcome = decided(viewer, id, wanted);
            if (outcome instanceof Outcome.Refused) status.setRollbackOnly();
            return outcome;
        }));
    }

    /**
     * Recommends several at once without an opinion. Those that somebody else was faster with are left out.
     *
     * @return how many were recommended
     */
    public int recommendAll(Viewer viewer, Collection<UUID> ids) {
        int done = 0;
        for (UUID id : ids) {
            var found = mine(viewer, id);
            if (found.isEmpty()) continue;
            var wanted = new Decide(Verdict.RECOMMEND, found.get().moves(), List.of(), "");
            if (decide(viewer, id, wanted) instanceof Outcome.Done) done++;
        }
        return done;
    }

    private Outcome<Application> decided(Viewer viewer, UUID id, Decide wanted) {
        Optional<Application> found = mine(viewer, id);
        if (found.isEmpty()) return Outcome.refused(FieldError.of("", "recommend.error.gone"));
        Application application = found.get();
        String opinion = wanted.opinion().strip();
        var errors = new ArrayList<FieldError>();
        if (opinion.length() > LONGEST) errors.add(FieldError.of("opinion", "recommend.error.long", LONGEST));
        if (wanted.verdict() != Verdict.RECOMMEND && opinion.isEmpty()) {
            errors.add(FieldError.of("opinion", "recommend.error.opinion"));
        }
        var known = definitions.of(application.version()).form().sections().stream()
                .map(section -> section.id())
                .toList();
        for (String section : wanted.sections()) {
            if (!known.contains(section)) errors.add(FieldError.of("sections", "recommend.error.section", section));
        }
        if (viewer.is(Role.APPLICANT) && isOwnPaper(viewer, application)) {
            errors.add(FieldError.of("", "recommend.error.fourEyes"));
        }
        if (!errors.isEmpty()) return Outcome.refused(errors);
        Outcome<Application> outcome =
                lifecycle.moveAt(viewer, application.stage(), move(application, wanted, opinion));
        if (wanted.verdict() == Verdict.RECOMMEND && outcome instanceof Outcome.Done<Application>(var after)) {
            record(application, after);
        }
        return outcome;
    }

    private boolean isOwnPaper(Viewer viewer, Application application) {
        UUID submitter = store.submitter(application.id());
        return submitter != null
                && submitter.equals(viewer.account())
                && accounts.ofOrganisation(application.organisation()).size() > 1;
    }

    private static Move move(Application application, Decide wanted, String opinion) {
        EventKind kind = switch (wanted.verdict()) {
            case RECOMMEND -> EventKind.PASSED;
            case RETURN -> EventKind.RETURNED;
            case DECLINE -> EventKind.REFUSED;
        };
        Map<String, Object> data = switch (wanted.verdict()) {
            case RECOMMEND -> Map.of("recommended", true);
            case DECLINE -> Map.of("recommended", false);
            case RETURN -> wanted.sections().isEmpty() ? Map.of() : Map.of("sections", wanted.sections());
        };
        return new Move(application.id(), wanted.expected(), kind, opinion, data);
    }

    private void record(Application before, Application after) {
        records.append(new NewRecord(
                RECOMMENDED,
                LocalDate.ofInstant(clock.instant(), ZONE),
                before.region(),
                before.zone(),
                before.organisation(),
                Map.of("programme", before.programme(), "year", String.valueOf(before.year())),
                1,
                before.requestedFen(),
                "programme/application/" + before.id(),
                before.id() + "/" + after.moves()));
    }
}
