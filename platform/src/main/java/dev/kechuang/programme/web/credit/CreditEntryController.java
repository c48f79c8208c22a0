package dev.kechuang.programme.web.credit;

import dev.kechuang.programme.internal.credit.Credit;
import dev.kechuang.programme.internal.credit.Credit.NewByHand;
import dev.kechuang.programme.internal.credit.CreditEntry;
import dev.kechuang.programme.internal.credit.CreditStore;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.Outcome;
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
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

/** One entry of the credit record, from who enters it to the ruling on an objection. */
@Controller
@RequestMapping("/credit")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class CreditEntryController {

    private final Credit credit;
    private final CreditStore store;
    private final ApplicationLabels labels;
    private final CreditWords words;

    CreditEntryController(Credit credit, CreditStore store, ApplicationLabels labels, CreditWords words) {
        this.credit = credit;
        this.store = store;
        this.labels = labels;
        this.words = words;
    }

    private String text(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    /** @param mayConfirm a second person, not who entered it */
    public record EntryPage(
            CreditEntry entry,
            String event,
            Tag state,
            List<Detail> details,
            List<TimelineEntry> objections,
            boolean mayConfirm,
            boolean mayObject,
            boolean mayRule,
            Form form) {}

    @GetMapping("/entries/{id}")
    String entry(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return page(viewer, found(viewer, id), Form.EMPTY, locale, model);
    }

    private CreditEntry found(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("credit"));
    }

    private String page(Viewer viewer, CreditEntry entry, Form form, Locale locale, Model model) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(
                text(locale, "credit.organisation"),
                Cell.link(entry.organisationName(), "/credit/organisations/" + entry.organisation())));
        if (!entry.personName().isEmpty()) {
            details.add(Detail.of(text(locale, "credit.person"), entry.personName()));
        }
        if (entry.application() != null) {
            details.add(Detail.of(
                    text(locale, "credit.application"),
                    Cell.link(entry.applicationNumber(), "/applications/" + entry.application())));
        }
        details.add(Detail.of(text(locale, "credit.points"), CreditWords.points(entry)));
        details.add(Detail.of(text(locale, "credit.on"), entry.on().toString()));
        details.add(Detail.of(
                text(locale, "credit.until"), entry.until().minusDays(1).toString()));
        var blocks = entry.blocksUntil();
        if (blocks != null) details.add(Detail.of(text(locale, "credit.blockedUntil"), blocks.toString()));
        details.add(Detail.of(text(locale, "credit.text"), entry.text()));
        details.add(Detail.of(
                text(locale, "credit.entered"),
                entry.enteredName() + " " + ApplicationLabels.minute(entry.enteredAt())));
        var confirmed = entry.confirmedAt();
        if (confirmed != null) {
            details.add(Detail.of(
                    text(locale, "credit.confirmed"),
                    entry.confirmedName() + " " + ApplicationLabels.minute(confirmed)));
        }
        var timeline = new ArrayList<TimelineEntry>();
        for (var objection : store.objections(entry.id())) {
            var ruled = objection.ruledAt();
            Boolean upheld = objection.upheld();
            if (ruled != null && upheld != null) {
                timeline.addFirst(new TimelineEntry(
                        ApplicationLabels.minute(ruled),
                        objection.ruledName(),
                        text(locale, upheld ? "credit.upheld" : "credit.notUpheld"),
                        objection.ruling(),
                        upheld ? Tone.PASSED : Tone.FAILED));
            }
            timeline.add(new TimelineEntry(
                    ApplicationLabels.minute(objection.raisedAt()),
                    objection.actor(),
                    text(locale, "credit.objection"),
                    objection.text(),
                    Tone.RETURNED));
        }
        boolean officer = viewer.is(Role.BUREAU_OFFICER);
        boolean other = !viewer.requireAccount().equals(entry.enteredBy());
        model.addAttribute(
                "model",
                new EntryPage(
                        entry,
                        words.event(locale, entry.event()),
                        words.state(locale, entry),
                        details,
                        timeline,
                        (officer || viewer.is(Role.BUREAU_LEADER)) && other && confirmed == null,
                        viewer.is(Role.APPLICANT)
                                && entry.organisation().equals(viewer.organisation())
                                && confirmed != null
                                && timeline.isEmpty(),
                        officer && other && entry.objected(),
                        form));
        return "programme/creditEntry";
    }

    public record NewPage(Form form, List<Option> events) {}

    @Allow(Role.BUREAU_OFFICER)
    @GetMapping("/new")
    String create(@RequestParam Map<String, String> asked, Locale locale, Model model) {
        var values = new LinkedHashMap<>(asked);
        values.putIfAbsent("on", labels.today().toString());
        model.addAttribute("model", new NewPage(Form.of(values), words.events(locale)));
        return "programme/creditNew";
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
        var wanted = new NewByHand(
                posted.getOrDefault("creditCode", ""),
                posted.getOrDefault("event", ""),
                CreditWords.day(posted.getOrDefault("on", "")),
                null,
                posted.getOrDefault("text", ""));
        return Answer.of(
                credit.enter(viewer, wanted),
                Notice.done("credit.done.entered"),
                entry -> "/credit/entries/" + entry.id(),
                errors -> {
                    model.addAttribute("model", new NewPage(Form.of(posted).with(errors), words.events(locale)));
                    return "programme/creditNew";
                },
                response,
                redirect);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/entries/{id}/confirm")
    String confirm(
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        CreditEntry entry = found(viewer, id);
        return answered(
                credit.confirm(viewer, id),
                "credit.done.confirmed",
                viewer,
                entry,
                Form.EMPTY,
                locale,
                model,
                response,
                redirect);
    }

    @Allow(Role.APPLICANT)
    @PostMapping("/entries/{id}/objection")
    String object(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        CreditEntry entry = found(viewer, id);
        var outcome = credit.object(viewer, id, posted.getOrDefault("text", ""));
        return answered(
                outcome, "credit.done.objected", viewer, entry, Form.of(posted), locale, model, response, redirect);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/entries/{id}/ruling")
    String rule(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        CreditEntry entry = found(viewer, id);
        boolean upheld = posted.getOrDefault("upheld", "").equals("true");
        var outcome = credit.rule(viewer, id, upheld, posted.getOrDefault("ruling", ""));
        return answered(
                outcome, "credit.done.ruled", viewer, entry, Form.of(posted), locale, model, response, redirect);
    }

    private String answered(
            Outcome<CreditEntry> outcome,
            String done,
            Viewer viewer,
            CreditEntry entry,
            Form form,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                outcome,
                Notice.done(done),
                after -> "/credit/entries/" + entry.id(),
                errors -> page(viewer, entry, form.with(errors), locale, model),
                response,
                redirect);
    }
}
