package dev.kechuang.policy.internal;

import dev.kechuang.engine.eval.Val;
import dev.kechuang.pack.Packs;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.FactSource;
import dev.kechuang.registry.internal.FactStore;
import dev.kechuang.registry.internal.KnownFacts;
import dev.kechuang.registry.internal.PublishedFacts;
import dev.kechuang.registry.internal.RegistryFixture;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Decisions on the confirmed facts of the small city, by policies that a test releases anew. */
public final class PolicyFixture {

    private static final FactSource TITLES = (organisation, day, facts) -> facts.events(
            "资质", List.of(Map.of("名称", new Val.Text("高新技术企业"), "生效日期", new Val.Day(LocalDate.of(2025, 1, 1)))));

    private final RegistryFixture city;
    private final PublishedFacts facts;
    private volatile DecisionService current;

    public PolicyFixture(RegistryFixture city, Packs packs) {
        this.city = city;
        this.facts = new PublishedFacts(
                new FactStore(city.jdbc), city.store, new KnownFacts(packs.facts(), packs.codeLists()));
        this.current = service("500人");
    }

    /** The national policy has another threshold from now on; that of Taicang stays. */
    public void release(String mostStaff) {
        current = service(mostStaff);
    }

    private DecisionService service(String mostStaff) {
        PolicyBook book = new TextsOfPacks()
                .with("cn", "", "aid.yaml", TextsOfPacks.policy("cn-aid", "cn", mostStaff, ""))
                .with(
                        "cn-taicang",
                        RegistryFixture.TAICANG,
                        "taicang.yaml",
                        TextsOfPacks.policy("cn-taicang-aid", "cn-taicang", "500人", ""))
                .book();
        return new DecisionService(
                book,
                new KnownFactsOf(facts, List.of(TITLES), book),
                new PolicyVersionStore(city.jdbc),
                new SavedDecisionStore(city.jdbc),
                city.jdbc,
                new RegistryFixture.FakeRegions(),
                city.new FakeAudit(),
                city.clock);
    }

    /** Always by the newest release. */
    public Decisions decisions() {
        return (Decisions) Proxy.newProxyInstance(
                Decisions.class.getClassLoader(), new Class<?>[] {Decisions.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(current, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
