package dev.kechuang.programme.web.call;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.programme.internal.call.Call;
import dev.kechuang.programme.internal.call.CallService;
import dev.kechuang.programme.internal.call.CallStore;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a call is given beside its text: calls of districts, and attachments. */
@Controller
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
public class CallPartsController {

    private final CallStore calls;
    private final CallService service;
    private final FileStore files;
    private final CallController pages;
    private final CallLabels labels;

    CallPartsController(
            CallStore calls, CallService service, FileStore files, CallController pages, CallLabels labels) {
        this.pages = pages;
        this.calls = calls;
        this.service = service;
        this.files = files;
        this.labels = labels;
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/calls/{id}/delegate")
    String delegate(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Call call = own(id, viewer);
        Money budget = Money.ZERO;
        Outcome<Call> outcome;
        try {
            String typed = posted.getOrDefault("budget", "").strip();
            if (!typed.isEmpty()) budget = Money.wan(new BigDecimal(typed));
            outcome = budget.fen() < 0
                    ? Outcome.refused(FieldError.of("budget", "call.error.money"))
                    : service.delegate(viewer, id, posted.getOrDefault("region", ""), budget);
        } catch (ArithmeticException | NumberFormatException e) {
            outcome = Outcome.refused(FieldError.of("budget", "call.error.money"));
        }
        return switch (outcome) {
            case Outcome.Done<Call>(var made) -> {
                redirect.addFlashAttribute(
                        Notice.FLASH, Notice.done("call.done.delegated", labels.region(locale, made.region())));
                yield "redirect:/calls/" + id;
            }
            case Outcome.Refused<Call>(var errors) -> {
                response.setStatus(422);
                yield pages.call(call, Form.of(posted).with(errors), viewer, locale, model);
            }
        };
    }

    @PostMapping("/calls/{id}/files")
    String attach(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Viewer viewer,
            RedirectAttributes redirect)
            throws IOException {
        own(id, viewer);
        if (file == null || file.isEmpty()) {
            redirect.addFlashAttribute(Notice.FLASH, Notice.error("call.error.noFile"));
            return "redirect:/calls/" + id;
        }
        String name = file.getOriginalFilename();
        try (var content = file.getInputStream()) {
            Outcome<StoredFile> stored =
                    files.store(viewer, name == null ? "" : name, FileStore.Kind.ATTACHMENT, content);
            Outcome<Call> outcome = switch (stored) {
                case Outcome.Done<StoredFile>(var kept) -> service.attach(viewer, id, kept.id());
                case Outcome.Refused<StoredFile>(var errors) -> Outcome.refused(errors);
            };
            outcome.fold(
                    call -> redirect.addFlashAttribute(Notice.FLASH, Notice.done("call.done.attached")),
                    errors -> redirect.addFlashAttribute(Notice.FLASH, refusal(errors.getFirst())));
        }
        return "redirect:/calls/" + id;
    }

    private static Notice refusal(FieldError error) {
        return Notice.error(
                error.key(), error.args().stream().map(String::valueOf).toArray(java.io.Serializable[]::new));
    }

    @PostMapping("/calls/{id}/files/{file}/remove")
    String detach(@PathVariable UUID id, @PathVariable UUID file, Viewer viewer, RedirectAttributes redirect) {
        own(id, viewer);
        service.detach(viewer, id, file)
                .fold(
                        call -> redirect.addFlashAttribute(Notice.FLASH, Notice.done("call.done.detached")),
                        errors -> redirect.addFlashAttribute(Notice.FLASH, refusal(errors.getFirst())));
        return "redirect:/calls/" + id;
    }

    private Call own(UUID id, Viewer viewer) {
        return calls.find(viewer, id)
                .filter(call -> service.runs(viewer, call))
                .orElseThrow(() -> new NotFound("call"));
    }
}
