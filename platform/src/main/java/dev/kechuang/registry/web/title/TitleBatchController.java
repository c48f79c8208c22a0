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
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    private static final int SHOWN = 50;
    private static final int RECENT = 20;
    private static final Pattern OF_LINE = Pattern.compile("([a-zA-Z.-]+)\\.(\\d{1,5})");

    private final TitleBatch batches;
    private final TitleBatchStore store;
    private final TitleSheet sheet;
    private final TitleKinds kinds;
    private final FileStore files;
    private final TitleLabels labels;

    TitleBatchController(
            TitleBatch batches,
            TitleBatchStore store,
            TitleSheet sheet,
            TitleKinds kinds,
            FileStore files,
            TitleLabels labels) {
        this.batches = batches;
        this.store = store;
        this.sheet = sheet;
        this.kinds = kinds;
        this.files = files;
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
                        recent(store.of(viewer, RECENT), locale)));
        return "registry/title/batches";
    }

    private Table recent(List<Batch> rows, Locale locale) {
        return Table.of(
                labels.text(locale, "title.batch.recent"),
                List.of(
                        Column.<Batch>title(
                                labels.text(locale, "title.document"),
                                batch -> new Cell.Lines(
                                        batch.document().number(),
                                        "/titles/batches/" + batch.id(),
                                        batch.document().body())),
                        Column.text(
                                labels.text(locale, "title.kind"),
                                batch -> Cell.text(labels.kind(locale, batch.kind()))),
                        Column.text(
                                labels.text(locale, "title.level"),
                                batch -> Cell.text(labels.level(locale, batch.level()))),
                        Column.figure(labels.text(locale, "title.batch.lines"), "", batch -> Cell.count(batch.lines())),
                        Column.text(
                                labels.text(locale, "title.batch.started"),
                                batch -> Cell.text(Pages.day(batch.startedAt()))),
                        Column.text(
                                labels.text(locale, "title.state"),
                                batch -> batch.done() == null
                                        ? new Tag(labels.text(locale, "title.batch.open"), Tone.IN_PROGRESS)
                                        : new Tag(labels.text(locale, "title.batch.done"), Tone.PASSED))),
                rows);
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
                        typed == null ? form(preview, shown) : typed,
                        done
                                ? List.of()
                                : shown.stream()
                                        .map(line -> open(preview, line, locale))
                                        .toList(),
                        rest(preview, locale)));
        return "registry/title/match";
    }

    private Form form(Preview preview, List<Line> shown) {
        var values = new HashMap<String, String>();
        var errors = new ArrayList<FieldError>();
        for (Line line : shown) {
            String suffix = "." + line.typed().line();
            for (String field : sheet.fields(preview.kind())) {
                values.put(field + suffix, line.typed().fields().getOrDefault(field, ""));
            }
            var candidates = line.match().candidates();
            // What differs in the legal form alone stands chosen already; saving the page takes it.
            boolean likely = candidates.size() == 1 && candidates.getFirst().score() > 0.99;
            if (line.organisation() != null) {
                values.put("choice" + suffix, line.organisation().toString());
            } else if (likely) {
                values.put("choice" + suffix, candidates.getFirst().id().toString());
            }
            for (FieldError error : line.errors()) {
                errors.add(new FieldError(error.field() + suffix, error.key(), error.args()));
            }
        }
        return new Form(values, errors);
    }

    private OpenLine open(Preview preview, Line line, Locale locale) {
        var wrong = line.errors().stream().map(FieldError::field).toList();
        var fields = new ArrayList<Option>();
        for (String field : sheet.fields(preview.kind())) {
            boolean asked = field.equals("organisation") || field.equals("number") || wrong.contains(field);
            if (asked) fields.add(new Option(field + "." + line.typed().line(), sheet.label(preview.kind(), field)));
        }
        var choices = new ArrayList<Option>();
        for (var candidate : line.match().candidates()) {
            choices.add(new Option(
                    candidate.id().toString(),
                    labels.text(
                            locale,
                            "title.candidate",
                            candidate.name(),
                            candidate.creditCode(),
                            labels.region(locale, candidate.region()),
                            by(locale, candidate.by().name()))));
        }
        choices.add(new Option("skip", labels.text(locale, "title.batch.skip")));
        return new OpenLine(
                line.typed().line(),
                labels.text(
                        locale,
                        "title.batch.line",
                        line.typed().line(),
                        line.typed().fields().getOrDefault("organisation", "")),
                fields,
                choices,
                line.match().candidates().isEmpty()
                        ? labels.text(locale, "title.batch.unknown")
                        : labels.text(
                                locale,
                                "title.batch.maybe",
                                line.match().candidates().stream()
                                        .map(candidate -> candidate.name())
                                        .collect(Collectors.joining("、"))));
    }

    private String by(Locale locale, String by) {
        return labels.text(locale, "title.by." + by.toLowerCase(Locale.ROOT));
    }

    private Table rest(Preview preview, Locale locale) {
        var rows = preview.lines().stream()
                .filter(line -> line.fate() != Fate.DOUBTFUL && line.fate() != Fate.WRONG)
                .limit(SHOWN)
                .toList();
        return Table.of(
                labels.text(locale, "title.batch.rest"),
                List.of(
                        Column.<Line>figure(
                                labels.text(locale, "title.batch.no"),
                                "",
                                line -> Cell.count(line.typed().line())),
                        Column.title(
                                labels.text(locale, "title.column.organisation"),
                                line -> Cell.text(line.typed().fields().getOrDefault("organisation", ""))),
                        Column.title(labels.text(locale, "title.batch.matched"), line -> matched(line, locale)),
                        Column.text(
                                labels.text(locale, "title.number"),
                                line -> Cell.text(line.certificate().number())),
                        Column.text(
                                labels.text(locale, "title.from"),
                                line -> Cell.text(line.certificate().from().toString())),
                        Column.text(labels.text(locale, "title.batch.fate"), line -> fate(line, locale))),
                rows);
    }

    private Cell matched(Line line, Locale locale) {
        UUID organisation = line.organisation();
        if (organisation == null) return Cell.NONE;
        var candidate = line.match().candidates().stream()
                .filter(each -> each.id().equals(organisation))
                .findFirst();
        return candidate
                .<Cell>map(each -> new Cell.Lines(
                        each.name(),
                        "/organisations/" + organisation,
                        line.typed().organisation() == null
                                ? by(locale, each.by().name())
                                : labels.text(locale, "title.by.hand")))
                .orElseGet(() -> Cell.link(labels.text(locale, "title.by.hand"), "/organisations/" + organisation));
    }

    private Cell fate(Line line, Locale locale) {
        return new Tag(
                labels.text(locale, "title.fate." + line.fate().name().toLowerCase(Locale.ROOT)),
                switch (line.fate()) {
                    case GRANT, RENEW -> Tone.PASSED;
                    case UNCHANGED, SKIP -> Tone.DRAFT;
                    case DOUBTFUL -> Tone.RETURNED;
                    case WRONG -> Tone.FAILED;
                });
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
