package dev.kechuang.shared.web.ui;

/**
 * Something that happened to a thing, newest first in a timeline.
 *
 * @param when as shown, e.g. 2026-11-08 09:30
 * @param who name and unit; empty when the platform did it by itself
 * @param note what was said about it; empty for nothing
 */
public record TimelineEntry(String when, String who, String what, String note, Tone tone) {}
