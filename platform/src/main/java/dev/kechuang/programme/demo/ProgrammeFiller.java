package dev.kechuang.programme.demo;

import dev.kechuang.fund.Budgets;
import dev.kechuang.pack.WorkingDays;
import dev.kechuang.programme.demo.DemoCall.Until;
import dev.kechuang.programme.internal.call.Call;
import dev.kechuang.programme.internal.call.CallService;
import dev.kechuang.programme.internal.call.CallStore;
import dev.kechuang.programme.internal.decision.NoticeService;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.effect.Absentees;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.DemoClock;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Two years of calls from guide to approval, by the very commands that people use, at the times at which they would have
 * given them. The number of applications follows the size of the city.
 */
@Component
class ProgrammeFiller implements DemoFiller {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String CITY = "320500";
    private static final String TAICANG = "320585";

    /** In the order in which they opened. The last full year has some 1,100 applications. */
    private static final List<DemoCall> CALLS = List.of(
            new DemoCall("suzhou-city-project", CITY, 1_030, 25, 90, 1_500, Until.CONCLUDED),
            new DemoCall("suzhou-city-project", CITY, 640, 25, 320, 4_000, Until.APPROVED),
            new DemoCall("suzhou-rd-subsidy", CITY, 610, 20, 200, 1_500, Until.APPROVED),
            new DemoCall("suzhou-science-award", CITY, 560, 30, 40, 300, Until.APPROVED),
            new DemoCall("suzhou-hnte", CITY, 500, 30, 420, 0, Until.APPROVED),
            new DemoCall("suzhou-engineering-centre", CITY, 430, 20, 90, 0, Until.APPROVED),
            new DemoCall("suzhou-incubator-evaluation", CITY, 400, 15, 30, 0, Until.APPROVED),
            new DemoCall("suzhou-city-project", CITY, 280, 25, 150, 2_000, Until.APPROVED),
            new DemoCall("suzhou-leading-talent", CITY, 260, 20, 110, 3_000, Until.APPROVED),
            new DemoCall("taicang-project", TAICANG, 240, 20, 20, 200, Until.APPROVED),
            new DemoCall("suzhou-innovation-contest", CITY, 150, 15, 40, 200, Until.NOTICED),
            new DemoCall("suzhou-rd-subsidy", CITY, 120, 15, 50, 1_500, Until.CHECKED),
            new DemoCall("suzhou-hnte", CITY, 90, 20, 60, 0, Until.CHECKED),
            new DemoCall("suzhou-incubator-evaluation", CITY, 60, 15, 12, 0, Until.RECOMMENDED),
            new DemoCall("suzhou-science-award", CITY, 45, 15, 25, 300, Until.RECOMMENDED),
            new DemoCall("suzhou-engineering-centre", CITY, 12, 25, 25, 0, Until.OPEN),
            new DemoCall("suzhou-hnte", CITY, 8, 30, 30, 0, Until.OPEN),
            new DemoCall("suzhou-rd-subsidy", CITY, 5, 20, 20, 0, Until.OPEN));

    /** With fewer holders of a title anybody is evaluated. */
    private static final int FEWEST_HOLDERS = 4;

    /** Programmes are filled side by side; what one does to another does not hang on which is first. */
    private static final int AT_ONCE = 2;

    private static final String GUIDE = """
            一、支持方向
            围绕本市重点产业创新集群，支持企业联合高校院所开展关键技术攻关、成果转化和平台建设。
            二、申报要求
            （一）申报单位在本市注册，具有独立法人资格，信用状况良好。
            （二）申报内容真实，预算合理，考核指标可测。
            三、申报方式
            全程网上办理，填报后由所在地科技部门推荐。
            """;

    private final DemoActors actors;
    private final DemoDesk desk;
    private final DemoApplicants applicants;
    private final DemoProjects projects;
    private final CallService calls;
    private final CallStore callStore;
    private final Definitions definitions;
    private final ApplicationStore applications;
    private final Budgets budgets;
    private final WorkingDays workingDays;
    private final JdbcClient jdbc;
    private final Clock clock;

    ProgrammeFiller(
            DemoActors actors,
            DemoDesk desk,
            DemoApplicants applicants,
            DemoProjects projects,
            CallService calls,
            CallStore callStore,
            Definitions definitions,
            ApplicationStore applications,
            Budgets budgets,
            WorkingDays workingDays,
            JdbcClient jdbc,
            Clock clock) {
        this.actors = actors;
        this.desk = desk;
        this.applicants = applicants;
        this.projects = projects;
        this.calls = calls;
        this.callStore = callStore;
        this.definitions = definitions;
        this.applications = applications;
        this.budgets = budgets;
        this.workingDays = workingDays;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 550;
    }

    @Override
    public String label() {
        return "programme.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        if (!(clock instanceof DemoClock time) || !city.region().equals(CITY)) return;
        new Filling(time, city, progress).run();
    }

    /** One run, with what it has done. */
    private final class Filling {
        private final DemoClock time;
        private final City city;
        private final LongConsumer progress;
        private final List<UUID> firms;
        /** Of those whose people visitors log in as, first in every call. */
        private final List<UUID> shown;

