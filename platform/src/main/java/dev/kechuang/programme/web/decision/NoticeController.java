package dev.kechuang.programme.web.decision;

import dev.kechuang.programme.internal.decision.CallInfo;
import dev.kechuang.programme.internal.decision.DecisionStore;
import dev.kechuang.programme.internal.decision.NewNotice;
import dev.kechuang.programme.internal.decision.NoticeService;
import dev.kechuang.programme.internal.decision.NoticeStore;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
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

/** Notices of a call, for those who publish them. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class NoticeController {

    private final NoticeService service;
    private final NoticeStore store;
    private final DecisionStore calls;
    private final DecisionWords words;

    NoticeController(NoticeService service, NoticeStore store, DecisionStore calls, DecisionWords words) {
        this.service = service;
        this.store = store;
        this.calls = calls;
        this.words = words;
    }

    /**
     * @param ready how many wait to be published
     * @param notices null for none
     */
    public record Page(
            CallInfo call,
            List<Tab> tabs,
            boolean has,
            int days,
            int ready,
            String earliest,
            Form form,
            @Nullable Table notices) {}

    @GetMapping("/decisions/{call}/notices")
    String notices(@PathVariable UUID call, Viewer viewer, Locale locale, Model model) {
        CallInfo found = call(viewer, call);
        var stage = service.stage(found);
        String list = list(found, locale);
        Form form = stage.map(each -> Form.of(Map.of(
                        "title", heading(found, list, locale),
                        "body", words.text(locale, "decision.notice.body.for", each.workingDays(), list),
                        "until", service.earliestEnd(each).toString())))
                .orElse(Form.EMPTY);
        return page(found, form, locale, model);
    }

    private String list(CallInfo call, Locale locale) {
        String name = service.list(call).map(each -> each.in(locale)).orElse("");
        return locale.getLanguage().equals("en") ? name : NoticeService.listed(name);
    }

    private String heading(CallInfo call, String list, Locale locale) {
        return locale.getLanguage().equals("en")
                ? words.text(locale, "decision.notice.title.for", call.title(), list)
                : NoticeService.heading(call.title(), list);
    }

    private CallInfo call(Viewer viewer, UUID call) {
        return calls.call(viewer, call).orElseThrow(() -> new NotFound("call"));
    }

    private String page(CallInfo call, Form form, Locale locale, Model model) {
        var stage = service.stage(call);
        var notices = store.of(call.id());
        model.addAttribute(
                "model",
                new Page(
                        call,
                        words.tabs(locale, call, "notices"),
                        stage.isPresent(),
                        stage.map(Stage.PublicNotice::workingDays).orElse(0),
                        store.ready(call.id()).size(),
                        stage.map(each -> service.earliestEnd(each).toString()).orElse(""),
                        form,
                        notices.isEmpty() ? null : table(locale, notices)));
        return "programme/decisionNotices";
    }

    private Table table(Locale locale, List<NoticeStore.Notice> notices) {
        return Table.of(
                words.text(locale, "decision.tab.notices"),
                List.of(
                        Column.<NoticeStore.Notice>title(
                                words.text(locale, "decision.notice.title"),
                                each -> new Cell.Lines(
                                        each.title(),
                                        "/notices/" + each.id(),
                                        words.text(
                                                locale,
                                                "decision.by",
                                                each.publishedName(),
                                                DecisionWords.minute(each.publishedAt())))),
                        Column.text(
                                words.text(locale, "decision.notice.days"),
                                each -> Cell.text(words.text(
                                        locale,
                                        "decision.notice.span",
                                        each.fromOn().toString(),
                                        each.untilOn().toString(),
                                        each.workingDays()))),
                        Column.figure(
                                words.text(locale, "decision.notice.entries"), "", each -> Cell.count(each.entries())),
                        Column.figure(
                                words.text(locale, "decision.count.objections"),
                                "",
                                each -> Cell.count(each.openObjections())),
                        Column.text(words.text(locale, "decision.state"), each -> words.state(locale, each.state())),
                        Column.actions(
                                words.text(locale, "decision.actions"),
                                each -> each.state().equals("published")
                                        ? Cell.actions(Action.open(
                                                words.text(locale, "decision.notice.cancel"),
                                                "/decisions/" + each.call() + "/notices/" + each.id() + "/cancel"))
                                        : Cell.NONE)),
                notices);
    }

    @PostMapping("/decisions/{call}/notices")
    String publish(
            @PathVariable UUID call,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            RedirectAttributes redirect,
            HttpServletResponse response) {
        CallInfo found = call(viewer, call);
        var errors = new ArrayList<FieldError>();
        LocalDate until = DecisionWords.day(posted.getOrDefault("until", ""), "until", errors);
        if (until != null) {
            var outcome = service.publish(
                    viewer,
                    call,
                    new NewNotice(
                            posted.getOrDefault("title", ""),
                            posted.getOrDefault("body", ""),
                            posted.getOrDefault("contact", ""),
                            until));
            if (outcome instanceof Outcome.Done<NoticeStore.Notice>(var notice)) {
                redirect.addFlashAttribute(
                        Notice.FLASH,
                        Notice.done(
                                "decision.notice.published",
                                notice.entries(),
                                notice.untilOn().toString()));
                return "redirect:/decisions/" + call + "/notices";
            }
            if (outcome instanceof Outcome.Refused<NoticeStore.Notice>(var refusals)) errors.addAll(refusals);
        }
        response.setStatus(422);
        return page(found, Form.of(posted).with(errors), locale, model);
    }

    @GetMapping("/decisions/{call}/notices/{notice}/cancel")
    String askCancel(@PathVariable UUID call, @PathVariable UUID notice, Viewer viewer, Locale locale, Model model) {
        return Questions.ask(model, cancel(call(viewer, call).id(), notice, locale), Form.EMPTY);
    }

    @PostMapping("/decisions/{call}/notices/{notice}/cancel")
    String cancel(
            @PathVariable UUID call,
            @PathVariable UUID notice,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            Locale locale,
            Model model,
            RedirectAttributes redirect,
            HttpServletResponse response) {
        return switch (service.cancel(viewer, call, notice, reason)) {
            case Outcome.Done<NoticeStore.Notice>(var done) -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("decision.notice.cancelled", done.title()));
                yield "redirect:/decisions/" + call + "/notices";
            }
            case Outcome.Refused<NoticeStore.Notice>(var errors) -> {
                response.setStatus(422);
                yield Questions.ask(
                        model,
                        cancel(call, notice, locale),
                        Form.of(Map.of("reason", reason)).with(errors));
            }
        };
    }

    private Confirm cancel(UUID call, UUID notice, Locale locale) {
        return Confirm.of(
                        words.text(locale, "decision.notice.cancel.ask"),
                        words.text(locale, "decision.notice.cancel.text"),
                        "/decisions/" + call + "/notices/" + notice + "/cancel",
                        words.text(locale, "decision.notice.cancel"),
                        "/decisions/" + call + "/notices")
                .withReason(words.text(locale, "decision.reason"));
    }
}
