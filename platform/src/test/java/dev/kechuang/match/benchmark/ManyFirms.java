package dev.kechuang.match.benchmark;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Policy;
import dev.kechuang.shared.CreditCode;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Firms with the facts that policies read, rights and titles, as skewed as life: sizes log-normal, one county with 40 % of
 * the firms, half of the firms without a right and few with hundreds. Facts are missing as they are in life: who files its
 * yearly sheets leaves a line out here and there, of who files none only what others know is there. Two firms of five do no
 * research. Written slice by slice, so that a fill that was stopped goes on.
 */
final class ManyFirms {

    private static final int SLICE = 10_000;
    private static final double FACTS = 60;
    /** How much of what policies read is known of a firm that files its sheets, and of one that files none. */
    private static final double FILED = 0.985;

    private static final double OTHERWISE = 0.06;
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final Set<String> REGISTERED = Set.of(
            "founding-date", "industry-code", "industry-section", "high-tech-field", "region", "organisation-kind");
    /** What is nothing for firms that do no research. */
    private static final List<String> RESEARCH =
            List.of("rd-", "science-", "high-tech-", "technology-", "transfer-", "patents-", "transformations");

    private static final List<String> REGIONS =
            List.of("320583", "320505", "320506", "320507", "320508", "320509", "320581", "320582", "320585");
    private static final List<String> INDUSTRIES =
            List.of("C39", "C38", "C35", "C27", "C34", "I65", "I64", "M73", "M75", "F51");
    private static final List<String> TITLES = List.of(
            "hnte", "tech-sme", "private-tech", "gazelle", "fledgling", "specialised-sme", "science-little-giant");

    /** A yearly value, or one without year. */
    private record Cell(Fact fact, int year) {}

    private final DataSource owner;
    private final List<Cell> cells;
    /** Share of the firms that file. */
    private final double filing;

    ManyFirms(DataSource owner, List<Policy> policies) {
        this.owner = owner;
        this.cells = cells(policies);
        this.filing = Math.clamp((FACTS / cells.size() - OTHERWISE) / (FILED - OTHERWISE), 0, 1);
    }

    private static List<Cell> cells(List<Policy> policies) {
        var all = new LinkedHashSet<Cell>();
        for (Policy policy : policies) {
            var uses = new ArrayList<Policy.FactUse>();
            policy.conditions().forEach(condition -> uses.addAll(condition.uses()));
            policy.benefits().forEach(benefit -> uses.addAll(benefit.uses()));
            for (Policy.FactUse use : uses) {
                Fact fact = use.fact();
                if (fact.kind() == Fact.Kind.EVENTS || REGISTERED.contains(fact.code())) continue;
                boolean yearly = fact.period() == Fact.Period.YEAR;
                all.add(new Cell(fact, yearly ? policy.baseYear(DAY) - use.yearsBack() : 2025));
            }
        }
        return all.stream()
                .sorted(Comparator.comparing(Cell::year)
                        .thenComparing(cell -> cell.fact().code()))
                .toList();
    }

    void fill(int firms) throws SQLException, IOException {
        try (Connection connection = owner.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS bench");
            statement.execute("CREATE TABLE IF NOT EXISTS bench.slice (number integer PRIMARY KEY)");
            // Nobody searches here; what matching reads stays.
            statement.execute(
                    "DROP INDEX IF EXISTS registry.fact_confirmed_code, registry.ip_title, registry.ip_by_day,"
                            + " registry.ip_by_region, registry.ip_by_zone, registry.ip_by_kind, registry.ip_counts_for,"
                            + " registry.ip_application_number_once, registry.ip_grant_number_once");
            statement.execute("SET session_replication_role = replica");
            connection.setAutoCommit(false);
            for (int slice = 0; slice * SLICE < firms; slice++) {
                try (var there = statement.executeQuery("SELECT FROM bench.slice WHERE number = " + slice)) {
                    if (there.next()) continue;
                }
                slice(connection, slice, Math.min(firms, (slice + 1) * SLICE));
                statement.execute("INSERT INTO bench.slice VALUES (" + slice + ")");
                connection.commit();
                if (slice % 10 == 9) System.out.printf("  %,d firms%n", (slice + 1) * SLICE);
            }
            connection.setAutoCommit(true);
            statement.execute("DELETE FROM registry.changed");
            statement.execute("VACUUM ANALYZE registry.organisation, registry.fact_confirmed, registry.ip_right,"
                    + " registry.ip_owner, registry.title_span");
        }
    }

