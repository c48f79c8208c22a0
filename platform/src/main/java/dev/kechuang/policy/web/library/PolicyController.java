package dev.kechuang.policy.web.library;

import dev.kechuang.engine.Policy;
import dev.kechuang.pack.Regions;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyLinks;
import dev.kechuang.policy.PolicyRelease;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.internal.PolicyVersionStore;
import dev.kechuang.policy.internal.PolicyVersionStore.Seen;
import dev.kechuang.policy.internal.library.PolicyDifference;
import dev.kechuang.policy.internal.library.PolicyDifference.Change;
import dev.kechuang.policy.internal.library.PolicyKind;
import dev.kechuang.policy.web.PolicyWords;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One policy in plain words (政策详情), its earlier versions and what changed between two of them, for everybody. */
@Controller
@RequestMapping("/policies/{id}")
@Allow(everyone = true)
public class PolicyController {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Decisions decisions;
    private final PolicyVersionStore versions;
    private final Organisations organisations;
    private final List<PolicyLinks> links;
    private final Regions regions;
    private final PolicyWords words;
    private final Clock clock;

    PolicyController(
            Decisions decisions,
            PolicyVersionStore versions,
            Organisations organisations,
            List<PolicyLinks> links,
            Regions regions,
            PolicyWords words,
            Clock clock) {
        this.decisions = decisions;
        this.versions = versions;
        this.organisations = organisations;
        this.links = List.copyOf(links);
        this.regions = regions;
        this.words = words;
        this.clock = clock;
    }

    /** @param what what it is, in the reader's language */
    public record Opening(String what, String title, String path, String until) {}

    /**
     * @param earlier not the version of today: the page says so
     * @param upcoming first day of an announced version; empty for none
     * @param own path to the decision for the viewer's own organisation; empty for everybody else
     * @param officer whether an organisation may be chosen
     */
    public record PolicyPage(
            String id,
            String name,
            boolean earlier,
            boolean inForce,
            String upcoming,
            List<Detail> details,
            RuleSheet rules,
            List<Opening> openings,
            Table sources,
            Table versions,
            String own,
            boolean officer,
            Form choice) {}

    @GetMapping
    String policy(@PathVariable String id, Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", page(current(id), false, Form.EMPTY, viewer, locale));
        return "policy/library/policy";
    }

    @GetMapping("/versions/{digest}")
    String version(@PathVariable String id, @PathVariable String digest, Viewer viewer, Locale locale, Model model) {
        PolicyVersion current = current(id);
        PolicyVersion wanted = kept(current, digest);
        boolean earlier = !wanted.digest().equals(current.digest());
        model.addAttribute("model", page(wanted, earlier, Form.EMPTY, viewer, locale));
        return "policy/library/policy";
    }

