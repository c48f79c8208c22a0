package dev.kechuang.file.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.file.FileAccess;
import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Checks uploads, keeps their bytes on disk by digest and a row for each in the database. */
@Component
public class DigestFileStore implements FileStore {

    private static final Logger LOG = LoggerFactory.getLogger(DigestFileStore.class);

    /** A file nothing refers to is removed after this. */
    static final Duration UNATTACHED_KEPT = Duration.ofDays(7);

    /**
     * The same of somebody who is not logged in, who has no second day: all of them share one limit, and nobody may take
     * it from the others for long. An hour more than what waits on a form is kept.
     */
    static final Duration PUBLIC_KEPT = Duration.ofHours(25);

    /** Bytes without a row, left by a crash, are removed after this. */
    static final Duration STRAY_KEPT = Duration.ofDays(1);

    /** How much of what is not attached to anything a person may have, and all who are not logged in together. */
    static final long UNATTACHED_LIMIT = 1L << 30;

    private final StoredFileStore rows;
    private final Disk disk;
    private final ContentInspector inspector = new ContentInspector();
    private final TransactionTemplate transaction;
    private final ObjectProvider<FileAccess> access;
    private final AuditLog audit;
    private final Clock clock;

    @Autowired
    public DigestFileStore(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            ObjectProvider<FileAccess> access,
            AuditLog audit,
            Clock clock,
            @Value("${kc.home:var}") Path home) {
        this.rows = new StoredFileStore(jdbc);
        this.disk = new Disk(home.resolve("files").toAbsolutePath());
        this.transaction = new TransactionTemplate(transactions);
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Outcome<StoredFile> store(Viewer uploader, String name, Kind kind, InputStream content) throws IOException {
        String clean = FileNames.clean(name);
        long limit = ContentInspector.limit(kind).toBytes();
        Disk.Received received = disk.receive(content, limit);
        try {
            if (received.size() == 0) return refused("file.empty");
            if (received.size() > limit) {
                return refused("file.tooLarge", ContentInspector.limit(kind).toMegabytes());
            }
            if (exceeds(uploader, received.size())) {
                // The night may be far for all who share one limit.
                var due = uploader.isPublic() ? removeUnattached() : List.<String>of();
                if (due.isEmpty() || exceeds(uploader, received.size())) return refused("file.quota");
            }
            return switch (inspector.inspect(received.file(), clean, kind)) {
                case Outcome.Refused<String>(var errors) -> Outcome.refused(errors);
                case Outcome.Done<String>(var type) -> Outcome.done(keep(uploader, clean, kind, received, type));
            };
        } finally {
            Files.deleteIfExists(received.file());
        }
    }

    private boolean exceeds(Viewer uploader, long size) {
        return rows.unattachedBytes(uploader.account()) + size > UNATTACHED_LIMIT;
    }

    private StoredFile keep(Viewer uploader, String name, Kind kind, Disk.Received received, String type) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> {
            rows.lockShared(received.sha256());
            try {
                disk.keep(received);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            StoredFile stored = rows.insert(uploader.account(), name, kind, received.sha256(), received.size(), type);
            audit.append(
                    uploader,
                    AuditEvent.of("file.store", "file", stored.id(), name)
                            .with(Map.of("sha256", received.sha256(), "size", received.size(), "contentType", type)));
            return stored;
        }));
    }

    @Override
    public Optional<StoredFile> find(UUID id) {
        return rows.find(id).map(StoredFileStore.Row::file);
    }

    @Override
    public Map<UUID, StoredFile> find(Collection<UUID> ids) {
        return rows.find(ids).stream()
                .map(StoredFileStore.Row::file)
                .collect(Collectors.toMap(StoredFile::id, file -> file));
    }

    @Override
    public Optional<StoredFile> find(Viewer viewer, UUID id) {
        return rows.find(id).filter(row -> mayRead(viewer, row)).map(StoredFileStore.Row::file);
    }

    private boolean mayRead(Viewer viewer, StoredFileStore.Row row) {
        if (viewer.account() != null && viewer.account().equals(row.uploader())) return true;
        Map<String, FileAccess> owners = access.stream().collect(Collectors.toMap(FileAccess::owner, owner -> owner));
        return rows.references(row.id()).stream().anyMatch(reference -> {
            FileAccess owner = owners.get(reference.owner());
            return owner != null && owner.mayRead(viewer, reference.reference());
        });
    }

    @Override
    public InputStream open(StoredFile file) throws IOException {
        return Files.newInputStream(path(file));
    }

    /** Where the bytes stand. */
    public Path path(StoredFile file) {
        return disk.place(file.sha256());
    }

    @Override
    public void attach(UUID file, String owner, String reference) {
        rows.attach(file, owner, reference);
    }

    @Override
    public void detach(UUID file, String owner, String reference) {
        rows.detach(file, owner, reference);
    }

    /** Removes files nothing refers to, bytes without a row and what interrupted uploads left. Answers how many files. */
    public int cleanUp() throws IOException {
        Instant now = clock.instant();
        List<String> removed = removeUnattached();
        int bytes = 0;
        for (Path stray : old(disk.kept(), now.minus(STRAY_KEPT))) {
            if (removeBytes(stray.getFileName().toString())) bytes++;
        }
        for (Path part : old(disk.parts(), now.minus(STRAY_KEPT))) Files.deleteIfExists(part);
        if (bytes > 0) LOG.info("clean-up of files: {} stray contents", bytes);
        return removed.size();
    }

    /** The digests of what was due; their bytes go too unless another file has them. */
    private List<String> removeUnattached() {
        Instant now = clock.instant();
        List<String> removed = rows.removeUnattached(now.minus(UNATTACHED_KEPT), now.minus(PUBLIC_KEPT));
        int bytes = 0;
        for (String sha256 : removed) if (removeBytes(sha256)) bytes++;
        if (!removed.isEmpty())
            LOG.info("clean-up of files: {} entries nothing refers to, {} contents", removed.size(), bytes);
        return removed;
    }

    /** Only when no row, not even one of a running upload, has the digest. */
    private boolean removeBytes(String sha256) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (!rows.tryLock(sha256) || rows.known(sha256)) return false;
            try {
                return disk.delete(sha256);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    private static List<Path> old(java.util.stream.Stream<Path> files, Instant before) throws IOException {
        var found = new ArrayList<Path>();
        try (files) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.getLastModifiedTime(file).compareTo(FileTime.from(before)) < 0) found.add(file);
            }
        }
        return found;
    }

    StoredFileStore rows() {
        return rows;
    }

    Disk disk() {
        return disk;
    }

    private static <T> Outcome<T> refused(String key, Object... args) {
        return Outcome.refused(FieldError.of("file", key, args));
    }
}