    static UUID id(int firm) {
        var random = new SplittableRandom(firm);
        return new UUID(
                (1_700_000_000_000L + firm) << 16 | 0x7000 | random.nextInt(4096), random.nextLong() >>> 2 | 1L << 63);
    }

    private void slice(Connection connection, int slice, int end) throws SQLException, IOException {
        var organisations = new StringBuilder();
        var facts = new StringBuilder();
        var rights = new StringBuilder();
        var owners = new StringBuilder();
        var titles = new StringBuilder();
        for (int firm = slice * SLICE; firm < end; firm++) {
            var random = new SplittableRandom(firm * 31L + 7);
            UUID id = id(firm);
            String region = REGIONS.get(random.nextInt(10) < 4 ? 0 : random.nextInt(REGIONS.size()));
            organisation(organisations, random, firm, id, region);
            double size = 8e6
                    * Math.exp(1.6
                            * (random.nextDouble()
                                    + random.nextDouble()
                                    + random.nextDouble()
                                    + random.nextDouble()
                                    + random.nextDouble()
                                    + random.nextDouble()
                                    - 3));
            double known = random.nextDouble() < filing ? FILED : OTHERWISE;
            boolean research = random.nextInt(5) < 3;
            for (Cell cell : cells) {
                String code = cell.fact().code();
                boolean nothing = !research && RESEARCH.stream().anyMatch(code::startsWith);
                if (random.nextDouble() < known) fact(facts, random, id, cell, nothing ? 0 : size);
            }
            rights(rights, owners, random, firm, id, region);
            if (random.nextInt(100) < 12) title(titles, random, firm, id, region);
        }
        copy(
                connection,
                "registry.organisation (id, status, kind, credit_code, name, region, industry, technical_field, founded,"
                        + " confirmed_on, created_at, updated_at, name_key, search_text, tokens)",
                organisations);
        copy(
                connection,
                "registry.fact_confirmed (organisation, year, code, version, fen, number, text, source, entered_name,"
                        + " entered_at, confirmed_name, confirmed_at)",
                facts);
        copy(
                connection,
                "registry.ip_right (id, kind, title, application_number, grant_number, applied, granted, term_until,"
                        + " counts_for, region, used_for_hnte, updated_at)",
                rights);
        copy(connection, "registry.ip_owner (ip, organisation, since, position, obtained, supports_product)", owners);
        copy(
                connection,
                "registry.title_span (title, part, kind, level, holder_key, organisation, region, industry, number, valid)",
                titles);
    }

    private static void organisation(StringBuilder to, SplittableRandom random, int firm, UUID id, String region) {
        String code = "9132058" + region.charAt(5) + String.format("%09d", firm);
        LocalDate founded = DAY.minusDays(random.nextInt(60, 9_000));
        row(
                to,
                id,
                "confirmed",
                "enterprise",
                code + CreditCode.checkCharacter(code),
                "测算第" + firm + "号科技有限公司",
                region,
                INDUSTRIES.get(random.nextInt(10) < 4 ? 0 : random.nextInt(INDUSTRIES.size())),
                "",
                founded,
                founded.plusDays(10),
                "2026-01-01",
                "2026-01-01",
                "k" + firm,
                "s" + firm,
                "{}");
    }

