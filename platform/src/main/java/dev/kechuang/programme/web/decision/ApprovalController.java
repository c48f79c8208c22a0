package dev.kechuang.programme.web.decision;

import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import dev.kechuang.document.FontUse;
import dev.kechuang.programme.internal.decision.ApprovalService;
import dev.kechuang.programme.internal.decision.ApprovalStore;
import dev.kechuang.programme.internal.decision.ApprovalStore.Approval;
import dev.kechuang.programme.internal.decision.CallInfo;
import dev.kechuang.programme.internal.decision.DecisionStore;
import dev.kechuang.programme.internal.decision.NewApproval;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import gg.jte.Content;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Documents of approval: prepared, looked at, issued. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ApprovalController {

    private static final MediaType DOCX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private final ApprovalService service;
    private final ApprovalStore store;
    private final DecisionStore calls;
    private final Documents documents;
    private final DecisionWords words;
    private final Clock clock;

    ApprovalController(
            ApprovalService service,
            ApprovalStore store,
            DecisionStore calls,
            Documents documents,
            DecisionWords words,
            Clock clock) {
        this.service = service;
        this.store = store;
        this.calls = calls;
        this.documents = documents;
        this.words = words;
        this.clock = clock;
    }

    /**
     * @param ready how many wait for approval
     * @param open whether a document may be prepared now
     * @param approvals null for none
     */
    public record ListPage(
            CallInfo call,
            List<Tab> tabs,
            int ready,
            boolean open,
            Form form,
            @Nullable Table approvals) {}

    @GetMapping("/decisions/{call}/approvals")
    String approvals(@PathVariable UUID call, Viewer viewer, Locale locale, Model model) {
        CallInfo found = call(viewer, call);
        var form = new HashMap<String, String>();
        service.stage(found).map(Stage.Approval::documentTitle).ifPresent(title -> form.put("title", title));
        form.put("addressee", words.text(locale, "decision.approval.addressee.for"));
        var definition = service.definition(found);
        String gives = definition.gives().name().toLowerCase(Locale.ROOT);
        form.put("body", words.text(locale, "decision.approval.body." + gives, found.title()));
        form.put("authority", definition.issuer() + "文件");
        form.put("unit", definition.issuer());
        form.put("issuedOn", LocalDate.now(clock).toString());
        return page(found, Form.of(form), locale, model);
    }

    private CallInfo call(Viewer viewer, UUID call) {
        return calls.call(viewer, call).orElseThrow(() -> new NotFound("call"));
    }

    private String page(CallInfo call, Form form, Locale locale, Model model) {
        var approvals = store.of(call.id());
        int ready = store.ready(call.id()).size();
        boolean waiting = approvals.stream().anyMatch(each -> each.state().equals("prepared"));
        model.addAttribute(
                "model",
                new ListPage(
                        call,
                        words.tabs(locale, call, "approvals"),
                        ready,
                        ready > 0 && !waiting && service.stage(call).isPresent(),
                        form,
                        approvals.isEmpty() ? null : table(locale, approvals)));
        return "programme/decisionApprovals";
    }

    private Table table(Locale locale, List<Approval> approvals) {
        return Table.of(
                words.text(locale, "decision.tab.approvals"),
                List.of(
                        Column.<Approval>title(
                                words.text(locale, "decision.approval.title"),
                                each -> new Cell.Lines(
                                        each.title(),
                                        "/decisions/" + each.call() + "/approvals/" + each.id(),
                                        each.number())),
                        Column.figure(
                                words.text(locale, "decision.notice.entries"), "", each -> Cell.count(each.entries())),
                        Column.figure(
                                words.text(locale, "decision.amount"),
                                words.text(locale, "shared.wan"),
                                each -> Cell.money(new Money(each.sumFen()))),
                        Column.text(
                                words.text(locale, "decision.approval.issuedOn"),
                                each -> Cell.text(each.issuedOn().toString())),
                        Column.text(
                                words.text(locale, "decision.approval.prepared"),
                                each -> Cell.text(words.text(
                                        locale,
                                        "decision.by",
                                        each.preparedName(),
                                        DecisionWords.minute(each.preparedAt())))),
                        Column.text(words.text(locale, "decision.state"), each -> words.state(locale, each.state()))),
                approvals);
    }

    @PostMapping("/decisions/{call}/approvals")
    String prepare(
            @PathVariable UUID call,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            RedirectAttributes redirect,
            HttpServletResponse response) {
        CallInfo found = call(viewer, call);
        var errors = new ArrayList<FieldError>();
        LocalDate day = DecisionWords.day(posted.getOrDefault("issuedOn", ""), "issuedOn", errors);
        if (day != null) {
            var outcome = service.prepare(viewer, call, wanted(posted, day));
            if (outcome instanceof Outcome.Done<Approval>(var done)) {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("decision.approval.done", done.entries()));
                return "redirect:/decisions/" + call + "/approvals/" + done.id();
            }
            if (outcome instanceof Outcome.Refused<Approval>(var refusals)) errors.addAll(refusals);
        }
        response.setStatus(422);
        return page(found, Form.of(posted).with(errors), locale, model);
    }

    private static NewApproval wanted(Map<String, String> posted, LocalDate day) {
        return new NewApproval(
                posted.getOrDefault("number", ""),
                posted.getOrDefault("authority", ""),
                posted.getOrDefault("title", ""),
                posted.getOrDefault("addressee", ""),
                posted.getOrDefault("body", ""),
                posted.getOrDefault("unit", ""),
                day,
                posted.containsKey("last"));
    }

    /** @param substituted whether the PDF lacks typefaces of the standard */
    public record Page(
            Approval approval, Tag state, String prepared, String decided, Content text, boolean substituted) {}

    @GetMapping("/decisions/{call}/approvals/{id}")
    String one(@PathVariable UUID call, @PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Document document = document(viewer, call, id);
        Approval found = store.find(call, id).orElseThrow(() -> new NotFound("approval"));
        String html = documents.html(document);
        model.addAttribute(
                "model",
                new Page(
                        found,
                        words.state(locale, found.state()),
                        words.text(
                                locale, "decision.by", found.preparedName(), DecisionWords.minute(found.preparedAt())),
                        found.decidedName() == null
                                ? ""
                                : words.text(
                                        locale,
                                        "decision.by",
                                        found.decidedName(),
                                        DecisionWords.minute(found.decidedAt())),
                        output -> output.writeContent(html),
                        documents.fonts().stream().anyMatch(FontUse::substituted)));
        return "programme/decisionApproval";
    }

    private Document document(Viewer viewer, UUID call, UUID id) {
        return service.document(viewer, call, id).orElseThrow(() -> new NotFound("approval"));
    }

    @GetMapping("/decisions/{call}/approvals/{id}/docx")
    ResponseEntity<byte[]> docx(@PathVariable UUID call, @PathVariable UUID id, Viewer viewer) {
        Document document = document(viewer, call, id);
        return file(document, DOCX, ".docx", documents.docx(document));
    }

    @GetMapping("/decisions/{call}/approvals/{id}/pdf")
    ResponseEntity<byte[]> pdf(@PathVariable UUID call, @PathVariable UUID id, Viewer viewer) {
        Document document = document(viewer, call, id);
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
    @GetMapping("/decisions/{call}/approvals/{id}/issue")
    String askIssue(@PathVariable UUID call, @PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return Questions.ask(model, issue(call(viewer, call).id(), id, locale), Form.EMPTY);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/decisions/{call}/approvals/{id}/issue")
    String issue(
            @PathVariable UUID call,
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            RedirectAttributes redirect,
            HttpServletResponse response) {
        return switch (service.issue(viewer, call, id)) {
            case Outcome.Done<Approval>(var done) -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("decision.issued.done", done.entries()));
                yield "redirect:/decisions/" + call + "/approvals/" + id;
            }
            case Outcome.Refused<Approval>(var errors) -> {
                response.setStatus(422);
                yield Questions.ask(model, issue(call, id, locale), Form.EMPTY.with(errors));
            }
        };
    }

    private Confirm issue(UUID call, UUID id, Locale locale) {
        Approval found = store.find(call, id).orElseThrow(() -> new NotFound("approval"));
        return new Confirm(
                words.text(locale, "decision.issue.ask", found.number()),
                words.text(locale, found.last() ? "decision.issue.text.last" : "decision.issue.text", found.entries()),
                "/decisions/" + call + "/approvals/" + id + "/issue",
                words.text(locale, "decision.issue.do"),
                "/decisions/" + call + "/approvals/" + id,
                false,
                "",
                Map.of());
    }

    @GetMapping("/decisions/{call}/approvals/{id}/withdraw")
    String askWithdraw(@PathVariable UUID call, @PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return Questions.ask(model, withdraw(call(viewer, call).id(), id, locale), Form.EMPTY);
    }

    @PostMapping("/decisions/{call}/approvals/{id}/withdraw")
    String withdraw(
            @PathVariable UUID call,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            Locale locale,
            Model model,
            RedirectAttributes redirect,
            HttpServletResponse response) {
        return switch (service.withdraw(viewer, call, id, reason)) {
            case Outcome.Done<Approval>(var done) -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("decision.approval.withdrawn", done.number()));
                yield "redirect:/decisions/" + call + "/approvals";
            }
            case Outcome.Refused<Approval>(var errors) -> {
                response.setStatus(422);
                yield Questions.ask(
                        model,
                        withdraw(call, id, locale),
                        Form.of(Map.of("reason", reason)).with(errors));
            }
        };
    }

    private Confirm withdraw(UUID call, UUID id, Locale locale) {
        return Confirm.of(
                        words.text(locale, "decision.approval.withdraw.ask"),
                        words.text(locale, "decision.approval.withdraw.text"),
                        "/decisions/" + call + "/approvals/" + id + "/withdraw",
                        words.text(locale, "decision.withdraw.do"),
                        "/decisions/" + call + "/approvals/" + id)
                .withReason(words.text(locale, "decision.reason"));
    }
}
