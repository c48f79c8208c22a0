package dev.kechuang.audit.web;

import dev.kechuang.audit.AuditFilter;
import dev.kechuang.audit.internal.AuditExport;
import dev.kechuang.audit.internal.AuditSearch;
import dev.kechuang.audit.internal.ChainHeads;
import dev.kechuang.audit.internal.ChainVerification;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit log (审计日志) as the audit administrator sees it. */
@Controller
@Allow(Role.AUDIT_ADMIN)
class AuditController {

    private static final List<String> COLUMNS = List.of(
            "audit.at",
            "audit.who",
            "audit.origin",
            "audit.address",
            "audit.action",
            "audit.subjectType",
            "audit.id",
            "audit.subject",
            "audit.details",
            "audit.position",
            "audit.hash");

    private final AuditSearch search;
    private final AuditExport export;
    private final ChainVerification verification;
    private final ChainHeads heads;
    private final AuditNames names;
    private final MessageSource messages;
    private final Clock clock;

    AuditController(
            AuditSearch search,
            AuditExport export,
            ChainVerification verification,
            ChainHeads heads,
            AuditNames names,
            MessageSource messages,
            Clock clock) {
        this.search = search;
        this.export = export;
        this.verification = verification;
        this.heads = heads;
        this.names = names;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/audit")
    String search(
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate until,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            Locale locale,
            Model model) {
        var filter = filter(who, action, subject, text, from, until);
        model.addAttribute(
                "page",
                new AuditPages.Search(
                        filter, search.actions(), search.find(filter, KeyPage.At.of(after, before)), names(locale)));
        return "audit/search";
    }

    @GetMapping("/audit/entries/{id}")
    String entry(@PathVariable UUID id, Locale locale, Model model) {
        var row = search.find(id).orElseThrow(() -> new NotFound("audit entry"));
        model.addAttribute(
                "page", new AuditPages.Entry(row, Differences.of(row.entry().details()), names(locale)));
        return "audit/entry";
    }

    @GetMapping("/audit/export")
    void export(
            @RequestParam(defaultValue = "CSV") AuditExport.Format format,
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate until,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        List<String> columns = COLUMNS.stream()
                .map(column -> messages.getMessage(column, null, locale))
                .toList();
        response.setContentType(format.contentType);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("audit-" + LocalDate.now(clock) + "." + format.ending)
                        .build()
                        .toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        export.write(
                viewer, filter(who, action, subject, text, from, until), format, columns, response.getOutputStream());
    }

    @GetMapping("/audit/chain")
    String chain(Model model) {
        model.addAttribute("page", new AuditPages.Chain(verification.state(), heads.summary()));
        return "audit/chain";
    }

    /** What htmx replaces the progress bar with, every second. */
    @GetMapping("/audit/chain/progress")
    String progress(Model model) {
        model.addAttribute("state", verification.state());
        return "audit/verification";
    }

    @PostMapping("/audit/chain/verify")
    String verify(Viewer viewer) {
        verification.start(viewer);
        return "redirect:/audit/chain";
    }

    private AuditFilter filter(
            String who,
            String action,
            String subject,
            String text,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {
        return new AuditFilter(who.strip(), action.strip(), subject.strip(), text.strip(), from, until)
                .bounded(LocalDate.now(clock));
    }

    private AuditPages.Names names(Locale locale) {
        return new AuditPages.Names() {
            @Override
            public String action(String code) {
                return names.action(code, locale);
            }

            @Override
            public String subject(String type) {
                return names.subject(type, locale);
            }

            @Override
            public String field(String action, String field) {
                return names.field(action, field, locale);
            }
        };
    }
}
