package dev.kechuang.policy.web;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.render.Explain;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.internal.PolicyVersionStore;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import gg.jte.Content;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The policies in plain words, for everybody. */
@Controller
@RequestMapping("/policies")
@Allow(everyone = true)
public class PolicyController {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Decisions decisions;
    private final PolicyVersionStore versions;
    private final PolicyWords words;
    private final Clock clock;

    PolicyController(Decisions decisions, PolicyVersionStore versions, PolicyWords words, Clock clock) {
        this.decisions = decisions;
        this.versions = versions;
        this.words = words;
        this.clock = clock;
    }

    public record ListPage(Form filter, List<Option> levels, Table table, boolean none) {}

    /** Filters: q (name, issuer or what it grants), level, day. */
    @GetMapping
    String list(@RequestParam Map<String, String> asked, Locale locale, Model model) {
        LocalDate day = day(asked.get("day"), clock);
        String q = asked.getOrDefault("q", "").strip();
        String level = asked.getOrDefault("level", "");
        var found = decisions.all().stream()
                .filter(version -> version.policy().inForce(day))
                .filter(version -> level.isEmpty() || words.level(version).equals(level))
                .filter(version -> matches(version.policy(), q))
                .toList();
        var filter = new LinkedHashMap<String, String>();
        filter.put("q", q);
        filter.put("level", level);
        filter.put("day", day.toString());
        var levels = Stream.of("national", "province", "city", "county")
                .map(code -> new Option(code, words.text(locale, "policy.level." + code)))
                .toList();
        model.addAttribute("model", new ListPage(Form.of(filter), levels, table(found, locale), found.isEmpty()));
        return "policy/policies";
    }

    private static boolean matches(Policy policy, String q) {
        if (q.isEmpty()) return true;
        String all = String.join(" ", policy.name(), policy.english(), policy.issuer(), policy.grants());
        return all.toLowerCase(Locale.ROOT).contains(q.toLowerCase(Locale.ROOT));
    }

    private Table table(List<PolicyVersion> found, Locale locale) {
        List<Column<PolicyVersion>> columns = List.of(
                Column.title(
                        words.text(locale, "policy.name"),
                        v -> Cell.link(words.name(locale, v.policy()), "/policies/" + v.id())),
                Column.text(words.text(locale, "policy.level"), v -> Cell.text(words.levelName(locale, v))),
                Column.text(
                        words.text(locale, "policy.issuer"),
                        v -> Cell.text(v.policy().issuer())),
                Column.text(words.text(locale, "policy.validity"), v -> Cell.text(words.validity(locale, v.policy()))),
                Column.text(words.text(locale, "policy.figures"), v -> words.status(locale, v.policy())));
        return Table.of(words.text(locale, "policy.list"), columns, found);
    }

    /**
     * @param own path to the decision for the viewer's own organisation; empty for everybody else
     * @param officer whether an organisation may be chosen
     */
    public record PolicyPage(
            String id,
            String name,
            List<Detail> details,
            Table sources,
            Content rules,
            Table versions,
            String own,
            boolean officer,
            Form choice) {}

    @GetMapping("/{id}")
    String policy(
            @PathVariable String id,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            Model model) {
        PolicyVersion version = decisions.find(id).orElseThrow(() -> new NotFound("policy"));
        model.addAttribute("model", page(version, Form.of(asked), viewer, locale));
        return "policy/policy";
    }

    PolicyPage page(PolicyVersion version, Form choice, Viewer viewer, Locale locale) {
        Policy policy = version.policy();
        var details = new ArrayList<Detail>();
        details.add(Detail.of(words.text(locale, "policy.issuer"), policy.issuer()));
        details.add(Detail.of(words.text(locale, "policy.level"), words.levelName(locale, version)));
        details.add(Detail.of(words.text(locale, "policy.grants"), policy.grants()));
        details.add(Detail.of(words.text(locale, "policy.validity"), words.validity(locale, policy)));
        details.add(Detail.of(words.text(locale, "policy.figures"), words.status(locale, policy)));
        List<Column<Policy.Source>> columns = List.of(
                Column.title(words.text(locale, "policy.source.title"), s -> source(s)),
                Column.text(words.text(locale, "policy.source.date"), s -> Cell.text(s.date())),
                Column.text(words.text(locale, "policy.figures"), s -> words.status(locale, s.status())),
                Column.title(words.text(locale, "policy.source.note"), s -> Cell.text(s.note())));
        List<Column<PolicyVersionStore.Seen>> versionColumns = List.of(
                Column.text(
                        words.text(locale, "policy.version"),
                        v -> Cell.text(v.digest().substring(0, 12))),
                Column.text(
                        words.text(locale, "policy.version.seen"),
                        v -> Cell.text(v.seenAt().atZone(ZONE).toLocalDate().toString())),
                Column.text(
                        words.text(locale, "policy.version.state"),
                        v -> Cell.text(words.text(
                                locale,
                                v.digest().equals(version.digest())
                                        ? "policy.version.current"
                                        : "policy.version.earlier"))));
        boolean own = viewer.is(Role.APPLICANT) && viewer.organisation() != null;
        return new PolicyPage(
                policy.id(),
                words.name(locale, policy),
                details,
                Table.of(words.text(locale, "policy.sources"), columns, policy.sources()),
                PolicyWords.html(Explain.html(policy, Decided.language(locale))),
                Table.of(words.text(locale, "policy.versions"), versionColumns, versions.versions(policy.id())),
                own ? "/policies/" + policy.id() + "/organisations/" + viewer.organisation() : "",
                viewer.isOfficer(),
                choice);
    }

    private static Cell source(Policy.Source source) {
        String title = "《" + source.title() + "》";
        return source.url().startsWith("https://")
                ? new Cell.Lines(title, source.url(), source.number())
                : new Cell.Lines(title, "", source.number());
    }

    /** The day asked for, today when none or nonsense is given. */
    static LocalDate day(@org.jspecify.annotations.Nullable String text, Clock clock) {
        if (text == null || text.isBlank()) return LocalDate.now(clock);
        try {
            LocalDate day = LocalDate.parse(text.strip());
            return day.getYear() < 1990 || day.getYear() > 2100 ? LocalDate.now(clock) : day;
        } catch (DateTimeParseException e) {
            return LocalDate.now(clock);
        }
    }
}
