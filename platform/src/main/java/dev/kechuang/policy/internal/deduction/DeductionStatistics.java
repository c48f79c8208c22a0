package dev.kechuang.policy.internal.deduction;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Confirmed filings of the viewer's regions, added up. A filing counts where its firm lay when it was confirmed. */
@Repository
public class DeductionStatistics {

    private final JdbcClient jdbc;

    public DeductionStatistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param key year, region or section of industry
     * @param expense of all projects, in fen
     * @param deduction the extra deduction, in fen
     * @param saved tax saved, in fen
     */
    public record Line(String key, long firms, long projects, long expense, long deduction, long saved) {}

    /** Every year with a confirmed filing, the newest first. */
    public List<Line> byYear(Viewer viewer) {
        return lines(viewer, "f.year::text", 0, "1 DESC");
    }

    public List<Line> byRegion(Viewer viewer, int year) {
        return lines(viewer, "f.region", year, "1");
    }

    /** By section of GB/T 4754; empty for firms without an industry. */
    public List<Line> byIndustry(Viewer viewer, int year) {
        return lines(viewer, "left(f.industry, 1)", year, "5 DESC, 1");
    }

    /** What was spent by category of cost, in fen, by its code. */
    public Map<String, Long> byCategory(Viewer viewer, int year) {
        var scope = scope(viewer);
        var all = new HashMap<String, Long>();
        jdbc.sql("""
                SELECT c.category, sum(c.fen)::bigint AS fen FROM policy.deduction_filing f
                JOIN policy.deduction_project p ON p.filing = f.id
                JOIN policy.deduction_cost c ON c.project = p.id
                WHERE f.state = 'confirmed' AND f.year = :year AND\s""" + scope.sql() + " GROUP BY 1")
                .params(scope.parameters())
                .param("year", year)
                .query(rows -> {
                    all.put(rows.getString("category"), rows.getLong("fen"));
                });
        return all;
    }

    private List<Line> lines(Viewer viewer, String key, int year, String order) {
        var scope = scope(viewer);
        return jdbc.sql("SELECT " + key + """
                 AS key, count(*), sum(f.projects), sum(f.expense_fen)::bigint, sum(f.deduction_fen)::bigint,
                       sum(f.saved_fen)::bigint
                FROM policy.deduction_filing f
                WHERE f.state = 'confirmed' AND (:year = 0 OR f.year = :year) AND\s""" + scope.sql() + " GROUP BY 1 ORDER BY " + order)
                .params(scope.parameters())
                .param("year", year)
                .query((rows, number) -> new Line(
                        rows.getString(1),
                        rows.getLong(2),
                        rows.getLong(3),
                        rows.getLong(4),
                        rows.getLong(5),
                        rows.getLong(6)))
                .list();
    }

    private static FilingStore.Scope scope(Viewer viewer) {
        if (!viewer.isOfficer() || viewer.roles().stream().anyMatch(Role::isAdministrator)) {
            return new FilingStore.Scope("false", Map.of());
        }
        return new FilingStore.Scope(
                "(f.region = ANY(:scope) OR f.zone = ANY(:scope))", Map.of("scope", viewer.regionArray()));
    }
}