    /** An officer names the organisation to decide for by its credit code. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/organisations")
    String choose(
            @PathVariable String id,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        PolicyVersion version = current(id);
        var found = organisations
                .live(asked.getOrDefault("creditCode", "").strip().toUpperCase(Locale.ROOT))
                .flatMap(o -> organisations.find(viewer, o.id()));
        if (found.isPresent())
            return "redirect:/policies/" + id + "/organisations/" + found.get().id();
        response.setStatus(422);
        var form = Form.of(asked).with(List.of(FieldError.of("creditCode", "policy.error.organisation")));
        model.addAttribute("model", page(version, false, form, viewer, locale));
        return "policy/library/policy";
    }

    private PolicyVersion current(String id) {
        return decisions.find(id).orElseThrow(() -> new NotFound("policy"));
    }

    private PolicyVersion kept(PolicyVersion current, String digest) {
        if (digest.equals(current.digest())) return current;
        if (!digest.matches("[0-9a-f]{64}")) throw new NotFound("version");
        return versions.find(digest)
                .map(PolicyVersionStore.Kept::version)
                .filter(v -> v.id().equals(current.id()))
                .map(v -> new PolicyVersion(v.digest(), current.region(), v.policy()))
                .orElseThrow(() -> new NotFound("version"));
    }

    private PolicyPage page(PolicyVersion version, boolean earlier, Form choice, Viewer viewer, Locale locale) {
        Policy policy = version.policy();
        LocalDate today = LocalDate.now(clock);
        boolean own = viewer.is(Role.APPLICANT) && viewer.organisation() != null;
        var rows = kept(policy.id(), current(policy.id()).digest(), today);
        var upcoming = rows.stream()
                .map(Kept::release)
                .filter(Objects::nonNull)
                .map(PolicyRelease::inForceFrom)
                .filter(from -> from.isAfter(today))
                .min(Comparator.naturalOrder());
        return new PolicyPage(
                policy.id(),
                words.name(locale, policy),
                earlier,
                policy.inForce(today),
                upcoming.map(LocalDate::toString).orElse(""),
                details(version, locale),
                RuleSheet.of(policy, today, locale, words),
                earlier ? List.of() : openings(policy.id(), locale),
                sources(policy, locale),
                history(rows, policy.id(), locale),
                own ? "/policies/" + policy.id() + "/organisations/" + viewer.organisation() : "",
                viewer.isOfficer(),
                choice);
    }

    private List<Detail> details(PolicyVersion version, Locale locale) {
        Policy policy = version.policy();
        var details = new ArrayList<Detail>();
        details.add(Detail.of(words.text(locale, "policy.issuer"), policy.issuer()));
        details.add(Detail.of(words.text(locale, "policy.level"), words.levelName(locale, version)));
        details.add(Detail.of(words.text(locale, "library.region"), region(version, locale)));
        details.add(Detail.of(
                words.text(locale, "library.kind"),
                PolicyKind.of(policy).stream()
                        .map(kind -> words.text(locale, "library.kind." + kind.code()))
                        .collect(Collectors.joining(PolicyWords.english(locale) ? ", " : "、"))));
        if (!policy.grants().isEmpty()) {
            details.add(Detail.of(words.text(locale, "policy.grants"), policy.grants()));
        }
        details.add(Detail.of(words.text(locale, "policy.validity"), words.validity(locale, policy)));
        details.add(Detail.of(
                words.text(locale, "library.years"),
                words.text(locale, policy.currentYear() ? "library.years.current" : "library.years.last")));
        details.add(Detail.of(words.text(locale, "policy.figures"), words.status(locale, policy)));
        return details;
    }

    private String region(PolicyVersion version, Locale locale) {
        if (version.region().isEmpty()) return words.text(locale, "library.everywhere");
        return regions.find(version.region())
                .map(region -> PolicyWords.english(locale) ? region.en() : region.name())
                .orElse(version.region());
    }

    private List<Opening> openings(String policy, Locale locale) {
        return links.stream()
                .flatMap(source -> source.of(policy).stream())
                .map(link -> new Opening(words.text(locale, link.kind()), link.title(), link.path(), link.until()))
                .toList();
    }

    private Table sources(Policy policy, Locale locale) {
        List<Column<Policy.Source>> columns = List.of(
                Column.title(words.text(locale, "policy.source.title"), PolicyController::source),
                Column.text(words.text(locale, "policy.source.date"), s -> Cell.text(s.date())),
                Column.text(words.text(locale, "policy.figures"), s -> words.status(locale, s.status())),
                Column.title(words.text(locale, "policy.source.note"), s -> Cell.text(s.note())));
        return Table.of(words.text(locale, "policy.sources"), columns, policy.sources());
    }

    private static Cell source(Policy.Source source) {
        String title = "《" + source.title() + "》";
        return source.url().startsWith("https://")
                ? new Cell.Lines(title, source.url(), source.number())
                : new Cell.Lines(title, "", source.number());
    }

    /**
     * @param release null for a text of the pack
     * @param before digest of the version it replaced, empty for the first
     */
    private record Kept(
            String digest, String seen, @Nullable PolicyRelease release, String before, String state) {}

