package dev.kechuang.registry.web.title;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.registry.Titles.NewDocument;
import dev.kechuang.registry.internal.title.TitleBatch;
import dev.kechuang.registry.internal.title.TitleBatch.Fate;
import dev.kechuang.registry.internal.title.TitleBatch.Line;
import dev.kechuang.registry.internal.title.TitleBatch.Preview;
import dev.kechuang.registry.internal.title.TitleBatchStore;
import dev.kechuang.registry.internal.title.TitleBatchStore.Batch;
import dev.kechuang.registry.internal.title.TitleBatchStore.Done;
import dev.kechuang.registry.internal.title.TitleBatchStore.Typed;
import dev.kechuang.registry.internal.title.TitleDesk;
import dev.kechuang.registry.internal.title.TitleSheet;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A granting document with its list: entered, matched, resolved by hand where names are doubtful, granted as a whole. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
public class TitleBatchController {

    /** Open lines on one page; a form of more would be refused by the server. */
    private static final int OPEN_LINES = 100;

    private static final int RECENT = 20;
    private static final Pattern OF_LINE = Pattern.compile("([a-zA-Z.-]+)\\.(\\d{1,5})");

    private final TitleBatch batches;
    private final TitleBatchStore store;
    private final TitleSheet sheet;
    private final TitleKinds kinds;
    private final FileStore files;
    private final TitleBatchTables tables;
    private final TitleLabels labels;

    TitleBatchController(
            TitleBatch batches,
            TitleBatchStore store,
            TitleSheet sheet,
            TitleKinds kinds,
            FileStore files,
            TitleBatchTables tables,
            TitleLabels labels) {
        this.batches = batches;
        this.store = store;
        this.sheet = sheet;
        this.kinds = kinds;
        this.files = files;
        this.tables = tables;
        this.labels = labels;
    }

    public record StartPage(Form form, List<Option> kinds, List<Option> levels, Table recent) {}

    @GetMapping("/titles/batches")
    String start(Viewer viewer, Locale locale, Model model) {
        return start(Form.of(Map.of("from", labels.today().toString())), viewer, locale, model);
    }

    private String start(Form form, Viewer viewer, Locale locale, Model model) {
        var levels = Arrays.stream(TitleKind.Level.values())
                .filter(level -> TitleDesk.mayEnter(viewer, level))
                .toList();
        model.addAttribute(
                "model",
                new StartPage(
                        form,
                        labels.kinds(
                                locale,
                                kind -> kind.holder() != TitleKind.Holder.REGION
                                        && kind.levels().stream().anyMatch(levels::contains)),
                        labels.levels(locale, levels),
                        tables.recent(store.of(viewer, RECENT), locale)));
        return "registry/title/batches";
    }

    @GetMapping("/titles/batches/template")
    void template(@RequestParam String kind, Locale locale, HttpServletResponse response) throws IOException {
        TitleKind found = kinds.byCode(kind).orElseThrow(() -> new NotFound("kind of title"));
        Pages.download(response, labels.text(locale, "title.batch.template.of", found.name()) + ".xlsx");
        sheet.template(found, response.getOutputStream());
    }

    @PostMapping("/titles/batches")
    String started(
            @RequestParam Map<String, String> posted,
            @RequestParam(required = false) @Nullable MultipartFile list,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response)
            throws IOException {
        var errors = new ArrayList<FieldError>();
        LocalDate issuedOn = TitleFormController.day(posted, "issuedOn", true, errors);
        LocalDate from = TitleFormController.day(posted, "from", true, errors);
        UUID scan = null;
        if (errors.isEmpty() && file != null && !file.isEmpty()) {
            String name = file.getOriginalFilename();
            var kept = files.store(
                    viewer, name == null ? "document.pdf" : name, FileStore.Kind.ATTACHMENT, file.getInputStream());
            switch (kept) {
                case Outcome.Done<StoredFile>(var stored) -> scan = stored.id();
                case Outcome.Refused<StoredFile>(var refusals) ->
                    refusals.forEach(error -> errors.add(new FieldError("file", error.key(), error.args())));
            }
        }
        if (errors.isEmpty() && issuedOn != null && from != null) {
            var head = new TitleBatch.Head(
                    posted.getOrDefault("kind", ""),
                    posted.getOrDefault("level", ""),
                    new NewDocument(
                            posted.getOrDefault("documentNumber", ""),
                            posted.getOrDefault("documentTitle", ""),
                            posted.getOrDefault("body", ""),
                            issuedOn,
                            scan),
                    from);
            var outcome = list != null && !list.isEmpty()
                    ? batches.start(viewer, head, list.getInputStream())
                    : batches.start(viewer, head, posted.getOrDefault("lines", ""));
            if (outcome instanceof Outcome.Done<UUID>(var id)) return "redirect:/titles/batches/" + id;
            outcome.fold(id -> true, errors::addAll);
        }
        response.setStatus(422);
        return start(Form.of(posted).with(errors), viewer, locale, model);
    }

