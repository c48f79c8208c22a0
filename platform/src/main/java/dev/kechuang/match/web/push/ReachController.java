package dev.kechuang.match.web.push;

import dev.kechuang.match.internal.push.ReachStore;
import dev.kechuang.match.internal.push.ReachStore.NewMatch;
import dev.kechuang.match.internal.push.ReachStore.Reach;
import dev.kechuang.policy.Decisions;
import dev.kechuang.programme.PolicyCalls;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** New matches of an officer's regions with their reasons, and how far each policy reaches. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ReachController {

    private static final int PAGE = 30;

    private final ReachStore store;
    private final PolicyCalls calls;
    private final Decisions decisions;
    private final PushWords words;
    private final Sheets sheets;

    ReachController(ReachStore store, PolicyCalls calls, Decisions decisions, PushWords words, Sheets sheets) {
        this.store = store;
        this.calls = calls;
        this.decisions = decisions;
        this.words = words;
        this.sheets = sheets;
    }

    /** @param older address of the page behind this one; empty for none */
    public record NewPage(
            Form filter,
            List<Option> policies,
            List<Option> states,
            List<Option> regions,
            Table table,
            boolean none,
            String older) {}

    /** Filters: policy, state, region; {@code before} is the number behind which a page begins. */
    @GetMapping("/push/new")
    String newest(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        String policy = asked.getOrDefault("policy", "");
        String state = asked.getOrDefault("state", "");
        String region = asked.getOrDefault("region", "");
        var found = store.newest(viewer, policy, state, region, number(asked.get("before")), PAGE + 1);
        var shown = found.size() > PAGE ? found.subList(0, PAGE) : found;
        String older = found.size() > PAGE
                ? "/push/new?policy=" + encoded(policy) + "&state=" + encoded(state) + "&region=" + encoded(region)
                        + "&before=" + shown.getLast().number()
                : "";
        model.addAttribute(
                "model",
                new NewPage(
                        Form.of(Map.of("policy", policy, "state", state, "region", region)),
                        words.policies(locale),
                        words.states(locale),
                        words.regions(locale, viewer),
                        table(shown, locale),
                        shown.isEmpty(),
                        older));
        return "match/push/new";
    }

    private Table table(List<NewMatch> found, Locale locale) {
        List<Column<NewMatch>> columns = List.of(
                Column.title(
                        words.text(locale, "matchPush.column.firm"),
                        m -> new Cell.Lines(
                                m.name(),
                                "/organisations/" + m.organisation() + "/policies",
                                words.region(locale, m.region()))),
                Column.title(
                        words.text(locale, "matchPush.column.policy"),
                        m -> Cell.link(
                                words.policy(locale, m.policy()),
                                "/policies/" + m.policy() + "/organisations/" + m.organisation())),
                Column.text(words.text(locale, "matchPush.column.state"), m -> words.state(locale, m.state())),
                Column.title(
                        words.text(locale, "matchPush.column.reason"),
                        m -> new Cell.Lines(words.reason(locale, m), "", words.cause(locale, m.cause()))),
                Column.text(words.text(locale, "matchPush.column.at"), m -> Cell.text(PushWords.minute(m.changedAt()))),
                Column.text(words.text(locale, "matchPush.column.told"), m -> told(m, locale)));
        return Table.of(words.text(locale, "matchPush.new"), columns, found);
    }

    private Cell told(NewMatch match, Locale locale) {
        if (!match.holds()) return new Tag(words.text(locale, "matchPush.told.gone"), Tone.DRAFT);
        if (match.told() == null) return new Tag(words.text(locale, "matchPush.told.no"), Tone.DRAFT);
        return match.opened() == null
                ? new Tag(words.text(locale, "matchPush.told.sent"), Tone.IN_PROGRESS)
                : new Tag(words.text(locale, "matchPush.told.opened"), Tone.PASSED);
    }

    /** @param policy empty on the page of all */
    public record ReachPage(String policy, String name, Table table, boolean none, String export) {}

    @GetMapping("/push/reach")
    String reach(Viewer viewer, Locale locale, Model model) {
        var rows = all(viewer);
        List<Column<Reach>> columns = new ArrayList<>();
        columns.add(Column.title(
                words.text(locale, "matchPush.column.policy"),
                r -> Cell.link(words.policy(locale, r.key()), "/push/reach/" + r.key())));
        columns.addAll(counts(locale));
        model.addAttribute(
                "model",
                new ReachPage(
                        "",
                        "",
                        Table.of(words.text(locale, "matchPush.reach"), columns, rows),
                        rows.isEmpty(),
                        "/push/reach.xlsx"));
        return "match/push/reach";
    }

    @GetMapping("/push/reach.xlsx")
    void reachSheet(
            @RequestParam Map<String, String> asked, Viewer viewer, Locale locale, HttpServletResponse response) {
        var columns = new ArrayList<Sheets.Column<Reach>>();
        columns.add(new Sheets.Column<>("matchPush.column.policy", r -> words.policy(locale, r.key())));
        columns.addAll(sheet());
        sheets.write(
                response,
                viewer,
                locale,
                words.text(locale, "matchPush.reach"),
                asked,
                columns,
                all(viewer).iterator());
    }

    /** Policies in use, and those that somebody was told of before. */
    private List<Reach> all(Viewer viewer) {
        var found = store.byPolicy(viewer, calls.byPolicy());
        return List.copyOf(found.values());
    }

    @GetMapping("/push/reach/{policy}")
    String one(@PathVariable String policy, Viewer viewer, Locale locale, Model model) {
        var rows = counties(policy, viewer);
        List<Column<Reach>> columns = new ArrayList<>();
        columns.add(Column.title(
                words.text(locale, "matchPush.column.region"), r -> Cell.text(words.region(locale, r.key()))));
        columns.add(Column.figure(
                words.text(locale, "matchPush.column.eligible"),
                words.text(locale, "matchPush.unit"),
                r -> Cell.count(r.eligible())));
        columns.add(Column.figure(
                words.text(locale, "matchPush.column.near"),
                words.text(locale, "matchPush.unit"),
                r -> Cell.count(r.near())));
        columns.addAll(counts(locale));
        model.addAttribute(
                "model",
                new ReachPage(
                        policy,
                        words.policy(locale, policy),
                        Table.of(words.text(locale, "matchPush.reach"), columns, rows),
                        rows.isEmpty(),
                        "/push/reach/" + policy + ".xlsx"));
        return "match/push/reach";
    }

    @GetMapping("/push/reach/{policy}.xlsx")
    void oneSheet(
            @PathVariable String policy,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response) {
        var rows = counties(policy, viewer);
        var columns = new ArrayList<Sheets.Column<Reach>>();
        columns.add(new Sheets.Column<>("matchPush.column.region", r -> words.region(locale, r.key())));
        columns.add(new Sheets.Column<>("matchPush.column.eligible", Reach::eligible));
        columns.add(new Sheets.Column<>("matchPush.column.near", Reach::near));
        columns.addAll(sheet());
        sheets.write(
                response,
                viewer,
                locale,
                words.text(locale, "matchPush.reach.of", words.policy(locale, policy)),
                asked,
                columns,
                rows.iterator());
    }

    private List<Reach> counties(String policy, Viewer viewer) {
        if (decisions.find(policy).isEmpty()) throw new NotFound("policy");
        return List.copyOf(store.byRegion(viewer, policy, calls.byPolicy().getOrDefault(policy, List.of()))
                .values());
    }

    private List<Column<Reach>> counts(Locale locale) {
        String unit = words.text(locale, "matchPush.unit");
        return List.of(
                Column.figure(words.text(locale, "matchPush.column.toldFirms"), unit, r -> Cell.count(r.told())),
                Column.figure(words.text(locale, "matchPush.column.opened"), unit, r -> Cell.count(r.opened())),
                Column.figure(
                        words.text(locale, "matchPush.column.appliedTold"), unit, r -> Cell.count(r.appliedTold())),
                Column.figure(words.text(locale, "matchPush.column.applied"), unit, r -> Cell.count(r.applied())));
    }

    private static List<Sheets.Column<Reach>> sheet() {
        return List.of(
                new Sheets.Column<>("matchPush.column.toldFirms", Reach::told),
                new Sheets.Column<>("matchPush.column.opened", Reach::opened),
                new Sheets.Column<>("matchPush.column.appliedTold", Reach::appliedTold),
                new Sheets.Column<>("matchPush.column.applied", Reach::applied));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static @org.jspecify.annotations.Nullable Long number(@org.jspecify.annotations.Nullable String text) {
        return text != null && text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }
}
