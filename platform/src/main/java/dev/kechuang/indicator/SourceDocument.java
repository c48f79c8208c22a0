package dev.kechuang.indicator;

import dev.kechuang.reader.Reading;
import java.time.Instant;
import java.util.UUID;

/**
 * A document whose figures are a source (来源文件): a plan, report or bulletin as read.
 *
 * @param digest of the bytes as uploaded; the file store has them
 */
public record SourceDocument(UUID id, String name, String digest, Instant takenAt, String takenBy, Reading reading) {}
