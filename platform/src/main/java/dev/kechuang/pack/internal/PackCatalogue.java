package dev.kechuang.pack.internal;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.kechuang.pack.FactDefinition;
import dev.kechuang.pack.PackProblem;
import dev.kechuang.pack.PackProblems;
import dev.kechuang.pack.Region;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What people look up about the packs: what is loaded, what holds where, which versions there were. */
@Service
public class PackCatalogue {

    /** Lines of context around a difference. */
    private static final int CONTEXT = 3;

    private final CityPacks packs;
    private final PackStore store;

    public PackCatalogue(CityPacks packs, PackStore store) {
        this.packs = packs;
        this.store = store;
    }

    /**
     * @param stored the version that holds the loaded content
     * @param inUse the city's own pack or one it inherits from
     * @param depth how many packs stand above
     */
    public record Summary(Pack pack, PackStore.Version stored, Pack.Content content, boolean inUse, int depth) {}

    /**
     * A row of the tree of regions.
     *
     * @param depth below the topmost row shown
     */
    public record RegionRow(Region region, boolean own, boolean dated, String note, String source, int depth) {}

    /** One version with what it changed against the one before. */
    public record VersionRow(PackStore.Version version, List<PackStore.FileChange> changes) {}

    /**
     * How one file differs from the version before.
     *
     * @param lines of a unified difference; empty for what is not text
     */
    public record FileDifference(String path, PackStore.Change change, List<String> lines) {}

    /**
     * What stands on disk now, against what is loaded.
     *
     * @param changed ids of packs whose files differ from what is loaded
     */
    public record Check(String directory, List<PackProblem> problems, List<String> changed) {}

    /** Every loaded pack, each after the one it inherits from. */
    public List<Summary> all() {
        Map<String, PackStore.Version> newest = store.newest();
        var inUse = packs.set().path(packs.pack().id());
        return packs.set().packs().stream()
                .map(pack -> new Summary(
                        pack,
                        java.util.Objects.requireNonNull(newest.get(pack.id()), "imported at start"),
                        packs.set().effective(pack.id()),
                        inUse.contains(pack),
                        packs.set().path(pack.id()).size() - 1))
                .sorted(Comparator.comparing(summary -> summary.pack().id()))
                .toList();
    }

    public Optional<Summary> find(String id) {
        return all().stream().filter(summary -> summary.pack().id().equals(id)).findFirst();
    }

    /** The pack and those it inherits from, the national one first. */
    public List<Pack> path(String id) {
        return packs.set().path(id);
    }

    /**
     * The regions a pack is for, as a tree in the pack's order; those of the national pack are all there are.
     *
     * @param day what stands on that day; null for every region that ever stood
     */
    public List<RegionRow> regions(Pack pack, @Nullable LocalDate day) {
        var byParent = new LinkedHashMap<String, List<Pack.RegionEntry>>();
        var roots = new ArrayList<Pack.RegionEntry>();
        for (var item : packs.set().regions()) {
            Pack.RegionEntry entry = item.value();
            Region region = entry.region();
            if (day != null && !region.standsOn(day)) continue;
            boolean root = pack.region() == null
                    ? region.parent() == null
                    : pack.region().equals(region.code());
            if (root) roots.add(entry);
            if (region.parent() != null) {
                byParent.computeIfAbsent(region.parent(), code -> new ArrayList<>())
                        .add(entry);
            }
        }
        var rows = new ArrayList<RegionRow>();
        for (var root : roots) add(rows, root, 0, byParent);
        return rows;
    }

    private static void add(
            List<RegionRow> rows, Pack.RegionEntry entry, int depth, Map<String, List<Pack.RegionEntry>> byParent) {
        String code = entry.region().code();
        boolean again = rows.stream().anyMatch(row -> row.region().code().equals(code));
        rows.add(new RegionRow(entry.region(), entry.own(), entry.dated(), entry.note(), entry.source(), depth));
        // A code that stood for two regions in turn has its children once, below the first.
        if (again) return;
        for (var child : byParent.getOrDefault(code, List.of())) add(rows, child, depth + 1, byParent);
    }

    /** Facts whose name, code or note holds the text, of one group unless that is empty. */
    public List<FactDefinition> facts(Pack pack, String text, String group) {
        String sought = text.strip().toLowerCase(Locale.ROOT);
        return packs.set().effective(pack.id()).facts().stream()
                .map(Item::value)
                .filter(fact -> group.isEmpty() || fact.group().equals(group))
                .filter(fact -> sought.isEmpty()
                        || (fact.name() + ' ' + fact.code() + ' ' + fact.en() + ' ' + fact.note() + ' ' + fact.clause())
                                .toLowerCase(Locale.ROOT)
                                .contains(sought))
                .toList();
    }

    /** All versions of a pack with their changes, the newest first. */
    public List<VersionRow> versions(String id) {
        var changes = store.changes(id);
        return store.versions(id).stream()
                .map(version -> new VersionRow(
                        version,
                        changes.stream()
                                .filter(change -> change.number() == version.number())
                                .toList()))
                .toList();
    }

    /** What a version changed, line by line; empty when there is no such version. */
    public Optional<List<FileDifference>> differences(String id, int number) {
        if (store.versions(id).stream().noneMatch(version -> version.number() == number)) return Optional.empty();
        return Optional.of(store.changes(id).stream()
                .filter(change -> change.number() == number)
                .map(change -> difference(id, change))
                .toList());
    }

    private FileDifference difference(String id, PackStore.FileChange change) {
        var before = lines(store.content(id, change.number() - 1, change.path()), change.path());
        var after = lines(store.content(id, change.number(), change.path()), change.path());
        var unified = UnifiedDiffUtils.generateUnifiedDiff(
                change.path(), change.path(), before, DiffUtils.diff(before, after), CONTEXT);
        // The first two lines name the file, which stands above already.
        return new FileDifference(
                change.path(), change.change(), unified.stream().skip(2).toList());
    }

    private static List<String> lines(Optional<byte[]> content, String path) {
        if (content.isEmpty() || !PackFiles.isText(path)) return List.of();
        return new String(content.get(), StandardCharsets.UTF_8).lines().toList();
    }

    /** Checks the files as they stand on disk now: what a restart would say. */
    public Check check() {
        var directory = packs.set().directory();
        try {
            var fresh = PackLoader.load(directory);
            var changed = new ArrayList<String>();
            for (Pack pack : fresh.packs()) {
                boolean same = packs.set()
                        .pack(pack.id())
                        .map(loaded -> loaded.digest().equals(pack.digest()))
                        .orElse(false);
                if (!same) changed.add(pack.id());
            }
            for (Pack pack : packs.set().packs()) {
                if (fresh.pack(pack.id()).isEmpty()) changed.add(pack.id());
            }
            return new Check(directory.toString(), List.of(), changed);
        } catch (PackProblems broken) {
            return new Check(directory.toString(), broken.problems(), List.of());
        }
    }

    /** The calendar of a pack for a year; empty when the pack does not hold it. */
    public Optional<HolidayYear> year(Pack pack, int year) {
        return packs.set().effective(pack.id()).years().stream()
                .map(Item::value)
                .filter(held -> held.year() == year)
                .findFirst();
    }

    /** Code of the city this installation serves. */
    public String city() {
        return packs.regions().city().code();
    }

    /** Name of a region for people; the code when no pack knows it. */
    public Optional<Region> region(@Nullable String code) {
        return code == null ? Optional.empty() : packs.regions().find(code);
    }
}
