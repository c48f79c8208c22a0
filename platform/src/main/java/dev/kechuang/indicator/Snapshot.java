package dev.kechuang.indicator;

import java.time.Instant;

/**
 * A state to which figures are read for ever (读数时点): what a freeze keeps.
 *
 * @param position last record that counts
 * @param revision last revision of observations that counts
 * @param at facts confirmed until then count
 */
public record Snapshot(long position, long revision, Instant at) {}
