package dev.kechuang.programme.web.upward;

import dev.kechuang.programme.internal.upward.Upward;
import dev.kechuang.programme.internal.upward.UpwardData;
import dev.kechuang.programme.internal.upward.UpwardService;
import dev.kechuang.programme.internal.upward.UpwardStore;
import dev.kechuang.programme.internal.upward.UpwardStore.Query;
import dev.kechuang.programme.internal.upward.UpwardWorkbook;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;

/** Recommended projects: list, entry, result. */
@Controller
@RequestMapping("/upward")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class UpwardController {

    private static final int SIZE = 50;
    private static final int MOST = 100_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final UpwardService service;
    private final UpwardStore store;
    private final UpwardWorkbook workbook;
    private final ApplicationLabels labels;
    private final TransactionOperations transactions;

    UpwardController(
            UpwardService service,
            UpwardStore store,
            UpwardWorkbook workbook,
            ApplicationLabels labels,
            TransactionOperations transactions) {
        this.service = service;
        this.store = store;
        this.workbook = workbook;
        this.labels = labels;
        this.transactions = transactions;
    }

    private String text(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    public record ListPage(Form filter, List<Option> levels, List<Option> results, Table table, KeyPage<Upward> page) {}

    @GetMapping
    String list(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        var page = store.page(viewer, query(asked), KeyPage.At.of(asked.get("after"), asked.get("before")), SIZE);
        model.addAttribute(
                "model",
                new ListPage(Form.of(asked), levels(locale), results(locale), table(locale, page.items()), page));
        return "programme/upwards";
    }

    static Query query(Map<String, String> asked) {
        return new Query(
                asked.getOrDefault("q", "").strip(),
                year(asked.getOrDefault("year", "")),
                asked.getOrDefault("level", ""),
                asked.getOrDefault("programme", ""),
                asked.getOrDefault("result", ""));
    }

    static int year(String text) {
        return text.strip().matches("[0-9]{4}") ? Integer.parseInt(text.strip()) : 0;
    }

    private List<Option> levels(Locale locale) {
        return Stream.of(Upward.Level.values())
                .map(level -> new Option(level.code(), text(locale, "upward.level." + level.code())))
                .toList();
    }

    private List<Option> results(Locale locale) {
        return Stream.of(Upward.Result.values())
                .map(result -> new Option(result.code(), text(locale, "upward.result." + result.code())))
                .toList();
    }

    private Table table(Locale locale, List<Upward> rows) {
        List<Column<Upward>> columns = List.of(
                Column.title(text(locale, "upward.column.title"), u -> Cell.link(u.title(), "/upward/" + u.id())),
                Column.title(
                        text(locale, "upward.column.organisation"),
                        u -> Cell.link(u.organisationName(), "/organisations/" + u.organisation())),
                Column.text(
                        text(locale, "upward.column.level"),
                        u -> Cell.text(text(locale, "upward.level." + u.level().code()))),
                Column.title(text(locale, "upward.column.programme"), u -> Cell.text(u.programme())),
                Column.figure(
                        text(locale, "upward.column.year"), "", u -> new Cell.Figure(String.valueOf(u.year()), "", "")),
                Column.figure(text(locale, "upward.requestedSum"), "万元", u -> Cell.money(new Money(u.requestedFen()))),
                Column.text(text(locale, "upward.column.result"), u -> result(locale, u)),
                Column.figure(text(locale, "upward.grantedSum"), "万元", u -> Cell.money(new Money(u.grantedFen()))));
        return Table.of(text(locale, "upward.list"), columns, rows);
    }

    private Tag result(Locale locale, Upward u) {
        return new Tag(
                text(locale, "upward.result." + u.result().code()),
                switch (u.result()) {
                    case OPEN -> Tone.IN_PROGRESS;
                    case APPROVED -> Tone.PASSED;
                    case REFUSED -> Tone.FAILED;
                });
    }

    public record FormPage(
            String title,
            String action,
            Form form,
            List<Option> levels,
            List<Option> results,
            List<String> programmes,
            List<Detail> details,
            List<TimelineEntry> history,
            boolean editing,
            boolean mayChange) {}

    @Allow(Role.BUREAU_OFFICER)
    @GetMapping("/new")
    String create(Locale locale, Model model) {
        var values = Map.of("year", String.valueOf(labels.today().getYear()), "result", "open");
        return form(null, Form.of(values), true, locale, model);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/new")
    String created(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                service.enter(viewer, posted),
                Notice.done("upward.done.saved"),
                made -> "/upward/" + made.id(),
                errors -> form(null, Form.of(posted).with(errors), true, locale, model),
                response,
                redirect);
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Upward found = found(viewer, id);
        var values = new LinkedHashMap<>(UpwardData.typed(found));
        values.put("version", String.valueOf(found.version()));
        return form(found, Form.of(values), viewer.is(Role.BUREAU_OFFICER), locale, model);
    }

    private Upward found(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("upward"));
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}")
    String changed(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Upward found = found(viewer, id);
        return Answer.of(
                service.change(viewer, id, number(posted.getOrDefault("version", "")), posted),
                Notice.done("upward.done.saved"),
                after -> "/upward/" + id,
                errors -> {
                    var values = new LinkedHashMap<>(posted);
                    values.put("version", String.valueOf(found.version()));
                    values.put("creditCode", found.creditCode());
                    return form(found, Form.of(values).with(errors), true, locale, model);
                },
                response,
                redirect);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/cancel")
    String cancel(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Upward found = found(viewer, id);
        return Answer.of(
                service.cancel(
                        viewer, id, number(posted.getOrDefault("version", "")), posted.getOrDefault("reason", "")),
                Notice.done("upward.done.cancelled"),
                after -> "/upward",
                errors -> {
                    var values = new LinkedHashMap<>(UpwardData.typed(found));
                    values.put("version", String.valueOf(found.version()));
                    return form(found, Form.of(values).with(errors), true, locale, model);
                },
                response,
                redirect);
    }

    private String form(@Nullable Upward found, Form form, boolean mayChange, Locale locale, Model model) {
        var details = new ArrayList<Detail>();
        var history = new ArrayList<TimelineEntry>();
        if (found != null) {
            details.add(Detail.of(
                    text(locale, "upward.column.organisation"),
                    Cell.link(found.organisationName(), "/organisations/" + found.organisation())));
            details.add(Detail.of(text(locale, "upward.column.result"), result(locale, found)));
            for (var change : store.history(found.id())) {
                history.add(new TimelineEntry(
                        ApplicationLabels.minute(change.at()),
                        change.actor(),
                        text(locale, "upward.action." + change.action()),
                        said(locale, change.changes()),
                        Tone.IN_PROGRESS));
            }
        }
        model.addAttribute(
                "model",
                new FormPage(
                        found == null ? text(locale, "upward.new") : found.title(),
                        found == null ? "/upward/new" : "/upward/" + found.id(),
                        form,
                        levels(locale),
                        results(locale),
                        store.programmes(),
                        details,
                        history,
                        found != null,
                        mayChange));
        return "programme/upward";
    }

    /** Old and new values, one field a line. */
    private String said(Locale locale, String changes) {
        var lines = new ArrayList<String>();
        JSON.readTree(changes).properties().forEach(entry -> {
            String field = text(locale, "upward.column." + entry.getKey());
            lines.add(field + "：" + entry.getValue().get(0).asString() + " → "
                    + entry.getValue().get(1).asString());
        });
        return String.join("\n", lines);
    }

    static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }

    @GetMapping("/export")
    void export(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, HttpServletResponse response) {
        download(response, text(locale, "upward.list") + labels.today() + ".xlsx");
        // One transaction, so that rows arrive by a cursor and not all at once.
        transactions.executeWithoutResult(status -> {
            try (var rows = store.all(viewer, query(asked), MOST)) {
                workbook.write(response.getOutputStream(), rows);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static void download(HttpServletResponse response, String name) {
        response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name, StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }
}
