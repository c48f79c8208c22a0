package dev.kechuang.registry.web.ip;

import dev.kechuang.record.RecordFilter;
import dev.kechuang.registry.internal.ip.Right;
import dev.kechuang.registry.internal.ip.Right.Owner;
import dev.kechuang.registry.internal.ip.RightRecords;
import dev.kechuang.registry.internal.ip.RightService;
import dev.kechuang.registry.internal.ip.RightStore;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One right: what is known about it, who owns it, what happened to it, and what can be done with it. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
public class RightController {

    private final RightService rights;
    private final RightStore store;
    private final RightForms forms;
    private final RightTables tables;
    private final RightLabels labels;

    RightController(RightService rights, RightStore store, RightForms forms, RightTables tables, RightLabels labels) {
        this.rights = rights;
        this.store = store;
        this.forms = forms;
        this.tables = tables;
        this.labels = labels;
    }

    public record DetailPage(
            Right right,
            Tag state,
            List<Crumb> crumbs,
            List<Action> actions,
            List<Detail> details,
            Table owners,
            List<TimelineEntry> timeline) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
    @GetMapping("/ip/{id}")
    String detail(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Right right = visible(viewer, id);
        var owners = store.owners(List.of(id)).getOrDefault(id, List.of());
        model.addAttribute(
                "model",
                new DetailPage(
                        right,
                        labels.state(locale, right),
                        forms.crumbs(viewer, locale),
                        actions(right, owners, viewer, locale),
                        details(right, viewer, locale),
                        tables.owners(owners, viewer.isOfficer(), locale),
                        tables.timeline(right, store.changes(id), locale)));
        return "registry/ip/detail";
    }

    private List<Action> actions(Right right, List<Owner> owners, Viewer viewer, Locale locale) {
        var actions = new ArrayList<Action>();
        if (right.withdrawn()) return actions;
        boolean own = owners.stream()
                .anyMatch(owner -> owner.until() == null && owner.organisation().equals(viewer.organisation()));
        boolean officer = RightService.mayKeep(viewer, right.cell());
        if (officer || own) actions.add(action("edit", right, locale));
        if (officer) {
            actions.add(action("transfer", right, locale));
            actions.add(action(right.endedOn() == null ? "end" : "restore", right, locale));
            actions.add(action("withdraw", right, locale));
        }
        return actions;
    }

    private Action action(String verb, Right right, Locale locale) {
        return Action.open(labels.text(locale, "ip.do." + verb), "/ip/" + right.id() + "/" + verb);
    }

    private List<Detail> details(Right right, Viewer viewer, Locale locale) {
        var details = new ArrayList<Detail>();
        add(details, "kind", labels.kind(locale, right.kind()), locale);
        details.add(Detail.of(
                labels.text(locale, "ip.class"),
                labels.inClass(locale, right.kind().classCode())));
        add(details, "applicationNumber", right.applicationNumber().isEmpty() ? "" : right.number(), locale);
        if (!right.grantNumber().isEmpty()) add(details, "grantNumber", right.grantNumber(), locale);
        details.add(Detail.of(labels.text(locale, "ip.field.applied"), RightTables.day(right.applied())));
        details.add(Detail.of(labels.text(locale, "ip.field.granted"), RightTables.day(right.granted())));
        if (right.granted() != null) {
            details.add(Detail.of(
                    labels.text(locale, "ip.field.termUntil"),
                    right.termUntil() == null
                            ? labels.text(locale, "ip.unlimited")
                            : right.termUntil().toString()));
        }
        if (right.endedOn() != null && right.end() != null) {
            add(details, "endedOn", right.endedOn() + " · " + labels.end(locale, right.end()), locale);
        }
        add(details, "usedForHnte", labels.yesNo(locale, right.usedForHnte()), locale);
        add(details, "inventors", String.join("、", right.inventors()), locale);
        if (!right.otherOwners().isEmpty()) add(details, "otherOwners", right.otherOwners(), locale);
        details.add(Detail.of(
                labels.text(locale, "ip.countsAt"),
                right.firstOwner() + " · "
                        + labels.place(
                                locale, right.cell().region(), right.cell().zone())));
        if (viewer.isOfficer()) {
            details.add(Detail.of(
                    labels.text(locale, "ip.records"),
                    Cell.link(
                            labels.text(locale, "ip.records.open"),
                            RecordFilter.of(RightRecords.VALID)
                                    .by(right.cell().organisation())
                                    .with("right", right.kind().code())
                                    .path())));
        }
        return details;
    }