    private static void fact(StringBuilder to, SplittableRandom random, UUID id, Cell cell, double size) {
        Fact fact = cell.fact();
        Object fen = "\\N";
        Object number = "\\N";
        Object text = "\\N";
        switch (fact.kind()) {
            case MONEY -> fen = (long) (size * (1 + random.nextInt(100)));
            case INTEGER ->
                number = fact.max() == null
                        ? random.nextInt(1, 8) * (long) Math.ceil(Math.sqrt(size) / 500)
                        : random.nextInt(1 + fact.max().numerator().intValue());
            case DECIMAL, RATIO -> number = random.nextInt(10_000) / 100 + "." + random.nextInt(10, 99);
            case BOOLEAN -> text = random.nextInt(10) < 7 ? "是" : "否";
            case DATE -> text = DAY.minusDays(random.nextInt(1, 7_000));
            case ENUM ->
                text = fact.values()
                        .get(
                                random.nextInt(10) < 4
                                        ? 0
                                        : random.nextInt(fact.values().size()));
            case TEXT -> text = "示例" + random.nextInt(500);
            case EVENTS -> throw new IllegalStateException();
        }
        row(to, id, cell.year(), fact.code(), 1, fen, number, text, "firm", "财务", "2026-03-01", "县区", "2026-03-02");
    }

    /** Five on average: none for half of them, and the more the fewer have them. */
    private static void rights(
            StringBuilder rights, StringBuilder owners, SplittableRandom random, int firm, UUID id, String region) {
        if (random.nextInt(2) == 0) return;
        int count = (int) Math.min(400, 4.15 * Math.pow(random.nextDouble(), -0.62));
        for (int i = 0; i < count; i++) {
            UUID right = new UUID(
                    id.getMostSignificantBits() ^ (i + 1L) << 40 & 0xFFFFFFL << 40, random.nextLong() >>> 2 | 1L << 63);
            boolean invention = random.nextInt(10) < 3;
            String kind = invention ? "invention" : random.nextInt(10) < 6 ? "utility-model" : "software";
            LocalDate applied = DAY.minusDays(random.nextInt(500, 5_000));
            String number = "";
            if (!kind.equals("software")) {
                number = "2020" + (invention ? 1 : 2) + String.format("%07d", (firm * 397L + i) % 10_000_000);
                number = number + check(number);
            }
            LocalDate granted = applied.plusDays(random.nextInt(100, 450));
            row(
                    rights,
                    right,
                    kind,
                    "一种装置" + i,
                    number,
                    kind.equals("software") ? "R" + firm + "x" + i : "",
                    applied,
                    granted,
                    applied.plusYears(20),
                    id,
                    region,
                    random.nextInt(10) < 2,
                    "2026-01-01");
            row(owners, right, id, granted, 1, random.nextInt(10) < 8 ? "self" : "bought", random.nextInt(10) < 6);
        }
    }

    private static char check(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) sum += (digits.charAt(i) - '0') * (i < 8 ? i + 2 : i - 6);
        return "0123456789X".charAt(sum % 11);
    }

    private static void title(StringBuilder to, SplittableRandom random, int firm, UUID id, String region) {
        LocalDate from = DAY.minusDays(random.nextInt(10, 1_400));
        row(
                to,
                UUID.nameUUIDFromBytes(("title" + firm).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                0,
                TITLES.get(random.nextInt(10) < 4 ? 0 : random.nextInt(TITLES.size())),
                "provincial",
                "o" + firm,
                id,
                region,
                "C39",
                "N" + firm,
                "[" + from + "," + from.plusYears(3) + ")");
    }

    private static void row(StringBuilder to, Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) to.append('\t');
            to.append(values[i]);
        }
        to.append('\n');
    }

    private static void copy(Connection connection, String target, StringBuilder rows)
            throws SQLException, IOException {
        if (rows.isEmpty()) return;
        long copied = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + target + " FROM STDIN", new StringReader(rows.toString()), 1 << 20);
        if (copied <= 0) throw new IOException("nothing copied into " + target);
    }
}
