package dev.kechuang.programme.web.decision;

import dev.kechuang.file.StoredFile;
import dev.kechuang.programme.internal.decision.NewObjection;
import dev.kechuang.programme.internal.decision.NoticeStore;
import dev.kechuang.programme.internal.decision.ObjectionKind;
import dev.kechuang.programme.internal.decision.ObjectionReceipts.Receipt;
import dev.kechuang.programme.internal.decision.ObjectionService;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The form in which anybody objects to what a public notice shows, and the receipt for it. */
@Controller
@Allow(everyone = true)
public class ObjectionFormController {

    private static final String RECEIPT = "objectionReceipt";

    private final NoticeStore notices;
    private final ObjectionService objections;
    private final EvidenceUploads uploads;
    private final ObjectionLimit limit;
    private final DecisionWords words;

    ObjectionFormController(
            NoticeStore notices,
            ObjectionService objections,
            EvidenceUploads uploads,
            ObjectionLimit limit,
            DecisionWords words) {
        this.notices = notices;
        this.objections = objections;
        this.uploads = uploads;
        this.limit = limit;
        this.words = words;
    }

    /** @param kept name of the evidence that was uploaded with an earlier try, empty for none */
    public record Page(NoticeStore.Notice notice, Form form, List<Option> kinds, List<Option> what, String kept) {}

    @GetMapping("/notices/{id}/objection")
    String ask(@PathVariable UUID id, Locale locale, Model model) {
        return page(id, Form.of(Map.of("once", UUID.randomUUID().toString(), "kind", "person")), "", locale, model);
    }

    @PostMapping("/notices/{id}/objection")
    String file(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Viewer viewer,
            Locale locale,
            Model model,
            RedirectAttributes redirect,
            HttpServletRequest request,
            HttpServletResponse response) {
        notice(id);
        var errors = new ArrayList<FieldError>();
        String ticket = posted.getOrDefault(EvidenceUploads.KEPT, "");
        StoredFile evidence = null;
        switch (uploads.take(id, ticket, file, request.getRemoteAddr())) {
            case Outcome.Done<Optional<StoredFile>>(var taken) -> evidence = taken.orElse(null);
            case Outcome.Refused<Optional<StoredFile>>(var refusals) -> {
                errors.addAll(refusals);
                // What was to be replaced stays until it is.
                evidence = uploads.kept(id, ticket).orElse(null);
            }
        }
        NewObjection wanted = wanted(posted, evidence == null ? null : evidence.id());
        errors.addAll(objections.problems(id, wanted));
        boolean tooMany = errors.isEmpty() && !limit.allows(ObjectionLimit.Act.FILE, request.getRemoteAddr());
        if (tooMany) errors.add(FieldError.of("", "decision.error.tooMany"));
        if (errors.isEmpty()) {
            switch (objections.file(viewer, id, wanted)) {
                case Outcome.Done<Receipt>(var receipt) -> {
                    redirect.addFlashAttribute(RECEIPT, receipt);
                    return "redirect:/notices/" + id + "/objection/receipt";
                }
                case Outcome.Refused<Receipt>(var refusals) -> errors.addAll(refusals);
            }
        }
        response.setStatus(tooMany ? 429 : 422);
        var form = new HashMap<>(posted);
        form.put(EvidenceUploads.KEPT, evidence == null ? "" : uploads.ticket(id, evidence));
        return page(id, Form.of(form).with(errors), evidence == null ? "" : evidence.name(), locale, model);
    }

    private static NewObjection wanted(Map<String, String> posted, @Nullable UUID file) {
        return new NewObjection(
                Typed.id(posted.getOrDefault("once", "")).orElse(null),
                Typed.id(posted.getOrDefault("application", "")).orElse(new UUID(0, 0)),
                ObjectionKind.typed(posted.getOrDefault("kind", "")).orElse(null),
                posted.getOrDefault("name", ""),
                posted.getOrDefault("contact", ""),
                posted.getOrDefault("organisation", ""),
                posted.getOrDefault("text", ""),
                file);
    }

    private String page(UUID id, Form form, String kept, Locale locale, Model model) {
        var kinds = Stream.of(ObjectionKind.values())
                .map(kind -> new Option(kind.code(), words.text(locale, "decision.objection.kind." + kind.code())))
                .toList();
        var what = notices.entries(id).stream()
                .filter(each -> each.left().isEmpty())
                .map(each -> new Option(each.application().toString(), each.number() + " " + each.title()))
                .toList();
        model.addAttribute("model", new Page(notice(id), form, kinds, what, kept));
        return "programme/objectionForm";
    }

    private NoticeStore.Notice notice(UUID id) {
        return notices.find(id).orElseThrow(() -> new NotFound("notice"));
    }

    /** @param receipt null when the page is opened again: number and secret are told to whoever sent the form */
    public record ReceiptPage(
            NoticeStore.Notice notice, @Nullable Receipt receipt) {}

    @GetMapping("/notices/{id}/objection/receipt")
    String receipt(@PathVariable UUID id, Model model, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        Receipt receipt = model.getAttribute(RECEIPT) instanceof Receipt told ? told : null;
        model.addAttribute("model", new ReceiptPage(notice(id), receipt));
        return "programme/objectionReceipt";
    }
}
