package dev.kechuang.programme.internal.definition;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the text a version keeps, once for each version: texts never change. */
@Component
public class StoredDefinitions implements Definitions {

    private final JdbcClient jdbc;
    private final ProgrammeReader reader;
    private final Map<UUID, Definition> known = new ConcurrentHashMap<>();

    public StoredDefinitions(JdbcClient jdbc, ProgrammeReader reader) {
        this.jdbc = jdbc;
        this.reader = reader;
    }

    @Override
    public Definition of(UUID version) {
        return known.computeIfAbsent(version, this::read);
    }

    private Definition read(UUID version) {
        return jdbc.sql("SELECT place, region, text FROM programme.version WHERE id = :id")
                .param("id", version)
                .query((rows, number) -> reader.reread(
                                rows.getString("place"), rows.getString("region"), rows.getString("text"))
                        .orThrow())
                .optional()
                .orElseThrow(() -> new IllegalArgumentException("no version " + version));
    }
}
