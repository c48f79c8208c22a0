package dev.kechuang.audit.internal;

import java.sql.Array;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long the chain is and where it stood at the end of the last days. */
@Component
public class ChainHeads {

    private final JdbcClient jdbc;

    public ChainHeads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param sent channels by which the head left the machine: {@code file}, {@code mail} */
    public record Head(LocalDate day, long position, byte[] hash, List<String> sent) {}

    /**
     * @param length links of the chain
     * @param waiting entries that are not in it yet
     * @param heads of the last sixty days, newest first
     */
    public record Summary(long length, long waiting, List<Head> heads) {}

    public Summary summary() {
        return new Summary(
                count("SELECT coalesce(max(position), 0) FROM audit.chain"),
                count("SELECT count(*) FROM audit.unsealed"),
                jdbc.sql("""
                        SELECT day, position, hash,
                               ARRAY(SELECT channel FROM audit.head_sent s WHERE s.day = h.day ORDER BY channel) AS sent
                        FROM audit.head h ORDER BY day DESC LIMIT 60
                        """)
                        .query((row, number) -> new Head(
                                row.getObject("day", LocalDate.class),
                                row.getLong("position"),
                                row.getBytes("hash"),
                                texts(row.getArray("sent"))))
                        .list());
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static List<String> texts(Array array) throws java.sql.SQLException {
        return List.of((String[]) array.getArray());
    }
}
