package dev.kechuang.match.web.run;

import dev.kechuang.match.Matches.Count;
import dev.kechuang.match.internal.found.Found.State;
import dev.kechuang.match.internal.found.FoundLists;
import dev.kechuang.match.internal.found.FoundLists.Firm;
import dev.kechuang.match.internal.found.MatchQuery;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Who matches which policy: by policy, by county, and the firms. */
@Controller
@RequestMapping("/matches")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class MatchController {

    private static final String PATH = "/matches";
    private static final int SIZE = 50;

    private final FoundLists found;
    private final MatchWords words;
    private final Sheets sheets;

    MatchController(FoundLists found, MatchWords words, Sheets sheets) {
        this.found = found;
        this.words = words;
        this.sheets = sheets;
    }

    /** Counts of a policy or a place. */
    private record Row(String key, int eligible, int near, int open) {
        Row plus(Count count) {
            return new Row(key, eligible + count.eligible(), near + count.near(), open + count.open());
        }
    }

    private static List<Row> sums(List<Count> counts, Function<Count, String> key) {
        var sums = new LinkedHashMap<String, Row>();
        for (Count count : counts) {
            String of = key.apply(count);
            sums.put(
                    of,
                    Objects.requireNonNull(sums.getOrDefault(of, new Row(of, 0, 0, 0)))
                            .plus(count));
        }
        return List.copyOf(sums.values());
    }

    private static boolean in(Count count, String region) {
        return region.isEmpty() || region.equals(count.region()) || region.equals(count.zone());
    }

    @GetMapping
    String all(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        String region = asked.getOrDefault("region", "");
        var rows = sums(
                found.counts(viewer).stream().filter(count -> in(count, region)).toList(), Count::policy);
        List<Column<Row>> columns = new ArrayList<>(List.of(Column.<Row>title(
                words.text(locale, "matchRun.policy"),
                row -> Cell.link(words.policy(locale, row.key()), address(row.key(), "", region)))));
        columns.addAll(states(locale, (row, state) -> address(row.key(), state, region)));
        String title = words.text(locale, "matchRun.title");
        model.addAttribute(
                "model",
                Page.of(title)
                        .add(decided(locale))
                        .add(new Part.Query(
                                PATH,
                                Form.of(asked),
                                List.of(Field.select(
                                        "region",
                                        words.text(locale, "matchRun.region"),
                                        words.regions(viewer, locale))),
                                List.of()))
                        .add(new Part.Listing(
                                "",
                                List.of(new Part.Button(words.text(locale, "matchRun.runs"), PATH + "/run", false)),
                                Table.of(title, columns, rows),
                                null,
                                words.text(locale, "matchRun.none"),
                                words.text(locale, "matchRun.none.hint"))));
        return Page.VIEW;
    }

    private Part decided(Locale locale) {
        return found.decidedAt()
                .map(at -> new Part.Note(words.text(locale, "matchRun.decidedAt", MatchWords.minute(at)), false))
                .orElseGet(() -> new Part.Note(words.text(locale, "matchRun.never"), true));
    }

    private interface Address {
        String of(Row row, String state);
    }

    private List<Column<Row>> states(Locale locale, Address address) {
        return List.of(
                figure(locale, State.ELIGIBLE, Row::eligible, address),
                figure(locale, State.NEAR, Row::near, address),
                figure(locale, State.OPEN, Row::open, address));
    }

    private Column<Row> figure(Locale locale, State state, ToIntFunction<Row> number, Address address) {
        String code = state.name().toLowerCase(Locale.ROOT);
        return Column.figure(
                words.state(locale, state),
                words.text(locale, "matchRun.unit"),
                row -> number.applyAsInt(row) == 0
                        ? Cell.count(0)
                        : Cell.count(number.applyAsInt(row)).linked(address.of(row, code)));
    }

    private static String address(String policy, String state, String region) {
        var address = UriComponentsBuilder.fromPath(PATH + "/policies/{policy}");
        if (!state.isEmpty()) address.queryParam("state", state);
        if (!region.isEmpty()) address.queryParam("region", region);
        return address.buildAndExpand(policy).toUriString();
    }

    @GetMapping("/policies/{policy}")
    String one(
            @PathVariable String policy,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            Model model) {
        check(viewer, policy);
        MatchQuery query = MatchQuery.of(policy, asked);
        var page = found.page(viewer, query, KeyPage.At.of(asked.get("after"), asked.get("before")), SIZE);
        var places = sums(
                found.counts(viewer).stream()
                        .filter(count -> count.policy().equals(policy))
                        .toList(),
                Count::region);
        List<Column<Row>> byPlace = new ArrayList<>(List.of(Column.<Row>title(
                words.text(locale, "matchRun.region"),
                row -> Cell.link(
                        words.region(locale, row.key()),
                        address(policy, query.state().name().toLowerCase(Locale.ROOT), row.key())))));
        byPlace.addAll(states(locale, (row, state) -> address(policy, state, row.key())));
        String name = words.policy(locale, policy);
        var given = new LinkedHashMap<>(asked);
        given.putIfAbsent("state", "eligible");
        String export = UriComponentsBuilder.fromPath(PATH + "/policies/{policy}/export")
                .queryParam("state", query.state().name().toLowerCase(Locale.ROOT))
                .queryParam("region", query.region())
                .queryParam("distance", asked.getOrDefault("distance", ""))
                .queryParam("least", asked.getOrDefault("least", ""))
                .buildAndExpand(policy)
                .toUriString();
        model.addAttribute(
                "model",
                Page.of(name, new Crumb(words.text(locale, "matchRun.title"), PATH))
                        .add(Part.Listing.of(
                                words.text(locale, "matchRun.byRegion"),
                                Table.of(words.text(locale, "matchRun.byRegion"), byPlace, places),
                                words.text(locale, "matchRun.none")))
                        .add(new Part.Query(
                                PATH + "/policies/" + policy,
                                Form.of(given),
                                List.of(
                                        Field.select(
                                                "state", words.text(locale, "matchRun.state"), words.states(locale)),
                                        Field.select(
                                                "region",
                                                words.text(locale, "matchRun.region"),
                                                words.regions(viewer, locale)),
                                        Field.number("distance", words.text(locale, "matchRun.distanceAtMost"))),
                                List.of(Field.number("least", words.text(locale, "matchRun.least")))))
                        .add(new Part.Listing(
                                words.state(locale, query.state()),
                                List.of(new Part.Button(words.text(locale, "matchRun.export"), export, false)),
                                Table.of(name, firms(locale, query.state()), page.items()),
                                page,
                                words.text(locale, "matchRun.noFirms"),
                                words.text(locale, "matchRun.noFirms.hint"))));
        return Page.VIEW;
    }

    private List<Column<Firm>> firms(Locale locale, State state) {
        return List.of(
                Column.title(
                        words.text(locale, "matchRun.firm"),
                        firm -> new Cell.Lines(
                                firm.name(), "/organisations/" + firm.organisation(), firm.creditCode())),
                Column.text(
                        words.text(locale, "matchRun.region"),
                        firm -> Cell.text(words.region(locale, firm.zone() == null ? firm.region() : firm.zone()))),
                switch (state) {
                    case ELIGIBLE ->
                        Column.figure(
                                words.text(locale, "matchRun.amount"),
                                words.text(locale, "matchRun.wan"),
                                firm -> amount(firm.match().amountFen()));
                    case NEAR ->
                        Column.figure(
                                words.text(locale, "matchRun.distance"),
                                "%",
                                firm -> Cell.count(firm.match().distance()));
                    case OPEN ->
                        Column.figure(
                                words.text(locale, "matchRun.missing"),
                                words.text(locale, "matchRun.items"),
                                firm -> Cell.count(firm.match().missing()));
                },
                Column.text(
                        words.text(locale, "matchRun.day"),
                        firm -> Cell.text(firm.match().day().toString())),
                Column.text(
                        words.text(locale, "matchRun.why"),
                        firm -> Cell.link(
                                words.text(locale, "matchRun.decision"),
                                "/organisations/" + firm.organisation() + "/policies")));
    }

    private static Cell amount(@Nullable Long fen) {
        return fen == null ? Cell.NONE : Cell.money(new Money(fen));
    }

    /** A policy that is decided by, or was when the city was last decided. */
    private void check(Viewer viewer, String policy) {
        boolean decided = words.known(policy)
                || found.counts(viewer).stream()
                        .anyMatch(count -> count.policy().equals(policy));
        if (!decided) throw new NotFound("policy");
    }

    @GetMapping("/policies/{policy}/export")
    void export(
            @PathVariable String policy,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response) {
        check(viewer, policy);
        MatchQuery query = MatchQuery.of(policy, asked);
        sheets.write(
                response,
                viewer,
                locale,
                words.policy(locale, policy) + " " + words.state(locale, query.state()),
                asked,
                List.of(
                        new Sheets.Column<Firm>("matchRun.firm", Firm::name),
                        new Sheets.Column<Firm>("matchRun.creditCode", Firm::creditCode),
                        new Sheets.Column<Firm>("matchRun.region", firm -> words.region(locale, firm.region())),
                        new Sheets.Column<Firm>("matchRun.zone", firm -> words.region(locale, firm.zone())),
                        new Sheets.Column<Firm>(
                                "matchRun.amountYuan",
                                firm -> money(firm.match().amountFen())),
                        new Sheets.Column<Firm>(
                                "matchRun.distancePercent", firm -> firm.match().distance()),
                        new Sheets.Column<Firm>(
                                "matchRun.missing", firm -> firm.match().missing()),
                        new Sheets.Column<Firm>(
                                "matchRun.day", firm -> firm.match().day())),
                at -> found.page(viewer, query, at, Sheets.page()));
    }

    private static @Nullable Money money(@Nullable Long fen) {
        return fen == null ? null : new Money(fen);
    }
}
