package dev.kechuang.programme.web.decision;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.programme.internal.decision.Evaluation;
import dev.kechuang.programme.internal.decision.Evaluations;
import dev.kechuang.programme.internal.decision.NewObjection;
import dev.kechuang.programme.internal.decision.NoticeService;
import dev.kechuang.programme.internal.decision.NoticeStore;
import dev.kechuang.programme.internal.decision.NoticeStore.Entry;
import dev.kechuang.programme.internal.decision.ObjectionService;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Public notices (公示) for everybody, and the form in which an objection is raised. */
@Controller
@Allow(everyone = true)
public class PublicNoticeController {

    private static final int LATEST = 100;

    private final NoticeService service;
    private final NoticeStore store;
    private final Evaluations evaluations;
    private final ObjectionService objections;
    private final FileStore files;
    private final ObjectionLimit limit;
    private final DecisionWords words;
    private final Sheets sheets;

    PublicNoticeController(
            NoticeService service,
            NoticeStore store,
            Evaluations evaluations,
            ObjectionService objections,
            FileStore files,
            ObjectionLimit limit,
            DecisionWords words,
            Sheets sheets) {
        this.service = service;
        this.store = store;
        this.evaluations = evaluations;
        this.objections = objections;
        this.files = files;
        this.limit = limit;
        this.words = words;
        this.sheets = sheets;
    }

    /** @param table null while nothing was published */
    public record ListPage(@Nullable Table table) {}

    @GetMapping("/notices")
    String list(Locale locale, Model model) {
        var notices = store.latest(LATEST);
        model.addAttribute("model", new ListPage(notices.isEmpty() ? null : notices(locale, notices)));
        return "programme/publicNotices";
    }

    @GetMapping("/notices/export")
    void export(Locale locale, HttpServletResponse response) {
        sheets.write(
                response,
                Viewer.PUBLIC,
                locale,
                words.text(locale, "decision.public"),
                Map.of(),
                List.of(
                        new Sheets.Column<NoticeStore.Notice>("decision.notice.title", NoticeStore.Notice::title),
                        new Sheets.Column<>("decision.notice.from", NoticeStore.Notice::fromOn),
                        new Sheets.Column<>("decision.notice.until", NoticeStore.Notice::untilOn),
                        new Sheets.Column<>("decision.notice.entries", NoticeStore.Notice::entries),
                        new Sheets.Column<>(
                                "decision.state", each -> state(locale, each).label())),
                store.latest(LATEST).iterator());
    }

    private Table notices(Locale locale, List<NoticeStore.Notice> notices) {
        return Table.of(
                words.text(locale, "decision.public"),
                List.of(
                        Column.<NoticeStore.Notice>title(
                                words.text(locale, "decision.notice.title"),
                                each -> Cell.link(each.title(), "/notices/" + each.id())),
                        Column.text(
                                words.text(locale, "decision.notice.days"),
                                each -> Cell.text(each.fromOn() + " — " + each.untilOn())),
                        Column.figure(
                                words.text(locale, "decision.notice.entries"), "", each -> Cell.count(each.entries())),
                        Column.text(words.text(locale, "decision.state"), each -> state(locale, each))),
                notices);
    }

    private Tag state(Locale locale, NoticeStore.Notice notice) {
        boolean over = notice.state().equals("published") && !notice.isOpenOn(service.today());
        return words.state(locale, over ? "closed" : notice.state());
    }

    /** @param open whether objections are taken */
    public record Page(NoticeStore.Notice notice, Tag state, Table table, boolean open, List<String> paragraphs) {}

    @GetMapping("/notices/{id}")
    String one(@PathVariable UUID id, Locale locale, Model model) {
        NoticeStore.Notice notice = notice(id);
        model.addAttribute(
                "model",
                new Page(
                        notice,
                        state(locale, notice),
                        entries(locale, store.entries(id), evaluations.of(notice)),
                        notice.isOpenOn(service.today()),
                        notice.body()
                                .lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList()));
        return "programme/publicNotice";
    }

    private NoticeStore.Notice notice(UUID id) {
        return store.find(id).orElseThrow(() -> new NotFound("notice"));
    }

