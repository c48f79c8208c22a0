package dev.kechuang.file;

import java.time.Instant;
import java.util.UUID;

/**
 * A file somebody uploaded.
 *
 * @param sha256 digest of the content, by which it is stored
 * @param size bytes
 * @param contentType found by looking at the content, not taken from the upload
 */
public record StoredFile(UUID id, String name, String sha256, long size, String contentType, Instant uploadedAt) {}
