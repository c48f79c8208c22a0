package dev.kechuang.registry.demo;

import dev.kechuang.pack.FactDictionary;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.shared.DemoFiller;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
 * Yearly facts of the demonstration's firms, 2021 to 2025: sizes by scale, growth that stays with a firm, a research
 * share by industry, values and whole years missing as in life. Beyond {@value #MOST_FIRMS} firms only every so many
 * carry facts: enough to measure with.
 */
@Component
class FactFiller implements DemoFiller {

    private static final int FIRST = 2021;
    private static final int LAST = 2025;
    private static final int MOST_FIRMS = 20_000;
    private static final int BATCH = 500;

    /**
     * @param stated how many in a hundred firms state it
     * @param answer the usual one
     * @param likely how many in a hundred of those who state it give it
     */
    private record Declared(int stated, String answer, int likely) {}

    private static final Map<String, Declared> DECLARED = declared();

    private static Map<String, Declared> declared() {
        var declared = new LinkedHashMap<String, Declared>();
        declared.put("resident-enterprise", new Declared(88, "是", 97));
        declared.put("privately-held", new Declared(80, "是", 84));
        declared.put("sound-accounts", new Declared(70, "是", 95));
        declared.put("rd-reserve", new Declared(45, "是", 100));
        declared.put("forbidden-industry", new Declared(75, "否", 99));
        declared.put("abnormal-list", new Declared(85, "否", 98));
        declared.put("offence-list", new Declared(85, "否", 99));
        declared.put("overdue", new Declared(60, "否", 96));
        declared.put("incidents", new Declared(80, OrganisationFacts.NO_ENTRY, 100));
        declared.put("science-awards", new Declared(75, OrganisationFacts.NO_ENTRY, 100));
        declared.put("standards", new Declared(70, OrganisationFacts.NO_ENTRY, 100));
        declared.put("related-provider", new Declared(40, "否", 95));
        return declared;
    }

    private final DataSource database;
    private final JdbcClient jdbc;
    private final FactDictionary dictionary;
    private final TransactionOperations transactions;

    FactFiller(DataSource database, JdbcClient jdbc, FactDictionary dictionary, TransactionOperations transactions) {
        this.database = database;
        this.jdbc = jdbc;
        this.dictionary = dictionary;
        this.transactions = transactions;
    }

    @Override
    public int order() {
        return 210;
    }

    @Override
    public String label() {
        return "registry.demo.facts";
    }

    /** @param acts somebody logs in for it: its years are complete and confirmed, so that its pages have much to say */
    private record Firm(UUID id, String industry, String scale, LocalDate founded, boolean acts) {}

    @Override
    public void fill(City city, LongConsumer progress) {
        int every = (city.organisations() - 1) / MOST_FIRMS + 1;
        List<Firm> firms = jdbc.sql("""
                SELECT id, industry, scale, founded,
                       EXISTS (SELECT FROM identity.published_person p WHERE p.organisation = o.id) AS acts
                FROM registry.organisation o
                WHERE status = 'confirmed' AND kind = 'enterprise' AND founded IS NOT NULL
                  AND abs(hashtext(id::text)) % :every = 0
                ORDER BY id""")
                .param("every", every)
                .query((rows, number) -> new Firm(
                        rows.getObject("id", UUID.class),
                        rows.getString("industry"),
                        rows.getString("scale"),
                        rows.getObject("founded", LocalDate.class),
                        rows.getBoolean("acts")))
                .list();
        for (int from = 0; from < firms.size(); from += BATCH) {
            var batch = firms.subList(from, Math.min(from + BATCH, firms.size()));
            transactions.executeWithoutResult(status -> write(batch, city.random()));
            progress.accept(from + batch.size());
        }
    }

    private void write(List<Firm> firms, RandomGenerator random) {
        var sheets = new CopyRow();
        var values = new CopyRow();
        var decisions = new CopyRow();
        for (Firm firm : firms) rows(firm, random, sheets, values, decisions);
        Connection connection = DataSourceUtils.getConnection(database);
        try {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            copy.copyIn(
                    "COPY registry.fact_sheet (organisation, year, status, version, reason, changed_at) FROM STDIN",
                    new StringReader(sheets.take()));
            copy.copyIn(
                    "COPY registry.fact_version (organisation, year, code, version, revision, fen, number, text, source,"
                            + " entered_name, entered_at) FROM STDIN",
                    new StringReader(values.take()));
            copy.copyIn(
                    "COPY registry.fact_decision (organisation, year, revision, version, confirmed, reason,"
                            + " decided_name, decided_at) FROM STDIN",
                    new StringReader(decisions.take()));
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the demonstration's facts could not be written", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }

    /** Industrial firms are above scale (规模以上) from 20 million yuan of revenue a year. */
    private void aboveScale(Firm firm, @Nullable Value revenue, String entered, CopyRow values) {
        if (revenue == null || dictionary.byCode("above-scale").isEmpty()) return;
        values.field(firm.id())
                .field(revenue.year())
                .field("above-scale")
                .field(1)
                .field(1)
                .field(null)
                .field(null)
                .field(revenue.amount() >= 2_000_000_000L ? "是" : "否")
                .field("demonstration")
                .field("演示数据")
                .field(entered)
                .end();
    }

    /** What firms declare once, as far as they did: some answers are left open in each of them. */
    private void declared(Firm firm, String entered, CopyRow values) {
        var own = new Random(firm.id().hashCode());
        DECLARED.forEach((code, chance) -> {
            boolean stated = own.nextInt(100) < (firm.acts() ? Math.max(chance.stated(), 80) : chance.stated());
            boolean likely = own.nextInt(100) < chance.likely();
            if (!stated || dictionary.byCode(code).isEmpty()) return;
            values.field(firm.id())
                    .field(LAST)
                    .field(code)
                    .field(1)
                    .field(1)
                    .field(null)
                    .field(null)
                    .field(likely ? chance.answer() : chance.answer().equals("是") ? "否" : "是")
                    .field("demonstration")
                    .field("演示数据")
                    .field(entered)
                    .end();
        });
    }

    /** Some firms are certified to the standard of intellectual property management (贯标), most of the others say no. */
    private void standard(Firm firm, int year, String entered, CopyRow values) {
        int share = Math.floorMod(firm.id().getLeastSignificantBits(), 12);
        if (share > 6
                || firm.scale().equals("micro")
                || dictionary.byCode("ip-management-standard").isEmpty()) return;
        values.field(firm.id())
                .field(year)
                .field("ip-management-standard")
                .field(1)
                .field(1)
                .field(null)
                .field(null)
                .field(share == 0 ? "是" : "否")
                .field("demonstration")
                .field("演示数据")
                .field(entered)
                .end();
    }

    private void rows(Firm firm, RandomGenerator random, CopyRow sheets, CopyRow values, CopyRow decisions) {
        var course = new Course(firm, random);
        for (int year = FIRST; year <= LAST; year++) {
            var facts = course.next();
            if (firm.founded().getYear() > year) continue;
            boolean left = random.nextInt(100) < 7;
            if (left && !firm.acts()) continue;
            // A year that is there only for somebody who logs in leaves the other firms as they are.
            RandomGenerator lot = left ? new Random(firm.id().hashCode() + year) : random;
            String drawn = status(year, lot);
            String status = firm.acts() ? "confirmed" : drawn;
            String entered = (year + 1) + "-04-" + (10 + lot.nextInt(19)) + " 10:00+08";
            String decided = (year + 1) + "-05-" + (10 + lot.nextInt(19)) + " 15:00+08";
            boolean handled = status.equals("confirmed") || status.equals("returned");
            sheets.field(firm.id())
                    .field(year)
                    .field(status)
                    .field(handled ? 3 : 2)
                    .field(status.equals("returned") ? "研发费用与审计报告不一致，请核对" : "")
                    .field(handled ? decided : entered)
                    .end();
            facts.forEach((code, value) -> {
                if (dictionary.byCode(code).isEmpty()) return;
                if (lot.nextInt(100) < 6 && !firm.acts()) return;
                values.field(firm.id())
                        .field(value.year())
                        .field(code)
                        .field(1)
                        .field(1)
                        .field(value.money() ? value.amount() : null)
                        .field(value.money() ? null : value.amount())
                        .field(null)
                        .field("demonstration")
                        .field("演示数据")
                        .field(entered)
                        .end();
            });
            aboveScale(firm, facts.get("revenue"), entered, values);
            standard(firm, year, entered, values);
            if (year == LAST) declared(firm, entered, values);
            if (handled) {
                decisions
                        .field(firm.id())
                        .field(year)
                        .field(1)
                        .field(2)
                        .field(status.equals("confirmed"))
                        .field(status.equals("returned") ? "研发费用与审计报告不一致，请核对" : "")
                        .field("演示数据")
                        .field(decided)
                        .end();
            }
        }
    }

    private static String status(int year, RandomGenerator random) {
        int at = random.nextInt(100);
        if (year < LAST) return at < 97 ? "confirmed" : "returned";
        return at < 72 ? "confirmed" : at < 86 ? "submitted" : at < 91 ? "returned" : "draft";
    }

    /** @param amount fen for money, else a count */
    private record Value(int year, boolean money, long amount) {}

    /** A firm through the years. */
    private static final class Course {
        private final RandomGenerator random;
        private final double growth;
        private final double research;
        private final double exportShare;
        private final boolean software;
        private double staff;
        private double revenueEach;
        private long inventions;
        private int year = FIRST;

        Course(Firm firm, RandomGenerator random) {
            this.random = random;
            this.growth = Math.clamp(random.nextGaussian(0.08, 0.16), -0.3, 0.7);
            this.software = firm.industry().startsWith("I");
            boolean research = software
                    || firm.industry().startsWith("M")
                    || firm.industry().equals("C27");
            this.research = Math.clamp(random.nextGaussian(research ? 0.10 : 0.045, 0.03), 0.004, 0.4);
            this.exportShare = random.nextInt(4) == 0 ? random.nextDouble(0.6) : 0;
            this.staff = switch (firm.scale()) {
                case "large" -> 400 + Math.abs(random.nextGaussian()) * 900;
                case "medium" -> 100 + random.nextInt(280);
                case "small" -> 12 + random.nextInt(80);
                default -> 2 + random.nextInt(9);
            };
            this.revenueEach = 250_000 + Math.abs(random.nextGaussian()) * 550_000;
            this.inventions = (long) (staff * this.research * random.nextDouble() * 0.6);
        }

        Map<String, Value> next() {
            staff = Math.max(1, staff * (1 + growth / 2 + random.nextGaussian(0, 0.05)));
            revenueEach *= 1 + growth / 2 + random.nextGaussian(0, 0.08);
            long people = Math.round(staff);
            double revenue = staff * Math.max(revenueEach, 30_000);
            double rd = revenue * Math.clamp(research * (1 + random.nextGaussian(0, 0.12)), 0.002, 0.6);
            double margin = random.nextGaussian(0.07, 0.07);
            double assets = revenue * (0.7 + random.nextDouble());
            long granted = Math.max(0, Math.round(people * research * (0.3 + random.nextDouble())));
            long newInventions = granted / 4;
            inventions += newInventions;
            long scientists = Math.round(people * Math.clamp(research * (1.5 + random.nextDouble() * 2), 0.02, 0.9));
            double highTech =
                    revenue * (research > 0.05 ? 0.55 + random.nextDouble() * 0.4 : random.nextDouble() * 0.6);
            var facts = new LinkedHashMap<String, Value>();
            money(facts, "revenue", revenue);
            money(facts, "total-income", revenue * 1.02);
            money(facts, "high-tech-income", highTech);
            money(facts, "costs", revenue * (1 - margin));
            money(facts, "total-assets", assets);
            money(facts, "net-assets", assets * Math.clamp(random.nextGaussian(0.45, 0.2), -0.2, 0.95));
            money(facts, "profit", revenue * margin);
            money(facts, "taxes-paid", revenue * (0.02 + random.nextDouble() * 0.05));
            if (exportShare > 0) money(facts, "exports", revenue * exportShare);
            money(facts, "rd-expense-statistical", rd);
            money(facts, "rd-expense-hnte", rd * 0.95);
            money(facts, "rd-expense-hnte-domestic", rd * 0.93);
            money(facts, "rd-expense-deduction", rd * 0.8);
            count(facts, "staff", people);
            count(facts, "science-staff", scientists);
            count(facts, "rd-staff", Math.round(scientists * 0.85));
            count(facts, "patents-applied", granted + random.nextInt(3));
            count(facts, "invention-patents-applied", Math.min(granted, newInventions + random.nextInt(2)));
            count(facts, "patents-granted", granted);
            count(facts, "valid-invention-patents", inventions);
            if (software) count(facts, "software-copyrights", random.nextInt(9));
            count(facts, "rd-projects", 1 + (long) (people * research / 3));
            year++;
            return facts;
        }

        private void money(Map<String, Value> facts, String code, double yuan) {
            facts.put(code, new Value(year, true, Math.round(yuan / 100) * 10_000));
        }

        private void count(Map<String, Value> facts, String code, long count) {
            facts.put(code, new Value(year, false, count));
        }
    }
}
