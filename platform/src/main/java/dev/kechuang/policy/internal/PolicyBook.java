package dev.kechuang.policy.internal;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Problem;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.PackProblem;
import dev.kechuang.pack.PackProblems;
import dev.kechuang.pack.Packs;
import dev.kechuang.policy.PolicyRelease;
import dev.kechuang.policy.PolicyVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies: the packs' texts, read once at start, and over them the releases of officers, read anew when there are
 * more. Shared between threads.
 *
 * <p>A release is seen by the node that made it as soon as it has committed, and by others within {@link #FRESH}; what has
 * to be exact asks {@link #exact()}.
 */
public final class PolicyBook {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyBook.class);
    private static final Duration FRESH = Duration.ofSeconds(2);

    /** A policy with the texts it was read from, its own first. */
    public record Entry(PolicyVersion version, List<PackDocument> sources) {}

    /** A pack that concerns the city; {@code region} is empty for the national one. */
    public record Pack(String id, String region, String name, String english) {
        private static final Pattern NAME = Pattern.compile("(?m)^(name|en): *\"?([^\"\\n#]*)");

        static Pack of(PackDocument text) {
            var names = new HashMap<String, String>();
            var found = NAME.matcher(text.text());
            while (found.find())
                names.putIfAbsent(found.group(1), found.group(2).strip());
            String name = names.getOrDefault("name", text.pack());
            return new Pack(text.pack(), text.region(), name, names.getOrDefault("en", name));
        }
    }

    private final FactDictionary dictionary;
    private final List<Pack> packList;
    private final List<PackDocument> dictionaries;
    private final Map<String, Fact> byCode = new HashMap<>();
    private final Map<String, Entry> packs;
    private final List<String> packOrder;
    private final @Nullable ReleaseStore releases;
    private final @Nullable PolicyVersionStore versions;
    /** Compiled once; a release never changes. */
    private final Map<UUID, Entry> read = new ConcurrentHashMap<>();

    private volatile Seen seen;
    private final AtomicLong told = new AtomicLong();

    /** @param until in {@link System#nanoTime} */
    private record Seen(Edition edition, long until) {}

    private PolicyBook(
            FactDictionary dictionary,
            List<Pack> packList,
            List<PackDocument> dictionaries,
            Map<String, Entry> packs,
            List<String> packOrder,
            @Nullable ReleaseStore releases,
            @Nullable PolicyVersionStore versions) {
        this.dictionary = dictionary;
        this.packList = packList;
        this.dictionaries = dictionaries;
        this.packs = packs;
        this.packOrder = packOrder;
        this.releases = releases;
        this.versions = versions;
        this.seen = new Seen(new Edition(0, packs, packOrder, List.of()), System.nanoTime());
        dictionary.facts().forEach(fact -> byCode.put(fact.code(), fact));
    }

    /** Reads the packs; {@link PackProblems} lists all that is wrong. */
    public static PolicyBook of(Packs packs) {
        return of(packs.documents("pack.yaml"), packs.documents("facts.yaml"), packs.documents("policies"));
    }

    static PolicyBook of(List<PackDocument> packs, List<PackDocument> dictionaries, List<PackDocument> policies) {
        var problems = new ArrayList<Problem>();
        var facts = new ArrayList<Fact>();
        dictionaries.forEach(text -> facts.addAll(Documents.facts(text.place(), text.text(), problems)));
        var dictionary = new FactDictionary(facts);
        var entries = new LinkedHashMap<String, Entry>();
        for (PackDocument text : policies) {
            Policy policy = Documents.policy(text.place(), text.text(), dictionary, problems);
            if (policy == null) continue;
            Entry before = entries.put(policy.id(), entry(policy, text, dictionaries));
            if (before != null) problems.add(twice(policy, text, before));
            if (!policy.region().equals(text.pack())) problems.add(elsewhere(policy, text));
        }
        var errors = problems.stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .map(p -> new PackProblem(p.file(), p.line(), p.column(), p.chinese(), p.english()))
                .sorted(Comparator.comparing(PackProblem::file).thenComparing(PackProblem::line))
                .toList();
        if (!errors.isEmpty()) throw new PackProblems(errors);
        var order = Stream.concat(packs.stream(), policies.stream())
                .map(PackDocument::pack)
                .distinct()
                .toList();
        return new PolicyBook(
                dictionary,
                packs.stream().map(Pack::of).toList(),
                List.copyOf(dictionaries),
                Collections.unmodifiableMap(entries),
                order,
                null,
                null);
    }

    /** The same packs with the releases of a database over them. */
    public PolicyBook with(ReleaseStore store, PolicyVersionStore kept) {
        return new PolicyBook(dictionary, packList, dictionaries, packs, packOrder, store, kept);
    }

    private static Entry entry(Policy policy, PackDocument text, List<PackDocument> dictionaries) {
        var sources = new ArrayList<>(List.of(text));
        sources.addAll(dictionaries);
        String digest = Digests.of(sources.stream().map(PackDocument::digest).toList());
        return new Entry(new PolicyVersion(digest, text.region(), policy), List.copyOf(sources));
    }

    private static Problem twice(Policy policy, PackDocument text, Entry before) {
        String place = before.sources().getFirst().place();
        return new Problem(
                Problem.Severity.ERROR,
                text.place(),
                1,
                1,
                "政策编号“" + policy.id() + "”已在" + place + "中使用",
                "the policy '" + policy.id() + "' is already defined in " + place);
    }

    private static Problem elsewhere(Policy policy, PackDocument text) {
        return new Problem(
                Problem.Severity.ERROR,
                text.place(),
                1,
                1,
                "region 写的是“" + policy.region() + "”，应为所在定义包“" + text.pack() + "”",
                "region is '" + policy.region() + "', expected the pack it lies in, '" + text.pack() + "'");
    }

    /** The policies as they are, some seconds ago at most. */
    Edition edition() {
        Seen now = seen;
        return System.nanoTime() - now.until() < 0 ? now.edition() : exact();
    }

    /** The policies exactly as the running transaction sees them. */
    Edition exact() {
        if (releases == null) return seen.edition();
        long tellings = told.get();
        long until = System.nanoTime() + FRESH.toNanos();
        ReleaseStore.Position position = releases.position();
        Edition known = seen.edition();
        Edition exact = position.value() == known.position()
                ? known
                : position.value() < known.position() ? known.at(position.value()) : read(position.value());
        // A release of this very transaction may still be rolled back: it is nobody else's business.
        if (!position.own()) see(new Seen(exact, until), tellings);
        return exact;
    }

    private synchronized void see(Seen now, long tellings) {
        if (now.edition().position() < seen.edition().position()) return;
        // Somebody told of a release while this was being read: the next one reads again.
        seen = told.get() == tellings ? now : new Seen(now.edition(), System.nanoTime());
    }

    /** Somebody released: whoever asks next reads again. */
    void releasedAnew() {
        told.incrementAndGet();
        synchronized (this) {
            seen = new Seen(seen.edition(), System.nanoTime());
        }
    }

    private Edition read(long position) {
        var all = Objects.requireNonNull(releases).until(position).stream()
                .map(release -> new Edition.Released(release, compiled(release)))
                .toList();
        return new Edition(position, packs, packOrder, all);
    }

    private Entry compiled(PolicyRelease release) {
        Entry known = read.get(release.id());
        if (known != null) return known;
        String content = Objects.requireNonNull(releases).text(release.text());
        var text = new PackDocument(release.pack(), release.region(), release.path(), release.text(), content);
        Policy policy = Documents.policy(text.place(), content, dictionary, new ArrayList<>());
        Entry entry = policy != null ? entry(policy, text, dictionaries) : asReleased(release, text);
        read.put(release.id(), entry);
        return entry;
    }

    /** Read with the dictionaries of its day, as today's have lost something that it names. */
    private Entry asReleased(PolicyRelease release, PackDocument text) {
        LOG.warn(
                "release {} of policy {} does not fit today's dictionary of facts and decides with that of its day",
                release.number(),
                release.policy());
        PolicyVersionStore kept = Objects.requireNonNull(versions);
        var policy = kept.find(release.version()).orElseThrow().version().policy();
        return new Entry(
                new PolicyVersion(release.version(), release.region(), policy), kept.sources(release.version(), text));
    }

    /** Reads a text as it would be decided with; null where something is wrong, which {@code problems} then lists. */
    public @Nullable Entry read(PackDocument text, List<Problem> problems) {
        Policy policy = Documents.policy(text.place(), text.text(), dictionary, problems);
        return policy == null ? null : entry(policy, text, dictionaries);
    }

    /** The packs a policy may belong to, national first. */
    public List<Pack> packs() {
        return packList;
    }

    /** The newest text of a policy: of its last release, else the pack's. */
    public Optional<Entry> newest(String policy) {
        var released = exact().of(policy);
        return released.isEmpty()
                ? inPack(policy)
                : Optional.of(released.getFirst().entry());
    }

    /**
     * A policy with everything there is of it.
     *
     * @param newest its last release, else the pack's text
     * @param inPack what the pack holds for it now; null where it is in no pack
     * @param releases newest first
     */
    public record Standing(
            String policy, Entry newest, @Nullable Entry inPack, List<PolicyRelease> releases) {

        /** How the pack's text stands to the released one (政策与定义包的差异); the release decides in any case. */
        public PackNews packNews() {
            if (releases.isEmpty()) return PackNews.NONE;
            PolicyRelease last = releases.getFirst();
            String now = inPack == null ? null : inPack.sources().getFirst().digest();
            if (last.text().equals(now)) return PackNews.NONE;
            return now == null || now.equals(last.packDigest()) ? PackNews.TO_EXPORT : PackNews.CHANGED;
        }
    }

    public enum PackNews {
        NONE,
        /** The release is not in the pack yet. */
        TO_EXPORT,
        /** The pack has another text than when it was released: somebody has to look which is right. */
        CHANGED
    }

    /** Every policy, those to come too, national ones first. */
    public List<Standing> standings() {
        Edition now = exact();
        return now.policies().stream().map(policy -> standing(now, policy)).toList();
    }

    public Optional<Standing> standing(String policy) {
        Edition now = exact();
        return now.policies().contains(policy) ? Optional.of(standing(now, policy)) : Optional.empty();
    }

    private Standing standing(Edition now, String policy) {
        var released = now.of(policy);
        Entry pack = packs.get(policy);
        return new Standing(
                policy,
                released.isEmpty()
                        ? Objects.requireNonNull(pack)
                        : released.getFirst().entry(),
                pack,
                released.stream().map(Edition.Released::release).toList());
    }

    /** The text of a release as it decides today. */
    public Optional<Entry> release(String policy, int number) {
        return exact().of(policy).stream()
                .filter(one -> one.release().number() == number)
                .findFirst()
                .map(Edition.Released::entry);
    }

    /** What the pack holds for a policy now. */
    public Optional<Entry> inPack(String policy) {
        return Optional.ofNullable(packs.get(policy));
    }

    /** Everything that decides or decided, packs and releases. */
    public List<Entry> entries() {
        return List.copyOf(exact().entries());
    }

    public FactDictionary dictionary() {
        return dictionary;
    }

    @Nullable Fact fact(String code) {
        return byCode.get(code);
    }
}
