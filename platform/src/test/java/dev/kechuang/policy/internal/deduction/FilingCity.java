package dev.kechuang.policy.internal.deduction;

import dev.kechuang.pack.Packs;
import dev.kechuang.pack.internal.CityPacks;
import dev.kechuang.pack.internal.PackLoader;
import dev.kechuang.policy.internal.DecisionService;
import dev.kechuang.policy.internal.KnownFactsOf;
import dev.kechuang.policy.internal.PolicyBook;
import dev.kechuang.policy.internal.PolicyVersionStore;
import dev.kechuang.policy.internal.SavedDecisionStore;
import dev.kechuang.record.internal.JdbcRecords;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.registry.internal.CaseFacts;
import dev.kechuang.registry.internal.FactBatchStore;
import dev.kechuang.registry.internal.FactRules;
import dev.kechuang.registry.internal.FactStore;
import dev.kechuang.registry.internal.KnownFacts;
import dev.kechuang.registry.internal.PublishedFacts;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.access.Viewer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Filings on the policies of the packs, on a database of their own. */
final class FilingCity implements AutoCloseable {

    final RegistryFixture city = new RegistryFixture();
    final CityPacks packs = CityPacks.of(PackLoader.load(Packs.find("packs")), RegistryFixture.CITY, city.clock);
    final FactStore factStore = new FactStore(city.jdbc);
    private final KnownFacts known = new KnownFacts(packs.facts(), packs.codeLists());
    final FactRules factRules = new FactRules(packs.facts(), known);
    final OrganisationFacts facts = new PublishedFacts(factStore, city.store, known);
    final CaseFacts statements = new CaseFacts(
            factStore,
            new FactBatchStore(city.jdbc),
            factRules,
            packs.facts(),
            city.store,
            city.new FakeAudit(),
            city.clock);
    private final PolicyBook book = PolicyBook.of(packs);
    final DecisionService decisions = new DecisionService(
            book,
            new KnownFactsOf(facts, List.of((organisation, day, all) -> all.events("资质", List.of())), book),
            new PolicyVersionStore(city.jdbc),
            new SavedDecisionStore(city.jdbc),
            city.jdbc,
            packs.regions(),
            city.new FakeAudit(),
            city.clock);
    final FilingStore store = new FilingStore(city.jdbc);
    final DeductionPolicy policies = new DeductionPolicy(decisions);
    final FilingCheck check = new FilingCheck(new ProjectRules(packs.codeLists()), policies, facts, statements);
    final DeductionService service = new DeductionService(
            store,
            check,
            decisions,
            policies,
            statements,
            city.organisations,
            new DeductionRecords(new JdbcRecords(city.jdbc)),
            city.new FakeAudit(),
            city.accounts,
            city.new FakeMessages(),
            city.transactions,
            city.clock);
    private int number = 3_000;

    Organisation firm(String... more) {
        number++;
        return city.confirmed(number, "昆山加计" + number + "电子有限公司", more);
    }

    static Viewer finance(Organisation firm) {
        return RegistryFixture.applicant(firm.id());
    }

    /** An own project; {@code more} replaces or adds fields, by pairs; an empty value takes one out. */
    static Map<String, String> project(String number, int year, String... more) {
        var typed = new LinkedHashMap<>(Map.of(
                "number", number,
                "name", "高速连接器研发",
                "mode", "own",
                "field", "electronic-information",
                "from", year + "-03-01",
                "until", (year + 1) + "-06-30",
                "activity", "research",
                "personnel", "600",
                "direct", "200",
                "design", "100"));
        for (int i = 0; i < more.length; i += 2) typed.put(more[i], more[i + 1]);
        typed.values().removeIf(String::isEmpty);
        return typed;
    }

    /** Everything the policy asks a manufacturer for; {@code more} as with projects. */
    static Map<String, String> statement(String ledger, String... more) {
        var typed = new LinkedHashMap<String, String>();
        typed.put("ledger", ledger);
        typed.put("sound-accounts", "是");
        typed.put("excluded-industry-income", "0");
        typed.put("total-income", "20000");
        typed.put("investment-income", "0");
        typed.put("rd-intangible-amortisation", "0");
        typed.put("rd-expense-fourth-quarter", "0");
        typed.put("taxable-income", "3000");
        typed.put("average-staff", "400");
        typed.put("total-assets", "30000");
        typed.put("integrated-circuit-firm", "否");
        typed.put("machine-tool-firm", "否");
        for (int i = 0; i < more.length; i += 2) typed.put(more[i], more[i + 1]);
        typed.values().removeIf(String::isEmpty);
        return typed;
    }

    /** Opened with the statement and the projects. */
    Filing filled(Organisation firm, int year, Map<String, String> statement, List<Map<String, String>> projects) {
        var finance = finance(firm);
        UUID id = RegistryFixture.done(service.open(finance, year)).id();
        for (var project : projects) RegistryFixture.done(service.addProject(finance, id, project));
        return RegistryFixture.done(service.keep(finance, id, statement));
    }

    Filing submitted(Organisation firm, int year) {
        var filing = filled(firm, year, statement("900"), List.of(project("RD01", year)));
        return RegistryFixture.done(service.submit(finance(firm), filing.id(), filing.version()));
    }

    @Override
    public void close() {
        city.close();
    }
}
