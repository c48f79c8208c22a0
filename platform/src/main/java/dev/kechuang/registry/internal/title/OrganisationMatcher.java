package dev.kechuang.registry.internal.title;

import dev.kechuang.registry.internal.OrganisationScan;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Finds the organisations that names of a list mean. Every organisation passes by once, and each name of the list takes
 * what fits: so a list of a thousand names costs one reading of the register, however the names are misspelt.
 */
@Component
public class OrganisationMatcher {

    /** Of its pairs of characters a name has to share so many with another to be similar (Dice's coefficient). */
    static final double SIMILAR = 0.66;

    private static final int MOST = 5;
    private static final Pattern LEGAL_FORM = Pattern.compile("(股份有限公司|有限责任公司|集团有限公司|有限公司|公司)$");

    private final OrganisationScan organisations;

    public OrganisationMatcher(OrganisationScan organisations) {
        this.organisations = organisations;
    }

    /** How a name was found, from the surest on. */
    public enum By {
        /** 统一社会信用代码. */
        CODE,
        /** 名称一致. */
        NAME,
        /** 曾用名. */
        FORMER_NAME,
        /** 标点、全半角不同. */
        SPELLING,
        /** 仅公司形式不同. */
        LEGAL_FORM,
        /** 名称相近. */
        SIMILAR,
        /** 信用代码指向它, 但名称不符. */
        OTHER_NAME;

        /** Whether nobody needs to look. */
        boolean certain() {
            return ordinal() <= SPELLING.ordinal();
        }
    }

    /** @param score from 0 to 1 */
    public record Candidate(UUID id, String name, String creditCode, String region, By by, double score) {}

    /**
     * What a name may mean, the likeliest first.
     *
     * @param certain it can only be the first
     */
    public record Match(List<Candidate> candidates, boolean certain) {
        static final Match NONE = new Match(List.of(), false);
    }

    /** @param creditCode empty for none; the surer of the two where it is given */
    public record Sought(String name, String creditCode) {}

    /** A match for each; confirmed organisations that the viewer sees. */
    public Map<Sought, Match> match(Viewer viewer, Collection<Sought> sought) {
        var names = new Index(new HashSet<>(sought));
        organisations.confirmed(viewer, names::take);
        return names.matches();
    }

    /** A name without its legal form, as it is compared. */
    static String core(String comparable) {
        String core = LEGAL_FORM.matcher(comparable).replaceFirst("");
        return core.isEmpty() ? comparable : core;
    }

    private static Set<Integer> pairs(String text) {
        var pairs = new HashSet<Integer>();
        for (int i = 0; i + 1 < text.length(); i++) pairs.add(text.charAt(i) << 16 | text.charAt(i + 1));
        return pairs;
    }

    /** The names of a list by everything that an organisation's name may meet them by. */
    private static final class Index {
        private final Map<Sought, List<Candidate>> found = new LinkedHashMap<>();
        private final Map<String, List<Sought>> byCode = new HashMap<>();
        private final Map<String, List<Sought>> byName = new HashMap<>();
        private final Map<String, List<Sought>> bySpelling = new HashMap<>();
        private final Map<String, List<Sought>> byCore = new HashMap<>();
        private final Map<Integer, List<Sought>> byPair = new HashMap<>();
        private final Map<Sought, Integer> pairs = new HashMap<>();

        Index(Set<Sought> all) {
            for (Sought sought : all) {
                found.put(sought, new ArrayList<>());
                if (!sought.creditCode().isEmpty()) add(byCode, sought.creditCode(), sought);
                if (sought.name().isBlank()) continue;
                String spelling = TitleNames.comparable(sought.name());
                add(byName, sought.name().strip(), sought);
                add(bySpelling, spelling, sought);
                add(byCore, core(spelling), sought);
                var own = pairs(core(spelling));
                pairs.put(sought, own.size());
                own.forEach(pair -> add(byPair, pair, sought));
            }
        }

        private static <K> void add(Map<K, List<Sought>> map, K key, Sought sought) {
            map.computeIfAbsent(key, each -> new ArrayList<>()).add(sought);
        }

        void take(OrganisationScan.Known o) {
            var best = new HashMap<Sought, Candidate>();
            name(o, o.name(), false, best);
            for (String former : o.formerNames()) name(o, former, true, best);
            for (Sought sought : byCode.getOrDefault(o.creditCode(), List.of())) {
                Candidate named = best.get(sought);
                boolean fits = sought.name().isBlank() || named != null;
                best.put(sought, candidate(o, fits ? By.CODE : By.OTHER_NAME, fits ? 1 : 0.5));
            }
            best.forEach((sought, candidate) -> {
                var candidates = found.get(sought);
                if (candidates != null) candidates.add(candidate);
            });
        }

        private void name(OrganisationScan.Known o, String name, boolean former, Map<Sought, Candidate> best) {
            String spelling = TitleNames.comparable(name);
            String core = core(spelling);
            var own = pairs(core);
            var shared = new HashMap<Sought, Integer>();
            for (int pair : own) {
                for (Sought sought : byPair.getOrDefault(pair, List.of())) shared.merge(sought, 1, Integer::sum);
            }
            shared.forEach((sought, count) -> {
                double score = 2.0 * count / (own.size() + pairs.getOrDefault(sought, 0));
                if (score >= SIMILAR) better(best, sought, candidate(o, By.SIMILAR, Math.min(score, 0.99)));
            });
            for (Sought sought : byCore.getOrDefault(core, List.of())) {
                better(best, sought, candidate(o, By.LEGAL_FORM, 0.995));
            }
            for (Sought sought : bySpelling.getOrDefault(spelling, List.of())) {
                better(best, sought, candidate(o, former ? By.FORMER_NAME : By.SPELLING, 1));
            }
            for (Sought sought : byName.getOrDefault(name, List.of())) {
                better(best, sought, candidate(o, former ? By.FORMER_NAME : By.NAME, 1));
            }
        }

        private static Candidate candidate(OrganisationScan.Known o, By by, double score) {
            return new Candidate(o.id(), o.name(), o.creditCode(), o.region(), by, score);
        }

        private static void better(Map<Sought, Candidate> best, Sought sought, Candidate candidate) {
            best.merge(sought, candidate, (one, other) -> SUREST.compare(one, other) <= 0 ? one : other);
        }

        private static final Comparator<Candidate> SUREST = Comparator.comparing(Candidate::by)
                .thenComparing(Comparator.comparingDouble(Candidate::score).reversed())
                .thenComparing(Candidate::name);

        Map<Sought, Match> matches() {
            var matches = new LinkedHashMap<Sought, Match>();
            found.forEach((sought, candidates) -> {
                candidates.sort(SUREST);
                // A code that is right settles it, whoever else has a similar name.
                boolean coded = !candidates.isEmpty() && candidates.getFirst().by() == By.CODE;
                long sure =
                        candidates.stream().filter(each -> each.by().certain()).count();
                boolean contradicts = candidates.stream().anyMatch(each -> each.by() == By.OTHER_NAME);
                boolean certain = coded || sure == 1 && !contradicts;
                matches.put(
                        sought,
                        candidates.isEmpty()
                                ? Match.NONE
                                : new Match(
                                        List.copyOf(candidates.subList(0, Math.min(MOST, candidates.size()))),
                                        certain));
            });
            return matches;
        }
    }
}
