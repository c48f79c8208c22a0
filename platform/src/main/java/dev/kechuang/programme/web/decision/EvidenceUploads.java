package dev.kechuang.programme.web.decision;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/**
 * Evidence on the form of an objection. It is nobody's, also of somebody who is logged in: who objects stands in the objection,
 * and may yet choose to be anonymous. What was uploaded with a form that comes back is kept by a ticket in the form: signed,
 * for this notice alone, good for a day from the upload and until the application restarts.
 */
@Component
class EvidenceUploads {

    /** Hidden field with the ticket. */
    static final String KEPT = "kept";

    static final int MOST_MEGABYTES = 20;
    private static final Duration GOOD_FOR = Duration.ofDays(1);
    private static final String ALGORITHM = "HmacSHA256";

    private final FileStore files;
    private final ObjectionLimit limit;
    private final Clock clock;
    private final SecretKeySpec key;

    EvidenceUploads(FileStore files, ObjectionLimit limit, Clock clock) {
        this.files = files;
        this.limit = limit;
        this.clock = clock;
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The file that was just chosen or, where none was, the one kept before, while it is still kept; empty for none. */
    Outcome<Optional<StoredFile>> take(UUID notice, String ticket, @Nullable MultipartFile upload, String address) {
        if (upload == null || upload.isEmpty()) {
            var before = kept(notice, ticket);
            return before.isEmpty() && !ticket.isBlank()
                    ? Outcome.refused(FieldError.of("file", "decision.error.evidenceGone"))
                    : Outcome.done(before);
        }
        if (upload.getSize() > MOST_MEGABYTES * 1024L * 1024L)
            return Outcome.refused(FieldError.of("file", "decision.error.evidenceSize", MOST_MEGABYTES));
        if (!limit.allows(ObjectionLimit.Act.UPLOAD, address))
            return Outcome.refused(FieldError.of("file", "decision.error.tooMany"));
        String name = upload.getOriginalFilename();
        try (var content = upload.getInputStream()) {
            return files.store(Viewer.PUBLIC, name == null ? "" : name, FileStore.Kind.ATTACHMENT, content)
                    .fold(
                            stored -> Outcome.done(Optional.of(stored)),
                            errors -> Outcome.refused(errors.stream()
                                    .map(error -> new FieldError("file", error.key(), error.args()))
                                    .toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String ticket(UUID notice, StoredFile file) {
        String said = file.id() + "/" + notice + "/"
                + file.uploadedAt().plus(GOOD_FOR).getEpochSecond();
        return said + "/" + signature(said);
    }

    /** Empty unless the ticket was given here, for this notice, and is still good. */
    Optional<StoredFile> kept(UUID notice, String ticket) {
        int signed = ticket.lastIndexOf('/');
        if (signed < 0 || ticket.length() > 300) return Optional.empty();
        String said = ticket.substring(0, signed);
        boolean genuine = MessageDigest.isEqual(
                signature(said).getBytes(StandardCharsets.US_ASCII),
                ticket.substring(signed + 1).getBytes(StandardCharsets.UTF_8));
        if (!genuine) return Optional.empty();
        String[] parts = said.split("/");
        boolean good = parts[1].equals(notice.toString())
                && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[2])));
        return good ? files.find(UUID.fromString(parts[0])) : Optional.empty();
    }

    private String signature(String said) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(said.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
