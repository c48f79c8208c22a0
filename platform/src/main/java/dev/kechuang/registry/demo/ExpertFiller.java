package dev.kechuang.registry.demo;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.registry.Experts.Service;
import dev.kechuang.registry.internal.expert.AssignmentStore.NewAssignment;
import dev.kechuang.registry.internal.expert.ExpertData;
import dev.kechuang.registry.internal.expert.ExpertRecords;
import dev.kechuang.registry.internal.expert.ExpertRows;
import dev.kechuang.shared.DemoFiller;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Some 300 reviewers of every field with units inside and outside the city, and the people who serve in firms, towns and
 * villages: brokers, mentors, 130 agents in more than a hundred villages, staff sent to towns.
 */
@Component
class ExpertFiller implements DemoFiller {

    private static final List<String> OUTSIDE = List.of(
            "江南理工大学",
            "东吴师范大学",
            "金陵科技大学",
            "沪上交通学院",
            "之江大学",
            "长三角先进材料研究院",
            "国家精密仪器质量检验中心",
            "华东生物医药研究所",
            "扬子江电力研究院",
            "太湖水环境研究所",
            "徽州工业大学",
            "中部航空设计研究院");

    private static final List<String> VILLAGES = List.of(
            "东山", "西桥", "南浜", "北塘", "新桥", "旺山", "树山", "陆巷", "明月湾", "蒋巷", "永联", "康博", "大巷", "湘城", "消泾", "巴城", "周庄", "锦溪",
            "千灯", "淀山湖", "沙溪", "璜泾", "浏河", "双凤", "城厢", "鹿苑", "凤凰", "乐余", "常阴沙", "同里", "震泽", "七都", "桃源", "平望", "盛泽",
            "古里", "支塘", "董浜", "梅李", "海虞");

    private static final List<String> CROPS = List.of("水稻绿色种植", "设施蔬菜", "碧螺春茶园管理", "大闸蟹生态养殖", "林果栽培", "农产品加工");
    private static final LocalDate FIRST = LocalDate.of(2024, 3, 1);

    private final JdbcClient jdbc;
    private final Regions regions;
    private final CodeLists codes;
    private final ExpertRows rows;
    private final Records records;
    private final TransactionOperations transactions;
    private final Clock clock;

    ExpertFiller(
            JdbcClient jdbc,
            Regions regions,
            CodeLists codes,
            ExpertRows rows,
            Records records,
            TransactionOperations transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.regions = regions;
        this.codes = codes;
        this.rows = rows;
        this.records = records;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 240;
    }

    @Override
    public String label() {
        return "expert.demo";
    }

    private record Unit(@Nullable UUID id, String name, String region) {}

    @Override
    public void fill(City city, LongConsumer progress) {
        transactions.executeWithoutResult(status -> new Filling(city, progress).run());
    }

    private final class Filling {
        private final RandomGenerator random;
        private final String city;
        private final LongConsumer progress;
        private final List<Region> districts;
        private final List<Unit> inside;
        private final List<Unit> firms;
        private final List<NewRecord> counted = new ArrayList<>();
        private long done;

        Filling(City city, LongConsumer progress) {
            this.random = city.random();
            this.city = city.region();
            this.progress = progress;
            this.districts = regions.children(city.region(), LocalDate.now(clock)).stream()
                    .filter(region -> region.kind() != Region.Kind.ZONE)
                    .toList();
            this.inside = units("kind IN ('institute', 'university')", 40);
            this.firms = units("kind = 'enterprise'", 80);
        }

        private List<Unit> units(String condition, int most) {
            return jdbc.sql("SELECT id, name, region FROM registry.organisation WHERE status = 'confirmed' AND "
                            + condition + " ORDER BY id LIMIT " + most)
                    .query((found, number) -> new Unit(
                            found.getObject("id", UUID.class), found.getString("name"), found.getString("region")))
                    .list();
        }

        void run() {
            reviewers();
            agents();
            others(Service.BROKER, 60);
            others(Service.MENTOR, 40);
            others(Service.SECONDEE, 30);
            records.appendAll(counted);
        }

        private void reviewers() {
            // The accounts of demonstration experts belong to the first of them, in the order of their names.
            var logins = new ArrayList<>(jdbc.sql("""
                            SELECT account, name FROM identity.published_person
                            WHERE active AND unit IS NULL AND organisation IS NULL AND login LIKE 'expert%'
                            ORDER BY length(login), login""")
                    .query((found, number) ->
                            new Unit(found.getObject("account", UUID.class), found.getString("name"), city))
                    .list());
            var tops = codes.technicalFields();
            for (int i = 0; i < 300; i++) {
                // Every field has reviewers, the first ones more than the others.
                int at = i < tops.size() * 8
                        ? i % tops.size()
                        : (int) (Math.pow(random.nextDouble(), 1.6) * tops.size());
                Unit unit = unit();
                boolean known = i < logins.size();
                var data = new ExpertData(
                        known ? logins.get(i).name() : DemoWords.person(random),
                        random.nextInt(12) == 0 ? List.of(Service.REVIEWER, Service.MENTOR) : List.of(Service.REVIEWER),
                        unit.id(),
                        unit.name(),
                        unit.region(),
                        DemoWords.pick(List.of("senior", "senior", "associate", "associate", "intermediate"), random),
                        DemoWords.pick(List.of("教授", "研究员", "副教授", "高级工程师", "总工程师", "技术总监", "实验室主任"), random),
                        DemoWords.pick(List.of("doctor", "doctor", "master", "bachelor"), random),
                        1958 + random.nextInt(32),
                        fields(tops.get(at).code()),
                        "",
                        "199001" + String.format("%05d", i),
                        "",
                        10 + random.nextInt(20));
                LocalDate joined = FIRST.plusDays(random.nextInt(500));
                String status = known || i % 25 > 1 ? "active" : i % 25 == 0 ? "candidate" : "suspended";
                UUID id = add(data, status, joined);
                if (known)
                    rows.account(
                            id, java.util.Objects.requireNonNull(logins.get(i).id()));
                if (i % 3 == 0 && !firms.isEmpty()) ties(id, joined);
            }
        }

