package dev.kechuang.programme.web.form;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.programme.internal.definition.FormDefinition.Section;
import dev.kechuang.programme.internal.definition.FormDefinition.TableField;
import dev.kechuang.programme.internal.form.Answered;
import dev.kechuang.programme.internal.form.Corrections;
import dev.kechuang.programme.internal.form.FormCheck;
import dev.kechuang.programme.internal.form.FormFiles;
import dev.kechuang.programme.internal.form.FormService;
import dev.kechuang.programme.internal.form.FormService.Opened;
import dev.kechuang.programme.internal.form.FormService.Saved;
import dev.kechuang.programme.internal.form.FormService.Typed;
import dev.kechuang.programme.internal.form.ParticipantService;
import dev.kechuang.programme.internal.form.Paths;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.WebUtils;

/**
 * The form, one section a page. Whatever button is pressed, what stands in the page is saved first; so a page works the
 * same without scripts, and with them each field is saved while it is typed.
 */
@Controller
@Allow(Role.APPLICANT)
public class FormController {

    /** Buttons with a name; the one without leads on. */
    private static final List<String> BUTTONS = List.of("go", "add", "clear", "remove", "part", "invite", "choose");

    private final FormService forms;
    private final FormFiles attachments;
    private final ParticipantService partners;
    private final FormPages pages;
    private final Corrections corrections;
    private final FileStore files;
    private final ApplicationLabels labels;

    FormController(
            FormService forms,
            FormFiles attachments,
            ParticipantService partners,
            FormPages pages,
            Corrections corrections,
            FileStore files,
            ApplicationLabels labels) {
        this.forms = forms;
        this.attachments = attachments;
        this.partners = partners;
        this.pages = pages;
        this.corrections = corrections;
        this.files = files;
        this.labels = labels;
    }

    /** To the first section that still needs something. */
    @GetMapping("/applications/{id}/form")
    String first(@PathVariable UUID id, Viewer viewer, Locale locale) {
        Opened opened = open(viewer, id, locale);
        Section first = opened.form().sections().stream()
                .filter(section -> opened.isOpen(section.id()))
                .filter(section -> !FormCheck.problems(opened.form(), section).isEmpty())
                .findFirst()
                .or(() -> opened.form().sections().stream()
                        .filter(section -> opened.isOpen(section.id()))
                        .findFirst())
                .orElseThrow(() -> new NotFound("section"));
        return "redirect:/applications/" + id + "/form/" + first.id();
    }

    @GetMapping("/applications/{id}/form/{section}")
    String section(
            @PathVariable UUID id,
            @PathVariable String section,
            @RequestParam(defaultValue = "false") boolean check,
            @RequestParam(defaultValue = "") String more,
            Viewer viewer,
            Locale locale,
            Model model) {
        return show(open(viewer, id, locale), section, List.of(), check, more, locale, model);
    }

    private String show(
            Opened opened,
            String section,
            List<FieldError> errors,
            boolean check,
            String more,
            Locale locale,
            Model model) {
        Section found = section(opened, section);
        if (!opened.isOpen(section))
            return "redirect:/applications/" + opened.application().id();
        var page = pages.page(opened, found, errors, check, more, locale);
        model.addAttribute("model", page);
        model.addAttribute("correction", corrections.open(opened.application()).orElse(null));
        model.addAttribute("section", section);
        return "programme/form";
    }

