package dev.kechuang.registry.demo;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.registry.TitleEvent.Cell;
import dev.kechuang.registry.Titles.NewDocument;
import dev.kechuang.registry.internal.title.TitleExpiry;
import dev.kechuang.registry.internal.title.TitleWriter;
import dev.kechuang.registry.internal.title.TitleWriter.Whole;
import dev.kechuang.shared.DemoFiller;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Gives the firms of the demonstration city the titles of some years, with what became of them. */
@Component
class TitleFiller implements DemoFiller {

    /** More organisations than this are thinned out: a city has some thousand firms with titles. */
    private static final int MOST = 20_000;

    private static final int BATCH = 1_000;

    private final JdbcClient jdbc;
    private final TitleKinds kinds;
    private final TitleWriter writer;
    private final TitleExpiry expiry;
    private final TransactionOperations transactions;
    private final Clock clock;

    TitleFiller(
            JdbcClient jdbc,
            TitleKinds kinds,
            TitleWriter writer,
            TitleExpiry expiry,
            TransactionOperations transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.kinds = kinds;
        this.writer = writer;
        this.expiry = expiry;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 220;
    }

    @Override
    public String label() {
        return "title.demo";
    }

    private record Org(
            UUID id,
            String name,
            String kind,
            String scale,
            String field,
            @Nullable LocalDate founded,
            Cell cell) {

        boolean firm() {
            return kind.equals("enterprise");
        }

        boolean big() {
            return scale.equals("large") || scale.equals("medium");
        }

        boolean technical() {
            return cell.industry().matches("C(2[6-9]|3[0-9]|40|17)|I.*|M7[345]");
        }
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        transactions.executeWithoutResult(status -> new Filling(city.random(), city.region(), progress).run());
        // What ends within a year, people have been warned of.
        var unused = expiry.run();
    }

    /** One filling, with what it needs on the way. */
    private final class Filling {
        private final RandomGenerator random;
        private final String city;
        private final LongConsumer progress;
        private final LocalDate today = LocalDate.now(clock);
        private final DemoTitles titles;
        private final Map<String, UUID> documents = new HashMap<>();
        private final Set<String> names = new HashSet<>();
        private final Deque<UUID> ids = new ArrayDeque<>();
        private final List<Whole> made = new ArrayList<>();
        private long done;

        Filling(RandomGenerator random, String city, LongConsumer progress) {
            this.random = random;
            this.city = city;
            this.progress = progress;
            this.titles = new DemoTitles(today, random, this::document);
        }

        void run() {
            var all = organisations();
            var firms = new ArrayList<Org>();
            for (Org o : all) {
                if (o.firm()) {
                    firms.add(o);
                    firm(o);
                } else if (o.kind().equals("incubator")) {
                    carrier(o);
                } else if (o.kind().equals("institute")) {
                    institute(o);
                }
                if (made.size() >= BATCH) flush();
            }
            regions();
            flush();
            if (firms.size() > 30) alliances(firms);
        }

        private List<Org> organisations() {
            return jdbc.sql("""
                    SELECT id, name, kind, scale, technical_field, founded, region, zone, industry
                    FROM registry.organisation
                    WHERE status = 'confirmed'
                      AND abs(hashtext(id::text)) % greatest((SELECT count(*) FROM registry.organisation) / :most, 1) = 0
                    ORDER BY id""")
                    .param("most", MOST)
                    .query((row, number) -> new Org(
                            row.getObject("id", UUID.class),
                            row.getString("name"),
                            row.getString("kind"),
                            row.getString("scale"),
                            row.getString("technical_field"),
                            row.getObject("founded", LocalDate.class),
                            new Cell(
                                    row.getObject("id", UUID.class),
                                    row.getString("region"),
                                    row.getString("zone"),
                                    row.getString("industry"))))
                    .list();
        }

