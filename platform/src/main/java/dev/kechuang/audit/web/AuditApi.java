package dev.kechuang.audit.web;

import dev.kechuang.audit.AuditEntry;
import dev.kechuang.audit.AuditFilter;
import dev.kechuang.audit.internal.AuditSearch;
import dev.kechuang.audit.internal.ChainHeads;
import dev.kechuang.audit.internal.ChainVerification;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The audit log as JSON, for a log collector of the audit administrator. */
@RestController
@RequestMapping("/api/audit")
@Allow(Role.AUDIT_ADMIN)
class AuditApi {

    private final AuditSearch search;
    private final ChainVerification verification;
    private final ChainHeads heads;

    AuditApi(AuditSearch search, ChainVerification verification, ChainHeads heads) {
        this.search = search;
        this.verification = verification;
        this.heads = heads;
    }

    /** @param hash hexadecimal, null while the entry waits for the chain */
    record Item(
            AuditEntry entry,
            @Nullable Long position,
            @Nullable String hash) {
        static Item of(AuditSearch.Sealed row) {
            return new Item(
                    row.entry(),
                    row.position(),
                    row.hash() == null ? null : HexFormat.of().formatHex(row.hash()));
        }
    }

    /** @param next give it as {@code after} for the following page */
    record Items(
            List<Item> items,
            @Nullable String next,
            @Nullable String previous,
            KeyPage.Total total) {}

    record Head(LocalDate day, long position, String hash, List<String> sent) {}

    /** @param violations null until a verification has ended */
    record Chain(
            long length,
            long waiting,
            List<Head> heads,
            boolean verifying,
            long verified,
            @Nullable Instant verifiedAt,
            @Nullable List<String> violations) {}

    @GetMapping("/entries")
    Items entries(
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate until,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before) {
        var page = search.find(new AuditFilter(who, action, subject, text, from, until), KeyPage.At.of(after, before));
        return new Items(page.items().stream().map(Item::of).toList(), page.next(), page.previous(), page.total());
    }

    @GetMapping("/entries/{id}")
    Item entry(@PathVariable UUID id) {
        return Item.of(search.find(id).orElseThrow(() -> new NotFound("audit entry")));
    }

    @GetMapping("/chain")
    Chain chain() {
        var summary = heads.summary();
        var state = verification.state();
        return new Chain(
                summary.length(),
                summary.waiting(),
                summary.heads().stream()
                        .map(head -> new Head(
                                head.day(), head.position(), HexFormat.of().formatHex(head.hash()), head.sent()))
                        .toList(),
                state.running(),
                state.done(),
                state.ended(),
                state.result() == null ? null : state.result().violations());
    }

    /** Starts a verification; ask {@code GET /api/audit/chain} for its end. */
    @PostMapping("/chain/verify")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void verify(Viewer viewer) {
        verification.start(viewer);
    }
}
