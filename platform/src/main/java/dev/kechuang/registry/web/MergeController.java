package dev.kechuang.registry.web;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.MergeService;
import dev.kechuang.registry.internal.MergeService.Pair;
import dev.kechuang.registry.internal.MergeService.Preview;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Organisations that may have been entered twice, and making one of two. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
public class MergeController {

    private final MergeService merges;
    private final Labels labels;

    MergeController(MergeService merges, Labels labels) {
        this.merges = merges;
        this.labels = labels;
    }

    public record DuplicatesPage(Table table) {}

    @GetMapping("/organisations/duplicates")
    String duplicates(Viewer viewer, Locale locale, Model model) {
        var table = Table.of(
                labels.text(locale, "registry.duplicates"),
                List.of(
                        Column.<Pair>title(
                                labels.text(locale, "registry.merge.first"),
                                pair -> Cell.link(pair.firstName(), "/organisations/" + pair.first())),
                        Column.title(
                                labels.text(locale, "registry.merge.second"),
                                pair -> Cell.link(pair.secondName(), "/organisations/" + pair.second())),
                        Column.text(
                                labels.text(locale, "registry.merge.why"),
                                pair -> Cell.text(labels.text(locale, "registry.merge.why." + pair.why()))),
                        Column.actions(
                                labels.text(locale, "registry.merge.do"),
                                pair -> Cell.actions(
                                        Action.open(
                                                labels.text(locale, "registry.merge.keepFirst"),
                                                "/organisations/" + pair.second() + "/merge?into=" + pair.first()),
                                        Action.open(
                                                labels.text(locale, "registry.merge.keepSecond"),
                                                "/organisations/" + pair.first() + "/merge?into=" + pair.second())))),
                merges.candidates(viewer));
        model.addAttribute("model", new DuplicatesPage(table));
        return "registry/duplicates";
    }

    @GetMapping("/organisations/{id}/merge")
    String ask(@PathVariable UUID id, @RequestParam UUID into, Viewer viewer, Locale locale, Model model) {
        Preview preview = merges.preview(viewer, id, into).orElseThrow(() -> new NotFound("organisation"));
        String years = preview.years().stream().map(String::valueOf).collect(Collectors.joining("、"));
        model.addAttribute(
                "confirm",
                Confirm.of(
                                labels.text(
                                        locale,
                                        "registry.merge.ask",
                                        preview.from().name(),
                                        preview.into().name()),
                                labels.text(
                                        locale,
                                        "registry.merge.text",
                                        preview.people(),
                                        preview.accounts(),
                                        years.isEmpty() ? "—" : years),
                                "/organisations/" + id + "/merge",
                                labels.text(locale, "registry.merge.do"),
                                "/organisations/duplicates")
                        .with(Map.of(
                                "into", into.toString(),
                                "version", String.valueOf(preview.from().version()),
                                "intoVersion", String.valueOf(preview.into().version()))));
        return "shared/confirmPage";
    }

    @PostMapping("/organisations/{id}/merge")
    String merge(
            @PathVariable UUID id,
            @RequestParam UUID into,
            @RequestParam int version,
            @RequestParam int intoVersion,
            Viewer viewer,
            RedirectAttributes redirect) {
        return merges.merge(viewer, id, version, into, intoVersion)
                .fold(
                        (Organisation o) -> {
                            redirect.addFlashAttribute(Notice.FLASH, Notice.done("registry.merge.done", o.name()));
                            return "redirect:/organisations/" + o.id();
                        },
                        errors -> {
                            redirect.addFlashAttribute(
                                    Notice.FLASH, Notice.error(errors.getFirst().key()));
                            return "redirect:/organisations/duplicates";
                        });
    }
}
