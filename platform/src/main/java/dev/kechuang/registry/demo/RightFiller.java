package dev.kechuang.registry.demo;

import dev.kechuang.registry.RightKind;
import dev.kechuang.registry.internal.ip.CaseRecords;
import dev.kechuang.registry.internal.ip.RightNumbers;
import dev.kechuang.registry.internal.ip.RightRecords;
import dev.kechuang.shared.DemoFiller;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Rights of the demonstration's firms since 2012: none known of some, none at all of others, rights of class II that were
 * used already, fees unpaid, applications under way, a few owned together or bought. So policies that ask for rights meet
 * every state. Beyond {@value #MOST} organisations only every so many have rights.
 */
@Component
class RightFiller implements DemoFiller {

    private static final int MOST = 20_000;
    private static final int BATCH = 2_000;
    private static final int FIRST = 2012;
    private static final List<RightKind> SECOND =
            List.of(RightKind.UTILITY_MODEL, RightKind.UTILITY_MODEL, RightKind.UTILITY_MODEL, RightKind.DESIGN);

    private final DataSource database;
    private final JdbcClient jdbc;
    private final RightRecords records;
    private final CaseRecords cases;
    private final TransactionOperations transactions;
    private final Clock clock;

    RightFiller(
            DataSource database,
            JdbcClient jdbc,
            RightRecords records,
            CaseRecords cases,
            TransactionOperations transactions,
            Clock clock) {
        this.database = database;
        this.jdbc = jdbc;
        this.records = records;
        this.cases = cases;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 225;
    }

    @Override
    public String label() {
        return "ip.demo";
    }

    /** @param recognised first day as a high-tech enterprise, null for never */
    private record Org(
            UUID id,
            String name,
            String kind,
            String region,
            @Nullable String zone,
            String industry,
            String scale,
            @Nullable LocalDate founded,
            @Nullable LocalDate recognised) {

        boolean big() {
            return scale.equals("large") || scale.equals("medium");
        }

        boolean technical() {
            return industry.matches("C(2[6-9]|3[0-9]|40|17)|I.*|M7[345]|N77");
        }

        boolean software() {
            return industry.startsWith("I");
        }
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        // A generator of its own: what is filled behind it stays what it was.
        var random = new Random(city.organisations() * 31L + 7);
        int every = (city.organisations() - 1) / MOST + 1;
        var filling = new Filling(random, progress);
        transactions.executeWithoutResult(status -> {
            filling.run(organisations(every));
            filling.settle();
            int count = Math.clamp(city.organisations() / 12, 12, 260);
            cases.settle(new DemoCases(jdbc, random, LocalDate.now(clock)).fill(count));
        });
    }

    private List<Org> organisations(int every) {
        return jdbc.sql("""
                SELECT o.id, o.name, o.kind, o.region, o.zone, o.industry, o.scale, o.founded,
                       (SELECT min(lower(s.valid)) FROM registry.title_span s
                        WHERE s.organisation = o.id AND s.kind = 'hnte') AS recognised
                FROM registry.organisation o
                WHERE o.status = 'confirmed' AND o.kind IN ('enterprise', 'institute', 'university')
                  AND abs(hashtext(o.id::text)) % :every = 0
                ORDER BY o.id""")
                .param("every", every)
                .query((rows, number) -> new Org(
                        rows.getObject("id", UUID.class),
                        rows.getString("name"),
                        rows.getString("kind"),
                        rows.getString("region"),
                        rows.getString("zone"),
                        rows.getString("industry"),
                        String.valueOf(rows.getString("scale")),
                        rows.getObject("founded", LocalDate.class),
                        rows.getObject("recognised", LocalDate.class)))
                .list();
    }

    /** One filling, with what it needs on the way. */
    private final class Filling {
        private final RandomGenerator random;
        private final LongConsumer progress;
        private final LocalDate today = LocalDate.now(clock);
        private final CopyRow rights = new CopyRow();
        private final CopyRow owners = new CopyRow();
        private final CopyRow changes = new CopyRow();
        private final CopyRow none = new CopyRow();
        private final Deque<UUID> ids = new ArrayDeque<>();
        private final List<UUID> written = new ArrayList<>();
        private final Set<String> numbers = new HashSet<>();
        private List<Org> all = List.of();

        Filling(RandomGenerator random, LongConsumer progress) {
            this.random = random;
            this.progress = progress;
        }

        void run(List<Org> organisations) {
            all = organisations;
            for (Org org : organisations) {
                if (org.kind().equals("enterprise")) firm(org);
                else some(org, RightKind.INVENTION, 4 + random.nextInt(8), 60);
                if (written.size() % BATCH > BATCH - 60) copy();
            }
            copy();
        }

        private void firm(Org org) {
            int at = random.nextInt(100);
            boolean recognised = org.recognised() != null;
            if (!org.technical()) {
                if (at < 14) some(org, second(org), 1 + random.nextInt(2), 20);
                else if (at < 24) none(org);
                return;
            }
            // Of some nothing is on the register, some stated that they have none.
            if (at < (recognised ? 6 : 20)) return;
            if (at < (recognised ? 6 : 28)) {
                none(org);
                return;
            }
            boolean first = recognised ? random.nextInt(100) < 68 : random.nextInt(100) < 34;
            if (first) some(org, RightKind.INVENTION, 1 + random.nextInt(org.big() ? 4 : 2), 70);
            if (org.industry().equals("C39") && random.nextInt(12) == 0) some(org, RightKind.LAYOUT, 1, 80);
            if (org.software() || random.nextInt(5) == 0) {
                some(org, RightKind.SOFTWARE, 1 + random.nextInt(org.software() ? 4 : 2), 50);
            }
            if (!org.software()) {
                int count = 1 + random.nextInt(recognised ? 5 : 3) + (org.big() ? random.nextInt(3) : 0);
                for (int i = 0; i < count; i++) some(org, second(org), 1, 45);
            }
        }

        private RightKind second(Org org) {
            return org.software() ? RightKind.SOFTWARE : DemoWords.pick(SECOND, random);
        }

        /** @param supporting of a hundred so many support the main product */
        private void some(Org org, RightKind kind, int count, int supporting) {
            for (int i = 0; i < count; i++) right(org, kind, supporting);
        }

        private void right(Org org, RightKind kind, int supporting) {
            int founded = org.founded() == null ? FIRST : org.founded().getYear() + 1;
            int from = Math.max(FIRST, founded);
            if (from > today.getYear()) return;
            // Later years have more.
            int span = today.getYear() - from + 1;
            int year = from + Math.max(random.nextInt(span), random.nextInt(span));
            LocalDate applied = LocalDate.of(year, 1, 1).plusDays(random.nextInt(360));
            if (applied.isAfter(today.minusDays(3))) applied = today.minusDays(3 + random.nextInt(60));
            LocalDate granted = applied.plusDays(
                    switch (kind) {
                        case INVENTION -> 480 + random.nextInt(720);
                        case UTILITY_MODEL -> 150 + random.nextInt(220);
                        case DESIGN -> 100 + random.nextInt(150);
                        case LAYOUT -> 120 + random.nextInt(90);
                        default -> 20 + random.nextInt(60);
                    });
            boolean refused = kind == RightKind.INVENTION && random.nextInt(100) < 14;
            boolean stands = !granted.isAfter(today) && !refused;
            boolean software = kind == RightKind.SOFTWARE;
            if (software && !stands) return;
            LocalDate grant = stands ? granted : null;
            LocalDate term = grant == null ? null : kind.term(software ? null : applied, grant);
            LocalDate ended = refused ? granted : null;
            String why = refused ? "refused" : "";
            if (refused && granted.isAfter(today)) {
                ended = null;
                why = "";
            }
            if (grant != null && random.nextInt(100) < 12) {
                LocalDate lapse = applied.plusYears(3 + random.nextInt(5));
                if (lapse.isAfter(grant)
                        && lapse.isBefore(today)
                        && (term == null || lapse.isBefore(term))
                        && !software) {
                    ended = lapse;
                    why = random.nextInt(12) == 0 ? "invalid" : "fee";
                }
            }
            boolean used = grant != null
                    && org.recognised() != null
                    && grant.isBefore(org.recognised())
                    && random.nextInt(100) < (kind.firstClass() ? 50 : 75);
            UUID id = id();
            String application =
                    kind.patent() ? number(kind, applied) : kind == RightKind.LAYOUT ? layout(applied) : "";
            rights.field(id)
                    .field(kind.code())
                    .field(DemoRightWords.title(kind, org.industry(), org.name(), random))
                    .field(application)
                    .field(grant == null ? "" : grantNumber(kind, application, grant))
                    .field(software ? null : applied)
                    .field(grant)
                    .field(term)
                    .field(ended)
                    .field(why)
                    .field(used)
                    .field(inventors())
                    .field(random.nextInt(40) == 0 ? "苏州大学" : "")
                    .field(org.id())
                    .field(org.region())
                    .field(org.zone())
                    .field(org.industry())
                    .field(at(grant == null ? applied : grant))
                    .end();
            owners(id, org, software ? granted : applied, grant, supporting);
            changes.field(id)
                    .field(1)
                    .field("entered")
                    .field(at(grant == null ? applied : grant))
                    .field("演示数据")
                    .field("{}")
                    .end();
            written.add(id);
            progress.accept(written.size());
        }

        private void owners(UUID id, Org org, LocalDate begin, @Nullable LocalDate granted, int supporting) {
            int how = random.nextInt(100);
            boolean bought = how < 8 && granted != null && granted.plusDays(200).isBefore(today);
            LocalDate since = bought && granted != null ? granted.plusDays(30 + random.nextInt(160)) : begin;
            Org partner = random.nextInt(25) == 0 ? DemoWords.pick(all, random) : org;
            boolean shared = !partner.id().equals(org.id());
            int said = random.nextInt(100);
            owner(
                    id,
                    org,
                    since,
                    1,
                    shared ? "60" : null,
                    bought ? (how < 6 ? "bought" : how < 7 ? "donated" : "merger") : "self",
                    said < supporting ? Boolean.TRUE : said < supporting + 25 ? Boolean.FALSE : null);
            if (shared) owner(id, partner, begin, 2, "40", "self", null);
        }

        private void owner(
                UUID id,
                Org org,
                LocalDate since,
                int position,
                @Nullable String share,
                String obtained,
                @Nullable Boolean supports) {
            owners.field(id)
                    .field(org.id())
                    .field(since)
                    .field(position)
                    .field(share)
                    .field(obtained)
                    .field(supports)
                    .end();
        }

        private void none(Org org) {
            none.field(org.id())
                    .field(today.minusDays(20 + random.nextInt(400)))
                    .field("演示数据")
                    .field("演示数据")
                    .field(today.minusDays(5) + " 10:00+08")
                    .end();
        }

        private String number(RightKind kind, LocalDate applied) {
            String digit = switch (kind) {
                case INVENTION -> "1";
                case UTILITY_MODEL -> "2";
                default -> "3";
            };
            while (true) {
                String digits = applied.getYear() + digit + String.format("%07d", 100_000 + random.nextInt(9_000_000));
                if (numbers.add(digits)) return digits + RightNumbers.check(digits);
            }
        }

        private String layout(LocalDate applied) {
            return unique("BS." + applied.getYear() % 100 + "5", 6);
        }

        private String grantNumber(RightKind kind, String application, LocalDate granted) {
            return switch (kind) {
                case INVENTION -> unique("CN1", 8) + "B";
                case UTILITY_MODEL -> unique("CN2", 8) + "U";
                case DESIGN -> unique("CN3", 8) + "S";
                case SOFTWARE -> unique(granted.getYear() + "SR", 7);
                default -> application;
            };
        }

        private String unique(String prefix, int digits) {
            while (true) {
                var number = new StringBuilder(prefix);
                for (int i = 0; i < digits; i++) number.append(random.nextInt(10));
                if (numbers.add(number.toString())) return number.toString();
            }
        }

        private String inventors() {
            var names = new HashSet<String>();
            int count = 1 + random.nextInt(4);
            while (names.size() < count) names.add(DemoWords.person(random));
            return "{" + String.join(",", names.stream().sorted().toList()) + "}";
        }

        private static String at(LocalDate day) {
            return day + " 09:30+08";
        }

        private UUID id() {
            if (ids.isEmpty()) {
                ids.addAll(jdbc.sql("SELECT uuidv7() FROM generate_series(1, :count)")
                        .param("count", BATCH)
                        .query((rows, number) -> rows.getObject(1, UUID.class))
                        .list());
            }
            return ids.removeFirst();
        }

        private void copy() {
            copy(
                    "ip_right (id, kind, title, application_number, grant_number, applied, granted, term_until, ended_on,"
                            + " end_reason, used_for_hnte, inventors, other_owners, counts_for, region, zone, industry,"
                            + " updated_at)",
                    rights);
            copy("ip_owner (ip, organisation, since, position, share, obtained, supports_product)", owners);
            copy("ip_change (ip, version, action, changed_at, actor, changes)", changes);
            copy("ip_none (organisation, stated_on, actor, confirmed_by, confirmed_at)", none);
        }

        private void copy(String into, CopyRow rows) {
            if (rows.length() == 0) return;
            Connection connection = DataSourceUtils.getConnection(database);
            try {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY registry." + into + " FROM STDIN", new StringReader(rows.take()));
            } catch (SQLException | IOException e) {
                throw new IllegalStateException("the demonstration's rights could not be written", e);
            } finally {
                DataSourceUtils.releaseConnection(connection, database);
            }
        }

        void settle() {
            records.settle(written);
        }
    }
}
