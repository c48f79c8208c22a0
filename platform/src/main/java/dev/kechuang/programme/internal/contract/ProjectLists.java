package dev.kechuang.programme.internal.contract;

import dev.kechuang.programme.internal.lifecycle.ApplicationScope;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.DayKey;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.KeyPage.At;
import dev.kechuang.shared.KeyPage.Total;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists of projects and of what waits in them, earliest due first. */
@Repository
public class ProjectLists {

    private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);
    private static final int SOON = 30;

    private final JdbcClient jdbc;
    private final Clock clock;

    public ProjectLists(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What a list shows. Names stand under {@code contract.view.} in the messages. */
    public enum View {
        /** 待办: waits for the viewer's side. */
        TODO,
        /** 任务书签订. */
        CONTRACTS,
        /** 在研. */
        RUNNING,
        /** 报告. */
        REPORTS,
        /** 变更. */
        CHANGES,
        /** 验收. */
        ACCEPTANCE,
        /** 逾期: reports and acceptance. */
        OVERDUE,
        /** 绩效评价. */
        EVALUATION,
        /** 拨付: without a contract. */
        PAYMENT,
        /** 全部. */
        ALL;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<View> of(String code) {
            for (View view : values()) if (view.code().equals(code)) return Optional.of(view);
            return Optional.empty();
        }
    }

    /**
     * One line of a list.
     *
     * @param sub report, number of the change; empty where the line is the project itself
     * @param kind what the line is: {@code contract, sign, running, report, change, acceptance, evaluation, payment}
     * @param detail name of the report, code of the change's kind
     * @param state of the thing the line is about, in the words of its table
     * @param due last day; of a change the day on which it was asked for
     * @param came when the report or evaluation that is now with the officer was handed in first; null for all else
     */
    public record Row(
            UUID application,
            String sub,
            String kind,
            String detail,
            String state,
            @Nullable LocalDate due,
            @Nullable LocalDate came,
            String number,
            String title,
            String organisation,
            String region,
            String callTitle,
            UUID version,
            Status status,
            long sumFen) {

        public String path() {
            return switch (kind) {
                case "report" -> "/contracts/" + application + "/reports/" + sub;
                case "change" -> "/contracts/" + application + "/changes/" + sub;
                case "acceptance" -> "/contracts/" + application + "/acceptance";
                case "evaluation" -> "/contracts/" + application + "/evaluation";
                case "payment" -> "/applications/" + application + "?tab=payment";
                default -> "/contracts/" + application;
            };
        }

        /** Whether its last day has passed, or had when it was handed in; a change has none. */
        public boolean overdue(LocalDate today) {
            if (due == null || status.isEnded() || kind.equals("change")) return false;
            return due.isBefore(came == null ? today : came);
        }

        String key() {
            return (due == null ? NEVER : due) + "|" + application + "|" + kind + "|" + sub;
        }
    }

    public KeyPage<Row> page(Viewer viewer, View view, String words, At at, int size) {
        var parameters = parameters(viewer, words);
        String rows = rows(viewer, view, words);
        String position = "";
        String key = at.key();
        if (key != null) {
            String[] parts = key.split("\\|", -1);
            var from = parts.length == 4 ? DayKey.of(parts[0], parts[1]) : Optional.<DayKey>empty();
            if (from.isPresent()) {
                position = " AND (i.due, i.id, i.kind, i.sub) " + (at.backwards() ? "<" : ">")
                        + " (CAST(:due AS date), CAST(:id AS uuid), :kind, :sub)";
                parameters.put("due", from.get().day());
                parameters.put("id", from.get().id());
                parameters.put("kind", parts[2]);
                parameters.put("sub", parts[3]);
            }
        }
        String order = at.backwards()
                ? " ORDER BY i.due DESC, i.id DESC, i.kind DESC, i.sub DESC"
                : " ORDER BY i.due, i.id, i.kind, i.sub";
        var read = jdbc.sql("SELECT * " + rows + position + order + " LIMIT " + (size + 1))
                .params(parameters)
                .query(ProjectLists::row)
                .list();
        return KeyPage.of(read, size, at, Row::key, Total.of(count(viewer, view, words)));
    }

    /** For the export: from the start, at most so many. */
    public List<Row> first(Viewer viewer, View view, String words, int most) {
        return jdbc.sql("SELECT * " + rows(viewer, view, words) + " ORDER BY i.due, i.id, i.kind, i.sub LIMIT " + most)
                .params(parameters(viewer, words))
                .query(ProjectLists::row)
                .list();
    }

    /** Counts to one more than {@link KeyPage#COUNTED_TO}. */
    public int count(Viewer viewer, View view, String words) {
        return count(viewer, view, words, KeyPage.COUNTED_TO + 1);
    }

    private int count(Viewer viewer, View view, String words, int most) {
        return jdbc.sql("SELECT count(*) FROM (SELECT " + rows(viewer, view, words) + " LIMIT " + most + ") counted")
                .params(parameters(viewer, words))
                .query((rows, number) -> rows.getInt(1))
                .single();
    }

    /** What waits for the viewer's side; the figure in the menu. */
    public int waiting(Viewer viewer) {
        if (!viewer.isOfficer() && !viewer.is(Role.APPLICANT)) return 0;
        return count(viewer, View.TODO, "", 100);
    }

    private Map<String, Object> parameters(Viewer viewer, String words) {
        var parameters = new HashMap<String, Object>(ApplicationScope.of(viewer).parameters());
        parameters.put("today", LocalDate.now(clock));
        parameters.put("soon", LocalDate.now(clock).plusDays(SOON));
        parameters.put("mine", viewer.regionArray());
        if (!words.isEmpty()) parameters.putAll(ApplicationStore.matching(words).parameters());
        return parameters;
    }

    private static String rows(Viewer viewer, View view, String words) {
        return " FROM (SELECT p.*, a.number, a.title, o.name AS organisation, a.region, c.title AS call_title, a.version,"
                + " a.status, coalesce(k.sum_fen, a.granted_fen, 0) AS sum_fen"
                + " FROM (" + items(viewer, view) + ") p (id, sub, kind, detail, state, due, came)"
                + " JOIN programme.application a ON a.id = p.id"
                + " JOIN programme.call c ON c.id = a.call"
                + " JOIN registry.published_organisation o ON o.id = a.organisation"
                + " LEFT JOIN programme.contract k ON k.application = a.id"
                + " WHERE " + ApplicationScope.of(viewer).sql()
                + (words.isEmpty()
                        ? ""
                        : " AND " + ApplicationStore.matching(words).sql())
                + (view == View.TODO && viewer.isOfficer() ? " AND c.region = ANY(:mine)" : "")
                + ") i WHERE true";
    }

    private static final String CONTRACTS = """
            SELECT k.application, '', 'contract', '', k.state, coalesce(b.due_on, DATE '9999-12-31'), CAST(NULL AS date)
            FROM programme.contract k JOIN programme.application b ON b.id = k.application
            WHERE k.state IN ('drafting', 'submitted', 'agreed') AND b.status IN ('open', 'returned')""";

    private static final String RUNNING = """
            SELECT k.application, '', 'running', '', b.status, coalesce(k.ends_on, DATE '9999-12-31'), CAST(NULL AS date)
            FROM programme.contract k JOIN programme.application b ON b.id = k.application
            WHERE b.stage_kind = 'execution' AND b.status IN ('open', 'held')""";

    private static final String REPORTS = """
            SELECT r.application, r.report, 'report', r.name, r.state, coalesce(r.due_on, DATE '9999-12-31'),
                   CASE WHEN r.state = 'submitted' THEN r.handed_in_on END
            FROM programme.contract_report r JOIN programme.application b ON b.id = r.application
            WHERE r.state <> 'accepted' AND b.status IN ('open', 'held', 'returned')""";

    private static final String CHANGES = """
            SELECT g.application, g.number::text, 'change', g.kind, g.state,
                   CAST(g.asked_at AT TIME ZONE 'Asia/Shanghai' AS date), CAST(NULL AS date)
            FROM programme.contract_change g WHERE g.state = 'open'""";

    private static final String ACCEPTANCE = """
            SELECT b.id, '', 'acceptance', '', coalesce(x.state, 'none'),
                   coalesce(x.rectify_by, b.due_on, DATE '9999-12-31'), CAST(NULL AS date)
            FROM programme.application b
            LEFT JOIN LATERAL (SELECT y.state, y.rectify_by FROM programme.contract_acceptance y
                WHERE y.application = b.id ORDER BY y.number DESC LIMIT 1) x ON true
            WHERE b.stage_kind = 'acceptance' AND b.status IN ('open', 'returned')""";

    private static final String EVALUATION = """
            SELECT e.application, '', 'evaluation', '', e.state, e.due_on,
                   CASE WHEN e.state = 'submitted' THEN CAST(e.submitted_at AT TIME ZONE 'Asia/Shanghai' AS date) END
            FROM programme.contract_evaluation e WHERE e.state <> 'scored'""";

    private static final String PAYMENT = """
            SELECT b.id, '', 'payment', '', b.status, coalesce(b.due_on, DATE '9999-12-31'), CAST(NULL AS date)
            FROM programme.application b WHERE b.stage_kind = 'payment' AND b.status IN ('open', 'held')""";

    private static final String ALL = """
            SELECT k.application, '', 'contract', '', k.state, coalesce(k.ends_on, DATE '9999-12-31'), CAST(NULL AS date)
            FROM programme.contract k JOIN programme.application b ON b.id = k.application
            WHERE k.state <> 'waived' OR b.stage_kind IN ('execution', 'acceptance')""";

    private static String items(Viewer viewer, View view) {
        return switch (view) {
            case CONTRACTS -> CONTRACTS;
            case RUNNING -> RUNNING;
            case REPORTS -> REPORTS;
            case CHANGES -> CHANGES;
            case ACCEPTANCE -> ACCEPTANCE;
            case EVALUATION -> EVALUATION;
            case PAYMENT -> PAYMENT;
            case ALL -> ALL;
            case OVERDUE ->
                REPORTS + " AND r.state IN ('due', 'returned') AND r.due_on < :today UNION ALL " + RUNNING
                        + " AND k.ends_on < :today";
            case TODO ->
                viewer.isOfficer()
                        ? CONTRACTS + " AND k.state = 'submitted' UNION ALL " + unsigned("bureau")
                                + " UNION ALL " + REPORTS + " AND r.state = 'submitted' UNION ALL " + CHANGES
                                + " UNION ALL " + ACCEPTANCE + " AND x.state = 'asked' UNION ALL " + EVALUATION
                                + " AND e.state = 'submitted'"
                        : CONTRACTS + " AND k.state = 'drafting' UNION ALL " + unsigned("applicant") + " UNION ALL "
                                + REPORTS + " AND (r.state = 'returned' OR r.state = 'due' AND r.due_on <= :soon)"
                                + " UNION ALL " + ACCEPTANCE + " AND b.status = 'returned' UNION ALL " + RUNNING
                                + " AND k.ends_on <= :soon UNION ALL " + EVALUATION
                                + " AND e.state = 'due' AND e.due_on <= :today";
        };
    }

    private static String unsigned(String side) {
        return """
                SELECT k.application, '', 'sign', '', k.state, coalesce(b.due_on, DATE '9999-12-31'), CAST(NULL AS date)
                FROM programme.contract k JOIN programme.application b ON b.id = k.application
                WHERE k.state = 'agreed' AND b.status = 'open' AND NOT EXISTS (
                    SELECT FROM programme.contract_signature s
                    WHERE s.application = k.application AND s.version = k.version AND s.side = '""" + side + "')";
    }

    private static Row row(ResultSet rows, int number) throws SQLException {
        LocalDate due = rows.getObject("due", LocalDate.class);
        String label = rows.getString("number");
        return new Row(
                rows.getObject("id", UUID.class),
                rows.getString("sub"),
                rows.getString("kind"),
                rows.getString("detail"),
                rows.getString("state"),
                due.equals(NEVER) ? null : due,
                rows.getObject("came", LocalDate.class),
                label == null ? "" : label,
                rows.getString("title"),
                rows.getString("organisation"),
                rows.getString("region"),
                rows.getString("call_title"),
                rows.getObject("version", UUID.class),
                Status.of(rows.getString("status")),
                rows.getLong("sum_fen"));
    }
}
