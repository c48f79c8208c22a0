package dev.kechuang.registry.web.ip;

import dev.kechuang.registry.internal.ip.EntryService;
import dev.kechuang.registry.internal.ip.EntryStore;
import dev.kechuang.registry.internal.ip.Right;
import dev.kechuang.registry.internal.ip.RightData;
import dev.kechuang.registry.internal.ip.RightEntry;
import dev.kechuang.registry.internal.ip.RightEntry.Status;
import dev.kechuang.registry.internal.ip.RightService;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Tag;
import jakarta.servlet.http.HttpServletResponse;
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

/** What firms entered: what waits, confirming it, giving it back, correcting it. */
@Controller
@Allow(Role.COUNTY_OFFICER)
public class EntryController {

    private static final int MOST = 200;

    private final EntryService entries;
    private final EntryStore store;
    private final RightService rights;
    private final RightForms forms;
    private final RightTables tables;
    private final RightLabels labels;

    EntryController(
            EntryService entries,
            EntryStore store,
            RightService rights,
            RightForms forms,
            RightTables tables,
            RightLabels labels) {
        this.entries = entries;
        this.store = store;
        this.rights = rights;
        this.forms = forms;
        this.tables = tables;
        this.labels = labels;
    }

    public record WaitingPage(Table table) {}

    @GetMapping("/ip/waiting")
    String waiting(Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", new WaitingPage(tables.entries(store.waiting(viewer, MOST), true, locale)));
        return "registry/ip/waiting";
    }

    /** @param differs what a change would change, null for other entries */
    public record EntryPage(
            RightEntry entry,
            String heading,
            Tag status,
            List<Crumb> crumbs,
            List<Detail> details,
            @Nullable Table differs,
            String known,
            boolean mayDecide,
            boolean mayCorrect,
            boolean mayDrop) {}

    /** A field with what it is and what it would be. */
    private record Difference(String field, String before, String after) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
    @GetMapping("/ip/entries/{id}")
    String entry(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        RightEntry entry = visible(viewer, id);
        boolean own = entry.organisation().equals(viewer.organisation());
        boolean pending = entry.status() == Status.PENDING;
        var right = entry.right() == null
                ? null
                : rights.find(viewer, entry.right()).orElse(null);
        model.addAttribute(
                "model",
                new EntryPage(
                        entry,
                        tables.title(entry, locale),
                        labels.status(locale, entry),
                        viewer.is(Role.COUNTY_OFFICER)
                                ? List.of(new Crumb(labels.text(locale, "ip.waiting"), "/ip/waiting"))
                                : forms.crumbs(viewer, locale),
                        details(entry, viewer, locale),
                        right != null && pending && entry.what() == RightEntry.What.CHANGE
                                ? differences(right, entry, locale)
                                : null,
                        right == null ? "" : "/ip/" + right.id(),
                        pending && viewer.is(Role.COUNTY_OFFICER),
                        own && entry.open() && entry.what() != RightEntry.What.NONE,
                        own && entry.open()));
        return "registry/ip/entry";
    }

    private Table differences(Right right, RightEntry entry, Locale locale) {
        var rows = new ArrayList<Difference>();
        RightData.of(right).texts().forEach((field, before) -> {
            String after = entry.fields().getOrDefault(field, "");
            if (!after.equals(before)) {
                rows.add(new Difference(
                        labels.text(locale, "ip.field." + field),
                        tables.value(field, before, locale),
                        tables.value(field, after, locale)));
            }
        });
        return Table.of(
                labels.text(locale, "ip.entry.differs"),
                List.of(
                        Table.Column.<Difference>title(
                                labels.text(locale, "ip.entry.field"), each -> Cell.text(each.field())),
                        Table.Column.text(labels.text(locale, "ip.entry.was"), each -> Cell.text(each.before())),
                        Table.Column.text(labels.text(locale, "ip.entry.is"), each -> Cell.text(each.after()))),
                rows);
    }

