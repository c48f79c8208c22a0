package dev.kechuang.shared.web;

import dev.kechuang.shared.access.Viewer;

/** Counts the messages the viewer has not read; the message module provides it. */
@FunctionalInterface
public interface UnreadCounter {
    int unread(Viewer viewer);
}
