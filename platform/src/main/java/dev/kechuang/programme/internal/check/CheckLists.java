package dev.kechuang.programme.internal.check;

import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationScope;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists of the formal check (待审、在审、补正中、补正逾期), and who may check what stands in them. */
@Component
public class CheckLists {

    /** They count to here. */
    private static final int COUNTED_TO = 2_000;

    private final JdbcClient jdbc;

    public CheckLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a list of checks shows. */
    public enum Tab {
        /** 待审: nobody has it on the desk. */
        WAITING,
        /** 我正在审. */
        MINE,
        /** 他人在审. */
        OTHERS,
        /** 补正中: with the applicant. */
        CORRECTION,
        /** 补正逾期. */
        LATE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param findings how many a comparison found that want a look; −1 before the first comparison */
    public record Row(Application application, String officer, int round, int findings) {}

    /**
     * Who may check: officers of the bureau everything of theirs, officers of a county what is submitted to calls of their
     * own.
     */
    private static String rights(Viewer viewer) {
        if (viewer.is(Role.BUREAU_OFFICER)) return "true";
        return viewer.is(Role.COUNTY_OFFICER)
                ? "a.call IN (SELECT own.id FROM programme.call own WHERE own.region = ANY(:scope))"
                : "false";
    }

    public boolean mayCheck(Viewer viewer, UUID application) {
        var scope = ApplicationScope.of(viewer);
        return jdbc.sql("SELECT EXISTS (SELECT 1" + ApplicationStore.FROM + " WHERE a.id = :id AND " + scope.sql()
                        + " AND " + rights(viewer) + ")")
                .param("id", application)
                .params(scope.parameters())
                .query(Boolean.class)
                .single();
    }

    private static String of(Tab tab) {
        return switch (tab) {
            case WAITING -> "a.status = 'open' AND s.officer IS NULL";
            case MINE -> "a.status = 'open' AND s.officer = :me";
            case OTHERS -> "a.status = 'open' AND s.officer <> :me";
            case CORRECTION -> "a.status = 'returned' AND (a.due_on IS NULL OR a.due_on >= :today)";
            case LATE -> "a.status = 'returned' AND a.due_on < :today";
        };
    }

    /** The sheet that is worked on, or where the applicant corrects, the last one. */
    private static String sheetOf(Tab tab) {
        return switch (tab) {
            case WAITING, MINE, OTHERS ->
                " JOIN programme.check_sheet s ON s.application = a.id AND s.stage = a.stage AND s.closed_at IS NULL";
            case CORRECTION, LATE -> """
                     JOIN LATERAL (SELECT s.* FROM programme.check_sheet s WHERE s.application = a.id AND s.stage = a.stage
                                   ORDER BY s.round DESC LIMIT 1) s ON true
                    """;
        };
    }

    /** Without what only rows show, so that ten thousand are counted from indexes. */
    private static String counted(Tab tab) {
        String from = " FROM programme.application a";
        return switch (tab) {
            case WAITING, MINE, OTHERS -> from + sheetOf(tab);
            case CORRECTION, LATE -> from;
        };
    }

    private JdbcClient.StatementSpec scoped(
            String sql, Viewer viewer, Tab tab, @Nullable UUID call, String words, LocalDate today) {
        var statement = jdbc.sql(sql).params(ApplicationScope.of(viewer).parameters());
        if (tab == Tab.MINE || tab == Tab.OTHERS) statement = statement.param("me", viewer.account());
        if (tab == Tab.CORRECTION || tab == Tab.LATE) statement = statement.param("today", today);
        if (!words.isEmpty()) {
            statement = statement.params(ApplicationStore.matching(words).parameters());
        }
        return call == null ? statement : statement.param("call", call);
    }

