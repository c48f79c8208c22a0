package dev.kechuang.programme.demo;

import dev.kechuang.fund.Contribution.From;
import dev.kechuang.programme.demo.DemoCall.Until;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Acceptance;
import dev.kechuang.programme.internal.contract.ChangeService;
import dev.kechuang.programme.internal.contract.ChangeStore.Change;
import dev.kechuang.programme.internal.contract.ContractService;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.contract.ProjectEnding;
import dev.kechuang.programme.internal.contract.ProjectRun;
import dev.kechuang.programme.internal.contract.ProjectService;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final ContractService contracts;
    private final ChangeService changes;
    private final ProjectService projects;

    DemoProjects(
            DemoActors actors,
            ApplicationStore applications,
            ProjectRun projectRun,
            ProjectEnding projectEnding,
            ContractService contracts,
            ChangeService changes,
            ProjectService projects) {
        this.actors = actors;
        this.applications = applications;
        this.projectRun = projectRun;
        this.projectEnding = projectEnding;
        this.contracts = contracts;
        this.changes = changes;
        this.projects = projects;
    }

    /**
     * Contracts signed; of the earlier calls also reports; where the projects have ended by now, their acceptance and,
     * months later, their evaluation. One in twelve fails, one in seven has not asked yet or waits for an officer, as
     * some reports and changes of the later calls do.
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
            int turn = ++place;
            // Of the later calls each eighth is still to be signed.
            if (late && place % 8 == 1) continue;
            Viewer applicant = actors.applicant(application.organisation());
            days.at(signed, () -> DemoDesk.must(projectRun.sign(applicant, officer, id)));
            if (concluded) {
                matched(application, signed, place, days);
                conclude(applicant, officer, id, signed, place, days, random);
            } else if (!late) {
                days.does(reported, () -> running(applicant, officer, id, turn));
            }
        }
    }

    /** Most report; of the others some wait for an officer with a report or a change, the rest are late. */
    private void running(Viewer applicant, Viewer officer, UUID id, int place) {
        if (place % 3 != 0) DemoDesk.must(projectRun.report(applicant, officer, id));
        else if (place % 9 == 3) DemoDesk.must(projectRun.file(applicant, id));
        else if (place % 9 == 6) DemoDesk.must(later(applicant, id));
    }

    private Outcome<Change> later(Viewer applicant, UUID id) {
        Project project = contracts.find(applicant, id).orElseThrow();
        LocalDate ends = Objects.requireNonNull(project.endsOn());
        return changes.ask(
                applicant,
                id,
                project.version(),
                Change.Kind.TERM,
                project.text().edit().endsOn(ends.plusMonths(6)),
                "关键设备到货推迟，申请延期六个月。");
    }

    /** What the county promised comes half a year after the signature, some firms' own money a year after. */
    private void matched(Application application, Instant signed, int place, DemoDays days) {
        Viewer county = actors.county(application.region());
        var text = contracts.find(county, application.id()).orElseThrow().text();
        LocalDate begun = LocalDate.ofInstant(signed, ZONE);
        if (text.districtFen() > 0) {
            arrived(county, application.id(), From.DISTRICT, text.districtFen(), begun.plusMonths(6), days);
        }
        if (place % 3 == 0 && text.selfFen() > 0) {
            arrived(county, application.id(), From.SELF, text.selfFen(), begun.plusMonths(12), days);
        }
    }

    private void arrived(Viewer county, UUID id, From from, long fen, LocalDate day, DemoDays days) {
        UUID key = UUID.nameUUIDFromBytes((from + " " + id).getBytes(StandardCharsets.UTF_8));
        Instant moment = days.past(day);
        DemoDesk.must(days.at(
                moment,
                () -> projects.contributed(
                        county, id, key, from, fen, LocalDate.ofInstant(moment, ZONE), "拨付凭证和银行回单（演示）")));
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
        if (place % 7 == 0) {
            if (place % 14 != 0) {
                var asked = outcomes(random);
                DemoDesk.must(
                        days.at(days.past(days.today().minusDays(3)), () -> projectRun.ask(applicant, id, asked)));
            }
            return;
        }
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
