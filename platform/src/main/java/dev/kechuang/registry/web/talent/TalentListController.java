package dev.kechuang.registry.web.talent;

import dev.kechuang.registry.internal.talent.Talent;
import dev.kechuang.registry.internal.talent.Talent.Award;
import dev.kechuang.registry.internal.talent.TalentSearch;
import dev.kechuang.registry.internal.talent.TalentSearch.Query;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Talents as a list, on the page and as a workbook. */
@Controller
@RequestMapping("/talents")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class TalentListController {

    private static final int ROWS = 20;

    private final TalentSearch search;
    private final TalentLabels labels;
    private final Sheets sheets;

    TalentListController(TalentSearch search, TalentLabels labels, Sheets sheets) {
        this.search = search;
        this.labels = labels;
        this.sheets = sheets;
    }

    public record ListPage(
            Form filter,
            boolean open,
            boolean filtered,
            boolean mayAdd,
            Table table,
            KeyPage<Talent> page,
            List<Option> levels,
            List<Option> plans,
            List<Option> regions,
            List<Option> fields,
            List<Option> roles) {}

    @GetMapping
    String list(@RequestParam Map<String, String> given, Viewer viewer, Locale locale, Model model) {
        var query = Query.of(given);
        var page = search.find(viewer, query, KeyPage.At.of(given.get("after"), given.get("before")), ROWS);
        var table = Table.of(
                labels.text(locale, "talent.talents"),
                List.of(
                        Column.<Talent>title(
                                labels.text(locale, "talent.field.name"),
                                t -> new Cell.Lines(t.name(), "/talents/" + t.id(), t.unitName())),
                        Column.title(labels.text(locale, "talent.awards"), t -> Cell.text(awards(t, locale))),
                        Column.text(
                                labels.text(locale, "talent.field.field"),
                                t -> Cell.text(labels.field(locale, t.field()))),
                        Column.text(
                                labels.text(locale, "talent.field.region"),
                                t -> Cell.text(labels.region(locale, t.region())))),
                page.items());
        model.addAttribute(
                "model",
                new ListPage(
                        Form.of(given),
                        !(query.region() + query.field() + query.year() + query.role()).isEmpty(),
                        !query.empty(),
                        mayKeep(viewer),
                        table,
                        page,
                        labels.levels(locale),
                        search.plans().stream()
                                .map(plan -> new Option(plan, plan))
                                .toList(),
                        labels.regions(locale, viewer),
                        labels.fields(locale),
                        labels.roles(locale)));
        return "registry/talent/list";
    }

    private String awards(Talent talent, Locale locale) {
        return talent.awards().stream()
                .map(award -> award.plan() + "（"
                        + labels.text(locale, "talent.level." + award.level().code()) + " "
                        + award.awardedOn().getYear() + "）")
                .collect(Collectors.joining("、"));
    }

    static boolean mayKeep(Viewer viewer) {
        return viewer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER);
    }

    private record Line(Talent talent, Award award) {}

    /** A row for each award, as the import reads them; identity numbers stay in the register. */
    @GetMapping("/export")
    void export(@RequestParam Map<String, String> given, Viewer viewer, Locale locale, HttpServletResponse response) {
        var query = Query.of(given);
        sheets.write(
                response,
                viewer,
                locale,
                labels.text(locale, "talent.talents"),
                given,
                List.<Sheets.Column<Line>>of(
                        new Sheets.Column<>(
                                "talent.field.name", line -> line.talent().name()),
                        new Sheets.Column<>(
                                "talent.field.unit", line -> line.talent().unitName()),
                        new Sheets.Column<>(
                                "talent.field.region",
                                line -> labels.region(locale, line.talent().region())),
                        new Sheets.Column<>(
                                "talent.field.field",
                                line -> labels.field(locale, line.talent().field())),
                        new Sheets.Column<>(
                                "talent.field.position", line -> line.talent().position()),
                        new Sheets.Column<>(
                                "talent.field.plan", line -> line.award().plan()),
                        new Sheets.Column<>(
                                "talent.field.level",
                                line -> labels.text(
                                        locale,
                                        "talent.level." + line.award().level().code())),
                        new Sheets.Column<>(
                                "talent.field.awardedOn", line -> line.award().awardedOn()),
                        new Sheets.Column<>(
                                "talent.field.until", line -> line.award().until()),
                        new Sheets.Column<>(
                                "talent.field.document", line -> line.award().document()),
                        new Sheets.Column<>(
                                "talent.field.role",
                                line -> labels.text(
                                        locale,
                                        "talent.role." + line.award().role().code())),
                        new Sheets.Column<>(
                                "talent.field.at", line -> line.award().organisationName())),
                at -> lines(search.find(viewer, query, at, Sheets.page())));
    }

    private static KeyPage<Line> lines(KeyPage<Talent> page) {
        var lines = new ArrayList<Line>();
        page.items().forEach(talent -> talent.awards().forEach(award -> lines.add(new Line(talent, award))));
        return new KeyPage<>(lines, page.next(), page.previous(), page.total());
    }
}
