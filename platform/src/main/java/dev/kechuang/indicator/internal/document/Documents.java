package dev.kechuang.indicator.internal.document;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.indicator.SourceDocument;
import dev.kechuang.indicator.SourceDocuments;
import dev.kechuang.reader.DocumentReader;
import dev.kechuang.reader.ReadResult;
import dev.kechuang.reader.Reading;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Takes documents in: the file store keeps the bytes, this the text, from which the reading is made again when wanted. */
@Service
public class Documents implements SourceDocuments {

    /** Owner of the files, as the file store knows it. */
    static final String OWNER = "indicator.document";

    /** Longest text kept, in characters; a yearbook has some two million. */
    static final int LONGEST = 5_000_000;

    /** Readings kept at hand. */
    private static final int KEPT = 40;

    private final DocumentStore store;
    private final FileStore files;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Map<UUID, Reading> readings = new LinkedHashMap<>(16, 0.75f, true);

    public Documents(
            DocumentStore store, FileStore files, AuditLog audit, TransactionOperations transactions, Clock clock) {
        this.store = store;
        this.files = files;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Officers of the bureau take documents in and read them. */
    public static boolean may(Viewer viewer) {
        return viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER);
    }

    @Override
    public Outcome<SourceDocument> take(Viewer viewer, String name, byte[] content) {
        if (!may(viewer)) return Outcome.refused(FieldError.of("file", "indicator.document.error.notYours"));
        if (content.length == 0) return Outcome.refused(FieldError.of("file", "indicator.document.error.none"));
        String digest = digest(content);
        var known = store.byDigest(digest);
        if (known.isPresent()) return Outcome.done(document(known.get()));
        String text;
        switch (DocumentReader.read(name, content)) {
            case ReadResult.Unreadable(var reason, var message) -> {
                return Outcome.refused(FieldError.of("file", "indicator.document.error.unreadable", message));
            }
            case ReadResult.Readable(var reading) -> text = reading.text().replace("\0", "");
        }
        if (text.isBlank()) return Outcome.refused(FieldError.of("file", "indicator.document.error.empty"));
        if (text.length() > LONGEST) {
            return Outcome.refused(FieldError.of("file", "indicator.document.error.long", LONGEST));
        }
        return switch (stored(viewer, name, content)) {
            case Outcome.Refused<StoredFile>(var errors) ->
                Outcome.refused(errors.stream()
                        .map(error -> new FieldError("file", error.key(), error.args()))
                        .toList());
            case Outcome.Done<StoredFile>(var file) -> Outcome.done(keep(viewer, file, digest, text));
        };
    }

    private Outcome<StoredFile> stored(Viewer viewer, String name, byte[] content) {
        try (var in = new ByteArrayInputStream(content)) {
            return files.store(viewer, name, FileStore.Kind.DOCUMENT, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SourceDocument keep(Viewer viewer, StoredFile file, String digest, String text) {
        var row = Objects.requireNonNull(transactions.execute(status -> {
            store.insert(viewer, file.name(), digest, file.id(), text, clock.instant())
                    .ifPresent(id -> {
                        files.attach(file.id(), OWNER, id.toString());
                        audit.append(
                                viewer,
                                AuditEvent.of("indicator.document", "sourceDocument", id, file.name())
                                        .with(Map.of("digest", digest)));
                    });
            return store.byDigest(digest).orElseThrow();
        }));
        return document(row);
    }

    @Override
    public Optional<SourceDocument> find(Viewer viewer, UUID id) {
        return may(viewer) ? store.find(id).map(this::document) : Optional.empty();
    }

    private SourceDocument document(DocumentStore.Row row) {
        return new SourceDocument(
                row.id(), row.name(), row.digest(), row.takenAt(), row.takenBy(), reading(row.id(), row.name()));
    }

    /** The document as read; reading is deterministic, so the text is enough. */
    public Reading reading(UUID id, String name) {
        synchronized (readings) {
            Reading known = readings.get(id);
            if (known != null) return known;
        }
        Reading reading = DocumentReader.read(name, store.text(id));
        synchronized (readings) {
            readings.put(id, reading);
            if (readings.size() > KEPT) {
                var eldest = readings.keySet().iterator();
                eldest.next();
                eldest.remove();
            }
        }
        return reading;
    }

    static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
