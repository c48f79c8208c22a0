package dev.kechuang.record.benchmark;

import dev.kechuang.record.RecordFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The same questions elsewhere: plain SQL over the records' own table; a table shaped as DHIS2 shapes its values (a text
 * value for each, and an analytics table made of them each night: a proxy of it, not DHIS2 itself); and DuckDB over the
 * same rows.
 */
final class Others {

    static final Object TIMED_OUT = new Object();

    private Others() {}

    /** Where a table has its columns; conditions and keys as SQL. */
    private interface Dialect {
        String table();

        String month();

        String day(String date);

        String dimension(String name);

        String count();
    }

    private record Plain() implements Dialect {
        @Override
        public String table() {
            return "record.record";
        }

        @Override
        public String month() {
            return "date_trunc('month', business_date)";
        }

        @Override
        public String day(String date) {
            return "business_date " + date;
        }

        @Override
        public String dimension(String name) {
            return "dimensions ->> '" + name + "'";
        }

        @Override
        public String count() {
            return "count";
        }
    }

    /** DHIS2's analytics table and DuckDB's have a column for each dimension. */
    private record Columns(String table, String count) implements Dialect {
        @Override
        public String month() {
            return "date_trunc('month', business_date)";
        }

        @Override
        public String day(String date) {
            return "business_date " + date;
        }

        @Override
        public String dimension(String name) {
            return name;
        }
    }

    static Map<String, Mix.Ask> plain(DataSource source) {
        return asks(new Plain(), sql -> rows(source, sql));
    }

    static Map<String, Mix.Ask> dhis(DataSource source) {
        return asks(new Columns("bench.analytics", "value"), sql -> rows(source, sql));
    }

    static Map<String, Mix.Ask> duck(Connection duck) {
        return asks(new Columns("record", "count"), sql -> rows(duck, sql));
    }

    private interface Run {
        Object rows(String sql);
    }

    private static Map<String, Mix.Ask> asks(Dialect d, Run run) {
        var asks = new LinkedHashMap<String, Mix.Ask>();
        asks.put(Mix.TABLE, random -> {
            var last = Mix.december(random);
            return run.rows(flow(d, last, Mix.one(random)));
        });
        asks.put("twelve months by district: stock", random -> {
            var last = Mix.december(random);
            return run.rows("SELECT greatest(" + d.month() + ", " + date(last.withMonth(1)) + ") AS m, region, sum("
                    + d.count() + ") FROM " + d.table() + " WHERE "
                    + where(d, Mix.one(random).filter()) + " AND "
                    + d.day("< " + date(last.plusMonths(1))) + " GROUP BY 1, 2");
        });
        asks.put("twelve months by district: distinct", random -> {
            var last = Mix.december(random);
            return run.rows("SELECT m, region, count(*) FROM (SELECT " + d.month() + " AS m, region, organisation FROM "
                    + d.table() + " WHERE " + where(d, Mix.kind(random)) + " AND organisation IS NOT NULL AND "
                    + within(d, last) + " GROUP BY 1, 2, 3 HAVING sum(" + d.count() + ") > 0) AS x GROUP BY 1, 2");
        });
        asks.put("twelve months by district: distinct in stock", random -> {
            var last = Mix.december(random);
            return run.rows("SELECT m, region, sum(c) FROM (SELECT m, region, CASE WHEN now > 0 THEN 1 ELSE 0 END"
                    + " - CASE WHEN lag(now) OVER (PARTITION BY region, organisation ORDER BY m) > 0 THEN 1 ELSE 0 END"
                    + " AS c FROM (SELECT m, region, organisation, sum(n) OVER (PARTITION BY region, organisation"
                    + " ORDER BY m) AS now FROM (SELECT " + d.month() + " AS m, region, organisation, sum("
                    + d.count() + ") AS n FROM " + d.table() + " WHERE " + where(d, Mix.kind(random))
                    + " AND organisation IS NOT NULL AND " + d.day("< " + date(last.plusMonths(1)))
                    + " GROUP BY 1, 2, 3) AS x) AS y) AS z GROUP BY 1, 2");
        });
        asks.put("twelve months by district: ratio", random -> {
            var last = Mix.december(random);
            int number = random.nextInt(Mix.INDICATORS.size());
            return List.of(
                    run.rows(flow(d, last, Mix.INDICATORS.get(number))),
                    run.rows(flow(d, last, Mix.INDICATORS.get((number + 1) % Mix.INDICATORS.size()))));
        });
        asks.put(
                "ten-year trend: flow",
                random -> run.rows("SELECT extract(year FROM business_date), sum(" + d.count() + ") FROM " + d.table()
                        + " WHERE " + where(d, Mix.one(random).filter()) + " GROUP BY 1"));
        asks.put(
                "ten-year trend: distinct",
                random -> run.rows("SELECT y, count(*) FROM (SELECT extract(year FROM business_date) AS y, organisation"
                        + " FROM " + d.table() + " WHERE " + where(d, Mix.kind(random))
                        + " AND organisation IS NOT NULL GROUP BY 1, 2 HAVING sum(" + d.count()
                        + ") > 0) AS x GROUP BY 1"));
        asks.put("ranking of districts with growth", random -> {
            var last = Mix.december(random);
            return run.rows("SELECT extract(year FROM business_date), region, sum(" + d.count() + ") FROM " + d.table()
                    + " WHERE " + where(d, Mix.one(random).filter()) + " AND "
                    + d.day(">= " + date(last.minusMonths(23))) + " AND " + d.day("< " + date(last.plusMonths(1)))
                    + " GROUP BY 1, 2");
        });
        asks.put(Mix.STOCK_AT_DAY, random -> {
            var filter = Mix.one(random).filter();
            var day = Mix.december(random).atDay(1 + random.nextInt(28));
            return run.rows("SELECT sum(" + d.count() + ") FROM " + d.table() + " WHERE " + where(d, filter) + " AND "
                    + d.day("<= DATE '" + day + "'"));
        });
        // In the order of days alone: not every side has something that tells records of a day apart.
        asks.put(Mix.DRILL_DOWN, random -> {
            var last = Mix.december(random);
            return run.rows("SELECT * FROM " + d.table() + " WHERE "
                    + where(d, Mix.one(random).filter()) + " AND " + within(d, last)
                    + " ORDER BY business_date LIMIT 51");
        });
        return asks;
    }

