package dev.kechuang.programme.web.decision;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.programme.internal.decision.CallInfo;
import dev.kechuang.programme.internal.decision.DecisionStore;
import dev.kechuang.programme.internal.decision.ObjectionEffect;
import dev.kechuang.programme.internal.decision.ObjectionService;
import dev.kechuang.programme.internal.decision.ObjectionStore;
import dev.kechuang.programme.internal.decision.ObjectionStore.Objection;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
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

/** Objections, for the officers who settle them. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ObjectionController {

    private final ObjectionService service;
    private final ObjectionStore store;
    private final DecisionStore calls;
    private final FileStore files;
    private final DecisionWords words;

    ObjectionController(
            ObjectionService service, ObjectionStore store, DecisionStore calls, FileStore files, DecisionWords words) {
        this.service = service;
        this.store = store;
        this.calls = calls;
        this.files = files;
        this.words = words;
    }

    /**
     * @param tabs of the call, empty for the list of all
     * @param table null for none
     */
    public record ListPage(
            String title,
            List<Tab> tabs,
            String export,
            @Nullable Table table) {}

    @GetMapping("/decisions/objections")
    String all(Viewer viewer, Locale locale, Model model) {
        var found = store.of(viewer, null);
        model.addAttribute(
                "model",
                new ListPage(
                        words.text(locale, "decision.objections"),
                        List.of(),
                        "/decisions/objections/export",
                        found.isEmpty() ? null : table(locale, found)));
        return "programme/objections";
    }

    @GetMapping("/decisions/{call}/objections")
    String of(@PathVariable UUID call, Viewer viewer, Locale locale, Model model) {
        CallInfo info = calls.call(viewer, call).orElseThrow(() -> new NotFound("call"));
        var found = store.of(viewer, call);
        model.addAttribute(
                "model",
                new ListPage(
                        info.title(),
                        words.tabs(locale, info, "objections"),
                        "/decisions/" + call + "/objections/export",
                        found.isEmpty() ? null : table(locale, found)));
        return "programme/objections";
    }

    private Table table(Locale locale, List<Objection> objections) {
        return Table.of(
                words.text(locale, "decision.objections"),
                List.of(
                        Column.<Objection>text(
                                words.text(locale, "decision.objection.number"),
                                each -> Cell.link(each.number(), "/decisions/objections/" + each.id())),
                        Column.title(
                                words.text(locale, "decision.project"),
                                each -> new Cell.Lines(
                                        each.applicationTitle(),
                                        "/applications/" + each.application(),
                                        each.applicationNumber() + " · " + each.organisationName())),
                        Column.text(
                                words.text(locale, "decision.objection.kind"),
                                each -> Cell.text(words.text(
                                        locale,
                                        "decision.objection.kind." + each.kind().code()))),
                        Column.text(words.text(locale, "decision.objection.name"), each -> Cell.text(each.name())),
                        Column.text(
                                words.text(locale, "decision.objection.filed"),
                                each -> Cell.text(DecisionWords.minute(each.filedAt()))),
                        Column.text(
                                words.text(locale, "decision.state"),
                                each -> words.state(locale, each.state(), each.kind()))),
                objections);
    }

    /** @param hint what either outcome does */
    public record Page(
            Objection objection, Tag state, List<Detail> details, Form form, String hint, List<Option> outcomes) {}

    @GetMapping("/decisions/objections/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return page(viewer, id, Form.EMPTY, locale, model);
    }

    @PostMapping("/decisions/objections/{id}")
    String settle(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            RedirectAttributes redirect,
            HttpServletResponse response) {
        String outcome = posted.getOrDefault("outcome", "");
        Outcome<Objection> settled = outcome.equals("upheld") || outcome.equals("dismissed")
                ? service.settle(viewer, id, outcome.equals("upheld"), posted.getOrDefault("answer", ""))
                : Outcome.refused(FieldError.of("outcome", "decision.error.outcome"));
        return switch (settled) {
            case Outcome.Done<Objection>(var done) -> {
                redirect.addFlashAttribute(
                        Notice.FLASH,
                        Notice.done(
                                (done.isLead() ? "decision.lead.settled." : "decision.objection.")
                                        + done.state()
                                        + service.effect(done)
                                                .map(effect -> "." + effect.code())
                                                .orElse(""),
                                done.number()));
                yield "redirect:/decisions/" + done.call() + "/objections";
            }
            case Outcome.Refused<Objection>(var errors) -> {
                response.setStatus(422);
                yield page(viewer, id, Form.of(posted).with(errors), locale, model);
            }
        };
    }

    private String page(Viewer viewer, UUID id, Form form, Locale locale, Model model) {
        Objection objection = store.find(viewer, id).orElseThrow(() -> new NotFound("objection"));
        var details = new ArrayList<Detail>();
        details.add(Detail.of(
                words.text(locale, "decision.project"),
                new Cell.Lines(
                        objection.applicationTitle(),
                        "/applications/" + objection.application(),
                        objection.applicationNumber() + " · " + objection.organisationName())));
        details.add(Detail.of(
                words.text(locale, "decision.objection.kind"),
                words.text(locale, "decision.objection.kind." + objection.kind().code())));
        if (!objection.isLead()) {
            details.add(Detail.of(words.text(locale, "decision.objection.name"), objection.name()));
            details.add(Detail.of(words.text(locale, "decision.objection.contact"), objection.contact()));
            details.add(Detail.of(words.text(locale, "decision.objection.organisation"), objection.organisation()));
        }
        details.add(
                Detail.of(words.text(locale, "decision.objection.filed"), DecisionWords.minute(objection.filedAt())));
        details.add(Detail.of(words.text(locale, "decision.objection.text"), objection.text()));
        UUID file = objection.file();
        if (file != null)
            details.add(Detail.of(
                    words.text(locale, "decision.objection.file"),
                    Cell.link(files.find(file).map(StoredFile::name).orElse(""), "/files/" + file)));
        if (!objection.isOpen()) {
            details.add(Detail.of(words.text(locale, "decision.objection.answer"), objection.answer()));
            details.add(Detail.of(
                    words.text(locale, "decision.objection.handled"),
                    words.text(
                            locale,
                            "decision.by",
                            String.valueOf(objection.handledName()),
                            DecisionWords.minute(objection.handledAt()))));
            service.effect(objection)
                    .ifPresent(effect -> details.add(Detail.of(
                            words.text(locale, "decision.effect"),
                            words.text(locale, "decision.effect." + effect.code()))));
        }
        boolean leaves = service.effect(objection)
                .filter(effect -> effect == ObjectionEffect.LEAVES)
                .isPresent();
        String which = objection.isLead() ? "lead." : "";
        model.addAttribute(
                "model",
                new Page(
                        objection,
                        words.state(locale, objection.state(), objection.kind()),
                        details,
                        form,
                        objection.isOpen() ? hint(locale, objection) : "",
                        List.of(
                                new Option(
                                        "upheld",
                                        words.text(
                                                locale,
                                                "decision.outcome." + which + (leaves ? "upheld" : "upheldOnly"))),
                                new Option(
                                        "dismissed", words.text(locale, "decision.outcome." + which + "dismissed")))));
        return "programme/objection";
    }

    /** What would happen, as the application stands now. */
    private String hint(Locale locale, Objection objection) {
        String usual = objection.isLead() ? "decision.lead.hint" : "decision.objection.hint";
        return service.effect(objection)
                .filter(effect -> effect != ObjectionEffect.LEAVES)
                .map(effect -> words.text(locale, "decision.effect." + effect.code() + ".hint"))
                .orElseGet(() -> words.text(locale, usual));
    }
}
