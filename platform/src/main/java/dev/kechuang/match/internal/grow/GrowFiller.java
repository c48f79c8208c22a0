package dev.kechuang.match.internal.grow;

import static dev.kechuang.shared.desk.Sql.id;

import dev.kechuang.identity.Accounts;
import dev.kechuang.match.internal.grow.CareStore.Owner;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.DemoClock;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores of three years in every county of the demonstration city: those who were recognised or applied later, and others
 * who did not; pre-reviews, visits and measures on their days. The funnel then follows from what happened.
 */
@Component
class GrowFiller implements DemoFiller {

    private static final int YEARS = 3;

    private static final List<String> TOPICS =
            List.of("研发费用归集辅导", "知识产权布局", "申报材料预审", "科技人员认定口径", "高新技术产品收入划分", "研发组织管理制度");

    private static final List<String> MEASURES = List.of(
            "设立研发费用辅助账，按项目归集", "补充科技人员名单和社保证明", "年内申请发明专利不少于2件", "完成高新技术产品收入专项审计", "建立研发投入核算和绩效考核制度", "补齐近三年成果转化证明");

    private final CultivationService service;
    private final PrereviewService prereviews;
    private final CareService care;
    private final CareStore careStore;
    private final EntryStore entries;
    private final FunnelFollower follower;
    private final Ladders ladders;
    private final Accounts accounts;
    private final GrowDesk desk;
    private final Regions regions;
    private final JdbcClient jdbc;
    private final Clock clock;

    GrowFiller(
            CultivationService service,
            PrereviewService prereviews,
            CareService care,
            CareStore careStore,
            EntryStore entries,
            FunnelFollower follower,
            Ladders ladders,
            Accounts accounts,
            GrowDesk desk,
            Regions regions,
            JdbcClient jdbc,
            Clock clock) {
        this.service = service;
        this.prereviews = prereviews;
        this.care = care;
        this.careStore = careStore;
        this.entries = entries;
        this.follower = follower;
        this.ladders = ladders;
        this.accounts = accounts;
        this.desk = desk;
        this.regions = regions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 650;
    }

    @Override
    public String label() {
        return "matchGrow.nav";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        if (!(clock instanceof DemoClock time)) return;
        new Filling(time, city.random(), Math.clamp(city.organisations() / 200, 2, 14), progress).run();
    }

    /** One filling; {@code most} firms come into a store of a county, fewer where the ladder is a narrow one. */
    private final class Filling {
        private final DemoClock time;
        private final RandomGenerator random;
        private final int most;
        private final LongConsumer progress;
        private final LocalDate today = LocalDate.now(clock);
        private final List<GrowDesk.Counsellor> staff = desk.serviceStaff();
        private long done;

        Filling(DemoClock time, RandomGenerator random, int most, LongConsumer progress) {
            this.time = time;
            this.random = random;
            this.most = most;
            this.progress = progress;
        }

        void run() {
            for (int year = today.getYear() - YEARS + 1; year <= today.getYear(); year++) {
                for (Ladder ladder : ladders.all()) {
                    int firms = ladder.id().equals("hnte") ? most : Math.max(1, most / 3);
                    for (var region : regions.children(regions.city().code(), today)) {
                        LocalDate day = LocalDate.of(year, 3, 4 + random.nextInt(20));
                        if (!day.isAfter(today)) store(ladder, region.code(), day, firms);
                    }
                }
                var unused = follower.run();
            }
        }

        private Optional<Viewer> officer(String region) {
            return accounts.officers(Role.COUNTY_OFFICER, region).stream()
                    .findFirst()
                    .map(person -> new Viewer(
                            person.account(),
                            person.name(),
                            Set.of(Role.COUNTY_OFFICER),
                            null,
                            null,
                            "",
                            regions.subtree(region)));
        }

        private <T> Outcome<T> on(LocalDate day, Supplier<Outcome<T>> work) {
            return time.at(day.atTime(10, 0).atZone(clock.getZone()).toInstant(), work);
        }

        private void store(Ladder ladder, String region, LocalDate day, int firms) {
            var officer = officer(region);
            if (officer.isEmpty()) return;
            var chosen = chosen(ladder, region, day, firms);
            if (chosen.isEmpty()) return;
            int year = day.getYear();
            var entered = on(
                    day,
                    () -> service.enter(
                            officer.get(), ladder, year, chosen, Optional.empty(), Map.of("why", "对照条件差距较小，企业有申报意愿")));
            if (!(entered instanceof Outcome.Done<Integer>)) return;
            for (UUID firm : chosen) {
                entries.of(firm).stream()
                        .filter(entry -> entry.ladder().equals(ladder.id()) && entry.year() == year)
                        .findFirst()
                        .ifPresent(entry -> cultivate(officer.get(), entry, day));
                progress.accept(++done);
            }
        }

