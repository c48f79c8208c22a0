package dev.kechuang.registry.web.title;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.Titles;
import dev.kechuang.registry.internal.title.AllianceStore;
import dev.kechuang.registry.internal.title.TitleDesk;
import dev.kechuang.registry.internal.title.TitleRecords;
import dev.kechuang.registry.internal.title.TitleRules;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One title: what is known about it, what happened to it, and what can be done with it. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
public class TitleController {

    /** What can be done with a title by a reason and a day. */
    private static final List<String> CHANGES = List.of("reevaluate", "lapse", "revoke", "withdraw");

    private final Titles titles;
    private final TitleDesk desk;
    private final TitleKinds kinds;
    private final AllianceStore alliances;
    private final TitleTables tables;
    private final TitleLabels labels;

    TitleController(
            Titles titles,
            TitleDesk desk,
            TitleKinds kinds,
            AllianceStore alliances,
            TitleTables tables,
            TitleLabels labels) {
        this.titles = titles;
        this.desk = desk;
        this.kinds = kinds;
        this.alliances = alliances;
        this.tables = tables;
        this.labels = labels;
    }

    public record DetailPage(
            Title title,
            String heading,
            Tag state,
            List<Detail> details,
            List<TimelineEntry> timeline,
            @Nullable Table members,
            boolean mayRenew,
            List<Action> actions,
            boolean mayJoin) {}

    @GetMapping("/titles/{id}")
    String detail(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Title title = title(viewer, id);
        boolean mayChange = TitleDesk.mayChange(viewer, title);
        boolean valid = title.state() == Title.State.VALID;
        boolean alliance = title.holder() == TitleKind.Holder.ALLIANCE;
        var actions = new ArrayList<Action>();
        for (String change : CHANGES) {
            if (!mayChange || !valid && !change.equals("withdraw")) continue;
            actions.add(Action.open(labels.text(locale, "title.do." + change), "/titles/" + id + "/changes/" + change));
        }
        model.addAttribute(
                "model",
                new DetailPage(
                        title,
                        heading(title, locale),
                        labels.state(locale, title),
                        details(title, viewer, locale),
                        tables.timeline(title, titles.events(id), locale),
                        alliance ? members(title, mayChange && valid, locale) : null,
                        mayChange && (valid || title.state() == Title.State.LAPSED),
                        actions,
                        alliance && mayChange && valid));
        return "registry/title/detail";
    }

    private String heading(Title title, Locale locale) {
        return labels.holder(locale, title) + " · " + labels.kind(locale, title.kind());
    }

