package dev.kechuang.programme.internal.form;

import dev.kechuang.shared.access.Viewer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which order of applications a list of submitted ones is read from: for each filter there is an index that holds its
 * hits latest first. A list reads from their beginnings as many as it shows, so that its size does not matter; where the
 * filter has several values (versions of a programme, calls of a year, a place as district or as zone), the beginning of
 * each, merged.
 *
 * @param keys where the values come from, as SQL; empty for all applications
 * @param matches one condition for each index on {@code a} and the values
 */
record ApplicationWalk(String keys, List<String> matches) {

    /** Officers of more places than these walk all applications. */
    private static final int FEW_PLACES = 3;

    private static final ApplicationWalk ALL = new ApplicationWalk("", List.of("true"));

    private static final String STAGES = """
            unnest(ARRAY['application', 'recommendation', 'check', 'review', 'decision', 'notice', 'approval', 'contract',
                         'execution', 'acceptance', 'payment']) AS s (stage)""";
    private static final String STATUSES = """
            unnest(ARRAY['open', 'returned', 'held', 'refused', 'withdrawn', 'terminated', 'completed']) AS t (status)""";

    /** Of an officer's list: by the filter that usually leaves the fewest. The query's parameters bear its names. */
    static ApplicationWalk of(Viewer officer, ApplicationQuery query) {
        if (query.call() != null) return by("(VALUES (CAST(:call AS uuid))) AS d (call)", "a.call = d.call");
        if (!query.stage().isEmpty()) {
            return by(
                    (query.status().isEmpty() ? STATUSES : "(VALUES (CAST(:status AS text))) AS t (status)"),
                    "a.stage_kind = :stage AND a.status = t.status");
        }
        if (!query.programme().isEmpty()) {
            return by(
                    "(SELECT v.id FROM programme.version v WHERE v.programme = :programme) AS d (version)",
                    "a.version = d.version");
        }
        if (query.year() != null) {
            return by("(SELECT k.id FROM programme.call k WHERE k.year = :year) AS d (call)", "a.call = d.call");
        }
        if (!query.region().isEmpty()) return places("(VALUES (CAST(:region AS text))) AS d (place)");
        if (officer.regions().size() <= FEW_PLACES) return places("unnest(CAST(:scope AS text[])) AS d (place)");
        if (!query.field().isEmpty()) return by("(VALUES (CAST(:field AS text))) AS d (field)", "a.field = d.field");
        if (!query.status().isEmpty()) return by(STAGES, "a.stage_kind = s.stage AND a.status = :status");
        return ALL;
    }

    private static ApplicationWalk by(String keys, String match) {
        return new ApplicationWalk(keys, List.of(match));
    }

    /** As district and as zone. */
    private static ApplicationWalk places(String keys) {
        return new ApplicationWalk(keys, List.of("a.region = d.place", "a.zone = d.place"));
    }

    /** How many there are, at most {@code most}. */
    String count(String condition, int most) {
        String each = each("SELECT a.id FROM programme.application a WHERE %s AND " + condition + " LIMIT " + most);
        // Whoever lies in a zone of a district comes twice.
        return matches.size() == 1
                ? "SELECT count(*)::int FROM (SELECT 1 FROM " + each + " LIMIT " + most + ") n"
                : "SELECT least(count(DISTINCT w.id), " + most + ")::int FROM " + each;
    }

    /** Ids of the first {@code size} in the direction, {@code ASC} or {@code DESC}. */
    String first(String condition, String direction, int size) {
        String order = " ORDER BY submitted_at " + direction + ", id " + direction + " LIMIT " + size;
        return "SELECT DISTINCT w.submitted_at, w.id FROM "
                + each("SELECT a.id, a.submitted_at FROM programme.application a WHERE %s AND " + condition + order)
                + order;
    }

    private String each(String select) {
        String branches = matches.stream()
                .map(match -> "(" + select.replace("%s", match) + ")")
                .collect(Collectors.joining(" UNION ALL ", "(", ") w"));
        return keys.isEmpty() ? branches : keys + " CROSS JOIN LATERAL " + branches;
    }
}
