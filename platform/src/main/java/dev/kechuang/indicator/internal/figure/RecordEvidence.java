package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.Indicator.Take;
import dev.kechuang.indicator.IndicatorFigure.Operand;
import dev.kechuang.record.RecordFilter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What records give to many filters at once: one pass over the records up to a position, cut in time wherever a filter
 * begins or ends, and never a look at what was folded from them.
 */
final class RecordEvidence {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> DIMENSIONS = new TypeReference<>() {};

    private final List<LocalDate> cuts;
    private final Map<String, List<Group>> byKind = new HashMap<>();
    private final Map<Map.Entry<String, Map<String, String>>, List<Group>> byDimensions = new HashMap<>();

    /**
     * Records that no filter tells apart.
     *
     * @param span number of cuts up to their days
     * @param organisation null unless organisations of the kind are counted
     */
    private record Group(
            int span,
            String region,
            String zone,
            Map<String, String> dimensions,
            @Nullable UUID organisation,
            long count,
            long amountFen) {}

    RecordEvidence(JdbcClient jdbc, Collection<Operand.OfRecords> operands, long position) {
        var days = new TreeSet<LocalDate>();
        var sums = new TreeSet<String>();
        var distinct = new TreeSet<String>();
        for (var operand : operands) {
            for (RecordFilter filter : operand.filters()) {
                if (filter.from() != null) days.add(filter.from());
                if (filter.until() != null) days.add(filter.until().plusDays(1));
                (operand.take() == Take.ORGANISATIONS ? distinct : sums).add(filter.kind());
            }
        }
        cuts = List.copyOf(days);
        if (!sums.isEmpty()) read(jdbc, sums, "NULL::uuid", position, byKind);
        if (!distinct.isEmpty()) {
            var found = new HashMap<String, List<Group>>();
            read(jdbc, distinct, "organisation", position, found);
            // Beside those without organisations, under a name that no kind has.
            found.forEach((kind, groups) -> byKind.put(counted(kind), groups));
        }
    }

    private static String counted(String kind) {
        return kind + "/organisations";
    }

    private void read(
            JdbcClient jdbc,
            Collection<String> kinds,
            String organisation,
            long position,
            Map<String, List<Group>> into) {
        jdbc.sql("""
                        SELECT kind, width_bucket(business_date, CAST(:cuts AS date[])) AS span, region, zone, dimensions,
                               %s AS organisation, sum(count) AS count, sum(amount_fen) AS amount_fen
                        FROM record.published_sealed WHERE kind = ANY (:kinds) AND position <= :position
                        GROUP BY 1, 2, 3, 4, 5, 6
                        """.formatted(organisation))
                .param("cuts", cuts.stream().map(LocalDate::toString).toArray(String[]::new))
                .param("kinds", kinds.toArray(String[]::new))
                .param("position", position)
                .query(row -> {
                    into.computeIfAbsent(row.getString("kind"), key -> new ArrayList<>())
                            .add(new Group(
                                    row.getInt("span"),
                                    row.getString("region"),
                                    row.getString("zone"),
                                    JSON.readValue(row.getString("dimensions"), DIMENSIONS),
                                    row.getObject("organisation", UUID.class),
                                    row.getLong("count"),
                                    row.getLong("amount_fen")));
                });
    }

    /** Counts, fen or distinct organisations over all of its filters together. */
    long of(Operand.OfRecords operand) {
        boolean organisations = operand.take() == Take.ORGANISATIONS;
        var present = new HashMap<UUID, Long>();
        long sum = 0;
        for (RecordFilter filter : operand.filters()) {
            int first = filter.from() == null ? 0 : cuts.indexOf(filter.from()) + 1;
            int last = filter.until() == null
                    ? cuts.size()
                    : cuts.indexOf(filter.until().plusDays(1));
            String kind = organisations ? counted(filter.kind()) : filter.kind();
            for (Group group : alike(kind, filter.dimensions())) {
                if (group.span() < first || group.span() > last || !holds(filter, group)) continue;
                if (!organisations) sum += operand.take() == Take.COUNT ? group.count() : group.amountFen();
                else if (group.organisation() != null) present.merge(group.organisation(), group.count(), Long::sum);
            }
        }
        return organisations
                ? present.values().stream().filter(count -> count > 0).count()
                : sum;
    }

    /** Groups of the kind with these dimensions; every place and period asks for the same ones. */
    private List<Group> alike(String kind, Map<String, String> dimensions) {
        return byDimensions.computeIfAbsent(
                Map.entry(kind, dimensions),
                key -> byKind.getOrDefault(kind, List.of()).stream()
                        .filter(group -> group.dimensions().entrySet().containsAll(dimensions.entrySet()))
                        .toList());
    }

    private static boolean holds(RecordFilter filter, Group group) {
        return filter.zone() != null
                ? filter.zone().equals(group.zone())
                : filter.regions().isEmpty() || filter.regions().contains(group.region());
    }
}
