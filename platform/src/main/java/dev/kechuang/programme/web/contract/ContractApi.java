package dev.kechuang.programme.web.contract;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Contribution;
import dev.kechuang.programme.internal.contract.AcceptanceService;
import dev.kechuang.programme.internal.contract.AcceptanceStore;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Acceptance;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Audit;
import dev.kechuang.programme.internal.contract.ChangeService;
import dev.kechuang.programme.internal.contract.ChangeStore.Change;
import dev.kechuang.programme.internal.contract.ContractMoney;
import dev.kechuang.programme.internal.contract.ContractService;
import dev.kechuang.programme.internal.contract.ContractText.Edit;
import dev.kechuang.programme.internal.contract.EvaluationService;
import dev.kechuang.programme.internal.contract.Payments;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.contract.ProjectArchive;
import dev.kechuang.programme.internal.contract.ProjectService;
import dev.kechuang.programme.internal.contract.ReportService;
import dev.kechuang.programme.internal.contract.ReportStore;
import dev.kechuang.programme.internal.contract.ReportStore.Report;
import dev.kechuang.programme.internal.contract.ReportText;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Projects as JSON: every command that the pages have. Sums are in fen. */
@RestController
@RequestMapping("/api/programme/contracts/{id}")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class ContractApi {

    private final ProjectWeb web;
    private final ContractService contracts;
    private final ReportService reportService;
    private final ReportStore reports;
    private final ChangeService changes;
    private final ProjectService projects;
    private final AcceptanceService acceptanceService;
    private final AcceptanceStore acceptances;
    private final EvaluationService evaluations;
    private final ProjectArchive archive;
    private final Payments payments;
    private final ContractMoney money;
    private final ApiProblems problems;

    ContractApi(
            ProjectWeb web,
            ContractService contracts,
            ReportService reportService,
            ReportStore reports,
            ChangeService changes,
            ProjectService projects,
            AcceptanceService acceptanceService,
            AcceptanceStore acceptances,
            EvaluationService evaluations,
            ProjectArchive archive,
            Payments payments,
            ContractMoney money,
            ApiProblems problems) {
        this.web = web;
        this.contracts = contracts;
        this.reportService = reportService;
        this.reports = reports;
        this.changes = changes;
        this.projects = projects;
        this.acceptanceService = acceptanceService;
        this.acceptances = acceptances;
        this.evaluations = evaluations;
        this.archive = archive;
        this.payments = payments;
        this.money = money;
        this.problems = problems;
    }

    @GetMapping
    Project one(@PathVariable UUID id, Viewer viewer) {
        return web.find(viewer, id);
    }

    /** @param revision of the draft that was read */
    record Save(int revision, Edit text) {}

    @PutMapping
    @Allow(Role.APPLICANT)
    ResponseEntity<?> save(@PathVariable UUID id, @RequestBody Save save, Viewer viewer, Locale locale) {
        return problems.answer(contracts.save(viewer, id, save.revision(), save.text()), locale);
    }

    /** @param revision of the draft that was read @param reason needed to return it */
    record Step(int revision, @Nullable String reason) {}

    @PostMapping("/submit")
    @Allow(Role.APPLICANT)
    ResponseEntity<?> submit(@PathVariable UUID id, @RequestBody Step step, Viewer viewer, Locale locale) {
        return problems.answer(contracts.submit(viewer, id, step.revision()), locale);
    }

    @PostMapping("/return")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<?> giveBack(@PathVariable UUID id, @RequestBody Step step, Viewer viewer, Locale locale) {
        return problems.answer(contracts.giveBack(viewer, id, step.revision(), text(step.reason())), locale);
    }

    @PostMapping("/agree")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<?> agree(@PathVariable UUID id, @RequestBody Step step, Viewer viewer, Locale locale) {
        return problems.answer(contracts.agree(viewer, id, step.revision()), locale);
    }

    /** @param digest of the text that was read */
    record Sign(@Nullable String digest) {}

    @PostMapping("/sign")
    ResponseEntity<?> sign(@PathVariable UUID id, @RequestBody Sign sign, Viewer viewer, Locale locale) {
        return problems.answer(contracts.sign(viewer, id, text(sign.digest())), locale);
    }

    @GetMapping("/money")
    List<Allocation> money(@PathVariable UUID id, Viewer viewer) {
        return money.of(viewer, web.find(viewer, id).id());
    }

    @GetMapping("/reports")
    List<Report> reports(@PathVariable UUID id, Viewer viewer) {
        return reports.of(web.find(viewer, id).id());
    }

    @GetMapping("/reports/filings")
    List<ReportStore.Filing> filings(@PathVariable UUID id, Viewer viewer) {
        return reports.filings(web.find(viewer, id).id());
    }

    @PostMapping("/reports/{report}")
    @Allow(Role.APPLICANT)
    ResponseEntity<?> file(
            @PathVariable UUID id,
            @PathVariable String report,
            @RequestBody ReportText text,
            Viewer viewer,
            Locale locale) {
        return problems.answer(reportService.file(viewer, id, report, text), locale);
    }

    /** @param filing number of the filing that was read */
    record Judged(int filing, boolean accept, @Nullable String remark) {}

    @PostMapping("/reports/{report}/decide")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<?> decide(
            @PathVariable UUID id,
            @PathVariable String report,
            @RequestBody Judged judged,
            Viewer viewer,
            Locale locale) {
        return problems.answer(
                judged.accept()
                        ? reportService.accept(viewer, id, report, judged.filing(), text(judged.remark()))
                        : reportService.giveBack(viewer, id, report, judged.filing(), text(judged.remark())),
                locale);
    }

    @GetMapping("/changes")
    List<Change> changes(@PathVariable UUID id, Viewer viewer) {
        return changes.of(web.find(viewer, id).id());
    }

    /** @param version of the text that was read */
    record Wanted(
            int version,
            Change.Kind kind,
            Edit text,
            @Nullable String reason) {}

    @PostMapping("/changes")
    @Allow(Role.APPLICANT)
    ResponseEntity<?> change(@PathVariable UUID id, @RequestBody Wanted wanted, Viewer viewer, Locale locale) {
        return problems.answer(
                changes.ask(viewer, id, wanted.version(), wanted.kind(), wanted.text(), text(wanted.reason())), locale);
    }

    @PostMapping("/changes/{number}/withdraw")
    @Allow(Role.APPLICANT)
    ResponseEntity<?> withdraw(@PathVariable UUID id, @PathVariable int number, Viewer viewer, Locale locale) {
        return problems.answer(changes.withdraw(viewer, id, number), locale);
    }

    record Verdict(boolean approve, @Nullable String reason) {}

    @PostMapping("/changes/{number}/decide")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<?> decided(
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestBody Verdict verdict,
            Viewer viewer,
            Locale locale) {
        return problems.answer(changes.decide(viewer, id, number, verdict.approve(), text(verdict.reason())), locale);
    }

    /** @param moves number of the last move that was seen */
    record Moved(int moves, @Nullable String reason, long demandedFen) {}

    @PostMapping("/suspend")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<?> suspend(@PathVariable UUID id, @RequestBody Moved moved, Viewer viewer, Locale locale) {
        return problems.answer(projects.suspend(viewer, id, moved.moves(), text(moved.reason())), locale);
    }

    @PostMapping("/resume")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<?> resume(@PathVariable UUID id, @RequestBody Moved moved, Viewer viewer, Locale locale) {
        return problems.answer(projects.resume(viewer, id, moved.moves(), text(moved.reason())), locale);
    }

    @PostMapping("/terminate")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<?> terminate(@PathVariable UUID id, @RequestBody Moved moved, Viewer viewer, Locale locale) {
        return problems.answer(
                projects.terminate(viewer, id, moved.moves(), text(moved.reason()), moved.demandedFen()), locale);
    }

    @PostMapping("/finish")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<?> finish(@PathVariable UUID id, @RequestBody Moved moved, Viewer viewer, Locale locale) {
        return problems.answer(projects.finish(viewer, id, moved.moves()), locale);
    }

    /** @param key chosen by the client: the same again changes nothing */
    record Arrived(
            UUID key,
            Contribution.From from,
            long fen,
            LocalDate day,
            @Nullable String evidence) {}

    @PostMapping("/contributions")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<?> contributed(@PathVariable UUID id, @RequestBody Arrived arrived, Viewer viewer, Locale locale) {
        return problems.answer(
                projects.contributed(
                        viewer,
                        id,
                        Objects.requireNonNull(arrived.key()),
                        Objects.requireNonNull(arrived.from()),
                        arrived.fen(),
                        Objects.requireNonNull(arrived.day()),
                        text(arrived.evidence())),
                locale);
    }

    /** @param key chosen by the client: the same again changes nothing */
    record Recovered(UUID key, UUID allocation, long fen, LocalDate day, boolean toTreasury) {}

    @PostMapping("/recovered")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<?> recovered(@PathVariable UUID id, @RequestBody Recovered back, Viewer viewer, Locale locale) {
        return problems.answer(
                projects.recovered(
                        viewer,
                        id,
                        Objects.requireNonNull(back.key()),
                        Objects.requireNonNull(back.allocation()),
                        back.fen(),
                        Objects.requireNonNull(back.day()),
                        back.toTreasury()),
                locale);
    }

    @PostMapping("/audit")
    ResponseEntity<?> audit(@PathVariable UUID id, @RequestBody Audit audit, Viewer viewer, Locale locale) {
        return problems.answer(acceptanceService.audit(viewer, id, audit), locale);
    }

    @GetMapping("/acceptance")
    List<Acceptance> acceptance(@PathVariable UUID id, Viewer viewer) {
        return acceptances.of(web.find(viewer, id).id());
    }

    @GetMapping("/outcomes")
    List<AcceptanceStore.Outcome> outcomes(@PathVariable UUID id, Viewer viewer) {
        return acceptances.outcomes(web.find(viewer, id).id());
    }

    record Asked(Acceptance.Method method, ReportText text) {}

    @PostMapping("/acceptance")
    @Allow(Role.APPLICANT)
    ResponseEntity<?> ask(@PathVariable UUID id, @RequestBody Asked asked, Viewer viewer, Locale locale) {
        return problems.answer(
                acceptanceService.ask(viewer, id, Objects.requireNonNull(asked.method()), asked.text()), locale);
    }

    @PostMapping("/acceptance/decide")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<?> accept(
            @PathVariable UUID id, @RequestBody AcceptanceService.Decision decision, Viewer viewer, Locale locale) {
        return problems.answer(acceptanceService.decide(viewer, id, decision), locale);
    }

    @PostMapping("/evaluation")
    @Allow(Role.APPLICANT)
    ResponseEntity<?> evaluation(@PathVariable UUID id, @RequestBody ReportText text, Viewer viewer, Locale locale) {
        return problems.answer(evaluations.submit(viewer, id, text), locale);
    }

    record Scored(BigDecimal score, @Nullable String opinion) {}

    @PostMapping("/evaluation/score")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<?> score(@PathVariable UUID id, @RequestBody Scored scored, Viewer viewer, Locale locale) {
        return problems.answer(
                evaluations.score(viewer, id, Objects.requireNonNull(scored.score()), text(scored.opinion())), locale);
    }

    @PostMapping("/archive")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<?> archive(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(archive.make(viewer, id), locale);
    }

    @GetMapping("/archive")
    List<ProjectArchive.Made> archives(@PathVariable UUID id, Viewer viewer) {
        return archive.of(web.find(viewer, id).id());
    }

    @PostMapping("/payment")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    ResponseEntity<?> payment(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(payments.again(viewer, id), locale);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }
}
