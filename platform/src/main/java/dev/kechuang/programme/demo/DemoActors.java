package dev.kechuang.programme.demo;

import dev.kechuang.identity.Accounts;
import dev.kechuang.pack.Regions;
import dev.kechuang.registry.Experts;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people of the demonstration city who act in its programmes. */
@Component
class DemoActors {

    private final Accounts accounts;
    private final Experts experts;
    private final Regions regions;
    private final JdbcClient jdbc;
    private final Map<String, Viewer> known = new ConcurrentHashMap<>();
    private volatile Optional<UUID> demonstrationExpert = Optional.empty();

    DemoActors(Accounts accounts, Experts experts, Regions regions, JdbcClient jdbc) {
        this.accounts = accounts;
        this.experts = experts;
        this.regions = regions;
        this.jdbc = jdbc;
    }

    Viewer officer(String region) {
        boolean city = region.equals(regions.city().code());
        return officer(city ? Role.BUREAU_OFFICER : Role.COUNTY_OFFICER, region, 0);
    }

    /** Confirms what the officer prepared: a leader of the bureau, or a county's second officer. */
    Viewer leader(String region) {
        boolean city = region.equals(regions.city().code());
        return city ? officer(Role.BUREAU_LEADER, region, 0) : officer(Role.COUNTY_OFFICER, region, 1);
    }

    Viewer county(String region) {
        return officer(Role.COUNTY_OFFICER, region, 0);
    }

    private Viewer officer(Role role, String region, int place) {
        return known.computeIfAbsent(role + region + place, key -> {
            var people = accounts.officers(role, region);
            if (people.size() <= place) throw new IllegalStateException("nobody is " + key);
            var person = people.get(place);
            return new Viewer(
                    person.account(), person.name(), Set.of(role), null, unit(person), "", regions.subtree(region));
        });
    }

    private @Nullable UUID unit(Accounts.Person person) {
        return jdbc.sql("SELECT unit FROM identity.published_person WHERE account = :account")
                .param("account", person.account())
                .query((row, number) -> Optional.ofNullable(row.getObject("unit", UUID.class)))
                .single()
                .orElse(null);
    }

    /** Organisations whose people visitors of the demonstration log in as. */
    List<UUID> demonstrationFirms() {
        return jdbc.sql("""
                        SELECT organisation FROM identity.published_person
                        WHERE login LIKE 'applicant%' AND organisation IS NOT NULL AND active ORDER BY login""")
                .query((rows, number) -> rows.getObject("organisation", UUID.class))
                .list();
    }

    /** Whether visitors of the demonstration log in as the expert. */
    boolean isDemonstrationExpert(UUID expert) {
        if (demonstrationExpert.isEmpty()) {
            demonstrationExpert = jdbc.sql("SELECT account FROM identity.published_person WHERE login = 'expert'")
                    .query(UUID.class)
                    .optional()
                    .flatMap(experts::ofAccount)
                    .map(Experts.Expert::id);
        }
        return demonstrationExpert.filter(expert::equals).isPresent();
    }

    /** Somebody of the organisation: its first account, or a made-up person. */
    Viewer applicant(UUID organisation) {
        return known.computeIfAbsent("applicant " + organisation, key -> madeUp(organisation));
    }

    private Viewer madeUp(UUID organisation) {
        var person = accounts.ofOrganisation(organisation).stream().findFirst();
        UUID account = person.map(Accounts.Person::account)
                .orElse(UUID.nameUUIDFromBytes(("applicant " + organisation).getBytes(StandardCharsets.UTF_8)));
        String name = person.map(Accounts.Person::name).orElse("科技专员");
        return new Viewer(account, name, Set.of(Role.APPLICANT), organisation, null, "", List.of());
    }

    /** The expert at the own desk; without an account nobody can sign. */
    Viewer expert(UUID expert) {
        return known.computeIfAbsent("expert " + expert, key -> {
            var found = experts.find(expert).orElseThrow();
            UUID account = found.account();
            if (account == null) throw new IllegalStateException("expert without account: " + found.name());
            return new Viewer(account, found.name(), Set.of(Role.EXPERT), null, null, "", List.of());
        });
    }
}