    private List<Detail> details(Title title, Viewer viewer, Locale locale) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(labels.text(locale, "title.kind"), labels.kind(locale, title.kind())));
        details.add(Detail.of(labels.text(locale, "title.level"), labels.level(locale, title.level())));
        if (title.organisation() != null) {
            details.add(Detail.of(
                    labels.text(locale, "title.column.organisation"),
                    Cell.link(title.organisationName(), "/organisations/" + title.organisation() + "/titles")));
        }
        if (!title.name().isEmpty()) {
            details.add(Detail.of(labels.text(locale, "title.column.name"), title.name()));
        }
        details.add(Detail.of(labels.text(locale, "title.region"), labels.place(locale, title)));
        details.add(Detail.of(labels.text(locale, "title.number"), title.number()));
        details.add(Detail.of(labels.text(locale, "title.grantedBy"), title.grantedBy()));
        if (title.document() != null) details.add(document(title.document(), viewer, locale));
        if (!title.firstFrom().equals(title.validFrom())) {
            details.add(Detail.of(
                    labels.text(locale, "title.firstFrom"), title.firstFrom().toString()));
        }
        details.add(
                Detail.of(labels.text(locale, "title.from"), title.validFrom().toString()));
        details.add(Detail.of(labels.text(locale, "title.until"), tables.until(title, locale)));
        if (title.nextEvaluation() != null && title.state() == Title.State.VALID) {
            details.add(Detail.of(
                    labels.text(locale, "title.nextEvaluation"),
                    title.nextEvaluation().toString()));
        }
        kinds.byCode(title.kind()).ifPresent(kind -> {
            for (var field : kind.fields()) {
                String value = title.details().getOrDefault(field.code(), "");
                if (!value.isEmpty()) {
                    details.add(Detail.of(labels.name(locale, field), labels.value(locale, field, value)));
                }
            }
            if (!kind.clause().isEmpty()) details.add(Detail.of(labels.text(locale, "title.clause"), kind.clause()));
        });
        details.add(Detail.of(
                labels.text(locale, "title.records"),
                Cell.link(
                        labels.text(locale, "title.records.open"),
                        RecordFilter.of(TitleRecords.KIND)
                                .by(title.organisation())
                                .with("title", title.kind())
                                .path())));
        return details;
    }

    private Detail document(UUID id, Viewer viewer, Locale locale) {
        String label = labels.text(locale, "title.document");
        return titles.document(id)
                .map(document -> {
                    String text = document.number() + "（" + document.issuedOn() + "）";
                    if (document.file() != null) return Detail.of(label, Cell.link(text, "/files/" + document.file()));
                    return viewer.isOfficer()
                            ? Detail.of(label, Cell.link(text, "/titles?document=" + id))
                            : Detail.of(label, text);
                })
                .orElseGet(() -> Detail.of(label, Cell.NONE));
    }

    private Table members(Title title, boolean changeable, Locale locale) {
        var columns = new ArrayList<Column<AllianceStore.Member>>(List.of(
                Column.<AllianceStore.Member>title(
                        labels.text(locale, "title.member"),
                        member -> Cell.link(member.name(), "/organisations/" + member.organisation() + "/titles")),
                Column.text(
                        labels.text(locale, "title.member.role"),
                        member -> Cell.text(labels.text(locale, "title.member." + member.role()))),
                Column.text(
                        labels.text(locale, "title.region"),
                        member -> Cell.text(labels.region(locale, member.region()))),
                Column.text(
                        labels.text(locale, "title.member.joined"),
                        member -> Cell.text(member.joinedOn().toString())),
                Column.text(
                        labels.text(locale, "title.member.left"),
                        member -> Cell.text(
                                member.leftOn() == null ? "" : member.leftOn().toString()))));
        if (changeable) {
            columns.add(Column.actions(
                    labels.text(locale, "title.actions"),
                    member -> member.leftOn() == null
                            ? Cell.actions(Action.post(
                                    labels.text(locale, "title.member.leave"),
                                    "/titles/" + title.id() + "/members/" + member.organisation() + "/leave"))
                            : Cell.NONE));
        }
        return Table.of(labels.text(locale, "title.members"), columns, alliances.members(title.id()));
    }

    /** @param details fields of the kind, asked for at a re-evaluation only */
    public record ChangePage(
            Title title,
            String change,
            String heading,
            Form form,
            boolean askUntil,
            boolean askDay,
            List<TitleFormController.Field> details) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/titles/{id}/changes/{change}")
    String ask(@PathVariable UUID id, @PathVariable String change, Viewer viewer, Locale locale, Model model) {
        Title title = title(viewer, id);
        if (!CHANGES.contains(change) || !TitleDesk.mayChange(viewer, title)) throw new NotFound("title");
        var values = new LinkedHashMap<String, String>();
        values.put("version", String.valueOf(title.version()));
        values.put("on", labels.today().toString());
        title.details().forEach((code, value) -> values.put("details." + code, value));
        return ask(title, change, Form.of(values), locale, model);
    }

    private String ask(Title title, String change, Form form, Locale locale, Model model) {
        boolean reevaluation = change.equals("reevaluate");
        model.addAttribute(
                "model",
                new ChangePage(
                        title,
                        change,
                        labels.text(locale, "title.do." + change),
                        form,
                        reevaluation && title.validUntil() != null,
                        !change.equals("withdraw"),
                        reevaluation
                                ? kinds.byCode(title.kind())
                                        .map(kind -> TitleFormController.fields(kind, labels, locale))
                                        .orElse(List.of())
                                : List.of()));
        return "registry/title/change";
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/titles/{id}/changes/{change}")
    String change(
            @PathVariable UUID id,
            @PathVariable String change,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Title title = title(viewer, id);
        if (!CHANGES.contains(change)) throw new NotFound("change");
        return switch (changed(viewer, id, change, posted)) {
            case Outcome.Done<Title>(var done) -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("title.done." + change));
                yield "redirect:/titles/" + id;
            }
            case Outcome.Refused<Title>(var errors) -> {
                response.setStatus(422);
                yield ask(title, change, Form.of(posted).with(errors), locale, model);
            }
        };
    }

    private Outcome<Title> changed(Viewer viewer, UUID id, String change, Map<String, String> posted) {
        int version = Pages.number(posted.getOrDefault("version", ""));
        String reason = posted.getOrDefault("reason", "");
        LocalDate on = TitleRules.day(posted.getOrDefault("on", ""));
        if (change.equals("withdraw")) return desk.withdraw(viewer, id, version, reason);
        if (on == null) return Outcome.refused(FieldError.of("on", "title.error.day"));
        String typedUntil = posted.getOrDefault("until", "").strip();
        LocalDate until = TitleRules.day(typedUntil);
        if (!typedUntil.isEmpty() && until == null) {
            return Outcome.refused(FieldError.of("until", "title.error.day"));
        }
        return switch (change) {
            case "revoke" -> desk.revoke(viewer, id, version, on, reason);
            case "lapse" -> desk.lapse(viewer, id, version, on, reason);
            default -> desk.reevaluate(viewer, id, version, on, until, TitleFormController.details(posted), reason);
        };
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/titles/{id}/members/{organisation}/leave")
    String leave(@PathVariable UUID id, @PathVariable UUID organisation, Viewer viewer, RedirectAttributes redirect) {
        redirect.addFlashAttribute(
                Notice.FLASH,
                desk.leave(viewer, id, organisation, labels.today())
                        .fold(
                                title -> Notice.done("title.done.left"),
                                errors -> Notice.error(errors.getFirst().key())));
        return "redirect:/titles/" + id;
    }

    private Title title(Viewer viewer, UUID id) {
        return titles.find(viewer, id).orElseThrow(() -> new NotFound("title"));
    }
}
