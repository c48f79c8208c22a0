package dev.kechuang.policy.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Engine;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.NearestWay;
import dev.kechuang.engine.Policy;
import dev.kechuang.pack.Regions;
import dev.kechuang.policy.DatedFacts;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decided.Limit;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyRelease;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.Recheck;
import dev.kechuang.policy.Rules;
import dev.kechuang.policy.SavedDecision;
import dev.kechuang.policy.internal.PolicyBook.Entry;
import dev.kechuang.policy.internal.PolicyVersionStore.Kept;
import dev.kechuang.policy.internal.SavedDecisionStore.NewDecision;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Decides, saves, and decides again. */
@Service
public class DecisionService implements Decisions {

    private final PolicyBook book;
    private final KnownFactsOf known;
    private final PolicyVersionStore versions;
    private final SavedDecisionStore saved;
    private final JdbcClient jdbc;
    private final Regions regions;
    private final AuditLog audit;
    private final Clock clock;

    public DecisionService(
            PolicyBook book,
            KnownFactsOf known,
            PolicyVersionStore versions,
            SavedDecisionStore saved,
            JdbcClient jdbc,
            Regions regions,
            AuditLog audit,
            Clock clock) {
        this.book = book;
        this.known = known;
        this.versions = versions;
        this.saved = saved;
        this.jdbc = jdbc;
        this.regions = regions;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public List<PolicyVersion> all() {
        return rules(LocalDate.now(clock)).versions();
    }

    @Override
    public List<PolicyVersion> inForce(String region, LocalDate day) {
        return rules(day).inForce().stream()
                .filter(version -> covers(version, region))
                .toList();
    }

    @Override
    public Rules rules(LocalDate day) {
        return book.edition().rules(day);
    }

    @Override
    public List<PolicyRelease> releases(String policy) {
        return book.edition().of(policy).stream().map(Edition.Released::release).toList();
    }

    private boolean covers(PolicyVersion version, @Nullable String region) {
        if (version.region().isEmpty()) return true;
        return region != null && regions.subtree(version.region()).contains(region);
    }

    @Override
    public Optional<PolicyVersion> find(String policy) {
        return find(policy, LocalDate.now(clock));
    }

    @Override
    public Optional<PolicyVersion> find(String policy, LocalDate day) {
        return book.edition().find(policy, day).map(Entry::version);
    }

    @Override
    public Optional<PolicyVersion> version(String digest) {
        return all().stream()
                .filter(version -> version.digest().equals(digest))
                .findFirst()
                .or(() -> versions.find(digest).map(Kept::version));
    }

    @Override
    public FactDictionary dictionary() {
        return book.dictionary();
    }

    @Override
    public Decided decide(String policy, @Nullable UUID organisation, LocalDate day, Facts tried) {
        return decide(policy, organisation, day, tried, known::on);
    }

    private Decided decide(
            String policy,
            @Nullable UUID organisation,
            LocalDate day,
            Facts tried,
            BiFunction<UUID, LocalDate, Facts> facts) {
        Edition edition = book.edition();
        PolicyVersion version = known(edition, policy, day).version();
        Facts base = organisation == null ? Facts.builder().build() : facts.apply(organisation, day);
        Set<String> stated = new TreeSet<>(tried.asOf().keySet());
        stated.addAll(tried.yearly().keySet());
        var limits = new ArrayList<Limit>();
        if (!version.policy().inForce(day) || edition.on(policy, day).isEmpty()) limits.add(Limit.NOT_IN_FORCE);
        if (organisation != null && !concerns(version, organisation)) limits.add(Limit.OTHER_REGION);
        return decided(version, organisation, day, over(base, tried), stated, limits);
    }

    private static Entry known(Edition edition, String policy, LocalDate day) {
        return edition.find(policy, day)
                .orElseThrow(() -> new IllegalArgumentException("there is no policy " + policy));
    }

    @Override
    public List<Decided> decideAll(UUID organisation, LocalDate day) {
        var places = places(organisation);
        var concerned = rules(day).inForce().stream()
                .filter(version -> places.stream().anyMatch(place -> covers(version, place)))
                .toList();
        Facts facts = known.on(organisation, day);
        return concerned.stream()
                .map(version -> withoutWay(version, organisation, day, facts))
                .toList();
    }

    @Override
    public List<Decided> coming(UUID organisation, LocalDate day) {
        var coming = book.edition().after(day);
        if (coming.isEmpty()) return List.of();
        var places = places(organisation);
        var facts = new HashMap<LocalDate, Facts>();
        return coming.stream()
                .filter(one ->
                        places.stream().anyMatch(place -> covers(one.entry().version(), place)))
                .map(one -> withoutWay(
                        one.entry().version(),
                        organisation,
                        one.from(),
                        facts.computeIfAbsent(one.from(), from -> known.on(organisation, from))))
                .toList();
    }

    private static Decided withoutWay(PolicyVersion version, UUID organisation, LocalDate day, Facts facts) {
        Decision decision = Engine.decide(version.policy(), facts, day);
        return new Decided(version, organisation, day, facts, Set.of(), List.of(), decision, null);
    }

    /** Facts laid over others. */
    private static Facts over(Facts base, Facts more) {
        var all = base.change();
        more.asOf().forEach(all::set);
        more.yearly().forEach((name, years) -> years.forEach((year, value) -> all.set(name, year, value)));
        return all.build();
    }

    private boolean concerns(PolicyVersion version, UUID organisation) {
        return places(organisation).stream().anyMatch(place -> covers(version, place));
    }

    /** Its region, and the zone it lies in. */
    private List<String> places(UUID organisation) {
        var places = new ArrayList<String>();
        jdbc.sql("SELECT region, zone FROM registry.published_organisation WHERE id = :id")
                .param("id", organisation)
                .query(rows -> {
                    for (int column = 1; column <= 2; column++) {
                        String place = rows.getString(column);
                        if (place != null) places.add(place);
                    }
                });
        return places;
    }

    private static Decided decided(
            PolicyVersion version,
            @Nullable UUID organisation,
            LocalDate day,
            Facts facts,
            Set<String> stated,
            List<Limit> limits) {
        Policy policy = version.policy();
        Decision decision = Engine.decide(policy, facts, day);
        NearestWay.Result way =
                decision.verdict() == Decision.Verdict.NOT_ELIGIBLE ? NearestWay.find(policy, facts, day) : null;
        return new Decided(version, organisation, day, facts, Set.copyOf(stated), List.copyOf(limits), decision, way);
    }

    @Override
    public Map<UUID, DatedFacts> facts(Collection<UUID> organisations, LocalDate day) {
        return known.on(organisations, day);
    }

    @Override
    @Transactional
    public SavedDecision save(Viewer actor, Decided decided, String subject) {
        UUID organisation = decided.organisation();
        if (organisation == null) throw new IllegalArgumentException("a decision is saved for an organisation");
        var now = clock.instant();
        // By the rules of this very moment, whenever the decision was asked for.
        Entry entry = known(book.exact(), decided.version().id(), decided.on());
        Policy policy = entry.version().policy();
        versions.keep(entry, now);
        int baseYear = policy.baseYear(decided.on());
        String text = entry.sources().getFirst().text();
        String facts = FrozenFacts.write(decided.facts(), policy.dictionary(), text, baseYear);
        // Decided on what is frozen, so that deciding again starts from the same values.
        Decision decision = Engine.decide(policy, FrozenFacts.read(facts, policy.dictionary(), baseYear), decided.on());
        var stated = decided.stated().stream().filter(text::contains).sorted().toList();
        String digest = Digests.of(List.of(
                entry.version().digest(),
                organisation.toString(),
                decided.on().toString(),
                subject,
                facts,
                String.join(",", stated)));
        var id = saved.insert(new NewDecision(
                digest,
                entry.version().digest(),
                policy.id(),
                organisation,
                decided.on(),
                decision.verdict(),
                facts,
                stated,
                DecisionOutcome.of(decision),
                subject,
                now,
                actor.account(),
                actor.name()));
        SavedDecision row = saved.byDigest(digest).orElseThrow();
        if (id.isPresent()) {
            audit.append(
                    actor,
                    AuditEvent.of("policy.decisionSaved", "policyDecision", row.id(), policy.name())
                            .with(java.util.Map.of(
                                    "organisation",
                                    organisation.toString(),
                                    "verdict",
                                    decision.verdict().name())));
        }
        return row;
    }

    @Override
    public Optional<SavedDecision> saved(UUID decision) {
        return saved.find(decision);
    }

    @Override
    public List<SavedDecision> savedFor(UUID organisation, String policy) {
        return saved.of(organisation, policy);
    }

    @Override
    public List<SavedDecision> savedFor(UUID organisation, @Nullable UUID after, int limit) {
        return saved.of(organisation, after, limit);
    }

    @Override
    public List<SavedDecision> savedFor(String subject) {
        return saved.of(subject);
    }

    @Override
    public Decided again(SavedDecision row) {
        Kept kept = versions.find(row.version())
                .orElseThrow(() -> new IllegalStateException("the version of decision " + row.id() + " is not kept"));
        Policy policy = kept.version().policy();
        Facts facts = FrozenFacts.read(row.facts(), kept.dictionary(), policy.baseYear(row.on()));
        List<Limit> limits = policy.inForce(row.on()) ? List.of() : List.of(Limit.NOT_IN_FORCE);
        return decided(kept.version(), row.organisation(), row.on(), facts, row.stated(), limits);
    }

    @Override
    public Recheck recheck(SavedDecision row) {
        return recheck(row, known::on);
    }

    @Override
    public List<Recheck> recheck(List<SavedDecision> rows) {
        var read = new HashMap<List<Object>, Facts>();
        return rows.stream()
                .map(row -> recheck(
                        row, (firm, day) -> read.computeIfAbsent(List.of(firm, day), key -> known.on(firm, day))))
                .toList();
    }

    private Recheck recheck(SavedDecision row, BiFunction<UUID, LocalDate, Facts> base) {
        Entry entry = book.edition().find(row.policy(), row.on()).orElse(null);
        if (entry == null) return new Recheck(false, true, List.of(), null, false);
        Policy policy = entry.version().policy();
        int baseYear = policy.baseYear(row.on());
        Decided now = decide(row.policy(), row.organisation(), row.on(), stated(row), base);
        String facts = FrozenFacts.write(
                now.facts(), policy.dictionary(), entry.sources().getFirst().text(), baseYear);
        return new Recheck(
                true,
                !entry.version().digest().equals(row.version()),
                FrozenFacts.changes(row.facts(), facts),
                now,
                FrozenFacts.sameJson(DecisionOutcome.of(now.decision()), row.outcome()));
    }

    /** What was stated for the purpose stays as it was stated, as far as the dictionary still has it. */
    private Facts stated(SavedDecision row) {
        if (row.stated().isEmpty()) return Facts.builder().build();
        Facts frozen = again(row).facts();
        var kept = Facts.builder();
        for (String name : row.stated()) {
            var fact = book.dictionary().find(name);
            if (fact == null) continue;
            var years = frozen.yearly().get(name);
            if (years != null) years.forEach((year, value) -> kept.set(name, year, value));
            var value = frozen.asOf().get(name);
            if (value != null) kept.set(name, value);
        }
        return kept.build();
    }
}