    private void add(List<Detail> details, String field, String value, Locale locale) {
        details.add(Detail.of(labels.text(locale, "ip.field." + field), value));
    }

    @GetMapping("/ip/{id}/end")
    String askEnd(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Right right = kept(viewer, id);
        var form = Form.of(Map.of(
                "version",
                String.valueOf(right.version()),
                "endedOn",
                labels.today().toString()));
        return form(forms.ending(right, form, viewer, locale), model);
    }

    @PostMapping("/ip/{id}/end")
    String end(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Right right = kept(viewer, id);
        return switch (rights.end(viewer, id, version(posted), posted)) {
            case Outcome.Done<Right> done -> saved(id, redirect);
            case Outcome.Refused<Right>(var errors) -> {
                response.setStatus(422);
                yield form(forms.ending(right, Form.of(posted).with(errors), viewer, locale), model);
            }
        };
    }

    @GetMapping("/ip/{id}/transfer")
    String askTransfer(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Right right = kept(viewer, id);
        var values = new LinkedHashMap<String, String>();
        values.put("version", String.valueOf(right.version()));
        values.put("obtained", "bought");
        var lines = new ArrayList<String>();
        for (Owner owner : store.owners(List.of(id)).getOrDefault(id, List.of())) {
            if (owner.until() != null) continue;
            lines.add((owner.name() + " " + owner.shown()).strip());
        }
        values.put("owners", String.join("\n", lines));
        return form(forms.transferring(right, Form.of(values), viewer, locale), model);
    }

    @PostMapping("/ip/{id}/transfer")
    String transfer(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Right right = kept(viewer, id);
        return switch (rights.transfer(viewer, id, version(posted), posted)) {
            case Outcome.Done<Right> done -> saved(id, redirect);
            case Outcome.Refused<Right>(var errors) -> {
                response.setStatus(422);
                yield form(forms.transferring(right, Form.of(posted).with(errors), viewer, locale), model);
            }
        };
    }

    @GetMapping("/ip/{id}/restore")
    String askRestore(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ask(kept(viewer, id), "restore", Form.EMPTY, locale, model);
    }

    @GetMapping("/ip/{id}/withdraw")
    String askWithdraw(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ask(kept(viewer, id), "withdraw", Form.EMPTY, locale, model);
    }

    private String ask(Right right, String verb, Form form, Locale locale, Model model) {
        model.addAttribute(
                "confirm",
                Confirm.of(
                                labels.text(locale, "ip.do." + verb) + "：" + right.title(),
                                labels.text(locale, "ip.note." + verb),
                                "/ip/" + right.id() + "/" + verb,
                                labels.text(locale, "ip.do." + verb),
                                "/ip/" + right.id())
                        .withReason(labels.text(locale, "ip.field.reason"))
                        .with(Map.of("version", String.valueOf(right.version()))));
        model.addAttribute("form", form);
        return "shared/confirmPage";
    }

    @PostMapping("/ip/{id}/restore")
    String restore(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = rights.restore(viewer, id, version(posted), posted.getOrDefault("reason", ""));
        return asked(outcome, "restore", id, posted, viewer, locale, model, response, redirect);
    }

    @PostMapping("/ip/{id}/withdraw")
    String withdraw(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = rights.withdraw(viewer, id, version(posted), posted.getOrDefault("reason", ""));
        return asked(outcome, "withdraw", id, posted, viewer, locale, model, response, redirect);
    }

    private String asked(
            Outcome<Right> outcome,
            String verb,
            UUID id,
            Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (outcome) {
            case Outcome.Done<Right> done -> saved(id, redirect);
            case Outcome.Refused<Right>(var errors) -> {
                response.setStatus(422);
                yield ask(visible(viewer, id), verb, Form.of(posted).with(errors), locale, model);
            }
        };
    }

    static String saved(UUID id, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Notice.FLASH, Notice.done("registry.done.saved"));
        return "redirect:/ip/" + id;
    }

    static String form(RightForms.FormPage page, Model model) {
        model.addAttribute("model", page);
        return "registry/ip/form";
    }

    static int version(Map<String, String> posted) {
        return Pages.number(posted.getOrDefault("version", ""));
    }

    private Right visible(Viewer viewer, UUID id) {
        return rights.find(viewer, id).orElseThrow(() -> new NotFound("right"));
    }

    private Right kept(Viewer viewer, UUID id) {
        Right right = visible(viewer, id);
        if (!RightService.mayKeep(viewer, right.cell()) || right.withdrawn()) throw new NotFound("right");
        return right;
    }
}
