package dev.kechuang.programme.internal.version;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Words;
import dev.kechuang.record.DimensionNames;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Programmes, their categories and stages by their names in breakdowns of records. Records name a category by its code
 * alone: where programmes call the same code differently, all the names are said.
 */
@Component
class ProgrammeNames implements DimensionNames {

    private static final Duration FRESH = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final Definitions definitions;
    private final Clock clock;

    /** Names by dimension and value, and the versions they were read from. */
    private record Names(Instant read, List<UUID> versions, Map<String, Words> byValue) {}

    private volatile Names known = new Names(Instant.EPOCH, List.of(), Map.of());

    ProgrammeNames(JdbcClient jdbc, Definitions definitions, Clock clock) {
        this.jdbc = jdbc;
        this.definitions = definitions;
        this.clock = clock;
    }

    @Override
    public Optional<String> name(String dimension, String value, Locale locale) {
        return switch (dimension) {
            case "programme", "track", "stage" ->
                Optional.ofNullable(names().byValue().get(dimension + ":" + value))
                        .map(words -> words.in(locale));
            default -> Optional.empty();
        };
    }

    /** A page asks for hundreds: whether a programme has another version is looked up once in a while. */
    private Names names() {
        Names now = known;
        Instant instant = clock.instant();
        if (!instant.isBefore(now.read()) && instant.isBefore(now.read().plus(FRESH))) return now;
        var versions = jdbc.sql("""
                        SELECT DISTINCT ON (programme) id FROM programme.version WHERE state <> 'draft'
                        ORDER BY programme, number DESC
                        """)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
        if (now.versions().equals(versions)) {
            Names same = new Names(instant, versions, now.byValue());
            known = same;
            return same;
        }
        var found = new LinkedHashMap<String, Words>();
        for (UUID version : versions) {
            Definition one = definitions.of(version);
            found.put("programme:" + one.code(), one.name());
            one.tracks().forEach(track -> add(found, "track:" + track.code(), track.name()));
            one.stages().forEach(stage -> add(found, "stage:" + stage.id(), stage.name()));
        }
        Names read = new Names(instant, versions, Map.copyOf(found));
        known = read;
        return read;
    }

    private static void add(Map<String, Words> found, String key, Words name) {
        found.merge(key, name, (one, other) -> new Words(both(one.zh(), other.zh()), both(one.en(), other.en())));
    }

    private static String both(String one, String other) {
        return Stream.of(one.split(" / ")).anyMatch(other::equals) || other.isEmpty() ? one : one + " / " + other;
    }
}
