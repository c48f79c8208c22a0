package dev.kechuang.indicator.internal.figure;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What stands in for modules below. */
public final class Fakes {

    private Fakes() {}

    /** Keeps files in memory. */
    public static final class Files implements FileStore {
        private final Map<UUID, byte[]> bytes = new HashMap<>();
        private final Map<UUID, StoredFile> files = new HashMap<>();

        @Override
        public Outcome<StoredFile> store(Viewer uploader, String name, Kind kind, InputStream content)
                throws IOException {
            var file = new StoredFile(UUID.randomUUID(), name, "0".repeat(64), 1, "", Instant.EPOCH);
            bytes.put(file.id(), content.readAllBytes());
            files.put(file.id(), file);
            return Outcome.done(file);
        }

        @Override
        public Optional<StoredFile> find(UUID id) {
            return Optional.ofNullable(files.get(id));
        }

        @Override
        public Optional<StoredFile> find(Viewer viewer, UUID id) {
            return find(id);
        }

        @Override
        public InputStream open(StoredFile file) {
            return new ByteArrayInputStream(bytes.getOrDefault(file.id(), new byte[0]));
        }

        @Override
        public void attach(UUID file, String owner, String reference) {}

        @Override
        public void detach(UUID file, String owner, String reference) {}
    }

    /** Writes nothing down. */
    public static final class NoAudit implements AuditLog {
        @Override
        public void append(Viewer actor, AuditEvent event) {}

        @Override
        public void appendSystem(String actor, AuditEvent event) {}
    }
}
