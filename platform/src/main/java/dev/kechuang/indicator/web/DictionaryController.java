package dev.kechuang.indicator.web;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The dictionary with this year's figures and last year's. */
@Controller
@RequestMapping("/indicators")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class DictionaryController {

    private final Dictionary dictionary;
    private final IndicatorFigures figures;
    private final Labels labels;

    DictionaryController(Dictionary dictionary, IndicatorFigures figures, Labels labels) {
        this.dictionary = dictionary;
        this.figures = figures;
        this.labels = labels;
    }

    public record ListPage(
            Form filter, List<Option> groups, List<Option> places, List<Section> sections, int found, String asOf) {
        public record Section(String title, Table table) {}
    }

    @GetMapping
    String list(@RequestParam Map<String, String> asked, Locale locale, Model model) {
        String words = asked.getOrDefault("q", "").strip();
        String group = asked.getOrDefault("group", "");
        String place = labels.place(asked);
        Period year = labels.period(asked, Period.year(labels.today().getYear()));
        var shown = dictionary.all().stream()
                .filter(one -> group.isEmpty() || one.group().equals(group))
                .filter(one -> words.isEmpty() || matches(one, words))
                .toList();
        var asks = new ArrayList<FigureAt>();
        for (Indicator one : shown) {
            asks.add(FigureAt.of(one.code(), place, year));
            asks.add(FigureAt.of(one.code(), place, year.lastYear()));
        }
        var read = figures.figures(asks);
        Map<String, IndicatorFigure[]> byCode = new HashMap<>();
        for (int i = 0; i < shown.size(); i++) {
            byCode.put(shown.get(i).code(), new IndicatorFigure[] {read.get(2 * i), read.get(2 * i + 1)});
        }
        var sections = new ArrayList<ListPage.Section>();
        for (Dictionary.Group each : dictionary.groups()) {
            var own = shown.stream()
                    .filter(one -> one.group().equals(each.code()))
                    .toList();
            if (own.isEmpty()) continue;
            String title = labels.group(locale, each.code());
            sections.add(new ListPage.Section(title, table(locale, title, own, byCode, year)));
        }
        model.addAttribute(
                "model",
                new ListPage(
                        Form.of(Map.of("q", words, "group", group, "region", place, "period", year.toString())),
                        dictionary.groups().stream()
                                .map(each -> new Option(each.code(), labels.group(locale, each.code())))
                                .toList(),
                        labels.places(locale),
                        sections,
                        shown.size(),
                        labels.text(locale, "indicator.asOf", labels.today().toString())));
        return "indicator/indicators";
    }

    static boolean matches(Indicator one, String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        return one.name().contains(words)
                || one.code().contains(lower)
                || one.en().toLowerCase(Locale.ROOT).contains(lower)
                || one.aliases().stream().anyMatch(alias -> alias.contains(words));
    }

    private Table table(
            Locale locale, String title, List<Indicator> own, Map<String, IndicatorFigure[]> byCode, Period year) {
        List<Column<Indicator>> columns = List.of(
                Column.title(
                        labels.text(locale, "indicator.name"),
                        one -> new Cell.Lines(labels.name(locale, one), "/indicators/" + one.code(), one.code())),
                Column.text(labels.text(locale, "indicator.unit"), one -> Cell.text(one.unit())),
                Column.figure(year.toString(), "", one -> Labels.figure(one, of(byCode, one, 0))),
                Column.figure(year.lastYear().toString(), "", one -> Labels.figure(one, of(byCode, one, 1))),
                Column.text(
                        labels.text(locale, "indicator.nature"),
                        one -> Cell.text(labels.text(
                                locale,
                                "indicator.nature." + one.nature().name().toLowerCase(Locale.ROOT)))),
                Column.text(
                        labels.text(locale, "indicator.source"),
                        one -> Cell.text(labels.source(locale, one.source()))));
        return Table.of(title, columns, own);
    }

    private static IndicatorFigure of(Map<String, IndicatorFigure[]> byCode, Indicator one, int which) {
        return java.util.Objects.requireNonNull(byCode.get(one.code()))[which];
    }
}