        private final LocalDate today = LocalDate.now(clock);
        private long done;

        Filling(DemoClock time, City city, LongConsumer progress) {
            this.time = time;
            this.city = city;
            this.progress = progress;
            this.firms = new ArrayList<>(jdbc.sql("""
                            SELECT id FROM registry.published_organisation WHERE status = 'confirmed'
                              AND kind IN ('enterprise', 'institute', 'university', 'incubator') ORDER BY id""").query(UUID.class).list());
            Collections.shuffle(firms, new Random(city.random().nextLong()));
            this.shown = actors.demonstrationFirms();
            firms.removeAll(shown);
        }

        /**
         * Calls are published one after the other, so that their numbers are the same every time; then the calls of each
         * programme are worked through in their order, two programmes at a time, each call with chances of its own.
         */
        void run() {
            var programmes = new LinkedHashMap<String, List<CallRun>>();
            for (DemoCall plan : CALLS) {
                var random = new Random(city.random().nextLong());
                // A demonstration started in a year without a calendar has no calls beyond it.
                if (!known(plan)) continue;
                LocalDate opened = DemoDays.workingDay(workingDays, today.minusDays(plan.opened()));
                Call call =
                        time.at(DemoDays.morning(opened.minusDays(3)).plusSeconds(3600), () -> publish(plan, opened));
                programmes
                        .computeIfAbsent(plan.programme(), key -> new ArrayList<>())
                        .add(new CallRun(plan, call, opened, random));
            }
            try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
                var running = programmes.values().stream()
                        .map(calls -> threads.submit(() -> calls.forEach(CallRun::run)))
                        .toList();
                for (var one : running) one.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("the programmes of the demonstration", e.getCause());
            }
        }

        private synchronized void made() {
            progress.accept(++done);
        }

        boolean known(DemoCall plan) {
            try {
                workingDays.plus(today.minusDays(plan.opened() + 3L), plan.workingDays() + 40);
                return true;
            } catch (IllegalArgumentException beyondTheCalendar) {
                return false;
            }
        }

        private Call publish(DemoCall plan, LocalDate opened) {
            Viewer officer = actors.officer(plan.region());
            UUID version = callStore.released(List.of(plan.region(), CITY)).stream()
                    .filter(released -> released.programme().equals(plan.programme()))
                    .findFirst()
                    .orElseThrow()
                    .version();
            Definition definition = definitions.of(version);
            var typed = new LinkedHashMap<String, String>();
            typed.put("version", version.toString());
            typed.put("title", opened.getYear() + "年度" + definition.name().zh().replaceFirst("申报$", "") + "申报通知");
            typed.put("year", String.valueOf(opened.getYear()));
            typed.put("opensOn", opened.toString());
            typed.put("workingDays", String.valueOf(plan.workingDays()));
            typed.put("grace", "30");
            // Prizes by place are the same however few take part.
            boolean prizes = definition.money() != null && definition.money().mode() == Definition.Grant.Mode.RANK;
            int share = prizes
                    ? plan.budgetWan()
                    : Math.max(1, plan.budgetWan() * scaled(plan.applications()) / plan.applications());
            typed.put("budget", plan.budgetWan() == 0 ? "" : String.valueOf(share));
            typed.put("guide", GUIDE);
            typed.put("contact", definition.issuer() + " 0512-68600000");
            if (plan.budgetWan() > 0) {
                budgets.of(officer, opened.getYear(), plan.programme()).stream()
                        .filter(line -> line.available().inWanRounded().longValue() >= share)
                        .findFirst()
                        .ifPresent(line -> typed.put("line", line.id().toString()));
            }
            Call draft = DemoDesk.must(calls.draft(officer, typed));
            return DemoDesk.must(calls.publish(officer, draft.id(), draft.revision()));
        }

        private int scaled(int applications) {
            return Math.max(4, Math.round(applications * Math.min(1f, city.organisations() / 3000f)));
        }

        /** What becomes of one call. */
        private final class CallRun {
            private final DemoCall plan;
            private final Call call;
            private final LocalDate opened;
            private final RandomGenerator random;

            CallRun(DemoCall plan, Call call, LocalDate opened, RandomGenerator random) {
                this.plan = plan;
                this.call = call;
                this.opened = opened;
                this.random = random;
            }