        private void firm(Org o) {
            if (!o.technical()) return;
            boolean hnte = chance(o.big() ? 48 : 22);
            if (hnte) give("hnte", TitleKind.Level.NATIONAL, "", o, 2012, 11, 86, Map.of());
            if (!o.big() && chance(hnte ? 60 : 18)) {
                give("tech-sme", TitleKind.Level.NATIONAL, "", o, 2018, 6, 88, Map.of());
            }
            if (chance(26)) give("private-tech", TitleKind.Level.PROVINCIAL, "", o, 2014, 9, 80, Map.of());
            if (hnte && chance(5)) give("gazelle", TitleKind.Level.PROVINCIAL, "", o, 2019, 10, 60, Map.of());
            if (!o.big() && chance(5)) give("fledgling", TitleKind.Level.CITY, "", o, 2020, 7, 55, Map.of());
            if (hnte && chance(9)) {
                give("specialised-sme", level(8, 70, 100), "", o, 2019, 8, 80, Map.of());
            }
            if (o.big() && chance(4)) give("pre-listing", TitleKind.Level.CITY, "", o, 2019, 5, 60, Map.of());
            if (o.cell().industry().startsWith("I") && chance(22)) {
                give("software-firm", TitleKind.Level.PROVINCIAL, "", o, 2019, 4, 82, Map.of());
            }
            if (o.big() && hnte && chance(6)) {
                give("science-little-giant", TitleKind.Level.CITY, "", o, 2019, 12, 70, Map.of());
            }
            if (hnte && chance(25)) {
                String product = DemoTitleWords.brand(o.name()) + "智能" + (char) ('A' + random.nextInt(26)) + "型装置";
                give("high-tech-product", TitleKind.Level.PROVINCIAL, product, o, 2018, 3, 30, field(o));
            }
            if (o.big() && chance(hnte ? 75 : 40)) institution("engineering-centre", o, level(2, 35, 80));
            if (!o.big() && chance(hnte ? 60 : 24)) institution("engineering-centre", o, level(0, 8, 45));
            if (o.big() && chance(30)) institution("technology-centre", o, level(3, 40, 80));
            if (o.big() && chance(10)) institution("graduate-station", o, level(0, 70, 100));
            if (o.big() && chance(4)) institution("postdoctoral-station", o, level(40, 100, 100));
            if (o.big() && chance(4)) institution("foreign-rd-centre", o, level(10, 80, 100));
            if (hnte && o.big() && chance(3)) institution("key-laboratory", o, level(5, 60, 100));
            if (o.cell().region().equals("320585") && o.big() && chance(25)) {
                institution("taicang-rd-institution", o, TitleKind.Level.COUNTY);
            }
        }

        private void institute(Org o) {
            if (chance(60)) institution("new-rd-institution", o, level(5, 60, 100));
            if (chance(50)) institution("service-platform", o, level(5, 50, 100));
            if (chance(40)) {
                give("settled-institute", TitleKind.Level.CITY, o.name() + "（引进）", o, 2018, 6, 90, details(o));
            }
        }

        private void carrier(Org o) {
            Map<String, String> size = Map.of(
                    "area", String.valueOf(3_000 + random.nextInt(40_000)),
                    "tenants", String.valueOf(20 + random.nextInt(120)),
                    "graduates", String.valueOf(random.nextInt(200)));
            if (chance(75)) give("incubator", level(30, 65, 100), "", o, 2012, 12, 90, size);
            else give("maker-space", level(20, 60, 100), "", o, 2016, 12, 90, size);
        }

        private void institution(String code, Org o, TitleKind.Level level) {
            kinds.byCode(code)
                    .ifPresent(kind -> give(
                            code,
                            kind.levels().contains(level)
                                    ? level
                                    : kind.levels().getLast(),
                            DemoTitleWords.institution(kind, level, o.name()),
                            o,
                            2012,
                            6,
                            90,
                            details(o)));
        }

        private Map<String, String> details(Org o) {
            var details = new HashMap<>(field(o));
            details.put("staff", String.valueOf(12 + random.nextInt(o.big() ? 180 : 40)));
            details.put("area", String.valueOf(300 + random.nextInt(5_000)));
            return details;
        }

        private static Map<String, String> field(Org o) {
            return o.field().isEmpty() ? Map.of() : Map.of("field", o.field());
        }

        private void give(
                String code,
                TitleKind.Level level,
                String name,
                Org o,
                int earliest,
                int month,
                int renewed,
                Map<String, String> details) {
            TitleKind kind = kinds.byCode(code).orElse(null);
            if (kind == null || !kind.levels().contains(level)) return;
            int founded = o.founded() == null ? earliest : o.founded().getYear() + 1;
            int first = Math.max(earliest, founded);
            int last = today.getYear();
            if (first > last) return;
            LocalDate from = LocalDate.of(first + random.nextInt(last - first + 1), month, 1 + random.nextInt(3) * 12);
            if (from.isAfter(today)) from = from.minusYears(1);
            if (o.founded() != null && from.isBefore(o.founded())) return;
            String unique = name.isEmpty() ? "" : name;
            if (!unique.isEmpty() && !names.add(o.id() + code + level + unique)) return;
            var stated = new HashMap<String, String>();
            details.forEach((field, value) -> {
                if (kind.field(field).isPresent()) stated.put(field, value);
            });
            made.add(titles.invent(id(), kind, level, unique, o.cell(), from, renewed, stated));
        }

