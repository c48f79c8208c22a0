package dev.kechuang.policy.web.library;

import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.internal.library.PolicyKind;
import dev.kechuang.policy.web.PolicyWords;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Sort;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of policies (政策库), for everybody: found by text, level, kind, region and day. */
@Controller
@Allow(everyone = true)
public class LibraryController {

    static final List<String> LEVELS = List.of("national", "province", "city", "county");
    private static final int PAGE = 30;

    private final Filter filter;
    private final Regions regions;
    private final PolicyWords words;
    private final Clock clock;

    LibraryController(Filter filter, Regions regions, PolicyWords words, Clock clock) {
        this.filter = filter;
        this.regions = regions;
        this.words = words;
        this.clock = clock;
    }

    /** @param state choices of what is shown besides the policies in force on the day */
    public record ListPage(
            Form filter,
            List<Option> levels,
            List<Option> kinds,
            List<Option> regions,
            List<Option> states,
            boolean more,
            Sort sort,
            Table table,
            KeyPage<PolicyVersion> page) {}

    /** Filters: q, level, kind, region, day, state (all: also what is not in force); sorted by name, level or from. */
    @GetMapping("/policies")
    String list(@RequestParam Map<String, String> asked, Locale locale, Model model, HttpServletResponse response) {
        var errors = new ArrayList<FieldError>();
        String typedDay = asked.getOrDefault("day", "").strip();
        LocalDate day = typedDay.isEmpty() ? LocalDate.now(clock) : PolicyWords.dayOrNull(typedDay);
        if (day == null) {
            errors.add(FieldError.of("day", "library.error.day"));
            day = LocalDate.now(clock);
            response.setStatus(422);
        }
        String q = text(asked, "q");
        String region = text(asked, "region");
        boolean all = text(asked, "state").equals("all");
        var sort = Sort.parse(text(asked, "sort"));
        var found = filter.find(new Filter.Query(day, q, text(asked, "level"), text(asked, "kind"), region, all));
        var sorted = sorted(found, sort, q.isEmpty(), locale);
        var page = page(sorted, asked);
        var typed = new LinkedHashMap<String, String>();
        for (String name : List.of("q", "level", "kind", "region", "state")) typed.put(name, text(asked, name));
        typed.put("day", typedDay.isEmpty() ? day.toString() : typedDay);
        boolean more = !region.isEmpty() || all || !day.equals(LocalDate.now(clock)) || !errors.isEmpty();
        model.addAttribute(
                "model",
                new ListPage(
                        Form.of(typed).with(errors),
                        LEVELS.stream()
                                .map(code -> new Option(code, words.text(locale, "policy.level." + code)))
                                .toList(),
                        Arrays.stream(PolicyKind.values())
                                .map(kind -> new Option(kind.code(), kind(locale, kind)))
                                .toList(),
                        regions(day, locale),
                        List.of(new Option("all", words.text(locale, "library.state.all"))),
                        more,
                        sort,
                        table(page.items(), day, locale),
                        page));
        return "policy/library/list";
    }

    private static String text(Map<String, String> asked, String name) {
        String text = asked.getOrDefault(name, "").strip();
        return text.length() > 100 ? text.substring(0, 100) : text;
    }

    /** By level and name unless asked otherwise; what is found by a text stays in the order of how well it fits. */
    private List<PolicyVersion> sorted(List<PolicyVersion> found, Sort sort, boolean plain, Locale locale) {
        Comparator<PolicyVersion> byName = Comparator.comparing(v -> words.name(locale, v.policy()));
        Comparator<PolicyVersion> byLevel = Comparator.comparingInt(v -> LEVELS.indexOf(words.level(v)));
        Comparator<PolicyVersion> order = switch (sort.key()) {
            case "name" -> byName;
            case "level" -> byLevel.thenComparing(byName);
            case "from" ->
                Comparator.<PolicyVersion, LocalDate>comparing(v -> v.policy().validFrom())
                        .thenComparing(byName);
            default -> plain ? byLevel.thenComparing(byName) : null;
        };
        if (order == null) return found;
        return found.stream()
                .sorted(sort.descending() ? order.reversed() : order)
                .toList();
    }

    /** The key of a row is its place: the whole list is in memory and changes a few times a year. */
    private static KeyPage<PolicyVersion> page(List<PolicyVersion> sorted, Map<String, String> asked) {
        int from = 0;
        String after = asked.getOrDefault("after", "");
        String before = asked.getOrDefault("before", "");
        if (after.matches("[0-9]{1,6}")) from = Integer.parseInt(after) + 1;
        else if (before.matches("[0-9]{1,6}")) from = Integer.parseInt(before) - PAGE;
        from = Math.clamp(from, 0, Math.max(0, sorted.size() - 1));
        int until = Math.min(sorted.size(), from + PAGE);
        return new KeyPage<>(
                sorted.subList(from, until),
                until < sorted.size() ? Integer.toString(until - 1) : null,
                from > 0 ? Integer.toString(from) : null,
                KeyPage.Total.of(sorted.size()));
    }

    private String kind(Locale locale, PolicyKind kind) {
        return words.text(locale, "library.kind." + kind.code());
    }

    private List<Option> regions(LocalDate day, Locale locale) {
        var options = new ArrayList<Option>();
        Region city = regions.city();
        options.add(new Option(city.code(), PolicyWords.english(locale) ? city.en() : city.name()));
        for (Region region : regions.children(city.code(), day)) {
            options.add(new Option(region.code(), PolicyWords.english(locale) ? region.en() : region.name()));
        }
        return options;
    }

    private Table table(List<PolicyVersion> found, LocalDate day, Locale locale) {
        List<Column<PolicyVersion>> columns = List.of(
                Column.<PolicyVersion>title(
                                words.text(locale, "policy.name"),
                                v -> new Cell.Lines(
                                        words.name(locale, v.policy()), "/policies/" + v.id(), gives(v, locale)))
                        .sortedBy("name"),
                Column.text(
                        words.text(locale, "library.kind"),
                        v -> Cell.text(PolicyKind.of(v.policy()).stream()
                                .map(kind -> kind(locale, kind))
                                .collect(Collectors.joining(PolicyWords.english(locale) ? ", " : "、")))),
                Column.<PolicyVersion>text(
                                words.text(locale, "policy.level"), v -> Cell.text(words.levelName(locale, v)))
                        .sortedBy("level"),
                Column.title(
                        words.text(locale, "policy.issuer"),
                        v -> Cell.text(v.policy().issuer())),
                Column.<PolicyVersion>text(
                                words.text(locale, "policy.validity"),
                                v -> Cell.text(words.validity(locale, v.policy())))
                        .sortedBy("from"),
                Column.text(words.text(locale, "policy.figures"), v -> words.status(locale, v.policy())),
                Column.actions(
                        words.text(locale, "library.actions"),
                        v -> Cell.actions(Action.open(
                                words.text(locale, "library.calculate"),
                                "/policies/" + v.id() + "/calculator?day=" + day))));
        return Table.of(words.text(locale, "policy.list"), columns, found);
    }

    private static String gives(PolicyVersion version, Locale locale) {
        return version.policy().benefits().stream()
                .map(benefit -> PolicyWords.english(locale) ? benefit.english() : benefit.name())
                .collect(Collectors.joining(PolicyWords.english(locale) ? "; " : "；"));
    }
}
