package dev.kechuang.programme.internal.lifecycle;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an application.
 *
 * @param number counts its events
 * @param move counts those that moved it, null for a note
 * @param data what the stage wants to keep with it, JSON
 */
public record Event(
        UUID id,
        UUID application,
        int number,
        @Nullable Integer move,
        EventKind kind,
        String stage,
        String toStage,
        Status toStatus,
        @Nullable UUID account,
        String actor,
        Instant at,
        String reason,
        String data) {}