        private void regions() {
            region("innovation-city", TitleKind.Level.NATIONAL, city, 2010);
            region("ip-pilot-city", TitleKind.Level.NATIONAL, city, 2024);
            region("pilot-region", TitleKind.Level.PROVINCIAL, city, 2022);
            var counties = jdbc.sql("""
                            SELECT region FROM registry.organisation WHERE status = 'confirmed'
                            GROUP BY region ORDER BY count(*) DESC, region LIMIT 3""")
                    .query((row, number) -> row.getString("region"))
                    .list();
            for (int i = 0; i < counties.size(); i++) {
                region("innovation-county", TitleKind.Level.NATIONAL, counties.get(i), 2018 + i);
            }
        }

        private void region(String code, TitleKind.Level level, String region, int year) {
            kinds.byCode(code)
                    .ifPresent(kind -> made.add(titles.invent(
                            id(),
                            kind,
                            level,
                            "",
                            new Cell(null, region, null, ""),
                            LocalDate.of(year, 11, 30),
                            100,
                            Map.of())));
        }

        private void alliances(List<Org> firms) {
            TitleKind kind = kinds.byCode("innovation-alliance").orElse(null);
            if (kind == null) return;
            var fields = List.of("集成电路", "生物医药", "纳米新材料", "智能装备", "人工智能", "新能源汽车零部件");
            for (String field : fields) {
                Org leader = firms.get(random.nextInt(firms.size()));
                LocalDate from = LocalDate.of(2013 + random.nextInt(10), 5, 20);
                UUID id = id();
                made.add(titles.invent(
                        id,
                        kind,
                        level(10, 60, 100),
                        "苏州市" + field + "产业技术创新战略联盟",
                        leader.cell(),
                        from,
                        100,
                        Map.of()));
                flush();
                transactions.executeWithoutResult(status -> {
                    var members = new HashSet<UUID>();
                    members.add(leader.id());
                    writer.join(id, leader.id(), "leader", from);
                    int count = 8 + random.nextInt(16);
                    for (int i = 0; i < count; i++) {
                        Org member = firms.get(random.nextInt(firms.size()));
                        if (!members.add(member.id())) continue;
                        LocalDate on = from.plusMonths(random.nextInt(30));
                        writer.join(id, member.id(), i < 3 ? "director" : "member", on);
                    }
                });
            }
        }

        private boolean chance(int percent) {
            return random.nextInt(100) < percent;
        }

        /** Levels by their share in percent, added up. */
        private TitleKind.Level level(int national, int provincial, int cityLevel) {
            int at = random.nextInt(100);
            if (at < national) return TitleKind.Level.NATIONAL;
            if (at < provincial) return TitleKind.Level.PROVINCIAL;
            return at < cityLevel ? TitleKind.Level.CITY : TitleKind.Level.COUNTY;
        }

        private UUID id() {
            if (ids.isEmpty()) ids.addAll(writer.ids(BATCH));
            return ids.removeFirst();
        }

        private UUID document(TitleKind kind, TitleKind.Level level, LocalDate day) {
            String key = kind.code() + level + day.getYear() + "/" + day.getMonthValue();
            UUID known = documents.get(key);
            if (known != null) return known;
            var document = new NewDocument(
                    DemoTitleWords.documentNumber(level, day.getYear(), documents.size() + 1),
                    "关于公布" + day.getYear() + "年" + kind.name() + "名单的通知",
                    DemoTitleWords.body(level),
                    day,
                    null);
            UUID entered = transactions
                    .execute(status -> writer.document(document, clock.instant()))
                    .id();
            documents.put(key, entered);
            return entered;
        }

        private void flush() {
            if (made.isEmpty()) return;
            transactions.executeWithoutResult(status -> writer.write(made));
            done += made.size();
            progress.accept(done);
            made.clear();
        }
    }
}