            void run() {
                LocalDate closes = LocalDate.ofInstant(call.closesAt(), ZONE);
                var made = apply(closes.isBefore(today) ? closes : today);
                if (!plan.reaches(Until.RECOMMENDED)) return;
                Definition definition = definitions.of(call.version());
                var days = new DemoDays(time, workingDays, today, closes);
                if (definition.first(Stage.Recommendation.class).isPresent()) recommend(made, days);
                if (!plan.reaches(Until.CHECKED)) {
                    returnOne(made);
                    return;
                }
                time.at(days.next(6), () -> desk.check(call.id(), call.region(), random));
                // A second round of recommendation stands behind the check in some programmes.
                if (definition.first(Stage.Recommendation.class).isPresent()) recommend(made, days);
                boolean half = plan.until() == Until.CHECKED;
                for (Stage stage : definition.stages()) {
                    if (!(stage instanceof Stage.Review review)) continue;
                    days.does(
                            days.next(8),
                            () -> desk.review(call.id(), call.region(), definition, review, half, random));
                    if (half) return;
                }
                if (!plan.reaches(Until.DECIDED)) return;
                boolean any = time.at(days.next(5), () -> desk.decide(call.id(), call.region()));
                if (!any || !plan.reaches(Until.NOTICED)) return;
                Stage.PublicNotice notice =
                        definition.first(Stage.PublicNotice.class).orElseThrow();
                Instant announced = plan.until() == Until.NOTICED
                        ? DemoDays.morning(DemoDays.workingDay(workingDays, today.minusDays(1)))
                        : days.next(2);
                String list = definition
                        .first(Stage.Ranking.class)
                        .map(stage -> NoticeService.listed(stage.name().zh()))
                        .orElse("");
                String title = NoticeService.heading(call.title(), list);
                days.does(announced, () -> desk.notice(call.id(), call.region(), title, notice));
                if (!plan.reaches(Until.APPROVED)) return;
                Instant over = days.next(notice.workingDays() + 2);
                days.does(over, () -> desk.endNotices(call.id()));
                Instant issued = days.next(3);
                days.does(
                        issued,
                        () -> desk.approve(
                                call.id(),
                                call.region(),
                                "苏科计〔%d〕%s号"
                                        .formatted(call.year(), call.number().substring(5)),
                                definition,
                                LocalDate.ofInstant(issued, ZONE)));
                if (definition.first(Stage.Contract.class).isPresent())
                    projects.run(plan, call.region(), made, days, random);
            }

            /** Fills in and submits, spread over the days on which the call is open; a few stay drafts while it is. */
            private List<UUID> apply(LocalDate to) {
                Definition definition = definitions.of(call.version());
                LocalDate from = opened;
                var made = new ArrayList<UUID>();
                int wanted = scaled(plan.applications());
                var holders = holders(definition);
                var firms = holders.isEmpty() ? Filling.this.firms : holders;
                var shown = holders.isEmpty() ? Filling.this.shown : List.<UUID>of();
                long days = Math.max(1, to.toEpochDay() - from.toEpochDay());
                int place =
                        firms.isEmpty() ? 0 : random.nextInt(firms.size()); // a very small city may have none that fits
                int tried = 0;
                // Tried in vain as often as thrice: policies and forms turn most firms away from some programmes.
                for (; made.size() < wanted && tried < Math.min(firms.size(), 3 * wanted); tried++) {
                    boolean first = tried < shown.size();
                    UUID firm = first ? shown.get(tried) : firms.get((place + tried) % firms.size());
                    Viewer applicant = actors.applicant(firm);
                    LocalDate day = from.plusDays(made.size() * days / wanted);
                    boolean draft = plan.until() == Until.OPEN && (first || made.size() % 3 == 2);
                    Instant moment = DemoDays.morning(day).plusSeconds(random.nextInt(7 * 3600));
                    time.at(moment, () -> applicants.application(applicant, call.id(), definition, draft, day, random))
                            .ifPresent(id -> {
                                made.add(id);
                                made();
                            });
                }
                return made;
            }

            /**
             * Who holds the title that an evaluation is about; nobody where it is about none, or the city is too small to have
             * some.
             */
            private List<UUID> holders(Definition definition) {
                return Absentees.title(definition)
                        .map(title -> jdbc.sql("""
                                        SELECT DISTINCT organisation FROM registry.published_title
                                        WHERE kind = :kind AND level = :level AND state = 'valid' AND first_from < :day
                                        ORDER BY organisation""")
                                .param("kind", title.kind())
                                .param("level", title.level())
                                .param("day", opened)
                                .query(UUID.class)
                                .list())
                        .filter(found -> found.size() >= FEWEST_HOLDERS)
                        .orElse(List.of());
            }

            /** The first that waits at the formal check goes back for correction today. */
            private void returnOne(List<UUID> made) {
                made.stream()
                        .map(id -> applications.find(id).orElseThrow())
                        .filter(one -> one.stageKind() == Stage.Kind.CHECK && one.status() == Status.OPEN)
                        .findFirst()
                        .ifPresent(one -> desk.returnForCorrection(one, call.region()));
            }

            /** Of a call that has come no further, some still wait. */
            private void recommend(List<UUID> made, DemoDays days) {
                Instant moment = days.next(4);
                int place = 0;
                for (UUID id : made) {
                    Application application = applications.find(id).orElseThrow();
                    if (application.stageKind() != Stage.Kind.RECOMMENDATION || application.status() != Status.OPEN)
                        continue;
                    // The county that visitors log in as always has some on its desk.
                    boolean waits = place++ % 3 == 0 || application.region().equals(TAICANG);
                    if (plan.until() == Until.RECOMMENDED && waits) continue;
                    days.does(moment, () -> {
                        desk.recommend(application, random);
                    });
                }
            }
        }
    }
}