    private static String flow(Dialect d, YearMonth last, Mix.Series series) {
        return "SELECT " + d.month() + ", region, sum(" + d.count() + ") FROM " + d.table() + " WHERE "
                + where(d, series.filter()) + " AND " + within(d, last) + " GROUP BY 1, 2";
    }

    private static String within(Dialect d, YearMonth last) {
        return d.day(">= " + date(last.withMonth(1))) + " AND " + d.day("< " + date(last.plusMonths(1)));
    }

    private static String where(Dialect d, RecordFilter filter) {
        var sql = new StringBuilder("kind = '" + filter.kind() + "'");
        filter.dimensions()
                .forEach((name, value) -> sql.append(" AND ")
                        .append(d.dimension(name))
                        .append(" = '")
                        .append(value)
                        .append('\''));
        return sql.toString();
    }

    private static String date(YearMonth month) {
        return "DATE '" + month.atDay(1) + "'";
    }

    private static Object rows(DataSource source, String sql) {
        try (var connection = source.getConnection();
                var limit = connection.createStatement()) {
            limit.execute("SET statement_timeout = " + Results.PATIENCE_MILLIS);
            try {
                return rows(connection, sql);
            } finally {
                limit.execute("RESET statement_timeout");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static Object rows(Connection connection, String sql) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var all = new ArrayList<List<Object>>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var row = new ArrayList<Object>(columns);
                for (int i = 1; i <= columns; i++) row.add(rows.getObject(i));
                all.add(row);
            }
            return all;
        } catch (SQLException e) {
            // Cancelled: the time it took is told as what it is, too long.
            if ("57014".equals(e.getSQLState())) return TIMED_OUT;
            throw new IllegalStateException(sql, e);
        }
    }

    /** Text values as they are entered, and the table that a night's run makes of them. */
    static void makeDhis(JdbcClient owner) {
        ManyRecords.say("text values");
        for (String statement : List.of(
                "SET synchronous_commit = off", "SET maintenance_work_mem = '1GB'", "CREATE SCHEMA bench", """
                CREATE TABLE bench.datavalue AS
                SELECT kind AS dataelement, business_date AS period, organisation AS orgunit, region,
                       dimensions ->> 'level' || '/' || (dimensions ->> 'field') || '/' || (dimensions ->> 'scale')
                           AS optioncombo,
                       count::text AS value, recorded_at AS created, id
                FROM record.record""")) {
            owner.sql(statement).update();
        }
        long began = System.nanoTime();
        for (String statement : List.of(
                """
                CREATE TABLE bench.analytics AS
                SELECT dataelement AS kind, period AS business_date, orgunit AS organisation, region,
                       split_part(optioncombo, '/', 1) AS level, split_part(optioncombo, '/', 2) AS field,
                       split_part(optioncombo, '/', 3) AS scale, value::double precision AS value
                FROM bench.datavalue""",
                "CREATE INDEX ON bench.analytics (kind, business_date, region)",
                "CREATE INDEX ON bench.analytics (kind, organisation)",
                "VACUUM ANALYZE bench.analytics")) {
            owner.sql(statement).update();
        }
        System.out.printf("the nightly run took %.0f s%n", (System.nanoTime() - began) / 1e9);
    }

    static Connection makeDuck(DataSource owner, Path home) throws SQLException, IOException {
        ManyRecords.say("DuckDB");
        Path file = home.resolve("records.csv");
        boolean fresh = !Files.exists(home.resolve("records.duckdb"));
        if (fresh) {
            try (var connection = owner.getConnection();
                    var out = Files.newOutputStream(file)) {
                var unused = connection.unwrap(PGConnection.class).getCopyAPI().copyOut("""
                        COPY (SELECT kind, business_date, region, zone, organisation, dimensions ->> 'level' AS level,
                                     dimensions ->> 'field' AS field, dimensions ->> 'scale' AS scale, count, amount_fen
                              FROM record.record) TO STDOUT WITH (FORMAT csv, HEADER)""", out);
            }
        }
        var duck = DriverManager.getConnection("jdbc:duckdb:" + home.resolve("records.duckdb"));
        try (var statement = duck.createStatement()) {
            statement.execute("SET threads = 2");
            if (fresh) {
                statement.execute("CREATE TABLE record AS SELECT * FROM read_csv('" + file
                        + "', types = {'organisation': 'UUID', 'business_date': 'DATE', 'region': 'VARCHAR',"
                        + " 'zone': 'VARCHAR'})");
            }
        }
        Files.deleteIfExists(file);
        return duck;
    }
}
