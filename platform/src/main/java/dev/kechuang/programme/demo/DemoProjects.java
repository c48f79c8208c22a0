package dev.kechuang.programme.demo;

import dev.kechuang.programme.demo.DemoCall.Until;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Acceptance;
import dev.kechuang.programme.internal.contract.ProjectEnding;
import dev.kechuang.programme.internal.contract.ProjectRun;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/** What becomes of the projects of a call in the demonstration city, from the signature to the archive. */
@Component
class DemoProjects {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Projects whose archive is bound: each takes a second. */
    private static final int ARCHIVED = 2;

    private final DemoActors actors;
    private final ApplicationStore applications;
    private final ProjectRun projectRun;
    private final ProjectEnding projectEnding;

    DemoProjects(DemoActors actors, ApplicationStore applications, ProjectRun projectRun, ProjectEnding projectEnding) {
        this.actors = actors;
        this.applications = applications;
        this.projectRun = projectRun;
        this.projectEnding = projectEnding;
    }

    /**
     * Contracts signed; of the earlier calls also reports; where the projects have ended by now, their acceptance and,
     * months later, their evaluation. One in twelve fails, one in seven has not asked yet.
     */
    void run(DemoCall plan, String region, List<UUID> made, DemoDays days, RandomGenerator random) {
        boolean concluded = plan.until() == Until.CONCLUDED;
        Instant signed = days.next(15);
        Instant reported = days.next(200);
        boolean late = LocalDate.ofInstant(reported, ZONE).isAfter(days.today().minusDays(20));
        Viewer officer = actors.officer(region);
        int place = 0;
        for (UUID id : made) {
            Application application = applications.find(id).orElseThrow();
            if (application.stageKind() != Stage.Kind.CONTRACT) continue;
            place++;
            // Of the later calls each eighth is still to be signed.
            if (late && place % 8 == 1) continue;
            Viewer applicant = actors.applicant(application.organisation());
            days.at(signed, () -> DemoDesk.must(projectRun.sign(applicant, officer, id)));
            if (concluded) conclude(applicant, officer, id, signed, place, days, random);
            else if (!late && place % 3 != 0) days.at(reported, () -> projectRun.report(applicant, officer, id));
        }
    }

    private void conclude(
            Viewer applicant,
            Viewer officer,
            UUID id,
            Instant signed,
            int place,
            DemoDays days,
            RandomGenerator random) {
        LocalDate begun = LocalDate.ofInstant(signed, ZONE);
        // Mid-term check and yearly report, as the programme asks for them.
        for (int months : new int[] {11, 17}) {
            days.at(days.past(begun.plusMonths(months)), () -> projectRun.report(applicant, officer, id));
        }
        if (place % 7 == 0) return;
        boolean passes = place % 12 != 5;
        Map<String, Long> outcomes = outcomes(random);
        var accepted = days.at(
                days.past(begun.plusMonths(23)),
                () -> projectRun.accept(
                        applicant, officer, id, outcomes, passes ? Acceptance.State.PASSED : Acceptance.State.FAILED));
        DemoDesk.must(accepted);
        if (passes && place % 3 != 0) {
            var score = BigDecimal.valueOf(75 + random.nextInt(22));
            Instant evaluated = days.past(begun.plusMonths(25));
            DemoDesk.must(days.at(evaluated, () -> projectEnding.evaluate(applicant, officer, id, outcomes, score)));
        }
        if (place <= ARCHIVED) {
            DemoDesk.must(days.at(days.past(begun.plusMonths(26)), () -> projectEnding.archive(officer, id)));
        }
    }

    private static Map<String, Long> outcomes(RandomGenerator random) {
        return Map.of(
                "invention-patents", random.nextLong(4),
                "utility-models", random.nextLong(6),
                "standards", random.nextLong(2),
                "papers", random.nextLong(5),
                "revenue", 100_000_000L * (1 + random.nextInt(40)),
                "tax", 10_000_000L * (1 + random.nextInt(40)),
                "jobs", 2L + random.nextInt(30));
    }
}
