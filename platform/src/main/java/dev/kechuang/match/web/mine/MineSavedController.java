package dev.kechuang.match.web.mine;

import dev.kechuang.engine.Decision.Verdict;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.Recheck;
import dev.kechuang.policy.SavedDecision;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Saved decisions of one organisation: each with what newer facts and rules would decide, so that none is silently stale. */
@Controller
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class MineSavedController {

    /** Each is decided again when the page is opened. */
    private static final int PAGE = 10;

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final Decisions decisions;
    private final Organisations organisations;
    private final MineWords words;

    MineSavedController(Decisions decisions, Organisations organisations, MineWords words) {
        this.decisions = decisions;
        this.organisations = organisations;
        this.words = words;
    }

    /**
     * @param stale how many on this page would be decided otherwise today
     * @param older address of the page behind this one; empty for none
     */
    public record SavedPage(String organisation, String back, Table table, boolean none, int stale, String older) {}

    private record Row(SavedDecision saved, Recheck recheck) {}

    @Allow(Role.APPLICANT)
    @GetMapping("/my/policies/saved")
    String own(@RequestParam(defaultValue = "") String after, Viewer viewer, Locale locale, Model model) {
        if (viewer.organisation() == null) throw new NotFound("organisation");
        return show(
                viewer, viewer.organisation(), "/my/policies", Typed.id(after).orElse(null), locale, model);
    }

    @GetMapping("/organisations/{id}/policies/saved")
    String of(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String after,
            Viewer viewer,
            Locale locale,
            Model model) {
        return show(
                viewer,
                id,
                "/organisations/" + id + "/policies",
                Typed.id(after).orElse(null),
                locale,
                model);
    }

    private String show(Viewer viewer, UUID id, String back, @Nullable UUID after, Locale locale, Model model) {
        Organisation firm = organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
        var found = decisions.savedFor(firm.id(), after, PAGE + 1);
        var saved = found.size() > PAGE ? found.subList(0, PAGE) : found;
        var rechecks = decisions.recheck(saved);
        var rows = new ArrayList<Row>();
        for (int i = 0; i < saved.size(); i++) rows.add(new Row(saved.get(i), rechecks.get(i)));
        int stale = (int) rows.stream().filter(row -> !row.recheck().same()).count();
        model.addAttribute(
                "model",
                new SavedPage(
                        firm.name(),
                        back,
                        table(rows, locale),
                        rows.isEmpty(),
                        stale,
                        found.size() > PAGE
                                ? back + "/saved?after=" + saved.getLast().id()
                                : ""));
        return "match/mine/saved";
    }

    private Table table(List<Row> rows, Locale locale) {
        List<Column<Row>> columns = List.of(
                Column.title(
                        words.text(locale, "matchMine.saved.policy"),
                        row -> new Cell.Lines(
                                name(row, locale),
                                "/policy-decisions/" + row.saved().id(),
                                words.text(
                                        locale,
                                        "matchMine.saved.version",
                                        row.saved().version().substring(0, 12)))),
                Column.text(
                        words.text(locale, "matchMine.saved.day"),
                        row -> Cell.text(row.saved().on().toString())),
                Column.text(
                        words.text(locale, "matchMine.saved.verdict"),
                        row -> verdict(locale, row.saved().verdict())),
                Column.text(
                        words.text(locale, "matchMine.saved.at"),
                        row -> new Cell.Lines(
                                MINUTE.format(row.saved().decidedAt()),
                                "",
                                row.saved().decidedBy())),
                Column.text(words.text(locale, "matchMine.saved.now"), row -> now(locale, row.recheck())),
                Column.title(
                        words.text(locale, "matchMine.saved.news"), row -> Cell.text(news(locale, row.recheck()))));
        return Table.of(words.text(locale, "matchMine.saved.title"), columns, rows);
    }

    private String name(Row row, Locale locale) {
        Decided now = row.recheck().now();
        return now == null
                ? row.saved().policy()
                : words.name(locale, now.version().policy());
    }

    private Tag verdict(Locale locale, Verdict verdict) {
        return switch (verdict) {
            case ELIGIBLE -> new Tag(words.text(locale, "matchMine.verdict.eligible"), Tone.PASSED);
            case NOT_ELIGIBLE -> new Tag(words.text(locale, "matchMine.verdict.notEligible"), Tone.FAILED);
            case UNKNOWN -> new Tag(words.text(locale, "matchMine.verdict.unknown"), Tone.RETURNED);
        };
    }

    private Cell now(Locale locale, Recheck recheck) {
        Decided now = recheck.now();
        if (now == null) return new Tag(words.text(locale, "matchMine.saved.gone"), Tone.DRAFT);
        if (recheck.same()) return new Tag(words.text(locale, "matchMine.saved.same"), Tone.PASSED);
        return verdict(locale, now.decision().verdict());
    }

    private String news(Locale locale, Recheck recheck) {
        var news = new ArrayList<String>();
        if (recheck.inPacks() && recheck.newerRules()) news.add(words.text(locale, "matchMine.saved.rules"));
        if (!recheck.changes().isEmpty()) {
            news.add(words.text(
                    locale, "matchMine.saved.facts", recheck.changes().size()));
        }
        if (recheck.now() != null && !recheck.same()) news.add(words.text(locale, "matchMine.saved.otherwise"));
        return String.join(words.text(locale, "matchMine.semicolon"), news);
    }
}
