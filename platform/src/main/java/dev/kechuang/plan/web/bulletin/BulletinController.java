package dev.kechuang.plan.web.bulletin;

import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import dev.kechuang.plan.internal.bulletin.Bulletin;
import dev.kechuang.plan.internal.bulletin.BulletinService;
import dev.kechuang.plan.internal.bulletin.BulletinStore;
import dev.kechuang.plan.internal.bulletin.Frozen;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanScope;
import dev.kechuang.plan.internal.plan.PlanService;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.plan.PlanUnits;
import dev.kechuang.plan.internal.plan.Sql;
import dev.kechuang.plan.internal.track.Calendar;
import dev.kechuang.plan.internal.track.Colour;
import dev.kechuang.plan.web.plan.PlanWords;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import gg.jte.Content;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Bulletins: list, preparation, the page with links to the evidence, docx and PDF, issue. */
@Controller
@RequestMapping("/plan-bulletins")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class BulletinController {

    private static final String PATH = "/plan-bulletins/";
    private static final MediaType DOCX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private static final int ROWS = 30;

    private final BulletinService service;
    private final BulletinStore store;
    private final PlanStore plans;
    private final PlanService planService;
    private final PlanUnits units;
    private final Documents documents;
    private final PlanWords words;

    BulletinController(
            BulletinService service,
            BulletinStore store,
            PlanStore plans,
            PlanService planService,
            PlanUnits units,
            Documents documents,
            PlanWords words) {
        this.service = service;
        this.store = store;
        this.plans = plans;
        this.planService = planService;
        this.units = units;
        this.documents = documents;
        this.words = words;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    private Tag state(Bulletin one, Locale locale) {
        return new Tag(
                t(locale, "bulletin.state." + one.state()),
                one.issued() ? Tone.PASSED : one.draft() ? Tone.DRAFT : Tone.FAILED);
    }

    @GetMapping
    String list(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        UUID plan = Sql.uuid(asked.get("plan"));
        var page = store.page(viewer, plan, KeyPage.At.of(asked.get("after"), asked.get("before")), ROWS);
        List<Column<Bulletin>> columns = List.of(
                Column.text(t(locale, "bulletin.number"), one -> Cell.link(one.number(), PATH + one.id())),
                Column.title(t(locale, "bulletin.title"), one -> Cell.text(one.title())),
                Column.text(t(locale, "track.period"), one -> Cell.text(one.period())),
                Column.text(
                        t(locale, "bulletin.issuedOn"),
                        one -> Cell.text(one.issuedOn().toString())),
                Column.text(t(locale, "plan.column.state"), one -> state(one, locale)));
        var buttons = new ArrayList<Part.Button>();
        if (plan != null && viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER)) {
            boolean makes = plans.find(viewer, plan)
                    .filter(found -> PlanScope.makes(viewer, found.region()))
                    .isPresent();
            if (makes) buttons.add(new Part.Button(t(locale, "bulletin.new"), PATH + "new?plan=" + plan, true));
        }
        model.addAttribute(
                "model",
                Page.of(t(locale, "bulletin.list"))
                        .add(new Part.Listing(
                                "",
                                buttons,
                                Table.of(t(locale, "bulletin.list"), columns, page.items()),
                                page,
                                t(locale, "bulletin.none"),
                                t(locale, "bulletin.none.hint"))));
        return Page.VIEW;
    }

    private Plan plan(Viewer viewer, UUID id) {
        return plans.find(viewer, id)
                .filter(found -> PlanScope.makes(viewer, found.region()))
                .orElseThrow(() -> new NotFound("plan"));
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/new")
    String create(@RequestParam UUID plan, Viewer viewer, Locale locale, Model model) {
        Plan found = plan(viewer, plan);
        var today = planService.today();
        String bureau = units.all().stream()
                .filter(unit -> unit.kind().equals("BUREAU"))
                .findFirst()
                .map(unit -> unit.name())
                .orElse("");
        var values = new HashMap<String, String>();
        var begun = Calendar.begun(found, today);
        String period = begun.isEmpty() ? "" : begun.getFirst().period().toString();
        values.put("period", period);
        values.put("authority", bureau + "文件");
        values.put("unit", bureau);
        values.put("title", t(Locale.SIMPLIFIED_CHINESE, "bulletin.title.default", found.title(), period));
        values.put("addressee", t(Locale.SIMPLIFIED_CHINESE, "bulletin.addressee.default"));
        values.put("demands", t(Locale.SIMPLIFIED_CHINESE, "bulletin.demands.default"));
        values.put("issuedOn", today.toString());
        return form(found, Form.of(values), locale, model);
    }

    private String form(Plan plan, Form form, Locale locale, Model model) {
        var periods = Calendar.begun(plan, planService.today()).stream()
                .map(one -> new Option(one.period().toString(), one.period().toString()))
                .toList();
        model.addAttribute(
                "model",
                Page.of(t(locale, "bulletin.new"), new Crumb(plan.title(), "/plans/" + plan.id()))
                        .add(new Part.Command(
                                "",
                                t(locale, "bulletin.new.hint"),
                                PATH + "new?plan=" + plan.id(),
                                form,
                                List.of(
                                        Field.select("period", t(locale, "track.period"), periods)
                                                .must(),
                                        Field.line("number", t(locale, "bulletin.number"), 60)
                                                .must()
                                                .hint(t(locale, "bulletin.number.hint")),
                                        Field.line("authority", t(locale, "bulletin.authority"), 60)
                                                .must(),
                                        Field.line("title", t(locale, "bulletin.title"), 150)
                                                .must(),
                                        Field.line("addressee", t(locale, "bulletin.addressee"), 200)
                                                .must(),
                                        Field.text("demands", t(locale, "bulletin.demands"), 8000)
                                                .must(),
                                        Field.line("unit", t(locale, "bulletin.unit"), 60)
                                                .must(),
                                        Field.day("issuedOn", t(locale, "bulletin.issuedOn"))
                                                .must()),
                                t(locale, "bulletin.prepare"),
                                PATH.substring(0, PATH.length() - 1) + "?plan=" + plan.id(),
                                false,
                                false)));
        return Page.VIEW;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/new")
    String created(
            @RequestParam UUID plan,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                service.prepare(viewer, plan, posted),
                Notice.done("bulletin.done.prepared"),
                done -> PATH + done.id(),
                errors -> form(plan(viewer, plan), Form.of(posted).with(errors), locale, model),
                response,
                redirect);
    }

    /** @param figures the targets with links to what proves their figures */
    public record ShowPage(
            Bulletin bulletin,
            Tag state,
            Content text,
            Table figures,
            String asOf,
            boolean mayIssue,
            boolean mayWithdraw,
            Form form) {}

    private Bulletin found(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("bulletin"));
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return show(id, Form.EMPTY, viewer, locale, model);
    }

    private String show(UUID id, Form form, Viewer viewer, Locale locale, Model model) {
        Bulletin found = found(viewer, id);
        Plan plan = plans.find(found.plan()).orElseThrow();
        Frozen frozen = service.content(found);
        String html = documents.html(service.document(found));
        List<Column<Frozen.TargetLine>> columns = List.of(
                Column.title(
                        t(locale, "plan.column.target"),
                        line -> Cell.link(line.name(), "/plans/" + found.plan() + "/items/" + line.item())),
                Column.figure(t(locale, "plan.column.value"), "", line -> new Cell.Figure(line.wanted(), "", "")),
                Column.figure(
                        t(locale, "plan.column.now"),
                        "",
                        line -> new Cell.Figure(
                                PlanWords.number(line.value()), "", BulletinService.path(line, frozen.asOf()))),
                Column.text(
                        t(locale, "plan.column.light"),
                        line -> words.light(locale, Colour.of(line.colour()).orElseThrow())),
                Column.title(t(locale, "plan.column.basis"), line -> Cell.text(line.said())));
        model.addAttribute(
                "page",
                new ShowPage(
                        found,
                        state(found, locale),
                        output -> output.writeContent(html),
                        Table.of(t(locale, "bulletin.figures"), columns, frozen.targets()),
                        t(locale, "bulletin.asOf", frozen.day())
                                + (found.sha256() == null ? "" : " · SHA-256 " + found.sha256()),
                        found.draft()
                                && PlanScope.releases(viewer, plan.region())
                                && !found.preparedBy().equals(viewer.account()),
                        found.draft() && PlanScope.makes(viewer, plan.region()),
                        form));
        return "plan/bulletin";
    }

    @GetMapping("/{id}/docx")
    ResponseEntity<byte[]> docx(@PathVariable UUID id, Viewer viewer) {
        Document document = service.document(found(viewer, id));
        return file(document, DOCX, ".docx", documents.docx(document));
    }

    @GetMapping("/{id}/pdf")
    ResponseEntity<byte[]> pdf(@PathVariable UUID id, Viewer viewer) {
        Document document = service.document(found(viewer, id));
        return file(document, MediaType.APPLICATION_PDF, ".pdf", documents.pdf(document));
    }

    private static ResponseEntity<byte[]> file(Document document, MediaType type, String end, byte[] content) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(document.title() + end, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(content);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/{id}/issue")
    String issue(
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        found(viewer, id);
        return decided(
                service.issue(viewer, id), "bulletin.done.issued", id, viewer, locale, model, response, redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/withdraw")
    String withdraw(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        found(viewer, id);
        var outcome = service.withdraw(viewer, id, reason);
        return decided(outcome, "bulletin.done.withdrawn", id, viewer, locale, model, response, redirect);
    }

    private String decided(
            Outcome<Bulletin> outcome,
            String notice,
            UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                outcome,
                Notice.done(notice),
                done -> PATH + id,
                errors -> show(id, Form.EMPTY.with(errors), viewer, locale, model),
                response,
                redirect);
    }
}
