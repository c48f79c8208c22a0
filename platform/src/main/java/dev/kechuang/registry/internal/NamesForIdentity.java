package dev.kechuang.registry.internal;

import dev.kechuang.identity.OrganisationNames;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells identity, which stands below, what an organisation is called. */
@Component
class NamesForIdentity implements OrganisationNames {

    private final JdbcClient jdbc;

    NamesForIdentity(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<String> name(UUID organisation) {
        return jdbc.sql("SELECT name FROM registry.organisation WHERE id = :id")
                .param("id", organisation)
                .query((rows, number) -> rows.getString("name"))
                .optional();
    }
}
