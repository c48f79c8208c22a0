package dev.kechuang.policy;

import java.time.LocalDate;

/**
 * A policy was released. Published in the transaction that releases it; rules read by {@link Decisions} are the new ones
 * once it has committed.
 *
 * @param policy id of the policy
 * @param version digest of the version
 * @param inForceFrom first day it decides for: later than today where it is announced ahead, earlier where it holds since
 */
public record PolicyReleased(String policy, String version, LocalDate inForceFrom) {}