    /**
     * A line that is open.
     *
     * @param fields what can be corrected, with its label
     * @param choices organisations it may mean, and to leave it out
     */
    public record OpenLine(int line, String heading, List<Option> fields, List<Option> choices, String hint) {}

    /** @param more how many open lines are not on this page */
    public record MatchPage(
            Batch batch,
            TitleKind kind,
            String level,
            int granted,
            int renewed,
            int unchanged,
            int skipped,
            int open,
            int more,
            boolean ready,
            Form form,
            List<OpenLine> lines,
            Table rest) {}

    @GetMapping("/titles/batches/{id}")
    String match(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return match(preview(viewer, id), null, locale, model);
    }

    private Preview preview(Viewer viewer, UUID id) {
        return batches.preview(viewer, id).orElseThrow(() -> new NotFound("list"));
    }

    private String match(Preview preview, @Nullable Form typed, Locale locale, Model model) {
        var open = preview.lines().stream()
                .filter(line -> line.fate() == Fate.DOUBTFUL || line.fate() == Fate.WRONG)
                .toList();
        var shown = open.subList(0, Math.min(OPEN_LINES, open.size()));
        boolean done = preview.batch().done() != null;
        Done did = preview.batch().done();
        model.addAttribute(
                "model",
                new MatchPage(
                        preview.batch(),
                        preview.kind(),
                        labels.level(locale, preview.batch().level()),
                        did == null ? preview.count(Fate.GRANT) : did.granted(),
                        did == null ? preview.count(Fate.RENEW) : did.renewed(),
                        did == null ? preview.count(Fate.UNCHANGED) : did.unchanged(),
                        did == null ? preview.count(Fate.SKIP) : did.skipped(),
                        done ? 0 : open.size(),
                        done ? 0 : open.size() - shown.size(),
                        preview.ready(),
                        typed == null ? tables.form(preview, shown) : typed,
                        done
                                ? List.of()
                                : shown.stream()
                                        .map(line -> tables.open(preview, line, locale))
                                        .toList(),
                        tables.rest(preview, locale)));
        return "registry/title/match";
    }

    /** Keeps what was corrected and chosen, right or wrong. */
    @PostMapping("/titles/batches/{id}")
    String keep(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        Preview before = preview(viewer, id);
        return switch (batches.keep(viewer, id, typed(before, posted))) {
            case Outcome.Done<UUID> done -> "redirect:/titles/batches/" + id;
            case Outcome.Refused<UUID>(var errors) -> {
                response.setStatus(422);
                yield match(before, Form.of(posted).with(errors), locale, model);
            }
        };
    }

    private static List<Typed> typed(Preview before, Map<String, String> posted) {
        var byLine = new TreeMap<Integer, Map<String, String>>();
        posted.forEach((name, value) -> {
            var matcher = OF_LINE.matcher(name);
            if (!matcher.matches()) return;
            byLine.computeIfAbsent(Integer.parseInt(matcher.group(2)), line -> new LinkedHashMap<>())
                    .put(matcher.group(1), value.strip());
        });
        var typed = new ArrayList<Typed>();
        for (Line line : before.lines()) {
            var fields = byLine.get(line.typed().line());
            if (fields == null) continue;
            String choice = fields.getOrDefault("choice", "");
            fields.remove("choice");
            String was = line.typed().fields().getOrDefault("organisation", "");
            // A name typed anew is looked for anew.
            boolean renamed = !fields.getOrDefault("organisation", was).equals(was);
            typed.add(new Typed(
                    line.typed().line(),
                    fields,
                    renamed ? null : TitleFormController.uuid(choice),
                    choice.equals("skip")));
        }
        return typed;
    }

    @PostMapping("/titles/batches/{id}/confirm")
    String confirm(@PathVariable UUID id, Viewer viewer, Locale locale, RedirectAttributes redirect) {
        redirect.addFlashAttribute(
                Notice.FLASH,
                batches.confirm(viewer, id)
                        .fold(
                                done -> Notice.done(
                                        "title.batch.did", done.granted(), done.renewed(), done.unchanged()),
                                errors -> Notice.error(
                                        "title.batch.refused",
                                        String.join(
                                                "；",
                                                errors.stream()
                                                        .map(error -> labels.say(locale, error))
                                                        .toList()))));
        return "redirect:/titles/batches/" + id;
    }

    @GetMapping("/titles/batches/{id}/errors")
    void errors(@PathVariable UUID id, Viewer viewer, Locale locale, HttpServletResponse response) throws IOException {
        Preview preview = preview(viewer, id);
        Pages.download(response, labels.text(locale, "title.batch.errors") + ".xlsx");
        batches.errors(preview, response.getOutputStream());
    }
}
