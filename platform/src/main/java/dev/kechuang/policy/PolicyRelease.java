package dev.kechuang.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a policy that an officer released (政策发布); never changed. For each day the newest release whose day has
 * come decides, however late it was released; before the first one the pack's text.
 *
 * @param number from 1 within the policy
 * @param position from 1 over all policies, in the order of the commits
 * @param version digest as in {@link PolicyVersion}, of the text with the dictionaries of the day it was released
 * @param text digest of its text
 * @param pack id of the pack it belongs to, and {@code path} the file it is there when exported
 * @param region region code of the pack, empty for the national one
 * @param packDigest digest of the text that the pack had for it when it was released; null where it had none
 * @param inForceFrom first day it decides for (施行日期)
 * @param document number of the document by which it was issued (文号)
 * @param author who last changed the text
 */
public record PolicyRelease(
        UUID id,
        String policy,
        int number,
        long position,
        String version,
        String text,
        String pack,
        String path,
        String region,
        @Nullable String packDigest,
        LocalDate inForceFrom,
        String document,
        String reason,
        String author,
        String submittedBy,
        Instant submittedAt,
        String releasedBy,
        Instant releasedAt) {}
