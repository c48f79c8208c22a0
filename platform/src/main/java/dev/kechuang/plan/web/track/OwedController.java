package dev.kechuang.plan.web.track;

import dev.kechuang.plan.internal.track.Obligations;
import dev.kechuang.plan.internal.track.Obligations.Owed;
import dev.kechuang.plan.internal.track.ProgressService;
import dev.kechuang.plan.web.plan.PlanWords;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What a unit still owes, and who is late. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
public class OwedController {

    private final Obligations obligations;
    private final ProgressService service;
    private final Sheets sheets;
    private final PlanWords words;

    OwedController(Obligations obligations, ProgressService service, Sheets sheets, PlanWords words) {
        this.obligations = obligations;
        this.service = service;
        this.sheets = sheets;
        this.words = words;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    private Tag owed(Locale locale, Owed one) {
        if (one.returned()) return new Tag(t(locale, "track.state.returned"), Tone.RETURNED);
        return one.late(service.today())
                ? new Tag(t(locale, "track.overdue"), Tone.FAILED)
                : new Tag(t(locale, "track.due"), Tone.IN_PROGRESS);
    }

    @GetMapping("/my-tasks")
    String mine(Viewer viewer, Locale locale, Model model) {
        UUID unit = viewer.unit();
        var owed = unit == null ? List.<Owed>of() : obligations.ofUnit(unit, service.today());
        List<Column<Owed>> columns = List.of(
                Column.title(
                        t(locale, "plan.column.item"),
                        one -> new Cell.Lines(
                                one.name(), "/plans/" + one.plan() + "/items/" + one.item(), one.planTitle())),
                Column.text(t(locale, "track.period"), one -> Cell.text(one.period())),
                Column.text(
                        t(locale, "track.dueOn"), one -> Cell.text(one.dueOn().toString())),
                Column.text(t(locale, "plan.column.state"), one -> owed(locale, one)),
                Column.actions(
                        t(locale, "track.report"),
                        one -> Cell.link(t(locale, "track.report"), "/plans/" + one.plan() + "/items/" + one.item())));
        model.addAttribute(
                "model",
                Page.of(t(locale, "track.mine"))
                        .add(new Part.Listing(
                                t(locale, "track.owed"),
                                List.of(new Part.Button(t(locale, "plan.list"), "/plans", false)),
                                Table.of(t(locale, "track.owed"), columns, owed),
                                null,
                                t(locale, "track.owed.none"),
                                t(locale, "track.owed.hint"))));
        return Page.VIEW;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/progress/late")
    String late(Viewer viewer, Locale locale, Model model) {
        var late = lateOnes(viewer);
        var columns = new ArrayList<Column<Owed>>(List.of(
                Column.text(t(locale, "plan.column.unit"), one -> Cell.text(one.unitName())),
                Column.title(
                        t(locale, "plan.column.item"),
                        one -> new Cell.Lines(
                                one.name(), "/plans/" + one.plan() + "/items/" + one.item(), one.planTitle())),
                Column.text(t(locale, "track.period"), one -> Cell.text(one.period())),
                Column.text(
                        t(locale, "track.dueOn"), one -> Cell.text(one.dueOn().toString())),
                Column.text(t(locale, "plan.column.state"), one -> owed(locale, one))));
        if (viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER))
            columns.add(Column.actions(
                    t(locale, "track.supervise"), one -> Cell.link(t(locale, "track.supervise"), supervise(one))));
        model.addAttribute(
                "model",
                Page.of(t(locale, "track.lateList"))
                        .add(new Part.Listing(
                                "",
                                List.of(new Part.Button(t(locale, "desk.export"), "/progress/late/export", false)),
                                Table.of(t(locale, "track.lateList"), columns, late),
                                null,
                                t(locale, "track.late.none"),
                                "")));
        return Page.VIEW;
    }

    private List<Owed> lateOnes(Viewer viewer) {
        var today = service.today();
        return obligations.open(viewer, today).stream()
                .filter(one -> one.late(today))
                .toList();
    }

    /** A new item of supervision about what is late, with everything that is known of it filled in. */
    private static String supervise(Owed one) {
        return "/supervision/new?item=" + one.item() + "&unit=" + one.unit() + "&period=" + one.period() + "&due="
                + one.dueOn();
    }

    /** The whole list as a workbook. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/progress/late/export")
    void export(Viewer viewer, Locale locale, HttpServletResponse response) {
        var late = lateOnes(viewer);
        sheets.write(
                response,
                viewer,
                locale,
                t(locale, "track.lateList"),
                Map.of(),
                List.of(
                        new Sheets.Column<Owed>("plan.column.unit", Owed::unitName),
                        new Sheets.Column<Owed>("plan.column.plan", Owed::planTitle),
                        new Sheets.Column<Owed>("plan.column.item", Owed::name),
                        new Sheets.Column<Owed>("track.period", Owed::period),
                        new Sheets.Column<Owed>("track.dueOn", Owed::dueOn),
                        new Sheets.Column<Owed>(
                                "plan.column.state", one -> owed(locale, one).label())),
                at -> KeyPage.of(late, late.size(), KeyPage.At.START, Owed::period, KeyPage.Total.of(late.size())));
    }
}