        private Unit unit() {
            int at = random.nextInt(10);
            if (at < 3 && !inside.isEmpty()) return DemoWords.pick(inside, random);
            if (at < 6 && !firms.isEmpty()) return DemoWords.pick(firms, random);
            return new Unit(null, DemoWords.pick(OUTSIDE, random), city);
        }

        private List<String> fields(String top) {
            var fields = new LinkedHashSet<String>();
            var below = codes.technicalFieldsBelow(top);
            if (below.isEmpty()) fields.add(top);
            else
                for (int i = 0; i <= random.nextInt(3); i++)
                    fields.add(DemoWords.pick(below, random).code());
            if (random.nextInt(4) == 0) {
                fields.add(DemoWords.pick(codes.technicalFields(), random).code());
            }
            return List.copyOf(fields);
        }

        private void ties(UUID expert, LocalDate joined) {
            Unit firm = DemoWords.pick(firms, random);
            String kind = DemoWords.pick(List.of("project", "project", "paper", "employment"), random);
            LocalDate since = joined.minusDays(200 + random.nextInt(1_200));
            rows.tie(
                    expert,
                    kind,
                    firm.id(),
                    firm.name(),
                    since,
                    random.nextBoolean() ? null : since.plusDays(300 + random.nextInt(500)),
                    kind.equals("paper") ? "合作论文" : "联合研发");
        }

        private void agents() {
            int villages = 0;
            for (int i = 0; i < 130; i++) {
                Region district = districts.get(i % districts.size());
                Unit unit = inside.isEmpty() || i % 2 == 0
                        ? new Unit(null, district.name() + "农业技术推广中心", district.code())
                        : DemoWords.pick(inside, random);
                UUID id =
                        add(person(Service.AGENT, unit, district.code(), 2_000 + i), "active", FIRST.plusDays(i % 60));
                int places = i % 3 == 0 ? 2 : 1;
                for (int n = 0; n < places; n++) {
                    String village = VILLAGES.get(villages % VILLAGES.size())
                            + DemoWords.pick(List.of("村", "社区"), random)
                            + (villages >= VILLAGES.size() ? "第" + (1 + villages / VILLAGES.size()) + "组" : "");
                    villages++;
                    LocalDate since = LocalDate.of(2025, 3, 1).plusDays(random.nextInt(30));
                    assign(
                            id,
                            new NewAssignment(
                                    Service.AGENT,
                                    null,
                                    village,
                                    district.code(),
                                    DemoWords.pick(CROPS, random),
                                    since,
                                    i % 10 == 0 ? since.plusMonths(12) : null));
                }
            }
        }

        private void others(Service service, int count) {
            for (int i = 0; i < count; i++) {
                Region district = districts.get(i % districts.size());
                Unit unit =
                        service == Service.SECONDEE ? new Unit(null, DemoWords.pick(OUTSIDE, random), city) : unit();
                int number = 3_000 + service.ordinal() * 200 + i;
                UUID id = add(person(service, unit, district.code(), number), "active", FIRST.plusDays(i));
                LocalDate since = LocalDate.of(service == Service.SECONDEE ? 2026 : 2025, 9, 1)
                        .plusDays(random.nextInt(60));
                if (service == Service.SECONDEE) {
                    assign(
                            id,
                            new NewAssignment(
                                    service,
                                    null,
                                    DemoWords.pick(VILLAGES, random) + "镇",
                                    district.code(),
                                    "挂职科技副镇长",
                                    since,
                                    since.plusMonths(12)));
                } else if (!firms.isEmpty()) {
                    Unit firm = DemoWords.pick(firms, random);
                    String task = service == Service.BROKER ? "技术需求对接" : "创业辅导";
                    assign(id, new NewAssignment(service, firm.id(), "", firm.region(), task, since, null));
                }
            }
        }

        private ExpertData person(Service service, Unit unit, String region, int number) {
            return new ExpertData(
                    DemoWords.person(random),
                    List.of(service),
                    unit.id(),
                    unit.name(),
                    region,
                    DemoWords.pick(List.of("associate", "intermediate", "other"), random),
                    "",
                    DemoWords.pick(List.of("master", "bachelor"), random),
                    1968 + random.nextInt(28),
                    List.of(),
                    service == Service.AGENT ? DemoWords.pick(CROPS, random) : "",
                    "199002" + String.format("%05d", number),
                    "",
                    0);
        }

        private UUID add(ExpertData data, String status, LocalDate joined) {
            UUID id = rows.person(data, status, joined);
            if (status.equals("active")) counted.addAll(ExpertRecords.joining(id, 1, data, joined));
            progress.accept(++done);
            return id;
        }

        private void assign(UUID expert, NewAssignment assignment) {
            UUID id = rows.assignment(expert, assignment);
            counted.addAll(ExpertRecords.planned(id, assignment));
        }
    }
}