    private static Section section(Opened opened, String id) {
        return opened.form().sections().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("section"));
    }

    private Opened open(Viewer viewer, UUID id, Locale locale) {
        Opened opened = forms.open(viewer, id, locale).orElseThrow(() -> new NotFound("application"));
        if (!FormService.owns(viewer, opened.application())) throw new NotFound("form");
        return opened;
    }

    @PostMapping("/applications/{id}/form/{section}")
    String save(
            @PathVariable UUID id,
            @PathVariable String section,
            @RequestParam MultiValueMap<String, String> posted,
            HttpServletRequest request,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        Opened before = open(viewer, id, locale);
        section(before, section);
        var errors = new ArrayList<FieldError>();
        var saved = forms.save(viewer, id, typed(posted));
        saved.fold(done -> false, errors::addAll);
        boolean rival = saved instanceof Outcome.Done<List<Saved>>(var results)
                && results.stream().anyMatch(one -> one.state() == Saved.State.RIVAL);
        String here = "/applications/" + id + "/form/" + section;
        var multipart = WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class);
        if (multipart != null) errors.addAll(upload(viewer, id, multipart, locale));
        errors.addAll(act(viewer, id, posted));
        Opened opened = open(viewer, id, locale);
        boolean next = BUTTONS.stream().noneMatch(posted::containsKey);
        // What cannot be read is told at once; what is missing, when everything is checked.
        if (next) {
            FormCheck.problems(opened.form(), section(opened, section)).stream()
                    .filter(error -> !error.key().startsWith("form.problem.missing")
                            && !error.key().equals("form.problem.cell")
                            && !error.key().equals("form.problem.rowsLeast")
                            && !error.key().equals("form.problem.rival"))
                    .forEach(errors::add);
        }
        if (!errors.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return show(opened, section, errors, false, "", locale, model);
        }
        if (rival) {
            redirect.addFlashAttribute(Notice.FLASH, Notice.warning("form.rival.notice"));
            return "redirect:" + here;
        }
        if (next) {
            var sections = opened.form().sections().stream()
                    .filter(one -> opened.isOpen(one.id()))
                    .toList();
            int at = sections.indexOf(section(opened, section));
            if (at < sections.size() - 1) {
                return "redirect:/applications/" + id + "/form/"
                        + sections.get(at + 1).id();
            }
            return "redirect:/applications/" + id + "/submit";
        }
        String add = posted.getFirst("add");
        if (add != null) return "redirect:" + here + "?more=" + add + "#f-" + add;
        if ("leave".equals(posted.getFirst("go"))) return "redirect:/applications/" + id;
        redirect.addFlashAttribute(Notice.FLASH, Notice.done("form.saved"));
        return "redirect:" + here;
    }

    /** The buttons that do something with a part of the page. */
    private List<FieldError> act(Viewer viewer, UUID id, MultiValueMap<String, String> posted) {
        var errors = new ArrayList<FieldError>();
        String clear = posted.getFirst("clear");
        if (clear != null) forms.clearRow(viewer, id, clear).fold(done -> false, errors::addAll);
        String[] remove = words(posted.getFirst("remove"), 2);
        if (remove.length == 2) {
            attachments.remove(viewer, id, remove[0], uuid(remove[1])).fold(done -> false, errors::addAll);
        }
        String[] part = words(posted.getFirst("part"), 2);
        if (part.length == 2) {
            partners.remove(viewer, id, part[0], uuid(part[1])).fold(done -> false, errors::addAll);
        }
        String invite = posted.getFirst("invite");
        if (invite != null) {
            partners.invite(
                            viewer,
                            id,
                            invite,
                            posted.getOrDefault("code:" + invite, List.of("")).getFirst())
                    .fold(done -> false, errors::addAll);
        }
        String[] choose = words(posted.getFirst("choose"), 4);
        if (choose.length == 4) {
            forms.choose(viewer, id, choose[1], uuid(choose[2]), choose[0].equals("take"), choose[3])
                    .fold(done -> false, errors::addAll);
        }
        return errors;
    }

    private static String[] words(@org.jspecify.annotations.Nullable String text, int most) {
        return text == null ? new String[0] : text.split(" ", most);
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFound("id");
        }
    }

    /** Every file stands for itself: one that is refused keeps no other from being kept. */
    private List<FieldError> upload(Viewer viewer, UUID id, MultipartHttpServletRequest request, Locale locale)
            throws IOException {
        var form = open(viewer, id, locale).form().form();
        var errors = new ArrayList<FieldError>();
        for (var entry : request.getMultiFileMap().entrySet()) {
            for (MultipartFile file : entry.getValue()) {
                if (file.isEmpty() && String.valueOf(file.getOriginalFilename()).isEmpty()) continue;
                String name = String.valueOf(file.getOriginalFilename());
                Outcome<StoredFile> stored;
                try (var in = file.getInputStream()) {
                    stored = files.store(viewer, name, FileStore.Kind.ATTACHMENT, in);
                }
                switch (stored) {
                    case Outcome.Done<StoredFile>(var kept) ->
                        attachments.add(viewer, id, entry.getKey(), kept).fold(done -> false, errors::addAll);
                    case Outcome.Refused<StoredFile>(var reasons) ->
                        errors.addAll(FileRefusals.of(labels, locale, form, entry.getKey(), name, reasons));
                }
            }
        }
        return errors;
    }

    /** Values of the page by what was in sight; a field the browser left out is one without a choice. */
    static List<Typed> typed(MultiValueMap<String, String> posted) {
        var typed = new ArrayList<Typed>();
        String tokens = posted.getFirst("tokens");
        if (tokens == null) return typed;
        for (String line : tokens.split("\\R")) {
            int blank = line.indexOf(' ');
            if (blank < 1) continue;
            String path = line.substring(0, blank);
            typed.add(
                    new Typed(path, String.join(",", posted.getOrDefault(path, List.of())), line.substring(blank + 1)));
        }
        return typed;
    }

    /**
     * What a save while typing answers.
     *
     * @param token to be sent with the next save of the field
     * @param asked fields of the section that are asked now, so that a page whose questions changed is shown anew
     * @param totals sums of the section's tables by {@code path.column}
     * @param message what is wrong with the value or why it was not saved; empty for nothing
     */
    public record SavedField(
            String path, String state, String token, List<String> asked, Map<String, String> totals, String message) {}

    @PostMapping("/applications/{id}/form/save")
    ResponseEntity<SavedField> saveField(
            @PathVariable UUID id,
            @RequestParam String path,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "") String token,
            Viewer viewer,
            Locale locale) {
        open(viewer, id, locale);
        var outcome = forms.save(viewer, id, List.of(new Typed(path, value, token)));
        return switch (outcome) {
            case Outcome.Refused<List<Saved>>(var errors) ->
                ResponseEntity.unprocessableContent()
                        .body(new SavedField(
                                path,
                                "refused",
                                token,
                                List.of(),
                                Map.of(),
                                labels.text(
                                        locale,
                                        errors.getFirst().key(),
                                        errors.getFirst().args().toArray())));
            case Outcome.Done<List<Saved>>(var results) -> {
                Saved result = results.getFirst();
                Opened now = open(viewer, id, locale);
                Section section = now.definition().form().sections().stream()
                        .filter(one -> one.id().equals(Paths.section(path)))
                        .findFirst()
                        .orElseThrow();
                yield ResponseEntity.ok(new SavedField(
                        path,
                        result.state().name().toLowerCase(Locale.ROOT),
                        result.token(),
                        asked(now, section),
                        totals(now, section),
                        FormCheck.problems(now.form(), section).stream()
                                .filter(error -> error.field().equals(path))
                                .filter(error -> !value.isBlank())
                                .map(error -> labels.text(
                                        locale, error.key(), error.args().toArray()))
                                .findFirst()
                                .orElse("")));
            }
        };
    }

    private static List<String> asked(Opened opened, Section section) {
        var asked = new ArrayList<String>();
        opened.form().sections().forEach(one -> asked.add(one.id()));
        opened.form().fields(section).forEach(field -> asked.add(Paths.field(section.id(), field.id())));
        return asked;
    }

    private static Map<String, String> totals(Opened opened, Section section) {
        var totals = new LinkedHashMap<String, String>();
        for (var field : opened.form().fields(section)) {
            String path = Paths.field(section.id(), field.id());
            if (!(field instanceof TableField table)
                    || !(opened.form().answered(path) instanceof Answered.Table answered)) continue;
            var sums = FormPages.totals(table, answered);
            for (int i = 0; i < sums.size(); i++) {
                if (!sums.get(i).isEmpty())
                    totals.put(path + "." + table.columns().get(i).id(), sums.get(i));
            }
        }
        return totals;
    }
}
