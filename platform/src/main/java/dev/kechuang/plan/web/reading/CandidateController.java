package dev.kechuang.plan.web.reading;

import dev.kechuang.pack.Regions;
import dev.kechuang.plan.internal.reading.Candidate;
import dev.kechuang.plan.internal.reading.ReadingService;
import dev.kechuang.plan.internal.reading.ReadingStore;
import dev.kechuang.plan.internal.reading.ReadingStore.Import;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.plan.web.plan.PlanWords;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One proposed target or task, corrected by hand. */
@Controller
@RequestMapping("/plan-imports")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
public class CandidateController {

    private static final String PATH = "/plan-imports";

    private final ReadingService service;
    private final ReadingStore store;
    private final Regions regions;
    private final PlanWords words;
    private final Labels labels;

    CandidateController(ReadingService service, ReadingStore store, Regions regions, PlanWords words, Labels labels) {
        this.service = service;
        this.store = store;
        this.regions = regions;
        this.words = words;
        this.labels = labels;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    private Import found(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("reading"));
    }

    public record EditPage(
            String title,
            List<Crumb> crumbs,
            String action,
            Form form,
            List<Field> fields,
            String why,
            String quote,
            String cancel) {}

    @GetMapping("/{id}/{candidate}")
    String edit(@PathVariable UUID id, @PathVariable UUID candidate, Viewer viewer, Locale locale, Model model) {
        Import reading = found(viewer, id);
        Candidate one = store.candidate(id, candidate).orElseThrow(() -> new NotFound("candidate"));
        var values = new HashMap<>(one.fields());
        values.put("edits", String.valueOf(one.edits()));
        return edit(reading, one, Form.of(values), viewer, locale, model);
    }

    private String edit(Import reading, Candidate one, Form form, Viewer viewer, Locale locale, Model model) {
        var fields = new ArrayList<Field>();
        if (one.target()) {
            fields.add(Field.line("name", t(locale, "plan.field.name"), 120).must());
            fields.add(Field.select("indicator", t(locale, "plan.field.indicator"), words.indicators(locale))
                    .hint(t(locale, "plan.indicator.hint")));
            fields.add(Field.select("bound", t(locale, "plan.field.bound"), words.bounds(locale))
                    .must());
            fields.add(Field.number("value", t(locale, "plan.field.value")).must());
            fields.add(Field.number("valueTo", t(locale, "plan.field.valueTo")).hint(t(locale, "plan.valueTo.hint")));
            fields.add(Field.line("unit", t(locale, "plan.field.unit"), 20).must());
            fields.add(Field.select(
                    "nature",
                    t(locale, "plan.field.nature"),
                    List.of(
                            new Option("flow", t(locale, "plan.nature.flow")),
                            new Option("stock", t(locale, "plan.nature.stock")))));
            var places = new ArrayList<Option>();
            places.add(new Option(reading.region(), words.region(locale, reading.region())));
            for (var below : regions.children(reading.region(), labels.today()))
                places.add(new Option(below.code(), words.region(locale, below.code())));
            fields.add(Field.select("region", t(locale, "plan.field.region"), places));
        } else {
            fields.add(
                    Field.line("heading", t(locale, "plan.field.heading"), 120).must());
            fields.add(Field.text("text", t(locale, "plan.field.text"), 4000));
        }
        fields.add(Field.day("fromOn", t(locale, "plan.field.fromOn")).must());
        fields.add(Field.day("dueOn", t(locale, "plan.field.dueOn")).must());
        fields.add(Field.line("lead", t(locale, "plan.field.lead"), 60).must().hint(t(locale, "plan.lead.hint")));
        fields.add(Field.line("support", t(locale, "plan.field.support"), 500).hint(t(locale, "plan.support.hint")));
        fields.add(Field.hidden("edits"));
        var span = one.span();
        String quote = span == null
                ? ""
                : service.document(viewer, reading)
                        .map(document -> {
                            String text = document.reading().text();
                            int from = Math.max(0, span.from() - 40);
                            return text.substring(from, Math.min(text.length(), span.until() + 40));
                        })
                        .orElse("");
        model.addAttribute(
                "page",
                new EditPage(
                        one.title(),
                        List.of(
                                new Crumb(t(locale, "reading.list"), PATH),
                                new Crumb(reading.name(), PATH + "/" + reading.id())),
                        PATH + "/" + reading.id() + "/" + one.id(),
                        form,
                        fields,
                        one.why(),
                        quote,
                        PATH + "/" + reading.id() + "#c-" + one.id()));
        return "plan/importEdit";
    }

    @PostMapping("/{id}/{candidate}")
    String corrected(
            @PathVariable UUID id,
            @PathVariable UUID candidate,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        String edits = posted.getOrDefault("edits", "");
        return Answer.of(
                service.correct(
                        viewer, id, candidate, edits.matches("[0-9]{1,6}") ? Integer.parseInt(edits) : -1, posted),
                Notice.done("reading.done.corrected"),
                done -> PATH + "/" + id + "#c-" + candidate,
                errors -> edit(
                        found(viewer, id),
                        store.candidate(id, candidate).orElseThrow(() -> new NotFound("candidate")),
                        Form.of(posted).with(errors),
                        viewer,
                        locale,
                        model),
                response,
                redirect);
    }
}