        /** Those who are recognised within fifteen months first, then those who apply, then others. */
        private List<UUID> chosen(Ladder ladder, String region, LocalDate day, int firms) {
            return jdbc.sql("""
                            SELECT id FROM (
                                SELECT o.id, row_number() OVER (PARTITION BY w.kind ORDER BY md5(o.id::text || :day)) AS place,
                                       w.kind
                                FROM registry.published_organisation o
                                CROSS JOIN LATERAL (SELECT CASE
                                    WHEN EXISTS (SELECT FROM registry.published_title t WHERE t.organisation = o.id
                                        AND t.kind = :title AND t.state <> 'withdrawn'
                                        AND t.valid_from BETWEEN CAST(:day AS date) + 60 AND CAST(:day AS date) + 450) THEN 1
                                    WHEN EXISTS (SELECT FROM programme.published_application a
                                        WHERE a.organisation = o.id AND a.programme = ANY(:programmes)
                                          AND a.submitted_at BETWEEN CAST(:day AS date) AND CAST(:day AS date) + 450) THEN 2
                                    ELSE 3 END AS kind) w
                                WHERE o.status = 'confirmed' AND o.kind = 'enterprise' AND o.region = :region
                                  AND o.confirmed_on <= CAST(:day AS date)
                                  AND NOT EXISTS (SELECT FROM registry.published_title_span s WHERE s.organisation = o.id
                                      AND s.kind = :title AND s.valid @> CAST(:day AS date))) ranked
                            WHERE place <= CASE kind WHEN 1 THEN :most / 3 WHEN 2 THEN :most / 3 ELSE :most END
                            ORDER BY kind, place LIMIT :most""")
                    .param("day", day.toString())
                    .param("title", ladder.title())
                    .param("programmes", ladder.programmes().toArray(String[]::new))
                    .param("region", region)
                    .param("most", firms)
                    .query((rows, number) -> id(rows, "id"))
                    .list();
        }

        private boolean chance(int percent) {
            return random.nextInt(100) < percent;
        }

        private void cultivate(Viewer officer, Entry entry, LocalDate day) {
            UUID id = entry.id();
            if (chance(80)) {
                LocalDate on = day.plusDays(2 + random.nextInt(10));
                if (!on.isAfter(today))
                    on(
                            on,
                            () -> service.assign(
                                    officer,
                                    id,
                                    version(id),
                                    chance(70)
                                            ? Map.of(
                                                    "counsellor",
                                                    officer.requireAccount().toString())
                                            : outside()));
            }
            if (chance(78)) {
                LocalDate on = day.plusDays(10 + random.nextInt(40));
                if (!on.isAfter(today)) on(on, () -> prereviews.review(officer, id));
            }
            for (int visit = 0; visit < 2 && chance(55); visit++)
                visit(officer, id, day.plusDays(20 + random.nextInt(120)));
            if (chance(50)) measure(officer, id, day.plusDays(30 + random.nextInt(60)));
            LocalDate end = LocalDate.of(day.getYear(), 12, 20);
            if (!end.isAfter(today) && chance(25))
                on(
                        end,
                        () -> service.leave(
                                officer,
                                id,
                                version(id),
                                Map.of("reason", chance(60) ? "unlikely" : "declined", "note", "年终评估后出库")));
        }

        /** Mostly staff of a service organisation, some without an account. */
        private Map<String, String> outside() {
            if (staff.isEmpty() || chance(30)) return Map.of("counsellorName", "市生产力促进中心 周老师");
            var one = staff.get(random.nextInt(staff.size()));
            return Map.of("counsellor", one.account().toString());
        }

        private int version(UUID id) {
            return entries.any(id).map(Entry::version).orElse(0);
        }

        private void visit(Viewer officer, UUID id, LocalDate day) {
            if (day.isAfter(today)) return;
            String topic = TOPICS.get(random.nextInt(TOPICS.size()));
            on(
                    day,
                    () -> care.visit(
                            officer,
                            id,
                            Map.of(
                                    "day",
                                    day.toString(),
                                    "who",
                                    officer.name() + "、服务机构人员",
                                    "topic",
                                    topic,
                                    "notes",
                                    "现场了解企业研发和财务情况，围绕" + topic + "提出整改建议，企业表示配合。")));
        }

        private void measure(Viewer officer, UUID id, LocalDate day) {
            if (day.isAfter(today)) return;
            LocalDate due = day.plusDays(30 + random.nextInt(40));
            Owner owner = chance(75) ? Owner.FIRM : Owner.COUNSELLOR;
            var agreed = on(
                    day,
                    () -> care.agree(
                            officer,
                            id,
                            Map.of(
                                    "text",
                                    MEASURES.get(random.nextInt(MEASURES.size())),
                                    "owner",
                                    owner.code(),
                                    "dueOn",
                                    due.toString())));
            if (!(agreed instanceof Outcome.Done<UUID>(UUID measure)) || !chance(70)) return;
            LocalDate closed = due.minusDays(random.nextInt(15)).plusDays(chance(20) ? 20 : 0);
            if (closed.isAfter(today)) return;
            on(
                    closed,
                    () -> care.close(
                            officer,
                            measure,
                            careStore.measureOf(measure).orElseThrow().version(),
                            Map.of("state", "done", "result", "已完成并经核实")));
        }
    }
}