    private List<Detail> details(RightEntry entry, Viewer viewer, Locale locale) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(
                labels.text(locale, "ip.owner"),
                viewer.isOfficer()
                        ? Cell.link(entry.organisationName(), "/organisations/" + entry.organisation() + "/ip")
                        : Cell.text(entry.organisationName())));
        details.add(Detail.of(
                labels.text(locale, "ip.entry.what"),
                labels.text(locale, "ip.entry.what." + entry.what().code())));
        entry.fields().forEach((field, value) -> {
            if (!value.isEmpty()) {
                details.add(Detail.of(labels.text(locale, "ip.field." + field), tables.value(field, value, locale)));
            }
        });
        details.add(
                Detail.of(labels.text(locale, "ip.entry.by"), entry.actor() + " · " + Pages.day(entry.enteredAt())));
        if (entry.decidedAt() != null) {
            details.add(Detail.of(
                    labels.text(locale, "ip.entry.decided"),
                    entry.decidedName() + " · " + Pages.day(entry.decidedAt())));
        }
        return details;
    }

    @PostMapping("/ip/entries/{id}/accept")
    String accept(@PathVariable UUID id, @RequestParam int version, Viewer viewer, RedirectAttributes redirect) {
        var outcome = entries.accept(viewer, id, version);
        redirect.addFlashAttribute(
                Notice.FLASH,
                outcome.fold(
                        done -> Notice.done("ip.done.accepted"),
                        errors -> Notice.error(
                                errors.getFirst().key(),
                                errors.getFirst().args().stream()
                                        .map(String::valueOf)
                                        .toArray(String[]::new))));
        return outcome.fold(done -> "redirect:/ip/waiting", errors -> "redirect:/ip/entries/" + id);
    }

    @GetMapping("/ip/entries/{id}/return")
    String askReturn(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return askReturn(visible(viewer, id), Form.EMPTY, locale, model);
    }

    private String askReturn(RightEntry entry, Form form, Locale locale, Model model) {
        model.addAttribute(
                "confirm",
                Confirm.of(
                                labels.text(locale, "ip.entry.return", tables.title(entry, locale)),
                                labels.text(locale, "ip.entry.return.text"),
                                "/ip/entries/" + entry.id() + "/return",
                                labels.text(locale, "ip.entry.return.submit"),
                                "/ip/entries/" + entry.id())
                        .withReason(labels.text(locale, "ip.entry.return.reason"))
                        .with(Map.of("version", String.valueOf(entry.version()))));
        model.addAttribute("form", form);
        return "shared/confirmPage";
    }

    @PostMapping("/ip/entries/{id}/return")
    String giveBack(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = entries.giveBack(viewer, id, RightController.version(posted), posted.getOrDefault("reason", ""));
        if (outcome instanceof Outcome.Refused<UUID>(var errors)) {
            response.setStatus(422);
            return askReturn(visible(viewer, id), Form.of(posted).with(errors), locale, model);
        }
        redirect.addFlashAttribute(Notice.FLASH, Notice.done("ip.done.returned"));
        return "redirect:/ip/waiting";
    }

    @Allow(Role.APPLICANT)
    @GetMapping("/ip/entries/{id}/edit")
    String correct(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        RightEntry entry = own(viewer, id);
        var values = new LinkedHashMap<>(entry.fields());
        values.put("version", String.valueOf(entry.version()));
        return RightController.form(
                forms.correcting(id.toString(), wholly(entry, viewer), Form.of(values), viewer, locale), model);
    }

    private boolean wholly(RightEntry entry, Viewer viewer) {
        return entry.right() == null
                || rights.find(viewer, entry.right())
                        .filter(right -> right.cell().organisation().equals(entry.organisation()))
                        .isPresent();
    }

    @Allow(Role.APPLICANT)
    @PostMapping("/ip/entries/{id}/edit")
    String correct(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        RightEntry entry = own(viewer, id);
        return switch (entries.correct(viewer, id, RightController.version(posted), posted)) {
            case Outcome.Done<UUID> done -> RightFormController.stated(id, redirect);
            case Outcome.Refused<UUID>(var errors) -> {
                response.setStatus(422);
                yield RightController.form(
                        forms.correcting(
                                id.toString(),
                                wholly(entry, viewer),
                                Form.of(posted).with(errors),
                                viewer,
                                locale),
                        model);
            }
        };
    }

    @Allow(Role.APPLICANT)
    @PostMapping("/ip/entries/{id}/drop")
    String drop(@PathVariable UUID id, @RequestParam int version, Viewer viewer, RedirectAttributes redirect) {
        own(viewer, id);
        redirect.addFlashAttribute(
                Notice.FLASH,
                entries.drop(viewer, id, version)
                        .fold(
                                done -> Notice.done("ip.done.dropped"),
                                errors -> Notice.error(errors.getFirst().key())));
        return "redirect:/my/ip";
    }

    /** That one's organisation has no right at all. */
    @Allow(Role.APPLICANT)
    @PostMapping("/my/ip/none")
    String none(Viewer viewer, RedirectAttributes redirect) {
        if (viewer.organisation() == null) throw new NotFound("organisation");
        redirect.addFlashAttribute(
                Notice.FLASH,
                entries.none(viewer)
                        .fold(
                                done -> Notice.done("ip.done.stated"),
                                errors -> Notice.error(errors.getFirst().key())));
        return "redirect:/my/ip";
    }

    private RightEntry visible(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("entry"));
    }

    private RightEntry own(Viewer viewer, UUID id) {
        RightEntry entry = visible(viewer, id);
        if (!entry.organisation().equals(viewer.organisation()) || !entry.open()) throw new NotFound("entry");
        return entry;
    }
}