    /** @param evaluation of a programme that takes titles away */
    private Table entries(Locale locale, List<Entry> entries, Optional<Evaluation> evaluation) {
        var columns = new ArrayList<Column<Entry>>();
        columns.add(Column.text(
                words.text(locale, "decision.notice.place"), each -> Cell.text(String.valueOf(each.place()))));
        columns.add(Column.text(words.text(locale, "decision.number"), each -> Cell.text(each.number())));
        columns.add(Column.title(words.text(locale, "decision.project"), each -> Cell.text(each.title())));
        columns.add(Column.text(words.text(locale, "decision.organisation"), each -> Cell.text(each.organisation())));
        if (entries.stream().anyMatch(each -> !each.leader().isEmpty()))
            columns.add(Column.text(words.text(locale, "decision.leader"), each -> Cell.text(each.leader())));
        if (entries.stream().anyMatch(each -> each.score() != null))
            columns.add(Column.figure(
                    words.text(locale, "decision.score"), "", each -> DecisionController.score(each.score())));
        evaluation.ifPresent(results -> columns.add(Column.text(
                words.text(locale, "decision.evaluated"),
                each -> results.of(each)
                        .<Cell>map(verdict -> words.verdict(locale, verdict))
                        .orElse(Cell.NONE))));
        if (entries.stream().anyMatch(each -> each.amountFen() != null))
            columns.add(Column.figure(words.text(locale, "decision.amount"), words.text(locale, "shared.wan"), each -> {
                Long fen = each.amountFen();
                return fen == null ? Cell.NONE : Cell.money(new Money(fen));
            }));
        if (entries.stream().anyMatch(each -> !each.left().isEmpty()))
            columns.add(Column.text(
                    words.text(locale, "decision.left"),
                    each -> each.left().isEmpty() ? Cell.NONE : new Tag(words.left(locale, each), Tone.RETURNED)));
        return Table.of(words.text(locale, "decision.public"), columns, entries);
    }

    /** @param filed number of the objection that was raised, empty before */
    public record ObjectionPage(NoticeStore.Notice notice, Form form, List<Option> what, String filed) {}

    @GetMapping("/notices/{id}/objection")
    String ask(@PathVariable UUID id, Locale locale, Model model) {
        return form(id, Form.EMPTY, "", locale, model);
    }

    @PostMapping("/notices/{id}/objection")
    String file(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        var errors = new ArrayList<FieldError>();
        NewObjection wanted = wanted(posted, null);
        errors.addAll(objections.problems(id, wanted));
        if (errors.isEmpty() && !limit.allows(request.getRemoteAddr())) {
            response.setStatus(429);
            return form(
                    id, Form.of(posted).with(List.of(FieldError.of("", "decision.error.tooMany"))), "", locale, model);
        }
        if (errors.isEmpty() && file != null && !file.isEmpty()) {
            switch (stored(viewer, file)) {
                case Outcome.Done<StoredFile>(var stored) -> wanted = wanted(posted, stored.id());
                case Outcome.Refused<StoredFile>(var refusals) -> errors.addAll(refusals);
            }
        }
        if (errors.isEmpty()) {
            var outcome = objections.file(viewer, id, wanted);
            if (outcome instanceof Outcome.Done<String>(var number)) return form(id, Form.EMPTY, number, locale, model);
            if (outcome instanceof Outcome.Refused<String>(var refusals)) errors.addAll(refusals);
        }
        if (file != null
                && !file.isEmpty()
                && errors.stream().noneMatch(error -> error.field().equals("file"))) {
            // Nothing of an objection that is refused is stored, and a browser does not send a file twice.
            String name = file.getOriginalFilename();
            errors.add(FieldError.of("file", "decision.error.fileAgain", name == null ? "" : name));
        }
        response.setStatus(422);
        return form(id, Form.of(posted).with(errors), "", locale, model);
    }

    private Outcome<StoredFile> stored(Viewer viewer, MultipartFile file) {
        String name = file.getOriginalFilename();
        try (var content = file.getInputStream()) {
            return files.store(viewer, name == null ? "" : name, FileStore.Kind.ATTACHMENT, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NewObjection wanted(Map<String, String> posted, @Nullable UUID file) {
        UUID application;
        try {
            application = UUID.fromString(posted.getOrDefault("application", ""));
        } catch (IllegalArgumentException e) {
            application = new UUID(0, 0);
        }
        return new NewObjection(
                application,
                posted.getOrDefault("name", ""),
                posted.getOrDefault("contact", ""),
                posted.getOrDefault("organisation", ""),
                posted.getOrDefault("text", ""),
                file);
    }

    private String form(UUID id, Form form, String filed, Locale locale, Model model) {
        var what = store.entries(id).stream()
                .map(each -> new Option(each.application().toString(), each.number() + " " + each.title()))
                .toList();
        model.addAttribute("model", new ObjectionPage(notice(id), form, what, filed));
        return "programme/objectionForm";
    }
}