    private static String where(Viewer viewer, Tab tab, @Nullable UUID call, String words) {
        return " WHERE a.stage_kind = 'check' AND " + of(tab) + " AND "
                + ApplicationScope.of(viewer).sql() + " AND " + rights(viewer)
                + (call == null ? "" : " AND a.call = :call")
                + (words.isEmpty()
                        ? ""
                        : " AND " + ApplicationStore.matching(words).sql());
    }

    /**
     * By due day, the earliest first.
     *
     * @param words in number, title, unit and people; empty for all
     */
    public KeyPage<Row> page(
            Viewer viewer, Tab tab, @Nullable UUID call, String words, LocalDate today, KeyPage.At at, int size) {
        String where = where(viewer, tab, call, words);
        int counted = scoped(
                        "SELECT count(*) FROM (SELECT 1" + counted(tab) + where + " LIMIT " + (KeyPage.COUNTED_TO + 1)
                                + ") n",
                        viewer,
                        tab,
                        call,
                        words,
                        today)
                .query(Integer.class)
                .single();
        String key = at.key();
        String order = at.backwards() ? " DESC" : "";
        String behind = key == null
                ? ""
                : " AND (coalesce(a.due_on, DATE '9999-12-31'), a.id) " + (at.backwards() ? "<" : ">")
                        + " (CAST(:keyDay AS date), CAST(:keyId AS uuid))";
        var statement = scoped(
                "SELECT " + ApplicationStore.COLUMNS + """
                , s.officer_name, s.round,
                CASE WHEN s.compared_at IS NULL THEN -1 ELSE (SELECT count(*) FROM programme.check_finding f
                    WHERE f.application = s.application AND f.stage = s.stage AND f.round = s.round
                      AND f.severity <> 'note') END AS findings
                """ + ApplicationStore.FROM + sheetOf(tab) + where + behind
                        + " ORDER BY coalesce(a.due_on, DATE '9999-12-31')" + order + ", a.id"
                        + order + " LIMIT :size",
                viewer,
                tab,
                call,
                words,
                today);
        statement = statement.param("size", size + 1);
        if (key != null) {
            String[] parts = key.split("_", 2);
            statement = statement.param("keyDay", parts[0]).param("keyId", parts.length > 1 ? parts[1] : parts[0]);
        }
        var rows = statement
                .query((r, number) -> new Row(
                        ApplicationStore.row(r, number),
                        r.getString("officer_name"),
                        r.getInt("round"),
                        r.getInt("findings")))
                .list();
        return KeyPage.of(rows, size, at, CheckLists::key, KeyPage.Total.of(counted, COUNTED_TO));
    }

    private static String key(Row row) {
        LocalDate due = row.application().dueOn();
        return (due == null ? "9999-12-31" : due.toString()) + "_"
                + row.application().id();
    }

    /** How many wait in all and how many are on the viewer's desk: one statement, for the menu. */
    public int waiting(Viewer viewer) {
        return scoped(
                        "SELECT count(*) FROM (SELECT 1" + counted(Tab.WAITING)
                                + where(viewer, Tab.WAITING, null, "")
                                        .replace("s.officer IS NULL", "(s.officer IS NULL OR s.officer = :me)")
                                + " LIMIT 100) n",
                        viewer,
                        Tab.MINE,
                        null,
                        "",
                        LocalDate.MIN)
                .query(Integer.class)
                .single();
    }

    /** The next that waits, locked; those another officer is just claiming are passed over. */
    Optional<UUID> next(Viewer viewer, @Nullable UUID call) {
        return scoped(
                        "SELECT a.id FROM programme.application a JOIN programme.call c ON c.id = a.call"
                                + " JOIN programme.check_sheet s ON s.application = a.id AND s.closed_at IS NULL"
                                + where(viewer, Tab.WAITING, call, "")
                                + " ORDER BY coalesce(a.due_on, DATE '9999-12-31'), a.id LIMIT 1 FOR UPDATE OF s SKIP LOCKED",
                        viewer,
                        Tab.WAITING,
                        call,
                        "",
                        LocalDate.MIN)
                .query(UUID.class)
                .optional();
    }
}