    /** Releases first, then the texts that packs brought; newest first. */
    private List<Kept> kept(String policy, String current, LocalDate today) {
        var seen = new LinkedHashMap<String, String>();
        versions.versions(policy).forEach(one -> seen.put(one.digest(), day(one)));
        var rows = new ArrayList<Kept>();
        for (PolicyRelease release : decisions.releases(policy)) {
            String at = seen.getOrDefault(release.version(), "");
            rows.add(new Kept(release.version(), at, release, "", state(release, current, today)));
        }
        rows.forEach(row -> seen.remove(row.digest()));
        seen.forEach((digest, at) ->
                rows.add(new Kept(digest, at, null, "", digest.equals(current) ? "current" : "earlier")));
        var linked = new ArrayList<Kept>();
        for (int i = 0; i < rows.size(); i++) {
            Kept row = rows.get(i);
            String before = i + 1 < rows.size() ? rows.get(i + 1).digest() : "";
            linked.add(new Kept(row.digest(), row.seen(), row.release(), before, row.state()));
        }
        return linked;
    }

    private static String state(PolicyRelease release, String current, LocalDate today) {
        if (release.inForceFrom().isAfter(today)) return "upcoming";
        return release.version().equals(current) ? "current" : "earlier";
    }

    private Table history(List<Kept> rows, String policy, Locale locale) {
        String path = "/policies/" + policy;
        List<Column<Kept>> columns = List.of(
                Column.text(
                        words.text(locale, "policy.version"),
                        v -> Cell.link(v.digest().substring(0, 12), path + "/versions/" + v.digest())),
                Column.text(
                        words.text(locale, "library.decidesFrom"),
                        v -> Cell.text(
                                v.release() == null
                                        ? ""
                                        : v.release().inForceFrom().toString())),
                Column.title(
                        words.text(locale, "library.document"),
                        v -> Cell.text(
                                v.release() == null
                                        ? words.text(locale, "library.ofPack")
                                        : v.release().document())),
                Column.text(words.text(locale, "policy.version.seen"), v -> Cell.text(v.seen())),
                Column.text(
                        words.text(locale, "policy.version.state"),
                        v -> Cell.text(words.text(locale, "library.version." + v.state()))),
                Column.text(
                        words.text(locale, "library.changes"),
                        v -> v.before().isEmpty()
                                ? Cell.NONE
                                : Cell.link(
                                        words.text(locale, "library.changes.show"),
                                        path + "/changes?from=" + v.before() + "&to=" + v.digest())));
        return Table.of(words.text(locale, "policy.versions"), columns, rows);
    }

    private static String day(Seen seen) {
        return seen.seenAt().atZone(ZONE).toLocalDate().toString();
    }

    /** @param none whether both versions say the same */
    public record ChangesPage(String id, String name, String from, String to, Table changes, boolean none) {}

    @GetMapping("/changes")
    String changes(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            Locale locale,
            Model model) {
        PolicyVersion current = current(id);
        PolicyVersion before = kept(current, from);
        PolicyVersion after = to.isEmpty() ? current : kept(current, to);
        var changes = PolicyDifference.between(before.policy(), after.policy());
        List<Column<Change>> columns = List.of(
                Column.text(
                        words.text(locale, "library.part"),
                        c -> Cell.text(words.text(
                                locale, "library.part." + c.part().name().toLowerCase(Locale.ROOT)))),
                Column.title(words.text(locale, "library.part.name"), c -> Cell.text(named(c, locale))),
                Column.title(words.text(locale, "library.before"), c -> Cell.text(c.before())),
                Column.title(words.text(locale, "library.after"), c -> Cell.text(c.after())));
        model.addAttribute(
                "model",
                new ChangesPage(
                        id,
                        words.name(locale, current.policy()),
                        label(before),
                        label(after),
                        Table.of(words.text(locale, "library.changes"), columns, changes),
                        changes.isEmpty()));
        return "policy/library/changes";
    }

    private String named(Change change, Locale locale) {
        return change.part() == PolicyDifference.Part.HEAD
                ? words.text(locale, "library.head." + change.name())
                : change.name();
    }

    private String label(PolicyVersion version) {
        return versions.versions(version.id()).stream()
                        .filter(seen -> seen.digest().equals(version.digest()))
                        .map(PolicyController::day)
                        .findFirst()
                        .orElse("")
                + " " + version.digest().substring(0, 12);
    }
}
