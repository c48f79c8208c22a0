package dev.kechuang.programme.internal.version;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.pack.PackProblem;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.ProgrammeReader;
import dev.kechuang.programme.internal.definition.Reading;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Drafts and releases programmes. A text is kept for ever under its digest; who wrote it does not release it (四眼原则).
 */
@Service
public class VersionService {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final VersionStore store;
    private final ProgrammeReader reader;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;
    private volatile Map<String, String> inPacks = Map.of();

    public VersionService(
            VersionStore store,
            ProgrammeReader reader,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.reader = reader;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Officers change programmes of their regions; a national one only the bureau. */
    public static boolean mayChange(Viewer viewer, String region) {
        if (region.isEmpty()) return viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER);
        return viewer.isOfficer() && viewer.regions().contains(region);
    }

    /** Keeps the packs' texts that are new as drafts; the packs' author is the first pair of eyes. */
    public List<Version> importPacks() {
        var made = new ArrayList<Version>();
        var digests = new HashMap<String, String>();
        for (var programme : reader.readAll()) {
            Definition definition = programme.definition();
            var document = programme.document();
            digests.put(definition.code(), digest(document.text()));
            transactions.executeWithoutResult(status -> {
                var known = store.lock(definition.code());
                String digest = digest(document.text());
                if (known.stream().anyMatch(version -> version.digest().equals(digest))) return;
                UUID id = store.insert(
                        definition,
                        next(known),
                        document.place(),
                        document.text(),
                        null,
                        document.pack(),
                        clock.instant());
                Version version = store.find(id).orElseThrow();
                audit.appendSystem("import", event("programme.versionDrafted", version));
                made.add(version);
            });
        }
        inPacks = Map.copyOf(digests);
        return made;
    }

    /** Digests of the texts that came with the packs at the start, by programme. */
    public Map<String, String> inPacks() {
        return inPacks;
    }

    /** What a text would be: what is wrong with it, or its definition. */
    public Reading check(String region, String text) {
        return reader.read("draft.yaml", region, normal(text));
    }

    /**
     * Keeps a text as a draft of the viewer.
     *
     * @param replaces an earlier draft of the viewer's own that this one takes the place of, null for none
     */
    public Outcome<Version> draft(Viewer viewer, String region, String text, @Nullable UUID replaces) {
        if (!mayChange(viewer, region)) return refused("region", "definition.error.region");
        String kept = normal(text);
        return switch (check(region, kept)) {
            case Reading.Bad(List<PackProblem> problems) -> Outcome.refused(error(problems));
            case Reading.Good(Definition definition) ->
                transactions.execute(status -> draft(viewer, definition, kept, replaces));
        };
    }

    private Outcome<Version> draft(Viewer viewer, Definition definition, String text, @Nullable UUID replaces) {
        var known = store.lock(definition.code());
        for (Version other : known) {
            if (!other.region().equals(definition.region())) {
                return refused("text", "definition.error.taken", definition.code());
            }
            if (other.digest().equals(digest(text)) && !other.id().equals(replaces)) {
                return refused("text", "definition.error.same", other.number());
            }
        }
        if (replaces != null) {
            Optional<Version> mine = known.stream()
                    .filter(version -> version.id().equals(replaces))
                    .findFirst();
            if (mine.isEmpty()
                    || mine.get().state() != Version.State.DRAFT
                    || !Objects.equals(mine.get().draftedBy(), viewer.account())) {
                return refused("", "definition.error.replaces");
            }
            if (mine.get().digest().equals(digest(text))) return Outcome.done(mine.get());
            store.delete(replaces);
            known = known.stream()
                    .filter(version -> !version.id().equals(replaces))
                    .toList();
        }
        UUID id = store.insert(
                definition,
                next(known),
                "programmes/" + definition.code() + ".yaml",
                text,
                viewer.requireAccount(),
                viewer.name(),
                clock.instant());
        Version version = store.find(id).orElseThrow();
        audit.append(viewer, event("programme.versionDrafted", version));
        return Outcome.done(version);
    }

    /**
     * Releases a draft, or takes a former version up again; the one released before gives way.
     *
     * @param seen number of the released version the viewer compared with, 0 for none
     */
    public Outcome<Version> release(Viewer viewer, UUID id, int seen) {
        Version asked = store.find(id).orElseThrow();
        if (!mayChange(viewer, asked.region())) return refused("", "definition.error.region");
        if (Objects.equals(asked.draftedBy(), viewer.account())) return refused("", "definition.error.fourEyes");
        // The packs may have changed since it was drafted.
        Reading reading = reader.read(asked.place(), asked.region(), store.text(id));
        if (reading instanceof Reading.Bad(List<PackProblem> problems)) return Outcome.refused(error(problems));
        return transactions.execute(status -> {
            var known = store.lock(asked.programme());
            Version version = known.stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElse(null);
            if (version == null) return refused("", "definition.error.gone");
            Version before = known.stream()
                    .filter(one -> one.state() == Version.State.RELEASED)
                    .findFirst()
                    .orElse(null);
            if (before != null && (version.state() == Version.State.RELEASED || before.number() != seen)) {
                return refused(
                        "",
                        "definition.error.released",
                        before.number(),
                        String.valueOf(before.releasedName()),
                        MINUTE.format(Objects.requireNonNull(before.releasedAt())));
            }
            if (before != null) store.retire(before.id());
            store.release(id, viewer.requireAccount(), viewer.name(), clock.instant());
            Version released = store.find(id).orElseThrow();
            audit.append(
                    viewer,
                    event("programme.versionReleased", released)
                            .changed("released", before == null ? null : before.number(), released.number()));
            return Outcome.done(released);
        });
    }

    /** Throws a draft of the viewer's own away. */
    public Outcome<Version> discard(Viewer viewer, UUID id) {
        Version asked = store.find(id).orElseThrow();
        return transactions.execute(status -> {
            Version version = store.lock(asked.programme()).stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElse(null);
            if (version == null) return refused("", "definition.error.gone");
            if (version.state() != Version.State.DRAFT
                    || version.draftedBy() == null
                    || !version.draftedBy().equals(viewer.account())) {
                return refused("", "definition.error.notYours");
            }
            store.delete(id);
            audit.append(viewer, event("programme.versionDiscarded", version));
            return Outcome.done(version);
        });
    }

    private static int next(List<Version> known) {
        return known.isEmpty() ? 1 : known.getFirst().number() + 1;
    }

    private static AuditEvent event(String action, Version version) {
        return AuditEvent.of(
                        action,
                        "programme-version",
                        version.id(),
                        version.name().zh() + " " + version.number())
                .with(Map.of("programme", version.programme(), "digest", version.digest()));
    }

    private static Outcome<Version> refused(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }

    /** One sentence for the form; the problems themselves stand beside the text. */
    public static FieldError error(List<PackProblem> problems) {
        return FieldError.of(
                "text",
                "definition.error.text",
                problems.size(),
                problems.getFirst().line());
    }

    /** As packs are read: LF ends lines, one at the end. Browsers send CRLF. */
    private static String normal(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace("\u0000", "");
        return lines.isEmpty() || lines.endsWith("\n") ? lines : lines + "\n";
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
