package dev.kechuang.registry.web.talent;

import dev.kechuang.registry.internal.talent.Talent;
import dev.kechuang.registry.internal.talent.Talent.Award;
import dev.kechuang.registry.internal.talent.TalentStore;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** One talent with awards and history. */
@Controller
@RequestMapping("/talents")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class TalentController {

    private final TalentStore store;
    private final TalentLabels labels;

    TalentController(TalentStore store, TalentLabels labels) {
        this.store = store;
        this.labels = labels;
    }

    public record DetailPage(
            String id, String name, List<Detail> details, Table awards, boolean mayKeep, List<TimelineEntry> history) {}

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Talent talent = store.find(viewer, id).orElseThrow(() -> new NotFound("talent"));
        var details = new ArrayList<Detail>();
        var workplace = talent.organisation();
        details.add(Detail.of(
                labels.text(locale, "talent.field.unit"),
                workplace == null
                        ? Cell.text(talent.unitName())
                        : Cell.link(talent.unitName(), "/organisations/" + workplace)));
        details.add(Detail.of(labels.text(locale, "talent.field.region"), labels.region(locale, talent.region())));
        details.add(Detail.of(labels.text(locale, "talent.field.field"), labels.field(locale, talent.field())));
        details.add(Detail.of(labels.text(locale, "talent.field.position"), talent.position()));
        details.add(Detail.of(
                labels.text(locale, "talent.field.education"),
                talent.education().isEmpty() ? "" : labels.text(locale, "expert.education." + talent.education())));
        details.add(Detail.of(
                labels.text(locale, "talent.field.identity"),
                talent.identityTail().isEmpty() ? "" : "**** " + talent.identityTail()));
        boolean mayKeep = TalentListController.mayKeep(viewer);
        var columns = new ArrayList<Column<Award>>();
        columns.add(Column.title(
                labels.text(locale, "talent.field.plan"), a -> new Cell.Lines(a.plan(), "", a.document())));
        columns.add(Column.text(
                labels.text(locale, "talent.field.level"),
                a -> Cell.text(labels.text(locale, "talent.level." + a.level().code()))));
        columns.add(Column.text(
                labels.text(locale, "talent.field.awardedOn"),
                a -> Cell.text(a.awardedOn().toString())));
        columns.add(Column.text(
                labels.text(locale, "talent.field.until"),
                a -> a.holdsOn(labels.today())
                        ? Cell.text(a.until() == null ? "" : a.until().toString())
                        : new Tag(labels.text(locale, "talent.ended", String.valueOf(a.until())), Tone.DRAFT)));
        columns.add(Column.text(labels.text(locale, "talent.field.at"), a -> {
            String role = labels.text(locale, "talent.role." + a.role().code());
            var at = a.organisation();
            return at == null ? Cell.text(role) : new Cell.Lines(a.organisationName(), "/organisations/" + at, role);
        }));
        if (mayKeep) {
            columns.add(Column.actions(
                    labels.text(locale, "talent.actions"),
                    a -> Cell.actions(
                            Action.open(
                                    labels.text(locale, "talent.end"), "/talents/" + id + "/awards/" + a.id() + "/end"),
                            Action.open(
                                    labels.text(locale, "talent.takeBack"),
                                    "/talents/" + id + "/awards/" + a.id() + "/take-back"))));
        }
        model.addAttribute(
                "model",
                new DetailPage(
                        id.toString(),
                        talent.name(),
                        details,
                        Table.of(labels.text(locale, "talent.awards"), columns, talent.awards()),
                        mayKeep,
                        history(id, locale)));
        return "registry/talent/detail";
    }

    private List<TimelineEntry> history(UUID id, Locale locale) {
        return store.history(id).stream()
                .map(change -> new TimelineEntry(
                        Pages.day(change.at()),
                        change.actor(),
                        labels.text(locale, "audit.action." + change.action()),
                        said(change, locale),
                        Tone.IN_PROGRESS))
                .toList();
    }

    private String said(TalentStore.Change change, Locale locale) {
        String changes = change.changes().entrySet().stream()
                .map(entry -> {
                    String field = Talent.FIELDS.contains(entry.getKey())
                            ? labels.text(locale, "talent.field." + entry.getKey())
                            : entry.getKey().equals("award") ? labels.text(locale, "talent.award") : entry.getKey();
                    String before = value(entry.getKey(), entry.getValue().getFirst(), locale);
                    String after = value(entry.getKey(), entry.getValue().getLast(), locale);
                    return field + "：" + (before.isEmpty() ? after : before + " → " + (after.isEmpty() ? "—" : after));
                })
                .collect(Collectors.joining("；"));
        return change.reason().isEmpty() ? changes : changes + "（" + change.reason() + "）";
    }

    /** Codes by their names. */
    private String value(String field, String value, Locale locale) {
        if (value.isEmpty()) return "";
        return switch (field) {
            case "region" -> labels.region(locale, value);
            case "field" -> labels.field(locale, value);
            case "education" -> labels.text(locale, "expert.education." + value);
            case "award" -> {
                String said = value;
                for (Option level : labels.levels(locale)) {
                    said = said.replace(" " + level.value() + " ", " " + level.label() + " ");
                }
                yield said;
            }
            default -> value;
        };
    }
}
