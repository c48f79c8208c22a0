package dev.kechuang.registry.internal.expert;

import dev.kechuang.registry.Experts;
import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.internal.RegistryFixture;
import java.util.Map;

/** A pool of experts in the small city, for tests of the modules above. */
public final class ExpertPool {

    public final ExpertStore store;
    public final ExpertService service;
    public final Experts face;
    private final RegistryFixture city;
    private int number;

    public ExpertPool(RegistryFixture city) {
        this.city = city;
        var codes = new RegistryFixture.FakeCodes();
        store = new ExpertStore(city.jdbc);
        var ties = new TieStore(city.jdbc);
        service = new ExpertService(
                store,
                new ExpertRules(new RegistryFixture.FakeRegions(), codes, ties, city.clock),
                new ExpertRecords(city.new FakeRecords()),
                city.accounts,
                city.new FakeAudit(),
                city.transactions,
                city.clock);
        face = new PublishedExperts(store, ties, codes, city.new FakeAudit());
    }

    /** An active reviewer who can log in. */
    public Expert invited(String name, String unit, String field) {
        number++;
        Expert made = RegistryFixture.done(service.create(
                city.bureau,
                Map.of(
                        "name",
                        name,
                        "serves",
                        "reviewer",
                        "unit",
                        unit,
                        "region",
                        RegistryFixture.CITY,
                        "fields",
                        field,
                        "phone",
                        "1380000" + (1000 + number))));
        RegistryFixture.done(service.invite(city.bureau, made.id(), made.version(), "expert-" + number));
        return java.util.Objects.requireNonNull(
                store.all(java.util.List.of(made.id())).get(made.id()));
    }
}
